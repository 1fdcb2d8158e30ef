import { dialectOf, since } from './dialect.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childOf, childPointer, pointerTokens, valueAt } from '../values/pointer.ts';
import type { Dialect, Place, Schema } from '../types.ts';

/** What surrounds a schema: the resource it belongs to (JSON Schema core 8.2.1) and the dialect in force there. */
export interface Scope {
  readonly uri: string;
  /** Pointer of the resource's root in its document. */
  readonly root: string;
  /** The resource's base URI, absolute. */
  readonly base: string;
  readonly dialect: Dialect;
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

function ownString(schema: JsonObject, name: string): string | null {
  const value = Object.hasOwn(schema, name) ? schema[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The identifier that makes a schema a resource of its own, as its dialect spells it; null where it is none. */
function resourceId(schema: JsonObject, dialect: Dialect): string | null {
  const id = ownString(schema, dialect === 'draft-04' ? 'id' : '$id');
  // Before 2019-09 a sibling of $ref means nothing, and `#name` is an anchor.
  if (id === null || id === '#' || (!since(dialect, '2019-09') && (id.startsWith('#') || Object.hasOwn(schema, '$ref')))) return null;
  return id;
}

/** The scope inside a schema, given the scope around it. */
export function enter(schema: Json, pointer: string, around: Scope): Scope {
  if (!isJsonObject(schema)) return around;
  const id = resourceId(schema, around.dialect);
  if (id === null && pointer !== around.root) return around;
  const declared = dialectOf(ownString(schema, '$schema') ?? '');
  if (id === null) return declared === null || declared === around.dialect ? around : { ...around, dialect: declared };
  return { uri: around.uri, root: pointer, base: withoutFragment(resolveUri(id, around.base)), dialect: declared ?? around.dialect };
}

interface DocumentIndex {
  /** Embedded resources by absolute URI. */
  readonly resources: Map<string, Target>;
  /** Plain-name fragments, by the resource's root pointer and name. */
  readonly anchors: Map<string, Target>;
  /** How often each `$dynamicAnchor` occurs; `''` counts `$recursiveAnchor: true`. */
  readonly dynamic: Map<string, number>;
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
  const id = ownString(schema, dialect === 'draft-04' ? 'id' : '$id');
  return id !== null && id.startsWith('#') && id.length > 1 ? [id.slice(1)] : [];
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
  const dynamic = ownString(schema, '$dynamicAnchor');
  if (dynamic !== null) index.dynamic.set(dynamic, (index.dynamic.get(dynamic) ?? 0) + 1);
  if (Object.hasOwn(schema, '$recursiveAnchor') && schema['$recursiveAnchor'] === true)
    index.dynamic.set('', (index.dynamic.get('') ?? 0) + 1);
}

/** Finds what references name among the documents of one side. Never fetches. */
export class References {
  readonly #documents: ReadonlyMap<string, Json>;
  readonly #dialect: Dialect;
  readonly #uris: ReadonlyMap<string, string>;
  readonly #indexes = new Map<string, DocumentIndex>();

  constructor(schema: Schema) {
    this.#documents = schema.documents;
    this.#dialect = schema.dialect;
    this.#uris = new Map([...schema.documents.keys()].map((uri) => [withoutFragment(resolveUri(uri, DEFAULT_BASE)), uri]));
  }

  /** The schema at a place, with its scope; null where there is nothing. */
  at(place: Place): Target | null {
    const document = this.#documents.get(place.uri);
    if (document === undefined) return null;
    const tokens = pointerTokens(place.pointer);
    let value: Json | undefined = document;
    let pointer = '';
    let scope = enter(document, '', this.#outer(place.uri));
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
    const hash = reference.indexOf('#');
    const path = hash < 0 ? reference : reference.slice(0, hash);
    const fragment = hash < 0 ? '' : reference.slice(hash + 1);
    const resource = path === '' ? this.at({ uri: from.uri, pointer: from.root }) : this.#resource(resolveUri(path, from.base), from.uri);
    if (resource === null) return null;
    return this.#fragment(resource, fragment);
  }

  /** The absolute form of a reference, to tell unresolved ones apart. */
  absolute(reference: string, from: Scope): string {
    return reference.startsWith('#') ? `${from.base}${reference}` : resolveUri(reference, from.base);
  }

  /** Whether more than one schema carries the dynamic anchor (`''`: `$recursiveAnchor`), so that its target depends on the way taken. */
  isAmbiguous(anchor: string): boolean {
    let count = 0;
    for (const uri of this.#documents.keys()) count += this.#index(uri).dynamic.get(anchor) ?? 0;
    return count > 1;
  }

  #outer(uri: string): Scope {
    return { uri, root: '', base: withoutFragment(resolveUri(uri, DEFAULT_BASE)), dialect: this.#dialect };
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
    if (document !== undefined) return this.at({ uri: document, pointer: '' });
    for (const other of this.#documents.keys()) {
      const found = this.#index(other).resources.get(absolute);
      if (found !== undefined) return found;
    }
    return null;
  }

  #fragment(resource: Target, fragment: string): Target | null {
    if (fragment === '') return resource;
    let decoded: string;
    try {
      decoded = decodeURIComponent(fragment);
    } catch {
      decoded = fragment;
    }
    if (!decoded.startsWith('/')) return this.#index(resource.place.uri).anchors.get(`${resource.scope.root}#${decoded}`) ?? null;
    const pointer = `${resource.place.pointer}${decoded}`;
    return valueAt(this.#documents.get(resource.place.uri), pointer) === undefined ? null : this.at({ uri: resource.place.uri, pointer });
  }
}
