import { childPointer, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { optionalEntry } from '../../plan/model.ts';
import { APPLICATORS } from '../json-schema/keywords.ts';
import { computed } from '../hcl-text.ts';
import type { SourceValue } from '../fields.ts';
import { kindOf, spotOf } from '../fields.ts';
import { quoted, type Problems } from '../problems.ts';
import { listedTexts } from './alternation.ts';
import { computedPart } from './terraform.ts';

/** What Segment's editors write into schemas and no validator reads: typewriter's own notes, names of nodes, labels. */
const NOTES = new Set(['$schema', '$id', 'id', 'labels', 'eventMetadata']);
const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const MAX_REFERENCES = 10_000;

/** Where `required` of a property stands: in the list of its object, as JSON Schema has it; or as true or false at the property itself. */
export type RequiredStyle = 'list' | 'flag';

/** A reference inside a schema, and the place of the schema as written that makes it. */
export interface SchemaReference {
  readonly text: string;
  readonly source: SourceValue;
}

/**
 * Reads a schema as a plan holds it into what Protocols validates. `moves` tells the places of the result that stand elsewhere in the file than
 * their parents do: pointers in the result to pointers in the document.
 */
export class BodyReader {
  readonly moves = new Map<string, string>();
  readonly references: SchemaReference[] = [];
  readonly #owner: string;
  readonly #what: string;
  readonly #style: RequiredStyle;
  readonly #problems: Problems;

  /** @param what the rule, as messages call it. */
  constructor(owner: string, what: string, style: RequiredStyle, problems: Problems) {
    this.#owner = owner;
    this.#what = what;
    this.#style = style;
    this.#problems = problems;
  }

  /** @param to the place of the schema in the result. */
  read(source: SourceValue, to: string, hoists = this.#style === 'flag'): Json {
    const { value } = source;
    if (typeof value === 'boolean') return value;
    const expression = computed(value);
    if (expression !== null) {
      this.#invalid(
        source,
        `A schema in ${this.#what} is computed (${quoted(expression)}), so it is left out.`,
        'Write it out: nothing is evaluated.',
      );
      return {};
    }
    if (!isJsonObject(value)) {
      this.#invalid(source, `A schema in ${this.#what} is ${kindOf(value)}.`, 'Write a JSON Schema: a map, or true or false.');
      return {};
    }
    const members: [string, Json][] = [];
    for (const [name, member] of Object.entries(value)) {
      const inner = { document: source.document, pointer: childPointer(source.pointer, name), value: member };
      const read = this.#member(name, inner, childPointer(to, name), hoists);
      if (read !== null) members.push([name, read.value]);
    }
    const schema = new Map(members);
    if (hoists) this.#hoist(source, schema, to);
    this.#list(source, schema, to);
    withoutEmpty(schema);
    return Object.fromEntries(schema);
  }

  /** Null for what is no part of the schema. */
  #member(name: string, source: SourceValue, to: string, hoists: boolean): { readonly value: Json } | null {
    if (NOTES.has(name)) return null;
    const { value } = source;
    const holds = APPLICATORS.get(name);
    // Where schemas stand inside, those that are computed are left out one by one.
    const expression = holds === undefined ? computedPart(value) : computed(value);
    if (expression !== null) {
      const message = `${quoted(name)} in ${this.#what} is computed (${quoted(expression)}), so it is left out.`;
      this.#invalid(source, message, 'Write it out: nothing is evaluated.');
      return null;
    }
    if (name === 'type') return this.#type(source);
    if (name === 'required') return this.#required(source);
    if (name === 'enum' && !isJsonArray(value)) return this.#wrong(source, 'enum', 'a list of values');
    if (name === '$ref' && typeof value === 'string' && this.references.length < MAX_REFERENCES)
      this.references.push({ text: value, source });
    if (holds === undefined) return { value };
    // What a property nested in a map of properties says of itself goes up to that map; items are read as they are.
    return { value: this.#below(holds, source, to, hoists && name === 'properties') };
  }

  #below(holds: 'schema' | 'schemas' | 'named', source: SourceValue, to: string, hoists: boolean): Json {
    const { document, pointer, value } = source;
    const inside = (token: string | number, inner: Json): Json =>
      this.read({ document, pointer: childPointer(pointer, token), value: inner }, childPointer(to, token), hoists);
    if (holds === 'schemas' && isJsonArray(value)) return value.map((entry, at) => inside(at, entry));
    if (holds !== 'named') return this.read(source, to, hoists);
    if (isJsonObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, isJsonArray(inner) ? inner : inside(name, inner)]));
    this.#wrong(source, lastToken(pointer), 'a map of schemas');
    return {};
  }

  #type(source: SourceValue): { readonly value: Json } | null {
    const { value } = source;
    const names = isJsonArray(value) ? value : [value];
    // "any" is a word of Segment's editor for no type at all.
    if (names.includes('any')) return null;
    const known = names.filter((name) => typeof name === 'string' && TYPES.has(name));
    const stranger = names.find((name) => !known.includes(name));
    if (stranger !== undefined || names.length === 0) {
      const shown = typeof stranger === 'string' ? quoted(stranger) : names.length === 0 ? 'an empty list' : kindOf(stranger ?? null);
      this.#invalid(source, `A type in ${this.#what} is ${shown}.`, `Write one of ${[...TYPES].join(', ')}, or "any".`);
    }
    if (known.length === 0) return null;
    return { value: isJsonArray(value) ? known : (known[0] ?? null) };
  }

  #required(source: SourceValue): { readonly value: Json } | null {
    const { value } = source;
    if (isJsonArray(value) && value.every((name) => typeof name === 'string')) return { value };
    if (this.#style === 'flag' && typeof value === 'boolean') return null;
    return this.#wrong(source, 'required', 'a list of names');
  }

  #hoist({ pointer, value }: SourceValue, schema: Map<string, Json>, to: string): void {
    const properties = isJsonObject(value) && Object.hasOwn(value, 'properties') ? value['properties'] : undefined;
    if (!isJsonObject(properties)) return;
    const required: string[] = [];
    const list = childPointer(to, 'required');
    const moves: [string, string][] = [];
    for (const [name, property] of Object.entries(properties)) {
      const from = `${childPointer(childPointer(pointer, 'properties'), name)}/required`;
      const flag = isJsonObject(property) && Object.hasOwn(property, 'required') ? property['required'] : undefined;
      moves.push([childPointer(list, flag === true ? required.length : optionalEntry(name)), from]);
      if (flag === true) required.push(name);
    }
    // A list of the author's own counts only where no property says that it is required.
    if (required.length === 0 && schema.has('required')) return;
    this.moves.set(list, childPointer(pointer, 'properties'));
    for (const [place, from] of moves) this.moves.set(place, from);
    schema.delete('required');
    if (required.length > 0) schema.set('required', required);
  }

  /** Permitted values that are written as a pattern, as the list that they are. A pattern says nothing of other kinds than text. */
  #list({ pointer }: SourceValue, schema: Map<string, Json>, to: string): void {
    const pattern = schema.get('pattern');
    const type = schema.get('type');
    const kinds = isJsonArray(type) ? type : [type];
    if (typeof pattern !== 'string' || schema.has('enum') || schema.has('const')) return;
    if (!kinds.includes('string') || !kinds.every((kind) => kind === 'string' || kind === 'null')) return;
    const texts = listedTexts(pattern);
    if (texts === null) return;
    schema.delete('pattern');
    schema.set('enum', kinds.includes('null') ? [...texts, null] : texts);
    this.moves.set(childPointer(to, 'enum'), childPointer(pointer, 'pattern'));
  }

  #wrong(source: SourceValue, name: string, expected: string): null {
    const message = `${quoted(name)} in ${this.#what} must be ${expected}, not ${kindOf(source.value)}.`;
    this.#invalid(source, message, `Write ${expected}.`);
    return null;
  }

  #invalid(source: SourceValue, message: string, hint: string): void {
    this.#problems.invalid(this.#owner, spotOf(source, 'entry'), message, hint);
  }
}

// The editor gives every property an empty map of properties and an empty list of required ones, whatever its type.
function withoutEmpty(schema: Map<string, Json>): void {
  const type = schema.get('type');
  if (type === undefined || type === 'object' || (isJsonArray(type) && type.includes('object'))) return;
  const [properties, required] = [schema.get('properties'), schema.get('required')];
  if (isJsonObject(properties) && isEmpty(properties)) schema.delete('properties');
  if (isJsonArray(required) && required.length === 0) schema.delete('required');
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}

function lastToken(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
