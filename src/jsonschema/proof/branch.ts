import { isMember, kindOf, nodesForName } from '../evaluate/evaluate.ts';
import { isNamed } from '../evaluate/location.ts';
import { dereference } from '../schema/equivalence.ts';
import { ANY_KIND, KIND, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import type { Json } from '../values/json.ts';
import { unknownDemand } from './annotations.ts';
import type { Context } from './context.ts';
import { isLiteralPossible, isPossible, isPropertyPossible } from './first-sight.ts';
import {
  NO_CHOICE,
  type Alternative,
  type Choice,
  type Choices,
  type Doubt,
  type Fact,
  type Known,
  type Literal,
  type Side,
  type SomeItems,
  type SomeProperty,
  type Split,
  type Term,
} from './goal.ts';
import { domainOf, waysToFail, waysToHold } from './negation.ts';
import { SharedMap } from './shared-map.ts';

/** How many alternatives of a split are looked at; a longer one is outside what the engine decides. */
const MAX_ALTERNATIVES = 20_000;

/** What is known of an instance on one way through the alternatives: a conjunction, the choices still open, and what follows at once. */
export class Branch {
  readonly context: Context;
  /** How many choices were made on the way here. */
  level: number;
  kinds = ANY_KIND;
  /** The only values possible, where they are finitely many. */
  values: readonly Json[] | null = null;
  /** What it rests on that only these kinds and values are left. */
  kindsBecause: Choices = NO_CHOICE;
  /** By schema and what is demanded of it. */
  readonly literals: SharedMap<number, Choices>;
  facts: Known<Fact>[];
  choices: Choice[];
  readonly present: SharedMap<string, Choices>;
  readonly absent: SharedMap<string, Choices>;
  readonly properties: SharedMap<string, readonly Known<Literal>[]>;
  someProperties: Known<SomeProperty>[];
  readonly items: SharedMap<number, readonly Known<Literal>[]>;
  someItems: Known<SomeItems>[];
  /** Whose instance has two equal entries. */
  duplicates: ReadonlySet<Side> = new Set();
  /** Failing `unevaluatedProperties` whose culprit is already demanded. */
  culpritsPlaced: ReadonlySet<Assertion>;
  doubts: Doubt[];
  /** How many demands on a property there were when it was last found possible. */
  readonly probed: SharedMap<string, number>;
  /** After a contradiction: what it rests on. */
  conflict: Choices = NO_CHOICE;
  /** What answers given since this was last cleared rest on. */
  rests: Choices = NO_CHOICE;

  constructor(context: Context, from?: Branch) {
    this.context = context;
    this.level = from === undefined ? 0 : from.level + 1;
    this.literals = new SharedMap(from?.literals);
    this.facts = [...(from?.facts ?? [])];
    this.choices = [...(from?.choices ?? [])];
    this.present = new SharedMap(from?.present);
    this.absent = new SharedMap(from?.absent);
    this.properties = new SharedMap(from?.properties);
    this.someProperties = [...(from?.someProperties ?? [])];
    this.items = new SharedMap(from?.items);
    this.someItems = [...(from?.someItems ?? [])];
    this.culpritsPlaced = from?.culpritsPlaced ?? new Set();
    this.doubts = [...(from?.doubts ?? [])];
    this.probed = new SharedMap(from?.probed);
    if (from === undefined) return;
    this.kinds = from.kinds;
    this.values = from.values;
    this.kindsBecause = from.kindsBecause;
    this.duplicates = from.duplicates;
  }

  copy(): Branch {
    this.context.spend((this.literals.size + this.facts.length + this.choices.length) >> 4);
    return new Branch(this.context, this);
  }

  /** The branch itself, with one more choice made. */
  goOn(): this {
    this.level += 1;
    return this;
  }

  /** Takes further demands in; false where they contradict what is known. */
  add(terms: readonly Term[], because: Choices): boolean {
    const pending = terms.toReversed().map((term) => ({ term, because }));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      this.rests = next.because;
      const further = this.#take(next.term, next.because);
      if (further === null || this.kinds === 0) {
        this.conflict = this.rests | (this.kinds === 0 ? this.kindsBecause : NO_CHOICE);
        return false;
      }
      const { rests } = this;
      for (const term of further) pending.push({ term, because: rests });
    }
    return true;
  }

  /** The alternatives of a choice that are not ruled out at first sight; it rests on what rules out the others too. */
  open(choice: Choice): Choice {
    this.rests = choice.because;
    const alternatives = choice.alternatives.filter((alternative) => isPossible(this, alternative));
    return alternatives.length === choice.alternatives.length ? choice : { alternatives, because: this.rests };
  }

  #literalKey({ node, side }: Literal, holds: boolean): number {
    return this.context.classes.classOf(node) * 4 + (holds ? 2 : 0) + (side === 'sender' ? 1 : 0);
  }

  /** What the branch says of a schema: it holds, it fails, or nothing yet. */
  statusOf(node: SchemaNode, side: Side): boolean | null {
    return this.known(node, side)?.holds ?? null;
  }

  /** The same, with what it rests on. */
  known(node: SchemaNode, side: Side): Known<{ readonly holds: boolean }> | null {
    const literal: Literal = { node, holds: true, side };
    for (const holds of [true, false]) {
      const because = this.literals.get(this.#literalKey(literal, holds));
      if (because !== undefined) return { holds, because };
    }
    return null;
  }

  /** Whether the contrary is known. */
  isContradicted(literal: Literal): boolean {
    const same = this.literals.get(this.#literalKey(literal, !literal.holds));
    if (same !== undefined) {
      this.rests |= same;
      return true;
    }
    const other: Literal = { ...literal, side: literal.side === 'sender' ? 'reader' : 'sender' };
    const because = this.literals.get(this.#literalKey(other, !literal.holds));
    if (because === undefined || !this.context.contradicts(literal.side === 'sender' ? literal : other)) return false;
    this.rests |= because;
    return true;
  }

  /** Whether a schema cannot hold, seen at once; that it fails is known from then on, and what that means need not be followed. */
  rulesOut(literal: Literal): boolean {
    // What a leaf demands is followed as quickly as it is looked at.
    if (!literal.holds || literal.node.isLeaf) return false;
    const { rests } = this;
    this.rests = NO_CHOICE;
    const isRuledOut = !isLiteralPossible(this, literal);
    const because = this.rests;
    this.rests = rests;
    const key = this.#literalKey(literal, false);
    if (isRuledOut && !this.literals.has(key)) this.literals.set(key, because);
    return isRuledOut;
  }

  /** The demands that follow from one; null for a contradiction. Both rest on `rests`. */
  #take(term: Term, because: Choices): readonly Term[] | null {
    switch (term.kind) {
      case 'literal':
        return this.#takeLiteral(term.literal, because);
      case 'fact':
        return this.#takeFact({ ...term.fact, because });
      case 'kinds':
        return this.#restrict(term.mask, because) ? [] : null;
      case 'present':
        if (this.#isKnown(this.absent, term.name) || !this.#restrict(KIND.object, because)) return null;
        if (!this.present.has(term.name)) this.present.set(term.name, because);
        return isPropertyPossible(this, term.name, null) ? [] : null;
      case 'absent':
        if (this.#isKnown(this.present, term.name)) return null;
        if (!this.absent.has(term.name)) this.absent.set(term.name, because);
        return [];
      case 'property': {
        const { name, literal } = term;
        if (this.#isKnown(this.absent, name) || !this.#restrict(KIND.object, because) || !isPropertyPossible(this, name, literal))
          return null;
        if (!this.present.has(name)) this.present.set(name, because);
        this.properties.set(name, [...(this.properties.get(name) ?? []), { ...literal, because }]);
        return [];
      }
      case 'someProperty':
        this.someProperties.push({ ...term.some, because });
        return [];
      case 'item':
        this.items.set(term.index, [...(this.items.get(term.index) ?? []), { ...term.literal, because }]);
        return [];
      case 'someItems':
        this.someItems.push({ ...term.some, because });
        return [];
      case 'duplicate':
        this.duplicates = new Set([...this.duplicates, term.side]);
        return [];
    }
  }

  #isKnown(names: SharedMap<string, Choices>, name: string): boolean {
    const because = names.get(name);
    if (because === undefined) return false;
    this.rests |= because;
    return true;
  }

  #restrict(mask: number, because: Choices): boolean {
    if ((this.kinds & ~mask) === 0) return true;
    this.kinds &= mask;
    this.kindsBecause |= because;
    this.#keepValues((value) => (kindOf(value) & this.kinds) !== 0, because);
    return this.kinds !== 0 && this.#hasValues();
  }

  #keepValues(keeps: (value: Json) => boolean, because: Choices): void {
    const kept = this.values?.filter(keeps);
    if (kept === undefined || kept.length === this.values?.length) return;
    this.values = kept;
    this.kindsBecause |= because;
  }

  #hasValues(): boolean {
    if (this.values?.length !== 0) return true;
    this.rests |= this.kindsBecause;
    return false;
  }

  #offer(alternatives: Split, because: Choices): readonly Term[] {
    this.choices.push({ alternatives, because });
    return [];
  }

  #takeLiteral(literal: Literal, because: Choices): readonly Term[] | null {
    const { side, holds } = literal;
    // A bare reference is of the class of its target: taking the target as new would find it already taken.
    const node = dereference(literal.node);
    if (this.context.classes.endless.has(node)) {
      this.doubts.push({ code: 'ill-defined', message: 'a schema refers to itself without end', node });
      return [];
    }
    const key = this.#literalKey(literal, holds);
    if (this.literals.has(key)) return [];
    if (this.isContradicted(literal)) return null;
    this.literals.set(key, because);
    const fact = (assertion: Assertion): Term => ({ kind: 'fact', fact: { assertion, node, holds, side } });
    if (holds) return node.assertions.map(fact);
    // What is missing is soon left out, and fails other schemas too.
    const facts = node.assertions.toSorted((one, other) => Number(other.kind === 'required') - Number(one.kind === 'required')).map(fact);
    const [first] = facts;
    if (first === undefined) return null;
    return facts.length === 1
      ? [first]
      : this.#offer(
          facts.map((one) => [one]),
          because,
        );
  }

  #takeFact(fact: Known<Fact>): readonly Term[] | null {
    const { assertion, holds, node } = fact;
    const unknown = unknownDemand(assertion, node, holds);
    if (unknown !== null) {
      this.doubts.push({ ...unknown, node });
      return [];
    }
    return holds ? this.#takeHolding(fact, assertion) : this.#takeFailing(fact, assertion);
  }

  #takeHolding(fact: Known<Fact>, assertion: Assertion): readonly Term[] | null {
    const { side, because } = fact;
    const demand = (node: SchemaNode, holds: boolean): Term => ({ kind: 'literal', literal: { node, holds, side } });
    switch (assertion.kind) {
      case 'false':
        return null;
      case 'type':
        return this.#restrict(assertion.mask, because) ? [] : null;
      case 'enum':
        return this.#takeValues(fact, assertion.values);
      case 'allOf':
        return assertion.nodes.map((node) => demand(node, true));
      case 'ref':
        return [demand(assertion.node, true)];
      case 'not':
        return [demand(assertion.node, false)];
      case 'anyOf':
      case 'oneOf':
      case 'if':
        return this.#offer(waysToHold(assertion, demand), because);
      default:
        return this.#takeHoldingPart(fact, assertion);
    }
  }

  /** What holds of objects or arrays, or is left to a theory as it is. */
  #takeHoldingPart(fact: Known<Fact>, assertion: Assertion): readonly Term[] | null {
    const { side, because } = fact;
    switch (assertion.kind) {
      case 'dependentSchemas':
        for (const [name, node] of assertion.nodes)
          this.#whenPresent(name, [{ kind: 'literal', literal: { node, holds: true, side } }], because);
        return [];
      case 'dependentRequired':
        for (const [name, needed] of assertion.names)
          this.#whenPresent(
            name,
            needed.map((other) => ({ kind: 'present', name: other })),
            because,
          );
        return [];
      case 'required': {
        const present = assertion.names.map((name): Term => ({ kind: 'present', name }));
        // Required names bind objects only; every other kind stays possible.
        if (this.kinds !== KIND.object) return this.#offer([[{ kind: 'kinds', mask: ANY_KIND & ~KIND.object }], present], because);
        this.rests |= this.kindsBecause;
        return present;
      }
      case 'contains': {
        this.facts.push(fact);
        const some: SomeItems = { from: 0, literals: [{ node: assertion.node, holds: true, side }], count: assertion.min };
        if (assertion.min === 0) return [];
        return this.#offer(
          [
            [{ kind: 'kinds', mask: ANY_KIND & ~KIND.array }],
            [
              { kind: 'kinds', mask: KIND.array },
              { kind: 'someItems', some },
            ],
          ],
          because,
        );
      }
      case 'properties':
        this.facts.push(fact);
        for (const [name, known] of this.present) {
          if (!assertion.named.has(name) || isPropertyPossible(this, name, null)) continue;
          this.rests |= known;
          return null;
        }
        return [];
      default:
        this.facts.push(fact);
        return [];
    }
  }

  #whenPresent(name: string, terms: readonly Term[], because: Choices): void {
    this.#offer(
      [[{ kind: 'kinds', mask: ANY_KIND & ~KIND.object }], [{ kind: 'absent', name }], [{ kind: 'present', name }, ...terms]],
      because,
    );
  }

  #takeValues({ side, because }: Known<Fact>, values: readonly Json[]): readonly Term[] | null {
    const kinds = values.reduce<number>((mask: number, value) => mask | kindOf(value), 0);
    // What the reader compares is the instance without the names it dropped: only the kinds follow for the instance itself.
    const isBlind =
      side === 'reader' && this.context.reader !== null && values.some((value) => typeof value === 'object' && value !== null);
    if (!isBlind && this.values === null) {
      this.values = values.filter((value) => (kindOf(value) & this.kinds) !== 0);
      this.kindsBecause |= because;
    } else if (!isBlind) this.#keepValues((value) => isMember(value, values), because);
    return this.#restrict(kinds, because) && this.#hasValues() ? [] : null;
  }

  #takeFailing(fact: Known<Fact>, assertion: Assertion): readonly Term[] | null {
    const { side, because } = fact;
    const demand = (node: SchemaNode, holds: boolean): Term => ({ kind: 'literal', literal: { node, holds, side } });
    switch (assertion.kind) {
      case 'false':
        return [];
      case 'type':
        return this.#restrict(ANY_KIND & ~assertion.mask, because) ? [] : null;
      case 'anyOf':
        return assertion.nodes.map((node) => demand(node, false));
      case 'not':
        return [demand(assertion.node, true)];
      case 'ref':
        return [demand(assertion.node, false)];
      case 'unevaluatedProperties':
      case 'unevaluatedItems':
        return this.#takeUnevaluated(fact);
      default: {
        const ways = waysToFail(fact);
        return ways === null ? this.#takeFailingLeaf(fact, assertion) : this.#takeWays(ways);
      }
    }
  }

  #takeUnevaluated(fact: Known<Fact>): readonly Term[] {
    if (this.facts.some((known) => known.assertion === fact.assertion && known.side === fact.side && !known.holds)) return [];
    this.facts.push(fact);
    const [way] = waysToFail(fact) ?? [];
    return way?.filter((term) => term.kind !== 'fact' || term.fact.assertion !== fact.assertion) ?? [];
  }

  #takeFailingLeaf(fact: Known<Fact>, assertion: Assertion): readonly Term[] | null {
    const { because, side } = fact;
    if (assertion.kind === 'enum') {
      const { values } = assertion;
      if (side === 'sender') this.#keepValues((value) => !isMember(value, values), because);
      // Finite kinds are used up when all their values are excluded.
      for (const [kind, all] of [
        [KIND.null, [null]],
        [KIND.boolean, [true, false]],
      ] as const)
        if (all.every((value) => values.includes(value)) && !this.#restrict(ANY_KIND & ~kind, because)) return null;
      if (!this.#hasValues()) return null;
    } else if (!this.#restrict(domainOf(assertion), because)) return null;
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
      if (isPossible(this, way)) open.push(way);
    }
    const [only] = open;
    if (only === undefined) return null;
    return open.length === 1 ? only : this.#offer(open, this.rests);
  }

  /** The demands on the property of a name, if it is there, as far as they are known without the names of others. */
  demandsOn(name: string): Known<Literal>[] {
    const found = [...(this.properties.get(name) ?? [])];
    for (const { assertion, holds, side, because } of this.facts) {
      if (!holds || assertion.kind !== 'properties' || (side === 'reader' && !this.isSeen(name))) continue;
      for (const node of nodesForName(assertion, name)) found.push({ node, holds: true, side, because });
    }
    return found;
  }

  /** Whether the reader sees a name of this location. */
  isSeen(name: string): boolean {
    const { reader } = this.context;
    return reader === null || !reader.bounded || isNamed(reader, name);
  }
}
