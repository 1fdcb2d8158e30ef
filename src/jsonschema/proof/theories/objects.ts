import { describedProperty, evaluatedBy, holdingSubschemas, reaches, unknownAnnotations } from '../annotations.ts';
import type { Branch } from '../branch.ts';
import { isEntailed } from '../first-sight.ts';
import { evaluatesName } from '../../evaluate/evaluate.ts';
import {
  ANY_CHOICE,
  becauseOf,
  EMPTY,
  NO_CHOICE,
  propertyGoal,
  type Alternative,
  type Choices,
  type Doubt,
  type Fact,
  type Found,
  type Goal,
  type Known,
  type Literal,
  type SomeProperty,
  type Split,
} from '../goal.ts';
import type { Json } from '../../values/json.ts';
import { givenNames, isNamed } from '../../evaluate/location.ts';
import { freshNames, type FreshNames } from './names.ts';
import type { Pattern } from '../../schema/pattern.ts';
import type { Search } from '../prover.ts';
import type { SchemaNode } from '../../schema/schema-node.ts';

/** The most properties that an object is filled up to. */
const MAX_PROPERTIES = 2_000;

interface Counts {
  min: number;
  max: number;
}

function isCount({ assertion }: Fact): boolean {
  return assertion.kind === 'limit' && assertion.keyword.endsWith('Properties');
}

function countsOf(branch: Branch, side: 'sender' | 'reader' | null): Counts {
  const counts: Counts = { min: 0, max: Number.MAX_SAFE_INTEGER };
  for (const fact of branch.facts) {
    const { assertion, holds } = fact;
    if (assertion.kind !== 'limit' || !isCount(fact) || (side !== null && fact.side !== side)) continue;
    if (assertion.keyword === 'minProperties' && holds) counts.min = Math.max(counts.min, assertion.limit);
    else if (assertion.keyword === 'maxProperties' && !holds) counts.min = Math.max(counts.min, assertion.limit + 1);
    else if (assertion.keyword === 'maxProperties') counts.max = Math.min(counts.max, assertion.limit);
    else counts.max = Math.min(counts.max, assertion.limit - 1);
  }
  return counts;
}

/** Looks for an object that meets a branch whose other choices are made. */
export function finishObject(goal: Goal, branch: Branch, search: Search): Found {
  const builder = new ObjectBuilder(goal, branch, search);
  const split = builder.openChoice();
  // That a subschema holds or fails is no more than true: the choice rests on nothing.
  if (split !== null) return search.choose(branch, split, NO_CHOICE);
  const [some] = branch.someProperties;
  if (some !== undefined) return builder.placeSome(some);
  const built = builder.build();
  const further = built.kind === 'unknown' ? builder.furtherChoice() : null;
  return further === null ? built : search.choose(branch, further, NO_CHOICE);
}

interface GivenNames {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
  /** What it rests on that no others are given. */
  readonly because: Choices;
  /** A choice that settles whether a property that is there for sure is given. */
  readonly needed: Split | null;
  /** A choice that settles whether some other name is given. */
  readonly split: Split | null;
}

class ObjectBuilder {
  readonly #goal: Goal;
  readonly #branch: Branch;
  readonly #search: Search;
  readonly #doubts: Doubt[] = [];
  readonly #unevaluated: ReturnType<typeof evaluatedBy>;
  /** Names and patterns that the sender's schemas may give here; null where the sender may send any name. */
  readonly #given: GivenNames | null;
  #fresh: FreshNames | null = null;
  /** A choice that settles what describes a property for which no value was found. */
  #undescribed: Split | null = null;

  constructor(goal: Goal, branch: Branch, search: Search) {
    this.#goal = goal;
    this.#branch = branch;
    this.#search = search;
    this.#unevaluated = evaluatedBy(branch, branch.facts, 'unevaluatedProperties');
    this.#given = goal.sender?.bounded === true ? this.#givenBySender(goal.sender.roots) : null;
  }

  #givenBySender(roots: readonly SchemaNode[]): GivenNames | null {
    const holding = roots.filter((node) => this.#branch.statusOf(node, 'sender') === true);
    if (holding.some((node) => unknownAnnotations(node) !== null)) return null;
    const gives =
      (name: string) =>
      (node: SchemaNode): boolean => {
        const given = givenNames(node);
        return given.names.includes(name) || given.patterns.some((pattern) => pattern.test(name) === true);
      };
    const givesAny = (node: SchemaNode): boolean => givenNames(node).names.length > 0 || givenNames(node).patterns.length > 0;
    const { held, maybe, excluded, split } = holdingSubschemas(this.#branch, holding, 'sender', givesAny);
    // Whether other subschemas hold does not matter as long as only names that are given for sure are there.
    const open = split === null ? undefined : [...this.#branch.present.keys()].find((name) => !held.some(gives(name)));
    const needed = open === undefined ? null : holdingSubschemas(this.#branch, holding, 'sender', gives(open)).split;
    const all = [...held, ...maybe].map(givenNames);
    const names = new Set(all.flatMap((one) => one.names));
    const patterns = all.flatMap((one) => one.patterns);
    const sources = new Set(patterns.map(({ source }) => source));
    const givesMore = (node: SchemaNode): boolean =>
      givenNames(node).names.some((name) => !names.has(name)) || givenNames(node).patterns.some(({ source }) => !sources.has(source));
    const because = becauseOf(excluded.filter(({ node }) => reaches(node, givesMore)));
    return { names, patterns, because, needed, split };
  }

  /** A choice that has to be made before names can be told apart. */
  openChoice(): Split | null {
    return this.#unevaluated.split ?? this.#given?.needed ?? null;
  }

  /** A choice that may help where no object could be built. */
  furtherChoice(): Split | null {
    return this.#undescribed ?? this.#given?.split ?? null;
  }

  /** Whether the sender may send a property of this name in this branch. */
  #isSendable(name: string): boolean {
    return !this.#branch.absent.has(name) && this.#isGiven(name);
  }

  #isGiven(name: string): boolean {
    return this.#given === null || this.#given.names.has(name) || this.#given.patterns.some((pattern) => pattern.test(name) === true);
  }

  #knownNames(): string[] {
    const names = new Set<string>();
    for (const { assertion } of this.#branch.facts)
      if (assertion.kind === 'properties') for (const name of assertion.named.keys()) names.add(name);
    for (const name of this.#branch.present.keys()) names.add(name);
    for (const name of this.#given?.names ?? []) names.add(name);
    // A free-form sender may send what the reader's plan names, and only these names are not dropped.
    if (this.#goal.reader?.bounded === true) for (const name of this.#goal.reader.names) names.add(name);
    for (const name of this.#branch.absent.keys()) names.add(name);
    for (const parts of this.#unevaluated.held.values())
      for (const part of parts) for (const name of givenNames(part).names) names.add(name);
    return [...names];
  }

  #freshNames(): FreshNames {
    this.#fresh ??= freshNames(this.#branch, this.#search, {
      known: this.#knownNames(),
      sendable: this.#given === null ? null : this.#given.patterns,
      readable: this.#goal.reader?.bounded === true ? this.#goal.reader.patterns : null,
      wanted: 1 + this.#branch.someProperties.length,
    });
    return this.#fresh;
  }

  /** Gives a demanded property each name that it may have. */
  placeSome(some: Known<SomeProperty>): Found {
    const rest = this.#branch.copy();
    rest.someProperties = rest.someProperties.slice(1);
    if (isEntailed(rest, [{ kind: 'someProperty', some }])) return this.#search.choose(rest, [[]], NO_CHOICE);
    const fresh = this.#freshNames();
    const names = [...this.#knownNames(), ...fresh.names].filter(
      (name) => some.selects(name) && this.#isGiven(name) && this.#isReadable(some, name),
    );
    const alternatives: Alternative[] = [];
    for (const name of names) {
      if (some.badName !== null && this.#search.evaluator.holds(some.badName, name) === true) continue;
      alternatives.push(some.literal === null ? [{ kind: 'present', name }] : [{ kind: 'property', name, literal: some.literal }]);
    }
    const found = this.#search.choose(rest, alternatives, this.#placesBecause(some));
    if (found.kind !== 'empty' || fresh.complete) return found;
    return this.#isImpossible(some) ? EMPTY : { kind: 'unknown', doubts: fresh.doubts };
  }

  /** What it rests on that a demanded property has no other name: names that nobody mentions differ by patterns and `propertyNames` only. */
  #placesBecause(some: Known<SomeProperty>): Choices {
    const given = this.#given?.because ?? NO_CHOICE;
    return some.because | given | becauseOf(this.#branch.facts.filter(({ assertion }) => assertion.kind === 'propertyNames'));
  }

  #isReadable(some: SomeProperty, name: string): boolean {
    const reader = this.#goal.reader;
    return some.side === 'sender' || reader === null || !reader.bounded || isNamed(reader, name);
  }

  /** Whether what surely applies to every such property already rules the demand out. */
  #isImpossible(some: SomeProperty): boolean {
    if (some.literal === null) return false;
    const literals: Literal[] = [some.literal];
    for (const { assertion, holds, side } of this.#branch.facts) {
      if (!holds || assertion.kind !== 'properties' || side !== some.side) continue;
      for (const { source, node } of assertion.patterns) if (source === some.matches) literals.push({ node, holds: true, side });
      const isRest = some.matches === null && assertion.patterns.every(({ source }) => some.patterns.includes(source));
      if (isRest && assertion.rest !== null) literals.push({ node: assertion.rest, holds: true, side });
    }
    if (literals.length === 1) return false;
    return this.#search.find({ literals, sender: null, reader: null, hint: '' }).kind === 'empty';
  }

  #demandsOn(name: string): Known<Literal>[] {
    const demands = this.#branch.demandsOn(name);
    for (const { assertion, holds, side } of this.#branch.facts) {
      if (!holds || assertion.kind !== 'unevaluatedProperties' || (side === 'reader' && !this.#branch.isSeen(name))) continue;
      const parts = [...(this.#unevaluated.held.get(assertion) ?? []), ...(this.#unevaluated.maybe.get(assertion) ?? [])];
      if (!parts.some((part) => evaluatesName(part, name, assertion)))
        demands.push({ node: assertion.node, holds: true, side, because: ANY_CHOICE });
    }
    return demands;
  }

  #find(name: string): Found {
    if (!this.#isSendable(name)) return { kind: 'empty', because: this.#given?.because ?? ANY_CHOICE };
    for (const { assertion, holds, side, because } of this.#branch.facts) {
      if (!holds || assertion.kind !== 'propertyNames' || (side === 'reader' && !this.#branch.isSeen(name))) continue;
      if (this.#search.evaluator.holds(assertion.node, name) === false) return { kind: 'empty', because };
    }
    const demands = this.#demandsOn(name);
    const { locations } = this.#search;
    const child = propertyGoal(this.#goal, name, demands, locations);
    const found = this.#search.find(child);
    if (found.kind !== 'empty') return found;
    const described = describedProperty(this.#branch, this.#goal.sender, name, locations);
    const { split, outside } = described;
    if (split === null && outside === null) return { kind: 'empty', because: becauseOf(demands) | described.because };
    if (this.#search.find({ ...child, sender: null }).kind === 'empty') return { kind: 'empty', because: becauseOf(demands) };
    this.#undescribed ??= split;
    return { kind: 'unknown', doubts: outside === null ? [] : [outside] };
  }

  build(): Found {
    const failing = this.#branch.facts.find(({ assertion, holds }) => assertion.kind === 'unevaluatedProperties' && !holds);
    if (failing !== undefined && !this.#isPlaced(failing.assertion)) return this.#placeUnevaluated(failing.assertion, failing.side);
    const properties = new Map<string, Json>();
    for (const [name, because] of this.#branch.present) {
      const found = this.#find(name);
      if (found.kind === 'empty') return { kind: 'empty', because: found.because | because };
      if (found.kind === 'unknown') return found;
      properties.set(name, found.value);
    }
    const sent = countsOf(this.#branch, this.#goal.reader === null ? null : 'sender');
    const read = this.#goal.reader === null ? sent : countsOf(this.#branch, 'reader');
    // Counts bind objects only, so that it also rests on the instance being one.
    const limited = becauseOf(this.#branch.facts.filter(isCount)) | this.#branch.kindsBecause;
    if (sent.min > sent.max || read.min > read.max) return { kind: 'empty', because: limited };
    if (sent.min > MAX_PROPERTIES || read.min > MAX_PROPERTIES)
      return {
        kind: 'unknown',
        doubts: [{ code: 'budget', message: 'an object of so many properties is too large to be built', node: null }],
      };
    const seen = (): number => [...properties.keys()].filter((name) => this.#branch.isSeen(name)).length;
    if (properties.size > sent.max || seen() > read.max)
      return { kind: 'empty', because: [...this.#branch.present.values()].reduce((all, because) => all | because, limited) };
    const short = (name: string): boolean => properties.size < sent.min || (seen() < read.min && this.#branch.isSeen(name));
    const isTooMuch = (name: string): boolean => seen() >= read.max && this.#branch.isSeen(name);
    const missing = (): boolean => properties.size < sent.min || seen() < read.min;
    const exhausted = missing() && this.#fill(properties, short, isTooMuch);
    if (missing()) return exhausted ? EMPTY : { kind: 'unknown', doubts: this.#doubts };
    const order = new Map(this.#knownNames().map((name, i) => [name, i]));
    const entries = [...properties].toSorted(([one], [other]) => (order.get(one) ?? order.size) - (order.get(other) ?? order.size));
    return this.#search.tryBuilt(this.#branch, Object.fromEntries(entries));
  }

  #isPlaced(assertion: SchemaNode['assertions'][number]): boolean {
    return this.#branch.culpritsPlaced.has(assertion);
  }

  #placeUnevaluated(assertion: SchemaNode['assertions'][number], side: Literal['side']): Found {
    if (assertion.kind !== 'unevaluatedProperties') return EMPTY;
    const held = this.#unevaluated.held.get(assertion) ?? [];
    const selects = (name: string): boolean => !held.some((part) => evaluatesName(part, name, assertion));
    const patterns = held.flatMap((part) =>
      part.assertions.flatMap((own) => (own.kind === 'properties' ? own.patterns.map(({ source }) => source) : [])),
    );
    const next = this.#branch.copy();
    next.culpritsPlaced = new Set([...next.culpritsPlaced, assertion]);
    const literal: Literal = { node: assertion.node, holds: false, side };
    return this.#search.choose(next, [
      [{ kind: 'someProperty', some: { selects, patterns, matches: null, literal, badName: null, side } }],
    ]);
  }

  /** Adds optional properties while there are too few. True where no further one is possible. */
  #fill(properties: Map<string, Json>, short: (name: string) => boolean, isTooMuch: (name: string) => boolean): boolean {
    let exhausted = true;
    const offer = (name: string): boolean => {
      if (properties.has(name) || !short(name) || isTooMuch(name)) return false;
      const found = this.#find(name);
      if (found.kind === 'found') properties.set(name, found.value);
      else if (found.kind === 'unknown') {
        exhausted = false;
        this.#doubts.push(...found.doubts);
      }
      return found.kind === 'found';
    };
    for (const name of this.#knownNames()) offer(name);
    const fresh = this.#freshNames();
    const tried = new Set<string>();
    for (const { names, next } of fresh.groups) {
      for (const name of names) for (let i = 1; offer(i === 1 ? name : `${name}${i}`); i++);
      // Names alike differ in nothing but themselves: where one is impossible, all are; else they can only be used up.
      while (names.some(short)) {
        const found = next([...properties.keys(), ...tried]);
        if (found.kind === 'unknown') {
          exhausted = false;
          this.#doubts.push(...found.doubts);
        }
        if (found.kind !== 'found' || typeof found.value !== 'string' || !offer(found.value)) break;
        tried.add(found.value);
      }
    }
    if (!fresh.complete) {
      exhausted = false;
      this.#doubts.push(...fresh.doubts);
    }
    return exhausted;
  }
}
