import { afterAll, expect, test } from 'vitest';
import { compare } from '../../../src/jsonschema/index.ts';
import { spelledBy } from '../../../src/jsonschema/schema/literal.ts';
import { oracle, schema } from '../engine-harness.ts';

afterAll(() => oracle.close());

test.each([
  ['^https://shop.example/schemas/.*', 'https://shop.example/schemas/'],
  ['^https:\\/\\/shop.example\\/.+$', 'https://shop.example/x'],
  ['shop.example', 'shop.example'],
  ['a?b.c+$', 'b.c'],
  // Nothing in these is left to choose as a dot.
  ['^v1\\.0$', null],
  ['^a.*', null],
  ['', null],
  // These spell more than one text.
  ['(a|b).c', null],
  ['[ab].c', null],
  ['a{2}.c', null],
  ['\\d.c', null],
  ['a.c\\', null],
])('%s spells %s', (source, text) => {
  expect(spelledBy(source)).toBe(text);
});

test('an example keeps the dots of a pattern as its author wrote them', () => {
  const link = { type: 'string', format: 'uri', pattern: '^https://shop.example/.*' };
  const { producers } = compare(schema(link), schema({ ...link, maxLength: 5 }), { contentModel: 'planned' }, oracle);
  expect(producers).toMatchObject({ verdict: 'not-included', breaks: [{ counterexample: 'https://shop.example/' }] });
});
