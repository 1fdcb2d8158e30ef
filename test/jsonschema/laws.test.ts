import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluate, parseJson, printJson, type Dialect, type Json } from '../../src/jsonschema/index.ts';
import { oracle, schema } from './engine-harness.ts';
import { Falsifier } from './falsifier/falsifier.ts';
import { laws, type Effort } from './laws.ts';
import { inlined, referred, translated } from './rewrites.ts';
import { pairs } from './schemas.ts';

afterAll(() => oracle.close());

/** `npm run fuzz` tries the same laws for longer. */
const EFFORT: Effort = { seed: 20_240_517, runs: 250, tries: 200, budget: 20_000 };

describe('laws of inclusion', () => {
  test.each(laws)('$name', ({ check }) => {
    expect(check(EFFORT)).toBeNull();
  });

  test('a foreign validator confirms every counterexample of the causes', () => {
    fc.assert(
      fc.property(pairs, ([base, head]) => {
        for (const contentModel of ['strict', 'planned'] as const) {
          const { producers } = compare(schema(base), schema(head), { contentModel, budget: EFFORT.budget }, oracle);
          if (producers.verdict !== 'not-included') continue;
          expect(producers.breaks.length).toBeGreaterThan(0);
          for (const { counterexample } of producers.breaks) {
            expect(evaluate(schema(base), counterexample)).toBe('valid');
            expect(evaluate(schema(head), counterexample)).toBe('invalid');
          }
        }
      }),
      { seed: EFFORT.seed, numRuns: 80 },
    );
  });
});

/** Definitions where so many properties that are required and refer to the same harmless schema stand beside one that refers to `part`. */
function manyReferring(count: number, part: Json): Json {
  const harmless = Array.from({ length: count }, (_, i): readonly [string, Json] => [`p${i}`, { $ref: '#/$defs/harmless' }]);
  return {
    a: {
      type: 'object',
      properties: { ...Object.fromEntries(harmless), list: { type: 'array', items: { $ref: '#/$defs/part' } } },
      required: harmless.map(([name]) => name),
    },
    harmless: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    part,
  };
}

/** Schemas that differ in one small way, which the falsifier has to find: an answer `included` about any of these must not survive it. */
const DIFFERENCES: readonly (readonly [what: string, base: Json, head: Json])[] = [
  ['a bound', { type: 'number' }, { type: 'number', maximum: 123_456.5 }],
  ['a bound at its edge', { type: 'integer', minimum: 7 }, { type: 'integer', exclusiveMinimum: 7 }],
  ['a multiple', { multipleOf: 0.25 }, { multipleOf: 0.5 }],
  ['a length', { type: 'string', maxLength: 300 }, { type: 'string', maxLength: 299 }],
  ['a pattern', { type: 'string', pattern: '^[a-f]{3}$' }, { type: 'string', pattern: '^[a-e]{3}$' }],
  ['a line feed', { type: 'string', minLength: 1 }, { type: 'string', pattern: '.' }],
  ['a format', { type: 'string' }, { type: 'string', format: 'date' }],
  ['an entry of enum', { enum: [1, [2, { a: 3 }]] }, { enum: [1, [2, { a: 4 }]] }],
  ['a required name', { required: ['a'] }, { required: ['a', 'b'] }],
  ['a further name', { properties: { a: true } }, { properties: { a: true }, additionalProperties: { type: 'null' } }],
  ['a name', { type: 'object' }, { propertyNames: { pattern: '^[^~]*$' } }],
  ['a dependency', { type: 'object' }, { dependentSchemas: { a: { required: ['b'] } } }],
  ['a count of names', { maxProperties: 9 }, { maxProperties: 8 }],
  [
    'a deep type',
    { properties: { a: { items: { properties: { b: {} } } } } },
    { properties: { a: { items: { properties: { b: { type: 'null' } } } } } },
  ],
  ['equal items', { type: 'array', minItems: 2 }, { uniqueItems: true }],
  ['a count of items', { maxItems: 31 }, { maxItems: 30 }],
  ['a matching item', { minItems: 3 }, { contains: { const: 'tag' }, minContains: 2 }],
  ['an item behind the tuple', { prefixItems: [true] }, { prefixItems: [true], items: { type: 'string' } }],
  ['an overlap', { anyOf: [{ minimum: 5 }, { type: 'integer' }] }, { oneOf: [{ minimum: 5 }, { type: 'integer' }] }],
  ['a condition', {}, { if: { required: ['a', 'b'] }, then: { properties: { a: { const: 77 } } } }],
  [
    'a name below references among many',
    { $ref: '#/$defs/a', $defs: manyReferring(30, { type: 'object', required: ['kind'], properties: { kind: { const: 'k' }, old: {} } }) },
    { $ref: '#/$defs/a', $defs: manyReferring(30, { type: 'object', properties: { kind: { const: 'k' }, old: { type: 'null' } } }) },
  ],
  ['many different items', { type: 'array', minItems: 100, uniqueItems: true, items: { type: 'integer' } }, { maxItems: 99 }],
  ['a long list', { type: 'array', minItems: 32_724 }, { items: { type: 'string' } }],
  ['an alternative', { enum: ['a', 'b', 'c'] }, { enum: ['a', 'c'] }],
  ['an unevaluated name', { properties: { a: {} } }, { properties: { a: {} }, unevaluatedProperties: false }],
  [
    'a recursion',
    { $ref: '#/$defs/n', $defs: { n: { type: 'object', properties: { next: { $ref: '#/$defs/n' } } } } },
    {
      $ref: '#/$defs/n',
      $defs: {
        n: { type: 'object', properties: { next: { $ref: '#/$defs/m' } } },
        m: { type: 'object', maxProperties: 1, properties: { next: { $ref: '#/$defs/n' } } },
      },
    },
  ],
];

describe('the falsifier', () => {
  test.each(DIFFERENCES)('finds %s', (_, base, head) => {
    const falsifier = new Falsifier(schema(base), schema(head));
    const { instance } = falsifier.falsify({ tries: 10_000, seed: 1, contentModel: 'strict', question: 'producers' });
    expect(instance).toBeDefined();
    const value = instance ?? null;
    expect([evaluate(schema(base), value), evaluate(schema(head), value)]).toEqual(['valid', 'invalid']);
  });

  test('does the same with the same seed', () => {
    const search = (seed: number): unknown =>
      new Falsifier(schema({ type: 'object' }), schema({ maxProperties: 5, propertyNames: { maxLength: 9 } })).falsify({
        tries: 1000,
        seed,
        contentModel: 'strict',
        question: 'producers',
      });
    expect(search(3)).toEqual(search(3));
  });

  test('reads the planned model by its definition', () => {
    const closed: Json = { properties: { a: {} }, additionalProperties: false };
    const open: Json = { properties: { a: {} } };
    const falsify = (contentModel: 'strict' | 'planned'): Json | undefined =>
      new Falsifier(schema(open), schema(closed)).falsify({ tries: 2000, seed: 1, contentModel, question: 'producers' }).instance;
    expect(falsify('strict')).toBeDefined();
    expect(falsify('planned')).toBeUndefined();
  });
});

describe('rewriting', () => {
  const original = {
    $ref: '#/$defs/0',
    $defs: { 0: { type: 'object', properties: { a: { const: 1 }, b: { exclusiveMinimum: 2 } }, dependentRequired: { a: ['b'] } } },
  };
  const written: Readonly<Record<Dialect, string>> = {
    'draft-04': `{"$schema":"http://json-schema.org/draft-04/schema#","$ref":"#/$defs/0","maxProperties":0,"not":{},"$defs":{"0":{"type":"object","properties":{"a":{"allOf":[{"enum":[1]}]},"b":{"allOf":[{"minimum":2,"exclusiveMinimum":true}]}},"dependencies":{"a":["b"]}}}}`,
    'draft-06': `{"$schema":"http://json-schema.org/draft-06/schema#","$ref":"#/$defs/0","maxProperties":0,"not":{},"$defs":{"0":{"type":"object","properties":{"a":{"const":1},"b":{"exclusiveMinimum":2}},"dependencies":{"a":["b"]}}}}`,
    'draft-07': `{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/$defs/0","maxProperties":0,"not":{},"$defs":{"0":{"type":"object","properties":{"a":{"const":1},"b":{"exclusiveMinimum":2}},"dependencies":{"a":["b"]}}}}`,
    '2019-09': `{"$schema":"https://json-schema.org/draft/2019-09/schema","$ref":"#/$defs/0","$defs":{"0":{"type":"object","properties":{"a":{"const":1},"b":{"exclusiveMinimum":2}},"dependentRequired":{"a":["b"]}}}}`,
    '2020-12': `{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/0","$defs":{"0":{"type":"object","properties":{"a":{"const":1},"b":{"exclusiveMinimum":2}},"dependentRequired":{"a":["b"]}}}}`,
  };
  test.each(Object.entries(written))('writes a schema in the words of %s', (dialect, text) => {
    const result = translated(original, dialect as Dialect) ?? null;
    const expected = parseJson(text);
    expect(expected.ok && printJson(result)).toBe(expected.ok && printJson(expected.value));
  });

  test('refuses what an older draft cannot say', () => {
    expect(translated({ contains: true }, 'draft-04')).toBeNull();
    expect(translated({ not: { if: true } }, 'draft-06')).toBeNull();
  });

  test('writes references out, and makes them', () => {
    expect(inlined({ $ref: '#/$defs/0', minimum: 1, $defs: { 0: { type: 'null' } } })).toEqual({
      minimum: 1,
      allOf: [{ type: 'null' }],
      $defs: { 0: { type: 'null' } },
    });
    expect(referred({ minimum: 1 })).toEqual({ $defs: { whole: { minimum: 1 } }, $ref: '#/$defs/whole' });
  });
});
