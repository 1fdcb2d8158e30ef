import { dialectOf, since } from './dialect.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childOf, childPointer, pointerTokens } from '../values/pointer.ts';
import type { Dialect, Place, Schema } from '../types.ts';

/**
 * The schema that each dynamic anchor names along the way taken: the one in the outermost resource that has it (core 8.2.3.2 of 2020-12, 8.2.4.2 of
 * 2019-09). `''` is `$recursiveAnchor`. It holds only anchors that several resources have; any other names one schema whatever the way.
 */
export interface DynamicScope {
  /** Equal for equal scopes. */
  readonly key: string;
  readonly places: ReadonlyMap<string, Place>;
}

const NOTHING_ENTERED: DynamicScope = { key: '', places: new Map() };

/** What surrounds a schema: the resource it belongs to (JSON Schema core 8.2.1), the dialect in force there, and what was entered on the way to it. */
export interface Scope {
  readonly uri: string;
  /** Pointer of the resource's root in its document. */
  readonly root: string;
  /** The resource's base URI, absolute. */
  readonly base: string;
  readonly dialect: Dialect;
  readonly dynamic: DynamicScope;
}

/** A schema that a reference names. */
export interface Target {
  readonly place: Place;
  readonly scope: Scope;
  readonly value: Json;
}

/** Anything relative is resolved against this, so that plain paths can be document URIs. */
const DEFAULT_BASE = 'schema:///';

function resolveUri(reference: string, base: string): string {
  try {
    return new URL(reference, new URL(base, DEFAULT_BASE)).href;
  } catch {
    return reference;
  }
}

function withoutFragment(uri: string): string {
  const hash = uri.indexOf('#');
  return hash < 0 ? uri : uri.slice(0, hash);
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function ownString(schema: JsonObject, name: string): string | null {
  const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The identifier that makes a schema a resource of its own, as its dialect spells it; null where it is none. */
function resourceId(schema: JsonObject, dialect: Dialect): string | null {
  const id = ownString(schema, dialect === 'draft-04' ? 'id' : '$id');
  // `#name` is an anchor before 2019-09 and nothing from then on. Before 2019-09 a sibling of $ref means nothing.
  if (id === null || id.startsWith('#') || (!since(dialect, '2019-09') && Object.hasOwn(schema, '$ref'))) return null;
  return id;
}

/** The scope inside a schema as far as it is written there, given the scope around it. */
function enter(schema: Json, pointer: string, around: Scope): Scope {
  if (!isJsonObject(schema)) return around;
  const id = resourceId(schema, around.dialect);
  if (id === null && pointer !== around.root) return around;
  const declared = dialectOf(ownString(schema, '$schema') ?? '');
  if (id === null) return declared === null || declared === around.dialect ? around : { ...around, dialect: declared };
  return { ...around, root: pointer, base: withoutFragment(resolveUri(id, around.base)), dialect: declared ?? around.dialect };
}

interface DocumentIndex {
  /** Embedded resources by absolute URI. */
  readonly resources: Map<string, Target>;
  /** Plain-name fragments, by the resource's root pointer and name. */
  readonly anchors: Map<string, Target>;
  /** Dynamic anchors by the resource's root pointer; `''` is `$recursiveAnchor: true`. */
  readonly dynamic: Map<string, Map<string, Place>>;
}

const SCHEMA_MAPS = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties', 'dependencies']);
/** Keywords whose value is a schema or a list of schemas; identifiers below any other keyword are data. */
const SCHEMAS = new Set(
  (
    'additionalItems additionalProperties allOf anyOf contains contentSchema else if items not oneOf ' +
    'prefixItems propertyNames then unevaluatedItems unevaluatedProperties'
  ).split(' '),
);

function anchorsOf(schema: JsonObject, dialect: Dialect): string[] {
  if (since(dialect, '2019-09')) return [ownString(schema, '$anchor'), ownString(schema, '$dynamicAnchor')].filter((name) => name !== null);
  const id = ownString(schema, dialect === 'draft-04' ? 'id' : '$id') ?? '';
  const name = id.slice(id.indexOf('#') + 1);
  return id.includes('#') && name !== '' && !name.startsWith('/') ? [name] : [];
}

function dynamicAnchorsOf(schema: JsonObject, isRoot: boolean, dialect: Dialect): string[] {
  if (dialect === '2019-09') return isRoot && Object.hasOwn(schema, '$recursiveAnchor') && schema['$recursiveAnchor'] === true ? [''] : [];
  const name = dialect === '2020-12' ? ownString(schema, '$dynamicAnchor') : null;
  return name === null ? [] : [name];
}

function indexDocument(document: Json, start: Scope): DocumentIndex {
  const index: DocumentIndex = { resources: new Map(), anchors: new Map(), dynamic: new Map() };
  const pending: { value: Json; pointer: string; scope: Scope; isSchema: boolean }[] = [
    { value: document, pointer: '', scope: start, isSchema: true },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer, isSchema } = next;
    if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((item, i) =>
        pending.push({ value: item, pointer: childPointer(pointer, i), scope: next.scope, isSchema: true }),
      );
    } else if (isJsonObject(value)) {
      const scope = isSchema ? enter(value, pointer, next.scope) : next.scope;
      if (isSchema) record(index, value, pointer, scope);
      for (const name of Object.keys(value)) {
        const child = value[name];
        if (child === undefined || typeof child !== 'object' || child === null) continue;
        if (isSchema && !SCHEMAS.has(name) && !SCHEMA_MAPS.has(name)) continue;
        pending.push({ value: child, pointer: childPointer(pointer, name), scope, isSchema: !isSchema || !SCHEMA_MAPS.has(name) });
      }
    }
  }
  return index;
}

function record(index: DocumentIndex, schema: JsonObject, pointer: string, scope: Scope): void {
  const target: Target = { place: { uri: scope.uri, pointer }, scope, value: schema };
  if (scope.root === pointer && !index.resources.has(scope.base)) index.resources.set(scope.base, target);
  for (const name of anchorsOf(schema, scope.dialect)) index.anchors.set(`${scope.root}#${name}`, target);
  for (const anchor of dynamicAnchorsOf(schema, scope.root === pointer, scope.dialect)) {
    const ofResource = index.dynamic.get(scope.root) ?? new Map<string, Place>();
    index.dynamic.set(scope.root, ofResource.set(anchor, target.place));
  }
}

const known = new WeakMap<Schema['documents'], Map<Dialect, References>>();

/** Finds what references name among the documents of one side. Never fetches. */
export class References {
  readonly #documents: ReadonlyMap<string, Json>;
  readonly #dialect: Dialect;
  readonly #uris: ReadonlyMap<string, string>;
  readonly #indexes = new Map<string, DocumentIndex>();
  /** The scope of each document's root, one object, so that schemas of one resource share theirs. */
  readonly #roots = new Map<string, Scope>();
  /** What references name, by the scope that they stand in: most are used again and again. */
  readonly #resolved = new WeakMap<Scope, Map<string, Target | null>>();
  readonly #resourcesWith = new Map<string, number>();

  /** The references of a side. Schemas of one revision share their documents, of which there may be thousands: they are indexed once. */
  static of(schema: Schema): References {
    const ofDialect = known.get(schema.documents) ?? new Map<Dialect, References>();
    known.set(schema.documents, ofDialect);
    const references = ofDialect.get(schema.dialect) ?? new References(schema);
    ofDialect.set(schema.dialect, references);
    return references;
  }

  private constructor(schema: Schema) {
    this.#documents = schema.documents;
    this.#dialect = schema.dialect;
    this.#uris = new Map([...schema.documents.keys()].map((uri) => [withoutFragment(resolveUri(uri, DEFAULT_BASE)), uri]));
  }

  /** The schema at a place, with its scope as one that starts there; null where there is nothing. */
  at(place: Place): Target | null {
    const target = this.#standing(place);
    return target === null ? null : { ...target, scope: this.#entered(target.scope) };
  }

  /** The scope inside a subschema, given the scope around it. */
  inside(schema: Json, pointer: string, around: Scope): Scope {
    const scope = enter(schema, pointer, around);
    return scope.root === around.root ? scope : this.#entered(scope);
  }

  #standing(place: Place): Target | null {
    const document = this.#documents.get(place.uri);
    if (document === undefined) return null;
    const tokens = pointerTokens(place.pointer);
    let value: Json | undefined = document;
    let pointer = '';
    let scope = this.#root(place.uri, document);
    for (const token of tokens) {
      value = childOf(value, token);
      if (value === undefined) return null;
      pointer = childPointer(pointer, token);
      scope = enter(value, pointer, scope);
    }
    return { place, scope, value };
  }

  /** What a reference names, seen from a scope; null where the documents do not hold it. */
  resolve(reference: string, from: Scope): Target | null {
    const resolved = this.#resolved.get(from) ?? new Map<string, Target | null>();
    this.#resolved.set(from, resolved);
    let target = resolved.get(reference);
    if (target === undefined) resolved.set(reference, (target = this.#find(reference, from)));
    return target;
  }

  #find(reference: string, from: Scope): Target | null {
    const hash = reference.indexOf('#');
    const path = hash < 0 ? reference : reference.slice(0, hash);
    const fragment = hash < 0 ? '' : reference.slice(hash + 1);
    const resource =
      path === '' ? this.#standing({ uri: from.uri, pointer: from.root }) : this.#resource(resolveUri(path, from.base), from.uri);
    const target = resource && this.#fragment(resource, fragment);
    if (target === null) return null;
    const { scope } = target;
    return { ...target, scope: this.#entered(scope.dynamic === from.dynamic ? scope : { ...scope, dynamic: from.dynamic }) };
  }

  /** What a `$dynamicRef` or `$recursiveRef` names, seen from a scope; null where the documents do not hold it. */
  resolveDynamic(keyword: '$dynamicRef' | '$recursiveRef', reference: string, from: Scope): Target | null {
    const first = this.resolve(reference, from);
    if (first === null) return null;
    const anchor = keyword === '$recursiveRef' ? '' : decodeFragment(reference.slice(reference.indexOf('#') + 1));
    const { uri, root, dynamic } = first.scope;
    const own = this.#index(uri).dynamic.get(root)?.get(anchor);
    // Only what a dynamic anchor names is looked up along the way; anything else is a plain reference.
    if (own?.pointer !== first.place.pointer) return first;
    const outermost = dynamic.places.get(anchor);
    const target = outermost === undefined ? null : this.#standing(outermost);
    return target === null ? first : { ...target, scope: { ...target.scope, dynamic } };
  }

  /** The absolute form of a reference, to tell unresolved ones apart. */
  absolute(reference: string, from: Scope): string {
    return reference.startsWith('#') ? `${from.base}${reference}` : resolveUri(reference, from.base);
  }

  /** The scope with the dynamic anchors of its resource, as far as nothing entered before has them. */
  #entered(scope: Scope): Scope {
    if (!since(scope.dialect, '2019-09')) return scope;
    const { dynamic } = scope;
    const anchors = [...(this.#index(scope.uri).dynamic.get(scope.root) ?? [])];
    const fresh = anchors.filter(([anchor]) => !dynamic.places.has(anchor) && this.#isShared(anchor));
    if (fresh.length === 0) return scope;
    const places = new Map([...dynamic.places, ...fresh].toSorted(([one], [other]) => (one < other ? -1 : 1)));
    return { ...scope, dynamic: { key: JSON.stringify([...places]), places } };
  }

  /** Whether several resources have a dynamic anchor. */
  #isShared(anchor: string): boolean {
    let count = this.#resourcesWith.get(anchor);
    if (count === undefined) {
      count = 0;
      for (const uri of this.#documents.keys()) for (const anchors of this.#index(uri).dynamic.values()) if (anchors.has(anchor)) count++;
      this.#resourcesWith.set(anchor, count);
    }
    return count > 1;
  }

  #root(uri: string, document: Json): Scope {
    const root = this.#roots.get(uri) ?? enter(document, '', this.#outer(uri));
    this.#roots.set(uri, root);
    return root;
  }

  #outer(uri: string): Scope {
    return { uri, root: '', base: withoutFragment(resolveUri(uri, DEFAULT_BASE)), dialect: this.#dialect, dynamic: NOTHING_ENTERED };
  }

  #index(uri: string): DocumentIndex {
    let index = this.#indexes.get(uri);
    if (index === undefined) {
      index = indexDocument(this.#documents.get(uri) ?? true, this.#outer(uri));
      this.#indexes.set(uri, index);
    }
    return index;
  }

  #resource(uri: string, near: string): Target | null {
    const absolute = withoutFragment(uri);
    const embedded = this.#index(near).resources.get(absolute);
    if (embedded !== undefined) return embedded;
    const document = this.#uris.get(absolute);
    if (document !== undefined) return this.#standing({ uri: document, pointer: '' });
    // A document that has the name itself counts before one that holds a copy.
    let copy: Target | null = null;
    for (const other of this.#documents.keys()) {
      const found = this.#index(other).resources.get(absolute);
      if (found?.place.pointer === '') return found;
      copy ??= found ?? null;
    }
    return copy;
  }

  #fragment(resource: Target, fragment: string): Target | null {
    if (fragment === '') return resource;
    const decoded = decodeFragment(fragment);
    if (!decoded.startsWith('/')) return this.#index(resource.place.uri).anchors.get(`${resource.scope.root}#${decoded}`) ?? null;
    return this.#standing({ uri: resource.place.uri, pointer: `${resource.place.pointer}${decoded}` });
  }
}
