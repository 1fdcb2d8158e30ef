import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseDocument } from '../../src/formats/document.ts';
import type { SourceDocument } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/registry.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

function fixtures(): readonly (readonly [SourceDocument, string])[] {
  const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const parsed = parseDocument(relative(FIXTURES, path).replaceAll('\\', '/'), '', bytes);
    return parsed.ok ? [[parsed.document, bytes.toString()] as const] : [];
  });
}

const claiming = (document: SourceDocument): readonly string[] => formats.filter((format) => format.claims(document)).map(({ id }) => id);

test('every fixture in a base or head folder is claimed by exactly one format, which its path and its text lead to', () => {
  const claimed = new Set<string>();
  for (const [document, text] of fixtures()) {
    const ids = claiming(document);
    expect(ids.length, document.path).toBeLessThanOrEqual(1);
    for (const format of formats.filter(({ id }) => ids.includes(id))) {
      claimed.add(format.id);
      expect(format.mayHold(document.path), document.path).toBe(true);
      expect(
        format.markers.some((marker) => text.includes(marker)),
        document.path,
      ).toBe(true);
    }
  }
  expect([...claimed].sort()).toEqual(formats.map(({ id }) => id).sort());
});

test('a document that looks like both formats is claimed by one', () => {
  const text =
    'version: rudder/v1\nkind: properties\nmetadata: {name: n}\nspec: {properties: []}\n$schema: http://json-schema.org/draft-07/schema#\n';
  const parsed = parseDocument('a.yaml', '', new TextEncoder().encode(text));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  expect(claiming(parsed.document)).toHaveLength(1);
});
