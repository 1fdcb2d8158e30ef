import { expect, test } from 'vitest';
import type { Contract } from '../../src/destinations/contract.ts';
import { saidOf } from './support.ts';

const SOURCED = { source: 'https://ads.example.test/docs', checked: '2026-01-01' };
const contract: Contract = {
  receiver: { id: 'ads', title: 'Ads', kind: 'destination' },
  requirements: {
    purchase: {
      ...SOURCED,
      mapping: {
        value: ['properties.revenue', 'properties.order_total'],
        currency: 'properties.currency',
        items: { list: 'properties.products', each: { sku: 'product_id' } },
      },
      requires: {
        type: 'object',
        properties: {
          value: { type: 'number' },
          currency: { type: 'string' },
          items: { type: 'array', items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } } },
        },
      },
    },
  },
  names: {},
  limits: {},
  pii: {},
  envelope: {},
};

const said = (data: object): readonly string[] =>
  saidOf(['destination/rejects'], contract, [{ type: 'track', name: 'Order Placed', data: { type: 'object', ...data } }]).map(
    ({ path, message }) => `${path} ${message}`,
  );

test.each([
  ['says nothing of its data', {}],
  ['names other properties', { properties: { coupon: { type: 'string' } } }],
  ['names some of those that are read', { properties: { order_total: { type: 'number' }, currency: { type: 'string' } } }],
])('an open plan that %s is silent: what nobody planned nobody sends', (_what, data) => {
  expect(said(data)).toEqual([]);
});

test('of several paths the one that the plan names is looked at', () => {
  expect(said({ properties: { order_total: { type: 'string' } } })).toEqual([
    'properties.order_total "order_total" may be string, and Ads needs number as "value": the event is lost there.',
  ]);
});

test.each([
  ['requires it without naming it', { required: ['currency'] }],
  ['has names of a pattern', { patternProperties: { '^c': { type: 'number' } } }],
  ['has a schema for every name', { properties: {}, additionalProperties: { type: ['number', 'object', 'array'] } }],
])('what the plan says is there is looked at: it %s', (_what, data) => {
  expect(said(data).some((line) => line.includes('properties.currency'))).toBe(true);
});

test('what an entry lacks that is needed is told, though the plan is open', () => {
  expect(
    said({ properties: { products: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } } } }),
  ).toEqual([
    'properties.products[].product_id "Order Placed" has no "product_id", which Ads needs as "items[].sku": the event is lost there.',
  ]);
});

test('of which fields one is needed is told by their names, in lists too', () => {
  const choice = { anyOf: [{ required: ['sku'] }, { required: ['title'] }] };
  const fields = { sku: { type: 'string' }, title: { type: 'string' } };
  const each = { sku: 'product_id', title: 'name' };
  const of = (requirement: object): Contract => ({ ...contract, requirements: { view: { ...SOURCED, ...requirement } as never } });
  const top = of({
    mapping: { sku: 'properties.product_id', title: 'properties.name' },
    requires: { type: 'object', ...choice, properties: fields },
  });
  const listed = of({
    mapping: { items: { list: 'properties.products', each } },
    requires: { type: 'object', properties: { items: { type: 'array', items: { type: 'object', ...choice, properties: fields } } } },
  });
  const event = (properties: object) => [{ type: 'track' as const, name: 'Product Viewed', data: { type: 'object', properties } }];
  const messages = (given: Contract, properties: object): readonly string[] =>
    saidOf(['destination/rejects'], given, event(properties)).map(({ message }) => message);
  expect(messages(top, { price: { type: 'number' } })).toEqual([
    'None of "properties.product_id", "properties.name" is always there, and Ads needs one of them: the event is lost there.',
  ]);
  expect(messages(listed, { products: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } } })).toEqual([
    'None of "product_id", "name" is always there in "properties.products[]", and Ads needs one of them: the event is lost there.',
  ]);
});

test('of many long texts one finding tells, of few each its own', () => {
  const limited: Contract = { ...contract, requirements: {}, limits: { text: { ...SOURCED, 'max-text': 10, effect: 'truncated' } } };
  const texts = (count: number) => [
    {
      type: 'track' as const,
      name: 'Order Placed',
      data: {
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`note_${index}`, { type: 'string', maxLength: 20 }])),
      },
    },
  ];
  const lines = (count: number): readonly string[] =>
    saidOf(['destination/limit'], limited, texts(count)).map(({ path, message }) => `${path} ${message}`);
  expect(lines(3)).toHaveLength(3);
  expect(lines(12)).toEqual([
    ' 12 texts of "Order Placed" may have more characters than the 10 of Ads ("note_0", "note_1", "note_2" and 9 more): they are cut there.',
  ]);
});
