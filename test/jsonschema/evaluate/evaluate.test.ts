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
