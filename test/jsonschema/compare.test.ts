import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluate, type Dialect, type Json } from '../../src/jsonschema/index.ts';
import { ask, oracle, schema } from './engine-harness.ts';

afterAll(() => oracle.close());

interface Row {
  readonly name: string;
  readonly base: Json;
  readonly head: Json;
  readonly producers: string;
  readonly consumers: string;
  readonly dialect?: Dialect;
}

const object = (properties: Json, more: { readonly [name: string]: Json } = {}): Json => ({ type: 'object', properties, ...more });
const closed = (properties: Json, more: { readonly [name: string]: Json } = {}): Json =>
  object(properties, { additionalProperties: false, ...more });
const order = (total: Json): Json => object({ total }, { required: ['total'] });

const rows: readonly Row[] = [
  {
    name: 'type changed',
    base: order({ type: 'string' }),
    head: order({ type: 'integer' }),
    producers: 'type@total',
    consumers: 'type@total',
  },
  {
    name: 'type widened',
    base: order({ type: 'integer' }),
    head: order({ type: 'number' }),
    producers: 'included',
    consumers: 'type@total',
  },
  {
    name: 'null allowed',
    base: order({ type: 'string' }),
    head: order({ type: ['null', 'string'] }),
    producers: 'included',
    consumers: 'type@total',
  },
  {
    name: 'a type swallows the rest',
    base: order({ type: 'string', minLength: 2 }),
    head: order({ type: 'integer', minimum: 2 }),
    producers: 'type@total',
    consumers: 'type@total',
  },
  {
    name: 'retyped and required at once: each breaks an event of its own',
    base: object({ total: { type: 'number', minimum: 0 } }),
    head: object({ total: { type: 'string', minLength: 1 } }, { required: ['total'] }),
    producers: 'required@total, type@total',
    consumers: 'type@total',
  },
  {
    name: 'enum narrowed and widened',
    base: order({ enum: ['card', 'cash'] }),
    head: order({ enum: ['card', 'wallet'] }),
    producers: 'enum@total',
    consumers: 'enum@total',
  },
  {
    name: 'enum in another order',
    base: order({ enum: ['card', 'cash'] }),
    head: order({ enum: ['cash', 'card'] }),
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'const inside an enum',
    base: order({ const: 'card' }),
    head: order({ enum: ['card', 'cash'] }),
    producers: 'included',
    consumers: 'const@total',
  },
  {
    name: 'enum of a type',
    base: order({ enum: [1, 2.0] }),
    head: order({ type: 'integer' }),
    producers: 'included',
    consumers: 'enum@total',
  },
  {
    name: 'minimum raised',
    base: order({ type: 'number', minimum: 0 }),
    head: order({ type: 'number', minimum: 1 }),
    producers: 'minimum@total',
    consumers: 'included',
  },
  {
    name: 'minimum made exclusive',
    base: order({ type: 'number', minimum: 0 }),
    head: order({ type: 'number', exclusiveMinimum: 0 }),
    producers: 'exclusiveMinimum@total',
    consumers: 'included',
  },
  {
    name: 'an exclusive bound on integers',
    base: order({ type: 'integer', minimum: 1 }),
    head: order({ type: 'integer', exclusiveMinimum: 0 }),
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'maximum lowered',
    base: order({ type: 'integer', maximum: 10 }),
    head: order({ type: 'integer', maximum: 9 }),
    producers: 'maximum@total',
    consumers: 'included',
  },
  {
    name: 'multipleOf divides',
    base: order({ type: 'number', multipleOf: 0.2 }),
    head: order({ type: 'number', multipleOf: 0.1 }),
    producers: 'included',
    consumers: 'multipleOf@total',
  },
  {
    name: 'minLength raised',
    base: order({ type: 'string', minLength: 1 }),
    head: order({ type: 'string', minLength: 3 }),
    producers: 'minLength@total',
    consumers: 'included',
  },
  {
    name: 'maxLength far away',
    base: order({ type: 'string', maxLength: 65535 }),
    head: order({ type: 'string', maxLength: 65536 }),
    producers: 'included',
    consumers: 'maxLength@total',
  },
  {
    name: 'pattern narrowed',
    base: order({ type: 'string', pattern: '^[a-z0-9]+$' }),
    head: order({ type: 'string', pattern: '^[a-z]+$' }),
    producers: 'pattern@total',
    consumers: 'included',
  },
  {
    name: 'alternatives added to a pattern',
    base: order({ type: 'string', pattern: '^(s|m)$' }),
    head: order({ type: 'string', pattern: '^(s|m|l)$' }),
    producers: 'included',
    consumers: 'pattern@total',
  },
  {
    name: 'a dot does not match a line feed',
    base: order({ type: 'string', minLength: 1 }),
    head: order({ type: 'string', pattern: '.+' }),
    producers: 'pattern@total',
    consumers: 'included',
  },
  {
    name: 'a back-reference',
    base: order({ type: 'string', pattern: '^[a-z]+$' }),
    head: order({ type: 'string', pattern: '^([a-z]+)\\1\\1\\1\\1$' }),
    producers: 'pattern@total',
    consumers: 'undecided outside-theory',
  },
  {
    name: 'format added',
    base: order({ type: 'string' }),
    head: order({ type: 'string', format: 'email' }),
    producers: 'format@total',
    consumers: 'included',
  },
  {
    name: 'unknown format added',
    base: order({ type: 'string' }),
    head: order({ type: 'string', format: 'sku' }),
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'required added',
    base: object({ a: { type: 'string' } }),
    head: object({ a: { type: 'string' } }, { required: ['a'] }),
    producers: 'required@a',
    consumers: 'included',
  },
  {
    name: 'two required added',
    base: object({ a: true, b: true }),
    head: object({ a: true, b: true }, { required: ['b', 'a'] }),
    producers: 'required@a, required@b',
    consumers: 'included',
  },
  {
    name: 'required nobody has a property for',
    base: { type: 'object' },
    head: { type: 'object', required: ['toString'] },
    producers: 'required@toString',
    consumers: 'included',
  },
  {
    name: 'property removed, closed',
    base: closed({ a: { type: 'string' }, b: { type: 'string' } }),
    head: closed({ a: { type: 'string' } }),
    producers: 'properties@b',
    consumers: 'included',
  },
  {
    name: 'property removed, open',
    base: object({ a: { type: 'string' } }),
    head: object({}),
    producers: 'included',
    consumers: 'properties@a',
  },
  {
    name: 'closed',
    base: object({ a: { type: 'string' } }),
    head: closed({ a: { type: 'string' } }),
    producers: 'additionalProperties@*',
    consumers: 'included',
  },
  {
    name: 'property of a map retyped',
    base: { type: 'object', additionalProperties: { type: 'string' } },
    head: { type: 'object', additionalProperties: { type: 'integer' } },
    producers: 'type@*',
    consumers: 'type@*',
  },
  {
    name: 'pattern property retyped',
    base: { patternProperties: { '^x_': { type: 'string' } } },
    head: { patternProperties: { '^x_': { type: 'integer' } } },
    producers: 'type@/^x_/',
    consumers: 'type@/^x_/',
  },
  {
    name: 'property names',
    base: { type: 'object' },
    head: { type: 'object', propertyNames: { maxLength: 3 } },
    producers: 'propertyNames@',
    consumers: 'included',
  },
  {
    name: 'minProperties',
    base: { type: 'object', minProperties: 1 },
    head: { type: 'object', minProperties: 2 },
    producers: 'minProperties@',
    consumers: 'included',
  },
  {
    name: 'minProperties beyond the names there are',
    base: closed({ a: true }),
    head: closed({ a: true }, { minProperties: 2 }),
    producers: 'minProperties@',
    consumers: 'included',
  },
  {
    name: 'dependentRequired',
    base: object({ a: true, b: true }),
    head: object({ a: true, b: true }, { dependentRequired: { a: ['b'] } }),
    producers: 'dependentRequired@',
    consumers: 'included',
  },
  {
    name: 'items retyped',
    base: { type: 'array', items: { type: 'string' } },
    head: { type: 'array', items: { type: 'integer' } },
    producers: 'type@[]',
    consumers: 'type@[]',
  },
  {
    name: 'minItems',
    base: { type: 'array', minItems: 1 },
    head: { type: 'array', minItems: 2 },
    producers: 'minItems@',
    consumers: 'included',
  },
  {
    name: 'uniqueItems',
    base: { type: 'array', items: { type: 'string' } },
    head: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    producers: 'uniqueItems@',
    consumers: 'included',
  },
  {
    name: 'unique booleans end at two',
    base: { type: 'array', items: { type: 'boolean' }, uniqueItems: true },
    head: { type: 'array', items: { type: 'boolean' }, maxItems: 2 },
    producers: 'included',
    consumers: 'uniqueItems@',
  },
  {
    name: 'contains',
    base: { type: 'array' },
    head: { type: 'array', contains: { type: 'string' } },
    producers: 'contains@',
    consumers: 'included',
  },
  {
    name: 'tuple',
    base: { type: 'array', prefixItems: [{ type: 'string' }] },
    head: { type: 'array', prefixItems: [{ type: 'integer' }] },
    producers: 'type@[0]',
    consumers: 'type@[0]',
  },
  {
    name: 'a branch added to anyOf',
    base: { anyOf: [{ type: 'string' }] },
    head: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    producers: 'included',
    consumers: 'anyOf@',
  },
  {
    name: 'a branch of oneOf edited',
    base: { oneOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] },
    head: { oneOf: [{ type: 'string', maxLength: 4 }, { type: 'null' }] },
    producers: 'maxLength@?',
    consumers: 'included',
  },
  {
    name: 'twelve equal branches accept nothing',
    base: { oneOf: Array.from({ length: 12 }, () => ({ type: 'string' })) },
    head: false,
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'not widened',
    base: { type: 'string', not: { enum: ['a'] } },
    head: { type: 'string', not: { enum: ['a', 'b'] } },
    producers: 'not@',
    consumers: 'included',
  },
  {
    name: 'if',
    base: { if: { type: 'string' }, then: { maxLength: 5 } },
    head: { if: { type: 'string' }, then: { maxLength: 4 } },
    producers: 'maxLength@?',
    consumers: 'included',
  },
  { name: 'everything forbidden', base: { type: 'string' }, head: false, producers: 'false@', consumers: 'included' },
  {
    name: 'a definition edited',
    base: { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    head: { $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } },
    producers: 'type@',
    consumers: 'type@',
  },
  {
    name: 'a reference that points elsewhere',
    base: { $ref: '#/$defs/a', $defs: { a: { type: 'string' }, b: { type: 'integer' } } },
    head: { $ref: '#/$defs/b', $defs: { a: { type: 'string' }, b: { type: 'integer' } } },
    producers: '$ref@',
    consumers: '$ref@',
  },
  {
    name: 'a reference inlined',
    base: { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    head: { type: 'string' },
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'a recursive definition edited',
    base: { $ref: '#/$defs/tree', $defs: { tree: closed({ label: { type: 'string' }, next: { $ref: '#/$defs/tree' } }) } },
    head: { $ref: '#/$defs/tree', $defs: { tree: closed({ label: { type: 'string', maxLength: 4 }, next: { $ref: '#/$defs/tree' } }) } },
    producers: 'maxLength@label',
    consumers: 'included',
  },
  {
    name: 'a required recursion is empty',
    base: { $ref: '#/$defs/a', $defs: { a: object({ next: { $ref: '#/$defs/a' } }, { type: 'object', required: ['next'] }) } },
    head: { type: 'string' },
    producers: 'included',
    consumers: 'type@',
  },
  {
    name: 'annotations changed',
    base: { type: 'string', title: 'a', examples: ['x'] },
    head: { type: 'string', description: 'b', 'x-owner': 'us' },
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'an unknown reference, the same',
    base: { $ref: 'https://example.com/a.json' },
    head: { $ref: 'https://example.com/a.json' },
    producers: 'included',
    consumers: 'included',
  },
  {
    name: 'an unknown reference beside an edit',
    base: object({ a: { $ref: 'other.json' }, b: { type: 'string' } }),
    head: object({ a: { $ref: 'other.json' }, b: { type: 'integer' } }),
    producers: 'type@b',
    consumers: 'type@b',
  },
  {
    name: 'an unknown reference, changed',
    base: { $ref: 'a.json' },
    head: { $ref: 'b.json' },
    producers: 'undecided unresolved-reference',
    consumers: 'undecided unresolved-reference',
  },
  {
    name: 'draft-04 exclusiveMinimum',
    base: { type: 'number', minimum: 0 },
    head: { type: 'number', minimum: 0, exclusiveMinimum: true },
    producers: 'exclusiveMinimum@',
    consumers: 'included',
    dialect: 'draft-04',
  },
  {
    name: 'const means nothing in draft-04',
    base: { type: 'string' },
    head: { type: 'string', const: 'a' },
    producers: 'included',
    consumers: 'included',
    dialect: 'draft-04',
  },
  {
    name: 'nullable means nothing',
    base: { type: 'string' },
    head: { type: 'string', nullable: true },
    producers: 'included',
    consumers: 'included',
    dialect: 'draft-07',
  },
  {
    name: 'siblings of $ref mean nothing before 2019-09',
    base: { $ref: '#/definitions/a', definitions: { a: { type: 'string' } } },
    head: { $ref: '#/definitions/a', maxLength: 3, definitions: { a: { type: 'string' } } },
    producers: 'included',
    consumers: 'included',
    dialect: 'draft-07',
  },
  {
    name: 'siblings of $ref count from 2019-09 on',
    base: { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    head: { $ref: '#/$defs/a', maxLength: 3, $defs: { a: { type: 'string' } } },
    producers: 'maxLength@',
    consumers: 'included',
    dialect: '2019-09',
  },
  {
    name: 'a name like those of Object.prototype',
    base: closed({ ['__proto__']: { type: 'string' }, constructor: { type: 'string' } }),
    head: closed({ constructor: { type: 'string' } }),
    producers: 'properties@__proto__',
    consumers: 'included',
  },
];

/** Defects that mutants of real schemas brought to light. */
const mutants: readonly (Row & { readonly planned?: string })[] = [
  {
    name: 'null is a counterexample like any other',
    base: { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    head: { $ref: '#/$defs/a', $defs: { a: { type: ['string', 'null'] } } },
    producers: 'included',
    consumers: 'type@',
  },
  {
    name: 'a branch behind a reference admits null',
    base: { oneOf: [{ $ref: '#/$defs/a' }, { type: 'integer' }], $defs: { a: { type: 'object' } } },
    head: { oneOf: [{ $ref: '#/$defs/a' }, { type: 'integer' }], $defs: { a: { type: ['object', 'null'] } } },
    producers: 'included',
    consumers: 'type@?',
  },
  {
    name: 'a definition used twice is blamed once, where every event reaches it',
    base: object({ alias: { $ref: '#/$defs/a' }, total: { $ref: '#/$defs/a' } }, { required: ['total'], $defs: { a: { type: 'string' } } }),
    head: object(
      { alias: { $ref: '#/$defs/a' }, total: { $ref: '#/$defs/a' } },
      { required: ['total'], $defs: { a: { type: 'integer' } } },
    ),
    producers: 'type@total',
    consumers: 'type@total',
  },
  {
    name: 'a name that had no schema of its own beside an explicit additionalProperties',
    base: object({ a: { type: 'string' } }, { additionalProperties: true }),
    head: object({ a: { type: 'string' }, b: { type: 'string' } }, { additionalProperties: true }),
    producers: 'properties@b',
    planned: 'included',
    consumers: 'included',
  },
  {
    name: 'a name that the reader drops leaves too few',
    base: closed({ a: { type: 'string' } }, { minProperties: 1 }),
    head: closed({ a: { type: 'string' }, b: { type: 'string' } }, { minProperties: 1 }),
    producers: 'included',
    consumers: 'properties@b',
  },
  {
    name: 'a name that the reader drops leaves too few, further inside',
    base: object({ a: closed({ b: { type: 'string' } }, { minProperties: 1 }) }),
    head: object({ a: closed({ b: { type: 'string' }, c: { type: 'string' } }, { minProperties: 1 }) }),
    producers: 'included',
    consumers: 'properties@a.c',
  },
  {
    name: 'closed beside a part that names more',
    base: object({ a: true }, { allOf: [object({ b: true })] }),
    head: closed({ a: true }, { allOf: [object({ b: true })] }),
    producers: 'additionalProperties@*',
    consumers: 'included',
  },
  {
    name: 'no whole number wide of what a double carries',
    base: order({ type: 'integer', minimum: 0, maximum: 9223372036854776000 }),
    head: order({ type: 'number', minimum: 0, maximum: 9223372036854776000 }),
    producers: 'included',
    consumers: 'type@total',
  },
];

describe.each(mutants)('one edit, one blame: $name', ({ base, head, producers, consumers, planned = producers }) => {
  test('strict', () => {
    expect(ask(base, head, 'strict')).toEqual({ producers, consumers });
  });

  test('planned', () => {
    expect(ask(base, head, 'planned')).toEqual({ producers: planned, consumers });
  });
});

describe('what strict says and blames', () => {
  test.each(rows)('$name', ({ base, head, producers, consumers, dialect }) => {
    expect(ask(base, head, 'strict', dialect)).toEqual({ producers, consumers });
  });

  test.each(rows.map(({ name, head, dialect }) => ({ name, head, dialect })))(
    'a schema is included in itself: $name',
    ({ head, dialect }) => {
      for (const model of ['strict', 'planned'] as const)
        expect(ask(head, structuredClone(head), model, dialect)).toEqual({ producers: 'included', consumers: 'included' });
    },
  );

  test.each(rows)('every counterexample separates: $name', ({ base, head, dialect }) => {
    for (const contentModel of ['strict', 'planned'] as const) {
      const [before, after] = [schema(base, dialect), schema(head, dialect)];
      const { producers } = compare(before, after, { contentModel }, oracle);
      for (const { counterexample } of producers.verdict === 'not-included' ? producers.breaks : []) {
        expect(evaluate(before, counterexample)).toBe('valid');
        expect(evaluate(after, counterexample)).toBe('invalid');
      }
    }
  });
});

describe('places and values of a break', () => {
  test('a removed property: its place in base, the surviving properties in head', () => {
    const { producers } = compare(
      schema(closed({ a: { type: 'string' }, b: { type: 'string' } })),
      schema(closed({ a: { type: 'string' } })),
      { contentModel: 'planned' },
      oracle,
    );
    expect(producers).toMatchObject({
      verdict: 'not-included',
      counterexample: { b: 'text' },
      breaks: [{ keyword: 'properties', base: { pointer: '/properties/b' }, head: { pointer: '/properties' }, before: { type: 'string' } }],
    });
  });

  test('a required name: its entry in head', () => {
    const { producers } = compare(
      schema(object({ a: true, b: true }, { required: ['a'] })),
      schema(object({ a: true, b: true }, { required: ['a', 'b'] })),
      { contentModel: 'planned' },
      oracle,
    );
    expect(producers).toMatchObject({
      breaks: [{ keyword: 'required', base: { pointer: '/required' }, head: { pointer: '/required/1' }, before: ['a'], after: ['a', 'b'] }],
    });
  });

  test.each([
    {
      name: 'a bound that demanded nothing: where it was written',
      base: { type: 'array', minItems: 0 },
      head: { type: 'array', minItems: 1 },
      expected: { base: { pointer: '/minItems' }, head: { pointer: '/minItems' }, before: 0, after: 1 },
    },
    {
      name: 'several schemas of one location: the one at the same place',
      base: object({ a: true }, { required: ['a'], allOf: [object({ b: true, c: true }, { required: ['b'] })] }),
      head: object({ a: true }, { required: ['a'], allOf: [object({ b: true, c: true }, { required: ['b', 'c'] })] }),
      expected: { base: { pointer: '/allOf/0/required' }, head: { pointer: '/allOf/0/required/1' } },
    },
    {
      name: 'variants that came to overlap: the one that was edited, behind its reference',
      base: { oneOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }], $defs: { a: { const: 1 }, b: { enum: [2, 3] } } },
      head: { oneOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }], $defs: { a: { const: 1 }, b: { enum: [1, 2, 3] } } },
      expected: {
        keyword: 'oneOf',
        base: { pointer: '/$defs/b' },
        head: { pointer: '/$defs/b' },
        after: { enum: [1, 2, 3] },
        counterexample: 1,
      },
    },
    {
      name: 'a variant that is new and overlaps: its place in head, the union in base',
      base: { oneOf: [{ type: 'integer' }] },
      head: { oneOf: [{ type: 'integer' }, { minimum: 5, type: 'number' }] },
      expected: { keyword: 'oneOf', base: { pointer: '/oneOf' }, head: { pointer: '/oneOf/1' }, after: { minimum: 5, type: 'number' } },
    },
    {
      name: 'a counterexample has nothing that could be left out',
      base: {
        oneOf: [object({ kind: { const: 'a' }, x: { type: 'string' } }, { required: ['kind', 'x'] }), object({ kind: { const: 'b' } })],
      },
      head: {
        oneOf: [object({ kind: { const: 'a' }, x: { type: 'string' } }, { required: ['kind', 'x'] }), object({ kind: { const: 'c' } })],
      },
      expected: { keyword: 'const', counterexample: { kind: 'b' } },
    },
  ])('$name', ({ base, head, expected }) => {
    const { producers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
    expect(producers).toMatchObject({ verdict: 'not-included', breaks: [expected] });
  });

  test('a counterexample is plausible: the author’s example, the enum’s value, the name', () => {
    const properties = (currency: Json): Json =>
      object(
        { currency, user_email: { type: 'string' }, id: { type: 'string', examples: ['ord-7'] } },
        { required: ['currency', 'id', 'user_email'] },
      );
    const { producers } = compare(
      schema(properties({ type: 'string' })),
      schema(properties({ type: 'integer' })),
      { contentModel: 'strict' },
      oracle,
    );
    expect(producers).toMatchObject({ counterexample: { currency: 'EUR', user_email: 'ada@example.com', id: 'ord-7' } });
  });

  test('a contradictory base is included, and it says so', () => {
    const { producers } = compare(
      schema({ allOf: [{ type: 'string' }, { type: 'integer' }] }),
      schema({ type: 'null' }),
      { contentModel: 'planned' },
      oracle,
    );
    expect(producers).toMatchObject({ verdict: 'included', note: expect.stringContaining('can never be sent') });
  });

  test('numbers beyond 2^53 and decimal multiples are exact', () => {
    expect(
      ask(order({ type: 'integer', maximum: 9007199254740991 }), order({ type: 'integer', maximum: 9007199254740990 })).producers,
    ).toBe('maximum@total');
    expect(evaluate(schema({ multipleOf: 0.1 }), 0.3)).toBe('valid');
    expect(evaluate(schema({ multipleOf: 1 }), 1e308)).toBe('valid');
  });

  test('base and head may be in different dialects', () => {
    const before: Json = { $schema: 'http://json-schema.org/draft-04/schema#', type: 'integer', minimum: 0, exclusiveMinimum: true };
    const after: Json = { $schema: 'https://json-schema.org/draft-07/schema', type: 'integer', exclusiveMinimum: 0 };
    expect(ask(before, after)).toEqual({ producers: 'included', consumers: 'included' });
  });
});

test('more causes than are named are not passed over in silence', () => {
  const plan = (type: string): Json => ({
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 1_003 }, (_, i) => [`p${i}`, { type }])),
  });
  const { producers } = compare(schema(plan('string')), schema(plan('integer')), { contentModel: 'planned' }, oracle);
  expect(producers).toMatchObject({
    verdict: 'not-included',
    undecided: [
      { code: 'budget', message: expect.stringContaining('1000 causes are named, and there may be more') as string, introduced: true },
    ],
  });
});

test('definitions that all name each other are not walked on every way through them', () => {
  const names = Array.from({ length: 9 }, (_, i) => `d${i}`);
  const graph = (maximum: number): Json => ({
    $ref: '#/$defs/d0',
    $defs: Object.fromEntries(
      names.map((name) => [
        name,
        {
          type: 'object',
          properties: {
            ...Object.fromEntries(names.map((other) => [other, { $ref: `#/$defs/${other}` }])),
            size: { type: 'integer', maximum: name === 'd8' ? maximum : 100 },
          },
        },
      ]),
    ),
  });
  const { producers } = compare(schema(graph(10)), schema(graph(9)), { contentModel: 'planned' }, oracle);
  expect(producers).toMatchObject({
    verdict: 'not-included',
    breaks: [{ keyword: 'maximum', before: 10, after: 9, counterexample: { d8: { size: 10 } } }],
  });
});
