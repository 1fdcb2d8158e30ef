import {
  asRead,
  childPointer,
  follower,
  isJsonArray,
  isJsonObject,
  pointerTokens,
  type Follow,
  type InstancePath,
  type Json,
  type JsonObject,
  type Place,
  type Schema,
  type Step,
} from '../jsonschema/index.ts';
import { printPath } from './paths.ts';

/** When a property must be there: in every message that carries its parent, only under a condition, or never. */
export type Presence = 'always' | 'conditional' | 'never';

/** A property that a plan names, at one wire path; several branches may name it. */
export interface PlannedProperty {
  readonly path: InstancePath;
  /** The path as printed. */
  readonly wirePath: string;
  readonly name: string;
  /** Where the plan names it: its entry in `properties`, one a branch, the outermost first. */
  readonly places: readonly [Place, ...Place[]];
  readonly required: Presence;
  /** Named only in branches that apply under a condition. */
  readonly conditional: boolean;
  /** The JSON kinds that its value may have, where the schema says so plainly; empty: any. */
  readonly kinds: ReadonlySet<string>;
}

/** An object location that the plan describes. */
export interface ObjectLocation {
  readonly path: InstancePath;
  readonly wirePath: string;
  readonly place: Place;
  /** Has `properties` or `patternProperties`, an empty one too. */
  readonly planned: boolean;
  /** The names that the plan does not mention have a schema of their own. */
  readonly map: boolean;
  /** Place of the keyword that rejects what the plan does not name; null where the location is open. */
  readonly closedBy: Place | null;
  /** A reference that names nothing speaks of it too: what else it names, and whether that closes it, cannot be known. */
  readonly unread: boolean;
}

/** A schema that says something of a location: it applies in every message that has the location, or only under a condition. */
export interface AppliedSchema {
  readonly schema: JsonObject;
  readonly place: Place;
  readonly path: InstancePath;
  readonly conditional: boolean;
}

/** What an event's plan names, by printed wire path. */
export interface Vocabulary {
  readonly properties: ReadonlyMap<string, PlannedProperty>;
  readonly objects: ReadonlyMap<string, ObjectLocation>;
  /** All schema objects that apply at a location, the outermost first: its own, and what these refer to or branch into. */
  readonly schemas: ReadonlyMap<string, readonly AppliedSchema[]>;
  /** The references that name nothing, as written, where they apply: they may name anything there. */
  readonly unresolved: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Deeper than any message: ends the unfolding of recursive definitions. */
const MAX_STEPS = 12;
/** Names and subschemas listed of one event; a plan beyond it is cut off here and still compared in full by the engine. */
const MAX_PARTS = 50_000;
/** How often a recursive definition is unfolded inside itself: what is below has the same names again. */
const MAX_UNFOLDINGS = 2;

interface Visit {
  readonly place: Place;
  readonly path: InstancePath;
  readonly conditional: boolean;
  /** The visit that led here. */
  readonly above: Visit | null;
}

function isUnfolded(place: Place, visit: Visit): boolean {
  let times = 0;
  for (let current: Visit | null = visit; current !== null; current = current.above)
    if (current.place.pointer === place.pointer && current.place.uri === place.uri) times += 1;
  return times >= MAX_UNFOLDINGS;
}

/** The JSON value at a place; undefined where there is none. */
export function valueAt(schema: Schema, place: Place): Json | undefined {
  let value = schema.documents.get(place.uri);
  for (const token of pointerTokens(place.pointer)) {
    if (isJsonArray(value)) value = value[Number(token)];
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** The value at a place as its dialect reads it: of what stands beside a `$ref`, only what counts. */
export function readAt(schema: Schema, place: Place): Json | undefined {
  const value = valueAt(schema, place);
  return isJsonObject(value) ? asRead(schema, place, value) : value;
}

const own = (object: JsonObject, name: string): Json | undefined => (Object.hasOwn(object, name) ? object[name] : undefined);

const inside = (place: Place, ...tokens: string[]): Place => ({ uri: place.uri, pointer: tokens.reduce(childPointer, place.pointer) });

/** The kinds that a `type`, `enum` or `const` beside each other allow; empty where none of them is there. */
export function kindsOf(schema: JsonObject): ReadonlySet<string> {
  const type = own(schema, 'type');
  if (typeof type === 'string') return new Set([type]);
  if (isJsonArray(type)) return new Set(type.filter((entry): entry is string => typeof entry === 'string'));
  return new Set();
}

const OPENNESS = ['additionalProperties', 'unevaluatedProperties'];

/** Whether the schema of further names says something of them: `{}` and `true` do not. */
function isMapOf(schema: Json | undefined): boolean {
  return isJsonObject(schema) && Object.keys(schema).length > 0;
}

/** A walk over all places of a schema that describe a part of the message. */
class VocabularyWalk {
  readonly #schema: Schema;
  readonly #follow: Follow;
  readonly #properties = new Map<string, PlannedProperty>();
  readonly #objects = new Map<string, ObjectLocation>();
  readonly #schemas = new Map<string, AppliedSchema[]>();
  readonly #unresolved = new Map<string, Set<string>>();
  readonly #requiredAt = new Map<string, Presence>();
  readonly #queue: Visit[];
  #left = MAX_PARTS;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#follow = follower(schema);
    this.#queue = [{ place: { uri: schema.uri, pointer: schema.pointer }, path: [], conditional: false, above: null }];
  }

  run(): Vocabulary {
    const seen = new Set<string>();
    for (const visit of this.#queue) {
      const id = `${visit.place.uri}#${visit.place.pointer}@${printPath(visit.path)}${visit.conditional ? '?' : ''}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const node = readAt(this.#schema, visit.place);
      if (!isJsonObject(node)) continue;
      this.#note(visit, node);
      this.#walkNamed(visit, node);
      this.#walkSame(visit, node);
      this.#walkParts(visit, node);
    }
    const properties = [...this.#properties].map(
      ([wirePath, property]) => [wirePath, { ...property, required: this.#requiredAt.get(wirePath) ?? 'never' }] as const,
    );
    const objects = [...this.#objects].map(
      ([wirePath, location]) => [wirePath, { ...location, unread: this.#unresolved.has(wirePath) }] as const,
    );
    return { properties: new Map(properties), objects: new Map(objects), schemas: this.#schemas, unresolved: this.#unresolved };
  }

  #isSpent(): boolean {
    this.#left -= 1;
    return this.#left < 0;
  }

  #note(visit: Visit, node: JsonObject): void {
    const wirePath = printPath(visit.path);
    const applied = this.#schemas.get(wirePath);
    const { place, path, conditional } = visit;
    if (applied) applied.push({ schema: node, place, path, conditional });
    else this.#schemas.set(wirePath, [{ schema: node, place, path, conditional }]);
    const known = this.#properties.get(wirePath);
    if (known) this.#properties.set(wirePath, { ...known, kinds: new Set([...known.kinds, ...kindsOf(node)]) });
    const planned = Object.hasOwn(node, 'properties') || Object.hasOwn(node, 'patternProperties');
    const closer = OPENNESS.find((keyword) => own(node, keyword) === false);
    const map = OPENNESS.some((keyword) => isMapOf(own(node, keyword)));
    const location = this.#objects.get(wirePath);
    if (planned || map || closer !== undefined || kindsOf(node).has('object')) {
      this.#objects.set(wirePath, {
        path: visit.path,
        wirePath,
        place: location?.place ?? visit.place,
        planned: (location?.planned ?? false) || planned,
        map: (location?.map ?? false) || map,
        closedBy: location?.closedBy ?? (closer === undefined ? null : inside(visit.place, closer)),
        unread: false,
      });
    }
  }

  #noteUnresolved(visit: Visit, reference: string): void {
    const wirePath = printPath(visit.path);
    this.#unresolved.set(wirePath, (this.#unresolved.get(wirePath) ?? new Set()).add(reference));
  }

  #require(path: InstancePath, name: string, conditional: boolean): void {
    if (this.#isSpent()) return;
    const wirePath = printPath([...path, { kind: 'property', name }]);
    if (this.#requiredAt.get(wirePath) !== 'always') this.#requiredAt.set(wirePath, conditional ? 'conditional' : 'always');
  }

  #step(visit: Visit, place: Place, added: readonly Step[], conditional: boolean): void {
    const path = [...visit.path, ...added];
    if (path.length > MAX_STEPS || this.#isSpent()) return;
    this.#queue.push({ place, path, conditional: visit.conditional || conditional, above: visit });
  }

  #walkNamed(visit: Visit, node: JsonObject): void {
    const named = own(node, 'properties');
    // Once all is spent, even listing the names of a large object over and over takes long.
    if (!isJsonObject(named) || this.#left < 0) return;
    for (const name of Object.keys(named)) {
      if (this.#isSpent()) return;
      const place = inside(visit.place, 'properties', name);
      const path: InstancePath = [...visit.path, { kind: 'property', name }];
      const wirePath = printPath(path);
      const known = this.#properties.get(wirePath);
      this.#properties.set(wirePath, {
        path,
        wirePath,
        name,
        places: known ? [...known.places, place] : [place],
        required: 'never',
        conditional: (known?.conditional ?? true) && visit.conditional,
        kinds: known?.kinds ?? new Set(),
      });
      this.#step(visit, place, [{ kind: 'property', name }], false);
    }
  }

  #walkSame(visit: Visit, node: JsonObject): void {
    const reference = own(node, '$ref');
    if (typeof reference === 'string') {
      const target = this.#follow(visit.place, reference);
      if (target === null) this.#noteUnresolved(visit, reference);
      else if (!isUnfolded(target, visit)) this.#step(visit, target, [], false);
    }
    const all = own(node, 'allOf');
    if (isJsonArray(all)) all.forEach((_, index) => this.#step(visit, inside(visit.place, 'allOf', String(index)), [], false));
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = own(node, keyword);
      if (isJsonArray(branches))
        branches.forEach((_, index) => this.#step(visit, inside(visit.place, keyword, String(index)), [], branches.length > 1));
    }
    for (const keyword of ['then', 'else']) if (isJsonObject(own(node, keyword))) this.#step(visit, inside(visit.place, keyword), [], true);
  }

  #walkParts(visit: Visit, node: JsonObject): void {
    const items = own(node, 'items');
    if (isJsonObject(items)) this.#step(visit, inside(visit.place, 'items'), [{ kind: 'items' }], false);
    for (const keyword of ['items', 'prefixItems']) {
      const tuple = own(node, keyword);
      if (isJsonArray(tuple))
        tuple.forEach((_, index) => this.#step(visit, inside(visit.place, keyword, String(index)), [{ kind: 'items', index }], false));
    }
    const patterns = own(node, 'patternProperties');
    if (isJsonObject(patterns))
      for (const pattern of Object.keys(patterns))
        this.#step(visit, inside(visit.place, 'patternProperties', pattern), [{ kind: 'names', pattern }], false);
    for (const keyword of OPENNESS)
      if (isJsonObject(own(node, keyword))) this.#step(visit, inside(visit.place, keyword), [{ kind: 'names' }], false);
    const required = own(node, 'required');
    if (isJsonArray(required))
      for (const name of required) if (typeof name === 'string') this.#require(visit.path, name, visit.conditional);
  }
}

/** Lists what an event's schema names: every property and object location, through references, branches and items. */
export function vocabularyOf(schema: Schema): Vocabulary {
  const known = vocabularies.get(schema) ?? new VocabularyWalk(schema).run();
  vocabularies.set(schema, known);
  return known;
}

/** A schema is never altered, and many rules ask what it names. */
const vocabularies = new WeakMap<Schema, Vocabulary>();
