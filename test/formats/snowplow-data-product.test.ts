import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import { evaluate, type Json } from '../../src/jsonschema/index.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

function planOf(files: Files, ignore: readonly string[] = []): Plan {
  return loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore, format: [] }).head;
}

const META = 'http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#';
const self = (name: string, version: string): object => ({ vendor: 'com.shop', name, format: 'jsonschema', version });
const schemaOf = (name: string, version: string, properties: object): object => ({
  $schema: META,
  self: self(name, version),
  type: 'object',
  properties,
});
const structure = (name: string, version: string, properties: object): string =>
  JSON.stringify({ apiVersion: 'v1', resourceType: 'data-structure', meta: {}, data: schemaOf(name, version, properties) }, null, 2);
const product = (specifications: unknown, more: object = {}): string =>
  JSON.stringify(
    {
      apiVersion: 'v1',
      resourceType: 'data-product',
      resourceName: 'p',
      data: { name: 'Shop', eventSpecifications: specifications, ...more },
    },
    null,
    2,
  );
const application = (name: string, tracked: unknown = [], resourceName = name): string =>
  JSON.stringify({
    apiVersion: 'v1',
    resourceType: 'source-application',
    resourceName,
    data: { name, appIds: [], entities: { tracked, enriched: [] } },
  });
const spec = (id: string, source: string, more: object = {}): object => ({
  resourceName: id,
  name: `Spec ${id}`,
  event: { source },
  ...more,
});
const uri = (name: string, version = '1-0-0', vendor = 'com.shop'): string => `iglu:${vendor}/${name}/jsonschema/${version}`;

const specified = ({ events }: Plan): readonly PlanEvent[] => events.filter(({ format }) => format === 'snowplow-data-product');
const told = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.file}:${location.line} ${message}`);
const paths = ({ schema }: PlanEvent): readonly string[] => [...vocabularyOf(schema).properties.keys()].toSorted();

function only(plan: Plan): PlanEvent {
  const [event, ...more] = specified(plan);
  if (event === undefined || more.length > 0) throw new Error(`${specified(plan).length} events`);
  return event;
}

describe('an event specification', () => {
  test('is made of its data structure and of what narrows it', () => {
    const narrowing = { type: 'object', properties: { order_id: { minLength: 3 } }, required: ['order_id'] };
    const files = {
      'p.json': product([spec('a', uri('order'), { description: 'd', event: { source: uri('order'), schema: narrowing } })], {
        owner: 'shop@shop.test',
      }),
      'ds/order.json': structure('order', '1-0-0', { order_id: { type: 'string' }, order_total: {} }),
    };
    const plan = planOf(files);
    const event = only(plan);
    expect(event).toMatchObject({
      key: 'snowplow-event-specification:a',
      name: 'Spec a',
      plan: 'Shop',
      type: 'other',
      description: 'd',
      section: 'event',
      meta: { owner: 'shop@shop.test' },
    });
    expect(paths(event)).toEqual(['entities', 'event', 'event.order_id', 'event.order_total']);
    const verdict = (order_id: Json): unknown => evaluate(event.schema, { event: { order_id }, entities: {} });
    expect(['abc', 'ab', 7].map(verdict)).toEqual(['valid', 'invalid', 'invalid']);
    const structureAt = event.originOf({ uri: 'repo:///ds/order.json', pointer: '/properties/order_id/type' });
    expect(structureAt).toMatchObject({
      owner: 'snowplow:com.shop/order/jsonschema',
      shared: true,
      location: { file: 'ds/order.json', line: 16 },
    });
    const own = event.originOf({ uri: event.schema.uri, pointer: '/properties/event/allOf/1/properties/order_id/minLength' });
    expect([own.owner, own.shared, files['p.json'].split('\n')[own.location.line - 1]]).toEqual([
      event.key,
      false,
      expect.stringContaining('"minLength"'),
    ]);
  });

  test('is made of the version that it names where a registry has several', () => {
    const files = {
      'p.json': product([spec('a', uri('order', '1-0-0'))]),
      'schemas/com.shop/order/jsonschema/1-0-0': JSON.stringify(schemaOf('order', '1-0-0', { old: {} })),
      'schemas/com.shop/order/jsonschema/1-0-1': JSON.stringify(schemaOf('order', '1-0-1', { new: {} })),
    };
    const event = only(planOf(files));
    expect(paths(event)).toContain('event.old');
    expect(event.originOf({ uri: 'repo:///schemas/com.shop/order/jsonschema/1-0-0', pointer: '/properties/old' }).owner).toBe(
      'iglu:com.shop/order/jsonschema/1-0-0',
    );
  });

  test('says with which entities it comes, and how many', () => {
    const tracked = [
      { source: uri('cart'), minCardinality: 1, maxCardinality: 2, schema: { required: ['cart_id'] } },
      { source: uri('user') },
    ];
    const files = {
      'p.json': product([{ resourceName: 'a', name: 'n', entities: { tracked, enriched: [{ source: uri('geo') }] } }]),
      'ds/cart.json': structure('cart', '1-0-0', { cart_id: { type: 'string' } }),
      'ds/user.json': structure('user', '1-0-0', {}),
    };
    const event = only(planOf(files));
    expect(told(planOf(files))).toEqual([]);
    const verdict = (...carts: readonly Json[]): unknown => evaluate(event.schema, { entities: { 'com.shop/cart': carts } });
    const cart = { cart_id: 'a' };
    expect([verdict(), verdict(cart), verdict(cart, cart), verdict(cart, cart, cart), verdict({})]).toEqual([
      'invalid',
      'valid',
      'valid',
      'invalid',
      'invalid',
    ]);
    expect(evaluate(event.schema, { entities: {} })).toBe('invalid');
    const lines = files['p.json'].split('\n');
    const at = (pointer: string): string =>
      lines[event.originOf({ uri: event.schema.uri, pointer: `/properties/entities/${pointer}` }).location.line - 1]?.trim() ?? '';
    expect(at('required/0')).toContain('"minCardinality"');
    expect(at('properties/com.shop~1cart/maxItems')).toContain('"maxCardinality"');
    expect(at('properties/com.shop~1cart/items/allOf/1/required/0')).toBe('"cart_id"');
  });

  test('is tagged with the source applications of its product, without those that it leaves out', () => {
    const files = {
      'p/p.json': product([spec('a', uri('x', '1-0-0', 'com.other'), { excludedSourceApplications: [{ $ref: './apps/ios.json' }] })], {
        sourceApplications: [{ $ref: './apps/web.json' }, { $ref: 'apps/ios.json' }, { $ref: './apps/none.json' }],
      }),
      'p/apps/web.json': application('Web'),
      'p/apps/ios.json': application('iOS'),
    };
    const plan = planOf(files);
    expect(only(plan).meta.tags).toEqual(['Web']);
    expect(told(plan)).toEqual([expect.stringMatching(/^unresolved-reference p\/p\.json:\d+ The reference "\.\/apps\/none\.json"/)]);
  });
});

describe('data structures that are not there', () => {
  test('are told where the repository keeps others of their vendor', () => {
    const files = {
      'p.json': product([spec('a', uri('ordr')), spec('b', uri('order', '1-0-2')), spec('c', uri('order', '1-0-0'))]),
      'order.json': structure('order', '1-0-1', {}),
    };
    expect(told(planOf(files))).toEqual([
      expect.stringContaining('there is no such schema among those of "com.shop"'),
      expect.stringContaining('the repository has this schema in version "1-0-1" only'),
    ]);
  });

  test('may be anything where it keeps none, or where its own are left out', () => {
    const files = { 'p.json': product([spec('a', uri('order'))]), 'ds/order.json': structure('order', '1-0-0', { total: {} }) };
    for (const plan of [planOf({ 'p.json': files['p.json'] }), planOf(files, ['ds/**'])]) {
      expect(told(plan)).toEqual([]);
      expect(paths(only(plan))).toEqual(['entities', 'event']);
    }
  });
});

test('a source application is an event of what it adds to all of its own', () => {
  const plan = planOf({ 'web.json': application('Web', [{ source: uri('cart'), minCardinality: 1 }]), 'ios.json': application('iOS') });
  expect(only(plan)).toMatchObject({ key: 'snowplow-source-application:Web', type: 'common', name: 'Web', section: 'message' });
});

test('a change of a data structure brings in the unchanged products that are made of it', () => {
  const files = { 'p.json': product([spec('a', uri('order'))]), 'order.json': structure('order', '1-0-0', { total: { type: 'number' } }) };
  const changed = { ...files, 'order.json': structure('order', '1-0-1', { total: { type: 'string' } }) };
  const { base, head } = loadPlans(memoryTree(files), memoryTree(changed), { directory: '', include: [], ignore: [], format: [] });
  for (const plan of [base, head]) expect(paths(only(plan))).toContain('event.total');
});

describe('what is wrong is told, and the rest is read', () => {
  test.each([
    [{ name: 'n', event: { source: uri('x') } }, 'has no "resourceName"'],
    [{ resourceName: 'a', event: { source: uri('x') } }, 'has no "name"'],
    [{ resourceName: 'a', name: 'n', event: {} }, 'has no "source"'],
    [spec('a', 'order/1-0-0'), 'is no Iglu URI'],
    [
      spec('a', uri('x'), { entities: { tracked: [{ source: uri('y'), minCardinality: 3, maxCardinality: 2 }] } }),
      'may come 2 times at most and 3 times at least',
    ],
    [
      spec('a', uri('x'), { entities: { tracked: [{ source: uri('y') }, { source: uri('y', '1-0-1') }] } }),
      'tracks the entity "com.shop/y" twice',
    ],
    [
      spec('a', uri('x'), { entities: { tracked: [{ source: uri('y'), minCardinality: '1' }] } }),
      'must be a whole number from 0 on, not a text',
    ],
    [spec('a', uri('x'), { event: { source: uri('x'), schema: 7 } }), 'must be a map, not a number'],
  ])('%j', (specification, message) => {
    const plan = planOf({ 'p.json': product([specification]) });
    expect(told(plan)).toEqual([expect.stringContaining(message)]);
    expect(specified(plan)).toHaveLength(1);
  });

  test('two resources of one id', () => {
    const plan = planOf({ 'a.json': product([spec('a', uri('x'))]), 'b.json': product([spec('a', uri('y')), spec('b', uri('y'))]) });
    expect(told(plan)).toEqual([expect.stringContaining('has the same resourceName as one in a.json')]);
    expect(specified(plan).map(({ key }) => key.slice(-2))).toEqual([':a', ':b']);
  });

  test.each([7, 'text', [1], null, true])('%j wherever something else belongs', (odd) => {
    const bodies = [
      product(odd),
      product([odd, { resourceName: odd, name: odd, event: odd, entities: odd, excludedSourceApplications: odd }]),
      product([{ resourceName: 'a', name: 'n', event: { source: odd, schema: odd }, entities: { tracked: odd } }]),
      product([
        {
          resourceName: 'a',
          name: 'n',
          entities: { tracked: [odd, { source: uri('x'), minCardinality: odd, maxCardinality: odd, schema: odd }] },
        },
      ]),
      product([], { name: odd, owner: odd, sourceApplications: odd }),
      product([], { sourceApplications: [odd, { $ref: odd }] }),
      application('a', odd),
      JSON.stringify({ apiVersion: 'v1', resourceType: 'data-product', data: odd }),
      JSON.stringify({ apiVersion: 'v1', resourceType: 'source-application', resourceName: odd, data: { name: odd, entities: odd } }),
    ];
    for (const body of bodies) expect(() => planOf({ 'p.json': body })).not.toThrow();
  });

  test.each([
    '{"resourceType": "data-product"}',
    '{"apiVersion": "v1", "resourceType": "data-products"}',
    '["data-product"]',
    '{"apiVersion": "v1", "kind": "source-application"}',
  ])('not claimed: %s', (text) => {
    expect(planOf({ 'p.json': text })).toMatchObject({ events: [], problems: [], files: [] });
  });

  test('hostile names', () => {
    const text = product([spec('__proto__', uri('__proto__'), { name: 'a\n|b`', entities: { tracked: [{ source: uri('__proto__') }] } })]);
    expect(paths(only(planOf({ 'p.json': text })))).toContain('entities["com.shop/__proto__"]');
  });
});

test('ten thousand specifications of one data structure take seconds', () => {
  const all = Array.from({ length: 10_000 }, (_, at) => spec(`s${at}`, uri('order')));
  const start = performance.now();
  const plan = planOf({ 'p.json': product(all), 'order.json': structure('order', '1-0-0', { total: {} }) });
  expect(specified(plan)).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});
