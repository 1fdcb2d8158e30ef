import { childPointer, isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import type { SourceDocument } from './format.ts';
import { nearMiss } from './near-miss.ts';
import { alternatives, quoted, type Problems, type Spot } from './problems.ts';

/** A value of a document. */
export interface SourceValue {
  readonly document: SourceDocument;
  readonly pointer: string;
  readonly value: Json;
}

/** A text, and where it stands. */
export interface SourceText {
  readonly text: string;
  readonly spot: Spot;
}

/** A document as a value. */
export function rootNode(document: SourceDocument): SourceValue {
  return { document, pointer: '', value: document.value };
}

/** The value under a name of an object, or null where there is none. YAML's `name:` without a value counts as none. */
export function child(node: SourceValue | null, name: string): SourceValue | null {
  if (node === null || !isJsonObject(node.value) || !Object.hasOwn(node.value, name)) return null;
  const value = node.value[name] ?? null;
  return value === null ? null : { document: node.document, pointer: childPointer(node.pointer, name), value };
}

/** The entries of a list; none where it is no list. */
export function entries(node: SourceValue | null): readonly SourceValue[] {
  if (node === null || !isJsonArray(node.value)) return [];
  const { document, pointer } = node;
  return node.value.map((value, index) => ({ document, pointer: childPointer(pointer, index), value }));
}

/** The members of an object, in the order of the file; none where it is no object. */
export function members(node: SourceValue | null): readonly (readonly [string, SourceValue])[] {
  if (node === null || !isJsonObject(node.value)) return [];
  const { document, pointer, value } = node;
  return Object.entries(value).map(([name, member]) => [name, { document, pointer: childPointer(pointer, name), value: member }] as const);
}

/** The members of an object, in the order of their names, where their order in the file means nothing. */
export function membersByName(node: SourceValue | null): readonly (readonly [string, SourceValue])[] {
  return members(node).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The text under a name of an object; null where there is none, or an empty one. */
export function textMember(node: SourceValue | null, name: string): string | null {
  const value = child(node, name)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The texts in a list; none where it is no list. */
export function texts(value: Json | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

export function spotOf(node: SourceValue, part: Spot['part'] = 'value'): Spot {
  return { document: node.document, pointer: node.pointer, part };
}

/** What a JSON value is, in words. */
export function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  if (isJsonArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  return isJsonObject(value) ? 'a map' : 'a number';
}

/** How a format writes what only the deployment fills in. */
export interface Placeholders {
  /** A text as its author wrote it. */
  readonly restore: (text: string) => string;
  /** Whether nobody knows yet what the value will be. */
  readonly isOpen: (value: Json) => boolean;
}

const NO_PLACEHOLDERS: Placeholders = { restore: (text) => text, isOpen: () => false };

/**
 * Reads the fields of one definition and reports what it may not hold. Reading is lenient: a wrong field counts as absent, an
 * unknown one is left out, and all else is read.
 */
export class Fields {
  readonly node: SourceValue;
  /** How the definition is called in messages. */
  readonly what: string;
  readonly #owner: string;
  readonly #problems: Problems;
  readonly #placeholders: Placeholders;

  /** @param owner stable key of the definition or event that holds the node. */
  constructor(node: SourceValue, what: string, owner: string, problems: Problems, placeholders = NO_PLACEHOLDERS) {
    this.node = node;
    this.what = what;
    this.#owner = owner;
    this.#problems = problems;
    this.#placeholders = placeholders;
  }

  /** The fields of a part of this definition. */
  part(node: SourceValue, what: string): Fields {
    return new Fields(node, what, this.#owner, this.#problems, this.#placeholders);
  }

  invalid(spot: Spot, message: string, hint: string): void {
    this.#problems.invalid(this.#owner, spot, message.charAt(0).toUpperCase() + message.slice(1), hint);
  }

  /** Whether the definition is a map; reports names that the format does not know (it refuses them: decoding is strict). */
  only(known: readonly string[], hints: ReadonlyMap<string, string> = new Map()): boolean {
    const { value } = this.node;
    if (!isJsonObject(value)) {
      this.invalid(spotOf(this.node), `${this.what} must be a map, not ${kindOf(value)}.`, `Write its fields: ${known.join(', ')}.`);
      return false;
    }
    for (const name of Object.keys(value)) if (!known.includes(name)) this.#unknown(name, known, hints.get(name));
    return true;
  }

  #unknown(name: string, known: readonly string[], hint: string | undefined): void {
    const near = nearMiss(name, known);
    const spot: Spot = { document: this.node.document, pointer: childPointer(this.node.pointer, name), part: 'key' };
    const general = near === null ? `It may hold ${alternatives(known)}.` : `Did you mean "${near}"?`;
    this.invalid(spot, `${this.what} has an unknown field ${quoted(name)}.`, hint ?? general);
  }

  /** A text; null where there is none. With `required` its absence (or emptiness) is reported. */
  text(name: string, required = false): SourceText | null {
    const field = child(this.node, name);
    const value = field?.value ?? '';
    if (field === null || value === '') {
      if (required) this.missing(name);
      return null;
    }
    if (typeof value === 'string') return { text: this.#placeholders.restore(value), spot: spotOf(field, 'entry') };
    this.wrong(field, name, 'a text');
    return null;
  }

  /** True or false; null where there is none, or where only the deployment decides. */
  flag(name: string): { readonly value: boolean; readonly spot: Spot } | null {
    const field = child(this.node, name);
    if (field === null || this.#placeholders.isOpen(field.value)) return null;
    if (typeof field.value === 'boolean') return { value: field.value, spot: spotOf(field, 'entry') };
    this.wrong(field, name, 'true or false');
    return null;
  }

  /** A list; null where there is none. */
  list(name: string, required = false): SourceValue | null {
    const field = child(this.node, name);
    if (field === null) {
      if (required) this.missing(name);
      return null;
    }
    if (isJsonArray(field.value)) return field;
    this.wrong(field, name, 'a list');
    return null;
  }

  missing(name: string): void {
    this.invalid(spotOf(this.node, 'entry'), `${this.what} has no "${name}".`, `Add "${name}": it is required.`);
  }

  wrong(field: SourceValue, name: string, expected: string): void {
    this.invalid(
      spotOf(field, 'entry'),
      `"${name}" of ${this.what} must be ${expected}, not ${kindOf(field.value)}.`,
      `Write ${expected}.`,
    );
  }
}
