import { topOf, type Location, type PlanProblem } from '../plan/model.ts';
import type { SourceDocument } from './format.ts';
import { readCsv } from './csv-text.ts';
import { readHcl } from './hcl-text.ts';
import { readJson } from './json-text.ts';
import { locations, locator, type Range, type ReadText } from './source-node.ts';
import { readYaml } from './yaml-text.ts';

/** A file as a document, or why it is none. */
export type ParsedDocument =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly problem: PlanProblem };

/** A file as a text with its positions, or why it is none. */
export type TextFile =
  | { readonly ok: true; readonly text: string; readonly locate: (range: Range) => Location }
  | { readonly ok: false; readonly problem: string };

/** Reads a file as a text. */
export function parseText(path: string, bytes: Uint8Array): TextFile {
  const decoded = decode(bytes);
  if (!decoded.ok) return { ok: false, problem: decoded.message };
  return { ok: true, text: decoded.text, locate: locations(path, decoded.text) };
}

/**
 * Reads a file as YAML, JSON, HCL or CSV. The extension decides (`.json`, `.jsonc`, `.yaml`, `.yml`, `.tf`, `.csv`); without one of these the first
 * character does: `{` or `[` starts JSON. Comments are tolerated in `.jsonc` only. Columns of the first line count from behind a byte order mark.
 * @param blob Git's blob id of `bytes`.
 * @param prepare rewrites the text before it is read, every character staying where it is.
 */
export function parseDocument(
  path: string,
  blob: string,
  bytes: Uint8Array,
  prepare: (text: string) => string = (text) => text,
): ParsedDocument {
  const decoded = decode(bytes);
  if (!decoded.ok) return { ok: false, problem: unreadable(path, decoded.message, decoded.hint) };
  const locate = locations(path, decoded.text);
  const read = readText(path, prepare(decoded.text));
  if (!read.ok) return { ok: false, problem: unreadable(path, read.error.message, read.error.hint, locate(read.error)) };
  return { ok: true, document: documentOf(path, blob, read, locate) };
}

/** The problem of a file that cannot be read; without a location it stands on the file's first line. */
export function unreadable(path: string, message: string, hint: string, location?: Location): PlanProblem {
  return { code: 'unreadable-file', message, hint, location: location ?? topOf(path), owner: path };
}

function documentOf(
  path: string,
  blob: string,
  read: ReadText & { readonly ok: true },
  locate: (range: Range) => Location,
): SourceDocument {
  return {
    path,
    blob,
    value: read.root.value,
    locate: locator(read.root, locate),
    ...(read.second === undefined ? {} : { secondDocument: locate(read.second) }),
  };
}

function readText(path: string, text: string): ReadText {
  if (/\.jsonc?$/i.test(path)) return readJson(text, /c$/i.test(path));
  if (/\.ya?ml$/i.test(path)) return readYaml(text);
  if (/\.tf$/i.test(path)) return readHcl(text);
  if (/\.csv$/i.test(path)) return readCsv(text);
  return /^\s*[[{]/.test(text) ? readJson(text, false) : readYaml(text);
}

type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string; readonly hint: string };

function decode(bytes: Uint8Array): Decoded {
  if (startsWith(bytes, LFS_HEADER)) {
    return {
      ok: false,
      message: 'It is a Git LFS pointer; the schema itself is not in the repository.',
      hint: 'Keep schemas out of Git LFS: they are small texts.',
    };
  }
  if (bytes.includes(0)) {
    return {
      ok: false,
      message: 'It is not a UTF-8 text: it holds a NUL byte.',
      hint: 'Save it as UTF-8, or keep it out of the schema folders.',
    };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, message: 'It is not a UTF-8 text.', hint: 'Save it as UTF-8.' };
  }
}

// https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer
const LFS_HEADER = new TextEncoder().encode('version https://git-lfs.github.com/spec/');

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
