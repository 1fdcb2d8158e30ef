import { expect, test } from 'vitest';
import { gateFiles } from '../harness/gate-files.ts';

/** What is said of a word that a schema has as a keyword. */
function meant(word: string): string | null {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Order',
    properties: { a: { type: 'string', [word]: 3 } },
  };
  const { findings } = gateFiles({}, { 'a.json': JSON.stringify(schema) });
  const found = findings.find(({ rule }) => rule === 'hygiene/unknown-keyword');
  return found === undefined ? null : (/Is "(.*)" meant/.exec(found.message)?.[1] ?? null);
}

test.each([
  ['maxiumum', 'maximum'],
  ['requierd', 'required'],
  ['minLenght', 'minLength'],
  ['typ', 'type'],
  ['tpye', 'type'],
  ['item', 'items'],
  ['definitons', 'definitions'],
  ['deprected', 'deprecated'],
  ['$reff', '$ref'],
  ['min_length', 'minLength'],
])('%s is a misspelt %s', (word, keyword) => {
  expect(meant(word)).toBe(keyword);
});

test.each([
  'example',
  'tags',
  'meta',
  'formatted',
  'patterns',
  'version',
  'name',
  'note',
  'unit',
  'label',
  'owner',
  'x-typ',
  'id',
  'nullable',
  'discriminator',
])('%s is a word of its own', (word) => {
  expect(meant(word)).toBeNull();
});
