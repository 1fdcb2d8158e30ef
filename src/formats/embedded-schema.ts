import { childPointer, isJsonArray, isJsonObject, valueAt, type Json } from '../jsonschema/index.ts';
import { kindOf, spotOf, type SourceValue } from './fields.ts';
import { APPLICATORS } from './json-schema/keywords.ts';
import { quoted, type Problems } from './problems.ts';

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const MAX_REFERENCES = 10_000;

/** How a format reads the schemas that stand inside its files. */
export interface EmbeddedStyle {
  /** Stable key of the event that holds the schema. */
  readonly owner: string;
  /** The event, as messages call it. */
  readonly what: string;
  /** Keywords of a schema that no validator reads: what the vendor's editor writes beside the others. */
  readonly notes: ReadonlySet<string>;
  /** Whether the schema stays the root of its document: only then does a reference lead to a part of it. */
  readonly isRoot: boolean;
}

/**
 * A schema as a validator reads it: without notes, and without what is no schema, which is reported and left out. References stay where they lead to
 * a part of it.
 */
export function embeddedSchema(source: SourceValue, style: EmbeddedStyle, problems: Problems): Json {
  return new EmbeddedReader(source.value, style, problems).read(source);
}

class EmbeddedReader {
  readonly #root: Json;
  readonly #style: EmbeddedStyle;
  readonly #problems: Problems;
  #references = 0;

  constructor(root: Json, style: EmbeddedStyle, problems: Problems) {
    this.#root = root;
    this.#style = style;
    this.#problems = problems;
  }

  read(source: SourceValue): Json {
    const { value } = source;
    if (typeof value === 'boolean') return value;
    if (!isJsonObject(value)) return this.#wrong(source, 'A schema', 'a map, or true or false') ?? {};
    const members = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
      const { document, pointer } = source;
      const read = this.#member(name, { document, pointer: childPointer(pointer, name), value: inner });
      return read === null ? [] : [[name, read.value]];
    });
    return Object.fromEntries(members);
  }

  /** Null for what is no part of the schema. */
  #member(name: string, source: SourceValue): { readonly value: Json } | null {
    const { value } = source;
    if (this.#style.notes.has(name)) return null;
    const holds = APPLICATORS.get(name);
    if (holds === 'named') return this.#named(name, source);
    if (holds !== undefined) return { value: holds === 'schemas' && isJsonArray(value) ? this.#list(value, source) : this.read(source) };
    if (name === 'type' && !isType(value)) return this.#wrong(source, '"type"', `one of ${[...TYPES].join(', ')}, or a list of these`);
    if (name === 'required' && !isNames(value)) return this.#wrong(source, '"required"', 'a list of names');
    if (name === 'enum' && !isJsonArray(value)) return this.#wrong(source, '"enum"', 'a list of values');
    return name === '$ref' && !this.#resolves(source) ? null : { value };
  }

  #list(value: readonly Json[], { document, pointer }: SourceValue): Json {
    return value.map((inner, at) => this.read({ document, pointer: childPointer(pointer, at), value: inner }));
  }

  #named(name: string, source: SourceValue): { readonly value: Json } | null {
    const { document, pointer, value } = source;
    if (!isJsonObject(value)) return this.#wrong(source, quoted(name), 'a map');
    const members = Object.entries(value).map(([key, inner]): [string, Json] => [
      key,
      isJsonArray(inner) ? inner : this.read({ document, pointer: childPointer(pointer, key), value: inner }),
    ]);
    return { value: Object.fromEntries(members) };
  }

  #resolves(source: SourceValue): boolean {
    const { value } = source;
    if (typeof value !== 'string') return this.#wrong(source, '"$ref"', 'a text') !== null;
    this.#references += 1;
    if (this.#style.isRoot && this.#references <= MAX_REFERENCES && leadsInside(value, this.#root)) return true;
    const message = `The reference ${quoted(value)} in ${this.#style.what} cannot be resolved.`;
    this.#problems.add('unresolved-reference', this.#style.owner, spotOf(source), message, 'Write in its place what it stands for.');
    return false;
  }

  #wrong(source: SourceValue, name: string, expected: string): null {
    const { value } = source;
    const shown = typeof value === 'string' ? quoted(value) : kindOf(value);
    const message = `${name} in ${this.#style.what} must be ${expected}, not ${shown}.`;
    this.#problems.invalid(this.#style.owner, spotOf(source, 'entry'), message, 'Correct it: it is left out.');
    return null;
  }
}

function isType(value: Json): boolean {
  const names = isJsonArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => typeof name === 'string' && TYPES.has(name));
}

function isNames(value: Json): boolean {
  return isJsonArray(value) && value.every((name) => typeof name === 'string');
}

/** Whether a reference leads to a place of the schema that it stands in: what is embedded in a file has no other to refer to. */
export function leadsInside(reference: string, root: Json): boolean {
  if (!reference.startsWith('#')) return false;
  try {
    const pointer = decodeURIComponent(reference.slice(1));
    return (pointer === '' || pointer.startsWith('/')) && valueAt(root, pointer) !== undefined;
  } catch {
    return false;
  }
}
