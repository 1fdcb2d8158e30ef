import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan } from '../../src/plan/model.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const schema = (version: string, more: object = {}): object => ({
  $schema: 'http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#',
  self: { vendor: 'com.example', name: 'order', format: 'jsonschema', version },
  type: 'object',
  ...more,
});
const structure = (version: string, more: object = {}): string =>
  JSON.stringify({ apiVersion: 'v1', resourceType: 'data-structure', meta: { schemaType: 'entity' }, data: schema(version, more) });

function planOf(files: Readonly<Record<string, string>>): Plan {
  const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
  return loadPlans(memoryTree({}), memoryTree(files), settings).head;
}

const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.file}: ${message}`);

describe('an Iglu registry', () => {
  test('has one event a version, known by its Iglu URI and published where the path is the registry’s', () => {
    const { events } = planOf({
      'schemas/com.example/order/jsonschema/1-0-0': JSON.stringify(schema('1-0-0')),
      'schemas/com.example/order/jsonschema/1-0-1': JSON.stringify(schema('1-0-1')),
    });
    expect(events.map(({ key, plan, name, version }) => [key, plan, name, version?.published, version?.family])).toEqual([
      ['iglu:com.example/order/jsonschema/1-0-0', 'com.example', 'order', true, 'com.example/order/jsonschema'],
      ['iglu:com.example/order/jsonschema/1-0-1', 'com.example', 'order', true, 'com.example/order/jsonschema'],
    ]);
  });

  test('reads the schema as draft-04', () => {
    const [event] = planOf({
      'a.json': JSON.stringify(schema('1-0-0', { definitions: { x: { type: 'string' } }, properties: { x: { $ref: '#/definitions/x' } } })),
    }).events;
    expect(event).toMatchObject({
      key: 'iglu:com.example/order/jsonschema',
      schema: { dialect: 'draft-04' },
      version: { published: false },
    });
    expect(event?.originOf({ uri: event.schema.uri, pointer: '/properties/x' }).location.line).toBe(1);
  });

  test.each([
    ['schemas/com.example/order/jsonschema/1-0-1', schema('1-0-0'), 'calls its version "1-0-0", and its path "1-0-1"'],
    ['schemas/com.other/order/jsonschema/1-0-0', schema('1-0-0'), 'calls its vendor "com.example", and its path "com.other"'],
    ['order.json', schema('1.0'), 'The version "1.0" is no SchemaVer.'],
  ])('is told that %s is wrong', (path, value, message) => {
    expect(said(planOf({ [path]: JSON.stringify(value) }))).toEqual([expect.stringContaining(message)]);
  });

  test('has each version once', () => {
    const text = JSON.stringify(schema('1-0-0'));
    expect(said(planOf({ 'a.json': text, 'b.json': text }))).toEqual([expect.stringMatching(/^duplicate b\.json: .* as a\.json does/)]);
  });
});

describe('data structures of snowplow-cli', () => {
  test('are one event each, whatever their version, with positions in their own file', () => {
    const [event] = planOf({ 'ds/order.json': structure('1-0-3', { properties: { total: { type: 'number' } } }) }).events;
    expect(event).toMatchObject({
      key: 'snowplow:com.example/order/jsonschema',
      type: 'entity',
      version: { text: '1-0-3', published: false },
    });
    const { location } = event?.originOf({ uri: event.schema.uri, pointer: '/properties/total' }) ?? {};
    expect(location?.column).toBe(structure('1-0-3', { properties: { total: { type: 'number' } } }).indexOf('"total"') + 1);
  });

  test('are told what is missing or there twice', () => {
    expect(said(planOf({ 'a.json': '{"apiVersion": "v1", "resourceType": "data-structure", "data": {"type": "object"}}' }))).toEqual([
      expect.stringContaining('holds no self-describing schema'),
    ]);
    expect(said(planOf({ 'a.json': structure('1-0-0'), 'b.json': structure('1-0-1') }))).toEqual([
      expect.stringContaining('is in a.json already'),
    ]);
  });
});
