import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/formats/document.ts';
import type { SourceDocument } from '../../src/formats/format.ts';
import { loadPlans } from '../../src/formats/load.ts';
import { ExactNumber, isJsonArray, isJsonObject, type Json } from '../../src/jsonschema/index.ts';
import type { Location } from '../../src/plan/model.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const CORPORA = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));
const absent = !existsSync(CORPORA);

function filesOf(folder: string): Record<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => join(entry.parentPath, entry.name)).map((path) => [relative(folder, path), readFileSync(path)]),
  );
}

/** What stands at a location, with the columns before it blank, so that a part of a YAML block keeps its layout. */
function cut(text: readonly string[], at: Location): string {
  const lines = text.slice(at.line - 1, at.endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, at.endColumn - 1);
  return ' '.repeat(at.column - 1) + lines.join('\n').slice(at.column - 1);
}

const plain = (value: Json): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof ExactNumber ? each.text : each)).replaceAll('\\n"', '"');

function* places(document: SourceDocument, value: Json = document.value, pointer = ''): Generator<readonly [string, Json]> {
  yield [pointer, value];
  const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
  if (isJsonArray(value)) for (const [at, entry] of value.entries()) yield* places(document, entry, `${pointer}/${at}`);
  if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) yield* places(document, member, `${pointer}/${escape(name)}`);
}

describe.skipIf(absent)('real files (needs ../shared/corpora)', () => {
  const folders = absent
    ? []
    : readdirSync(CORPORA, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);

  test.each(folders)('%s loads, and every sampled place reads back as its value', (folder) => {
    const files = filesOf(join(CORPORA, folder));
    const forced = folder.startsWith('snowplow') ? [{ glob: '**/jsonschema/*', format: 'json-schema' }] : [];
    const { head } = loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format: forced });
    expect(new Set(head.events.map(({ key }) => key)).size).toBe(head.events.length);
    // A part of a Terraform file is no file: its places are tried with its reader.
    const loaded = head.files.filter(({ status, path }) => status === 'loaded' && !path.endsWith('.tf'));
    // At most some thirty files a folder, and some thirty places a file: the machine may be busy.
    for (const { path } of loaded.filter((_, at) => at % Math.ceil(loaded.length / 30) === 0)) {
      const bytes = files[path] ?? new Uint8Array();
      const parsed = parseDocument(path, '', bytes);
      if (!parsed.ok) throw new Error(parsed.problem.message);
      const text = new TextDecoder().decode(bytes);
      const aliases = /(?:^|\s)[&*]\w/.test(text);
      const all = aliases ? [] : [...places(parsed.document)];
      const lines = text.split('\n');
      for (const [pointer, value] of all.filter((_, at) => at % Math.ceil(all.length / 30) === 0)) {
        // A name without a value shows itself.
        if (value === null) continue;
        const part = new TextEncoder().encode(cut(lines, parsed.document.locate(pointer)));
        const again = parseDocument(/\.ya?ml$/.test(path) ? 'part.yaml' : 'part.json', '', part);
        expect(again.ok ? plain(again.document.value) : again.problem.message, `${path} ${pointer}`).toBe(plain(value));
      }
    }
  });
});
