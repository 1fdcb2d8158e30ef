import { evaluatedBy, holdingSubschemas, mayGiveNames } from '../annotations.ts';
import type { Branch } from '../branch.ts';
import type { Location, Locations } from '../../evaluate/location.ts';
import type { Fact, Goal, Literal, Side, SomeItems, Split } from '../goal.ts';
import type { Assertion, SchemaNode } from '../../schema/schema-node.ts';

/** A schema of which it matters, entry by entry, whether it holds. */
export interface Trait {
  readonly node: SchemaNode;
  readonly side: Side;
  /** How many entries may have it. */
  readonly most: number;
}

/** An `unevaluatedItems` that holds: which entries its neighbours evaluate. */
interface Remainder {
  readonly literal: Literal;
  /** Index up to which all entries are evaluated by their place. */
  readonly until: number;
  /** `contains` schemas that evaluate what they match, as trait keys. */
  readonly matchers: ReadonlySet<string>;
}

type Kind<K extends Assertion['kind']> = Extract<Assertion, { readonly kind: K }>;

/** A count or an index that nothing limits. */
export const EVERYWHERE = Number.MAX_SAFE_INTEGER;
function hasTrait(mask: number, i: number): boolean {
  return ((mask >> i) & 1) === 1;
}

function partsOf(nodes: readonly SchemaNode[], except: Assertion): readonly Assertion[] {
  return nodes.flatMap((node) => node.assertions).filter((part) => part !== except);
}

/** Index up to which schemas evaluate the entries by their place alone. */
function evaluatedUntil(parts: readonly Assertion[]): number {
  let until = 0;
  for (const part of parts) {
    if (part.kind === 'unevaluatedItems' || (part.kind === 'items' && part.rest !== null)) return EVERYWHERE;
    if (part.kind === 'items') until = Math.max(until, part.prefix.length);
  }
  return until;
}

/** The schemas of the sender that hold in a branch and describe entries; and a choice that would settle one of which it is not known. */
function sendersSchemas(branch: Branch, sender: Location, locations: Locations): ReturnType<typeof holdingSubschemas> {
  const counts = (node: SchemaNode): boolean =>
    node.assertions.some(
      (assertion) =>
        (assertion.kind === 'items' &&
          [...assertion.prefix, ...(assertion.rest === null ? [] : [assertion.rest])].some((child) =>
            mayGiveNames(locations.of([child])),
          )) ||
        ((assertion.kind === 'contains' || assertion.kind === 'unevaluatedItems') && mayGiveNames(locations.of([assertion.node]))),
    );
  const holding = sender.roots.filter((node) => branch.statusOf(node, 'sender') === true);
  return holdingSubschemas(branch, holding, 'sender', counts);
}

/** A choice that has to be made before it is known what describes the entries. */
export function openChoice(goal: Goal, branch: Branch, locations: Locations): Split | null {
  const { split } = evaluatedBy(branch, branch.facts, 'unevaluatedItems');
  if (split !== null || goal.sender === null) return split;
  return sendersSchemas(branch, goal.sender, locations).split;
}

/**
 * What a branch demands of an array: its length, the number of entries that meet something, and what each entry has to meet by its index and traits.
 * `lenient` counts an entry as evaluated where validators of 2019-09 disagree (beside `contains`), and as unevaluated too.
 */
export class ArrayDemands {
  min = 0;
  max = EVERYWHERE;
  /** Whose instance has different entries only. */
  readonly uniqueFor = new Set<Side>();
  /** Index from which on all entries are described alike. */
  alikeFrom = 0;
  readonly traits: Trait[] = [];
  readonly demands: SomeItems[] = [];
  /** Whether `lenient` makes a difference. */
  isDisputed = false;
  /** Whether it is plain that there is no such array. */
  isImpossible = false;
  readonly #branch: Branch;
  readonly #lenient: boolean;
  readonly #remainders: Remainder[] = [];

  constructor(goal: Goal, branch: Branch, locations: Locations, lenient: boolean) {
    this.#branch = branch;
    this.#lenient = lenient;
    const { held } = evaluatedBy(branch, branch.facts, 'unevaluatedItems');
    for (const fact of branch.facts) {
      this.#takeSize(fact);
      if (fact.assertion.kind === 'unevaluatedItems') this.#takeUnevaluated(fact, fact.assertion, held.get(fact.assertion) ?? []);
    }
    for (const some of branch.someItems) this.#demand(some);
    for (const index of branch.items.keys()) this.#reachTo(index + 1);
    for (const { from, count } of this.demands) this.min = Math.max(this.min, from + count);
    for (const { from } of this.demands) this.alikeFrom = Math.max(this.alikeFrom, from);
    if (branch.duplicates.size > 0) this.min = Math.max(this.min, 2);
    this.#takeCounts();
    if (goal.sender !== null) this.#takeNameGivers(sendersSchemas(branch, goal.sender, locations).held, locations);
    for (const location of [goal.sender, goal.reader])
      for (const node of location?.closure ?? [])
        for (const part of node.assertions) if (part.kind === 'items') this.alikeFrom = Math.max(this.alikeFrom, part.prefix.length);
  }

  /** By whose instance entries are told apart; null where they may be equal. What differs in what the reader sees differs. */
  get unique(): Side | null {
    if (this.uniqueFor.has('reader')) return 'reader';
    return this.uniqueFor.size === 0 ? null : 'sender';
  }

  #reachTo(length: number): void {
    this.min = Math.max(this.min, length);
    this.alikeFrom = Math.max(this.alikeFrom, length);
  }

  #takeSize({ assertion, holds, side }: Fact): void {
    if (assertion.kind === 'uniqueItems' && holds) this.uniqueFor.add(side);
    if (assertion.kind === 'items') this.alikeFrom = Math.max(this.alikeFrom, assertion.prefix.length);
    if (assertion.kind !== 'limit' || !assertion.keyword.endsWith('Items')) return;
    if (assertion.keyword === 'minItems' && holds) this.min = Math.max(this.min, assertion.limit);
    else if (assertion.keyword === 'maxItems' && !holds) this.min = Math.max(this.min, assertion.limit + 1);
    else if (assertion.keyword === 'maxItems') this.max = Math.min(this.max, assertion.limit);
    else this.max = Math.min(this.max, assertion.limit - 1);
  }

  #demand(some: SomeItems): void {
    if (some.count === 0) return;
    const key = this.#keyOf(some);
    const same = this.demands.findIndex((other) => this.#keyOf(other) === key);
    const other = this.demands[same];
    if (other === undefined) this.demands.push(some);
    else if (some.count > other.count) this.demands[same] = some;
  }

  #keyOf({ from, literals }: SomeItems): string {
    return `${from} ${literals.map((literal) => `${this.#traitKey(literal)} ${literal.holds}`).join()}`;
  }

  #traitKey({ node, side }: Pick<Literal, 'node' | 'side'>): string {
    return `${this.#branch.context.classes.classOf(node)} ${side}`;
  }

  #takeUnevaluated({ side, holds }: Fact, assertion: Kind<'unevaluatedItems'>, held: readonly SchemaNode[]): void {
    const parts = partsOf(held, assertion);
    const until = evaluatedUntil(parts);
    const contains = parts.filter((part) => part.kind === 'contains');
    if (contains.some(({ evaluates }) => evaluates === null)) this.isDisputed = true;
    if (until === EVERYWHERE) {
      this.isImpossible ||= !holds;
      return;
    }
    this.alikeFrom = Math.max(this.alikeFrom, until);
    // Where it is disputed, being lenient means that a match rescues what must hold and does not rescue what must fail.
    const matching = contains.filter(({ evaluates }) => evaluates === true || (evaluates === null && this.#lenient === holds));
    const literals = matching.map(({ node }): Literal => ({ node, holds: false, side }));
    if (!holds) {
      this.#demand({ from: until, literals: [{ node: assertion.node, holds: false, side }, ...literals], count: 1 });
      return;
    }
    for (const { node } of matching) this.#trait({ node, side, most: EVERYWHERE });
    const matchers = new Set(literals.map((literal) => this.#traitKey(literal)));
    this.#remainders.push({ literal: { node: assertion.node, holds: true, side }, until, matchers });
  }

  #trait(trait: Trait): void {
    const key = this.#traitKey(trait);
    const same = this.traits.findIndex((other) => this.#traitKey(other) === key);
    const other = this.traits[same];
    if (other === undefined) this.traits.push(trait);
    else if (trait.most < other.most) this.traits[same] = trait;
  }

  #takeCounts(): void {
    for (const { assertion, holds, side } of this.#branch.facts)
      if (assertion.kind === 'contains' && holds && assertion.max < this.max)
        this.#trait({ node: assertion.node, side, most: assertion.max });
  }

  /** What an entry may carry depends on which of the sender's schemas hold for it. */
  #takeNameGivers(held: readonly SchemaNode[], locations: Locations): void {
    for (const { assertions } of held)
      for (const part of assertions)
        if ((part.kind === 'contains' || part.kind === 'unevaluatedItems') && mayGiveNames(locations.of([part.node])))
          this.#trait({ node: part.node, side: 'sender', most: EVERYWHERE });
  }

  /** Whether an entry with these traits meets a demand; null where they do not tell. */
  meets({ literals }: SomeItems, mask: number): boolean | null {
    let told: boolean | null = true;
    for (const literal of literals) {
      const i = this.traits.findIndex((trait) => this.#traitKey(trait) === this.#traitKey(literal));
      if (i < 0) told = null;
      else if (hasTrait(mask, i) !== literal.holds) return false;
    }
    return told;
  }

  /** What the entry at an index has to meet whatever its traits. */
  placeLiterals(index: number): Literal[] {
    const literals: Literal[] = [...(this.#branch.items.get(index) ?? [])];
    for (const { assertion, holds, side } of this.#branch.facts) {
      if (!holds || assertion.kind !== 'items') continue;
      const node = index < assertion.prefix.length ? assertion.prefix[index] : assertion.rest;
      if (node !== null && node !== undefined) literals.push({ node, holds: true, side });
    }
    return literals;
  }

  /** What an entry has to meet by its traits, the first `decided` of which are known. */
  traitLiterals(mask: number, decided: number): Literal[] {
    return this.traits.slice(0, decided).map(({ node, side }, i) => ({ node, holds: hasTrait(mask, i), side }));
  }

  /** What an entry has to meet because nothing beside `unevaluatedItems` evaluates it. */
  remainderLiterals(index: number, mask: number): Literal[] {
    const matched = new Set(this.traits.filter((_, i) => hasTrait(mask, i)).map((trait) => this.#traitKey(trait)));
    return this.#remainders.flatMap(({ literal, until, matchers }) =>
      index < until || [...matchers].some((key) => matched.has(key)) ? [] : [literal],
    );
  }

  /** One text for all indexes at which entries are described alike, as far as the schemas go. */
  profileOf(index: number): string {
    const literals = this.placeLiterals(index).map((literal) => `${this.#traitKey(literal)} ${literal.holds}`);
    const remainders = this.#remainders.map(({ until }) => (index < until ? 1 : 0));
    const open = this.demands.map(({ from }) => (index < from ? 0 : 1));
    return `${[...new Set(literals)].toSorted().join()}|${remainders.join('')}|${open.join('')}`;
  }
}
