import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesGlob, pathMatcher } from '../../src/plan/globs.ts';

describe('a glob on a name', () => {
  test.each([
    ['Order *', 'Order Placed', true],
    ['Order *', 'Order', false],
    ['*', '', true],
    ['?*', '', false],
    ['lines[].sku', 'lines[].sku', true],
    ['lines[].*', 'linesx.sku', false],
    ['*.sku', 'lines[].sku', true],
    ['a*b*c', 'a-c-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['Order ?laced', 'Order Placed', true],
    ['{a,b}', '{a,b}', true],
  ])('%s and %s', (glob, name, expected) => {
    expect(matchesGlob(glob, name)).toBe(expected);
  });

  test('matches as the expression of the same meaning does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (glob, name) => {
        const source = [...glob].map((part) => ({ '*': '.*', '?': '.' })[part] ?? part).join('');
        expect(matchesGlob(glob, name)).toBe(new RegExp(`^(?:${source})$`, 's').test(name));
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  test('takes no more steps than both lengths allow', () => {
    let steps = 0;
    const name = new Proxy(Object('a'.repeat(300)) as object, {
      get: (target, key) => {
        steps += 1;
        const value: unknown = Reflect.get(target, key, target);
        return value;
      },
    }) as unknown as string;
    expect(matchesGlob(`${'*a'.repeat(16)}*b`, name)).toBe(false);
    expect(steps).toBeLessThan(300 * 40 * 4);
  });
});

test('groups that repeat mean nothing in a path', () => {
  expect(pathMatcher(['+(a|b)*.json'])('abab.json')).toBe(false);
  expect(pathMatcher(['schemas/**/*.{json,yaml}'])('schemas/a/b.yaml')).toBe(true);
});
