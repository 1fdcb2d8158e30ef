import { describe, expect, it } from 'vitest';
import { said } from './support.ts';

const messages = (base: object, head: object): readonly string[] =>
  said('compat', { base: { order: { type: 'object', ...base } }, head: { order: { type: 'object', ...head } } }).findings.map(
    ({ message }) => message,
  );
const properties = { payment: { type: 'string' }, total: { type: 'number' } };
const card = { properties: { payment: { const: 'card' } }, required: ['total'] };
const cash = { properties: { payment: { const: 'cash' } } };

describe('alternatives', () => {
  it.each<[what: string, base: object, head: object, said: string]>([
    ['apply where there were none', {}, { oneOf: [card, cash] }, '2 alternatives (oneOf) apply to "order" now, where none did'],
    ['are gone', { anyOf: [card, cash] }, {}, 'The alternatives (anyOf) of "order" are gone'],
    ['are one fewer', { anyOf: [card, cash] }, { anyOf: [card] }, 'An alternative (anyOf) was removed from "order"'],
    ['are one more', { anyOf: [card] }, { anyOf: [card, cash] }, 'An alternative (anyOf) was added to "order"'],
    ['exclude', {}, { not: { required: ['total'] } }, 'An exclusion (not) was added to "order"'],
  ])('%s', (_, base, head, expected) => {
    expect(messages({ properties, ...base }, { properties, ...head })).toEqual([expect.stringContaining(expected)]);
  });
});

describe('a reference to a file that is found by its path', () => {
  const id = (name: string): object => ({ $id: `https://schemas.shop.example/${name}/v1.json` });
  const shown = (from: object, to: object): unknown => {
    const pays = (payment: object): Record<string, object> => ({
      'order/v1': { ...id('order'), type: 'object', properties: { payment } },
      'payment/card': { ...id('card'), type: 'string', maxLength: 9, $defs: { short: { type: 'string', maxLength: 4 } } },
      'payment/cash': { ...id('cash'), type: 'string', maxLength: 7 },
    });
    return said('compat', { base: pays(from), head: pays(to) }).findings.map(({ before, after }) => ({ before, after }));
  };

  it('is told as it is written', () => {
    expect(shown({ $ref: '../payment/card.json' }, { $ref: '../payment/cash.json' })).toEqual([
      { before: '../payment/card.json', after: '../payment/cash.json' },
    ]);
    expect(
      shown(
        { anyOf: [{ $ref: '../payment/card.json#/$defs/short' }] },
        { anyOf: [{ $ref: '../payment/card.json#/$defs/short' }, { $ref: '../payment/cash.json' }] },
      ),
    ).toEqual([{ after: { $ref: '../payment/cash.json' } }]);
  });
});

describe('a keyword in the schema of property names, or of an item', () => {
  it.each<[what: string, base: object, head: object, said: string]>([
    [
      'has another limit',
      { propertyNames: { maxLength: 9 } },
      { propertyNames: { maxLength: 8 } },
      'the maxLength of its property names went from 9 to 8',
    ],
    [
      'is new',
      { propertyNames: { minLength: 1 } },
      { propertyNames: { minLength: 1, pattern: '^s' } },
      'the pattern of its property names "^s" was added',
    ],
    [
      'has another list',
      { propertyNames: { enum: ['a', 'b'] } },
      { propertyNames: { enum: ['a'] } },
      'the enum of its property names no longer takes "b"',
    ],
    ['is a schema of its own', {}, { propertyNames: { maxLength: 8 } }, 'propertyNames {"maxLength":8} was added'],
  ])('%s', (_, base, head, expected) => {
    const holding = (notes: object): object => ({
      properties: { notes: { type: 'object', additionalProperties: { type: 'string' }, ...notes } },
    });
    expect(messages(holding(base), holding(head))).toEqual([expect.stringContaining(expected)]);
  });
});
