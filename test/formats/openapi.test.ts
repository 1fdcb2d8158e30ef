import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import { evaluate, type Json } from '../../src/jsonschema/index.ts';
import { pairEvents } from '../../src/plan/pair.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

function planOf(files: Files): Plan {
  return loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format: [] }).head;
}

const doc = (body: object, openapi = '3.1.0'): string =>
  JSON.stringify({ openapi, info: { title: 'Shop', version: '1' }, ...body }, null, 2);
const schemas = (all: object, openapi = '3.1.0'): string => doc({ components: { schemas: all } }, openapi);
const sends = (schema: object, type = 'application/json'): object => ({ post: { requestBody: { content: { [type]: { schema } } } } });
const keys = ({ events }: Plan): readonly string[] => events.map(({ key }) => key.replace('openapi:a.json', '')).toSorted();
const told = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.file}:${location.line} ${message}`);
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object): object => ({ type: 'object', properties });

function only({ events }: Plan): PlanEvent {
  const [event, ...more] = events;
  if (event === undefined || more.length > 0) throw new Error(`${events.length} events`);
  return event;
}

describe('what is claimed', () => {
  test.each([
    ['a.json', '{"openapi": 3}'],
    ['a.json', '{"openapi": "2.0"}'],
    ['a.json', '{"swagger": "2.0", "x": {"openapi": "3.0.0"}, "definitions": {}}'],
    ['package.json', '{"keywords": ["openapi"]}'],
    ['docs.yaml', 'about:\n  openapi: 3.1.0\n'],
  ])('not %s %s', (path, text) => {
    expect(planOf({ [path]: text })).toMatchObject({ events: [], problems: [], files: [] });
  });

  test('a document of AsyncAPI, or a JSON Schema, that also says openapi is what it is', () => {
    const both = JSON.stringify({ asyncapi: '2.6.0', openapi: '3.1.0', components: { messages: { A: {} }, schemas: { B: {} } } });
    const schema = JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', openapi: '3.1.0' });
    expect(planOf({ 'a.json': both, 'b.json': schema }).events.map(({ format }) => format)).toEqual(['asyncapi', 'json-schema']);
  });

  test('a document without webhooks and schemas is listed with the reason', () => {
    expect(planOf({ 'a.json': doc({ paths: {} }) }).files).toMatchObject([
      { status: 'ignored', reason: expect.stringContaining('neither webhooks') },
    ]);
  });
});

describe('webhooks', () => {
  test('are one event a method with data', () => {
    const webhooks = {
      order: { ...sends({}), put: { requestBody: { content: { 'application/json': {} } } }, get: {} },
      cart: sends({}),
      empty: { post: {} },
    };
    const plan = planOf({ 'a.json': doc({ webhooks, 'x-webhooks': { cart: sends({ type: 'object' }), old: sends({}) } }) });
    expect(keys(plan)).toEqual(['/webhooks/cart/post', '/webhooks/old/post', '/webhooks/order/post', '/webhooks/order/put']);
    expect(plan.events.map(({ name }) => name)).toEqual(['cart', 'order (put)', 'order (post)', 'old']);
  });

  test.each([
    ['application/json', true],
    ['application/json; charset=utf-8', true],
    ['application/cloudevents+json', true],
    ['application/vnd.shop.v2+json;v=1', true],
    ['application/jsonl', false],
    ['application/xml', false],
    ['*/*', false],
  ])('that send %s: %s', (type, read) => {
    const plan = planOf({ 'a.json': doc({ webhooks: { order: sends(object({}), type) } }) });
    expect(plan.events).toHaveLength(read ? 1 : 0);
    expect(plan.files).toMatchObject([read ? { status: 'loaded' } : { reason: 'Webhooks that send no JSON are not checked: "order".' }]);
  });

  test('follow references to path items, bodies and files', () => {
    const files = {
      'api/a.json': doc({
        webhooks: { order: { $ref: '../hooks.yaml#/order' }, cart: { $ref: '#/components/pathItems/Cart' } },
        components: { pathItems: { Cart: { post: { requestBody: { $ref: '#/x' } } } } },
        x: { content: { 'application/json': { schema: { $ref: '../order.json' } } } },
      }),
      'hooks.yaml':
        'order:\n  post:\n    requestBody:\n      content:\n        application/json:\n          schema: {$ref: ./order.json}\n',
      'order.json': '{"properties": {"order_id": {}}}',
    };
    const plan = planOf(files);
    expect([plan.problems, plan.events.length]).toEqual([[], 2]);
    for (const { schema } of plan.events) expect([...vocabularyOf(schema).properties.keys()]).toEqual(['order_id']);
  });

  test('say what they are about', () => {
    const post = { ...(sends(object({})) as { post: object }).post, summary: 's', tags: ['orders'], deprecated: true };
    const text = doc({ info: { title: 'Shop', contact: { email: 'shop@shop.test' } }, webhooks: { order: { post } } });
    const event = only(planOf({ 'a.json': text }));
    expect(event).toMatchObject({
      description: 's',
      plan: 'Shop',
      meta: { tags: ['orders'], owner: 'shop@shop.test', deprecated: { sunset: null } },
    });
    const { uri, pointer } = event.schema;
    const at = (token: string): string => text.split('\n')[event.originOf({ uri, pointer: `${pointer}/${token}` }).location.line - 1] ?? '';
    expect([at('title'), at('description')]).toEqual([expect.stringContaining('"order"'), expect.stringContaining('"summary"')]);
  });
});

describe('component schemas', () => {
  test('are events where nothing else is made of them; of a circle the first is', () => {
    const all = {
      Order: object({ total: ref('Money'), parent: ref('Order') }),
      Money: object({ unit: ref('Currency') }),
      Currency: { type: 'string' },
      Node: object({ leaf: ref('Leaf') }),
      Leaf: object({ node: ref('Node') }),
      Cart: object({}),
      Id: { type: ['string', 'null'] },
      Batch: { type: 'array', items: ref('Cart') },
      Untyped: { allOf: [] },
    };
    const plan = planOf({ 'a.json': doc({ webhooks: { cart: sends(ref('Cart')) }, components: { schemas: all } }) });
    expect(keys(plan)).toEqual([
      '#/components/schemas/Batch',
      '#/components/schemas/Leaf',
      '#/components/schemas/Order',
      '#/components/schemas/Untyped',
      '/webhooks/cart/post',
    ]);
    expect([...(plan.parts ?? [])].map((key) => key.slice(-5)).toSorted()).toEqual(
      ['/Cart', '/Node', 'Money'].map((name) => name.slice(-5)),
    );
  });

  test('that other events take up, or let go, neither came nor went', () => {
    const apart = schemas({ Order: object({ id: {} }), Money: object({ value: {} }) });
    const joined = schemas({ Order: object({ id: {}, total: ref('Money') }), Money: object({ value: {} }) });
    for (const [before, after] of [
      [apart, joined],
      [joined, apart],
    ] as const) {
      const { base, head } = loadPlans(memoryTree({ 'a.json': before }), memoryTree({ 'a.json': after }), {
        directory: '',
        include: [],
        ignore: [],
        format: [],
      });
      const { pairs, added, removed } = pairEvents(base, head);
      expect([pairs.length, added, removed]).toEqual([1, [], []]);
    }
  });

  test('an event keeps only what it needs of the document', () => {
    const plan = planOf({ 'a.json': schemas({ Order: object({ total: ref('Money') }), Money: object({}), Cart: object({ id: {} }) }) });
    const order = plan.events.find(({ name }) => name === 'Order');
    expect(JSON.stringify([...(order?.schema.documents.values() ?? [])])).not.toContain('Cart');
    expect(order?.originOf({ uri: 'repo:///a.json', pointer: '/components/schemas/Money/type' })).toMatchObject({
      owner: 'openapi:a.json#/components/schemas/Money',
      shared: true,
    });
    expect(order?.originOf({ uri: 'repo:///a.json', pointer: '/components/schemas/Order/type' })).toMatchObject({
      owner: 'openapi:a.json#/components/schemas/Order',
      shared: false,
    });
  });
});

describe('the dialect of 3.0', () => {
  const verdict = (schema: object, instance: Json, version = '3.0.3'): unknown => {
    const event = only(planOf({ 'a.json': schemas({ Order: object({ x: schema }) }, version) }));
    return evaluate(event.schema, { x: instance });
  };

  test.each<[object, Json, 'valid' | 'invalid']>([
    [{ type: 'string', nullable: true }, null, 'valid'],
    [{ type: 'string', nullable: true }, 7, 'invalid'],
    [{ type: 'string', nullable: false }, null, 'invalid'],
    [{ type: 'string', nullable: true, enum: ['a'] }, null, 'invalid'],
    [{ type: 'string', nullable: true, enum: ['a', null] }, null, 'valid'],
    [{ nullable: true, allOf: [{ type: 'string' }] }, null, 'invalid'],
    [{ nullable: true }, null, 'valid'],
    [{ type: 'number', minimum: 1, exclusiveMinimum: true }, 1, 'invalid'],
    [{ type: 'number', minimum: 1, exclusiveMinimum: false }, 1, 'valid'],
    [{ type: 'integer', format: 'int64' }, 2 ** 40, 'valid'],
    [{ id: 'http://x.test/', type: 'string' }, 7, 'invalid'],
    [
      { type: 'object', properties: { nullable: { type: 'string' }, type: { type: 'string', nullable: true } } },
      { nullable: 'a', type: null },
      'valid',
    ],
    [{ type: 'object', properties: { nullable: { type: 'string' } } }, { nullable: null }, 'invalid'],
  ])('%j of %j is %s', (schema, instance, expected) => {
    expect(verdict(schema, instance)).toEqual(expected);
  });

  test('holds in files that do not say what they are, and not in those that do', () => {
    const files = (more: object): Files => ({
      'a.json': schemas({ Order: object({ x: { $ref: './note.json' } }) }, '3.0.3'),
      'note.json': JSON.stringify({ ...more, type: 'string', nullable: true }),
    });
    const validity = (more: object): unknown => {
      const event = planOf(files(more)).events.find(({ format }) => format === 'openapi');
      return event && evaluate(event.schema, { x: null });
    };
    expect(validity({})).toBe('valid');
    expect(validity({ $schema: 'http://json-schema.org/draft-07/schema#' })).toBe('invalid');
  });

  test('ends with 3.0: nullable means nothing in 3.1, and the dialect may be named', () => {
    expect(verdict({ type: 'string', nullable: true }, null, '3.1.0')).toEqual('invalid');
    const named = doc({ jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#', components: { schemas: { A: {} } } });
    expect(only(planOf({ 'a.json': named })).schema.dialect).toBe('draft-07');
    expect(
      only(
        planOf({
          'a.json': doc({ jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base', components: { schemas: { A: {} } } }),
        }),
      ).schema.dialect,
    ).toBe('2020-12');
  });

  test('shows a type together with the nullable beside it', () => {
    const text =
      'openapi: 3.0.0\ncomponents:\n  schemas:\n    Order:\n      properties:\n        a:\n          type: string\n          nullable: true\n        b:\n          type: string\n';
    const event = only(planOf({ 'a.yaml': text }));
    const lines = (name: string): readonly number[] => {
      const { line, endLine } = event.originOf({
        uri: event.schema.uri,
        pointer: `${event.schema.pointer}/properties/${name}/type`,
      }).location;
      return [line, endLine];
    };
    expect([lines('a'), lines('b')]).toEqual([
      [7, 8],
      [10, 10],
    ]);
  });
});

test('identified and anchored schemas are found', () => {
  const all = {
    Order: object({ a: { $ref: 'https://shop.test/money' }, b: { $ref: '#note' }, c: { $ref: 'https://shop.test/money#unit' } }),
    Money: {
      $id: 'https://shop.test/money',
      type: 'object',
      properties: { value: {} },
      $defs: { u: { $anchor: 'unit', properties: { unit: {} } } },
    },
    Note: { $anchor: 'note', type: 'object', properties: { text: {} } },
  };
  const plan = planOf({ 'a.json': schemas(all) });
  expect(plan.problems).toEqual([]);
  expect([...vocabularyOf(only(plan).schema).properties.keys()]).toEqual(['a', 'b', 'c', 'a.value', 'b.text', 'c.unit']);
});

describe('what is wrong is told, and the rest is read', () => {
  test('references', () => {
    const text = doc({
      webhooks: { a: { $ref: '#/nowhere' }, b: sends({ $ref: 'https://x.test/s' }) },
      components: { schemas: { Order: object({ x: ref('Gone') }) } },
    });
    expect(told(planOf({ 'a.json': text }))).toEqual([
      expect.stringContaining('there is nothing named so in a.json'),
      expect.stringContaining('nothing is fetched over the network'),
      expect.stringContaining('"#/components/schemas/Gone" cannot be resolved'),
    ]);
  });

  test.each([7, 'text', [1], null, true])('%j wherever an object belongs', (odd) => {
    const bodies = [
      { components: odd, webhooks: odd },
      { components: { schemas: odd }, info: odd },
      { components: { schemas: { A: odd, B: { type: odd, nullable: odd, properties: odd } } } },
      { webhooks: { a: odd } },
      { webhooks: { a: { post: odd, description: odd } } },
      { webhooks: { a: { post: { requestBody: odd, tags: odd, summary: odd } } } },
      { webhooks: { a: { post: { requestBody: { content: odd } } } } },
      { webhooks: { a: { post: { requestBody: { content: { 'application/json': odd } } } } } },
      { webhooks: { a: sends({ $ref: odd }) } },
      { jsonSchemaDialect: odd, components: { schemas: { A: {} } } },
    ];
    for (const version of ['3.0.0', '3.1.0'])
      for (const body of bodies) expect(() => planOf({ 'a.json': doc(body, version) })).not.toThrow();
  });

  test('hostile names', () => {
    const text =
      '{"openapi": "3.0.0", "webhooks": {"__proto__": {"post": {"requestBody": {"content": {"application/json": {"schema": {"properties": {"__proto__": {"type": "string", "nullable": true}}}}}}}}}, "components": {"schemas": {"__proto__": {}, "a\\n|b`/~": {}, "": {}}}}';
    const plan = planOf({ 'a.json': text });
    expect(keys(plan)).toHaveLength(4);
    expect([...vocabularyOf((plan.events.find(({ type }) => type === 'other') ?? only(plan)).schema).properties.keys()]).toEqual([
      '__proto__',
    ]);
  });
});

test('rules that look at every schema find those of the components too', () => {
  const files = (pattern: string): Files => ({
    'a.json': doc({
      webhooks: { order: sends(ref('Order')) },
      components: { schemas: { Order: object({ id: { type: 'string', pattern } }) } },
    }),
  });
  const { findings } = gateFiles(files('^a$'), files('^a$b'));
  expect(findings.map(({ rule, locations }) => [rule, locations.head?.line])).toContainEqual(['hygiene/impossible-pattern', 29]);
});

test('thousands of webhooks and schemas that refer to each other take seconds', () => {
  const count = 3000;
  const all = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`S${at}`, object({ next: ref(`S${(at + 1) % count}`), other: ref(`S${(at * 7) % count}`) })]),
  );
  const webhooks = Object.fromEntries(Array.from({ length: count }, (_, at) => [`w${at}`, sends(ref(`S${at}`))]));
  const start = performance.now();
  const plan = planOf({ 'a.json': doc({ webhooks, components: { schemas: all } }) });
  expect([plan.events.length, plan.parts?.size]).toEqual([count, count]);
  expect(performance.now() - start).toBeLessThan(10_000);
});
