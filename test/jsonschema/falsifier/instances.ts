import { nodesForName } from '../../../src/jsonschema/evaluate/evaluate.ts';
import { KIND, NUMBER, type SchemaNode } from '../../../src/jsonschema/schema/schema-node.ts';
import { canonicalJson, isJsonArray, isJsonObject, type Json } from '../../../src/jsonschema/values/json.ts';
import {
  addRationals,
  compareNumbers,
  divideRationals,
  floorRational,
  fromRational,
  isInteger,
  isMultipleOf,
  lcmRationals,
  multiplyRationals,
  rational,
  toRational,
  type JsonNumber,
  type Rational,
} from '../../../src/jsonschema/values/number.ts';
import type { Pool } from './pool.ts';
import type { Random } from './random.ts';
import type { Texts } from './texts.ts';
import { Wisher, type Knowledge, type Want, type Wish } from './wish.ts';

const DEEPEST = 7;
/** How many values one instance may hold before the rest is made as small as it can be. */
const FUEL = 120;
const MOST_ITEMS = 70_000;
/** How often parts of one instance may be made anew because they are not what was wished. */
const RETRIES = 30;
const LONG_LIST = 100;
/** How many values that are known to be as wished are kept, for each wish. */
const KNOWN = 12;
/** Failures in a row after which a wish that fails is not tried once more for the same instance. */
const HOPELESS = 100;
const MOST_WISHES = 2_000;
const ONE = rational(1n);

/** Whether an instance is valid under a schema; null where that is not known. */
export type Holds = (node: SchemaNode, value: Json) => boolean | null;

export interface Schemas extends Knowledge {
  readonly holds: Holds;
}

/** Makes instances that should meet some schemas and not meet others. */
export class Instances {
  readonly #pool: Pool;
  readonly #random: Random;
  readonly #texts: Texts;
  readonly #wisher: Wisher;
  readonly #classOf: (node: SchemaNode) => number;
  readonly #holds: Holds;
  readonly #known = new Map<string, Json[]>();
  /** How often each wish was not met since it was last. */
  readonly #failures = new Map<string, number>();
  #fuel = 0;
  #noise = 0;
  #retries = 0;

  constructor(pool: Pool, random: Random, texts: Texts, schemas: Schemas) {
    this.#pool = pool;
    this.#random = random;
    this.#texts = texts;
    this.#classOf = schemas.classOf;
    this.#holds = schemas.holds;
    this.#wisher = new Wisher(random, schemas);
  }

  make(wants: readonly Want[]): Json {
    this.#fuel = FUEL;
    this.#noise = this.#random.chance(0.6) ? 0 : this.#random.chance(0.7) ? 0.03 : 0.15;
    this.#retries = RETRIES;
    return this.#attempt(wants, 0);
  }

  /** Any value worth a try. */
  any(): Json {
    const random = this.#random;
    const roll = random.below(12);
    if (roll < 3 && this.#pool.values.length > 0) return random.pick(this.#pool.values) ?? null;
    if (roll < 6) return random.pick(this.#pool.numbers) ?? 0;
    if (roll < 9) return this.#texts.any();
    return random.pick<Json>([null, true, false, {}, []]) ?? null;
  }

  /**
   * A part of an instance. Where it is not what was wished it is made anew: if one part in three turns out well, of ten parts that all have to,
   * all do once in 59,049 instances, but each does after a few attempts.
   */
  #value(wants: readonly Want[], depth: number): Json {
    if (wants.length === 0) return this.#attempt(wants, depth);
    const key = this.#keyOf(wants);
    const known = this.#known.get(key);
    if (known !== undefined) {
      const spares = depth > DEEPEST || this.#fuel < 0 || known.some(isHuge);
      if (this.#random.chance(spares ? 0.95 : 0.2)) return this.#random.pick(known) ?? null;
    }
    let value = this.#attempt(wants, depth);
    let failures = this.#failures.get(key) ?? 0;
    while (!this.#isAsWished(wants, value)) {
      failures++;
      this.#failures.set(key, failures);
      // Wishes may contradict each other, always where a schema is included in another: what was made last is then as good as any.
      if (this.#retries <= 0 || failures > HOPELESS) return value;
      this.#retries--;
      value = this.#attempt(wants, depth);
    }
    if (failures > 0) this.#failures.set(key, 0);
    if (typeof value === 'object') this.#remember(key, value);
    return value;
  }

  #keyOf(wants: readonly Want[]): string {
    const parts = wants.map(({ node, holds }) => (holds ? 1 : -1) * (this.#classOf(node) + 1));
    return parts.length === 1 ? String(parts[0]) : [...new Set(parts)].toSorted((a, b) => a - b).join();
  }

  #isAsWished(wants: readonly Want[], value: Json): boolean {
    return wants.every(({ node, holds }) => this.#holds(node, value) !== !holds);
  }

  #remember(key: string, value: Json): void {
    const known = this.#known.get(key);
    if (known === undefined) {
      if (this.#known.size < MOST_WISHES) this.#known.set(key, [value]);
    } else if (known.length < KNOWN) known.push(value);
    else if (this.#random.chance(0.2)) known[this.#random.below(KNOWN)] = value;
  }

  #attempt(wants: readonly Want[], depth: number): Json {
    this.#fuel--;
    const random = this.#random;
    if (wants.length === 0 || depth > DEEPEST) return depth > DEEPEST && wants.length > 0 ? this.#small(wants) : this.any();
    if (random.chance(this.#noise)) return this.any();
    const wish = this.#wisher.wish(wants);
    const listed = wish.listed();
    if (listed !== null && !random.chance(this.#noise)) {
      const value = random.pick(listed);
      if (value !== undefined) return value;
    }
    return this.#ofKind(this.#kind(wish), wish, depth);
  }

  /** Below the deepest level: a value of a kind that the schema allows. */
  #small(wants: readonly Want[]): Json {
    const wish = this.#wisher.wish(wants);
    const listed = wish.listed();
    if (listed !== null) return this.#random.pick(listed) ?? null;
    const kind = this.#kind(wish);
    return kind === KIND.array ? [] : kind === KIND.object ? {} : this.#ofKind(kind, wish, 0);
  }

  #kind(wish: Wish): number {
    const random = this.#random;
    const allowed = Object.values(KIND).filter((kind) => (wish.kinds & kind) !== 0);
    if (allowed.length > 1 && random.chance(0.75)) {
      const spoken = allowed.filter((kind) => (spokenOf(wish) & kind) !== 0);
      if (spoken.length > 0) return random.pick(spoken) ?? KIND.null;
    }
    return random.pick(allowed) ?? KIND.null;
  }

  #ofKind(kind: number, wish: Wish, depth: number): Json {
    switch (kind) {
      case KIND.null:
        return null;
      case KIND.boolean:
        return this.#random.chance(0.5);
      case KIND.integer:
      case KIND.fraction:
        return this.#number(wish, kind === KIND.integer);
      case KIND.string:
        return this.#text(wish);
      case KIND.array:
        return this.#array(wish, depth);
      default:
        return this.#object(wish, depth);
    }
  }

  #text(wish: Wish): string {
    const { patterns, failedPatterns, formats, failedFormats, lengths } = wish;
    return this.#texts.make({
      held: patterns,
      failed: failedPatterns,
      heldFormats: formats,
      failedFormats,
      min: lengths.min,
      max: lengths.max,
    });
  }

  #number(wish: Wish, integer: boolean): JsonNumber {
    const fits = (number: JsonNumber): boolean =>
      isInteger(number) === integer &&
      wish.lower.every(({ limit, exclusive }) => compareNumbers(number, limit) >= (exclusive ? 1 : 0)) &&
      wish.upper.every(({ limit, exclusive }) => compareNumbers(number, limit) <= (exclusive ? -1 : 0)) &&
      wish.divisors.every((divisor) => isMultipleOf(number, divisor)) &&
      wish.undivided.every((divisor) => !isMultipleOf(number, divisor));
    for (let i = 0; i < 6; i++) {
      const number = this.#random.pick(this.#pool.numbers) ?? 0;
      if (fits(number)) return number;
    }
    for (let i = 0; i < 3; i++) {
      const number = this.#computed(wish, integer);
      if (number !== null && fits(number)) return number;
    }
    return this.#random.pick(this.#pool.numbers) ?? 0;
  }

  /** A number a few steps from a bound, in steps of the divisors. */
  #computed(wish: Wish, integer: boolean): JsonNumber | null {
    const random = this.#random;
    const bound = random.pick([...wish.lower, ...wish.upper])?.limit ?? 0;
    const from = toRational(bound);
    const steps = [...wish.divisors.map(toRational), ...(integer ? [ONE] : [])].filter((step) => step !== null);
    const usual = random.pick([rational(1n, 2n), rational(1n, 10n), rational(1n, 1000n)]) ?? ONE;
    const [first = usual, ...rest] = steps;
    const step: Rational = rest.reduce(lcmRationals, first);
    if (from === null) return null;
    const times = floorRational(divideRationals(from, step)) + BigInt(random.below(7) - 3);
    const value = multiplyRationals(step, rational(times));
    return fromRational(
      steps.length === 0 && random.chance(0.5) ? addRationals(from, multiplyRationals(usual, rational(times % 3n))) : value,
    );
  }

  #array(wish: Wish, depth: number): Json {
    const random = this.#random;
    const last = Math.max(-1, ...wish.at.keys());
    const least = Math.max(wish.items.min, last + 1, ...wish.contains.map(({ min }) => min), wish.duplicate ? 2 : 0);
    const most = Math.min(Math.max(wish.items.max, wish.items.min), MOST_ITEMS);
    const prefix = Math.max(0, ...wish.lists.map((list) => list.prefix.length));
    const counts = this.#pool.counts.filter((count) => count >= least && count <= Math.min(most, 60));
    const roll = random.below(10);
    const wished =
      roll < 4 ? least : roll < 6 ? least + random.below(3) : roll < 8 ? (random.pick(counts) ?? least) : prefix + random.below(2);
    const length = Math.min(Math.max(wished, Math.min(least, most)), Math.max(most, last + 1), MOST_ITEMS);
    const sought = wish.contains.map(({ node, min, max }) => {
      const count = Math.min(length, max, min + (random.chance(0.3) ? random.below(3) : 0));
      const start = random.chance(0.5) ? 0 : random.below(length - count + 1);
      return { node, from: start, to: start + count, strict: max < length || random.chance(0.3) };
    });
    // Making a long list anew costs as much as making many short ones.
    this.#retries -= Math.floor(length / LONG_LIST);
    const items: Json[] = [];
    const before = wish.unique ? new Set<string>() : null;
    for (let i = 0; i < length; i++) {
      // Long lists repeat themselves: what tells two schemas apart seldom needs many different entries.
      if (i > Math.max(prefix, last) + 6 && !wish.unique && sought.every(({ from, to }) => i - 1 < from || i > to)) {
        items.push(items[i - 1 - random.below(3)] ?? null);
        continue;
      }
      const wants: Want[] = [...(wish.at.get(i) ?? [])];
      for (const { prefix: nodes, rest } of wish.lists) {
        const node = i < nodes.length ? nodes[i] : rest;
        if (node !== undefined && node !== null) wants.push({ node, holds: true });
      }
      for (const { node, from, to, strict } of sought)
        if (i >= from && i < to) wants.push({ node, holds: true });
        else if (strict) wants.push({ node, holds: false });
      const item = this.#item(wants, before, depth);
      before?.add(canonicalJson(item));
      items.push(item);
    }
    for (const wants of wish.behind) items.push(this.#value(wants, depth + 1));
    if (wish.duplicate && items.length > 1) items[random.below(items.length - 1)] = items.at(-1) ?? null;
    return items;
  }

  #item(wants: readonly Want[], before: ReadonlySet<string> | null, depth: number): Json {
    let item = this.#value(wants, depth + 1);
    if (before === null) return item;
    for (let i = 0; i < 4 && before.has(canonicalJson(item)); i++) item = this.#value(wants, depth + 1);
    if (!before.has(canonicalJson(item))) return item;
    // Chance seldom brings a hundred different values out of a few.
    const counted: readonly Json[] = [before.size, `${before.size}`, [before.size], { [`x${before.size}`]: before.size }];
    return counted.find((value) => !before.has(canonicalJson(value)) && this.#isAsWished(wants, value)) ?? item;
  }

  #object(wish: Wish, depth: number): Json {
    const names = this.#names(wish);
    const values = new Map<string, Json>();
    for (const name of names) {
      const wants = [...(wish.present.get(name) ?? [])];
      for (const shape of wish.shapes) for (const node of nodesForName(shape, name)) wants.push({ node, holds: true });
      values.set(name, this.#value(wants, depth + 1));
    }
    for (const { name, pattern, value } of wish.further) {
      const chosen = this.#furtherName(wish, name, pattern);
      const wants = [...value];
      for (const shape of wish.shapes) for (const node of nodesForName(shape, chosen)) wants.push({ node, holds: true });
      values.set(chosen, this.#value(wants, depth + 1));
    }
    return Object.fromEntries(values);
  }

  #names(wish: Wish): ReadonlySet<string> {
    const random = this.#random;
    const names = new Set(wish.present.keys());
    const named = wish.shapes.flatMap((shape) => [...shape.named.keys()]);
    const roll = this.#fuel < 0 ? 0 : random.below(10);
    const optional = roll < 3 ? [] : roll < 9 ? random.some(named, 1 + random.below(4)) : named.slice(0, 40);
    for (const name of optional) if (!wish.absent.has(name)) names.add(name);
    const open = !wish.closed && this.#fuel > 0;
    if (open && random.chance(0.25)) names.add(this.#furtherName(wish, [], null));
    const least = Math.min(random.chance(0.8) ? wish.properties.min : (random.pick(this.#pool.counts) ?? 0), 60) - wish.further.length;
    for (const name of named) if (names.size < least && !wish.absent.has(name)) names.add(name);
    for (let i = 0; names.size < least && i < 3 * least; i++) names.add(this.#furtherName(wish, [], null));
    const most = Math.max(wish.properties.max - wish.further.length, 0);
    for (const name of names) if (names.size > most && !wish.present.has(name)) names.delete(name);
    for (const [name, needed] of wish.needs) if (names.has(name)) for (const each of needed) names.add(each);
    for (const name of wish.absent) names.delete(name);
    return names;
  }

  /** A name that no schema may list, or that a pattern matches. */
  #furtherName(wish: Wish, wants: readonly Want[], pattern: string | null): string {
    const random = this.#random;
    if (pattern !== null) return random.pick(this.#texts.matching(pattern)) ?? this.#texts.any();
    const wished = [...wants, ...wish.names.map((node) => ({ node, holds: true }))];
    if (wished.length > 0) {
      for (let i = 0; i < 3; i++) {
        const inner = this.#wisher.wish(wished);
        const name = inner.values === null ? this.#text(inner) : random.pick(inner.values.filter((value) => typeof value === 'string'));
        if (typeof name === 'string') return name;
      }
    }
    const source = random.pick(wish.shapes.flatMap((shape) => shape.patterns.map((each) => each.source)));
    if (source !== undefined && random.chance(0.4)) return random.pick(this.#texts.matching(source)) ?? 'x';
    if (random.chance(0.5)) return random.pick(this.#pool.names) ?? 'x';
    return random.chance(0.7) ? `x${random.below(70)}` : this.#texts.any();
  }
}

const HUGE = 1_000;

/** Whether making a value anew, and judging it, costs as much as a great many others do: some schemas demand lists of tens of thousands of entries. */
export function isHuge(value: Json): boolean {
  if (isJsonArray(value)) return value.length > HUGE || value.some(isHuge);
  return isJsonObject(value) && Object.values(value).some(isHuge);
}

/** The kinds that a wish says something of. */
function spokenOf(wish: Wish): number {
  let kinds = 0;
  if (wish.lower.length + wish.upper.length + wish.divisors.length + wish.undivided.length > 0) kinds |= NUMBER;
  if (wish.patterns.length + wish.failedPatterns.length + wish.formats.length + wish.failedFormats.length > 0) kinds |= KIND.string;
  if (wish.lengths.min > 0 || wish.lengths.max < Number.POSITIVE_INFINITY) kinds |= KIND.string;
  if (wish.items.min > 0 || wish.items.max < Number.POSITIVE_INFINITY || wish.lists.length + wish.contains.length > 0) kinds |= KIND.array;
  if (wish.unique || wish.duplicate || wish.at.size + wish.behind.length > 0) kinds |= KIND.array;
  if (wish.properties.min > 0 || wish.properties.max < Number.POSITIVE_INFINITY || wish.shapes.length > 0) kinds |= KIND.object;
  if (wish.names.length + wish.present.size + wish.absent.size + wish.further.length + wish.needs.length > 0) kinds |= KIND.object;
  return kinds;
}
