import { Seating } from './seating.ts';
import type { DistinctValues } from './distinct-values.ts';

/** Steps after which a way of placing entries is no longer looked for. */
const MAX_STEPS = 20_000;

/** What an entry can be: the values that have certain traits and meet certain demands. */
export interface Choice {
  readonly values: DistinctValues;
  /** How much it counts towards each demand. */
  readonly gives: readonly number[];
  /** How much it takes of each count that is limited. */
  readonly uses: readonly number[];
}

/** What entries are to be placed. */
export interface Task {
  /** The choices at each place that is described for itself. */
  readonly places: readonly (readonly Choice[])[];
  /** The choices at all further places, and how many of these there may be. */
  readonly rest: { readonly choices: readonly Choice[]; readonly min: number; readonly max: number };
  /** How much each demand asks for. */
  readonly needs: readonly number[];
  /** How much there is of each limited count. */
  readonly rooms: readonly number[];
  /** Whether all entries differ, and how values of a choice are counted; null where they may be equal. */
  readonly seating: Seating | null;
  readonly spend: (work: number) => void;
}

/** The choices taken: one for each place, and how often each for the further ones; with `seating` where entries differ. */
export interface Placed {
  readonly places: readonly Choice[];
  readonly rest: readonly { readonly choice: Choice; readonly count: number }[];
  readonly seating: Seating | null;
}

interface State {
  readonly needs: readonly number[];
  readonly rooms: readonly number[];
  readonly seating: Seating | null;
}

type Sums = readonly (readonly number[])[];

/** For each place, the sum over it and those after it of the best choice's number. */
function sumsFromEnd(places: Task['places'], size: number, best: (numbers: readonly number[]) => number, of: 'gives' | 'uses'): Sums {
  let after = Array.from({ length: size }, () => 0);
  const sums: number[][] = [after];
  for (const choices of places.toReversed()) {
    after = after.map((total, i) => total + best(choices.map((choice) => choice[of][i] ?? 0)));
    sums.push(after);
  }
  return sums.toReversed();
}

function less(from: readonly number[], amounts: readonly number[], times = 1): number[] {
  return from.map((number, i) => number - (amounts[i] ?? 0) * times);
}

/** Gives each entry a choice, so that all demands are met within the limits: exhaustive, so that none found means that there is none. */
export class Placing {
  /** Whether it was given up before all ways were tried. */
  gaveUp = false;
  readonly #task: Task;
  readonly #gives: Sums;
  readonly #uses: Sums;
  readonly #restGives: readonly boolean[];
  readonly #rest: readonly Choice[];
  readonly #failed = new Set<string>();
  readonly #places: Choice[] = [];
  readonly #counts: number[] = [];
  #steps = 0;
  #seating: Seating | null = null;

  constructor(task: Task) {
    this.#task = task;
    this.#gives = sumsFromEnd(task.places, task.needs.length, (numbers) => Math.max(0, ...numbers), 'gives');
    this.#uses = sumsFromEnd(task.places, task.rooms.length, (numbers) => Math.min(...numbers), 'uses');
    this.#rest = task.rest.choices.toSorted((one, other) => sum(other.gives) - sum(one.gives));
    this.#restGives = task.needs.map((_, i) => task.rest.max > 0 && this.#rest.some(({ gives }) => (gives[i] ?? 0) > 0));
  }

  run(): Placed | null {
    const { needs, rooms, seating, places, rest } = this.#task;
    if (places.some((choices) => choices.length === 0) || (rest.min > 0 && rest.choices.length === 0)) return null;
    const found = this.#place(0, { needs, rooms, seating });
    this.#task.spend((this.#steps + places.length) >> 4);
    if (!found) return null;
    const counted = this.#rest.map((choice, i) => ({ choice, count: this.#counts[i] ?? 0 }));
    return { places: this.#places, rest: counted.filter(({ count }) => count > 0), seating: this.#seating };
  }

  #step(): boolean {
    this.#steps++;
    if (this.#steps > MAX_STEPS) this.gaveUp = true;
    return !this.gaveUp;
  }

  #isHopeless(index: number, { needs, rooms }: State): boolean {
    const { max } = this.#task.rest;
    return (
      needs.some((need, i) => need > (this.#gives[index]?.[i] ?? 0) + (this.#restGives[i] === true ? max : 0)) ||
      rooms.some((room, i) => room < (this.#uses[index]?.[i] ?? 0))
    );
  }

  #place(index: number, state: State): boolean {
    if (!this.#step() || this.#isHopeless(index, state)) return false;
    const choices = this.#task.places[index];
    if (choices === undefined) return this.#fillRest(state);
    const key = state.seating === null ? `${index} ${state.needs.join()} ${state.rooms.join()}` : null;
    if (key !== null && this.#failed.has(key)) return false;
    for (const choice of choices) {
      const seating = state.seating === null ? null : state.seating.seat(choice.values);
      if (state.seating !== null && seating === null) continue;
      this.#places[index] = choice;
      const needs = less(state.needs, choice.gives).map((need) => Math.max(0, need));
      if (this.#place(index + 1, { needs, rooms: less(state.rooms, choice.uses), seating })) return true;
    }
    if (key !== null) this.#failed.add(key);
    return false;
  }

  #fillRest(state: State): boolean {
    const { min, max, choices } = this.#task.rest;
    if (
      state.seating !== null &&
      !state.seating.hasRoomFor(
        choices.map(({ values }) => values),
        min,
      )
    )
      return false;
    return this.#fill(0, min, max, state);
  }

  /** Gives the choices from an index on to at least `min` and at most `max` further entries. */
  #fill(index: number, min: number, max: number, state: State): boolean {
    if (!this.#step()) return false;
    const choice = this.#rest[index];
    if (choice === undefined) return min <= 0 && state.needs.every((need) => need <= 0) && this.#seatRest(state.seating);
    const later = this.#rest.slice(index + 1);
    let low = later.length === 0 ? Math.max(0, min) : 0;
    let high = state.seating === null ? max : state.seating.mostOf(choice.values, max);
    let wanted = 0;
    for (const [i, need] of state.needs.entries()) {
      const gives = choice.gives[i] ?? 0;
      const others = later.some((other) => (other.gives[i] ?? 0) > 0);
      if (gives > 0) wanted = Math.max(wanted, need);
      if (need > 0 && !others) low = Math.max(low, gives > 0 ? need : Number.POSITIVE_INFINITY);
    }
    for (const [i, room] of state.rooms.entries()) if ((choice.uses[i] ?? 0) > 0) high = Math.min(high, room);
    for (const count of nearest(sum(choice.gives) === 0 ? Math.max(0, min) : wanted, low, high)) {
      this.#counts[index] = count;
      const needs = less(state.needs, choice.gives, count);
      if (this.#fill(index + 1, min - count, max - count, { ...state, needs, rooms: less(state.rooms, choice.uses, count) })) return true;
      if (this.gaveUp) return false;
    }
    return false;
  }

  #seatRest(seating: Seating | null): boolean {
    let seated = seating;
    for (const [i, choice] of this.#rest.entries()) seated = seated?.seatAll(choice.values, this.#counts[i] ?? 0) ?? null;
    this.#seating = seated;
    return seating === null || seated !== null;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The whole numbers from `low` to `high`, beginning with the one wanted, then those below, then those above. */
function* nearest(wanted: number, low: number, high: number): Iterable<number> {
  if (low > high) return;
  const start = Math.min(Math.max(wanted, low), high);
  for (let n = start; n >= low; n--) yield n;
  for (let n = start + 1; n <= high; n++) yield n;
}
