import { canonicalJson, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childPointer, valueAt } from '../values/pointer.ts';
import type { InstancePath, Place, Schema, Step } from '../types.ts';
import { asRead } from './follow.ts';
import { References } from './references.ts';

/** A reference that names nothing. */
export interface UnreadReference {
  /** The location in instances of which it speaks, or the keyword that is left out because of it. */
  readonly path: InstancePath;
  /** Where the reference itself stands. */
  readonly place: Place;
  readonly written: string;
  readonly absolute: string;
}

/** What of a schema cannot be read: a reference that names nothing, or a keyword that holds one and whose parts only mean something together. */
export interface UnreadPart {
  readonly keyword: string;
  /** The location in instances of which it speaks. */
  readonly path: InstancePath;
  /** Where the keyword stands. */
  readonly place: Place;
  /** Equal for parts that say the same. */
  readonly text: string;
}

/** A schema less what cannot be read of it. */
export interface Readable {
  readonly schema: Schema;
  readonly parts: readonly UnreadPart[];
  readonly references: readonly UnreadReference[];
}

/** Keywords that are left out together where one part cannot be read, since what is left would mean something else. */
const WHOLE: readonly (readonly string[])[] = [
  ['if', 'then', 'else'],
  ...['anyOf', 'oneOf', 'not', 'contains', 'dependentSchemas', 'dependencies', 'propertyNames'].map((keyword) => [keyword]),
  ...['unevaluatedItems', 'unevaluatedProperties'].map((keyword) => [keyword]),
];
const MAX_VISITS = 5_000;
/** Deeper than any message: ends the unfolding of recursive definitions. */
const MAX_STEPS = 12;

class TooMuch extends Error {}

class Reading {
  readonly #schema: Schema;
  readonly #resolver: References;
  readonly #seen = new Map<string, boolean>();
  /** Keywords to leave out, by document and pointer. */
  readonly #dropped = new Map<string, Map<string, ReadonlySet<string>>>();
  readonly parts: UnreadPart[] = [];
  readonly references: UnreadReference[] = [];
  #visits = 0;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#resolver = References.of(schema);
  }

  /** Goes through a schema that speaks of a location; whether something unread speaks of the location itself. */
  visit(place: Place, path: InstancePath): boolean {
    const raw = valueAt(this.#schema.documents.get(place.uri), place.pointer);
    const key = JSON.stringify([place.uri, place.pointer, path]);
    const known = this.#seen.get(key);
    if (!isJsonObject(raw) || known !== undefined) return known ?? false;
    this.#seen.set(key, false);
    this.#count();
    if (path.length > MAX_STEPS) throw new TooMuch();
    const node = asRead(this.#schema, place, raw);
    const dropped = new Set<string>(Object.keys(raw).filter((keyword) => !Object.hasOwn(node, keyword)));
    const ofReference = this.#visitReference(place, node, path, dropped);
    const ofWhole = WHOLE.filter((keywords) => this.#visitWhole(place, node, keywords, path, dropped)).length > 0;
    if ([...dropped].some((keyword) => Object.hasOwn(node, keyword))) this.#drop(place, dropped);
    const ofParts = partsOf(node, place).filter(([below, step]) => this.visit(below, [...path, ...step]) && step.length === 0).length > 0;
    const isUnread = ofReference || ofWhole || ofParts;
    this.#seen.set(key, isUnread);
    return isUnread;
  }

  #count(): void {
    this.#visits += 1;
    if (this.#visits > MAX_VISITS) throw new TooMuch();
  }

  #visitReference(place: Place, node: JsonObject, path: InstancePath, dropped: Set<string>): boolean {
    const reference = Object.hasOwn(node, '$ref') ? node['$ref'] : undefined;
    if (typeof reference !== 'string') return false;
    const found = this.#follow(place, reference);
    if (typeof found !== 'string') return this.visit(found, path);
    dropped.add('$ref');
    const at = { uri: place.uri, pointer: childPointer(place.pointer, '$ref') };
    this.parts.push({ keyword: '$ref', path, place: at, text: found });
    this.references.push({ path, place: at, written: reference, absolute: found });
    return true;
  }

  #visitWhole(place: Place, node: JsonObject, keywords: readonly string[], path: InstancePath, dropped: Set<string>): boolean {
    const written = keywords.filter((keyword) => Object.hasOwn(node, keyword));
    const at = (keyword: string): Place => ({ uri: place.uri, pointer: childPointer(place.pointer, keyword) });
    const texts = new Set<string>();
    const unread = written.map((keyword) => this.#unreadIn(node[keyword], at(keyword), texts));
    const [first] = written;
    if (unread.flat().length === 0 || first === undefined) return false;
    const branches = branchesOf(node, first, place);
    const isBelow = branches.length > 0 && (first !== 'if' || unread[0]?.length === 0);
    if (isBelow && branches.filter((branch) => this.visit(branch, path)).length === 0) return false;
    for (const keyword of written) dropped.add(keyword);
    this.parts.push({ keyword: first, path, place: at(first), text: `${first} ${[...texts].toSorted().join('\n')}` });
    // Those in branches were met on the way.
    if (!isBelow) this.references.push(...unread.flat().map((reference) => ({ path, ...reference })));
    return true;
  }

  /** The references that name nothing in a value and in what it refers to, whose texts are noted. */
  #unreadIn(root: Json | undefined, at: Place, texts: Set<string>): readonly Omit<UnreadReference, 'path'>[] {
    const unread: Omit<UnreadReference, 'path'>[] = [];
    const seen = new Set<string>();
    const queue: { readonly value: Json | undefined; readonly place: Place }[] = [{ value: root, place: at }];
    if (root !== undefined) texts.add(canonicalJson(root));
    for (const { value, place } of queue) {
      if (value === null || typeof value !== 'object') continue;
      this.#count();
      const entries = isJsonArray(value) ? [...value.entries()] : isJsonObject(value) ? Object.entries(value) : [];
      for (const [name, kid] of entries) queue.push({ value: kid, place: { uri: place.uri, pointer: childPointer(place.pointer, name) } });
      const reference = isJsonObject(value) && Object.hasOwn(value, '$ref') ? value['$ref'] : undefined;
      const found = typeof reference === 'string' ? this.#follow(place, reference) : null;
      if (typeof found === 'string' && typeof reference === 'string') {
        unread.push({ place: { uri: place.uri, pointer: childPointer(place.pointer, '$ref') }, written: reference, absolute: found });
      }
      if (found === null || typeof found === 'string' || seen.has(`${found.uri}#${found.pointer}`)) continue;
      seen.add(`${found.uri}#${found.pointer}`);
      const target = valueAt(this.#schema.documents.get(found.uri), found.pointer);
      if (target !== undefined) texts.add(canonicalJson(target));
      queue.push({ value: target, place: found });
    }
    return unread;
  }

  /** The place that a reference names; its absolute form where it names nothing. */
  #follow(from: Place, reference: string): Place | string {
    const standing = this.#resolver.at(from);
    if (standing === null) return reference;
    return this.#resolver.resolve(reference, standing.scope)?.place ?? this.#resolver.absolute(reference, standing.scope);
  }

  #drop({ uri, pointer }: Place, keywords: ReadonlySet<string>): void {
    const ofDocument = this.#dropped.get(uri) ?? new Map<string, ReadonlySet<string>>();
    this.#dropped.set(uri, ofDocument.set(pointer, keywords));
  }

  schema(): Schema {
    const documents = new Map(this.#schema.documents);
    for (const [uri, drops] of this.#dropped) documents.set(uri, without(documents.get(uri) ?? true, '', drops));
    return { ...this.#schema, documents };
  }
}

/** The branches of a keyword of which some hold, so that what is unread deeper inside one may be left out of it alone. */
function branchesOf(node: JsonObject, keyword: string, place: Place): readonly Place[] {
  const at = (...tokens: readonly (string | number)[]): Place => ({
    uri: place.uri,
    pointer: tokens.reduce<string>(childPointer, place.pointer),
  });
  const value = node[keyword];
  if (keyword === 'if') return [at('then'), at('else')];
  return (keyword === 'anyOf' || keyword === 'oneOf') && isJsonArray(value) ? [...value.keys()].map((index) => at(keyword, index)) : [];
}

/** The subschemas that speak of an instance's parts, or of the instance itself in every case. */
function partsOf(node: JsonObject, place: Place): readonly (readonly [Place, readonly Step[]])[] {
  const at = (...tokens: readonly (string | number)[]): Place => ({
    uri: place.uri,
    pointer: tokens.reduce<string>(childPointer, place.pointer),
  });
  const own = (keyword: string): Json | undefined => (Object.hasOwn(node, keyword) ? node[keyword] : undefined);
  const names = (keyword: string): readonly string[] => {
    const value = own(keyword);
    return isJsonObject(value) ? Object.keys(value) : [];
  };
  const indexes = (keyword: string): readonly number[] => {
    const value = own(keyword);
    return isJsonArray(value) ? [...value.keys()] : [];
  };
  return [
    ...indexes('allOf').map((index) => [at('allOf', index), []] as const),
    ...names('properties').map((name) => [at('properties', name), [{ kind: 'property', name }]] as const),
    ...names('patternProperties').map((pattern) => [at('patternProperties', pattern), [{ kind: 'names', pattern }]] as const),
    [at('additionalProperties'), [{ kind: 'names' }]],
    ...['items', 'additionalItems'].map((keyword) => [at(keyword), [{ kind: 'items' }]] as const),
    ...['items', 'prefixItems'].flatMap((keyword) => indexes(keyword).map((index) => [at(keyword, index), [{ kind: 'items' }]] as const)),
  ];
}

/** A document less some keywords of the objects at some pointers. */
function without(value: Json, pointer: string, drops: ReadonlyMap<string, ReadonlySet<string>>): Json {
  if (isJsonArray(value)) return value.map((item, index) => without(item, childPointer(pointer, index), drops));
  if (!isJsonObject(value)) return value;
  const gone = drops.get(pointer);
  const kept = Object.entries(value).filter(([keyword]) => gone?.has(keyword) !== true);
  return Object.fromEntries(kept.map(([name, kid]) => [name, without(kid, childPointer(pointer, name), drops)]));
}

/** A schema less all that cannot be read of it because of a reference that names nothing; null where that is too much work. */
export function readableOf(schema: Schema): Readable | null {
  const reading = new Reading(schema);
  try {
    reading.visit({ uri: schema.uri, pointer: schema.pointer }, []);
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
  return { schema: reading.schema(), parts: reading.parts, references: reading.references };
}
