import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

function planOf(files: Files): Plan {
  return loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format: [] }).head;
}

const doc = (body: object, asyncapi = '2.6.0'): string =>
  JSON.stringify({ asyncapi, info: { title: 'Shop', version: '1' }, ...body }, null, 2);
const messages = (all: object, asyncapi = '2.6.0'): string => doc({ channels: {}, components: { messages: all } }, asyncapi);
const keys = ({ events }: Plan): readonly string[] => events.map(({ key }) => key).toSorted();
const names = ({ events }: Plan): readonly string[] => events.map(({ name }) => name).toSorted();
const paths = ({ schema }: PlanEvent): readonly string[] => [...vocabularyOf(schema).properties.keys()].toSorted();
const told = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.file}:${location.line} ${message}`);

function only({ events }: Plan): PlanEvent {
  const [event, ...more] = events;
  if (event === undefined || more.length > 0) throw new Error(`${events.length} events`);
  return event;
}

const CART = { payload: { type: 'object', properties: { cart_id: { type: 'string' } } } };

describe('what is claimed', () => {
  test.each([
    ['a.json', '{"asyncapi": true, "a": 1}'],
    ['a.json', '{"asyncapi": "latest"}'],
    ['a.json', '["asyncapi"]'],
    ['package.json', '{"keywords": ["asyncapi"], "dependencies": {"asyncapi": "2.6.0-x"}}'],
    ['docs.yaml', 'about:\n  asyncapi: 2.6.0\n'],
  ])('not %s %s', (path, text) => {
    expect(planOf({ [path]: text })).toMatchObject({ events: [], problems: [], files: [] });
  });

  test('a JSON Schema that describes AsyncAPI documents is a JSON Schema', () => {
    const text = JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', asyncapi: '2.6.0', title: 'x' });
    expect(planOf({ 'a.json': text }).events.map(({ format }) => format)).toEqual(['json-schema']);
  });

  test('other versions are listed with the reason', () => {
    expect(planOf({ 'a.json': messages({ A: CART }, '1.2.0') }).files).toMatchObject([
      { status: 'ignored', reason: expect.stringContaining('versions 2 and 3') },
    ]);
  });
});

describe('messages', () => {
  test('of several operations are one event each, and the components count first', () => {
    const operation = (...refs: string[]): object => ({
      message: { oneOf: refs.map((name) => ({ $ref: `#/components/messages/${name}` })) },
    });
    const text = doc({
      channels: {
        a: { publish: operation('CartViewed', 'CartEmptied'), subscribe: { message: { $ref: '#/components/messages/CartViewed' } } },
        b: { $ref: '#/x-channels/b' },
      },
      'x-channels': { b: { subscribe: { message: { ...CART, name: 'Cart Synced' } } } },
      components: { messages: { CartViewed: CART, CartEmptied: { $ref: '#/components/messages/CartViewed' }, Unused: CART } },
    });
    expect(keys(planOf({ 'a.json': text }))).toEqual([
      'asyncapi:a.json/Cart Synced',
      'asyncapi:a.json/CartViewed',
      'asyncapi:a.json/Unused',
    ]);
  });

  test('of channels in AsyncAPI 3 are known by their key there, with the channel where two share it', () => {
    const text = doc({ channels: { a: { messages: { cart: CART } }, b: { messages: { cart: { payload: true } } } } }, '3.0.0');
    expect(keys(planOf({ 'a.json': text }))).toEqual(['asyncapi:a.json/b/cart', 'asyncapi:a.json/cart']);
  });

  test('that are copies of each other are one', () => {
    const text =
      'asyncapi: 2.6.0\nchannels:\n  a: {publish: {message: &m {name: cart, payload: {type: object}}}}\n  b: {publish: {message: *m}}\n';
    expect(keys(planOf({ 'a.yaml': text }))).toEqual(['asyncapi:a.yaml/cart']);
  });

  test('have the name of their traits: before their own in 2.x, behind it in 3.x, of several traits the last', () => {
    const all = {
      A: { ...CART, name: 'own', traits: [{ name: 'first' }, { $ref: '#/x' }] },
      B: { ...CART, traits: [{ name: 'first' }, { name: 'last' }] },
    };
    const text = (version: string): string => doc({ x: { name: 'referred' }, components: { messages: all } }, version);
    expect(names(planOf({ 'a.json': text('2.0.0') }))).toEqual(['last', 'referred']);
    expect(names(planOf({ 'a.json': text('3.0.0') }))).toEqual(['last', 'own']);
  });

  test('say what they are about', () => {
    const text = messages({
      A: { ...CART, name: 'Cart Viewed', summary: 's', tags: [{ name: 'carts' }, 7], 'x-owner': 'web', deprecated: true },
    });
    const event = only(planOf({ 'a.json': text }));
    expect(event).toMatchObject({
      name: 'Cart Viewed',
      description: 's',
      plan: 'Shop',
      type: 'other',
      meta: { tags: ['carts'], owner: 'web', deprecated: { sunset: null } },
    });
    const { uri, pointer } = event.schema;
    const lines = text.split('\n');
    const lineOf = (token: string): string => lines[event.originOf({ uri, pointer: `${pointer}/${token}` }).location.line - 1] ?? '';
    expect(lineOf('title')).toContain('"name"');
    expect(lineOf('description')).toContain('"summary"');
    expect(lineOf('properties/cart_id/type')).toContain('"type": "string"');
  });

  test('in files of their own: one schema of two documents has one owner', () => {
    const message = JSON.stringify({ name: 'Cart Viewed', ...CART });
    const files = {
      'a.json': messages({ A: { $ref: './messages/cart.json' } }),
      'b.json': doc({ channels: { c: { publish: { message: { $ref: 'messages/cart.json' } } } } }),
      'messages/cart.json': message,
    };
    const { events, problems } = planOf(files);
    expect(problems).toEqual([]);
    const origins = events.map((event) => event.originOf({ uri: event.schema.uri, pointer: '/payload/properties/cart_id' }));
    expect(new Set(origins.map(({ owner }) => owner)).size).toBe(1);
    expect(origins).toMatchObject([{ shared: true, location: { file: 'messages/cart.json' } }, { shared: true }]);
  });

  test('without payload may carry anything', () => {
    const event = only(planOf({ 'a.json': messages({ A: { name: 'x' } }) }));
    expect(event.schema.documents.get(event.schema.uri)).toEqual({ components: { messages: { A: { payload: {} } } } });
    expect(event.originOf({ uri: event.schema.uri, pointer: event.schema.pointer }).location.line).toBe(10);
  });
});

describe('payloads', () => {
  test.each([
    [undefined, 'draft-07'],
    ['application/vnd.aai.asyncapi;version=2.6.0', 'draft-07'],
    ['application/schema+yaml;version=draft-07', 'draft-07'],
    ['application/schema+json;version=draft-04', 'draft-04'],
    ['application/schema+json;version=draft/2020-12', '2020-12'],
  ])('in %s are %s', (schemaFormat, dialect) => {
    expect(only(planOf({ 'a.json': messages({ A: { ...CART, ...(schemaFormat && { schemaFormat }) } }) })).schema.dialect).toBe(dialect);
    const payload = { schemaFormat: schemaFormat ?? 'application/vnd.aai.asyncapi+json;version=3.0.0', schema: CART.payload };
    const event = only(planOf({ 'a.json': messages({ A: { payload } }, '3.0.0') }));
    expect([event.schema.dialect, event.schema.pointer]).toEqual([dialect, '/components/messages/A/payload/schema']);
  });

  test('in another language are listed, and everything else is read', () => {
    const avro = { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: { type: 'record' } };
    const plan = planOf({ 'a.json': messages({ A: avro, B: CART, C: { ...CART, schemaFormat: 'text/x-own' } }) });
    expect([keys(plan), plan.problems]).toEqual([['asyncapi:a.json/B'], []]);
    expect(plan.files).toMatchObject([
      { status: 'loaded', reason: 'Payloads that are no JSON Schema are not checked: "A" (Avro), "C" ("text/x-own").' },
    ]);
  });

  test('follow references through the document and other files, in both directions', () => {
    const files = {
      'api/a.json': doc({
        components: {
          messages: { A: { payload: { $ref: '../schemas/order.json' } } },
          schemas: { Money: { type: 'object', properties: { value: { type: 'number' } } }, Unused: { type: 'string' } },
        },
      }),
      'schemas/order.json': '{"properties": {"order_total": {"$ref": "../api/a.json#/components/schemas/Money"}}}',
    };
    const event = only(planOf(files));
    expect(paths(event)).toEqual(['order_total', 'order_total.value']);
    const uri = 'repo:///api/a.json';
    expect(JSON.stringify(event.schema.documents.get(uri))).not.toContain('Unused');
    expect(event.originOf({ uri, pointer: '/components/schemas/Money/properties/value' })).toMatchObject({
      owner: 'asyncapi:api/a.json#/components/schemas/Money',
      shared: true,
    });
  });

  test('may name parts by $id and anchor', () => {
    const payload = {
      properties: { a: { $ref: '#money' }, b: { $ref: 'https://shop.test/money' } },
      definitions: {
        m: { $id: '#money', type: 'object', properties: { value: {} } },
        n: { $id: 'https://shop.test/money', properties: { unit: {} } },
      },
    };
    expect(paths(only(planOf({ 'a.json': messages({ A: { payload } }) })))).toEqual(['a', 'a.value', 'b', 'b.unit']);
  });
});

describe('what is wrong is told, and the rest is read', () => {
  test('references', () => {
    const text = messages({
      A: { $ref: '#/nowhere' },
      B: { $ref: '#/components/messages/B' },
      C: { payload: { $ref: '../../x.json' } },
      D: CART,
    });
    expect(told(planOf({ 'a.json': text }))).toEqual([
      expect.stringContaining('The reference "#/nowhere" cannot be resolved: there is nothing named so in a.json.'),
      expect.stringContaining('it leads in a circle'),
      expect.stringContaining('it leads out of the repository'),
    ]);
  });

  test.each([7, 'text', [1], null, true])('%j wherever an object belongs', (odd) => {
    const bodies = [
      { components: odd },
      { channels: odd },
      { channels: { a: odd } },
      { channels: { a: { publish: odd, messages: odd } } },
      { channels: { a: { publish: { message: odd }, messages: { m: odd } } } },
      { components: { messages: { A: odd } } },
      { components: { messages: { A: { payload: odd, traits: odd, tags: odd, name: odd, schemaFormat: odd } } } },
      { components: { messages: { A: { payload: { schemaFormat: 'x', schema: odd }, traits: [odd], tags: [odd] } } } },
      { id: odd, info: odd },
    ];
    for (const version of ['2.6.0', '3.0.0'])
      for (const body of bodies) expect(() => planOf({ 'a.json': doc({ ...body, 'x-more': 1 }, version) })).not.toThrow();
  });

  test('two documents of one id', () => {
    const files = {
      'a.json': doc({ id: 'urn:shop' }),
      'b.json': doc({ id: 'urn:shop', components: { messages: { A: CART } } }),
      'c.json': doc({ id: 'urn:shop' }),
    };
    const plan = planOf(files);
    expect(told(plan)).toEqual([expect.stringContaining('This document has the same id "urn:shop" as a.json')]);
    expect(keys(plan)).toEqual(['asyncapi:b.json/A']);
    expect(plan.files.find(({ path }) => path === 'c.json')).toMatchObject({ status: 'ignored' });
  });

  test('hostile names', () => {
    const text =
      '{"asyncapi": "2.6.0", "components": {"messages": {"__proto__": {"payload": {"properties": {"__proto__": {}}}}, "a\\n|b`": {}, "": {}, "properties": {"payload": {"properties": {"properties": {}}}}}}}';
    const plan = planOf({ 'a.json': text });
    expect(keys(plan)).toHaveLength(4);
    expect(paths(plan.events.find(({ name }) => name === '__proto__') ?? only(plan))).toEqual(['__proto__']);
  });

  test('a BOM and CRLF', () => {
    const text = `\uFEFFasyncapi: 2.6.0\r\ncomponents:\r\n  messages:\r\n    A:\r\n      payload:\r\n        properties:\r\n          total: {}\r\n`;
    const event = only(planOf({ 'a.yaml': text }));
    expect(event.originOf({ uri: event.schema.uri, pointer: `${event.schema.pointer}/properties/total` }).location).toMatchObject({
      line: 7,
      column: 11,
    });
  });
});

test('a schema that is an event by itself and the payload of a message has one finding, also where it refers to others by $id', () => {
  const id = (name: string): string => `https://shop.test/schemas/${name}.json`;
  const schema = (name: string, body: object): string =>
    JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', $id: id(name), ...body }, null, 2);
  const files = (...kinds: string[]): Files => ({
    'asyncapi.json': messages({ A: { payload: { $ref: './schemas/order.json' } } }),
    'schemas/order.json': schema('order', { properties: { data: { oneOf: kinds.map((kind) => ({ $ref: `./${kind}.json` })) } } }),
    'schemas/cart.json': schema('cart', { type: 'object', required: ['cart_id'] }),
    'schemas/text.json': schema('text', { type: 'string' }),
  });
  const { findings } = gateFiles(files('cart'), files('cart', 'text'));
  expect(findings.map(({ rule, events }) => [rule, events.length])).toEqual([['compat/variant-changed', 2]]);
});

test('ten thousand messages that share a long chain of schemas take seconds', () => {
  const count = 10_000;
  const schemas = Object.fromEntries(
    Array.from({ length: 1000 }, (_, at) => [`S${at}`, { properties: { next: { $ref: `#/components/schemas/S${at + 1}` } } }]),
  );
  const all = Object.fromEntries(Array.from({ length: count }, (_, at) => [`M${at}`, { payload: { $ref: '#/components/schemas/S0' } }]));
  const start = performance.now();
  const plan = planOf({ 'a.json': doc({ components: { messages: all, schemas: { ...schemas, S1000: {} } } }) });
  expect(plan.events).toHaveLength(count);
  expect(performance.now() - start).toBeLessThan(10_000);
});

const CORPUS = fileURLToPath(new URL('../../../shared/corpora/redhat-event-schemas/', import.meta.url));

describe.skipIf(!existsSync(CORPUS))('Red Hat’s event schemas', () => {
  test('the event of asyncapi.yaml has all that the file names that it refers to', () => {
    const head = join(CORPUS, 'head');
    const entries = readdirSync(head, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = Object.fromEntries(
      entries.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(head, path), readFileSync(path)]),
    );
    const text = readFileSync(join(CORPUS, 'pairs/336600391b/head/asyncapi.yaml'), 'utf8');
    const plan = planOf({ ...files, 'asyncapi.yaml': text });
    const declared = Object.keys((parse(text) as { components: { messages: object } }).components.messages);
    const found = plan.events.filter(({ format }) => format === 'asyncapi');
    expect(plan.problems).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(declared);
    const event = JSON.parse(readFileSync(join(head, 'schemas/events/v1/events.json'), 'utf8')) as { properties: object };
    const top = found.flatMap(paths).filter((path) => !/[.[]/.test(path));
    expect(top).toEqual(Object.keys(event.properties).toSorted());
  });
});
