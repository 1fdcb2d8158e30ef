import type { CharSet, DFA } from 'refa';
import { byReadability, DEGREES, SCALARS } from './readable.ts';

/** Steps (transitions times lengths) after which a language is given up. */
const MAX_WORK = 20_000_000;
/** The longest text that is built, in code points, and how many code points all texts for one question may have. */
export const MAX_BUILT_LENGTH = 100_000;
const MAX_BUILT = 300_000;
/** How many lengths, and how many ways of spelling one, are shown of each degree of readability. */
const LENGTHS = 3;
const VARIANTS = 5;

/** Texts of a language. */
export interface Words {
  readonly texts: readonly string[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** What texts are asked for. Lengths are in code points. */
export interface Wish {
  readonly min: number;
  readonly max: number;
  /** Texts that do not count. */
  readonly excluded: ReadonlySet<string>;
  /** How many are enough. */
  readonly wanted: number;
  /** Texts to be alike, best first. */
  readonly models: readonly string[];
}

interface Edge {
  readonly to: number;
  readonly characters: CharSet;
}

class TooMuchWork extends Error {}

/** Texts of a language: first some that a person can read, then all others, shortest first, until enough are found or there are no more. */
export function wordsOf(language: DFA, wish: Wish): Words {
  const found = new Set<string>();
  let built = 0;
  const take = (text: string, length: number): void => {
    built += length;
    if (!wish.excluded.has(text)) found.add(text);
  };
  const isEnough = (): boolean => found.size >= wish.wanted || built > MAX_BUILT;
  try {
    const space = new WordSpace(language, SCALARS);
    for (const model of wish.models) {
      const length = space.lengthNear(Array.from(model).length, wish);
      if (length !== null && !isEnough()) take(space.spelled(length, 0, model), length);
    }
    for (const degree of DEGREES) {
      if (isEnough()) break;
      const readable = new WordSpace(language, degree);
      for (const length of first(LENGTHS, readable.lengths(wish.min, Math.min(wish.max, MAX_BUILT_LENGTH))))
        for (let variant = 0; variant < VARIANTS; variant++) if (!isEnough()) take(readable.spelled(length, variant), length);
    }
    for (const length of space.lengths(wish.min, wish.max)) {
      if (length > MAX_BUILT_LENGTH) return { texts: [...found], complete: false };
      for (const text of space.all(length)) {
        if (isEnough()) return { texts: [...found], complete: false };
        take(text, length);
      }
    }
    return { texts: [...found], complete: true };
  } catch (error) {
    if (error instanceof TooMuchWork) return { texts: [...found], complete: false };
    throw error;
  }
}

/** How many texts a language has; infinity where there is no end of them. */
export function sizeOf(language: DFA): number {
  return new WordSpace(language, SCALARS).size();
}

function* first<T>(count: number, items: Iterable<T>): Iterable<T> {
  let left = count;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

/** The texts of a language in some characters only, by their lengths. */
class WordSpace {
  /** The states with their transitions, the initial one first. */
  readonly #edges: readonly (readonly Edge[])[];
  readonly #before: readonly (readonly number[])[];
  /** For each length, the states from which a text of exactly that length is left; from `#start` on they come round again. */
  readonly #left: Uint8Array[];
  readonly #seen = new Map<number, number[]>();
  readonly #ordered = new Map<string, Ordered>();
  #start: number | null = null;
  #work = 0;

  constructor(language: DFA, characters: CharSet) {
    const { initial, getOut } = language.transitionIterator();
    const numbers = new Map<DFA.ReadonlyNode, number>([[initial, 0]]);
    const edges: Edge[][] = [];
    for (const [state, from] of numbers) {
      const out: Edge[] = [];
      for (const [next, all] of getOut(state)) {
        const readable = all.intersect(characters);
        if (readable.isEmpty) continue;
        const to = numbers.get(next) ?? numbers.size;
        numbers.set(next, to);
        out.push({ to, characters: readable });
      }
      edges[from] = out;
    }
    this.#edges = edges;
    const before: number[][] = edges.map(() => []);
    for (const [from, out] of edges.entries()) for (const { to } of out) before[to]?.push(from);
    this.#before = before;
    const finals = new Uint8Array(edges.length);
    for (const state of language.finals) {
      const number = numbers.get(state);
      if (number !== undefined) finals[number] = 1;
    }
    this.#left = [finals];
    this.#seen.set(hashOf(finals), [0]);
  }

  #index(length: number): number {
    return this.#start === null || length < this.#left.length ? length : this.#start + ((length - this.#start) % this.#period());
  }

  #period(): number {
    return this.#start === null ? Number.POSITIVE_INFINITY : this.#left.length - this.#start;
  }

  /** The states from which a text of exactly this length is left. */
  #leaving(length: number): Uint8Array {
    while (this.#start === null && this.#left.length <= length) this.#extend();
    return this.#left[this.#index(length)] ?? new Uint8Array();
  }

  #extend(): void {
    const last = this.#left.at(-1) ?? new Uint8Array();
    const next = new Uint8Array(last.length);
    this.#work += last.length;
    for (const [to, sources] of this.#before.entries()) {
      if (last[to] !== 1) continue;
      this.#work += sources.length;
      for (const from of sources) next[from] = 1;
    }
    if (this.#work > MAX_WORK) throw new TooMuchWork();
    const hash = hashOf(next);
    const alike = this.#seen.get(hash) ?? [];
    const known = alike.find((length) => this.#left[length]?.every((isLeft, state) => isLeft === next[state]));
    if (known !== undefined) {
      this.#start = known;
      return;
    }
    this.#seen.set(hash, [...alike, this.#left.length]);
    this.#left.push(next);
  }

  /** The lengths of texts within bounds, least first; they end where there are no more. */
  *lengths(min: number, max: number): Iterable<number> {
    let barren = 0;
    for (let length = min; length <= max; length++) {
      if (this.#leaving(length)[0] === 1) {
        barren = 0;
        yield length;
      } else if (this.#start !== null && length >= this.#start && ++barren > this.#period()) return;
    }
  }

  /** The length of some text within bounds that is nearest to a wanted one, from above if there is one; null where nothing is near. */
  lengthNear(wanted: number, { min, max }: Wish): number | null {
    const longest = Math.min(max, MAX_BUILT_LENGTH);
    const [above] = first(1, this.lengths(Math.max(min, wanted), longest));
    return above ?? [...this.lengths(min, Math.min(longest, wanted))].at(-1) ?? null;
  }

  /** A text of one length: as like the model as can be, beyond it in the readable characters that a variant stands for. */
  spelled(length: number, variant: number, like = ''): string {
    const model = Array.from(like, (point) => point.codePointAt(0) ?? 0);
    let state = 0;
    let text = '';
    for (let at = 0; at < length; at++) {
      const open = this.#open(state, length - at - 1);
      const wanted = model[at];
      const same = wanted === undefined ? undefined : open.find(({ characters }) => characters.has(wanted));
      if (same !== undefined && wanted !== undefined) {
        state = same.to;
        text += String.fromCodePoint(wanted);
        continue;
      }
      const choices = [...first(VARIANTS, choicesOf(this.#byReadability(state, open)))];
      const choice = choices[Math.min(variant, choices.length - 1)];
      if (choice === undefined) return text;
      state = choice.to;
      text += String.fromCodePoint(choice.point);
    }
    return text;
  }

  #open(state: number, left: number): readonly Edge[] {
    const leaving = this.#leaving(left);
    return (this.#edges[state] ?? []).filter(({ to }) => leaving[to] === 1);
  }

  #byReadability(state: number, open: readonly Edge[]): Ordered {
    const key = `${state} ${open.length === this.#edges[state]?.length ? '' : open.map(({ to }) => to).join()}`;
    const found = this.#ordered.get(key) ?? byReadability(open.map((edge) => [edge.to, edge.characters] as const));
    this.#ordered.set(key, found);
    return found;
  }

  /** Every text of one length. */
  *all(length: number): Iterable<string> {
    if (length === 0) {
      if (this.#leaving(0)[0] === 1) yield '';
      return;
    }
    const taken: string[] = [];
    const pending = [choicesOf(this.#byReadability(0, this.#open(0, length - 1)))];
    for (let last = pending.at(-1); last !== undefined; last = pending.at(-1)) {
      const { value, done } = last.next();
      if (done === true) {
        pending.pop();
        taken.pop();
        continue;
      }
      taken.push(String.fromCodePoint(value.point));
      if (taken.length === length) {
        yield taken.join('');
        taken.pop();
      } else pending.push(choicesOf(this.#byReadability(value.to, this.#open(value.to, length - taken.length - 1))));
    }
  }

  size(): number {
    const useful = this.#useful();
    const out = (state: number): readonly Edge[] => (this.#edges[state] ?? []).filter(({ to }) => useful.has(to));
    const open = new Map([...useful].map((state) => [state, out(state).length]));
    const sizes = new Map<number, number>();
    const finals = this.#leaving(0);
    const ready = [...useful].filter((state) => open.get(state) === 0);
    for (const state of ready) {
      sizes.set(
        state,
        out(state).reduce((sum, { to, characters }) => sum + characters.size * (sizes.get(to) ?? 0), finals[state] ?? 0),
      );
      for (const from of this.#before[state] ?? []) {
        const left = (open.get(from) ?? 0) - 1;
        open.set(from, left);
        if (left === 0) ready.push(from);
      }
    }
    if (!useful.has(0)) return 0;
    // What leads into a loop is never ready.
    return sizes.get(0) ?? Number.POSITIVE_INFINITY;
  }

  /** The states from which some text is left. */
  #useful(): ReadonlySet<number> {
    const useful = new Set([...this.#leaving(0).entries()].flatMap(([state, isFinal]) => (isFinal === 1 ? [state] : [])));
    for (const state of useful) for (const from of this.#before[state] ?? []) useful.add(from);
    return useful;
  }
}

function hashOf(bits: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const bit of bits) hash = Math.imul(hash ^ bit, 0x01000193) + 1;
  return hash;
}

type Ordered = ReturnType<typeof byReadability<number>>;

interface Choice {
  readonly to: number;
  readonly point: number;
}

function* choicesOf(ordered: Ordered): Generator<Choice, undefined> {
  for (const { to, range } of ordered) for (let point = range.min; point <= range.max; point++) yield { to, point };
}
