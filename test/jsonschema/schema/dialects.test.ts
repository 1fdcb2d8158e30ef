import { afterAll, describe, expect, test } from 'vitest';
import { compare, decide, evaluate, type Dialect, type Json, type JsonObject, type Schema } from '../../../src/jsonschema/index.ts';
import { oracle, schema } from '../engine-harness.ts';

afterAll(() => oracle.close());

const ALL: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];
const before = (first: Dialect): readonly Dialect[] => ALL.slice(0, ALL.indexOf(first));
const verdicts = (base: Schema, head: Schema): string[] => {
  const { producers, consumers } = decide(base, head, { contentModel: 'strict' });
  return [producers.verdict, consumers.verdict];
};

interface Row {
  readonly name: string;
  readonly value: Json;
  readonly instance: Json;
  /** The dialects in which the instance is valid; in all others it is not. */
  readonly validIn: readonly Dialect[];
}

const rows: readonly Row[] = [
  { name: 'const', value: { const: 1 }, instance: 2, validIn: before('draft-06') },
  { name: 'contains', value: { contains: { type: 'string' } }, instance: [1], validIn: before('draft-06') },
  { name: 'propertyNames', value: { propertyNames: { maxLength: 1 } }, instance: { ab: 1 }, validIn: before('draft-06') },
  { name: 'if', value: { if: { type: 'integer' }, then: { minimum: 5 }, else: false }, instance: 1, validIn: before('draft-07') },
  { name: 'dependentRequired', value: { dependentRequired: { a: ['b'] } }, instance: { a: 1 }, validIn: before('2019-09') },
  { name: 'dependentSchemas', value: { dependentSchemas: { a: { required: ['b'] } } }, instance: { a: 1 }, validIn: before('2019-09') },
  { name: 'dependencies of names', value: { dependencies: { a: ['b'] } }, instance: { a: 1 }, validIn: [] },
  { name: 'dependencies of schemas', value: { dependencies: { a: { required: ['b'] } } }, instance: { a: 1 }, validIn: [] },
  {
    name: 'dependencies beside dependentRequired',
    value: { dependencies: { a: ['b'] }, dependentRequired: { a: ['c'] } },
    instance: { a: 1, b: 1 },
    validIn: before('2019-09'),
  },
  {
    name: 'unevaluatedProperties',
    value: { properties: { a: {} }, unevaluatedProperties: false },
    instance: { b: 1 },
    validIn: before('2019-09'),
  },
  { name: 'unevaluatedItems', value: { unevaluatedItems: false }, instance: [1], validIn: before('2019-09') },
  {
    name: 'minContains 0',
    value: { contains: { type: 'string' }, minContains: 0 },
    instance: [1],
    validIn: ['draft-04', '2019-09', '2020-12'],
  },
  { name: 'maxContains', value: { contains: { type: 'string' }, maxContains: 1 }, instance: ['a', 'b'], validIn: before('2019-09') },
  { name: 'prefixItems', value: { prefixItems: [{ type: 'string' }] }, instance: [1], validIn: before('2020-12') },
  { name: 'additionalItems beside one schema for all items', value: { items: {}, additionalItems: false }, instance: [1], validIn: ALL },
  { name: 'additionalItems alone', value: { additionalItems: false }, instance: [1], validIn: ALL },
  {
    name: 'siblings of $ref',
    value: { $ref: '#/definitions/a', type: 'string', definitions: { a: {} } },
    instance: 1,
    validIn: before('2019-09'),
  },
  { name: 'a whole number with a fraction of zero', value: { type: 'integer' }, instance: 1.0, validIn: ALL },
  { name: 'nullable', value: { type: 'string', nullable: true }, instance: null, validIn: [] },
  { name: 'an unknown keyword', value: { 'x-pii': true, divisibleBy: 2, disallow: 'number' }, instance: 1, validIn: ALL },
  { name: 'an unknown format', value: { format: 'postcode' }, instance: 'x', validIn: ALL },
  { name: 'content keywords', value: { contentMediaType: 'application/json', contentSchema: false }, instance: '{', validIn: ALL },
];

describe('the same text', () => {
  const questions = rows.flatMap(({ name, value, instance, validIn }) =>
    ALL.map((dialect) => [name, dialect, validIn.includes(dialect) ? 'valid' : 'invalid', value, instance] as const),
  );
  test.each(questions)('%s in %s: %s', (_name, dialect, expected, value, instance) => {
    expect(evaluate(schema(value, dialect), instance)).toBe(expected);
    expect(oracle.validates(schema(value, dialect), instance).ajv).toBe(expected);
  });

  test.each<[string, readonly Dialect[], Json]>([
    ['a boolean as exclusive bound', ALL.slice(1), { minimum: 1, exclusiveMinimum: true }],
    ['a number as exclusive bound', ['draft-04'], { exclusiveMinimum: 1 }],
    ['a boolean as schema', ['draft-04'], { properties: { a: false } }],
    ['a list of items', ['2020-12'], { items: [{ type: 'string' }] }],
  ])('%s is undecided where a dialect does not define it', (_name, dialects, value) => {
    for (const dialect of ALL) {
      const found = [
        evaluate(schema(value, dialect), { a: 1 }),
        evaluate(schema(value, dialect), 0),
        evaluate(schema(value, dialect), [1]),
      ];
      const isUndecided = found.some((one) => typeof one === 'object' && one.undecided.code === 'ill-defined');
      expect(isUndecided, dialect).toBe(dialects.includes(dialect));
    }
  });
});

/** One meaning, in the spelling of each dialect that can say it; an instance that is valid, one that is not. */
const meanings: readonly (readonly [string, Readonly<Partial<Record<Dialect, JsonObject>>>, Json, Json])[] = [
  [
    'an exclusive bound',
    {
      'draft-04': { minimum: 5, exclusiveMinimum: true },
      'draft-06': { exclusiveMinimum: 5 },
      'draft-07': { exclusiveMinimum: 5 },
      '2019-09': { exclusiveMinimum: 5 },
      '2020-12': { exclusiveMinimum: 5 },
    },
    5.5,
    5,
  ],
  [
    'an exclusive maximum that is not the only one',
    { 'draft-04': { maximum: 5, exclusiveMaximum: true }, '2020-12': { maximum: 5, exclusiveMaximum: 5 } },
    4,
    5,
  ],
  ['a bound that is not exclusive', { 'draft-04': { maximum: 5, exclusiveMaximum: false }, 'draft-07': { maximum: 5 } }, 5, 6],
  [
    'a tuple',
    {
      'draft-04': { items: [{ type: 'string' }, {}], additionalItems: false },
      'draft-06': { items: [{ type: 'string' }, true], additionalItems: false },
      'draft-07': { items: [{ type: 'string' }, true], additionalItems: false },
      '2019-09': { items: [{ type: 'string' }, true], additionalItems: false },
      '2020-12': { prefixItems: [{ type: 'string' }, true], items: false },
    },
    ['a', 1],
    ['a', 1, 2],
  ],
  [
    'a definition by its name',
    {
      'draft-04': { properties: { a: { $ref: '#t' } }, definitions: { t: { id: '#t', type: 'string' } } },
      'draft-06': { properties: { a: { $ref: '#t' } }, definitions: { t: { $id: '#t', type: 'string' } } },
      'draft-07': { properties: { a: { $ref: '#t' } }, definitions: { t: { $id: '#t', type: 'string' } } },
      '2019-09': { properties: { a: { $ref: '#t' } }, $defs: { t: { $anchor: 't', type: 'string' } } },
      '2020-12': { properties: { a: { $ref: '#t' } }, $defs: { t: { $dynamicAnchor: 't', type: 'string' } } },
    },
    { a: 'x' },
    { a: 1 },
  ],
  [
    'a definition by its address',
    {
      'draft-04': { id: 'http://example.com/r', properties: { a: { $ref: 't' } }, definitions: { x: { id: 't', type: 'string' } } },
      '2020-12': { $id: 'http://example.com/r', properties: { a: { $ref: 't' } }, $defs: { x: { $id: 't', type: 'string' } } },
    },
    { a: 'x' },
    { a: 1 },
  ],
  [
    'a dependency',
    {
      'draft-04': { dependencies: { a: ['b'], c: { maxProperties: 1 } } },
      '2019-09': { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { maxProperties: 1 } } },
      '2020-12': { dependencies: { a: ['b'], c: { maxProperties: 1 } } },
    },
    { a: 1, b: 1 },
    { a: 1 },
  ],
  [
    'a recursion',
    {
      'draft-07': { properties: { next: { $ref: '#' } }, required: ['id'] },
      '2019-09': { $recursiveAnchor: true, properties: { next: { $recursiveRef: '#' } }, required: ['id'] },
      '2020-12': { $dynamicAnchor: 'node', properties: { next: { $dynamicRef: '#node' } }, required: ['id'] },
    },
    { id: 1, next: { id: 2 } },
    { id: 1, next: {} },
  ],
  ['one value', { 'draft-04': { enum: [7] }, 'draft-06': { const: 7 }, '2020-12': { const: 7 } }, 7, 8],
  ['nothing', { 'draft-04': { properties: { a: { not: {} } } }, 'draft-06': { properties: { a: false } } }, {}, { a: 1 }],
  [
    'a reference alone',
    {
      'draft-04': { properties: { a: { $ref: '#/definitions/s', maxLength: 0 } }, definitions: { s: { type: 'string' } } },
      '2019-09': { properties: { a: { $ref: '#/$defs/s' } }, $defs: { s: { type: 'string' } } },
    },
    { a: 'x' },
    { a: 1 },
  ],
];

describe('the same meaning', () => {
  test.each(meanings)('%s', (_name, spellings, good, bad) => {
    const sides = ALL.flatMap((dialect) => (spellings[dialect] === undefined ? [] : [schema(spellings[dialect], dialect)]));
    expect(sides.length).toBeGreaterThan(1);
    for (const side of sides) {
      expect([evaluate(side, good), evaluate(side, bad)], side.dialect).toEqual(['valid', 'invalid']);
      for (const other of sides) expect(verdicts(side, other), `${side.dialect} and ${other.dialect}`).toEqual(['included', 'included']);
    }
  });

  test('a base and a head of different dialects are compared and confirmed', () => {
    const base = schema({ properties: { a: { minimum: 5, exclusiveMinimum: true } } }, 'draft-04');
    const head = schema({ properties: { a: { minimum: 5 } } }, '2020-12');
    const { producers, consumers } = compare(base, head, { contentModel: 'strict' }, oracle);
    expect(producers.verdict).toBe('included');
    expect(consumers).toMatchObject({ verdict: 'not-included', counterexample: { a: 5 } });
  });
});

describe('$schema', () => {
  const isDraft04 = (value: JsonObject): boolean => evaluate(schema({ const: 1, ...value }, '2020-12'), 2) === 'valid';

  test.each(['http://json-schema.org/draft-04/schema', 'https://json-schema.org/draft-04/schema'])(
    '%s names draft-04, with and without #',
    ($schema) => {
      expect([isDraft04({ $schema }), isDraft04({ $schema: `${$schema}#` })]).toEqual([true, true]);
    },
  );

  test.each<[string, Dialect]>([
    ['http://json-schema.org/draft-06/schema#', 'draft-06'],
    ['https://json-schema.org/draft-07/schema', 'draft-07'],
    ['http://json-schema.org/draft/2019-09/schema', '2019-09'],
    ['https://json-schema.org/draft/2020-12/schema#', '2020-12'],
  ])('%s rules over the dialect assumed', ($schema, dialect) => {
    const value = { if: true, then: { maxContains: 0, contains: true }, prefixItems: [false], unevaluatedItems: false };
    for (const instance of [[], [1]])
      expect(evaluate(schema({ $schema, ...value }, 'draft-04'), instance)).toBe(evaluate(schema(value, dialect), instance));
  });

  test('of another name, or none, leaves the dialect assumed', () => {
    expect([isDraft04({ $schema: 'https://example.com/meta' }), isDraft04({})]).toEqual([false, false]);
  });

  test('rules in an embedded resource and not below a mere subschema', () => {
    const old = { $schema: 'http://json-schema.org/draft-04/schema#', const: 1 };
    expect(evaluate(schema({ properties: { a: { id: 'in', $id: 'in', ...old } } }), { a: 2 })).toBe('valid');
    expect(evaluate(schema({ properties: { a: old } }), { a: 2 })).toBe('invalid');
  });

  test('of each document rules in it', () => {
    const documents = new Map<string, Json>([
      ['new.json', { properties: { a: { $ref: 'old.json' }, b: { const: 1 } } }],
      ['old.json', { $schema: 'http://json-schema.org/draft-04/schema#', const: 1, maximum: 5, exclusiveMaximum: true }],
    ]);
    const side: Schema = { uri: 'new.json', pointer: '', documents, dialect: '2020-12' };
    expect([{ a: 2 }, { a: 5 }, { b: 2 }].map((instance) => evaluate(side, instance))).toEqual(['valid', 'invalid', 'invalid']);
  });
});

describe('contains counts as evaluating', () => {
  const value: Json = { contains: { type: 'string' }, unevaluatedItems: false };
  test('in 2020-12', () => {
    expect([evaluate(schema(value), ['a']), evaluate(schema(value), ['a', 1])]).toEqual(['valid', 'invalid']);
  });
  test('not surely in 2019-09, where validators disagree', () => {
    expect(evaluate(schema(value, '2019-09'), ['a'])).toMatchObject({ undecided: { code: 'outside-theory' } });
    expect(evaluate(schema(value, '2019-09'), ['a', 1])).toBe('invalid');
  });
});

describe('format', () => {
  const text: Json = { type: 'string' };
  const email: Json = { type: 'string', format: 'email' };
  const annotated = (value: Json): Schema => ({ ...schema(value), formats: 'annotate' });

  test('asserts where nothing else is said', () => {
    expect(evaluate(schema(email), 'nobody')).toBe('invalid');
    expect(verdicts(schema(text), schema(email))).toEqual(['not-included', 'included']);
    expect(compare(schema(text), schema(email), { contentModel: 'strict' }, oracle).producers).toMatchObject({
      verdict: 'not-included',
      breaks: [{ keyword: 'format' }],
    });
  });

  test('annotates where that is asked for', () => {
    expect(evaluate(annotated(email), 'nobody')).toBe('valid');
    expect(verdicts(annotated(text), annotated(email))).toEqual(['included', 'included']);
    const narrowed = compare(
      annotated(email),
      annotated({ type: 'string', format: 'email', minLength: 1 }),
      { contentModel: 'strict' },
      oracle,
    );
    expect(narrowed.producers).toMatchObject({ verdict: 'not-included', counterexample: '' });
  });

  test('is read on each side as that side asks, by the validators too', () => {
    const side = schema(email);
    const same: Schema = { ...side, formats: 'annotate' };
    expect([oracle.validates(side, 'nobody').ajv, oracle.validates(same, 'nobody').ajv]).toEqual(['invalid', 'valid']);
    expect(compare(same, side, { contentModel: 'strict' }, oracle)).toMatchObject({
      producers: { verdict: 'not-included' },
      consumers: { verdict: 'included' },
    });
  });
});
