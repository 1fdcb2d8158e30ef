import { afterAll, describe, expect, test } from 'vitest';
import { compare, ExactNumber, type Dialect, type Json } from '../../../src/jsonschema/index.ts';
import { oracle, schema } from '../engine-harness.ts';

afterAll(() => oracle.close());

const producers = (base: Json, head: Json, dialect: Dialect = '2020-12') =>
  compare(schema(base, dialect), schema(head, dialect), { contentModel: 'strict' }, oracle).producers;

describe('where Ajv deviates from the specification a second validator confirms, and the answer says what a runtime would do', () => {
  test.each<[string, Json, Json, string, string]>([
    ['a decimal multipleOf', { const: 0.3 }, { not: { multipleOf: 0.1 } }, 'would accept', 'multipleOf in binary floating point'],
    ['a multipleOf of huge numbers', { const: 1e308 }, { not: { multipleOf: 1 } }, 'would accept', 'multipleOf in binary floating point'],
    [
      'a decimal multipleOf in base',
      { enum: [0.3, 'x'], multipleOf: 0.1 },
      { type: 'string' },
      'would reject',
      'multipleOf in binary floating point',
    ],
    [
      'unevaluatedItems beside contains and a tuple',
      { const: [1, 2, 'x'] },
      { prefixItems: [true], contains: { type: 'string' }, unevaluatedItems: false },
      'would accept',
      'unevaluatedItems with contains',
    ],
    [
      'unevaluatedItems beside anyOf with items',
      { const: [1] },
      { anyOf: [{ items: { type: 'boolean' } }, true], unevaluatedItems: false },
      'would accept',
      'unevaluatedItems with anyOf and items',
    ],
    [
      'unevaluatedProperties beside an if without then',
      { const: { a: 1 } },
      { not: { if: { properties: { a: { const: 1 } } }, unevaluatedProperties: false } },
      'would accept',
      'unevaluatedProperties with an if that has no then',
    ],
  ])('%s', (_title, base, head, does, reason) => {
    const answer = producers(base, head);
    expect(answer.verdict).toBe('not-included');
    expect(answer.note).toContain(`a runtime that uses Ajv ${does} the counterexample`);
    expect(answer.note).toContain(reason);
  });

  test.each<[string, Json, Json, Dialect]>([
    ['a tuple beside contains, on the empty array', { const: [] }, { prefixItems: [true], contains: { type: 'string' } }, '2020-12'],
    ['the same before 2020-12', { const: [] }, { items: [true], contains: { type: 'string' } }, '2019-09'],
    [
      'siblings of $ref that do not count',
      { type: 'integer' },
      { $ref: '#/definitions/a', type: 'integer', definitions: { a: { minimum: 5 } } },
      'draft-07',
    ],
    ['nullable', { type: ['string', 'null'] }, { type: 'string', nullable: true }, 'draft-07'],
    ['a required name that objects inherit', { type: 'object' }, { required: ['toString'] }, '2020-12'],
    ['an inherited name with a type', { const: { constructor: 1 } }, { properties: { constructor: { type: 'string' } } }, '2020-12'],
    ['an empty enum', { type: 'string' }, { enum: [] }, '2020-12'],
    ['an empty enum in draft-04', { type: 'string' }, { enum: [] }, 'draft-04'],
    ['a pattern that compiles only without u', { type: 'string' }, { type: 'string', pattern: '^[\\w-.]+$' }, '2020-12'],
    ['a decimal multipleOf that Ajv gets right', { const: 0.35 }, { multipleOf: 0.1 }, '2020-12'],
  ])('and nothing where it does not: %s', (_title, base, head, dialect) => {
    expect(producers(base, head, dialect)).toMatchObject({ verdict: 'not-included', undecided: [] });
    expect(producers(base, head, dialect).note).toBeUndefined();
  });

  test('siblings of $ref that do not count make no break', () => {
    const head = { $ref: '#/definitions/a', maxLength: 0, definitions: { a: { type: 'string' } } };
    expect(producers({ type: 'string' }, head, 'draft-07').verdict).toBe('included');
    expect(producers({ type: 'string' }, head, '2019-09').verdict).toBe('not-included');
  });

  test('what no validator at hand can tell is not shown', () => {
    const limit = (digits: string): Json => ({
      type: 'integer',
      minimum: new ExactNumber('9007199254740993'),
      maximum: new ExactNumber(digits),
    });
    expect(producers(limit('9007199254740993'), { maximum: new ExactNumber('9007199254740992') })).toMatchObject({
      verdict: 'undecided',
      undecided: [{ code: 'unconfirmed' }],
    });
  });

  test('the note tells what is peculiar about the event too', () => {
    expect(producers({ allOf: [{ type: 'string' }, { type: 'integer' }] }, { multipleOf: 0.1 }).note).toBe(
      'no instance at all is valid under the sending schema, so this event can never be sent',
    );
  });
});
