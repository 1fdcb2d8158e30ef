import { readFileSync } from 'node:fs';
import { parseDocument } from '../formats/document.ts';
import type { SourceDocument } from '../formats/format.ts';
import { MAX_FILE_BYTES } from '../formats/tree.ts';
import { isJsonObject, type Dialect, type Json, type Schema } from '../jsonschema/index.ts';
import { CallError } from './call-error.ts';

/**
 * The URI of both sides of a pair. It is the same for both, so that a reference to another document, which is never read,
 * names the same thing on both sides; and hierarchical, so that a relative reference resolves to something.
 */
const PAIR_URI = 'schema-gate://pair/schema.json';

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['4', 'draft-04'],
  ['6', 'draft-06'],
  ['7', 'draft-07'],
  ['2019-09', '2019-09'],
  ['2020-12', '2020-12'],
]);

/** The dialect of a schema that does not name its own. */
export const DEFAULT_DIALECT: Dialect = '2020-12';

/** The dialect that a person means by `draft4`, `draft-04`, `2019-09`, `draft2020-12`...; null for any other name. */
export function dialectOf(name: string): Dialect | null {
  return DIALECTS.get(name.replace(/^draft-?/i, '').replace(/^0/, '')) ?? null;
}

/** A value as one side of a pair; a sentence where it is no schema. References reach only into the value itself. */
export function pairSchema(value: Json | undefined, dialect: Dialect): Schema | { readonly problem: string } {
  if (value === undefined) return { problem: 'is missing' };
  if (typeof value !== 'boolean' && !isJsonObject(value)) return { problem: 'is neither an object nor a boolean, so it is no JSON Schema' };
  return { uri: PAIR_URI, pointer: '', documents: new Map([[PAIR_URI, value]]), dialect };
}

/** Reads a schema file, JSON or YAML; `-` is stdin. Throws a {@link CallError} where it cannot be read or holds no schema. */
export function readSchemaFile(path: string): { readonly schema: Schema; readonly document: SourceDocument } {
  const name = path === '-' ? 'stdin' : path;
  const parsed = parseDocument(name, '', readBounded(path));
  if (!parsed.ok) {
    const { message, hint, location } = parsed.problem;
    throw new CallError(`${name}:${location.line}:${location.column}: ${message}`, hint);
  }
  const second = parsed.document.secondDocument;
  if (second !== undefined)
    throw new CallError(
      `${name}:${second.line}:${second.column}: A second YAML document starts here, and which of them is meant cannot be told.`,
      'Give two files that hold one JSON Schema each.',
    );
  const schema = pairSchema(parsed.document.value, DEFAULT_DIALECT);
  if ('problem' in schema)
    throw new CallError(`${name} ${schema.problem}.`, 'Give two files that hold one JSON Schema each, in JSON or YAML.');
  return { schema, document: parsed.document };
}

function readBounded(path: string): Uint8Array {
  const bytes = readInput(path);
  if (bytes.length <= MAX_FILE_BYTES) return bytes;
  throw new CallError(`${path} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB.`, 'Compare smaller files.');
}

function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? STDIN : path);
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

const STDIN = 0;

/** A file of the call that cannot be read, in plain words. */
export function unreadableFile(path: string, error: unknown): CallError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder'
        : error instanceof Error
          ? error.message
          : String(error);
  return new CallError(`Cannot read ${path}: ${why}.`, 'Check the path; it counts from the current folder.', { cause: error });
}
