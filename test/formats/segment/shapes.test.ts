import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../../src/formats/document.ts';
import { segment } from '../../../src/formats/segment/index.ts';
import { event, keys, load, message, rule, schemaOf } from './support.ts';

const TEXT = { type: 'string' };
const RULES = [rule('Paid', message({ total: TEXT }))];
const CONFIG = {
  name: 'workspaces/w/tracking-plans/rs_1',
  rules: { events: [{ name: 'Paid', version: 1, rules: message({ total: TEXT }) }] },
};

describe('what is claimed', () => {
  const claims = (path: string, content: unknown): boolean => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const parsed = parseDocument(path, '', new TextEncoder().encode(text));
    const claimed = parsed.ok && segment.claims(parsed.document);
    // A file is looked at only where it holds a marker.
    if (claimed) expect(segment.markers.some((marker) => text.includes(marker))).toBe(true);
    return claimed;
  };

  test.each([
    ['rules', 'a.json', { rules: RULES }],
    ['a bare list', 'a.json', RULES],
    ['an answer', 'a.json', { data: { rules: RULES } }],
    ['an export without rules', 'a.json', { id: 'tp_1', resourceSchemaId: 'rs_1', rules: [] }],
    ['a plan of the Config API', 'a.json', CONFIG],
    ['one without its name', 'a.json', { rules: { events: [], identify_traits: [] } }],
    ['YAML with properties', 'a.yml', 'rules:\n  - key: Paid\n    type: TRACK\n    properties: { total: { type: [string] } }\n'],
    ['YAML with a schema', 'a.yaml', 'rules:\n  - key: Paid\n    type: "TRACK"\n    jsonSchema: {}\n'],
    ['a plan that names a schema for editors', 'a.json', { $schema: 'https://example.com/plan', rules: RULES }],
  ])('%s', (_, path, content) => {
    expect(claims(path, content)).toBe(true);
  });

  test.each([
    ['rules of something else', 'a.yml', 'rules:\n  - alert: Down\n    type: TRACK\n'],
    ['rules of no known type', 'a.json', { rules: [rule('Paid', {}, { type: 'METRIC' })] }],
    ['JSON without schemas', 'a.json', { rules: [{ key: 'Paid', type: 'TRACK', properties: {} }] }],
    ['events of something else', 'a.json', { rules: { events: [{ name: 'push' }] } }],
    ["typewriter's configuration", 'typewriter.yml', 'client: { sdk: node }\ntrackingPlans:\n  - id: tp_1\n    path: src\n'],
    ['a JSON Schema', 'a.json', { $schema: 'http://json-schema.org/draft-07/schema#', rules: RULES }],
    ['a RudderStack file', 'a.yml', `version: rudder/v1\nrules: ${JSON.stringify(RULES)}\n`],
    ['a text', 'a.json', '"jsonSchema"'],
  ])('not %s', (_, path, content) => {
    expect(claims(path, content)).toBe(false);
  });

  test('a file that is read as a plan because the team says so, and is none, is left out with the reason', () => {
    const parsed = parseDocument('a.json', '', new TextEncoder().encode('{}'));
    const documents = parsed.ok ? [parsed.document] : [];
    const context = {
      lookup: () => null,
      kindAt: () => null,
      texts: () => new Map(),
      filesIn: () => [],
      formerPath: (path: string) => path,
    };
    expect(segment.load({ ...context, documents })).toMatchObject({ events: [], ignored: [{ path: 'a.json' }] });
  });
});

describe('events', () => {
  test('a rule is an event of the whole message', () => {
    const entry = rule(
      'Paid',
      { ...message({ total: TEXT }), description: 'Money came.', labels: { team: 'shop' } },
      { labels: { area: 'cart' } },
    );
    expect(event(load({ 'a.json': { rules: [entry] } }))).toMatchObject({
      key: 'segment:a.json/track/Paid',
      format: 'segment',
      plan: 'a.json',
      type: 'track',
      name: 'Paid',
      section: 'properties',
      sectionPointer: '/properties/properties',
      description: 'Money came.',
      meta: { tags: ['area:cart', 'team:shop'], owner: 'shop', deprecated: null },
      location: { file: 'a.json', line: 4, column: 7 },
      schema: { dialect: 'draft-07' },
    });
  });

  test.each([
    ['IDENTIFY', 'identify', 'traits'],
    ['GROUP', 'group', 'traits'],
    ['PAGE', 'page', 'properties'],
    ['SCREEN', 'screen', 'properties'],
  ])('%s has its data in %s', (type, name, section) => {
    const loaded = load({ 'a.json': { rules: [rule(null, message({ plan: TEXT }, [], section), { type })] } });
    expect(event(loaded)).toMatchObject({
      key: `segment:a.json/${name}`,
      type: name,
      name,
      section,
      sectionPointer: `/properties/${section}`,
    });
  });

  test('versions of one key are events of their own; the first is what a message means that names none', () => {
    const versions = [2, 1, 10].map((version) => rule('Paid', message({}), { version }));
    const loaded = load({ 'a.json': { rules: [...versions, rule('Seen', message({}), { version: undefined })] } });
    expect(keys(loaded)).toEqual([
      'segment:a.json/track@2/Paid',
      'segment:a.json/track/Paid',
      'segment:a.json/track@10/Paid',
      'segment:a.json/track/Seen',
    ]);
    expect(new Set(loaded.events.map(({ name }) => name))).toEqual(new Set(['Paid', 'Seen']));
  });

  test('a key keeps every character', () => {
    const key = ' Página/“vista” \n';
    expect(event(load({ 'a.json': { rules: [rule(key, message({}))] } }))).toMatchObject({ key: `segment:a.json/track/${key}`, name: key });
  });

  test.each([
    ['0001-01-01T00:00:00.000Z', null],
    [null, null],
    ['', null],
    ['2026-02-01T00:00:00.000Z', { sunset: null }],
  ])('deprecated at %s', (deprecatedAt, deprecated) => {
    expect(event(load({ 'a.json': { rules: [rule('Paid', message({}), { deprecatedAt })] } })).meta).toEqual({
      tags: [],
      owner: null,
      deprecated,
    });
  });

  test('the Config API has its types in places of their own', () => {
    const { rules, ...plan } = CONFIG;
    const traits = message({ email: TEXT }, [], 'traits');
    const loaded = load({ 'a.json': { ...plan, rules: { ...rules, identify: traits, group: {}, global: {} } } });
    expect(loaded.problems).toEqual([]);
    expect(keys(loaded)).toEqual(['segment:rs_1/track/Paid', 'segment:rs_1/identify']);
  });
});

describe('rules for all messages', () => {
  const common = rule(null, { type: 'object', required: ['userId'] }, { type: 'COMMON' });

  test('are joined to every event, as a document of their own', () => {
    const loaded = load({ 'a.json': { rules: [common, ...RULES, rule('Seen', { ...message({}), allOf: [true] })] } });
    expect(keys(loaded)).toEqual(['segment:a.json/track/Paid', 'segment:a.json/track/Seen']);
    expect(schemaOf(loaded, 'segment:a.json/track/Paid')).toMatchObject({ allOf: [{ $ref: 'segment:common/0' }] });
    expect(schemaOf(loaded, 'segment:a.json/track/Seen')).toMatchObject({ allOf: [true, { $ref: 'segment:common/0' }] });
    const [paid] = loaded.events;
    const place = { uri: 'segment:common/0', pointer: '/required/0' };
    expect(paid?.schema.documents.get(place.uri)).toMatchObject({ required: ['userId'] });
    expect(paid?.originOf(place)).toMatchObject({
      owner: 'segment:a.json/common',
      shared: true,
      root: { uri: place.uri, pointer: '' },
      location: { line: 10 },
    });
    expect(paid?.originOf({ uri: paid.schema.uri, pointer: '' })).toMatchObject({ owner: 'segment:a.json/track/Paid', shared: false });
  });

  test('alone they are an event', () => {
    const loaded = load({ 'a.json': { rules: [common] } });
    expect(event(loaded)).toMatchObject({
      key: 'segment:a.json/common',
      type: 'common',
      name: 'common',
      section: 'message',
      sectionPointer: '',
    });
    expect(schemaOf(loaded)).toMatchObject({ required: ['userId'] });
  });
});

describe('plans', () => {
  const exported = (id: string, rules: readonly object[] = RULES): object => ({ id, resourceSchemaId: 'rs_1', rules });

  test('have the id that Segment gave them, or the path', () => {
    const loaded = load({ 'a.json': exported('tp_1'), 'b.json': { rules: RULES }, 'c.json': { ...CONFIG, display_name: 'Shop' } });
    expect(loaded.events.map(({ plan }) => plan)).toEqual(['tp_1', 'b.json', 'rs_1']);
    expect(loaded.homes?.get('tp_1')).toMatchObject({ file: 'a.json', line: 4, column: 3 });
  });

  test('a copy that says the same does not count, one that differs is a plan of its own', () => {
    const loaded = load({
      'a.json': exported('tp_1'),
      'b.json': exported('tp_1'),
      'c.json': exported('tp_1', [rule('Seen', message({}))]),
    });
    expect(keys(loaded)).toEqual(['segment:tp_1/track/Paid', 'segment:tp_1 in c.json/track/Seen']);
    expect(loaded.ignored).toEqual([{ path: 'b.json', reason: 'It is the same plan as a.json, which counts.' }]);
    expect(loaded.problems).toEqual([]);
  });

  test('YAML files of one folder are one plan', () => {
    const file = (key: string): string => `rules:\n  - key: ${key}\n    type: TRACK\n    properties: {}\n`;
    expect(keys(load({ 'web/a.yml': file('A'), 'web/b.yml': file('B'), 'app/a.yml': file('A') }))).toEqual([
      'segment:app/track/A',
      'segment:web/track/A',
      'segment:web/track/B',
    ]);
  });
});
