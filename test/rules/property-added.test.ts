import { expect, test } from 'vitest';
import { said } from './support.ts';

const string = { type: 'string' };

function told(head: object): readonly (readonly string[])[] {
  const { findings } = said('compat', { base: { order: { properties: { sku: string } } }, head: { order: head } });
  return findings.map(({ rule, severity, message, suggestion }) => [rule, severity, message, suggestion]);
}

test('a property that is new and marked to go at once is told as that', () => {
  expect(told({ properties: { sku: string, coupon: { ...string, deprecated: true } } })).toEqual([
    [
      'compat/property-added',
      'notice',
      '"coupon" is new and optional, and marked as deprecated already.',
      'Leave it out, or take the mark away: nobody should begin to read it.',
    ],
  ]);
  expect(told({ properties: { sku: string, coupon: string } })).toEqual([
    ['compat/property-added', 'notice', '"coupon" is new and optional.', 'Nothing to do.'],
  ]);
});
