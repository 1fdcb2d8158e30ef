import { expect, it } from 'vitest';
import { gateFiles } from '../harness/gate-files.ts';

const file = (id: string, body: object): string =>
  JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', $id: `https://schemas.example.com/v1/${id}.json`, ...body });
const cart = {
  'parts/cart.json': file('cart', { type: 'object', properties: { cart_id: { type: 'string' } }, additionalProperties: false }),
};
const cases = (...oneOf: readonly object[]): Record<string, string> => ({
  ...cart,
  'events/order.json': file('order', { title: 'order', type: 'object', properties: { data: { oneOf } } }),
});

it('a reference that only its path resolves is shown as the file has it', () => {
  const written = { $ref: '../parts/cart.json' };
  const { findings } = gateFiles(cases({ type: 'string' }), cases({ type: 'string' }, written));
  expect(findings.filter(({ rule }) => rule === 'compat/variant-changed').map(({ after }) => after)).toEqual([written]);
});
