import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { memoryTree } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, string>>;

const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
const planOf = (files: Files): Plan => loadPlans(memoryTree({}), memoryTree(files), settings).head;
const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.line}:${location.column} ${message}`);
const pathsOf = ({ schema }: PlanEvent): readonly string[] => [...vocabularyOf(schema).properties.keys()];

const definition = (attributes: object, data: object = {}): object => ({
  properties: { data: { type: 'object', properties: { custom_attributes: attributes }, ...data } },
});
const point = (criteria: unknown, schema: unknown = definition({}), type: unknown = 'custom_event'): object => ({
  match: { type, criteria },
  validator: { type: 'json_schema', definition: schema },
});
const version = (points: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ version: 1, data_plan_id: 'shop', version_document: { data_points: points }, ...more });

const ORDER = { event_name: 'Order Placed', custom_event_type: 'transaction' };

describe('what a data plan is', () => {
  test.each([
    ['a version', version([point(ORDER)]), 'mparticle:shop/custom_event?custom_event_type=transaction&event_name=Order Placed'],
    [
      'a plan with its versions',
      JSON.stringify({ data_plan_id: 'shop', data_plan_versions: [{ version: 1 }, JSON.parse(version([point(ORDER)]))] }),
      'mparticle:shop/custom_event?custom_event_type=transaction&event_name=Order Placed',
    ],
    [
      'its data points alone',
      JSON.stringify({ data_points: [point(ORDER)] }),
      'mparticle:a.json/custom_event?custom_event_type=transaction&event_name=Order Placed',
    ],
  ])('%s', (_, text, key) => {
    expect(planOf({ 'a.json': text }).events.map((event) => event.key)).toEqual([key]);
  });

  test.each([
    ['points of a chart', '{"data_points": [{"x": 1, "y": 2}]}'],
    ['points that match something else', '{"data_points": [{"match": {"type": "win"}, "score": 3}]}'],
    ['no points', '{"data_points": []}'],
    ['a word', '{"text": "data_points"}'],
    ['a document without points', '{"version_document": {"note": "\\"data_points\\""}}'],
    [
      'a JSON Schema of data plans',
      JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', version_document: { data_points: [] } }),
    ],
  ])('not %s', (_, text) => {
    expect(planOf({ 'a.json': text }).files.filter(({ format }) => format === 'mparticle')).toEqual([]);
  });

  test('of several versions in one file the highest that holds data points', () => {
    const versions = [2, 10, 9].map((number) => JSON.parse(version([point({ event_name: `v${number}` })], { version: number })) as object);
    const { events } = planOf({ 'a.json': JSON.stringify({ data_plan_id: 'shop', data_plan_versions: [...versions, { version: 11 }] }) });
    expect(events.map(({ name }) => name)).toEqual(['v10']);
  });
});

describe('a data point', () => {
  test('is the message that is sent, with its attributes as section', () => {
    const attributes = {
      type: 'object',
      properties: { order_total: { type: 'number' } },
      required: ['order_total'],
      additionalProperties: false,
    };
    const [event] = planOf({ 'a.json': version([point(ORDER, definition(attributes, { required: ['custom_attributes'] }))]) }).events;
    expect(event).toMatchObject({
      type: 'track',
      name: 'Order Placed',
      plan: 'shop',
      section: 'data.custom_attributes',
      meta: { tags: ['transaction'] },
    });
    expect(event && pathsOf(event)).toEqual([
      'data',
      'data.custom_attributes',
      'data.custom_event_type',
      'data.custom_attributes.order_total',
    ]);
    const required = event && [...vocabularyOf(event.schema).properties.values()].map(({ required: when }) => when);
    expect(required).toEqual(['always', 'always', 'never', 'always']);
  });

  test.each([
    ['screen_view', { screen_name: 'Checkout' }, 'screen', 'Checkout'],
    ['product_action', { action: 'add_to_cart' }, 'track', 'add_to_cart'],
    ['promotion_action', { action: 'click' }, 'track', 'click'],
    ['product_impression', {}, 'track', 'product_impression'],
    ['session_start', {}, 'other', 'session_start'],
    ['__proto__', JSON.parse('{"__proto__": "x", "constructor": "y"}'), 'other', '__proto__'],
  ])('of type %s', (type, criteria, kind, name) => {
    expect(planOf({ 'a.json': version([point(criteria, {}, type)]) }).events).toMatchObject([{ type: kind, name }]);
  });

  test('of users has its attributes at the top', () => {
    const schema = { properties: { $FirstName: { type: 'string' } }, additionalProperties: false };
    const [event] = planOf({ 'a.json': version([point({}, schema, 'user_attributes')]) }).events;
    expect(event).toMatchObject({ type: 'identify', name: 'user_attributes', section: 'message' });
    expect(event && pathsOf(event)).toEqual(['$FirstName']);
  });

  test('is known by its criteria in any order, and by no text that could be read in two ways', () => {
    const criteria = [{ a: 'x', b: 'y' }, { b: 'y', a: 'x' }, { a: 'x&b=y' }, { a: 'x', c: 1 }];
    const plan = planOf({ 'a.json': version(criteria.map((each) => point(each))) });
    expect(new Set(plan.events.map(({ key }) => key)).size).toBe(3);
    expect(said(plan)).toEqual([expect.stringMatching(/^duplicate .*twice/)]);
  });

  test('without a schema takes everything', () => {
    const plan = planOf({ 'a.json': version([{ match: { type: 'opt_out', criteria: {} }, validator: null }]) });
    expect(plan.events).toHaveLength(1);
    expect(said(plan)).toEqual([]);
  });

  test.each([
    ['a text', 'x', 'A data point is a text.'],
    ['nothing', null, 'A data point is nothing.'],
    ['no match', {}, 'does not say what it matches'],
    ['a number as type', { match: { type: 1 } }, 'does not say what it matches'],
    ['a list of criteria', point([]), '"criteria" of a data point of type "custom_event" must be a map, not a list.'],
    ['another validator', { match: { type: 'opt_out' }, validator: { type: 'regex' } }, 'The validator of "opt_out" is no "json_schema"'],
    ['a schema that is a list', point(ORDER, []), 'A schema in "Order Placed" must be a map'],
    ['properties that are a list', point(ORDER, { properties: [] }), '"properties" in "Order Placed" must be a map, not a list.'],
    ['an unknown type', point(ORDER, { type: 'date' }), '"type" in "Order Placed" must be one of'],
    ['a reference out of it', point(ORDER, { $ref: 'http://example.com/s.json' }), 'cannot be resolved'],
    ['a broken reference', point(ORDER, { $ref: '#/%' }), 'cannot be resolved'],
  ])('that is %s is told', (_, wrong, message) => {
    const plan = planOf({ 'a.json': version([wrong, point({ event_name: 'Cart Viewed' })]) });
    expect(said(plan)).toEqual([expect.stringContaining(message)]);
    expect(plan.events.at(-1)?.name).toBe('Cart Viewed');
  });
});

describe('copies and versions', () => {
  const one = version([point(ORDER)]);
  const two = version([point(ORDER), point({ event_name: 'Cart Viewed' })]);

  test('a copy counts once; one that says something else is a plan of its own', () => {
    const { events, files } = planOf({
      'ios/plan.json': one,
      'web/plan.json': version([point(ORDER)], { created_on: 'later' }),
      'tv/plan.json': two,
    });
    expect(events.map(({ plan }) => plan)).toEqual(['shop', 'shop in tv', 'shop in tv']);
    expect(files.find(({ path }) => path === 'web/plan.json')).toMatchObject({
      status: 'ignored',
      reason: 'It is the same plan as ios/plan.json, which counts.',
    });
  });

  test('of two versions in a folder the higher counts', () => {
    const newer = version([point({ event_name: 'Cart Viewed' })], { version: 2 });
    const { events, files } = planOf({ 'plan-v1.json': one, 'plan-v2.json': newer });
    expect(events.map(({ key }) => key)).toEqual(['mparticle:shop/custom_event?event_name=Cart Viewed']);
    expect(files[0]).toMatchObject({ status: 'ignored', reason: 'It is version 1 of a plan of which version 2 counts: plan-v2.json.' });
  });

  test('two that say they are the same version both count', () => {
    expect(planOf({ 'a.json': one, 'b.json': two }).events.map(({ plan }) => plan)).toEqual(['shop', 'shop in b.json', 'shop in b.json']);
  });
});

test('ten thousand data points are read at once', () => {
  const points = Array.from({ length: 10_000 }, (_, at) =>
    point({ event_name: `Event ${at}` }, definition({ properties: { a: { type: 'string' } } })),
  );
  const started = performance.now();
  expect(planOf({ 'a.json': version(points) }).events).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});

const CORPUS = fileURLToPath(new URL('../../../shared/corpora/mparticle-smartype/', import.meta.url));

describe.skipIf(!existsSync(CORPUS))('the plan of smartype (needs ../shared/corpora)', () => {
  test('has as many events and attributes as its text', () => {
    const text = readFileSync(`${CORPUS}freddy_s_plan-v1.json`, 'utf8');
    const { events, problems } = planOf({ 'plan.json': text });
    expect(problems).toEqual([]);
    expect(events).toHaveLength(text.split('"match"').length - 1);
    // Every attribute has its own type line; the objects around them are "object", and only they.
    const typed = [...text.matchAll(/"type": "(string|number|boolean|integer)"/g)].length;
    const attributes = events.flatMap((event) =>
      pathsOf(event).filter((path) => !/^data(?:\.custom_(?:attributes|event_type))?$/.test(path)),
    );
    expect(attributes).toHaveLength(typed);
    const lines = text.split('\n');
    for (const { location, name } of events) expect(lines[location.line - 1]).toContain(JSON.stringify(name));
  });
});
