import { evaluatesName, Evaluator, nodesForName, type Truth } from './evaluate.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { dereference } from '../schema/equivalence.ts';
import type { Pattern } from '../schema/pattern.ts';
import { closureOf, inPlaceNodes, type SchemaNode } from '../schema/schema-node.ts';

/**
 * A location of instances as one side describes it: the schemas that may apply there, with all their in-place subschemas (through references,
 * allOf, anyOf, oneOf, not, if, then, else, dependentSchemas), whether they hold or not.
 */
export interface Location {
  /** The same for equal sets of schemas. */
  readonly key: string;
  readonly roots: readonly SchemaNode[];
  readonly closure: readonly SchemaNode[];
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
  /** Planned and no map: names that nobody gives are not sent by the sender and not read by the reader. */
  readonly bounded: boolean;
}

/** The names and name patterns that a schema's own keywords give to its location. */
export function givenNames(node: SchemaNode): { readonly names: readonly string[]; readonly patterns: readonly Pattern[] } {
  const names: string[] = [];
  const patterns: Pattern[] = [];
  for (const assertion of node.assertions) {
    if (assertion.kind === 'properties') {
      names.push(...assertion.named.keys());
      patterns.push(...assertion.patterns.map((pattern) => pattern.regex));
    } else if (assertion.kind === 'required') names.push(...assertion.names);
    else if (assertion.kind === 'dependentRequired') for (const [name, needed] of assertion.names) names.push(name, ...needed);
    else if (assertion.kind === 'dependentSchemas') names.push(...assertion.nodes.keys());
  }
  return { names, patterns };
}

/** Where a pair leads to more pairs than this, it is taken not to be covered. */
const MAX_PAIRS = 20_000;

interface Pair {
  readonly sender: Location;
  readonly reader: Location;
}

function pairKey(sender: Location, reader: Location): string {
  return `${sender.key}|${reader.key}`;
}

function prefixLength(node: SchemaNode): number {
  return Math.max(0, ...node.assertions.map((assertion) => (assertion.kind === 'items' ? assertion.prefix.length : 0)));
}

function isPlanned(node: SchemaNode): boolean {
  return isJsonObject(node.raw) && (Object.hasOwn(node.raw, 'properties') || Object.hasOwn(node.raw, 'patternProperties'));
}

/** Whether a schema gives every further property one shape: a map, not a plan. */
function isMap(node: SchemaNode): boolean {
  return node.assertions.some((assertion) => {
    const rest = assertion.kind === 'properties' ? assertion.rest : assertion.kind === 'unevaluatedProperties' ? assertion.node : null;
    return rest !== null && rest.assertions.length > 0 && rest.assertions[0]?.kind !== 'false';
  });
}

/** The locations of one side, each made once. */
export class Locations {
  readonly #made = new Map<string, Location>();
  readonly #ids = new Map<SchemaNode, number>();
  readonly #properties = new Map<Location, Map<string, Location>>();
  readonly #covered = new Map<string, boolean>();
  readonly #areAlike: (one: SchemaNode, other: SchemaNode) => boolean;

  /** @param areAlike whether two schemas are known to be equal, so that what lies below them need not be looked at */
  constructor(areAlike: (one: SchemaNode, other: SchemaNode) => boolean = (one, other) => one === other) {
    this.#areAlike = areAlike;
  }

  /** The location that these schemas describe; references to one schema from several places are one. */
  of(roots: readonly SchemaNode[]): Location {
    const unique = [...new Set(roots.map(dereference))];
    const key = unique
      .map((node) => this.#id(node))
      .toSorted((a, b) => a - b)
      .join(' ');
    let location = this.#made.get(key);
    if (location === undefined) {
      location = describe(key, unique);
      this.#made.set(key, location);
    }
    return location;
  }

  #id(node: SchemaNode): number {
    const known = this.#ids.get(node);
    if (known !== undefined) return known;
    this.#ids.set(node, this.#ids.size);
    return this.#ids.size - 1;
  }

  /** The location of the property of this name. */
  property(location: Location, name: string): Location {
    const known = this.#properties.get(location) ?? new Map<string, Location>();
    this.#properties.set(location, known);
    const property = known.get(name) ?? this.of(location.closure.flatMap((node) => propertyNodes(node, name)));
    known.set(name, property);
    return property;
  }

  /**
   * Whether the reader drops nothing that the sender sends here or below: wherever the reader's plan is bounded the sender's is too, and names no more.
   * Pairs of locations form a graph; a pair is covered unless it leads to one that is not.
   */
  covers(sender: Location, reader: Location): boolean {
    const start = pairKey(sender, reader);
    const known = this.#covered.get(start);
    if (known !== undefined) return known;
    const met = new Map<string, Pair>([[start, { sender, reader }]]);
    const leadsTo = new Map<string, string[]>();
    const uncovered: string[] = [];
    for (const [key, pair] of met) {
      const below = this.#coversHere(pair.sender, pair.reader) && met.size <= MAX_PAIRS ? this.#below(pair) : null;
      if (below === null) uncovered.push(key);
      for (const next of below ?? []) {
        const nextKey = pairKey(next.sender, next.reader);
        const settled = this.#covered.get(nextKey);
        if (settled === false) uncovered.push(key);
        if (settled !== undefined) continue;
        met.set(nextKey, next);
        leadsTo.set(nextKey, [...(leadsTo.get(nextKey) ?? []), key]);
      }
    }
    for (let key = uncovered.pop(); key !== undefined; key = uncovered.pop()) {
      if (this.#covered.get(key) === false) continue;
      this.#covered.set(key, false);
      uncovered.push(...(leadsTo.get(key) ?? []));
    }
    for (const key of met.keys()) if (!this.#covered.has(key)) this.#covered.set(key, true);
    return this.#covered.get(start) === true;
  }

  #coversHere(sender: Location, reader: Location): boolean {
    if (!reader.bounded) return true;
    // A sender without a plan sends any name, and that no schema here admits objects proves nothing: it may belong to a branch that does not hold.
    if (!sender.bounded) return false;
    const sources = new Set(reader.patterns.map((pattern) => pattern.source));
    return [...sender.names].every((name) => isNamed(reader, name)) && sender.patterns.every((pattern) => sources.has(pattern.source));
  }

  /** The pairs one step below that may not be covered; null where they cannot be listed. */
  #below({ sender, reader }: Pair): readonly Pair[] | null {
    if (reader.closure.length === 0) return [];
    // Names that nobody lists may have any shape below a map or a pattern.
    if ([...sender.closure, ...reader.closure].some(isMap) || sender.patterns.length + reader.patterns.length > 0) return null;
    const below: Pair[] = [];
    for (const name of new Set([...sender.names, ...reader.names])) {
      const [sent = [], read = []] = [sender, reader].map(({ closure }) => closure.flatMap((node) => propertyNodes(node, name)));
      const areAlike = sent.length === read.length && sent.every((node, i) => this.#areAlike(node, read[i] ?? node));
      if (!areAlike) below.push({ sender: this.of(sent), reader: this.of(read) });
    }
    const indexes = Math.max(0, ...[...sender.closure, ...reader.closure].map(prefixLength));
    for (let i = 0; i <= indexes; i++) below.push({ sender: this.item(sender, i), reader: this.item(reader, i) });
    return below;
  }

  /** The location of the array entry at this index. */
  item(location: Location, index: number): Location {
    return this.of(location.closure.flatMap((node) => itemNodes(node, index)));
  }
}

function describe(key: string, roots: readonly SchemaNode[]): Location {
  const closure = [...closureOf(roots, inPlaceNodes)];
  const given = closure.map(givenNames);
  return {
    key,
    roots,
    closure,
    names: new Set(given.flatMap(({ names }) => names)),
    patterns: given.flatMap(({ patterns }) => patterns),
    bounded: closure.some(isPlanned) && !closure.some(isMap),
  };
}

/** The schemas that a schema's own keywords may apply to the property of a name. */
export function propertyNodes(node: SchemaNode, name: string): readonly SchemaNode[] {
  return node.assertions.flatMap((assertion) => {
    if (assertion.kind === 'properties') return nodesForName(assertion, name);
    return assertion.kind === 'unevaluatedProperties' ? [assertion.node] : [];
  });
}

/** The schemas that a schema that holds for an object applies to one of its properties: what is evaluated is nothing to `unevaluatedProperties`. */
function appliedNodes(node: SchemaNode, name: string, value: JsonObject, evaluator: Evaluator): readonly SchemaNode[] {
  return node.assertions.flatMap((assertion) => {
    if (assertion.kind === 'properties') return nodesForName(assertion, name);
    if (assertion.kind !== 'unevaluatedProperties') return [];
    const held = evaluator.heldSubschemas(node, value) ?? [];
    return held.some((part) => evaluatesName(part, name, part === node ? assertion : null)) ? [] : [assertion.node];
  });
}

function itemNodes(node: SchemaNode, index: number): readonly SchemaNode[] {
  return node.assertions.flatMap((assertion) => {
    if (assertion.kind === 'contains' || assertion.kind === 'unevaluatedItems') return [assertion.node];
    if (assertion.kind !== 'items') return [];
    const child = index < assertion.prefix.length ? assertion.prefix[index] : assertion.rest;
    return child === undefined || child === null ? [] : [child];
  });
}

/** Whether a location names a property. */
export function isNamed(location: Location, name: string): boolean {
  return location.names.has(name) || location.patterns.some((pattern) => pattern.test(name) === true);
}

/** The instance without the names that the reader's plan does not know, at every bounded location (the tolerant reader). */
export function dropUnplanned(locations: Locations, location: Location, value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json, i) => dropUnplanned(locations, locations.item(location, i), item));
  if (!isJsonObject(value)) return value;
  const kept = Object.keys(value).filter((name) => !location.bounded || isNamed(location, name));
  return Object.fromEntries(kept.map((name) => [name, dropUnplanned(locations, locations.property(location, name), value[name] ?? null)]));
}

/**
 * Whether the sender would send this instance: every bounded location carries only names given by the schemas that hold there. `held` are the schemas that
 * are known to hold for the value, their in-place subschemas left out. That the instance is valid is another question.
 */
export function isSent(locations: Locations, location: Location, held: readonly SchemaNode[], value: Json, evaluator: Evaluator): Truth {
  if (typeof value !== 'object' || value === null) return true;
  const parts = new Set<SchemaNode>();
  for (const node of held) {
    const below = evaluator.heldSubschemas(node, value);
    if (below === null) return null;
    for (const part of below) parts.add(part);
  }
  if (Array.isArray(value)) return areItemsSent(locations, location, [...parts], value, evaluator);
  if (!isJsonObject(value)) return true;
  if (location.bounded && !areNamesGiven([...parts], value)) return false;
  for (const name of Object.keys(value)) {
    const nodes = [...parts].flatMap((node) => appliedNodes(node, name, value, evaluator));
    const sent = isSent(locations, locations.property(location, name), nodes, value[name] ?? null, evaluator);
    if (sent !== true) return sent;
  }
  return true;
}

/** {@link isSent} given schemas of which some may fail for the value. */
export function isSentUnder(
  locations: Locations,
  location: Location,
  roots: readonly SchemaNode[],
  value: Json,
  evaluator: Evaluator,
): Truth {
  const held: SchemaNode[] = [];
  let isKnown = true;
  for (const node of roots) {
    const holds = evaluator.holds(node, value);
    if (holds === null) isKnown = false;
    else if (holds) held.push(node);
  }
  const sent = isSent(locations, location, held, value, evaluator);
  // A schema of which it is not known whether it holds might give further names.
  return sent === false && !isKnown ? null : sent;
}

function areNamesGiven(parts: readonly SchemaNode[], value: JsonObject): boolean {
  const given = parts.map(givenNames);
  const names = new Set(given.flatMap((one) => one.names));
  const patterns = given.flatMap((one) => one.patterns);
  return Object.keys(value).every((name) => names.has(name) || patterns.some((pattern) => pattern.test(name) === true));
}

function areItemsSent(
  locations: Locations,
  location: Location,
  parts: readonly SchemaNode[],
  value: readonly Json[],
  evaluator: Evaluator,
): Truth {
  for (const [i, item] of value.entries()) {
    const nodes = parts.flatMap((node) => itemNodes(node, i));
    const sent = isSentUnder(locations, locations.item(location, i), nodes, item, evaluator);
    if (sent !== true) return sent;
  }
  return true;
}
