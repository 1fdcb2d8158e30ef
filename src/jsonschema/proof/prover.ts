import { finishArray } from './theories/arrays.ts';
import { describedProperty } from './annotations.ts';
import { Branch } from './branch.ts';
import type { Context } from './context.ts';
import { Memo } from './memo.ts';
import type { Equivalence } from '../schema/equivalence.ts';
import { and, Evaluator, kindOf, type Truth } from '../evaluate/evaluate.ts';
import { waysToDiffer } from './negation.ts';
import { isEntailed } from './first-sight.ts';
import {
  ANY_CHOICE,
  becauseOf,
  EMPTY,
  NO_CHOICE,
  propertyGoal,
  type Choice,
  type Choices,
  type Doubt,
  type Found,
  type Goal,
  type Literal,
  type Split,
  type Term,
} from './goal.ts';
import { equalJson, isJsonArray, isJsonObject, isNumber, type Json, type JsonObject } from '../values/json.ts';
import { dropUnplanned, isSentUnder, type Locations } from '../evaluate/location.ts';
import { numberCandidates, type Candidates } from './theories/numbers.ts';
import { finishObject } from './theories/objects.ts';
import { authorsValues } from './theories/plausible.ts';
import { KIND } from '../schema/schema-node.ts';
import { stringCandidates } from './theories/strings.ts';
import { Summaries } from './summary.ts';

/** Nested searches after which a branch is given up: the call stack is finite. */
const MAX_DEPTH = 260;
/** Kinds in the order in which a person would like to see them. */
const KINDS: readonly number[] = [KIND.string, KIND.integer, KIND.boolean, KIND.fraction, KIND.object, KIND.array, KIND.null];

/** How many reasons for not knowing are kept. */
const MAX_DOUBTS = 20;

const BUDGET: Doubt = { code: 'budget', message: 'the question took more work than one question may use', node: null };

/** What a theory may ask of the prover. */
export interface Search {
  readonly locations: Locations;
  /** Looks for an instance that meets a goal. */
  readonly find: (goal: Goal) => Found;
  /** Goes on with a further choice to make; `because` is what it rests on that there is no other alternative. */
  readonly choose: (branch: Branch, split: Split, because?: Choices) => Found;
  /** Tries an object or array on the whole goal; one that the branch excludes leads on to all that differ from it. */
  readonly tryBuilt: (branch: Branch, value: JsonObject | readonly Json[]) => Found;
  /** Evaluates on a value, or on a name. */
  readonly evaluator: Evaluator;
}

/**
 * Looks for an instance that meets demands from two schemas: a tableau. Every step keeps all instances that meet the demands, so that an exhausted
 * search is a proof that there is none; what is found is checked by the evaluator on the demands themselves, so that it is exact too.
 */
export class Prover {
  readonly #classes: Equivalence;
  readonly #locations: Locations;
  readonly #summaries = new Summaries();
  readonly #limit: number;
  readonly #memo = new Memo();
  readonly #evaluator: Evaluator;
  #steps = 0;
  #depth = 0;

  /** @param limit steps that all questions to this prover may use together */
  constructor(classes: Equivalence, locations: Locations, limit: number) {
    this.#classes = classes;
    this.#locations = locations;
    this.#limit = limit;
    this.#evaluator = new Evaluator(limit * 4);
  }

  /** Work done so far, the same on every machine. */
  get steps(): number {
    return this.#steps + Math.floor(this.#evaluator.steps / 4);
  }

  /** An instance that meets the goal; or the proof that there is none; or why neither was reached. */
  find(goal: Goal): Found {
    const key = this.#keyOf(goal);
    const known = this.#memo.known(key, goal.hint);
    if (known !== null) return known;
    if (this.#depth > MAX_DEPTH || this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
    const open = this.#memo.begin(key, goal.hint);
    const branch = new Branch(this.#contextOf(goal));
    const demands = goal.literals.map((literal): Term => ({ kind: 'literal', literal }));
    const found = branch.add(demands, NO_CHOICE) ? this.#search(goal, branch) : EMPTY;
    this.#memo.end(open, found);
    // What the proof rests on is the goal itself: none of the choices made outside it.
    return found.kind === 'empty' ? EMPTY : found;
  }

  #keyOf(goal: Goal): string {
    const literals = goal.literals.map(
      ({ node, holds, side }) => `${holds ? '+' : '-'}${this.#classes.classOf(node)}${goal.reader === null ? '' : side}`,
    );
    return `${[...new Set(literals)].toSorted().join()}|${goal.sender?.key ?? '-'}|${goal.reader?.key ?? '-'}`;
  }

  #contextOf(goal: Goal): Context {
    const spend = (work: number): void => {
      this.#steps += work;
    };
    return {
      classes: this.#classes,
      summaries: this.#summaries,
      reader: goal.reader,
      contradicts: (sender) => this.#contradicts(goal, sender),
      spend,
    };
  }

  /** Where the reader drops names, one schema may hold for the instance and fail for what is left of it. */
  #contradicts(goal: Goal, sender: Literal): boolean {
    if (goal.reader === null) return true;
    if (goal.sender !== null && this.#sameLocation(goal.sender.roots, goal.reader.roots)) return true;
    return (this.#summaries.of(sender.node).kinds & (KIND.object | KIND.array)) === 0;
  }

  #sameLocation(one: readonly Literal['node'][], other: readonly Literal['node'][]): boolean {
    const classes = (nodes: readonly Literal['node'][]): string =>
      [...new Set(nodes.map((node) => String(this.#classes.classOf(node))))].toSorted().join();
    return classes(one) === classes(other);
  }

  #search(goal: Goal, branch: Branch): Found {
    this.#steps++;
    if (this.#depth > MAX_DEPTH || this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
    this.#depth++;
    const found = this.#explore(goal, branch);
    this.#depth--;
    return found;
  }

  #explore(goal: Goal, branch: Branch): Found {
    if (!this.#propagate(branch)) return { kind: 'empty', because: branch.conflict };
    if (branch.values !== null) return this.#tryAll(goal, branch, { values: branch.values, complete: true }, branch.kindsBecause);
    const [first, ...others] = branch.choices;
    if (first !== undefined) {
      const refuted = this.#refutedProperty(goal, branch);
      if (refuted !== null) return refuted;
      const choice = others.reduce((best, next) => (isBetter(next, best) ? next : best), first);
      branch.choices = branch.choices.filter((other) => other !== choice);
      return this.#choose(goal, branch, choice);
    }
    const kinds = KINDS.filter((kind) => (branch.kinds & kind) !== 0);
    const [only] = kinds;
    const alternatives: Split = kinds.map((mask) => [{ kind: 'kinds', mask }]);
    if (kinds.length > 1) return this.#choose(goal, branch, { alternatives, because: branch.kindsBecause });
    return only === undefined ? { kind: 'empty', because: branch.kindsBecause } : this.#finish(goal, branch, only);
  }

  /** A property that is there for sure and can have no value, as far as the demands on it are known: better found before further choices than after. */
  #refutedProperty(goal: Goal, branch: Branch): Found | null {
    if (branch.kinds !== KIND.object) return null;
    for (const [name, because] of branch.present) {
      const demands = branch.demandsOn(name);
      if (demands.length < 2 || demands.length === branch.probed.get(name)) continue;
      branch.probed.set(name, demands.length);
      const child = propertyGoal(goal, name, demands, this.#locations);
      if (this.find(child).kind !== 'empty') continue;
      const described = describedProperty(branch, goal.sender, name, this.#locations);
      const rests = because | becauseOf(demands);
      if (described.split === null && described.outside === null && !described.isLeft)
        return { kind: 'empty', because: rests | described.because };
      if (this.find({ ...child, sender: null }).kind === 'empty') return { kind: 'empty', because: rests };
    }
    return null;
  }

  /** Goes through alternatives; one that is refuted whatever was chosen here refutes them all. */
  #choose(goal: Goal, branch: Branch, choice: Choice): Found {
    const bit = 1n << BigInt(branch.level);
    const doubts: Doubt[] = [];
    let { because } = choice;
    for (const [i, alternative] of choice.alternatives.entries()) {
      // Nobody looks at the branch after its last alternative.
      const next = i === choice.alternatives.length - 1 ? branch.goOn() : branch.copy();
      const found: Found = next.add(alternative, bit) ? this.#search(goal, next) : { kind: 'empty', because: next.conflict };
      if (found.kind === 'found') return found;
      if (found.kind === 'unknown') doubts.push(...found.doubts);
      else if ((found.because & bit) === NO_CHOICE) return found;
      else because |= found.because & ~bit;
    }
    return doubts.length === 0 ? { kind: 'empty', because } : { kind: 'unknown', doubts: doubts.slice(0, MAX_DOUBTS) };
  }

  /** Drops alternatives that are ruled out and takes those without a choice, until nothing changes. */
  #propagate(branch: Branch): boolean {
    for (let changed = true; changed;) {
      changed = false;
      const { choices } = branch;
      branch.choices = [];
      for (const choice of choices) {
        this.#steps += choice.alternatives.length;
        if (this.steps > this.#limit) return true;
        if (choice.alternatives.some((alternative) => isEntailed(branch, alternative))) continue;
        const open = branch.open(choice);
        const [only] = open.alternatives;
        if (open.alternatives.length > 1) branch.choices.push(open);
        else if (only === undefined) {
          branch.conflict = open.because;
          return false;
        } else if (!branch.add(only, open.because)) return false;
        if (open.alternatives.length === 1) changed = true;
      }
    }
    branch.conflict = branch.kindsBecause;
    return branch.kinds !== 0 && branch.values?.length !== 0;
  }

  #finish(goal: Goal, branch: Branch, kind: number): Found {
    const search: Search = {
      locations: this.#locations,
      find: (child) => this.find(child),
      choose: (from, alternatives, because = ANY_CHOICE) => this.#choose(goal, from, { alternatives, because }),
      tryBuilt: (from, value) => this.#tryBuilt(goal, from, value),
      evaluator: this.#evaluator,
    };
    if (kind === KIND.object) return finishObject(goal, branch, search);
    if (kind === KIND.array) return finishArray(goal, branch, search);
    return this.#tryAll(goal, branch, this.#scalarCandidates(goal, branch, kind), branch.kindsBecause | becauseOf(branch.facts));
  }

  #scalarCandidates(goal: Goal, branch: Branch, kind: number): Candidates {
    if (kind === KIND.null) return { values: [null], complete: true };
    if (kind === KIND.boolean) return { values: [true, false], complete: true };
    const authors = authorsValues(goal.literals).filter((value) => kindOf(value) === kind);
    if (kind !== KIND.string) return numberCandidates(branch.facts, kind, authors.filter(isNumber));
    const theory = stringCandidates(branch.facts, goal.hint);
    return { ...theory, values: [...authors, ...theory.values] };
  }

  /** @param because what it rests on that there are no other candidates */
  #tryAll(goal: Goal, branch: Branch, candidates: Candidates, because: Choices): Found {
    let unknown = false;
    for (const value of candidates.values) {
      if ((kindOf(value) & branch.kinds) === 0) continue;
      this.#steps++;
      if (this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
      const truth = this.meets(goal, value);
      if (truth === true) return { kind: 'found', value };
      if (truth === null) unknown = true;
    }
    if (candidates.complete && !unknown) return { kind: 'empty', because };
    const reason = this.#evaluator.reason;
    const doubts = [...branch.doubts, ...(unknown && reason !== null ? [{ ...reason.why, node: reason.node, stops: true as const }] : [])];
    return { kind: 'unknown', doubts: doubts.length > 0 ? doubts : [candidates.doubt ?? this.#tooFine(branch)] };
  }

  #tryBuilt(goal: Goal, branch: Branch, value: JsonObject | readonly Json[]): Found {
    const tried = this.#tryAll(goal, branch, { values: [value], complete: false }, ANY_CHOICE);
    if (tried.kind === 'found') return tried;
    for (const { assertion, holds, side, because } of branch.facts) {
      if (assertion.kind !== 'enum' || holds) continue;
      const seen = side === 'reader' && goal.reader !== null ? dropUnplanned(this.#locations, goal.reader, value) : value;
      const excluded = assertion.values.find((other) => equalJson(other, seen));
      if (!isJsonArray(excluded) && !isJsonObject(excluded)) continue;
      // The theory goes on with its branch where this settles nothing.
      return this.#choose(goal, branch.copy(), { alternatives: [...waysToDiffer(excluded, side)], because });
    }
    return tried;
  }

  #tooFine(branch: Branch): Doubt {
    const hard = branch.facts.find(({ assertion }) => assertion.kind === 'pattern' || assertion.kind === 'format') ?? branch.facts[0];
    const keyword =
      hard === undefined ? 'the schemas' : `"${hard.assertion.kind === 'limit' ? hard.assertion.keyword : hard.assertion.kind}"`;
    return {
      code: 'outside-theory',
      message: `whether a value fits ${keyword} on both sides could neither be shown nor ruled out`,
      node: hard?.node ?? null,
    };
  }

  /** Whether a value meets all of a goal, exactly: the literals, and that the sender sends it. */
  meets(goal: Goal, value: Json): Truth {
    const seen = goal.reader === null ? value : dropUnplanned(this.#locations, goal.reader, value);
    let truth: Truth = true;
    for (const { node, holds, side } of goal.literals) {
      const valid = this.#evaluator.holds(node, side === 'reader' ? seen : value);
      truth = and(truth, valid === null ? null : valid === holds);
      if (truth === false) return false;
    }
    if (goal.sender === null) return truth;
    return and(truth, isSentUnder(this.#locations, goal.sender, goal.sender.roots, value, this.#evaluator));
  }
}

/**
 * Which choice to make first: the branch of a union that holds tells most about the instance; what binds only where a property is there can nearly always
 * be met; of others the one with fewer alternatives.
 */
function isBetter(one: Choice, other: Choice): boolean {
  const [first, second] = [rank(one), rank(other)];
  return first === second ? one.alternatives.length < other.alternatives.length : first < second;
}

function rank({ alternatives }: Choice): number {
  if (alternatives.every(([first]) => first?.kind === 'literal' && first.literal.holds)) return 0;
  return alternatives.some(([first]) => first?.kind === 'absent') ? 2 : 1;
}
