import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import { formats } from '../../src/formats/registry.ts';
import { memoryTree } from '../harness/memory-tree.ts';
import { committedFiles, readText } from './files.ts';

const ids = formats.map(({ id }) => id);

/** The files that a page shows: each block of code, under the path in the paragraph before it. */
function shownFiles(page: string): Record<string, string> {
  const nodes = fromMarkdown(readText(page)).children;
  return Object.fromEntries(
    nodes.flatMap((node, at) => {
      const before = nodes[at - 1];
      const [named] = before?.type === 'paragraph' ? before.children : [];
      return node.type === 'code' && named?.type === 'inlineCode' ? [[named.value, `${node.value}\n`]] : [];
    }),
  );
}

test('docs/formats.md lists every format once, each with a page of its own', () => {
  const rows = [...readText('docs/formats.md').matchAll(/^\| \[[^\]]+\]\(formats\/([^)]+)\.md\)\s*\| `([^`]+)`/gm)];
  for (const [, page, id] of rows) expect(page).toBe(id);
  expect(rows.map(([, , id = '']) => id).toSorted()).toEqual(ids.toSorted());
  const pages = committedFiles().filter((file) => file.startsWith('docs/formats/'));
  expect(pages).toEqual(ids.map((id) => `docs/formats/${id}.md`).toSorted());
});

describe('the minimal example', () => {
  test.each(ids)('of %s loads without a problem, as that format', (id) => {
    const files = shownFiles(`docs/formats/${id}.md`);
    const { head } = loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format: [] });
    expect(head.problems).toEqual([]);
    expect(head.files.map(({ path, format, status }) => [path, format, status])).toEqual(
      Object.keys(files)
        .toSorted()
        .map((path) => [path, id, 'loaded']),
    );
    expect(head.events.length).toBeGreaterThan(0);
  });
});
