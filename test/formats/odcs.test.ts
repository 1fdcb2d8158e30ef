import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPlans } from '../../src/formats/load.ts';
import { dateFormat } from '../../src/formats/odcs/dates.ts';
import { versionInPath } from '../../src/formats/odcs/meta.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: orders\nversion: 1.0.0\nstatus: active\n';

function planOf(files: Readonly<Record<string, string>>): Plan {
  const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
  return loadPlans(memoryTree({}), memoryTree(files), settings).head;
}

function eventOf(text: string): PlanEvent {
  const [event] = planOf({ 'c.yaml': text }).events;
  if (event === undefined) throw new Error('there is no event');
  return event;
}

/** A contract of one object with one property. */
const contract = (property: string, head = HEAD): string =>
  `${head}schema:\n  - name: orders\n    properties:\n      - {name: total, ${property}}\n`;

const schemaOf = ({ schema }: PlanEvent): unknown => schema.documents.get(schema.uri);

const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.line}:${location.column} ${message}`);

describe('a data contract', () => {
  test.each([
    ['of 3.0', contract('logicalType: string', HEAD.replace('3.1', '3.0')), 1],
    ['of a version to come', contract('logicalType: string', HEAD.replace('3.1', '4.0')), 1],
    ['without a version of the standard', contract('logicalType: string', HEAD.replace('apiVersion: v3.1.0\n', '')), 1],
    ['with a schema for editors', `$schema: https://github.com/bitol-io/odcs.schema.json\n${contract('logicalType: string')}`, 1],
    ['in JSON', JSON.stringify(parse(contract('logicalType: string'))), 1],
    ['with a byte order mark and CRLF', `\uFEFF${contract('logicalType: string')}`.replaceAll('\n', '\r\n'), 1],
    ['without a schema', HEAD, 0],
    ['of Kubernetes', 'apiVersion: example.com/v1\nkind: DataContract\nschema: [{name: a}]\n', 0],
    ['of another kind', contract('logicalType: string').replace('DataContract', 'DataProduct'), 0],
    ['in the older specification', 'dataContractSpecification: 1.1.0\nid: orders\nmodels: {orders: {}}\n', 0],
    ['that is only mentioned', '# kind: DataContract\nkind: List\n', 0],
  ])('%s', (_, text, count) => {
    const plan = planOf({ 'c.json': text.startsWith('{') ? text : '{}', 'c.yaml': text.startsWith('{') ? '' : text });
    expect(plan.events).toHaveLength(count);
    expect(said(plan)).toEqual([]);
  });

  test('of version 2 is left out, with a reason', () => {
    const { files, problems } = planOf({ 'c.yaml': 'apiVersion: v2.2.2\nkind: DataContract\nuuid: a\ndataset: [{table: orders}]\n' });
    expect(files).toMatchObject([{ status: 'ignored', format: 'odcs', reason: expect.stringContaining('version 2') as string }]);
    expect(problems).toEqual([]);
  });

  test('has an entity for each object, known by the id of the contract and its name', () => {
    const text = `${HEAD}tags: [shop]\nteam: {name: Shop, members: [{username: ada, role: Owner}]}\nschema:\n  - {name: orders, description: Orders., tags: [a, shop], physicalName: o}\n  - {name: "a/b", logicalType: blob}\n`;
    const { events } = planOf({ 'c.yaml': text });
    expect(events).toMatchObject([
      {
        key: 'odcs:orders/orders',
        plan: 'orders',
        name: 'orders',
        type: 'entity',
        description: 'Orders.',
        meta: { tags: ['shop', 'a'], owner: 'Shop', deprecated: null },
        version: { text: '1.0.0', scheme: 'semver', published: false },
        location: { line: 9 },
      },
      { key: 'odcs:orders/a~1b' },
    ]);
    expect(events.map(schemaOf)).toEqual([{ type: 'object' }, {}]);
  });

  test.each([
    ['[{username: ada, role: Engineer}, {username: grace, role: Data Owner}]', 'grace'],
    ['[{username: ada, dateOut: "2024-01-01"}, {username: grace}]', 'grace'],
    ['{members: [{username: ada}]}', 'ada'],
    ['{name: ""}', null],
    ['Shop', null],
  ])('belongs to team %s', (team, owner) => expect(eventOf(`${contract('required: true')}team: ${team}\n`).meta.owner).toBe(owner));

  test.each([
    ['status: deprecated', { sunset: null }],
    ['status: Retired', { sunset: null }],
    ['status: draft', null],
    ['status: deprecated\nslaProperties: [{property: endOfLife, value: "2027-01-31T00:00:00Z"}]', { sunset: '2027-01-31' }],
  ])('with %s', (status, deprecated) => {
    expect(eventOf(contract('required: true', HEAD.replace('status: active', status))).meta.deprecated).toEqual(deprecated);
  });
});

describe('a property', () => {
  test.each([
    ['physicalType: VARIANT', {}],
    [
      'logicalType: integer, logicalTypeOptions: {minimum: 1, exclusiveMaximum: 100, format: i64}',
      { type: 'integer', minimum: 1, exclusiveMaximum: 100 },
    ],
    [
      'logicalType: number, logicalTypeOptions: {minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false}',
      { type: 'number', exclusiveMinimum: 1, maximum: 5 },
    ],
    ['logicalType: string, logicalTypeOptions: {maxLength: 3, format: email}', { type: 'string', maxLength: 3, format: 'email' }],
    ['logicalType: boolean, logicalTypeOptions: {maxLength: 3}', { type: 'boolean' }],
    ['logicalType: date', { type: 'string', format: 'date' }],
    ['logicalType: date, logicalTypeOptions: {format: yyyy-MM-dd, minimum: "2020-01-01"}', { type: 'string', format: 'date' }],
    ['logicalType: time, logicalTypeOptions: {format: "HH:mm:ss"}', { type: 'string', pattern: String.raw`^\d{2}:\d{2}:\d{2}$` }],
    [
      'logicalType: array, items: {logicalType: object, properties: [{name: a, required: true}]}',
      { type: 'array', items: { type: 'object', properties: { a: {} }, required: ['a'] } },
    ],
    [
      'logicalType: map, map: {key: {logicalType: string}, value: {logicalType: integer}}',
      { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'integer' } },
    ],
    [
      'logicalType: object, logicalTypeOptions: {required: [a, a], maxProperties: 5}',
      { type: 'object', maxProperties: 5, required: ['a'] },
    ],
    ['enum: [{value: 1, label: One}, {value: x}, {label: y}]', { enum: [1, 'x'] }],
    ['deprecated: true, description: Old., examples: [1, a]', { deprecated: true, description: 'Old.', examples: [1, 'a'] }],
    ['classification: restricted, tags: [b, a]', { classification: 'restricted', 'x-classification': ['a', 'b'] }],
    ['customProperties: [{property: pii, value: true}, {property: other, value: 1}]', { pii: true }],
  ])('{%s}', (property, schema) => {
    const plan = planOf({ 'c.yaml': contract(property) });
    expect(said(plan)).toEqual([]);
    expect(plan.events.map(schemaOf)).toEqual([{ type: 'object', properties: { total: schema } }]);
  });

  test.each([
    ['required: true', true],
    ['primaryKey: true', true],
    ['primaryKey: true, required: false', false],
    ['unique: true', false],
  ])('with %s must be there: %s', (property, isRequired) => {
    expect(schemaOf(eventOf(contract(property)))).toEqual({
      type: 'object',
      properties: { total: {} },
      ...(isRequired && { required: ['total'] }),
    });
  });

  test('stands where it is written, part by part', () => {
    const text = `${HEAD}schema:\n  - name: orders\n    properties:\n      - name: total\n        required: true\n        classification: public\n        logicalType: number\n        logicalTypeOptions:\n          minimum: 1\n      - name: day\n        logicalType: date\n        logicalTypeOptions:\n          format: "dd.MM.yyyy"\n`;
    const event = eventOf(text);
    const at = (pointer: string): number => event.originOf({ uri: event.schema.uri, pointer }).location.line;
    const total = ['', '/title', '/type', '/minimum', '/classification'].map((part) => at(`/properties/total${part}`));
    expect(total).toEqual([9, 9, 12, 14, 11]);
    expect(
      ['/properties/day/pattern', '/properties/day/type', '/required/0', '/required/=day', '/properties', '/title', ''].map(at),
    ).toEqual([18, 16, 10, 15, 8, 7, 7]);
  });

  test('of another order, with other words around it, is the same', () => {
    const parts = ['{name: a, logicalType: string, required: true}', '{name: b, logicalType: date}'];
    const files = (list: readonly string[], more: string): Record<string, string> => ({
      'c.yaml': `${HEAD}schema:\n  - name: orders\n    properties: [${list.join(', ')}]\n${more}`,
    });
    const after = files(
      parts.toReversed(),
      'servers: [{server: a}]\nslaProperties: [{property: latency, value: 1}]\ncontractCreatedTs: "2024-01-01"\n',
    );
    expect(gateFiles(files(parts, ''), after).findings).toEqual([]);
    const moved = Object.fromEntries(Object.entries(after).map(([, text]) => ['contracts/orders.yaml', text]));
    expect(gateFiles(files(parts, ''), moved).findings).toEqual([]);
  });
});

describe('what is wrong', () => {
  test.each([
    ['schema: {}\n', 'invalid-definition 6:1 "schema" of the contract must be a list, not a map.'],
    ['schema: [1]\n', 'invalid-definition 6:10 Schema object 1 of the contract must be a map, not a number.'],
    ['schema: [{properties: []}]\n', 'invalid-definition 6:10 Schema object 1 of the contract has no "name".'],
    ['schema: [{name: a, properties: {}}]\n', 'invalid-definition 6:20 "properties" of "a" must be a list, not a map.'],
    ['schema: [{name: a, properties: [x]}]\n', 'invalid-definition 6:33 Property 1 of "a" must be a map, not a text.'],
    ['schema: [{name: a, properties: [{logicalType: date}]}]\n', 'invalid-definition 6:33 Property 1 of "a" has no "name".'],
    ['schema: [{name: a, properties: [{name: b}, {name: b}]}]\n', 'duplicate 6:45 The property "b" stands twice in "a".'],
    [
      'schema: [{name: a, properties: [{name: b, logicalType: strin}]}]\n',
      'invalid-definition 6:43 The property "b" of "a" has an unknown logicalType "strin".',
    ],
    [
      'schema: [{name: a, properties: [{name: b, logicaltype: date}]}]\n',
      'invalid-definition 6:43 The property "b" of "a" has an unknown field "logicaltype", which is left out.',
    ],
    [
      'schema: [{name: a, properties: [{name: b, logicalType: string, logicalTypeOptions: {maxLength: -1}}]}]\n',
      'invalid-definition 6:85 "maxLength" of "logicalTypeOptions" of the property "b" of "a" must be a whole number, not a number.',
    ],
    [
      'schema: [{name: a, properties: [{name: b, logicalType: string, logicalTypeOptions: [1]}]}]\n',
      'invalid-definition 6:64 "logicalTypeOptions" of the property "b" of "a" must be a map, not a list.',
    ],
    [
      'schema: [{name: a, properties: [{name: b, logicalType: array, items: [1]}]}]\n',
      'invalid-definition 6:63 The items of the property "b" of "a" must be a map, not a list.',
    ],
    ['schema: [{name: a}, {name: a}]\n', 'duplicate 6:22 The contract describes "a" twice; the first is in line 6.'],
  ])('%j is said', (text, message) => {
    expect(said(planOf({ 'c.yaml': HEAD + text }))).toEqual([message]);
  });

  test('a contract without an id is known by its file', () => {
    const plan = planOf({
      'c.yaml': contract('required: true', HEAD.replace('id: orders\n', '')),
      'd.yaml': HEAD.replace('orders', 'file c.yaml'),
    });
    expect(said(plan)).toEqual(['invalid-definition 1:1 The contract has no "id".']);
    expect(plan.events.map(({ key }) => key)).toEqual(['odcs:file c.yaml/orders']);
  });

  test('names that are no words are names', () => {
    const text = `${HEAD}schema: [{name: "__proto__", properties: [{name: "__proto__", required: true}, {name: "a\\nb"}]}]\n`;
    const event = eventOf(text);
    expect([...vocabularyOf(event.schema).properties.values()].map(({ name }) => name)).toEqual(['__proto__', 'a\nb']);
  });

  test('ten thousand properties, and as many contracts of one id, are read at once', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `      - {name: p${at}, logicalType: string, nonsense: 1}\n`).join('');
    const files = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`${at}.yaml`, contract('required: true')]));
    const start = performance.now();
    const plan = planOf({ ...files, 'all.yaml': `${HEAD}schema:\n  - name: orders\n    properties:\n${many}` });
    expect(new Set(plan.events.map(({ key }) => key)).size).toBe(2_001);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

test.each([
  ['date', 'yyyy-MM-dd', { format: 'date' }],
  ['timestamp', "yyyy-MM-dd'T'HH:mm:ss.SSSX", { format: 'date-time' }],
  ['timestamp', 'yyyy-MM-ddTHH:mm:ssZ', { format: 'date-time' }],
  ['date', 'd/M/yy', { pattern: String.raw`^\d+\/\d+\/\d{2}$` }],
  ['timestamp', 'yyyyMMddHHmm', { pattern: String.raw`^\d{4}\d{2}\d{2}\d{2}\d{2}$` }],
  ['timestamp', "yyyy 'o''clock'", { pattern: String.raw`^\d{4} o'clock$` }],
  ['timestamp', 'HH:mmXXX', { pattern: String.raw`^\d{2}:\d{2}(?:Z|[+-]\d{2}(?::?\d{2})?)$` }],
  ['date', 'dd MMM yyyy', {}],
  ['date', 'y'.repeat(200), {}],
])('%s in the format %s', (type, format, schema) => expect(dateFormat(type, format)).toEqual(schema));

test.each([
  ['contracts/orders-v1.odcs.yaml', '1'],
  ['contracts/v1/orders.yaml', '1'],
  ['contracts/orders/1.2.3.yaml', '1.2.3'],
  ['contracts/orders-1.2.yaml', '1.2'],
  ['contracts/orders-v2.yaml', null],
  ['team-1/orders.yaml', null],
  ['v1/orders-1.2.3.yaml', '1.2.3'],
  ['x/'.repeat(400), null],
])('version 1.2.3 in %s', (path, version) => expect(versionInPath(path, [1, 2, 3])).toBe(version));

const CORPUS = fileURLToPath(new URL('../../../shared/corpora/odcs/', import.meta.url));

interface Element {
  readonly name: string;
  readonly properties?: readonly Element[];
  readonly items?: Element;
}

/** The properties of a contract as paths, found without the loader. */
function pathsOf(elements: readonly Element[], above: string): readonly string[] {
  return elements.flatMap((each) => {
    const path = `${above}${above === '' ? '' : '.'}${each.name}`;
    return [path, ...pathsOf(each.properties ?? [], path), ...pathsOf(each.items?.properties ?? [], `${path}[]`)];
  });
}

describe.skipIf(!existsSync(CORPUS))('real contracts (needs ../shared/corpora)', () => {
  const paths = existsSync(CORPUS)
    ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
    : [];

  test.each(paths)('%s has all objects and properties that it holds, without a problem', (path) => {
    const text = readFileSync(join(CORPUS, path), 'utf8');
    const file = parse(text) as { id: string; schema: readonly Element[] };
    const plan = planOf({ [path]: text });
    expect(said(plan)).toEqual([]);
    expect(plan.events.map(({ name }) => name)).toEqual(file.schema.map(({ name }) => name));
    for (const [index, object] of file.schema.entries()) {
      const event = plan.events[index];
      expect([...(event === undefined ? [] : vocabularyOf(event.schema).properties.keys())]).toEqual(pathsOf(object.properties ?? [], ''));
    }
  });
});
