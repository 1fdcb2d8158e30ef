import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printValue, printValues } from '../../src/report/event.ts';
import { shortenBoth } from '../../src/rules/excerpt.ts';
import { showBoth } from '../../src/rules/wording.ts';

const opening = 'One line of the log of the shop, as the content delivery network writes it. ';

test('of two long texts the part that differs is shown, with an ellipsis on each side that is cut', () => {
  const [was, is] = shortenBoth(`${opening}Released in 2014`, `${opening}Released in 2016`, 60);
  expect([was, is]).toEqual([
    '…as the content delivery network writes it. Released in 2014',
    '…as the content delivery network writes it. Released in 2016',
  ]);
});

test('quotes are closed, and half a character is never shown', () => {
  const [was, is] = showBoth(`${opening}😀${'a'.repeat(200)}`, `${opening}😁${'a'.repeat(200)}`);
  expect(was).toMatch(/^"….*😀a+…"$/u);
  expect(is).toMatch(/^"….*😁a+…"$/u);
  expect(printValue('x'.repeat(500))).toMatch(/^"x+…"$/);
});

test('a difference far behind in a list or an object is seen', () => {
  const codes = Array.from({ length: 300 }, (_, index) => `code_${index}`);
  const [was, is] = printValues({ codes: [...codes, 'card'] }, { codes: [...codes, 'cash'] });
  expect(was).toContain('card');
  expect(is).toContain('cash');
});

test('two different texts never look the same', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '😀', '😁', '"'), { maxLength: 300 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, text, (start, one, other) => {
      const pair = [start + one, start + other] as const;
      fc.pre(pair[0] !== pair[1]);
      for (const [was, is] of [shortenBoth(...pair, 80), showBoth(...pair), printValues(...pair), printValues([pair[0]], [pair[1]])])
        expect(was).not.toBe(is);
      expect(shortenBoth(...pair, 80).every((part) => part.length <= 80)).toBe(true);
    }),
  );
});
