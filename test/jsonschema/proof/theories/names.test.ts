import { describe, expect, test } from 'vitest';
import { decide, type ContentModel, type Json } from '../../../../src/jsonschema/index.ts';
import { schema } from '../../engine-harness.ts';

function verdicts(base: Json, head: Json, contentModel: ContentModel = 'strict'): readonly string[] {
  const { producers, consumers } = decide(schema(base), schema(head), { contentModel });
  return [producers.verdict, consumers.verdict];
}

const closed = (patternProperties: Json, more: { readonly [name: string]: Json } = {}): Json => ({
  type: 'object',
  patternProperties,
  additionalProperties: false,
  ...more,
});

describe('names that match patterns', () => {
  test('are counted where there are finitely many', () => {
    expect(verdicts(closed({ '^[ab]$': {} }, { minProperties: 2 }), closed({ '^[ab]$': {} }, { required: ['a', 'b'] }))).toEqual([
      'included',
      'included',
    ]);
    expect(verdicts(closed({ '^[ab]$': {} }), { maxProperties: 2 })[0]).toBe('included');
    expect(verdicts(closed({ '^[ab]$': {} }), { maxProperties: 1 })[0]).toBe('not-included');
    expect(verdicts(closed({ '^[ab]$': {}, '^c': {} }), { maxProperties: 2 })[0]).toBe('not-included');
    expect(verdicts(closed({ '^[ab]$': {}, '^c$': {} }, { minProperties: 4 }), false)[0]).toBe('included');
    expect(verdicts({ type: 'object', propertyNames: { pattern: '^[ab]$' } }, { maxProperties: 2 })[0]).toBe('included');
    expect(verdicts({ type: 'object', propertyNames: { maxLength: 0 } }, { maxProperties: 1 })[0]).toBe('included');
  });

  test('are told apart by many disjoint patterns', () => {
    const many = (last: string): Json =>
      Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`^p${i}_`, { type: i === 14 ? last : 'string' }]));
    expect(verdicts(closed(many('string')), closed(many('integer')))).toEqual(['not-included', 'not-included']);
    expect(verdicts(closed(many('string')), closed(many('string'), { additionalProperties: { type: 'string' } }))).toEqual([
      'included',
      'not-included',
    ]);
  });

  test('are told apart by patterns that overlap', () => {
    const overlapping = Object.fromEntries([...'abcdef'].map((letter) => [letter, { type: 'string' }]));
    const strings = { type: 'object', additionalProperties: { type: 'string' } };
    expect(verdicts({ ...strings, patternProperties: overlapping }, strings)).toEqual(['included', 'included']);
  });

  test('are counted by a reader that sees them by a pattern alone', () => {
    const some = { type: 'object', patternProperties: { '^x_': {} } };
    expect(verdicts({ ...some, maxProperties: 0 }, some, 'planned')).toEqual(['included', 'not-included']);
  });

  test('are bound by the rules of a reader that sees them', () => {
    const base = { type: 'object', patternProperties: { '^x_': { type: 'string' } }, propertyNames: { pattern: 'z$' } };
    const head = { type: 'object', patternProperties: { '^x_': {} }, propertyNames: { pattern: 'z$' } };
    expect(verdicts(base, head, 'planned')).toEqual(['included', 'not-included']);
  });
});
