import { expect, test } from 'vitest';
import { loadPlans } from '../../../src/formats/load.ts';
import { memoryTree } from '../../harness/memory-tree.ts';

const settings = { directory: '', include: [], ignore: [], format: [] };
const rule = (key: string, type = 'TRACK'): string =>
  `rules:\n  - key: ${key}\n    type: ${type}\n    properties: { a: { type: string } }\n`;
const keysOf = (base: Record<string, string>, head: Record<string, string>): readonly string[] =>
  loadPlans(memoryTree(base), memoryTree(head), settings).head.events.map(({ key }) => key);

const files = { 'web/a.yml': rule('A'), 'web/b.yml': rule('B'), 'web/all.yml': rule('""', 'COMMON'), 'app/a.yml': rule('A') };

test('a changed rule is read with the rules for all messages of its folder, and no other rule', () => {
  expect(keysOf(files, { ...files, 'web/a.yml': `${rule('A')}# changed\n` })).toEqual(['segment:web/track/A']);
  const loaded = loadPlans(memoryTree(files), memoryTree({ ...files, 'web/a.yml': `${rule('A')}# changed\n` }), settings);
  expect(loaded.head.events[0]?.schema.documents.size).toBe(2);
});

test('a changed rule for all messages is read with every rule of its folder', () => {
  expect(keysOf(files, { ...files, 'web/all.yml': `${rule('""', 'COMMON')}# changed\n` })).toEqual([
    'segment:web/track/A',
    'segment:web/track/B',
  ]);
});

test('a duplicate in an unchanged file is found', () => {
  const loaded = loadPlans(memoryTree(files), memoryTree({ ...files, 'web/c.yml': rule('B') }), settings);
  expect(loaded.head.problems).toMatchObject([{ code: 'duplicate', location: { file: 'web/c.yml' } }]);
});

test('a plan without id that moved keeps its keys', () => {
  const text = JSON.stringify({ rules: [{ key: 'A', type: 'TRACK', jsonSchema: {} }] });
  expect(keysOf({ 'old.json': text }, { 'new.json': text })).toEqual(['segment:old.json/track/A']);
  expect(keysOf({ 'old/a.yml': rule('A') }, { 'new/a.yml': rule('A') })).toEqual(['segment:old/track/A']);
});
