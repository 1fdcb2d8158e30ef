import path from 'node:path';
import { parseDocument } from '../formats/document.ts';
import type { SourceDocument } from '../formats/format.ts';
import { isJsonArray, valueAt } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import { pointerOf } from '../plan/paths.ts';
import type { PolicyFile } from './file.ts';
import { validatePolicy, type KnownNames, type PolicyProblem } from './validate.ts';

/** Reads a file of the revision that the policy is of: its bytes, why it cannot be read, or null where there is none. */
export type ReadFile = (path: string) => Uint8Array | { readonly problem: string } | null;

/** A policy file with its text's places: one of a chain of `extends`. */
export interface PolicyLayer {
  readonly file: PolicyFile;
  readonly document: SourceDocument;
}

/** How many policies may build on each other. */
const MAX_EXTENDS = 5;

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [PolicyProblem, ...PolicyProblem[]] };

/** The path, from the repository's root, that a policy file names; null where it leads out of the repository. */
export function pathFrom(file: string, named: string): string | null {
  const joined = named.startsWith('/') ? path.posix.normalize(named.slice(1)) : path.posix.join(path.posix.dirname(file), named);
  return joined === '..' || joined.startsWith('../') || named.includes('\\') ? null : joined;
}

/** A policy file and what it extends, the outermost first: what a later layer says counts. */
export function readLayers(
  file: { readonly path: string; readonly bytes: Uint8Array },
  read: ReadFile,
  known: KnownNames,
): Read<readonly PolicyLayer[]> {
  const layers: PolicyLayer[] = [];
  const seen = new Set<string>();
  let next: { readonly path: string; readonly bytes: Uint8Array } | null = file;
  while (next !== null) {
    seen.add(next.path);
    const layer = readLayer(next, known);
    if (!layer.ok) return layer;
    layers.unshift(layer.value);
    const parent = parentOf(layer.value, seen, read);
    if (!parent.ok) return parent;
    next = parent.value;
  }
  return { ok: true, value: layers };
}

/**
 * Where a setting is written: the last layer that has the key, or as much of the way to it as there is. `index` picks an entry of a list, counted over
 * all layers, as lists of layers are joined. Null where no layer has any of it.
 */
export function placeOfSetting(layers: readonly PolicyLayer[], tokens: readonly string[], index?: number): Location | null {
  for (let length = tokens.length; length > 0; length -= 1) {
    const pointer = pointerOf(tokens.slice(0, length));
    const holding = layers.flatMap(({ document }) => {
      const value = valueAt(document.value, pointer);
      return value === undefined ? [] : [{ document, entries: isJsonArray(value) ? value.length : 0 }];
    });
    if (index !== undefined && length === tokens.length) {
      let before = 0;
      for (const { document, entries } of holding) {
        if (index < before + entries) return document.locate(`${pointer}/${index - before}`, 'entry');
        before += entries;
      }
    }
    const last = holding.at(-1);
    if (last !== undefined) return last.document.locate(pointer, 'entry');
  }
  return null;
}

function readLayer(file: { readonly path: string; readonly bytes: Uint8Array }, known: KnownNames): Read<PolicyLayer> {
  const parsed = parseDocument(file.path, '', file.bytes);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const checked = validatePolicy(parsed.document, known);
  return checked.ok ? { ok: true, value: { file: checked.file, document: parsed.document } } : checked;
}

function parentOf(
  { file, document }: PolicyLayer,
  seen: ReadonlySet<string>,
  read: ReadFile,
): Read<{ path: string; bytes: Uint8Array } | null> {
  if (file.extends === undefined) return { ok: true, value: null };
  const refused = (message: string, hint: string): Read<never> => ({
    ok: false,
    problems: [{ location: document.locate('/extends'), message, hint }],
  });
  const at = pathFrom(document.path, file.extends);
  if (at === null) return refused('"extends" leads out of the repository.', 'Copy the policy into the repository.');
  if (seen.has(at)) return refused('"extends" comes back to this file.', 'Remove it from one of the two.');
  if (seen.size > MAX_EXTENDS) return refused(`More than ${MAX_EXTENDS} policies build on each other.`, 'Extend the outermost directly.');
  const bytes = read(at);
  if (bytes === null) return refused(`There is no file ${at}.`, 'Give the path from this file on.');
  return bytes instanceof Uint8Array
    ? { ok: true, value: { path: at, bytes } }
    : refused(`The file ${at} ${bytes.problem}.`, 'Name a plain YAML file.');
}
