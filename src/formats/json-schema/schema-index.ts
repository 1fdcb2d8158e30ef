import { childPointer, isJsonArray, isJsonObject, pointerTokens, valueAt, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { SourceDocument } from '../format.ts';
import { APPLICATORS, declaredDialect, REFERENCE_KEYWORDS, stringMember, subschemas, type Holds } from './keywords.ts';
import { repositoryUri, resolveUri, splitFragment } from './repository-uri.ts';

/** A reference as a document writes it. */
export interface Reference {
  /** Pointer of the keyword that holds it. */
  readonly pointer: string;
  readonly text: string;
  /** The base URI in force there: the retrieval URI, as `$id`s have changed it. */
  readonly base: string;
}

/** How schemas are written that are not quite JSON Schema. */
export interface SchemaStyle {
  /** A schema object in JSON Schema's own words; subschemas stay where they stand and as they are, each is translated on its own. */
  readonly translate: (schema: JsonObject) => JsonObject;
  /** Keywords of which JSON Schema has one for two: where the second stands beside the first, both are shown. */
  readonly together?: ReadonlyMap<string, string>;
}

/** JSON Schema as it is. */
export const PLAIN: SchemaStyle = { translate: (schema) => schema };

/**
 * What one document holds for references: the resources and anchors it names and the references it makes. Only schemas are
 * visited, so that a `$ref` inside an `enum` or an example is data; a place that a reference names is a schema too.
 */
export class SchemaIndex {
  readonly document: SourceDocument;
  /** Retrieval URI. */
  readonly uri: string;
  /** Pointers of the schemas that are resources of their own, by absolute URI. The document itself is the first. */
  readonly resources = new Map<string, string>();
  /** Pointers by `<resource URI>#<anchor>`. */
  readonly anchors = new Map<string, string>();
  /** Grows while places are visited. */
  readonly references: Reference[] = [];
  readonly style: SchemaStyle;
  /** Pointers of the schemas in a document that is no schema itself; null where the document is one. */
  readonly roots: readonly string[] | null;
  readonly #idKeyword: 'id' | '$id';
  readonly #bases = new Map<string, string>();
  /** Places that references name, to be visited: a long chain of them may not be one of calls. */
  readonly #named: string[] = [];

  constructor(document: SourceDocument, roots: readonly string[] | null = null, style = PLAIN) {
    this.document = document;
    this.roots = roots;
    this.style = style;
    this.uri = repositoryUri(document.path);
    this.#idKeyword = declaredDialect(document.value) === 'draft-04' ? 'id' : '$id';
    this.resources.set(this.uri, '');
    for (const pointer of roots ?? ['']) this.visit(pointer);
  }

  /** Pointers of all schema objects that were visited. */
  get schemas(): ReadonlyMap<string, unknown> {
    return this.#bases;
  }

  /** Whether JSON Schema's own rules make a place a schema: keywords that hold schemas lead to it from the document's root. */
  isSchemaByKeywords(pointer: string): boolean {
    if (this.roots !== null) return false;
    let value: Json | undefined = this.document.value;
    let at: Holds = 'schema';
    for (const token of pointerTokens(pointer)) {
      value = valueAt(value, childPointer('', token));
      const holds: Holds | undefined = at === 'schema' ? APPLICATORS.get(token) : 'schema';
      if (holds === undefined) return false;
      at = holds === 'schemas' && !isJsonArray(value) ? 'schema' : holds;
    }
    return at === 'schema';
  }

  /** Takes a place in that a reference names, and what it refers to in turn; it may stand where no keyword holds schemas. */
  visit(pointer: string): void {
    this.#named.push(pointer);
    for (let at = this.#named.pop(); at !== undefined; at = this.#named.pop()) {
      const value = this.#bases.has(at) ? undefined : valueAt(this.document.value, at);
      if (value !== undefined) this.#visit(value, at, this.#baseAbove(at));
    }
  }

  #baseAbove(pointer: string): string {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const base = this.#bases.get(at);
      if (base !== undefined) return base;
    }
    return this.#bases.get('') ?? this.uri;
  }

  #visit(written: Json, pointer: string, above: string): void {
    if (!isJsonObject(written) || this.#bases.has(pointer)) return;
    const value = this.style.translate(written);
    const base = this.#enter(value, pointer, above);
    this.#bases.set(pointer, base);
    for (const name of ['$anchor', '$dynamicAnchor']) this.#anchor(stringMember(value, name), pointer, base);
    for (const [at, schema] of subschemas(value, pointer)) this.#visit(schema, at, base);
    for (const keyword of REFERENCE_KEYWORDS) {
      const text = stringMember(value, keyword);
      if (text !== null) this.#refer({ pointer: childPointer(pointer, keyword), text, base });
    }
  }

  // Up to draft-07 an `$id` of a fragment alone is an anchor.
  #enter(schema: JsonObject, pointer: string, above: string): string {
    const id = stringMember(schema, this.#idKeyword);
    if (id === null) return above;
    const { target, fragment } = splitFragment(id);
    const base = target === '' ? above : resolveUri(target, above);
    if (base === null) return above;
    if (target !== '' && !this.resources.has(base)) this.resources.set(base, pointer);
    this.#anchor(fragment, pointer, base);
    return base;
  }

  #anchor(name: string | null, pointer: string, base: string): void {
    if (name === null || name === '' || name.startsWith('/')) return;
    const key = `${base}#${name}`;
    if (!this.anchors.has(key)) this.anchors.set(key, pointer);
  }

  #refer(reference: Reference): void {
    this.references.push(reference);
    const { target, fragment } = splitFragment(reference.text);
    if (target === '' && fragment.startsWith('/')) this.#named.push(`${this.resources.get(reference.base) ?? ''}${fragment}`);
  }
}

/**
 * All references of a document to others, also where they may only be data: as their target would be known to other files. Used to find
 * files that depend on each other, where one too many does no harm.
 */
export function outwardReferences(document: SourceDocument): readonly string[] {
  const found = new Set<string>();
  const uri = repositoryUri(document.path);
  const scan = (value: Json, base: string): void => {
    if (isJsonArray(value)) for (const entry of value) scan(entry, base);
    if (!isJsonObject(value)) return;
    const id = stringMember(value, '$id') ?? stringMember(value, 'id');
    const inner = (id === null ? null : resolveUri(id, base)) ?? base;
    for (const keyword of REFERENCE_KEYWORDS) {
      const { target } = splitFragment(stringMember(value, keyword) ?? '');
      if (target === '') continue;
      for (const name of [target, resolveUri(target, inner), resolveUri(target, uri)]) if (name !== null) found.add(name);
    }
    for (const member of Object.values(value)) scan(member, inner);
  };
  scan(document.value, uri);
  return [...found];
}
