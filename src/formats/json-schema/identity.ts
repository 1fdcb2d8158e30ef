import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import { declaredDialect, stringMember } from './keywords.ts';

/** What a document is called across revisions. */
export interface Identity {
  /** `$id` as written, or null. */
  readonly id: string | null;
  /** What the document is known by: `$id`, without its version where the file goes from version to version; the path where there is no `$id`. */
  readonly family: string;
  /** The version that `$id` names; null without one. */
  readonly version: DocumentVersion | null;
}

/** The stable key of a schema document by itself, whichever format refers to it. */
export function documentKey(path: string, value: Json): string {
  return `json-schema:${identityOf(path, value).family}`;
}

/** A version in an `$id`. */
export interface DocumentVersion {
  readonly text: string;
  readonly numbers: readonly number[];
  /** `$id` without it: what all versions have in common. */
  readonly family: string;
  /** Whether the path names it too: the version has a file of its own. */
  readonly inPath: boolean;
}

/** The keyword by which a document names itself. Some of draft-04 say `$id` where the draft says `id`. */
export function idKeyword(value: Json): 'id' | '$id' {
  return declaredDialect(value) === 'draft-04' && isJsonObject(value) && !Object.hasOwn(value, '$id') ? 'id' : '$id';
}

/** The document's own id; null where there is none. */
export function documentId(value: Json): string | null {
  if (!isJsonObject(value)) return null;
  const id = stringMember(value, idKeyword(value));
  const bare = id?.replace(/#$/, '').trim() ?? '';
  return bare === '' || bare.startsWith('#') ? null : bare;
}

/**
 * The identity of a document. A version is taken out of its `$id` only where the file's path does not carry it too: a file that
 * is edited in place keeps its identity from version to version, files that stand side by side, one a version, have one each.
 */
export function identityOf(path: string, value: Json): Identity {
  const id = documentId(value);
  if (id === null) return { id, family: path, version: null };
  const { rest, version } = splitVersion(id);
  if (version === '') return { id, family: rest, version: null };
  const inPath = splitVersion(path).version === version;
  return { id, family: inPath ? id : rest, version: { text: version, numbers: numbersOf(version), family: rest, inPath } };
}

// A path part that is a version (`/v2/`, `/1-0-0`), or a version at the end of the name (`order.v2.schema.json`, `order-1.0.0`).
const PART = /(?:^|\/)v?(\d+(?:[.-]\d+)+|(?<=v)\d+|\d+(?=(?:\.[a-z]+)*$))(?=\/|(?:\.[a-z]+)*$)/i;
const SUFFIX = /[._-]v?(\d+(?:[.-]\d+)*)(?=(?:\.[a-z]+)*$)/i;

/** No real name is longer; the patterns cost the square of the length. */
const MAX_VERSIONED_NAME = 500;

function splitVersion(name: string): { readonly rest: string; readonly version: string } {
  if (name.length > MAX_VERSIONED_NAME) return { rest: name, version: '' };
  const match = PART.exec(name) ?? SUFFIX.exec(name);
  if (match === null) return { rest: name, version: '' };
  return { rest: name.slice(0, match.index) + name.slice(match.index + match[0].length), version: match[1] ?? '' };
}

function numbersOf(version: string): readonly number[] {
  return version.split(/[.-]/).map(Number);
}
