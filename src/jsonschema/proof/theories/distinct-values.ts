import { dropUnplanned } from '../../evaluate/location.ts';
import { simplified, type Doubt, type Found, type Goal, type Literal, type Side } from '../goal.ts';
import type { Search } from '../prover.ts';
import { valuesNode } from '../../schema/schema-node.ts';
import { canonicalJson, isJsonArray, isJsonObject, type Json } from '../../values/json.ts';

/** Up to this many values are looked for one by one, most plausible first; beyond, neighbours of those found are tried. */
const MAX_PLAUSIBLE = 8;
/** Neighbours tried in vain after which values are looked for one by one again. */
const MAX_MISSES = 512;
/** Numbered texts that may fail before other texts are tried. */
const MAX_NUMBERED = 4;
/** Texts longer than this are changed in their last characters only. */
const MAX_CHANGED = 64;
const CHARACTERS = [...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** A value, and a text that is the same for all values that count as equal to it. */
export interface Distinct {
  readonly value: Json;
  readonly key: string;
}

/** The different values that meet a goal, looked for as far as they are asked for. */
export class DistinctValues {
  /** Those found so far, all different. */
  readonly values: Distinct[] = [];
  /** `open`: there may be more. `exhausted`: it is proved that there are no more. `unknown`: no more were found. */
  state: 'open' | 'exhausted' | 'unknown' = 'open';
  /** Why no more were found. */
  doubts: readonly Doubt[] = [];
  readonly #goal: Goal;
  readonly #search: Search;
  readonly #side: Side;
  readonly #keys = new Set<string>();
  readonly #guesses = this.#scalarsNear();

  /** @param first what looking for a value of the goal gave. @param side whose instance has to differ */
  constructor(goal: Goal, search: Search, side: Side, first: Found) {
    this.#goal = goal;
    this.#search = search;
    this.#side = side;
    this.#take(first);
  }

  /** Looks for values until there are this many, or no more are found. */
  extendTo(count: number): void {
    while (this.values.length < count && this.state === 'open') {
      const near = this.values.length < MAX_PLAUSIBLE ? null : this.#neighbour();
      if (near === null) this.#searchOn();
      else this.#add(near);
    }
  }

  #take(found: Found): void {
    if (found.kind === 'found') this.#add(found.value);
    else if (found.kind === 'empty') this.state = 'exhausted';
    else {
      this.state = 'unknown';
      this.doubts = found.doubts;
    }
  }

  #add(value: Json): void {
    const key = canonicalJson(this.#seen(value));
    // A value that counts as equal to a former one, although it was excluded: the theory of its kind could not tell them apart.
    if (this.#keys.has(key)) {
      this.state = 'unknown';
      this.doubts = [{ code: 'outside-theory', message: '"uniqueItems" asks for more different values than were found', node: null }];
      return;
    }
    this.#keys.add(key);
    this.values.push({ value, key });
  }

  /** What of a value has to differ. */
  #seen(value: Json): Json {
    const { reader } = this.#goal;
    return this.#side === 'sender' || reader === null ? value : dropUnplanned(this.#search.locations, reader, value);
  }

  #with(values: readonly Json[], holds: boolean, side: Side): Goal {
    const literal: Literal = { node: valuesNode(values), holds, side };
    return simplified({ ...this.#goal, literals: [...this.#goal.literals, literal] }, this.#search.locations);
  }

  #searchOn(): void {
    const found = this.#search.find(
      this.#with(
        this.values.map(({ value }) => this.#seen(value)),
        false,
        this.#side,
      ),
    );
    if (found.kind !== 'unknown') return this.#take(found);
    const near = this.#neighbour();
    if (near !== null) return this.#add(near);
    const guesses = this.#variants().filter((value) => !this.#keys.has(canonicalJson(this.#seen(value))));
    const guessed = guesses.length === 0 ? found : this.#search.find(this.#with(guesses, true, 'sender'));
    this.#take(guessed.kind === 'found' ? guessed : found);
  }

  /** Objects and arrays like those found, with one part more or changed. */
  #variants(): readonly Json[] {
    const { length } = this.values;
    return this.values.slice(-2).flatMap(({ value }): Json[] => {
      if (isJsonArray(value))
        return [
          [...value, length],
          [length, ...value.slice(1)],
        ];
      if (!isJsonObject(value)) return [];
      const changed = Object.keys(value).flatMap((name): Json[] => [
        { ...value, [name]: length },
        { ...value, [name]: `text ${length}` },
      ]);
      return [{ ...value, extra: length }, ...changed];
    });
  }

  /** A number or text near those found that meets the goal, checked on it exactly: neither side drops anything from a scalar. */
  #neighbour(): Json | null {
    for (let misses = 0; misses < MAX_MISSES; misses++) {
      const guess = this.#guesses.next();
      if (guess.done === true) return null;
      if (!this.#keys.has(canonicalJson(guess.value)) && this.#isMet(guess.value)) return guess.value;
    }
    return null;
  }

  /** Numbered texts while they do, then numbers and texts that differ a little from those found. */
  *#scalarsNear(): Generator<Json, void> {
    for (let serial = 1, misses = 0; misses < MAX_NUMBERED && typeof this.values[0]?.value === 'string'; serial++) {
      const { length } = this.values;
      yield `text ${serial}`;
      if (this.values.length === length) misses++;
    }
    for (let i = 0; i < this.values.length; i++) {
      const value = this.values[i]?.value;
      if (Number.isSafeInteger(value)) yield* [Number(value) + 1, Number(value) - 1];
      else if (typeof value === 'string') yield* textsNear(value);
    }
  }

  #isMet(value: Json): boolean {
    return this.#goal.literals.every(({ node, holds }) => this.#search.evaluator.holds(node, value) === holds);
  }
}

/** Texts that differ from one in a single character. */
function* textsNear(text: string): Iterable<string> {
  const points = [...text];
  for (let at = points.length - 1; at >= Math.max(0, points.length - MAX_CHANGED); at--)
    for (const character of CHARACTERS) yield [...points.slice(0, at), character, ...points.slice(at + 1)].join('');
}
