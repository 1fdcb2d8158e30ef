import type { Bundle, BundleDocument } from './bundle.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** The most schemas that json-schema-diff is given: its set algebra grows fast. */
const MAX_SCHEMAS = 400;
const MAX_DEPTH = 40;

const COUNTS = ['maxItems', 'minItems', 'maxLength', 'minLength', 'maxProperties', 'minProperties'] as const;
const BOUNDS = ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'] as const;
const SCHEMAS = ['allOf', 'anyOf', 'oneOf'] as const;
const OTHERS = ['$ref', 'type', 'required', 'properties', 'additionalProperties', 'items', 'not'] as const;
const KNOWN: ReadonlySet<string> = new Set([...COUNTS, ...BOUNDS, ...SCHEMAS, ...OTHERS]);

/**
 * A bundled schema as json-schema-diff can read it in full: references written out, draft-04's bounds as numbers. Null where it is outside that tool's theory:
 * any keyword that it does not see (its KEYWORDS.md), recursion, a number it would round, a schema too large.
 */
export function fragmentOf(bundle: Bundle): Json | null {
  try {
    return new Inliner(bundle.document).inline({ $ref: bundle.document.$ref }, 0);
  } catch (error) {
    if (error instanceof Outside) return null;
    throw error;
  }
}

/** Ends the walk; caught by {@link fragmentOf}. */
class Outside extends Error {}

class Inliner {
  readonly #definitions: JsonObject;
  readonly #open = new Set<string>();
  #schemas = 0;

  constructor(document: BundleDocument) {
    this.#definitions = document.$defs;
  }

  inline(schema: Json | undefined, depth: number): Json {
    this.#schemas += 1;
    if (this.#schemas > MAX_SCHEMAS || depth > MAX_DEPTH) throw new Outside();
    if (typeof schema === 'boolean') return schema;
    if (!isJsonObject(schema) || !Object.keys(schema).every((name) => KNOWN.has(name))) throw new Outside();
    const { $ref, ...rest } = schema;
    if ($ref === undefined) return this.#keywords(rest, depth);
    if (typeof $ref !== 'string') throw new Outside();
    const target = this.#follow($ref, depth);
    return Object.keys(rest).length === 0 ? target : { allOf: [target, this.#keywords(rest, depth)] };
  }

  #follow(reference: string, depth: number): Json {
    if (this.#open.has(reference)) throw new Outside();
    this.#open.add(reference);
    const target = this.inline(this.#definitions[reference.slice('#/$defs/'.length)], depth + 1);
    this.#open.delete(reference);
    return target;
  }

  #keywords(schema: JsonObject, depth: number): JsonObject {
    const kept: [string, Json][] = [...boundsOf(schema)];
    for (const name of COUNTS) if (schema[name] !== undefined) kept.push([name, plainNumber(schema[name])]);
    for (const name of SCHEMAS) if (schema[name] !== undefined) kept.push([name, this.#list(schema[name], depth)]);
    for (const name of ['additionalProperties', 'items', 'not'] as const) {
      if (schema[name] !== undefined) kept.push([name, this.inline(schema[name], depth + 1)]);
    }
    if (schema['type'] !== undefined) kept.push(['type', types(schema['type'])]);
    if (schema['required'] !== undefined) kept.push(['required', names(schema['required'])]);
    if (schema['properties'] !== undefined) kept.push(['properties', this.#properties(schema['properties'], depth)]);
    return Object.fromEntries(kept);
  }

  #list(schemas: Json, depth: number): Json {
    if (!isJsonArray(schemas) || schemas.length === 0) throw new Outside();
    return schemas.map((schema) => this.inline(schema, depth + 1));
  }

  #properties(properties: Json, depth: number): Json {
    if (!isJsonObject(properties) || Object.hasOwn(properties, '__proto__')) throw new Outside();
    return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, this.inline(schema, depth + 1)]));
  }
}

function boundsOf(schema: JsonObject): [string, Json][] {
  const bounds: [string, Json][] = [];
  for (const [inclusive, exclusive] of [
    ['maximum', 'exclusiveMaximum'],
    ['minimum', 'exclusiveMinimum'],
  ] as const) {
    const isExclusive = schema[exclusive];
    if (schema[inclusive] !== undefined) bounds.push([isExclusive === true ? exclusive : inclusive, plainNumber(schema[inclusive])]);
    if (isExclusive !== undefined && typeof isExclusive !== 'boolean') bounds.push([exclusive, plainNumber(isExclusive)]);
  }
  return bounds;
}

function plainNumber(value: Json): number {
  if (typeof value !== 'number') throw new Outside();
  return value;
}

function types(value: Json): Json {
  if (typeof value !== 'string' && !(isJsonArray(value) && value.every((type) => typeof type === 'string'))) throw new Outside();
  return value;
}

function names(value: Json): Json {
  if (!isJsonArray(value) || !value.every((name) => typeof name === 'string' && name !== '__proto__')) throw new Outside();
  return value;
}
