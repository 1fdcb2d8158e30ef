import { describe, expect, test } from 'vitest';
import { evaluate, ExactNumber, type Json } from '../../../src/jsonschema/index.ts';
import { schema } from '../engine-harness.ts';

describe('exact values', () => {
  test.each<[Json, Json, 'valid' | 'invalid']>([
    [{ multipleOf: 0.01 }, 4.02, 'valid'],
    [{ multipleOf: 0.1 }, 0.35, 'invalid'],
    [{ maximum: new ExactNumber('9223372036854775806') }, new ExactNumber('9223372036854775807'), 'invalid'],
    [{ type: 'integer' }, new ExactNumber('1e400'), 'valid'],
    [{ type: 'integer' }, 1.0, 'valid'],
    [{ enum: [1] }, new ExactNumber('1.000000000000000000000'), 'valid'],
    [{ uniqueItems: true }, [1, { a: 1, b: 2 }, { b: 2, a: 1 }], 'invalid'],
    [{ maxLength: 1 }, '🙂', 'valid'],
    [{ required: ['toString'] }, {}, 'invalid'],
    [{ format: 'date-time' }, '2024-02-30T00:00:00Z', 'invalid'],
    [{ pattern: '^[\\w-.]+$' }, 'a-b', 'valid'],
  ])('%j on %j is %s', (value, instance, expected) => {
    expect(evaluate(schema(value), instance)).toBe(expected);
  });
});

describe('unevaluated properties and items', () => {
  const variant: Json = {
    properties: { kind: true },
    allOf: [{ if: { properties: { kind: { const: 'card' } }, required: ['kind'] }, then: { properties: { last4: { type: 'string' } } } }],
    unevaluatedProperties: false,
  };
  test.each<[Json, Json, 'valid' | 'invalid']>([
    [variant, { kind: 'card', last4: '1234' }, 'valid'],
    [variant, { kind: 'cash', last4: '1234' }, 'invalid'],
    [
      { anyOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: true } }], unevaluatedProperties: false },
      { a: 1 },
      'invalid',
    ],
    [{ not: { properties: { a: false } }, unevaluatedProperties: false }, { a: 1 }, 'invalid'],
    [{ prefixItems: [true], contains: { type: 'string' }, unevaluatedItems: false }, [1, 'a', 'b'], 'valid'],
    [{ prefixItems: [true], unevaluatedItems: false }, [1, 2], 'invalid'],
  ])('%j on %j is %s', (value, instance, expected) => {
    expect(evaluate(schema(value), instance)).toBe(expected);
  });
});

describe('references', () => {
  test('by $id, anchor and pointer, across documents', () => {
    const documents = new Map<string, Json>([
      ['a.json', { $ref: 'b.json#name', $id: 'https://example.com/dir/a.json' }],
      ['b.json', { $id: 'https://example.com/dir/b.json', $defs: { n: { $anchor: 'name', $ref: '#/$defs/t' }, t: { type: 'string' } } }],
    ]);
    const found = (value: Json): unknown => evaluate({ uri: 'a.json', pointer: '', documents, dialect: '2020-12' }, value);
    expect([found('x'), found(1)]).toEqual(['valid', 'invalid']);
  });
  test('a recursive reference by its dynamic form, where one target is possible', () => {
    const tree: Json = { $recursiveAnchor: true, type: 'object', properties: { next: { $recursiveRef: '#' } } };
    expect(evaluate(schema(tree, '2019-09'), { next: { next: 1 } })).toBe('invalid');
  });
  test('one that names nothing is undecided', () => {
    expect(evaluate(schema({ $ref: 'nowhere.json' }), 1)).toMatchObject({ undecided: { code: 'unresolved-reference' } });
  });
});

describe('what is large or deep is answered, or undecided, soon', () => {
  const many = Array.from({ length: 10_000 }, (_, i): Json => ({ id: i, name: `n${i}` }));
  const twelve = Array.from({ length: 12 }, (_, i) => `d${i}`);
  const mutual: Json = {
    $ref: '#/$defs/d0',
    $defs: Object.fromEntries(
      twelve.map((name) => [
        name,
        { required: ['t'], properties: { k: { oneOf: twelve.map((other) => ({ $ref: `#/$defs/${other}` })) } } },
      ]),
    ),
  };
  const nested = (levels: number): Json => Array.from({ length: levels }).reduce<Json>((inner) => ({ t: 1, k: inner }), { t: 1 });

  test.each<[string, Json, Json, unknown]>([
    ['many unique items', { uniqueItems: true }, many, 'valid'],
    ['many items, one twice', { uniqueItems: true }, [...many, { name: 'n0', id: 0.0 }], 'invalid'],
    ['many enum values on many items', { items: { enum: many } }, many.toReversed(), 'valid'],
    ['many enum values on one that is missing', { enum: many }, { id: 10_000, name: 'n1' }, 'invalid'],
    ['many enum texts, of which none is a number', { enum: many.map((_, i) => String(i)) }, 5, 'invalid'],
    ['twelve definitions that name each other', mutual, nested(40), 'invalid'],
    ['a long text for a risky pattern', { pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`, 'invalid'],
    ['a long text for a format', { format: 'email' }, 'a'.repeat(100_000), 'invalid'],
    ['a deep instance', { properties: { k: { $ref: '#' } } }, nested(10_000), { undecided: { code: 'budget' } }],
    [
      'a long name for a pattern that backtracks',
      { patternProperties: { '(a)\\1b$': false } },
      { ['a'.repeat(600)]: 1 },
      { undecided: { code: 'budget' } },
    ],
  ])('%s', (_title, value, instance, expected) => {
    const found = evaluate(schema(value), instance);
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected as object);
  });
});

describe('length counts code points', () => {
  test.each<[Json, string, 'valid' | 'invalid']>([
    [{ minLength: 3 }, '🙂🙂', 'invalid'],
    [{ minLength: 2 }, '🙂🙂', 'valid'],
    [{ maxLength: 2 }, '🙂🙂', 'valid'],
    [{ maxLength: 1 }, '🙂🙂', 'invalid'],
    [{ maxLength: 3 }, '🙂ab', 'valid'],
    [{ minLength: 3 }, '🙂a', 'invalid'],
  ])('%j on %s is %s', (value, text, expected) => {
    expect(evaluate(schema(value), text)).toBe(expected);
  });
});

describe('what is not known stays so only where it matters', () => {
  const unknown: Json = { $ref: 'nowhere.json' };
  test.each<[Json, Json, unknown]>([
    [{ anyOf: [unknown, true] }, 1, 'valid'],
    [{ allOf: [unknown, false] }, 1, 'invalid'],
    [{ oneOf: [true, unknown, true] }, 1, 'invalid'],
    [{ oneOf: [true, unknown] }, 1, null],
    [{ oneOf: [false, unknown] }, 1, null],
    [{ not: unknown }, 1, null],
    [{ if: unknown, then: true, else: true }, 1, 'valid'],
    [{ if: unknown, then: false, else: false }, 1, 'invalid'],
    [{ if: unknown, then: true, else: false }, 1, null],
    [{ contains: unknown }, [1], null],
    [{ contains: unknown }, [], 'invalid'],
    [{ contains: { anyOf: [{ const: 1 }, unknown] }, maxContains: 1 }, [1, 1], 'invalid'],
    [{ contains: unknown, minContains: 0 }, [1, 2], 'valid'],
    [{ properties: { a: unknown, b: false } }, { a: 1, b: 1 }, 'invalid'],
    [{ properties: { a: unknown } }, { b: 1 }, 'valid'],
    [{ prefixItems: [unknown], items: false }, [1, 2], 'invalid'],
    [{ dependentSchemas: { a: unknown } }, { b: 1 }, 'valid'],
    [{ dependentSchemas: { a: unknown } }, { a: 1 }, null],
    [{ propertyNames: unknown }, {}, 'valid'],
    [{ propertyNames: unknown }, { a: 1 }, null],
  ])('%j on %j', (value, instance, expected) => {
    const found = evaluate(schema(value), instance);
    expect(typeof found === 'string' ? found : null).toBe(expected);
  });
});
