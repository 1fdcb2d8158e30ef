import { KEYWORDS, type Shape } from '../schema/asserted.ts';
import { since } from '../schema/dialect.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childPointer } from '../values/pointer.ts';
import { References, type Scope, type Target } from '../schema/references.ts';
import type { Dialect, Schema } from '../types.ts';

/** The drafts that foreign validators tell apart. Draft-06 is draft-07 without `if`, which the bundle leaves out where draft-06 rules. */
export type BundleDraft = 'draft-04' | 'draft-07' | '2019-09' | '2020-12';

/**
 * A schema as one self-contained document that every validator reads alike: `{"$ref": "#/$defs/0", "$defs": {…}}`. Each `$ref` names one of its `$defs`;
 * it has no identifiers, no `$schema`, no annotations and only keywords that the dialect asserts.
 */
export interface Bundle {
  readonly draft: BundleDraft;
  readonly document: BundleDocument;
}

export interface BundleDocument extends JsonObject {
  readonly $ref: string;
  readonly $defs: JsonObject;
}

/** Name of the definition that stands for a reference that cannot be resolved. A validator that gets there cannot say anything. */
export const UNRESOLVED = 'unresolved';
/** The only keyword of that definition. */
export const UNRESOLVED_KEYWORD = 'unresolvedReference';
/** What a validator says that gets there. */
export const UNRESOLVED_DECIDES = 'whether it is valid depends on a reference that cannot be resolved';

/** The most schemas that one bundle may hold. */
const MAX_SCHEMAS = 200_000;
/** The deepest nesting of schemas in one definition. */
const MAX_DEPTH = 500;

/** Gathers a schema and all it refers to; a problem sentence where no validator could be asked. */
export function bundleSchema(schema: Schema): Bundle | { readonly problem: string } {
  const references = References.of(schema);
  const root = references.at({ uri: schema.uri, pointer: schema.pointer });
  if (root === null) return { problem: `there is no schema at ${schema.uri}#${schema.pointer}` };
  try {
    return new Bundler(references, schema.formats !== 'annotate').bundle(root);
  } catch (error) {
    if (error instanceof Unbundled) return { problem: error.message };
    throw error;
  }
}

/** Ends the walk; caught by {@link bundleSchema}. */
class Unbundled extends Error {}

class Bundler {
  readonly #references: References;
  readonly #names = new Map<string, string>();
  readonly #queue: { readonly name: string; readonly target: Target }[] = [];
  readonly #drafts = new Set<BundleDraft>();
  readonly #assertsFormats: boolean;
  #schemas = 0;

  constructor(references: References, assertsFormats: boolean) {
    this.#references = references;
    this.#assertsFormats = assertsFormats;
  }

  bundle(root: Target): Bundle {
    const $ref = this.#define(root);
    const definitions: [string, Json][] = [];
    for (const { name, target } of this.#queue) {
      definitions.push([name, this.#schema(target.value, target.place.pointer, target.scope, 0)]);
    }
    definitions.push([UNRESOLVED, { [UNRESOLVED_KEYWORD]: true }]);
    const [draft, ...others] = this.#drafts;
    if (draft === undefined || others.length > 0) throw new Unbundled(`it mixes drafts: ${[...this.#drafts].join(' and ')}`);
    return { draft, document: { $ref, $defs: Object.fromEntries(definitions) } };
  }

  /** The reference to a schema's definition, which is queued when it is met first. */
  #define(target: Target): string {
    const key = `${target.place.uri}#${target.place.pointer} ${target.scope.dynamic.key}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = String(this.#names.size);
      this.#names.set(key, name);
      this.#queue.push({ name, target });
    }
    return `#/$defs/${name}`;
  }

  /** A schema without what its dialect does not assert. Recursion is bounded by {@link MAX_DEPTH}. */
  #schema(value: Json | undefined, pointer: string, around: Scope, depth: number): Json {
    this.#schemas += 1;
    if (this.#schemas > MAX_SCHEMAS) throw new Unbundled(`it holds more than ${MAX_SCHEMAS} schemas`);
    if (depth > MAX_DEPTH) throw new Unbundled(`its schemas are nested more than ${MAX_DEPTH} levels deep`);
    const scope = this.#references.inside(value ?? null, pointer, around);
    this.#drafts.add(draftOf(scope.dialect));
    if (typeof value === 'boolean') return scope.dialect === 'draft-04' ? legacyBoolean(value) : value;
    if (!isJsonObject(value))
      throw new Unbundled(`at ${pointer || 'its root'} stands neither an object nor a boolean where a schema belongs`);
    const targets = this.#targets(value, scope);
    if (targets[0] && Object.hasOwn(value, '$ref') && !since(scope.dialect, '2019-09')) return { $ref: targets[0] };
    return this.#keywords(value, pointer, scope, depth, targets);
  }

  #keywords(value: JsonObject, pointer: string, scope: Scope, depth: number, targets: readonly string[]): Json {
    const kept: [string, Json][] = [];
    for (const name of Object.keys(value)) {
      const keyword = KEYWORDS.get(name);
      if (!keyword || !since(scope.dialect, keyword.first) || (keyword.last && !since(keyword.last, scope.dialect))) continue;
      const kid = value[name] ?? null;
      if (name === 'enum' && isJsonArray(kid) && kid.length === 0) return scope.dialect === 'draft-04' ? legacyBoolean(false) : false;
      if (name === 'type' && isJsonArray(kid) && kid.length === 0)
        throw new Unbundled(`the type at ${pointer || 'its root'} is an empty list`);
      // A name that JavaScript objects inherit is not a known format, but validators that look it up in an object find something.
      if (name === 'format' && (!this.#assertsFormats || (typeof kid === 'string' && kid in Object.prototype))) continue;
      kept.push([name, this.#value(kid, keyword.shape, childPointer(pointer, name), scope, depth)]);
    }
    const [first, ...more] = targets;
    if (first !== undefined) kept.push(['$ref', first]);
    const schema: JsonObject = Object.fromEntries(kept);
    if (more.length === 0) return schema;
    const all = schema['allOf'];
    return { ...schema, allOf: [...(isJsonArray(all) ? all : []), ...more.map((target) => ({ $ref: target }))] };
  }

  #value(value: Json, shape: Shape, pointer: string, scope: Scope, depth: number): Json {
    const inner = (kid: Json, name: string | number): Json => this.#schema(kid, childPointer(pointer, name), scope, depth + 1);
    if (shape === 'value') return value;
    if (shape === 'schema') return this.#single(value, pointer, scope, depth);
    if (shape === 'schemas' || (shape === 'schema-or-schemas' && isJsonArray(value))) {
      if (!isJsonArray(value)) throw new Unbundled(`at ${pointer} a list of schemas is missing`);
      return value.map(inner);
    }
    if (shape === 'schema-or-schemas') return this.#schema(value, pointer, scope, depth + 1);
    if (!isJsonObject(value)) throw new Unbundled(`at ${pointer} an object is missing`);
    return Object.fromEntries(
      Object.entries(value).map(([name, kid]) => [name, shape === 'dependencies' && isJsonArray(kid) ? kid : inner(kid, name)]),
    );
  }

  #single(value: Json, pointer: string, scope: Scope, depth: number): Json {
    // `additionalItems` and `additionalProperties` are the two places where draft-04 has booleans.
    if (typeof value === 'boolean' && /\/additional\w+$/.test(pointer)) return value;
    return this.#schema(value, pointer, scope, depth + 1);
  }

  /** What the schema's references name, as references to definitions. */
  #targets(schema: JsonObject, scope: Scope): string[] {
    const targets: string[] = [];
    const own = (name: string): string | null => {
      if (!Object.hasOwn(schema, name)) return null;
      const value = schema[name];
      if (typeof value !== 'string') throw new Unbundled(`a ${name} is not a string`);
      return value;
    };
    const reference = own('$ref');
    if (reference !== null) targets.push(this.#reference(this.#references.resolve(reference, scope)));
    const keyword = scope.dialect === '2019-09' ? '$recursiveRef' : scope.dialect === '2020-12' ? '$dynamicRef' : null;
    const dynamic = keyword && own(keyword);
    if (keyword !== null && dynamic !== null) targets.push(this.#reference(this.#references.resolveDynamic(keyword, dynamic, scope)));
    return targets;
  }

  #reference(target: Target | null): string {
    return target === null ? `#/$defs/${UNRESOLVED}` : this.#define(target);
  }
}

function draftOf(dialect: Dialect): BundleDraft {
  return dialect === 'draft-06' ? 'draft-07' : dialect;
}

function legacyBoolean(value: boolean): Json {
  return value ? {} : { not: {} };
}
