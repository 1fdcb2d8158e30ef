import { describe, expect, test } from 'vitest';
import { listedTexts } from '../../../src/formats/segment/alternation.ts';
import { load, message, origin, problems, rule, schemaOf, sectionOf } from './support.ts';

describe('what the editor writes and no validator reads', () => {
  test.each([
    [{ id: '/properties/x', $id: 'x', labels: {}, type: 'string' }, { type: 'string' }],
    [{ type: 'any' }, {}],
    [{ type: ['any'] }, {}],
    [{ type: ['string', 'any'], description: 'd' }, { description: 'd' }],
    [{ type: ['integer'], properties: {}, required: [] }, { type: ['integer'] }],
    [
      { type: 'object', properties: {}, required: [] },
      { type: 'object', properties: {}, required: [] },
    ],
    [
      { type: 'array', items: { type: 'object', properties: { id: { id: 'n', type: 'any' } } } },
      { type: 'array', items: { type: 'object', properties: { id: {} } } },
    ],
    [{ anyOf: [{ id: 'n', type: 'string' }, true] }, { anyOf: [{ type: 'string' }, true] }],
    [{ dependencies: { a: ['b'], c: { id: 'n' } } }, { dependencies: { a: ['b'], c: {} } }],
    [
      { enum: [{ id: 1 }], default: { labels: 1 } },
      { enum: [{ id: 1 }], default: { labels: 1 } },
    ],
  ])('%j', (written, read) => {
    expect(sectionOf({ x: written })).toEqual({ x: read });
  });

  test('properties of these names stay', () => {
    expect(Object.keys(sectionOf({ id: {}, labels: {}, type: {}, required: {}, ['__proto__']: {} }) as object)).toEqual([
      'id',
      'labels',
      'type',
      'required',
      '__proto__',
    ]);
  });
});

describe('permitted values', () => {
  test.each([
    ['^(a|b|c)$', ['a', 'b', 'c']],
    ['^(?:a|b)$', ['a', 'b']],
    ['^(only)$', ['only']],
    ['^(a||a)$', ['a', '']],
    ['^()$', ['']],
    ['^(In Store|9\\.99|a\\|b|x-y|é🛒)$', ['In Store', '9.99', 'a|b', 'x-y', 'é🛒']],
  ])('%s is a list', (pattern, texts) => {
    expect(listedTexts(pattern)).toEqual(texts);
    for (const text of texts) expect(text).toMatch(new RegExp(pattern, 'u'));
  });

  test.each([
    'a|b',
    '^a|b$',
    '^(a|b)',
    '(a|b)$',
    '^(a|b+)$',
    '^(a|\\d)$',
    '^(a|(b))$',
    '^(a)|(b)$',
    '^[ab]$',
    '^(a|.)$',
    `^(${'a|'.repeat(20_000)})$`,
  ])('%s is none', (pattern) => {
    expect(listedTexts(pattern)).toBeNull();
  });

  test.each([
    [{ type: 'string' }, { type: 'string', enum: ['a', 'b'] }],
    [{ type: ['string'] }, { type: ['string'], enum: ['a', 'b'] }],
    [{ type: ['string', 'null'] }, { type: ['string', 'null'], enum: ['a', 'b', null] }],
  ])('a pattern of %j is the list', (type, read) => {
    expect(sectionOf({ x: { ...type, pattern: '^(a|b)$' } })).toEqual({ x: read });
  });

  test.each([{}, { type: ['string', 'integer'] }, { type: 'integer' }, { type: 'string', enum: ['a'] }, { type: 'string', const: 'a' }])(
    'a pattern of %j stays: it says nothing of other kinds',
    (type) => {
      expect(sectionOf({ x: { ...type, pattern: '^(a|b)$' } })).toEqual({ x: { ...type, pattern: '^(a|b)$' } });
    },
  );

  test('stand where the pattern does', () => {
    const loaded = load({ 'a.json': { rules: [rule('E', message({ x: { type: 'string', pattern: '^(a|b)$' } }))] } });
    const at = '/properties/properties/properties/x';
    expect(origin(loaded, `${at}/enum`)).toMatch(/^a\.json:15:17 /);
    expect(origin(loaded, `${at}/enum/1`)).toMatch(/^a\.json:15:17 /);
    expect(origin(loaded, `${at}/type`)).toMatch(/^a\.json:14:17 /);
  });
});

describe('typewriter v8', () => {
  const body = { total: { type: 'number' } };
  const unwrapped = (more: object = {}): object => ({ type: 'object', properties: body, ...more });

  test.each([
    ['noted by typewriter', unwrapped({ eventMetadata: { name: 'E', type: 'TRACK' } })],
    ['by its properties', unwrapped()],
  ])('an event without its message is put into one: %s', (_, jsonSchema) => {
    expect(schemaOf(load({ 'a.json': { rules: [rule('E', jsonSchema)] } }))).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { properties: { type: 'object', properties: body } },
    });
  });

  test('required properties make the section required, as Segment does; definitions stay at the root', () => {
    const jsonSchema = unwrapped({ required: ['total'], definitions: { d: {} }, eventMetadata: {} });
    const loaded = load({ 'a.json': { rules: [rule('E', jsonSchema)] } });
    expect(schemaOf(loaded)).toMatchObject({
      required: ['properties'],
      definitions: { d: {} },
      properties: { properties: { required: ['total'] } },
    });
    expect(origin(loaded, '/properties/properties/properties/total/type')).toBe('a.json:11:13 segment:a.json/track/E');
    expect(origin(loaded, '/properties/properties/required/0')).toBe('a.json:15:11 segment:a.json/track/E');
    expect(origin(loaded, '/required/0')).toBe('a.json:15:11 segment:a.json/track/E');
    expect(origin(loaded, '/definitions/d')).toBe('a.json:18:11 segment:a.json/track/E');
  });

  test.each([
    ['nothing said', {}],
    ['fields of the message', { properties: { userId: { type: 'string' } } }],
    ['no properties', { type: 'object', properties: {} }],
  ])('a whole message stays: %s', (_, jsonSchema) => {
    expect(schemaOf(load({ 'a.json': { rules: [rule('E', jsonSchema)] } }))).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...jsonSchema,
    });
  });
});

describe('parts of the message that a rule says nothing of', () => {
  test.each([
    [{ properties: { context: {}, properties: { id: 'n' }, traits: {} } }, { properties: {} }],
    [{ properties: { context: { type: 'object' }, traits: {}, userId: {} } }, { properties: { context: { type: 'object' }, userId: {} } }],
    [
      { properties: { context: {}, traits: {} }, required: ['traits'] },
      { properties: { traits: {} }, required: ['traits'] },
    ],
    [
      { properties: { context: {}, properties: {} }, additionalProperties: false },
      { properties: { context: {}, properties: {} }, additionalProperties: false },
    ],
  ])('%j', (jsonSchema, read) => {
    expect(schemaOf(load({ 'a.json': { rules: [rule('E', jsonSchema)] } }))).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...read,
    });
  });
});

describe('YAML that says required at the property', () => {
  const file = (properties: string, type = 'TRACK'): string =>
    `rules:\n  - key: E\n    type: ${type}\n    description: d\n    properties:\n${properties}`;

  test('is lifted into the list of the object, through properties and not through items', () => {
    const loaded = load({
      'r/a.yml': file(
        [
          '      a: { type: [string], required: true }',
          '      b: { type: string, required: false }',
          '      o:',
          '        type: object',
          '        properties:',
          '          c: { required: true }',
          '      l: { type: [array], items: { type: object, properties: { d: { required: true } } } }',
          '      own: { type: object, required: [e], properties: { e: {} } }',
          '',
        ].join('\n'),
      ),
    });
    expect(problems(loaded)).toEqual([]);
    expect(schemaOf(loaded)).toMatchObject({
      required: ['properties'],
      properties: {
        properties: {
          type: 'object',
          required: ['a'],
          properties: {
            a: { type: ['string'] },
            b: { type: 'string' },
            o: { type: 'object', required: ['c'], properties: { c: {} } },
            l: { items: { type: 'object', properties: { d: {} } } },
            own: { required: ['e'] },
          },
        },
      },
    });
    const at = '/properties/properties';
    expect(origin(loaded, `${at}/required/0`)).toMatch(/^r\/a\.yml:6:28 /);
    expect(origin(loaded, `${at}/required/=b`)).toMatch(/^r\/a\.yml:7:26 /);
    expect(origin(loaded, `${at}/required/=o`)).toMatch(/^r\/a\.yml:8:7 /);
    expect(origin(loaded, `${at}/properties/o/required/0`)).toMatch(/^r\/a\.yml:11:16 /);
    expect(origin(loaded, `${at}/properties/a/type`)).toMatch(/^r\/a\.yml:6:12 /);
    expect(origin(loaded, '/title')).toMatch(/^r\/a\.yml:2:5 /);
    expect(origin(loaded, '/description')).toMatch(/^r\/a\.yml:4:5 /);
    expect(origin(loaded, '/required/0')).toMatch(/^r\/a\.yml:5:5 /);
  });

  test('describes the traits of identify and group, and asks nothing of all messages', () => {
    const loaded = load({ 'r/a.yml': file('      a: { required: true }\n', 'IDENTIFY') });
    expect(schemaOf(loaded)).toMatchObject({ type: 'object', properties: { traits: { required: ['a'] } } });
    expect(schemaOf(load({ 'r/a.yml': file('      a: {}\n', 'COMMON') }))).not.toHaveProperty('required');
  });

  test('an aliased value counts where it is used, and stands where it is written', () => {
    const loaded = load({ 'r/a.yml': file('      a: &t\n        type: [string]\n        required: true\n      b: *t\n') });
    expect(schemaOf(loaded)).toMatchObject({ properties: { properties: { required: ['a', 'b'] } } });
    expect(origin(loaded, '/properties/properties/properties/b/type')).toMatch(/^r\/a\.yml:7:9 /);
    expect(origin(loaded, '/properties/properties/properties/b')).toMatch(/^r\/a\.yml:9:7 /);
  });
});

describe('positions', () => {
  test('every node of a message stands where it is written', () => {
    const loaded = load({
      'a.json': { rules: [rule('E', { ...message({ a: { type: 'string', enum: ['x', 'y'] } }, ['a']), description: 'd' })] },
    });
    const at = '/properties/properties';
    const lines = [
      '',
      at,
      `${at}/properties/a`,
      `${at}/properties/a/enum/1`,
      `${at}/required/0`,
      '/title',
      '/description',
      `${at}/required/=b`,
      '/none/at/all',
    ];
    expect(lines.map((pointer) => Number(origin(loaded, pointer).split(':')[1]))).toEqual([7, 10, 13, 17, 22, 4, 26, 21, 7]);
  });
});
