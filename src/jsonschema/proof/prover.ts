import { finishArray } from './theories/arrays.ts';
import { Branch } from './branch.ts';
import type { Context } from './context.ts';
import type { Equivalence } from '../schema/equivalence.ts';
import { and, Evaluator, kindOf, type Truth } from '../evaluate/evaluate.ts';
import { EMPTY, type Doubt, type Found, type Goal, type Literal, type Split } from './goal.ts';
import type { Json } from '../values/json.ts';
import { dropUnplanned, isSent, type Locations } from '../evaluate/location.ts';
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

const BUDGET: Doubt = { code: 'budget', message: 'the question took more work than one question may use', node: null };

/** What a theory may ask of the prover. */
export interface Search {
  readonly locations: Locations;
  /** Looks for an instance that meets a goal. */
  readonly find: (goal: Goal) => Found;
  /** Goes on with further choices to make. */
  readonly choose: (branch: Branch, split: Split) => Found;
  /** Tries candidates on the whole goal. */
  readonly tryValues: (branch: Branch, candidates: Candidates) => Found;
  /** Evaluates on a value, or on a name. */
  readonly evaluator: Evaluator;
}

/** Joins the outcomes of alternatives: the first instance found, else what was not known, else nothing at all. */
export function firstFound(outcomes: Iterable<Found>): Found {
  const doubts: Doubt[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'found') return outcome;
    if (outcome.kind === 'unknown') doubts.push(...outcome.doubts);
  }
  return doubts.length === 0 ? EMPTY : { kind: 'unknown', doubts: doubts.slice(0, 20) };
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
  readonly #settled = new Map<string, Found>();
  readonly #open = new Map<string, number>();
  #evaluator: Evaluator;
  #steps = 0;
  #depth = 0;
  /** The outermost open goal that a result below relied on. */
  #reliedOn = Number.MAX_SAFE_INTEGER;

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
    const settled = this.#settled.get(key) ?? this.#settled.get(`${key}\n${goal.hint}`);
    if (settled !== undefined) return settled;
    const open = this.#open.get(key);
    if (open !== undefined) {
      // An instance has finite depth: the smallest one for a goal does not contain one for the same goal.
      this.#reliedOn = Math.min(this.#reliedOn, open);
      return EMPTY;
    }
    if (this.#depth > MAX_DEPTH || this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
    return this.#findAnew(goal, key);
  }

  #findAnew(goal: Goal, key: string): Found {
    const level = this.#open.size;
    const outer = this.#reliedOn;
    this.#reliedOn = Number.MAX_SAFE_INTEGER;
    this.#open.set(key, level);
    const branch = new Branch(this.#contextOf(goal));
    const possible = branch.add(goal.literals.map((literal) => ({ kind: 'literal', literal })));
    const found = possible ? this.#search(goal, branch) : EMPTY;
    this.#open.delete(key);
    if (found.kind === 'found') this.#settled.set(`${key}\n${goal.hint}`, found);
    else if (found.kind === 'empty' && this.#reliedOn >= level) this.#settled.set(key, found);
    this.#reliedOn = Math.min(outer, this.#reliedOn >= level ? Number.MAX_SAFE_INTEGER : this.#reliedOn);
    return found;
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
    if (this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
    if (this.#depth > MAX_DEPTH) return { kind: 'unknown', doubts: [BUDGET] };
    this.#depth++;
    const found = this.#explore(goal, branch);
    this.#depth--;
    return found;
  }

  #explore(goal: Goal, branch: Branch): Found {
    if (!this.#propagate(branch)) return EMPTY;
    if (branch.values !== null) return this.#tryAll(goal, branch, { values: branch.values, complete: true });
    const split = branch.splits.reduce<Split | null>((best, next) => (best === null || next.length < best.length ? next : best), null);
    if (split !== null) {
      branch.splits = branch.splits.filter((other) => other !== split);
      return this.#choose(goal, branch, split);
    }
    const kinds = KINDS.filter((kind) => (branch.kinds & kind) !== 0);
    const [only] = kinds;
    if (kinds.length > 1)
      return this.#choose(
        goal,
        branch,
        kinds.map((mask) => [{ kind: 'kinds', mask }]),
      );
    return only === undefined ? EMPTY : this.#finish(goal, branch, only);
  }

  #choose(goal: Goal, branch: Branch, split: Split): Found {
    const explore = (alternative: Split[number]): Found => {
      const next = branch.copy();
      return next.add(alternative) ? this.#search(goal, next) : EMPTY;
    };
    return firstFound(lazily(split, explore));
  }

  /** Drops alternatives that are ruled out and takes those without a choice, until nothing changes. */
  #propagate(branch: Branch): boolean {
    for (let changed = true; changed;) {
      changed = false;
      const splits = branch.splits;
      branch.splits = [];
      for (const split of splits) {
        this.#steps += split.length;
        if (this.steps > this.#limit) return true;
        if (split.some((alternative) => branch.isEntailed(alternative))) continue;
        const open = split.filter((alternative) => branch.isPossible(alternative));
        const [only] = open;
        if (only === undefined) return false;
        if (open.length > 1) branch.splits.push(open);
        else if (!branch.add(only)) return false;
        if (open.length === 1) changed = true;
      }
    }
    return branch.kinds !== 0 && branch.values?.length !== 0;
  }

  #finish(goal: Goal, branch: Branch, kind: number): Found {
    const search: Search = {
      locations: this.#locations,
      find: (child) => this.find(child),
      choose: (from, split) => this.#choose(goal, from, split),
      tryValues: (from, candidates) => this.#tryAll(goal, from, candidates),
      evaluator: this.#evaluator,
    };
    if (kind === KIND.object) return finishObject(goal, branch, search);
    if (kind === KIND.array) return finishArray(goal, branch, search);
    return this.#tryAll(goal, branch, this.#scalarCandidates(goal, branch, kind));
  }

  #scalarCandidates(goal: Goal, branch: Branch, kind: number): Candidates {
    if (kind === KIND.null) return { values: [null], complete: true };
    if (kind === KIND.boolean) return { values: [true, false], complete: true };
    const theory = kind === KIND.string ? stringCandidates(branch.facts, goal.hint) : numberCandidates(branch.facts, kind);
    const authors = authorsValues(goal.literals).filter((value) => kindOf(value) === kind);
    return { ...theory, values: [...authors, ...theory.values] };
  }

  #tryAll(goal: Goal, branch: Branch, candidates: Candidates): Found {
    let unknown = false;
    for (const value of candidates.values) {
      if ((kindOf(value) & branch.kinds) === 0) continue;
      this.#steps++;
      if (this.steps > this.#limit) return { kind: 'unknown', doubts: [BUDGET] };
      const truth = this.meets(goal, value);
      if (truth === true) return { kind: 'found', value };
      if (truth === null) unknown = true;
    }
    if (candidates.complete && !unknown) return EMPTY;
    const reason = this.#evaluator.reason;
    const doubts = [...branch.doubts, ...(unknown && reason !== null ? [{ ...reason, node: null }] : [])];
    return { kind: 'unknown', doubts: doubts.length > 0 ? doubts : [candidates.doubt ?? this.#tooFine(branch)] };
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
    const held = goal.sender.roots.filter((node) => this.#evaluator.holds(node, value) === true);
    return and(truth, isSent(this.#locations, goal.sender, held, value, this.#evaluator));
  }
}

function* lazily(split: Split, explore: (alternative: Split[number]) => Found): Iterable<Found> {
  for (const alternative of split) yield explore(alternative);
}
