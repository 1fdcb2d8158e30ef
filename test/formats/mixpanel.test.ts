import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { memoryTree } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, string>>;

const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
const planOf = (files: Files): Plan => loadPlans(memoryTree({}), memoryTree(files), settings).head;
const said = ({ problems }: Plan): readonly string[] => problems.map(({ code, message }) => `${code} ${message}`);
const pathsOf = ({ schema }: PlanEvent): readonly string[] => [...vocabularyOf(schema).properties.keys()];

const entry = (name: unknown, schemaJson: unknown = {}, entityType: unknown = 'event'): object => ({ entityType, name, schemaJson });
const lexicon = (...entries: readonly unknown[]): string => JSON.stringify({ entries });
const marked = (mark: object): object => ({ metadata: { 'com.mixpanel': mark } });

describe('what Lexicon schemas are', () => {
  test.each([
    ['as they are uploaded', lexicon(entry('Order Placed'))],
    ['as they are listed', JSON.stringify({ status: 'ok', results: [entry('Order Placed')] })],
  ])('%s', (_, text) => {
    expect(planOf({ 'a.json': text }).events.map(({ key }) => key)).toEqual(['mixpanel:event/Order Placed']);
  });

  test.each([
    ['entries of a blog', '{"entries": [{"name": "schemaJson", "entityType": "post"}]}'],
    ['entries with other names', JSON.stringify({ entries: [{ type: 'event', title: 'a', schemaJson: {} }] })],
    ['a schema that is a text', lexicon(entry('Order Placed', '{"schemaJson": 1}'))],
    ['no entries', JSON.stringify({ entries: [], note: { schemaJson: {} } })],
    ['a map of entries', JSON.stringify({ entries: { a: entry('a') } })],
    ['a list', JSON.stringify([entry('a')])],
    ['a JSON Schema with examples', JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', entries: [entry('a')] })],
  ])('not %s', (_, text) => {
    expect(planOf({ 'a.json': text }).files.filter(({ format }) => format === 'mixpanel')).toEqual([]);
  });
});

describe('an entry', () => {
  test('of an event describes its properties, which every event has', () => {
    const schema = {
      description: 'Paid',
      required: ['order_total'],
      properties: { order_total: { type: 'number' }, id: { type: 'string' } },
    };
    const [event] = planOf({ 'a.json': lexicon(entry('Order Placed', schema)) }).events;
    expect(event).toMatchObject({ type: 'track', name: 'Order Placed', description: 'Paid', plan: 'a.json', section: 'properties' });
    const properties = event ? [...vocabularyOf(event.schema).properties.values()] : [];
    expect(properties.map(({ wirePath, required }) => [wirePath, required])).toEqual([
      ['properties', 'always'],
      ['properties.order_total', 'always'],
      ['properties.id', 'never'],
    ]);
  });

  test.each([
    ['profile', '$user', 'identify', ['traits', 'traits.plan']],
    ['group', 'company', 'group', ['traits', 'traits.plan']],
    ['lookup_table', 'songs', 'entity', ['plan']],
  ])('of a %s', (entityType, name, type, paths) => {
    const [event] = planOf({ 'a.json': lexicon(entry(name, { properties: { plan: { type: 'string' } } }, entityType)) }).events;
    expect(event).toMatchObject({ type, name, key: `mixpanel:${entityType}/${name}` });
    expect(event && pathsOf(event)).toEqual(paths);
  });

  test('says who owns it and what it is filed under', () => {
    const of = (mark: object): unknown => planOf({ 'a.json': lexicon(entry('a', marked(mark))) }).events[0]?.meta;
    expect(of({ tags: ['Checkout', 7], owners: [{ name: 'Shop', email: 'shop@example.com' }] })).toEqual({
      tags: ['Checkout'],
      owner: 'shop@example.com',
      deprecated: null,
    });
    expect(of({ owners: [{ name: 'Shop' }] })).toMatchObject({ owner: 'Shop' });
    expect(of({ contacts: ['a@example.com'] })).toMatchObject({ owner: 'a@example.com' });
    expect(of({ tags: 'Checkout', owners: 'me', teamContacts: [] })).toEqual({ tags: [], owner: null, deprecated: null });
  });

  test('that Mixpanel drops is not there, nor is a property', () => {
    const properties = { a: { type: 'string', ...marked({ dropped: true }) }, b: { type: 'string', ...marked({ dropped: false }) } };
    const { events } = planOf({
      'a.json': lexicon(entry('Gone', marked({ dropped: true })), entry('Kept', { required: ['a', 'b'], properties })),
    });
    expect(events.map(({ name }) => name)).toEqual(['Kept']);
    const schema = events[0]?.schema.documents.get('plan:event');
    expect(schema).toMatchObject({ properties: { properties: { properties: { b: { type: 'string' } }, required: ['b'] } } });
    expect(JSON.stringify(schema)).not.toContain('metadata');
  });

  test('keeps a property that is called like a note', () => {
    const [event] = planOf({
      'a.json': lexicon(entry('a', { properties: { metadata: { type: 'object' }, id: {}, __proto__: null } })),
    }).events;
    expect(event && pathsOf(event)).toEqual(['properties', 'properties.metadata', 'properties.id']);
  });

  test.each([
    ['a text', 'x', 'An entry is a text.'],
    ['without a name', entry(7), 'An entry has no "name" as a text.'],
    ['without an entity type', entry('Cart Viewed', {}, null), 'The entry "Cart Viewed" has no "entityType" as a text.'],
    ['without a schema', entry('Cart Viewed', []), 'The entry "Cart Viewed" has no "schemaJson" as a map.'],
    ['there already', entry('Order Placed'), 'The event "Order Placed" stands twice in this file; the first is in line 1.'],
    [
      'with a reference',
      entry('b', { properties: { a: { $ref: '#/definitions/a' } } }),
      'The reference "#/definitions/a" in "b" cannot be resolved.',
    ],
    ['with a list of properties', entry('b', { properties: [] }), '"properties" in "b" must be a map, not a list.'],
    ['with an enum that is no list', entry('b', { properties: { a: { enum: 'x' } } }), '"enum" in "b" must be a list of values, not "x".'],
  ])('%s is told', (_, wrong, message) => {
    const plan = planOf({ 'a.json': lexicon(entry('Order Placed'), wrong, entry('Last')) });
    expect(said(plan)).toEqual([expect.stringContaining(message)]);
    expect(plan.events.at(-1)?.name).toBe('Last');
  });
});

test('copies in other files count once where they say the same', () => {
  const one = lexicon(entry('Order Placed', { properties: { a: {} } }), entry('Cart Viewed'));
  const two = lexicon(entry('Order Placed', { properties: { b: {} } }), entry('Cart Viewed'));
  const plan = planOf({ 'ios/lexicon.json': one, 'web/lexicon.json': two });
  expect(plan.events.map(({ key }) => key)).toEqual([
    'mixpanel:event/Order Placed',
    'mixpanel:event/Cart Viewed',
    'mixpanel:event/Order Placed in web/lexicon.json',
  ]);
  expect(said(plan)).toEqual([]);
});

test('ten thousand entries are read at once', () => {
  const all = Array.from({ length: 10_000 }, (_, at) => entry(`Event ${at}`, { properties: { a: { type: 'string' } } }));
  const started = performance.now();
  expect(planOf({ 'a.json': lexicon(...all) }).events).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
