import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from '../../../src/formats/document.ts';
import type { Loaded, SourceDocument } from '../../../src/formats/format.ts';
import { rudderstack } from '../../../src/formats/rudderstack/index.ts';
import type { PlanEvent, PlanProblem } from '../../../src/plan/model.ts';

/** The documents of a project given as texts by path; a text that does not parse is a mistake of the test. */
export function documentsOf(files: Readonly<Record<string, string>>): SourceDocument[] {
  return Object.entries(files)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, text]) => {
      const parsed = parseDocument(path, `blob:${path}`, new TextEncoder().encode(text));
      if (!parsed.ok) throw new Error(`${path}: ${parsed.problem.message}`);
      return parsed.document;
    });
}

export function loadDocuments(documents: readonly SourceDocument[]): Loaded {
  return rudderstack.load({
    documents: documents.filter((document) => rudderstack.claims(document)),
    lookup: () => null,
    kindAt: () => null,
    filesIn: () => [],
    texts: () => new Map(),
    formerPath: (path) => path,
  });
}

export function load(files: Readonly<Record<string, string>>): Loaded {
  return loadDocuments(documentsOf(files));
}

/** The YAML files directly in a folder, by name. */
export function folder(path: string): Record<string, string> {
  const names = readdirSync(path).filter((name) => rudderstack.mayHold(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

export function event(loaded: Loaded, key: string): PlanEvent {
  const found = loaded.events.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`no event ${key} among ${loaded.events.map((candidate) => candidate.key).join(', ')}`);
  return found;
}

/** The effective schema of an event, as a plain value. */
export function schemaOf(loaded: Loaded, key: string): unknown {
  const { schema } = event(loaded, key);
  return schema.documents.get(schema.uri);
}

/** `file:line:column` of where a place of an event comes from, and its owner. */
export function origin(loaded: Loaded, key: string, pointer: string): string {
  const { originOf, schema } = event(loaded, key);
  const { location, owner, root } = originOf({ uri: schema.uri, pointer });
  return `${location.file}:${location.line}:${location.column} ${owner} ${root.pointer}`;
}

/** Problems as `code file:line:column owner message`. */
export function shown({ problems }: Loaded): string[] {
  return problems.map(show);
}

function show({ code, location, owner, message }: PlanProblem): string {
  return `${code} ${location.file}:${location.line}:${location.column} ${owner} | ${message}`;
}
