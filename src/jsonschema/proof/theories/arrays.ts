import type { Branch } from '../branch.ts';
import { EMPTY, simplified, type Doubt, type Found, type Goal, type Literal, type SomeItems } from '../goal.ts';
import { equalJson, type Json } from '../../values/json.ts';
import { evaluatedBy } from '../annotations.ts';
import type { Search } from '../prover.ts';
import { syntheticNode, type Assertion } from '../../schema/schema-node.ts';

/** The longest array that is built. */
const MAX_ITEMS = 2_000;
/** The longest array of different entries that is built: each has to differ from all before it. */
const MAX_DIFFERENT = 64;
/** How many ways of placing demanded items are tried. */
const MAX_PLACEMENTS = 400;

interface Shape {
  min: number;
  max: number;
  unique: boolean;
  /** Index from which on all entries are described alike. */
  prefix: number;
}

function shapeOf(branch: Branch): Shape {
  const shape: Shape = { min: 0, max: Number.MAX_SAFE_INTEGER, unique: false, prefix: 0 };
  for (const { assertion, holds } of branch.facts) {
    if (assertion.kind === 'uniqueItems' && holds) shape.unique = true;
    if (assertion.kind === 'items') shape.prefix = Math.max(shape.prefix, assertion.prefix.length);
    if (assertion.kind !== 'limit' || !assertion.keyword.endsWith('Items')) continue;
    if (assertion.keyword === 'minItems' && holds) shape.min = Math.max(shape.min, assertion.limit);
    else if (assertion.keyword === 'maxItems' && !holds) shape.min = Math.max(shape.min, assertion.limit + 1);
    else if (assertion.keyword === 'maxItems') shape.max = Math.min(shape.max, assertion.limit);
    else shape.max = Math.min(shape.max, assertion.limit - 1);
  }
  for (const index of branch.items.keys()) {
    shape.min = Math.max(shape.min, index + 1);
    shape.prefix = Math.max(shape.prefix, index + 1);
  }
  for (const some of branch.someItems) {
    shape.min = Math.max(shape.min, some.from + some.count);
    shape.prefix = Math.max(shape.prefix, some.from);
  }
  if (branch.duplicate) shape.min = Math.max(shape.min, 2);
  return shape;
}

/** Entries demanded one by one: each needs a place of its own among those of the same demand. */
function singles(someItems: readonly SomeItems[]): readonly { readonly some: SomeItems; readonly group: number }[] {
  return someItems.flatMap((some, group) => Array.from({ length: Math.min(some.count, MAX_ITEMS) }, () => ({ some, group })));
}

/** Ways of placing the demanded entries into an array of this length; entries of one group in rising order. */
function* placements(demands: ReturnType<typeof singles>, length: number, chosen: readonly number[] = []): Iterable<readonly number[]> {
  const demand = demands[chosen.length];
  if (demand === undefined) {
    yield chosen;
    return;
  }
  const before = demands[chosen.length - 1];
  const last = before?.group === demand.group ? (chosen.at(-1) ?? -1) : -1;
  for (let index = Math.max(demand.some.from, last + 1); index < length; index++) yield* placements(demands, length, [...chosen, index]);
}

/** Looks for an array that meets a branch without open choices. */
export function finishArray(goal: Goal, branch: Branch, search: Search): Found {
  const unevaluated = evaluatedBy(branch, branch.facts, 'unevaluatedItems');
  if (unevaluated.split !== null) return search.choose(branch, unevaluated.split);
  return new ArrayBuilder(goal, branch, search).build();
}

class ArrayBuilder {
  readonly #goal: Goal;
  readonly #branch: Branch;
  readonly #search: Search;
  readonly #shape: Shape;
  readonly #doubts: Doubt[] = [];

  constructor(goal: Goal, branch: Branch, search: Search) {
    this.#goal = goal;
    this.#branch = branch;
    this.#search = search;
    this.#shape = shapeOf(branch);
  }

  build(): Found {
    const { min, max, prefix } = this.#shape;
    if (min > max) return EMPTY;
    if (min > (this.#shape.unique ? MAX_DIFFERENT : MAX_ITEMS))
      return unknown('budget', `an array of ${min} entries is too long to be built`);
    const demands = this.#demands();
    if (demands.length > 12) return unknown('budget', 'too many entries are demanded at once');
    // Beyond the prefix all places are alike: more room than one place a demand gives nothing new.
    const longest = Math.min(max, Math.max(min, prefix + demands.length + (this.#branch.duplicate ? 2 : 0)));
    for (let length = min; length <= longest; length++) {
      const found = this.#ofLength(length, demands);
      if (found !== null) return found;
    }
    return this.#doubts.length === 0 ? EMPTY : { kind: 'unknown', doubts: this.#doubts.slice(0, 10) };
  }

  #demands(): ReturnType<typeof singles> {
    const open: SomeItems[] = [...this.#branch.someItems];
    for (const fact of this.#branch.facts)
      if (fact.assertion.kind === 'unevaluatedItems' && !fact.holds) open.push(this.#unevaluatedDemand(fact.assertion, fact.side));
    return singles(open);
  }

  #unevaluatedDemand(assertion: Extract<Assertion, { kind: 'unevaluatedItems' }>, side: Literal['side']): SomeItems {
    const { held } = evaluatedBy(this.#branch, this.#branch.facts, 'unevaluatedItems');
    const parts = (held.get(assertion) ?? []).flatMap((node) => node.assertions).filter((part) => part !== assertion);
    const matching = parts.flatMap((part) =>
      part.kind === 'contains' && part.evaluates === true ? [{ node: part.node, holds: false, side }] : [],
    );
    const lists = parts.filter((part) => part.kind === 'items');
    const covered = lists.some((part) => part.rest !== null) || parts.some((part) => part.kind === 'unevaluatedItems');
    const from = covered ? Number.MAX_SAFE_INTEGER - 1 : Math.max(0, ...lists.map((part) => part.prefix.length));
    return { from, literals: [{ node: assertion.node, holds: false, side }, ...matching], count: 1 };
  }

  #ofLength(length: number, demands: ReturnType<typeof singles>): Found | null {
    let tried = 0;
    for (const places of placements(demands, length)) {
      for (const pair of this.#pairs(length)) {
        tried++;
        if (tried > MAX_PLACEMENTS) {
          this.#doubts.push({ code: 'budget', message: 'too many ways to place the entries of an array', node: null });
          return null;
        }
        const found = this.#fill(length, places, demands, pair);
        if (found !== null) return found;
      }
    }
    return null;
  }

  /** Which two entries are equal, where two must be. */
  *#pairs(length: number): Iterable<readonly [number, number] | null> {
    if (!this.#branch.duplicate) yield null;
    else for (let i = 0; i < length; i++) for (let j = i + 1; j < length; j++) yield [i, j];
  }

  #fill(
    length: number,
    places: readonly number[],
    demands: ReturnType<typeof singles>,
    pair: readonly [number, number] | null,
  ): Found | null {
    const items: Json[] = [];
    let doubtful = false;
    const special = new Set([...places, ...(pair ?? []), ...this.#branch.items.keys()]);
    for (let index = 0; index < length; index++) {
      const last = items.at(-1);
      const isLikeLast = !this.#shape.unique && index > this.#shape.prefix && !special.has(index) && !special.has(index - 1);
      if (isLikeLast && last !== undefined) {
        items.push(last);
        continue;
      }
      const literals = [
        ...this.#literalsAt(index),
        ...places.flatMap((place, i) => (place === index ? (demands[i]?.some.literals ?? []) : [])),
      ];
      const twin = pair !== null && index === pair[1] ? pair[0] : null;
      if (pair !== null && index === pair[0]) {
        literals.push(...this.#literalsAt(pair[1]));
        literals.push(...places.flatMap((place, i) => (place === pair[1] ? (demands[i]?.some.literals ?? []) : [])));
      }
      const repeated = twin === null ? undefined : items[twin];
      const found: Found = repeated === undefined ? this.#item(index, literals, items) : { kind: 'found', value: repeated };
      if (found.kind === 'empty') return this.#emptyAt(items);
      if (found.kind === 'unknown') {
        this.#doubts.push(...found.doubts);
        doubtful = true;
        break;
      }
      items.push(found.value);
    }
    if (doubtful) return null;
    const outcome = this.#search.tryBuilt(this.#branch, items);
    if (outcome.kind === 'found') return outcome;
    if (outcome.kind === 'unknown') this.#doubts.push(...outcome.doubts);
    return null;
  }

  /** No entry fits here. With different entries asked for, another choice of those before might leave room, unless all places are alike. */
  #emptyAt(before: readonly Json[]): null {
    const alike = this.#shape.prefix === 0 && this.#branch.someItems.length === 0;
    if (this.#shape.unique && before.length > 0 && !alike)
      this.#doubts.push({ code: 'outside-theory', message: '"uniqueItems" leaves few values for different places', node: null });
    return null;
  }

  #item(index: number, literals: readonly Literal[], before: readonly Json[]): Found {
    const { locations } = this.#search;
    const { sender, reader, hint } = this.#goal;
    const described: Goal = {
      literals,
      sender: sender === null ? null : locations.item(sender, index),
      reader: reader === null ? null : locations.item(reader, index),
      hint: hint.replace(/s$/, ''),
    };
    const goal = simplified(described, locations);
    if (!this.#shape.unique || before.length === 0) return this.#search.find(goal);
    const plain = this.#search.find(goal);
    if (plain.kind !== 'found' || !before.some((item) => equalJson(item, plain.value))) return plain;
    const taken = syntheticNode({ uri: '', pointer: '' }, [{ kind: 'enum', keyword: 'enum', values: [...before] }]);
    return this.#search.find({ ...goal, literals: [...literals, { node: taken, holds: false, side: 'sender' }] });
  }

  #literalsAt(index: number): Literal[] {
    const literals: Literal[] = [...(this.#branch.items.get(index) ?? [])];
    const { held, maybe } = evaluatedBy(this.#branch, this.#branch.facts, 'unevaluatedItems');
    for (const { assertion, holds, side } of this.#branch.facts) {
      if (!holds) continue;
      if (assertion.kind === 'items') {
        const node = assertion.prefix[index] ?? (index < assertion.prefix.length ? null : assertion.rest);
        if (node !== null) literals.push({ node, holds: true, side });
      } else if (assertion.kind === 'contains' && assertion.max === 0) literals.push({ node: assertion.node, holds: false, side });
      else if (assertion.kind === 'unevaluatedItems') {
        const parts = [...(held.get(assertion) ?? []), ...(maybe.get(assertion) ?? [])].flatMap((node) => node.assertions);
        const covers = (part: Assertion): boolean =>
          part !== assertion &&
          ((part.kind === 'items' && (part.rest !== null || index < part.prefix.length)) ||
            part.kind === 'unevaluatedItems' ||
            (part.kind === 'contains' && part.evaluates !== false));
        if (!parts.some(covers)) literals.push({ node: assertion.node, holds: true, side });
      }
    }
    return literals;
  }
}

function unknown(code: Doubt['code'], message: string): Found {
  return { kind: 'unknown', doubts: [{ code, message, node: null }] };
}
