import { ANY_KIND, KIND, NUMBER, type Assertion, type SchemaNode } from '../../../src/jsonschema/schema/schema-node.ts';
import type { Json } from '../../../src/jsonschema/values/json.ts';
import { nodesForName } from '../../../src/jsonschema/evaluate/evaluate.ts';
import type { JsonNumber } from '../../../src/jsonschema/values/number.ts';
import type { Random } from './random.ts';

/** A schema that an instance should meet, or should not. */
export interface Want {
  readonly node: SchemaNode;
  readonly holds: boolean;
}

type Of<K extends Assertion['kind']> = Extract<Assertion, { kind: K }>;

/** What one instance should be like, every choice made: wishes, not proofs, that may contradict each other. */
export class Wish {
  kinds = ANY_KIND;
  values: readonly Json[] | null = null;
  readonly lower: { readonly limit: JsonNumber; readonly exclusive: boolean }[] = [];
  readonly upper: { readonly limit: JsonNumber; readonly exclusive: boolean }[] = [];
  readonly divisors: JsonNumber[] = [];
  readonly undivided: JsonNumber[] = [];
  readonly lengths = { min: 0, max: Number.POSITIVE_INFINITY };
  readonly items = { min: 0, max: Number.POSITIVE_INFINITY };
  readonly properties = { min: 0, max: Number.POSITIVE_INFINITY };
  readonly patterns: string[] = [];
  readonly failedPatterns: string[] = [];
  readonly formats: string[] = [];
  readonly failedFormats: string[] = [];
  readonly shapes: Of<'properties'>[] = [];
  readonly names: SchemaNode[] = [];
  readonly present = new Map<string, Want[]>();
  readonly absent = new Set<string>();
  /** Wants of properties whose names are to be found. */
  readonly further: { readonly name: readonly Want[]; readonly pattern: string | null; readonly value: readonly Want[] }[] = [];
  readonly needs: (readonly [name: string, needed: readonly string[]])[] = [];
  closed = false;
  readonly lists: Of<'items'>[] = [];
  readonly at = new Map<number, Want[]>();
  /** Wants of an entry behind all that are listed. */
  readonly behind: Want[][] = [];
  readonly contains: { readonly node: SchemaNode; readonly min: number; readonly max: number }[] = [];
  unique = false;
  duplicate = false;

  require(name: string, ...wants: readonly Want[]): void {
    this.present.set(name, [...(this.present.get(name) ?? []), ...wants]);
  }

  entry(index: number, want: Want): void {
    this.at.set(index, [...(this.at.get(index) ?? []), want]);
  }
}

/** The kinds that each keyword speaks of; all of them for those not here. */
const SPEAKS_OF: ReadonlyMap<Assertion['kind'], number> = new Map<Assertion['kind'], number>([
  ...(['minimum', 'maximum', 'multipleOf'] as const).map((kind) => [kind, NUMBER] as const),
  ...(['pattern'] as const).map((kind) => [kind, KIND.string] as const),
  ...(['items', 'contains', 'uniqueItems', 'unevaluatedItems'] as const).map((kind) => [kind, KIND.array] as const),
  ...(['properties', 'propertyNames', 'required', 'dependentRequired', 'dependentSchemas', 'unevaluatedProperties'] as const).map(
    (kind) => [kind, KIND.object] as const,
  ),
]);

const MOST_STEPS = 200;
const LAST_INDEX = 12;

/** Makes wishes of wants: takes one way through every choice, at random, and prefers ways that do not contradict what is already wished. */
export class Wisher {
  readonly #random: Random;
  readonly #classOf: (node: SchemaNode) => number;
  #wish = new Wish();
  #held = new Set<number>();
  #steps = 0;

  constructor(random: Random, classOf: (node: SchemaNode) => number) {
    this.#random = random;
    this.#classOf = classOf;
  }

  wish(wants: readonly Want[]): Wish {
    this.#wish = new Wish();
    this.#held = new Set();
    this.#steps = 0;
    for (const { node, holds } of wants) if (holds) this.#hold(node);
    for (const { node, holds } of wants) if (!holds) this.#fail(node);
    return this.#wish;
  }

  #hold(node: SchemaNode): void {
    this.#steps++;
    const id = this.#classOf(node);
    if (this.#steps > MOST_STEPS || this.#held.has(id)) return;
    this.#held.add(id);
    for (const assertion of node.assertions) this.#meet(assertion);
  }

  #meet(assertion: Assertion): void {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'type':
        wish.kinds &= assertion.mask;
        return;
      case 'enum':
        if (wish.values === null || this.#random.chance(0.5)) wish.values = assertion.values;
        return;
      case 'minimum':
        wish.lower.push(assertion);
        return;
      case 'maximum':
        wish.upper.push(assertion);
        return;
      case 'multipleOf':
        wish.divisors.push(assertion.divisor);
        return;
      case 'limit':
        return bound(wish, assertion.keyword, assertion.limit);
      case 'pattern':
        wish.patterns.push(assertion.source);
        return;
      case 'format':
        wish.formats.push(assertion.name);
        return;
      default:
        return this.#meetApplied(assertion);
    }
  }

  #meetApplied(assertion: Assertion): void {
    const wish = this.#wish;
    const random = this.#random;
    switch (assertion.kind) {
      case 'properties':
        wish.shapes.push(assertion);
        return;
      case 'propertyNames':
        wish.names.push(assertion.node);
        return;
      case 'required':
        for (const name of assertion.names) wish.require(name);
        return;
      case 'dependentRequired':
        wish.needs.push(...assertion.names);
        return;
      case 'dependentSchemas':
        for (const [name, node] of assertion.nodes) {
          if (wish.present.has(name) || random.chance(0.4)) {
            wish.require(name);
            this.#hold(node);
          } else wish.absent.add(name);
        }
        return;
      case 'unevaluatedProperties':
        wish.closed ||= assertion.node.assertions[0]?.kind === 'false' || random.chance(0.7);
        return;
      case 'items':
        wish.lists.push(assertion);
        return;
      case 'contains':
        wish.contains.push(assertion);
        return;
      case 'uniqueItems':
        wish.unique = true;
        return;
      default:
        return this.#meetCombined(assertion);
    }
  }

  #meetCombined(assertion: Assertion): void {
    const random = this.#random;
    switch (assertion.kind) {
      case 'ref':
        return this.#hold(assertion.node);
      case 'not':
        return this.#fail(assertion.node);
      case 'allOf':
        for (const node of assertion.nodes) this.#hold(node);
        return;
      case 'anyOf':
      case 'oneOf': {
        const chosen = random.pick(assertion.nodes);
        if (chosen !== undefined) this.#hold(chosen);
        if (assertion.kind === 'oneOf' && assertion.nodes.length < 8 && random.chance(0.3))
          for (const node of assertion.nodes) if (node !== chosen) this.#fail(node);
        return;
      }
      case 'if': {
        const condition = random.chance(0.5);
        if (condition) this.#hold(assertion.condition);
        else this.#fail(assertion.condition);
        const chosen = condition ? assertion.then : assertion.else;
        if (chosen !== null) this.#hold(chosen);
        return;
      }
      default:
    }
  }

  /** One of a schema's assertions is wished to fail. */
  #fail(node: SchemaNode): void {
    this.#steps++;
    if (this.#steps > MOST_STEPS) return;
    const ways = node.assertions.map((assertion) => this.#waysToFail(assertion)).filter((each) => each.length > 0);
    this.#random.pick(this.#random.pick(ways) ?? [])?.();
  }

  /** A node that is held already, or accepts everything, will not fail. */
  #mayFail(node: SchemaNode): boolean {
    return node.assertions.length > 0 && !this.#held.has(this.#classOf(node));
  }

  #waysToFail(assertion: Assertion): readonly (() => void)[] {
    const wish = this.#wish;
    const speaks = SPEAKS_OF.get(assertion.kind) ?? (assertion.kind === 'limit' ? kindOfLimit(assertion.keyword) : ANY_KIND);
    if ((wish.kinds & speaks) === 0) return [];
    const failures = (nodes: readonly SchemaNode[]): (() => void)[] =>
      nodes.filter((node) => this.#mayFail(node)).map((node) => () => this.#fail(node));
    switch (assertion.kind) {
      case 'allOf':
        return failures(assertion.nodes);
      case 'ref':
        return failures([assertion.node]);
      case 'not':
        return [() => this.#hold(assertion.node)];
      case 'anyOf':
        return assertion.nodes.every((node) => this.#mayFail(node)) ? [() => assertion.nodes.forEach((node) => this.#fail(node))] : [];
      case 'oneOf':
        return [
          () => assertion.nodes.forEach((node) => this.#fail(node)),
          () => this.#random.some(assertion.nodes, 3).forEach((node) => this.#hold(node)),
        ];
      case 'if':
        return this.#waysToFailIf(assertion);
      case 'type':
        return (wish.kinds & ~assertion.mask) === 0 ? [] : [() => void (wish.kinds &= ~assertion.mask)];
      default:
        return this.#waysToFailPart(assertion).map((way) => () => {
          wish.kinds &= speaks;
          way();
        });
    }
  }

  #waysToFailIf({ condition, then, else: otherwise }: Of<'if'>): (() => void)[] {
    const ways: (() => void)[] = [];
    if (then !== null && this.#mayFail(then))
      ways.push(() => {
        this.#hold(condition);
        this.#fail(then);
      });
    if (otherwise !== null && this.#mayFail(otherwise))
      ways.push(() => {
        this.#fail(condition);
        this.#fail(otherwise);
      });
    return ways;
  }

  #waysToFailPart(assertion: Assertion): readonly (() => void)[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'enum':
      case 'false':
        return assertion.kind === 'enum' ? [() => undefined] : [];
      case 'minimum':
        return [() => wish.upper.push({ limit: assertion.limit, exclusive: !assertion.exclusive })];
      case 'maximum':
        return [() => wish.lower.push({ limit: assertion.limit, exclusive: !assertion.exclusive })];
      case 'multipleOf':
        return [() => wish.undivided.push(assertion.divisor)];
      case 'limit': {
        const { keyword, limit } = assertion;
        if (keyword.startsWith('min')) return [() => bound(wish, opposite(keyword), limit - 1)];
        return [() => bound(wish, opposite(keyword), limit + 1)];
      }
      case 'pattern':
        return [() => wish.failedPatterns.push(assertion.source)];
      case 'format':
        return [() => wish.failedFormats.push(assertion.name)];
      case 'items':
      case 'contains':
      case 'uniqueItems':
      case 'unevaluatedItems':
        return this.#waysToFailArray(assertion);
      default:
        return this.#waysToFailObject(assertion);
    }
  }

  #waysToFailArray(assertion: Assertion): readonly (() => void)[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'uniqueItems':
        return wish.unique ? [] : [() => void (wish.duplicate = true)];
      case 'unevaluatedItems':
        return [() => wish.behind.push([{ node: assertion.node, holds: false }])];
      case 'contains': {
        const { node, min, max } = assertion;
        const ways: (() => void)[] = [];
        if (min > 0) ways.push(() => wish.contains.push({ node, min: 0, max: min - 1 }));
        if (max < Number.MAX_SAFE_INTEGER) ways.push(() => wish.contains.push({ node, min: max + 1, max: Number.MAX_SAFE_INTEGER }));
        return ways;
      }
      case 'items': {
        const fail =
          (index: number, node: SchemaNode): (() => void) =>
          () =>
            wish.entry(index, { node, holds: false });
        const ways = assertion.prefix.flatMap((node, i) => (this.#mayFail(node) ? [fail(i, node)] : []));
        const { rest } = assertion;
        const first = assertion.prefix.length;
        const last = Math.max(first, ...wish.lists.map(({ prefix }) => prefix.length)) - first;
        if (rest !== null && this.#mayFail(rest)) ways.push(() => fail(first + this.#random.below(Math.min(last + 1, LAST_INDEX)), rest)());
        return ways;
      }
      default:
        return [];
    }
  }

  #waysToFailObject(assertion: Assertion): readonly (() => void)[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'required':
        return assertion.names.filter((name) => !wish.present.has(name)).map((name) => () => wish.absent.add(name));
      case 'dependentRequired':
        return [...assertion.names].flatMap(([name, needed]) =>
          needed.map((each) => () => {
            wish.require(name);
            wish.absent.add(each);
          }),
        );
      case 'dependentSchemas':
        return [...assertion.nodes].map(([name, node]) => () => {
          wish.require(name);
          this.#fail(node);
        });
      case 'propertyNames':
        return [() => wish.further.push({ name: [{ node: assertion.node, holds: false }], pattern: null, value: [] })];
      case 'unevaluatedProperties':
        return [() => wish.further.push({ name: [], pattern: null, value: [{ node: assertion.node, holds: false }] })];
      case 'properties':
        return this.#waysToFailProperties(assertion);
      default:
        return [];
    }
  }

  #waysToFailProperties({ named, patterns, rest }: Of<'properties'>): readonly (() => void)[] {
    const wish = this.#wish;
    const isHeld = (name: string, node: SchemaNode): boolean => {
      const id = this.#classOf(node);
      return wish.shapes.some((shape) => nodesForName(shape, name).some((other) => this.#classOf(other) === id));
    };
    const ways = [...named].flatMap(([name, node]) =>
      node.assertions.length === 0 || isHeld(name, node) ? [] : [() => wish.require(name, { node, holds: false })],
    );
    for (const { source, node } of patterns)
      if (node.assertions.length > 0) ways.push(() => wish.further.push({ name: [], pattern: source, value: [{ node, holds: false }] }));
    if (rest === null || rest.assertions.length === 0) return ways;
    const others = wish.shapes.flatMap((shape) => [...shape.named.keys()]).filter((name) => !named.has(name));
    const unnamed = (name: string): boolean => patterns.every(({ regex }) => regex.test(name) === false);
    const wants: readonly Want[] = [{ node: rest, holds: false }];
    for (const name of new Set(others)) if (unnamed(name) && !isHeld(name, rest)) ways.push(() => wish.require(name, ...wants));
    ways.push(() => wish.further.push({ name: [], pattern: null, value: wants }));
    return ways;
  }
}

function kindOfLimit(keyword: string): number {
  if (keyword.endsWith('Length')) return KIND.string;
  return keyword.endsWith('Items') ? KIND.array : KIND.object;
}

function opposite(keyword: string): string {
  return (keyword.startsWith('min') ? 'max' : 'min') + keyword.slice(3);
}

function bound(wish: Wish, keyword: string, limit: number): void {
  const range = keyword.endsWith('Length') ? wish.lengths : keyword.endsWith('Items') ? wish.items : wish.properties;
  if (keyword.startsWith('min')) range.min = Math.max(range.min, limit);
  else range.max = Math.min(range.max, limit);
}
