import type { Branch } from '../branch.ts';
import { EMPTY, type Alternative, type Doubt, type Found, type Goal, type Side } from '../goal.ts';
import type { Search } from '../prover.ts';
import { valuesNode, type Assertion } from '../../schema/schema-node.ts';
import { ExactNumber, isJsonArray, type Json } from '../../values/json.ts';
import { ArrayChoices } from './array-choices.ts';
import { ArrayDemands, openChoice } from './array-demands.ts';
import { Placing, type Choice, type Placed } from './placing.ts';
import { Seating } from './seating.ts';
import { seenTwin } from './seen-twins.ts';

/** The longest array that is built. */
const MAX_BUILT = 100_000;
/** The most characters that an array may take, about, when written out: equal entries are one value here, but not there. */
const MAX_WRITTEN = 16_000_000;
/** The longest array of different entries that is built. */
const MAX_DIFFERENT = 1_000;
/** How many lengths beyond what is described entry by entry are tried one by one, so that the shortest array is found. */
const MAX_LENGTHS = 16;
/** Entries that placing may go through, over all lengths tried. */
const MAX_PLACED = 1_000_000;
/** How many arrays that turn out not to do are built before giving up. */
const MAX_BUILDS = 4;

/** Looks for an array that meets a branch without open choices. */
export function finishArray(goal: Goal, branch: Branch, search: Search): Found {
  const split = openChoice(goal, branch, search.locations);
  if (split !== null) return search.choose(branch, split);
  const strict = new ArrayDemands(goal, branch, search.locations, false);
  const found = new ArrayFinder(goal, branch, search, strict).find();
  if (found.kind !== 'empty' || !strict.isDisputed) return found;
  return new ArrayFinder(goal, branch, search, new ArrayDemands(goal, branch, search.locations, true)).find();
}

/** Two entries that are equal, by index. */
type Twins = readonly [number, number];

class ArrayFinder {
  readonly #goal: Goal;
  readonly #branch: Branch;
  readonly #search: Search;
  readonly #demands: ArrayDemands;
  readonly #doubts: Doubt[] = [];
  #choices: ArrayChoices;
  #builds = 0;
  #placed = 0;

  constructor(goal: Goal, branch: Branch, search: Search, demands: ArrayDemands) {
    this.#goal = goal;
    this.#branch = branch;
    this.#search = search;
    this.#demands = demands;
    this.#choices = new ArrayChoices(goal, search, demands, false);
  }

  find(): Found {
    const { min, max, isImpossible, uniqueFor } = this.#demands;
    const { duplicates } = this.#branch;
    if (isImpossible || min > max || [...duplicates].some((side) => uniqueFor.has(side))) return EMPTY;
    const found = this.#attempt();
    if (found !== null) return found;
    if (this.#choices.narrowed) {
      this.#doubts.length = 0;
      this.#builds = 0;
      this.#choices = new ArrayChoices(this.#goal, this.#search, this.#demands, true);
      const wider = this.#attempt();
      if (wider !== null) return wider;
    }
    return this.#doubts.length === 0 ? EMPTY : { kind: 'unknown', doubts: this.#doubts.slice(0, 10) };
  }

  #attempt(): Found | null {
    if (this.#branch.duplicates.size === 0) return this.#shortest(null);
    // Where entries differ for one side and not for the other, no two of them are equal for both.
    const found = this.#demands.uniqueFor.size === 0 ? this.#withTwins() : null;
    return found ?? this.#withSeenTwins();
  }

  /** The kinds of pairs of entries, each once, those nearest to the start. */
  *#pairs(): Iterable<Twins> {
    const tried = new Set<string>();
    const { alikeFrom, max } = this.#demands;
    for (let second = 1; second < Math.min(alikeFrom + 2, max); second++)
      for (let first = 0; first < second; first++) {
        const key = `${this.#choices.profileOf(first)}\n${this.#choices.profileOf(second)}`;
        this.#branch.context.spend(1);
        if (!tried.has(key)) yield [first, second];
        tried.add(key);
      }
  }

  #withTwins(): Found | null {
    for (const twins of this.#pairs()) {
      const found = this.#choices.at(twins).length === 0 ? null : this.#shortest(twins);
      if (found !== null) return found;
    }
    return null;
  }

  /** Entries that are equal for one side only, because the reader ignores names: they are tried, not ruled out. */
  #withSeenTwins(): Found | null {
    const side: Side = this.#branch.duplicates.has('sender') ? 'sender' : 'reader';
    for (const twins of this.#pairs()) {
      if (this.#choices.tellTwins(twins, side)) continue;
      const terms = side === 'sender' ? null : this.#seenTwins(twins);
      const next = this.#branch.copy();
      next.duplicates = new Set();
      const found = terms === null ? null : this.#search.choose(next, [terms]);
      if (found?.kind === 'found') return found;
      this.#doubts.push(this.#doubt('outside-theory', 'stands beside names that the reader ignores'));
    }
    return null;
  }

  #seenTwins([first, second]: Twins): Alternative | null {
    const found = this.#search.find(this.#choices.goalAt(first));
    const twin = found.kind === 'found' ? seenTwin(found.value, this.#choices.goalAt(second), this.#search) : null;
    if (found.kind !== 'found' || twin === null) return null;
    const fixed = (index: number, value: Json): Alternative[number] => ({
      kind: 'item',
      index,
      literal: {
        node: valuesNode([value]),
        holds: true,
        side: 'sender',
      },
    });
    return [fixed(first, found.value), fixed(second, twin)];
  }

  /** The shortest array with these entries equal; null where there is none or none was found. */
  #shortest(twins: Twins | null): Found | null {
    const { min, max, demands } = this.#demands;
    const described = Math.max(this.#demands.alikeFrom, twins === null ? 0 : twins[1] + 1);
    const least = Math.max(min, twins === null ? 0 : twins[1] + 1);
    // Beyond what is described entry by entry, a longer array than one with an entry for each demand gives nothing new.
    const most = Math.min(max, Math.max(least, described + demands.reduce((sum, { count }) => sum + count, 0)));
    const longest = Math.min(most, this.#demands.unique === null ? MAX_BUILT : MAX_DIFFERENT);
    const each = Math.min(longest, Math.max(least, described) + MAX_LENGTHS);
    let length = least;
    const short = this.#demands.demands.map(({ count }) => count);
    for (let seen = 0; length <= each && this.#canReach(length, twins); length++) {
      for (; seen < length; seen++) this.#takeBest(short, this.#placeAt(seen, twins));
      const found = short.some((count) => count > 0) ? null : this.#ofLength(length, length, twins);
      if (found !== null) return found;
    }
    if (length > each && longest > each) {
      const found = this.#ofLength(each + 1, longest, twins);
      if (found !== null) return found;
    }
    if (this.#isSettled(longest === most)) return null;
    this.#doubtAll(least, most, twins);
    return null;
  }

  /** Takes off what is missing the most that one entry can give to each demand. */
  #takeBest(missing: number[], choices: readonly Choice[]): void {
    for (let i = 0; i < missing.length; i++) missing[i] = (missing[i] ?? 0) - Math.max(0, ...choices.map(({ gives }) => gives[i] ?? 0));
  }

  /** Whether there is any choice for the last entry of an array of this length. */
  #canReach(length: number, twins: Twins | null): boolean {
    return length === 0 || this.#placeAt(length - 1, twins).length > 0;
  }

  #placeAt(index: number, twins: Twins | null): readonly Choice[] {
    if (twins?.includes(index) !== true) return this.#choices.at([index]);
    return this.#choices.at(twins);
  }

  /** Whether all lengths were looked at and all that was asked about entries was answered, so that finding nothing is a proof. */
  #isSettled(isComplete: boolean): boolean {
    return isComplete && !this.#choices.areUnsure;
  }

  #ofLength(least: number, most: number, twins: Twins | null): Found | null {
    if (this.#builds >= MAX_BUILDS) return null;
    const placed = this.#place(least, most, twins, false);
    if (placed === null) return null;
    this.#builds++;
    const items = this.#build(placed, twins);
    if (writtenLength(items) > MAX_WRITTEN) {
      this.#doubts.push(this.#doubt('budget', 'asks for an array too large to be written out'));
      return null;
    }
    const outcome = this.#search.tryBuilt(this.#branch, items);
    if (outcome.kind !== 'unknown') return outcome;
    this.#doubts.push(...outcome.doubts);
    return null;
  }

  /** Choices for arrays of at least and at most so many entries. `relaxed`: what is not known of choices counts in their favour. */
  #place(least: number, most: number, twins: Twins | null, relaxed: boolean): Placed | null {
    const described = Math.max(this.#demands.alikeFrom, twins === null ? 0 : twins[1] + 1);
    const usable = (choices: readonly Choice[]): readonly Choice[] =>
      relaxed ? choices : choices.filter(({ values }) => values.values.length > 0);
    const places: (readonly Choice[])[] = [];
    for (let index = 0; index < Math.min(most, described); index++)
      if (index !== twins?.[1]) places.push(usable(this.#placeAt(index, twins)));
    const rest = {
      choices: most > described ? usable(this.#choices.at([described])) : [],
      min: Math.max(0, least - described),
      max: Math.max(0, most - described),
    };
    this.#placed += places.length;
    if (this.#placed > MAX_PLACED) {
      this.#doubts.push(this.#doubt('budget', 'leaves too many lengths of an array to try'));
      return null;
    }
    const placing = new Placing({
      places,
      rest,
      needs: this.#demands.demands.map(({ count }) => count),
      rooms: this.#demands.traits.map((trait) => trait.most),
      seating: this.#demands.unique === null ? null : new Seating(Math.min(most, MAX_DIFFERENT), relaxed),
      spend: this.#branch.context.spend,
    });
    const placed = placing.run();
    if (placing.gaveUp) this.#doubts.push(this.#doubt('budget', 'leaves too many ways to place the entries of an array'));
    return placed;
  }

  #build({ places, rest, seating }: Placed, twins: Twins | null): readonly Json[] {
    const chosen = [...places, ...rest.flatMap(({ choice, count }) => Array.from({ length: count }, () => choice))];
    const items = chosen.map(({ values }, i) => (seating === null ? values.values[0] : seating.values[i])?.value ?? null);
    this.#branch.context.spend(items.length >> 6);
    if (twins !== null) items.splice(twins[1], 0, items[twins[0]] ?? null);
    return items;
  }

  /** Says what was not known, unless there is no such array whatever it is. */
  #doubtAll(least: number, most: number, twins: Twins | null): void {
    const described = Math.max(this.#demands.alikeFrom, twins === null ? 0 : twins[1] + 1);
    let isPossible = this.#choices.areIncomplete;
    let length = least;
    for (; length < Math.min(described, most) && !isPossible && this.#canReach(length, twins); length++)
      isPossible = this.#place(length, length, twins, true) !== null;
    if (!isPossible && length >= Math.min(described, most)) isPossible = this.#place(length, most, twins, true) !== null;
    if (!isPossible) return;
    const { unique } = this.#demands;
    if (least > (unique === null ? MAX_BUILT : MAX_DIFFERENT))
      this.#doubts.push(
        this.#doubt('budget', `asks for ${least} ${unique === null ? '' : 'different '}entries, too many to build an array of`),
      );
    else if (this.#choices.areUnsure) this.#doubts.push(...this.#choices.doubts);
    else this.#doubts.push(this.#doubt('budget', 'asks for an array too long to be built'));
  }

  /** A doubt about the keyword that matters most, at the place of its first occurrence. */
  #doubt(code: Doubt['code'], why: string): Doubt {
    const isUnique = this.#branch.duplicates.size > 0 || this.#demands.unique !== null;
    const wanted: readonly Assertion['kind'][] = isUnique ? ['uniqueItems'] : ['contains', 'unevaluatedItems', 'items', 'limit'];
    const fact = wanted.flatMap((kind) => this.#branch.facts.find(({ assertion }) => assertion.kind === kind) ?? [])[0];
    const keyword = isUnique ? 'uniqueItems' : fact === undefined || fact.assertion.kind === 'limit' ? 'minItems' : fact.assertion.kind;
    return { code, message: `"${keyword}" ${why}`, node: fact?.node ?? null };
  }
}

/** About how many characters a value takes when written out, each part looked at once. */
function writtenLength(value: Json, known = new Map<Json, number>()): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return String(value).length + 1;
  let length = known.get(value);
  if (length === undefined) {
    length = 2;
    const parts: readonly Json[] = isJsonArray(value) ? value : Object.values(value);
    for (const part of parts) length += writtenLength(part, known);
    if (!isJsonArray(value)) for (const name of Object.keys(value)) length += name.length + 4;
    known.set(value, length);
  }
  return length;
}
