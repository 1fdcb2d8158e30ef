import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

const CORPORA = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

/** Why a real file is of no format: what its path says it is instead. */
const NO_PLANS: readonly (readonly [reason: string, path: RegExp])[] = [
  [
    'a note beside the files',
    /(?:^|\/)(?:SOURCE|INFO|LICENSE|golden_[a-z_]+)(?:\.txt)?$|\.(?:md|tsv|sh|patch|diff)$|(?:^|\/)\.[^/]+$|^[^/]+\/head\/\.github\//,
  ],
  ['a pointer to a plan', /(?:^|\/)(?:typewriter\.yml|smartype\.config\.json)$/],
  ['settings of a tool', /^mparticle-smartype\/react-app\.json$|(?:^|\/)(?:jsonschema-tools\.yaml|[a-z]+\.vars\.yaml)$/],
  ['a schema of another language', /\/(?:avro|thrift)\/[0-9-]+$/],
  ['what a server answered, or a labelled case of a test', /^rudder-iac\/(?:expected-upstream|rule-docs|typer-golden)\//],
  ['code that a transformation names, or its input', /^rudder-iac\/.*\.(?:js|py|json)$/],
  ['an example event', /^redhat-event-schemas\/(?:head|pairs\/[^/]+\/(?:base|head))\/examples\//],
  ['code and settings beside the schemas', /^redhat-event-schemas\/head\/(?!schemas\/)/],
  ['a source, a destination or a label', /^segment-git-sync-tf\/(?!tracking_plans?\/)/],
  ['a copy without an ending, or under a second name', /^wikimedia-primary\/jsonschema\/.*\/(?:latest(?:\.yaml|\.json)?|[0-9.]+)$/],
];

test.skipIf(!existsSync(CORPORA))('every real file is claimed by exactly one format, or is no plan (needs ../shared/corpora)', () => {
  const files = readdirSync(CORPORA, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const strangers: string[] = [];
  for (const entry of files) {
    const path = relative(CORPORA, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    const possible = formats.filter(({ mayHold, markers }) => mayHold(path) && markers.some((marker) => bytes.includes(marker)));
    const parsed = possible.length === 0 ? null : parseDocument(path, '', bytes, possible.find(({ prepare }) => prepare)?.prepare);
    const claims = parsed?.ok === true ? possible.filter((format) => format.claims(parsed.document)).map(({ id }) => id) : [];
    expect(claims.length, `${path}: ${claims.join(', ')}`).toBeLessThanOrEqual(1);
    // A file that holds a marker and cannot be parsed is told as unreadable.
    if (parsed?.ok === false) continue;
    if (claims.length === 0 && !NO_PLANS.some(([, pattern]) => pattern.test(path))) strangers.push(path);
  }
  expect(strangers).toEqual([]);
  expect(files.length).toBeGreaterThan(1_000);
});

test('a document that looks like both formats is claimed by one', () => {
  const text =
    'version: rudder/v1\nkind: properties\nmetadata: {name: n}\nspec: {properties: []}\n$schema: http://json-schema.org/draft-07/schema#\n';
  const parsed = parseDocument('a.yaml', '', new TextEncoder().encode(text));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  expect(claiming(parsed.document)).toHaveLength(1);
});
