import type { Distinct, DistinctValues } from './distinct-values.ts';

interface Seat {
  readonly values: DistinctValues;
  readonly taken: Distinct;
}

/**
 * Gives entries different values: a matching of entries and values, made larger one entry at a time along augmenting paths, so that where it cannot
 * grow there is none (Hall's theorem). One seating is never changed: a further entry makes a new one.
 */
export class Seating {
  readonly #most: number;
  readonly #relaxed: boolean;
  readonly #byKey: ReadonlyMap<string, number>;
  readonly #seats: readonly Seat[];

  /**
   * @param most the number of entries at most: as many values of one choice are enough
   * @param relaxed whether choices that are not proved to be exhausted count as without end, so that only what is impossible for sure fails
   */
  constructor(most: number, relaxed: boolean, byKey: ReadonlyMap<string, number> = new Map(), seats: readonly Seat[] = []) {
    this.#most = most;
    this.#relaxed = relaxed;
    this.#byKey = byKey;
    this.#seats = seats;
  }

  /** The values in the order in which their entries were seated. */
  get values(): readonly Distinct[] {
    return this.#seats.map(({ taken }) => taken);
  }

  #isEndless(values: DistinctValues): boolean {
    if (!this.#relaxed) return false;
    values.extendTo(this.#most);
    return values.state !== 'exhausted';
  }

  /** This with one more entry; null where that is impossible. */
  seat(values: DistinctValues): Seating | null {
    if (this.#isEndless(values)) return this;
    const byKey = new Map(this.#byKey);
    const seats: Seat[] = [...this.#seats];
    return this.#augment(seats.length, values, byKey, seats, new Set()) ? new Seating(this.#most, this.#relaxed, byKey, seats) : null;
  }

  #augment(entry: number, values: DistinctValues, byKey: Map<string, number>, seats: Seat[], visited: Set<string>): boolean {
    const take = (taken: Distinct): true => {
      byKey.set(taken.key, entry);
      seats[entry] = { values, taken };
      return true;
    };
    for (let i = 0; ; i++) {
      values.extendTo(Math.min(i + 1, this.#most));
      const free = values.values[i];
      if (free === undefined) break;
      if (!byKey.has(free.key) && !visited.has(free.key)) return take(free);
    }
    for (const value of values.values) {
      if (visited.has(value.key)) continue;
      visited.add(value.key);
      const owner = byKey.get(value.key);
      const seat = owner === undefined ? undefined : seats[owner];
      if (owner === undefined || seat === undefined || this.#augment(owner, seat.values, byKey, seats, visited)) return take(value);
    }
    return false;
  }

  /** This with so many more entries of one choice; null where that is impossible. */
  seatAll(values: DistinctValues, count: number): Seating | null {
    if (count === 0 || this.#isEndless(values)) return this;
    let seated = this.seat(values);
    for (let n = 1; n < count && seated !== null; n++) seated = seated.seat(values);
    return seated;
  }

  /** How many entries can have a value of a choice, up to a number, as far as is known by now. */
  mostOf(values: DistinctValues, count: number): number {
    return this.#isEndless(values) || values.state === 'open' ? count : Math.min(count, values.values.length);
  }

  /** Whether choices have as many different values together as so many further entries need, as far as that is seen without seating them. */
  hasRoomFor(choices: readonly DistinctValues[], count: number): boolean {
    const keys = new Set<string>();
    for (const values of choices) {
      if (this.#isEndless(values)) return true;
      values.extendTo(Math.min(count, this.#most));
      for (const { key } of values.values) keys.add(key);
      if (keys.size >= count) return true;
    }
    return keys.size >= count;
  }
}
