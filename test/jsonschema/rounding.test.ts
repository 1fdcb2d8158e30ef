import { afterAll, describe, expect, test } from 'vitest';
import { compare, ExactNumber, type Answer, type Json } from '../../src/jsonschema/index.ts';
import { oracle, schema } from './engine-harness.ts';

afterAll(() => oracle.close());

const exact = (text: string): ExactNumber => new ExactNumber(text);
const MAX = exact('9223372036854775807');
const MIN = exact('-9223372036854775808');
const total = (limits: { readonly [name: string]: Json }): Json => ({ type: 'object', properties: { total: limits }, required: ['total'] });

const producers = (base: { readonly [name: string]: Json }, head: { readonly [name: string]: Json }): Answer =>
  compare(schema(total(base)), schema(total(head)), { contentModel: 'planned' }, oracle).producers;

/** What is blamed, and the total that every validator judges alike. */
function told(answer: Answer): string {
  if (answer.verdict !== 'not-included') return answer.verdict;
  const [first] = answer.breaks;
  const found = JSON.stringify(first?.counterexample, (_, value: unknown) => (value instanceof ExactNumber ? value.text : value));
  return `${first?.keyword} ${found}`;
}

describe('bounds that validators round', () => {
  test.each<[string, { readonly [name: string]: Json }, { readonly [name: string]: Json }, string]>([
    ['maximum of int64 added', { type: 'integer' }, { type: 'integer', maximum: MAX }, 'maximum {"total":9223372036854778000}'],
    ['the same for any number', { type: 'number' }, { type: 'number', maximum: MAX }, 'maximum {"total":9223372036854778000}'],
    [
      'as JavaScript prints it',
      { type: 'integer' },
      { type: 'integer', maximum: exact('9223372036854770000') },
      'maximum {"total":9223372036854771000}',
    ],
    ['exclusive', { type: 'integer' }, { type: 'integer', exclusiveMaximum: MAX }, 'exclusiveMaximum {"total":"9223372036854775807"}'],
    [
      'tightened',
      { type: 'integer', maximum: MAX },
      { type: 'integer', maximum: exact('9223372036854770000') },
      'maximum {"total":9223372036854771000}',
    ],
    [
      'below an exclusive one',
      { type: 'integer', exclusiveMaximum: MAX },
      { type: 'integer', maximum: exact('9223372036854770000') },
      'maximum {"total":9223372036854771000}',
    ],
    ['minimum of int64 added', { type: 'integer' }, { type: 'integer', minimum: MIN }, 'minimum {"total":-9223372036854778000}'],
    ['the same for any number', { type: 'number' }, { type: 'number', minimum: MIN }, 'minimum {"total":-9223372036854778000}'],
    [
      'tightened from below',
      { type: 'integer', minimum: MIN },
      { type: 'integer', minimum: exact('-9223372036854770000') },
      'minimum {"total":-9223372036854771000}',
    ],
    [
      'above the last integer that is safe',
      { type: 'integer' },
      { type: 'integer', maximum: 9_007_199_254_740_992 },
      'maximum {"total":9007199254740994}',
    ],
    [
      'an author’s value that is rounded to the bound',
      { type: 'integer', default: exact('9223372036854776000') },
      { type: 'integer', maximum: MAX },
      'maximum {"total":9223372036854778000}',
    ],
    [
      'a multiple',
      { type: 'integer', multipleOf: 1000 },
      { type: 'integer', multipleOf: 1000, maximum: MAX },
      'maximum {"total":9223372036854778000}',
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(producers(base, head))).toBe(expected);
  });

  test.each<[string, Json, Json]>([
    ['one apart', exact('9007199254740993'), exact('9007199254740992')],
    ['rounded to the same double', MAX, exact('9223372036854775800')],
  ])('%s: no validator tells them apart, and the answer says so', (_, before, after) => {
    const answer = producers({ type: 'integer', maximum: before }, { type: 'integer', maximum: after });
    expect(answer).toMatchObject({
      verdict: 'undecided',
      undecided: [
        {
          code: 'unconfirmed',
          message: expect.stringContaining('a number that JavaScript numbers cannot carry'),
          head: { pointer: '/properties/total/maximum' },
          introduced: true,
        },
      ],
    });
  });

  test('and hides no other change', () => {
    const limit = (maximum: Json): Json => ({ type: 'integer', maximum });
    const order = (maximum: Json, id: string): Json => ({
      type: 'object',
      properties: { total: limit(maximum), id: { type: id } },
      required: ['total'],
    });
    const base = schema(order(exact('9007199254740993'), 'string'));
    const head = schema(order(exact('9007199254740992'), 'integer'));
    const answer = compare(base, head, { contentModel: 'planned' }, oracle).producers;
    expect(answer).toMatchObject({ verdict: 'not-included', breaks: [{ keyword: 'type' }] });
  });

  test('a wider bound is no break', () => {
    expect(told(producers({ type: 'integer', maximum: exact('9223372036854775800') }, { type: 'integer', maximum: MAX }))).toBe('included');
  });
});
