import { ANY_KIND, childNodes, KIND, NUMBER, type Assertion, type SchemaNode } from '../../../src/jsonschema/schema/schema-node.ts';
import type { Json } from '../../../src/jsonschema/values/json.ts';
import { isMember, nodesForName } from '../../../src/jsonschema/evaluate/evaluate.ts';
import { assertionSignature, dereference } from '../../../src/jsonschema/schema/equivalence.ts';
import type { JsonNumber } from '../../../src/jsonschema/values/number.ts';
import type { Random } from './random.ts';

/** A schema that an instance should meet, or should not. */
export interface Want {
  readonly node: SchemaNode;
  readonly holds: boolean;
}

/** One way to make an assertion fail. */
interface Way {
  readonly take: () => void;
  /** Whether it leads to where the two schemas differ. */
  readonly isNovel: boolean;
}

/** What is known of the schemas that wishes are made of. */
export interface Knowledge {
  /** The same number for schemas that are equal. */
  readonly classOf: (node: SchemaNode) => number;
  /** Whether an equal schema stands somewhere in both documents: what tells them apart is then elsewhere. */
  readonly isShared: (node: SchemaNode) => boolean;
}

type Of<K extends Assertion['kind']> = Extract<Assertion, { kind: K }>;

/** What one instance should be like, every choice made: wishes, not proofs, that may contradict each other. */
export class Wish {
  kinds = ANY_KIND;
  /** The values listed, where some are. */
  values: readonly Json[] | null = null;
  readonly unlisted: (readonly Json[])[] = [];
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

  /** Values are to be these; where other lists leave none of them, one of the lists is forgotten. */
  list(values: readonly Json[], forget: boolean): void {
    const both = this.values === null ? values : this.values.filter((value) => isMember(value, values));
    if (both.length > 0 || forget) this.values = both.length > 0 ? both : values;
  }

  /** The values listed that are not listed where they should not be; all where there are none. */
  listed(): readonly Json[] | null {
    const { values, unlisted } = this;
    if (values === null || unlisted.length === 0) return values;
    const left = values.filter((value) => unlisted.every((each) => !isMember(value, each)));
    return left.length > 0 ? left : values;
  }

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
/** How often a wish looks for a difference where the schemas differ, and how often each of its choices does then. */
const FOCUSED = 0.85;
const STEADY = 0.9;

/** Makes wishes of wants: takes one way through every choice, at random, and prefers ways that do not contradict what is already wished. */
export class Wisher {
  readonly #random: Random;
  readonly #knowledge: Knowledge;
  readonly #signatures = new WeakMap<Assertion, { readonly text: string | null }>();
  #wish = new Wish();
  #held = new Set<number>();
  #met = new Set<string>();
  #isFocused = false;
  #steps = 0;

  constructor(random: Random, knowledge: Knowledge) {
    this.#random = random;
    this.#knowledge = knowledge;
  }

  wish(wants: readonly Want[]): Wish {
    this.#wish = new Wish();
    this.#held = new Set();
    this.#met = new Set();
    this.#steps = 0;
    this.#isFocused = wants.some(({ holds }) => !holds) && this.#random.chance(FOCUSED);
    for (const { node, holds } of wants) if (holds) this.#hold(node);
    for (const { node, holds } of wants) if (!holds) this.#fail(node);
    return this.#wish;
  }

  /** The same text for assertions that accept the same instances; null where that hangs on what stands beside them. */
  #signature(assertion: Assertion): string | null {
    let known = this.#signatures.get(assertion);
    if (known === undefined) {
      const hangsOnOthers = assertion.kind === 'unevaluatedProperties' || assertion.kind === 'unevaluatedItems';
      known = { text: hangsOnOthers ? null : assertionSignature(assertion, this.#knowledge.classOf, true) };
      this.#signatures.set(assertion, known);
    }
    return known.text;
  }

  #isNovel(node: SchemaNode): boolean {
    return !this.#knowledge.isShared(node);
  }

  /** One of several; where the schemas differ if the wish looks there. */
  #choose<T>(items: readonly T[], isNovel: (item: T) => boolean): T | undefined {
    if (this.#isFocused && this.#random.chance(STEADY)) {
      const preferred = items.filter(isNovel);
      if (preferred.length > 0) return this.#random.pick(preferred);
    }
    return this.#random.pick(items);
  }

  #hold(referring: SchemaNode): void {
    this.#steps++;
    // A reference has the number of what it refers to, which would then pass for held already.
    const node = dereference(referring);
    const id = this.#knowledge.classOf(node);
    if (this.#steps > MOST_STEPS || this.#held.has(id)) return;
    this.#held.add(id);
    for (const assertion of node.assertions) {
      const signature = this.#signature(assertion);
      if (signature !== null) this.#met.add(signature);
      this.#meet(assertion);
    }
  }

  #meet(assertion: Assertion): void {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'type':
        wish.kinds &= assertion.mask;
        return;
      case 'enum':
        return wish.list(assertion.values, this.#random.chance(0.5));
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
        const chosen = this.#choose(assertion.nodes, (node) => this.#isNovel(node));
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
    const chosen = this.#choose(ways, (each) => each.some(({ isNovel }) => isNovel));
    this.#choose(chosen ?? [], ({ isNovel }) => isNovel)?.take();
  }

  /** A node that is held already, or accepts everything, will not fail. */
  #mayFail(node: SchemaNode): boolean {
    return node.assertions.length > 0 && !this.#held.has(this.#knowledge.classOf(node));
  }

  #waysToFail(assertion: Assertion): readonly Way[] {
    const wish = this.#wish;
    const speaks = SPEAKS_OF.get(assertion.kind) ?? (assertion.kind === 'limit' ? kindOfLimit(assertion.keyword) : ANY_KIND);
    if ((wish.kinds & speaks) === 0) return [];
    const signature = this.#signature(assertion);
    if (signature !== null && this.#met.has(signature)) return [];
    switch (assertion.kind) {
      case 'allOf':
      case 'ref':
        return childNodes(assertion)
          .filter((node) => this.#mayFail(node))
          .map((node) => ({ take: () => this.#fail(node), isNovel: this.#isNovel(node) }));
      case 'not':
        return [{ take: () => this.#hold(assertion.node), isNovel: this.#isNovel(assertion.node) }];
      case 'anyOf':
        return assertion.nodes.every((node) => this.#mayFail(node)) ? [novel(() => this.#failAll(assertion.nodes))] : [];
      case 'oneOf':
        return this.#waysToFailOne(assertion.nodes);
      case 'if':
        return this.#waysToFailIf(assertion);
      case 'type':
        return (wish.kinds & ~assertion.mask) === 0 ? [] : [novel(() => void (wish.kinds &= ~assertion.mask))];
      default:
        return this.#waysToFailPart(assertion).map(({ take, isNovel }) => ({
          take: () => {
            wish.kinds &= speaks;
            take();
          },
          isNovel,
        }));
    }
  }

  #failAll(nodes: readonly SchemaNode[]): void {
    for (const node of nodes) this.#fail(node);
  }

  #waysToFailOne(nodes: readonly SchemaNode[]): readonly Way[] {
    const held = nodes.filter((node) => this.#held.has(this.#knowledge.classOf(node)));
    const others = nodes.filter((node) => !held.includes(node));
    if (held.length > 0) return others.map((node) => ({ take: () => this.#hold(node), isNovel: this.#isNovel(node) }));
    const two = novel(() => {
      for (const node of this.#random.some(nodes, 3)) this.#hold(node);
    });
    return nodes.every((node) => this.#mayFail(node)) ? [novel(() => this.#failAll(nodes)), two] : [two];
  }

  #waysToFailIf({ condition, then, else: otherwise }: Of<'if'>): readonly Way[] {
    const ways: Way[] = [];
    const isNovel = (node: SchemaNode): boolean => this.#isNovel(node) || this.#isNovel(condition);
    if (then !== null && this.#mayFail(then)) {
      const take = (): void => {
        this.#hold(condition);
        this.#fail(then);
      };
      ways.push({ take, isNovel: isNovel(then) });
    }
    if (otherwise !== null && this.#mayFail(otherwise)) {
      const take = (): void => {
        this.#fail(condition);
        this.#fail(otherwise);
      };
      ways.push({ take, isNovel: isNovel(otherwise) });
    }
    return ways;
  }

  #waysToFailPart(assertion: Assertion): readonly Way[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'enum':
        return [novel(() => void wish.unlisted.push(assertion.values))];
      case 'minimum':
        return [novel(() => void wish.upper.push({ limit: assertion.limit, exclusive: !assertion.exclusive }))];
      case 'maximum':
        return [novel(() => void wish.lower.push({ limit: assertion.limit, exclusive: !assertion.exclusive }))];
      case 'multipleOf':
        return [novel(() => void wish.undivided.push(assertion.divisor))];
      case 'limit': {
        const { keyword, limit } = assertion;
        return [novel(() => bound(wish, opposite(keyword), keyword.startsWith('min') ? limit - 1 : limit + 1))];
      }
      case 'pattern':
        return [novel(() => void wish.failedPatterns.push(assertion.source))];
      case 'format':
        return [novel(() => void wish.failedFormats.push(assertion.name))];
      case 'items':
      case 'contains':
      case 'uniqueItems':
      case 'unevaluatedItems':
        return this.#waysToFailArray(assertion);
      default:
        return this.#waysToFailObject(assertion);
    }
  }

  #waysToFailArray(assertion: Assertion): readonly Way[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'uniqueItems':
        return wish.unique ? [] : [novel(() => void (wish.duplicate = true))];
      case 'unevaluatedItems':
        return [novel(() => void wish.behind.push([{ node: assertion.node, holds: false }]))];
      case 'contains': {
        const { node, min, max } = assertion;
        const ways: Way[] = [];
        if (min > 0) ways.push(novel(() => void wish.contains.push({ node, min: 0, max: min - 1 })));
        if (max < Number.MAX_SAFE_INTEGER)
          ways.push(novel(() => void wish.contains.push({ node, min: max + 1, max: Number.MAX_SAFE_INTEGER })));
        return ways;
      }
      case 'items':
        return this.#waysToFailItems(assertion);
      default:
        return [];
    }
  }

  #waysToFailItems({ prefix, rest }: Of<'items'>): readonly Way[] {
    const wish = this.#wish;
    const fail = (index: number, node: SchemaNode): void => wish.entry(index, { node, holds: false });
    const ways = prefix.flatMap((node, i) =>
      this.#mayFail(node) ? [{ take: () => fail(i, node), isNovel: this.#isNovel(node) || wish.lists.length === 0 }] : [],
    );
    const first = prefix.length;
    const last = Math.max(first, ...wish.lists.map((list) => list.prefix.length)) - first;
    const isNovel = (node: SchemaNode): boolean => this.#isNovel(node) || wish.lists.every((list) => !this.#isSame(list.rest, node));
    if (rest !== null && this.#mayFail(rest))
      ways.push({ take: () => fail(first + this.#random.below(Math.min(last + 1, LAST_INDEX)), rest), isNovel: isNovel(rest) });
    return ways;
  }

  #isSame(one: SchemaNode | null, other: SchemaNode): boolean {
    return one !== null && this.#knowledge.classOf(one) === this.#knowledge.classOf(other);
  }

  #waysToFailObject(assertion: Assertion): readonly Way[] {
    const wish = this.#wish;
    switch (assertion.kind) {
      case 'required':
        return assertion.names.filter((name) => !wish.present.has(name)).map((name) => novel(() => void wish.absent.add(name)));
      case 'dependentRequired':
        return [...assertion.names].flatMap(([name, needed]) =>
          needed.map((each) =>
            novel(() => {
              wish.require(name);
              wish.absent.add(each);
            }),
          ),
        );
      case 'dependentSchemas':
        return [...assertion.nodes].map(([name, node]) => ({
          take: () => {
            wish.require(name);
            this.#fail(node);
          },
          isNovel: this.#isNovel(node),
        }));
      case 'propertyNames':
        return [novel(() => void wish.further.push({ name: [{ node: assertion.node, holds: false }], pattern: null, value: [] }))];
      case 'unevaluatedProperties':
        return this.#waysToFailFurther(assertion.node, () => true);
      case 'properties':
        return this.#waysToFailProperties(assertion);
      default:
        return [];
    }
  }

  /** Whether what is wished says already that a property holds to a schema. */
  #isHeldAt(name: string, node: SchemaNode): boolean {
    return this.#wish.shapes.some((shape) => nodesForName(shape, name).some((other) => this.#isSame(other, node)));
  }

  #waysToFailProperties({ named, patterns, rest }: Of<'properties'>): readonly Way[] {
    const wish = this.#wish;
    const ways: Way[] = [...named].flatMap(([name, node]) =>
      node.assertions.length === 0 || this.#isHeldAt(name, node)
        ? []
        : [{ take: () => wish.require(name, { node, holds: false }), isNovel: this.#isNovel(node) || !this.#isNamed(name) }],
    );
    for (const { source, node } of patterns) {
      const take = (): void => void wish.further.push({ name: [], pattern: source, value: [{ node, holds: false }] });
      if (node.assertions.length > 0) ways.push({ take, isNovel: this.#isNovel(node) });
    }
    if (rest === null || rest.assertions.length === 0) return ways;
    return [
      ...ways,
      ...this.#waysToFailFurther(rest, (name) => !named.has(name) && patterns.every(({ regex }) => regex.test(name) === false)),
    ];
  }

  #isNamed(name: string): boolean {
    return this.#wish.shapes.some((shape) => shape.named.has(name));
  }

  /** Properties that a schema does not name, those first that others do. */
  #waysToFailFurther(rest: SchemaNode, isFurther: (name: string) => boolean): readonly Way[] {
    const wish = this.#wish;
    const wants: readonly Want[] = [{ node: rest, holds: false }];
    const names = new Set(wish.shapes.flatMap((shape) => [...shape.named.keys()]));
    const ways = [...names]
      .filter((name) => isFurther(name) && !this.#isHeldAt(name, rest))
      .map((name) => novel(() => wish.require(name, ...wants)));
    for (const { source, node } of wish.shapes.flatMap((shape) => shape.patterns))
      if (!this.#isSame(node, rest)) ways.push(novel(() => void wish.further.push({ name: [], pattern: source, value: wants })));
    const take = (): void => void wish.further.push({ name: [], pattern: null, value: wants });
    return [...ways, { take, isNovel: wish.shapes.every((shape) => !this.#isSame(shape.rest, rest)) }];
  }
}

/** A way to where the schemas differ, as far as can be seen: the other one does not say the same. */
function novel(take: () => void): Way {
  return { take, isNovel: true };
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
