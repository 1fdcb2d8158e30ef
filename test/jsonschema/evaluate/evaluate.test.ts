import { describe, expect, test } from 'vitest';
import { evaluate, ExactNumber, type Dialect, type Json } from '../../../src/jsonschema/index.ts';
import { schema } from '../engine-harness.ts';

const ALL: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

interface Row {
  readonly name: string;
  readonly value: Json;
  readonly instance: Json;
  /** The dialects in which the instance is valid; in all others it is not. */
  readonly validIn: readonly Dialect[];
}

const from = (first: Dialect): readonly Dialect[] => ALL.slice(ALL.indexOf(first));
const before = (first: Dialect): readonly Dialect[] => ALL.slice(0, ALL.indexOf(first));

const rows: readonly Row[] = [
  { name: 'const', value: { const: 1 }, instance: 2, validIn: before('draft-06') },
  { name: 'contains', value: { contains: { type: 'string' } }, instance: [1], validIn: before('draft-06') },
  { name: 'propertyNames', value: { propertyNames: { maxLength: 1 } }, instance: { ab: 1 }, validIn: before('draft-06') },
  { name: 'a boolean exclusiveMinimum', value: { minimum: 1, exclusiveMinimum: true }, instance: 1, validIn: [] },
  { name: 'if', value: { if: true, then: false }, instance: 1, validIn: before('draft-07') },
  { name: 'dependentRequired', value: { dependentRequired: { a: ['b'] } }, instance: { a: 1 }, validIn: before('2019-09') },
  { name: 'dependencies', value: { dependencies: { a: ['b'] } }, instance: { a: 1 }, validIn: from('2019-09') },
  {
    name: 'unevaluatedProperties',
    value: { properties: { a: {} }, unevaluatedProperties: false },
    instance: { b: 1 },
    validIn: before('2019-09'),
  },
  {
    name: 'minContains 0',
    value: { contains: { type: 'string' }, minContains: 0 },
    instance: [1],
    validIn: ['draft-04', '2019-09', '2020-12'],
  },
  { name: 'prefixItems', value: { prefixItems: [{ type: 'string' }] }, instance: [1], validIn: before('2020-12') },
  {
    name: 'siblings of $ref',
    value: { $ref: '#/definitions/a', type: 'string', definitions: { a: {} } },
    instance: 1,
    validIn: before('2019-09'),
  },
];

describe('each dialect has its own semantics', () => {
  for (const { name, value, instance, validIn } of rows) {
    test.each(ALL.map((dialect) => [dialect, validIn.includes(dialect) ? 'valid' : 'invalid'] as const))(
      `${name} in %s`,
      (dialect, expected) => {
        const found = evaluate(schema(value, dialect), instance);
        if (name === 'a boolean exclusiveMinimum' && dialect !== 'draft-04')
          expect(found).toMatchObject({ undecided: { code: 'ill-defined' } });
        else expect(found).toBe(expected);
      },
    );
  }
});

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
