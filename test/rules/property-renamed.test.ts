import { describe, expect, test } from 'vitest';
import { printJson } from '../../src/jsonschema/index.ts';
import { said } from './support.ts';

const id = { type: 'string', format: 'uuid' };

/** What is said of the renames in a change of one schema: the path, the message, and each audience with its proof. */
function renames(base: object, head: object): readonly (readonly string[])[] {
  const { findings } = said('compat', { base: { order: base }, head: { order: head } });
  return findings
    .filter(({ rule }) => rule === 'compat/property-renamed')
    .map(({ path, message, audiences }) => [
      path,
      message.slice(message.indexOf(': ') + 2),
      ...audiences.map(({ audience, counterexample }) => `${audience} ${counterexample === undefined ? '-' : printJson(counterexample)}`),
    ]);
}

/** A schema with one object of one property in it. */
function holding(object: string, property: string, rest: object = {}): object {
  return { properties: { [object]: { type: 'object', properties: { [property]: id }, ...rest } }, additionalProperties: false };
}

const BOTH = 'released apps send the old name, readers look for the old name.';
const READERS = 'readers look for the old name.';

describe('who is hurt by a rename', () => {
  test('nobody who sends the old name where it may go on coming', () => {
    expect(renames({ properties: { cart_id: id } }, { properties: { cartId: id } })).toEqual([['cartId', READERS, 'consumers -']]);
  });

  test('those who send the old name, where it is rejected', () => {
    const [[path, message, ...audiences] = []] = renames(holding('cart', 'cart_id'), holding('cart', 'cartId', { required: ['cartId'] }));
    expect([path, message]).toEqual(['cart.cartId', BOTH]);
    expect(audiences[0]).toMatch(/^producers \{/);
  });

  test('inside an object that is renamed, too, those that it would hurt without that', () => {
    const referring = (object: string, property: string, rest: object): object => ({
      properties: { [object]: { $ref: '#/definitions/cart' } },
      additionalProperties: false,
      definitions: { cart: { type: 'object', properties: { [property]: id }, ...rest } },
    });
    const inner = (rest: (name: string) => object) =>
      renames(referring('lastCart', 'cart_id', rest('cart_id')), referring('last_cart', 'cartId', rest('cartId'))).filter(
        ([path]) => path === 'last_cart.cartId',
      );
    expect(inner(() => ({}))).toEqual([['last_cart.cartId', READERS, 'consumers -']]);
    expect(inner((name) => ({ required: [name] }))).toEqual([['last_cart.cartId', BOTH, 'producers -', 'consumers -']]);
    expect(inner(() => ({ additionalProperties: false }))).toEqual([['last_cart.cartId', BOTH, 'producers -', 'consumers -']]);
  });
});
