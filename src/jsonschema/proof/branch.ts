import { isMember, kindOf, nodesForName } from '../evaluate/evaluate.ts';
import type { Context } from './context.ts';
import { dereference } from '../schema/equivalence.ts';
import type { Alternative, Doubt, Fact, Literal, Side, SomeItems, SomeProperty, Split, Term } from './goal.ts';
import type { Json } from '../values/json.ts';
import { isNamed } from '../evaluate/location.ts';
import { common, isBlind, isScalarOrFree, onlyType, onlyValues } from './first-sight.ts';
import { domainOf, waysToFail } from './negation.ts';
import { ANY_KIND, KIND, type Assertion, type SchemaNode } from '../schema/schema-node.ts';

/** How many alternatives of a split are looked at; a longer one is outside what the engine decides. */
const MAX_ALTERNATIVES = 20_000;
/** How many names of a failing `properties` are looked at to rule it out. */
const MAX_NAMES_LOOKED_AT = 16;

/** What is known of an instance on one way through the alternatives: a conjunction, the choices still open, and what follows at once. */
export class Branch {
  readonly context: Context;
  kinds = ANY_KIND;
  /** The only values possible, where they are finitely many. */
  values: readonly Json[] | null = null;
  literals: Map<string, Literal>;
  facts: Fact[];
  splits: Split[];
  present: Set<string>;
  absent: Set<string>;
  properties: Map<string, readonly Literal[]>;
  someProperties: SomeProperty[];
  items: Map<number, readonly Literal[]>;
  someItems: SomeItems[];
  /** Whose instance has two equal entries. */
  duplicates: ReadonlySet<Side> = new Set();
  /** Failing `unevaluatedProperties` whose culprit is already demanded. */
  culpritsPlaced: ReadonlySet<Assertion>;
  doubts: Doubt[];

  constructor(context: Context, from?: Branch) {
    this.context = context;
    this.literals = new Map(from?.literals);
    this.facts = [...(from?.facts ?? [])];
    this.splits = [...(from?.splits ?? [])];
    this.present = new Set(from?.present);
    this.absent = new Set(from?.absent);
    this.properties = new Map(from?.properties);
    this.someProperties = [...(from?.someProperties ?? [])];
    this.items = new Map(from?.items);
    this.someItems = [...(from?.someItems ?? [])];
    this.culpritsPlaced = from?.culpritsPlaced ?? new Set();
    this.doubts = [...(from?.doubts ?? [])];
    if (from === undefined) return;
    this.kinds = from.kinds;
    this.values = from.values;
    this.duplicates = from.duplicates;
  }

  copy(): Branch {
    this.context.spend((this.literals.size + this.facts.length + this.splits.length) >> 4);
    return new Branch(this.context, this);
  }

  /** Takes further demands in; false where they contradict what is known. */
  add(terms: readonly Term[]): boolean {
    const pending: Term[] = [...terms].toReversed();
    for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
      const further = this.#take(term);
      if (further === null || this.kinds === 0) return false;
      pending.push(...further);
    }
    return true;
  }

  #literalKey(literal: Literal, holds = literal.holds): string {
    return `${this.context.classes.classOf(literal.node)} ${holds} ${literal.side}`;
  }

  /** What the branch says of a schema: it holds, it fails, or nothing yet. */
  statusOf(node: SchemaNode, side: Side): boolean | null {
    const literal: Literal = { node, holds: true, side };
    if (this.literals.has(this.#literalKey(literal))) return true;
    return this.literals.has(this.#literalKey(literal, false)) ? false : null;
  }

  #isContradicted(literal: Literal): boolean {
    const same = this.literals.get(this.#literalKey(literal, !literal.holds));
    if (same !== undefined) return true;
    const side: Side = literal.side === 'sender' ? 'reader' : 'sender';
    const other = this.literals.get(this.#literalKey({ ...literal, side }, !literal.holds));
    return (
      other !== undefined &&
      (literal.side === 'sender' ? this.context.contradicts(literal, other) : this.context.contradicts(other, literal))
    );
  }

  /** The demands that follow from one; null for a contradiction. */
  #take(term: Term): readonly Term[] | null {
    switch (term.kind) {
      case 'literal':
        return this.#takeLiteral(term.literal);
      case 'fact':
        return this.#takeFact(term.fact);
      case 'kinds':
        return this.#restrict(term.mask) ? [] : null;
      case 'present':
        if (this.absent.has(term.name) || !this.#restrict(KIND.object)) return null;
        this.present.add(term.name);
        return this.isPropertyPossible(term.name, null) ? [] : null;
      case 'absent':
        if (this.present.has(term.name)) return null;
        this.absent.add(term.name);
        return [];
      case 'property':
        if (this.absent.has(term.name) || !this.#restrict(KIND.object) || !this.isPropertyPossible(term.name, term.literal)) return null;
        this.present.add(term.name);
        this.properties.set(term.name, [...(this.properties.get(term.name) ?? []), term.literal]);
        return [];
      case 'someProperty':
        this.someProperties.push(term.some);
        return [];
      case 'item':
        this.items.set(term.index, [...(this.items.get(term.index) ?? []), term.literal]);
        return [];
      case 'someItems':
        this.someItems.push(term.some);
        return [];
      case 'duplicate':
        this.duplicates = new Set([...this.duplicates, term.side]);
        return [];
    }
  }

  #restrict(mask: number): boolean {
    this.kinds &= mask;
    if (this.values !== null) this.values = this.values.filter((value) => (kindOf(value) & this.kinds) !== 0);
    return this.kinds !== 0 && (this.values === null || this.values.length > 0);
  }

  #takeLiteral(literal: Literal): readonly Term[] | null {
    const key = this.#literalKey(literal);
    if (this.literals.has(key)) return [];
    if (this.#isContradicted(literal)) return null;
    this.literals.set(key, literal);
    const { side, holds } = literal;
    // A bare reference is of the class of its target: taking the target as new would find it already taken.
    const node = dereference(literal.node);
    const facts = node.assertions.map((assertion): Term => ({ kind: 'fact', fact: { assertion, node, holds, side } }));
    if (holds) return facts;
    const [first] = facts;
    if (first === undefined) return null;
    if (facts.length === 1) return [first];
    this.splits.push(facts.map((fact) => [fact]));
    return [];
  }

  #takeFact(fact: Fact): readonly Term[] | null {
    const { assertion, holds, node } = fact;
    if (assertion.kind === 'outside') {
      this.doubts.push({ ...assertion.reason, node });
      return [];
    }
    return holds ? this.#takeHolding(fact, assertion) : this.#takeFailing(fact, assertion);
  }

  #takeHolding(fact: Fact, assertion: Assertion): readonly Term[] | null {
    const { side } = fact;
    const demand = (node: SchemaNode, holds: boolean): Term => ({ kind: 'literal', literal: { node, holds, side } });
    switch (assertion.kind) {
      case 'false':
        return null;
      case 'type':
        return this.#restrict(assertion.mask) ? [] : null;
      case 'enum':
        return this.#takeValues(fact, assertion.values);
      case 'allOf':
        return assertion.nodes.map((node) => demand(node, true));
      case 'ref':
        return [demand(assertion.node, true)];
      case 'not':
        return [demand(assertion.node, false)];
      case 'anyOf':
        this.splits.push(assertion.nodes.map((node) => [demand(node, true)]));
        return [];
      case 'oneOf':
        this.splits.push(
          assertion.nodes.map((node) => [
            demand(node, true),
            ...assertion.nodes.filter((other) => other !== node).map((other) => demand(other, false)),
          ]),
        );
        return [];
      case 'if':
        if (assertion.then === null && assertion.else === null) return [];
        this.splits.push([
          [demand(assertion.condition, true), ...(assertion.then === null ? [] : [demand(assertion.then, true)])],
          [demand(assertion.condition, false), ...(assertion.else === null ? [] : [demand(assertion.else, true)])],
        ]);
        return [];
      case 'dependentSchemas':
        for (const [name, node] of assertion.nodes) this.#whenPresent(name, [demand(node, true)]);
        return [];
      case 'dependentRequired':
        for (const [name, needed] of assertion.names)
          this.#whenPresent(
            name,
            needed.map((other) => ({ kind: 'present', name: other })),
          );
        return [];
      case 'required':
        // Required names bind objects only; every other kind stays possible.
        if (this.kinds === KIND.object) return assertion.names.map((name): Term => ({ kind: 'present', name }));
        this.splits.push([
          [{ kind: 'kinds', mask: ANY_KIND & ~KIND.object }],
          assertion.names.map((name): Term => ({ kind: 'present', name })),
        ]);
        return [];
      case 'contains':
        if (assertion.min > 0)
          this.#whenArray([
            { kind: 'someItems', some: { from: 0, literals: [{ node: assertion.node, holds: true, side }], count: assertion.min } },
          ]);
        this.facts.push(fact);
        return [];
      case 'properties':
        this.facts.push(fact);
        return this.kinds === KIND.object &&
          [...this.present].some((name) => assertion.named.has(name) && !this.isPropertyPossible(name, null))
          ? null
          : [];
      default:
        this.facts.push(fact);
        return [];
    }
  }

  #whenPresent(name: string, terms: readonly Term[]): void {
    this.splits.push([
      [{ kind: 'kinds', mask: ANY_KIND & ~KIND.object }],
      [{ kind: 'absent', name }],
      [{ kind: 'present', name }, ...terms],
    ]);
  }

  #whenArray(terms: readonly Term[]): void {
    this.splits.push([[{ kind: 'kinds', mask: ANY_KIND & ~KIND.array }], [{ kind: 'kinds', mask: KIND.array }, ...terms]]);
  }

  #takeValues(fact: Fact, values: readonly Json[]): readonly Term[] | null {
    const kinds = values.reduce<number>((mask: number, value) => mask | kindOf(value), 0);
    // What the reader compares is the instance without the names it dropped: only the kinds follow for the instance itself.
    const blind =
      fact.side === 'reader' && this.context.reader !== null && values.some((value) => typeof value === 'object' && value !== null);
    if (!blind) this.values = this.values === null ? [...values] : this.values.filter((value) => isMember(value, values));
    return this.#restrict(kinds) ? [] : null;
  }

  #takeFailing(fact: Fact, assertion: Assertion): readonly Term[] | null {
    const { side } = fact;
    const fails = (node: SchemaNode, holds: boolean): Term => ({ kind: 'literal', literal: { node, holds, side } });
    switch (assertion.kind) {
      case 'false':
        return [];
      case 'type':
        return this.#restrict(ANY_KIND & ~assertion.mask) ? [] : null;
      case 'anyOf':
        return assertion.nodes.map((node) => fails(node, false));
      case 'not':
        return [fails(assertion.node, true)];
      case 'ref':
        return [fails(assertion.node, false)];
      case 'unevaluatedProperties':
      case 'unevaluatedItems':
        return this.#takeUnevaluated(fact);
      default: {
        const ways = waysToFail(fact);
        if (ways === null) return this.#takeFailingLeaf(fact, assertion);
        return this.#takeWays(ways);
      }
    }
  }

  #takeUnevaluated(fact: Fact): readonly Term[] {
    if (this.facts.some((known) => known.assertion === fact.assertion && known.side === fact.side && !known.holds)) return [];
    this.facts.push(fact);
    const [way] = waysToFail(fact) ?? [];
    return way?.filter((term) => term.kind !== 'fact' || term.fact.assertion !== fact.assertion) ?? [];
  }

  #takeFailingLeaf(fact: Fact, assertion: Assertion): readonly Term[] | null {
    if (assertion.kind === 'enum') {
      const { values } = assertion;
      if (this.values !== null && fact.side === 'sender') this.values = this.values.filter((value) => !isMember(value, values));
      // Finite kinds are used up when all their values are excluded.
      for (const [kind, all] of [
        [KIND.null, [null]],
        [KIND.boolean, [true, false]],
      ] as const)
        if (all.every((value) => values.includes(value))) this.kinds &= ~kind;
      if (this.values?.length === 0) return null;
    } else if (!this.#restrict(domainOf(assertion))) return null;
    this.facts.push(fact);
    return [];
  }

  #takeWays(ways: Iterable<Alternative>): readonly Term[] | null {
    const open: Alternative[] = [];
    let looked = 0;
    for (const way of ways) {
      looked++;
      if (looked > MAX_ALTERNATIVES) {
        this.doubts.push({ code: 'budget', message: 'a combination of schemas has too many members', node: null });
        return [];
      }
      if (this.isPossible(way)) open.push(way);
    }
    const [only] = open;
    if (only === undefined) return null;
    if (open.length === 1) return only;
    this.splits.push(open);
    return [];
  }

  /** Whether an alternative is not ruled out at first sight. */
  isPossible(alternative: Alternative): boolean {
    return alternative.every((term) => this.#isTermPossible(term));
  }

  #isTermPossible(term: Term): boolean {
    switch (term.kind) {
      case 'literal':
        return this.#isLiteralPossible(term.literal);
      case 'fact':
        return this.#isFactPossible(term.fact);
      case 'kinds':
        return (this.kinds & term.mask) !== 0;
      case 'present':
        return !this.absent.has(term.name) && (this.kinds & KIND.object) !== 0;
      case 'absent':
        return !this.present.has(term.name);
      case 'property':
        return !this.absent.has(term.name) && (this.kinds & KIND.object) !== 0 && this.isPropertyPossible(term.name, term.literal);
      case 'item':
      case 'someItems':
      case 'duplicate':
        return (this.kinds & KIND.array) !== 0;
      case 'someProperty':
        return (this.kinds & KIND.object) !== 0;
    }
  }

  #isLiteralPossible(literal: Literal): boolean {
    if (this.#isContradicted(literal)) return false;
    if (!literal.holds) return literal.node.assertions.length > 0;
    return (this.context.summaries.of(literal.node).kinds & this.kinds) !== 0 && this.#suitsProperties(literal);
  }

  /** Whether what a schema demands of properties that are there for sure is not ruled out at first sight: this tells variants apart early. */
  #suitsProperties({ node, side }: Literal): boolean {
    if (this.kinds !== KIND.object) return true;
    return dereference(node).assertions.every((assertion) => {
      if (assertion.kind === 'required') return !assertion.names.some((name) => this.absent.has(name));
      if (assertion.kind !== 'properties') return true;
      return [...this.present].every((name) => {
        const child = assertion.named.get(name);
        if (child === undefined || (side === 'reader' && !this.isSeen(name))) return true;
        return this.isPropertyPossible(name, { node: child, holds: true, side });
      });
    });
  }

  #isFactPossible({ assertion, holds, side }: Fact): boolean {
    if (assertion.kind === 'type') return (this.kinds & (holds ? assertion.mask : ANY_KIND & ~assertion.mask)) !== 0;
    if (assertion.kind === 'false') return !holds;
    if (assertion.kind === 'enum')
      return this.values === null || side === 'reader' || this.values.some((value) => isMember(value, assertion.values) === holds);
    if (assertion.kind === 'ref') return this.#isLiteralPossible({ node: assertion.node, holds, side });
    if (assertion.kind === 'not') return this.#isLiteralPossible({ node: assertion.node, holds: !holds, side });
    if (!holds && assertion.kind === 'anyOf') return assertion.nodes.every((node) => this.#isLiteralPossible({ node, holds, side }));
    if (holds) return true;
    if ((this.kinds & domainOf(assertion)) === 0) return false;
    if (assertion.kind === 'required') return assertion.names.some((name) => !this.present.has(name));
    if (
      assertion.kind !== 'properties' ||
      assertion.rest !== null ||
      assertion.patterns.length > 0 ||
      assertion.named.size > MAX_NAMES_LOOKED_AT
    )
      return true;
    return [...assertion.named].some(
      ([name, node]) => !this.absent.has(name) && this.isPropertyPossible(name, { node, holds: false, side }),
    );
  }

  /** Whether an alternative says nothing new. */
  isEntailed(alternative: Alternative): boolean {
    return alternative.every((term) => {
      if (term.kind === 'literal') return this.statusOf(term.literal.node, term.literal.side) === term.literal.holds;
      if (term.kind === 'kinds') return (this.kinds & ~term.mask) === 0;
      if (term.kind === 'present') return this.present.has(term.name);
      return term.kind === 'absent' && this.absent.has(term.name);
    });
  }

  /** The demands on the property of a name, if it is there, as far as they are known without the names of others. */
  demandsOn(name: string): Literal[] {
    const found = [...(this.properties.get(name) ?? [])];
    for (const { assertion, holds, side } of this.facts) {
      if (!holds || assertion.kind !== 'properties' || (side === 'reader' && !this.isSeen(name))) continue;
      for (const node of nodesForName(assertion, name)) found.push({ node, holds: true, side });
    }
    return found;
  }

  /** Whether the reader sees a name of this location. */
  isSeen(name: string): boolean {
    const { reader } = this.context;
    return reader === null || !reader.bounded || isNamed(reader, name);
  }

  /** Whether the demands on a property's value, with one more, are not ruled out at first sight. */
  isPropertyPossible(name: string, literal: Literal | null): boolean {
    if (literal?.side === 'reader' && !this.isSeen(name)) return false;
    const demands = [...(literal === null ? [] : [literal]), ...this.demandsOn(name)];
    this.context.spend(demands.length >> 3);
    let kinds = ANY_KIND;
    let values: readonly Json[] | null = null;
    for (const demand of demands) {
      if (demand.holds) {
        const summary = this.context.summaries.of(demand.node);
        kinds &= summary.kinds;
        if (summary.values !== null && !isBlind(demand, summary.values)) values = common(values, summary.values);
      } else if (demand.node.assertions.length === 0) return false;
      if (literal !== null && demand.holds !== literal.holds && this.#areOpposite(demand, literal)) return false;
    }
    const excluded = demands.flatMap((demand) => (demand.holds ? [] : [onlyType(demand.node)]));
    for (const mask of excluded) kinds &= ~mask;
    if (kinds === 0) return false;
    if (values === null) return true;
    const barred = demands.filter((demand) => !demand.holds).map((demand) => onlyValues(demand.node));
    return values.some((value) => (kindOf(value) & kinds) !== 0 && isScalarOrFree(value, barred));
  }

  #areOpposite(one: Literal, other: Literal): boolean {
    const { classes } = this.context;
    if (classes.classOf(one.node) !== classes.classOf(other.node)) return false;
    if (one.side === other.side || this.context.reader === null) return true;
    const summary = this.context.summaries.of(one.node);
    return (summary.kinds & (KIND.object | KIND.array)) === 0;
  }
}
