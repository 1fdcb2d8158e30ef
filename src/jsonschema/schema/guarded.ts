import type { CharSet, Concatenation, Element, Expression, NoParent } from 'refa';
import { CharSet as Characters } from 'refa';

/** Expanded counts, places and ways beyond this are too large. */
const MAX_PLACES = 12_000;
const MAX_WAYS = 60_000;

/** What has to be true where a way is taken: an assertion that looks ahead or behind holds, or does not. */
export interface Guard {
  readonly look: number;
  readonly holds: boolean;
}

/** Where one can go without reading a character: to a place, which reads one, or to the end of the expression. */
export interface Way {
  readonly guards: readonly Guard[];
  readonly to: number;
}

/** The end of an expression, as the goal of a way. */
export const END = -1;

/** Something that looks ahead or behind, not yet negated. */
export interface Look {
  readonly kind: 'ahead' | 'behind';
  readonly start: readonly Way[];
}

/** An expression as an automaton without empty steps: each place reads one character. Assertions guard the ways between places. */
export interface Guarded {
  readonly characters: readonly CharSet[];
  readonly after: readonly (readonly Way[])[];
  /** Inner assertions stand before the ones around them. */
  readonly looks: readonly Look[];
  readonly start: readonly Way[];
  /** The place that reads whatever follows a match. */
  readonly rest: number;
  /** The assertion that a character stands before (`^` negates it), and the one that a character follows (`$` negates it); null where there is none. */
  readonly before: number | null;
  readonly following: number | null;
}

/** An expression that is too large to be taken apart. */
export class TooLarge extends Error {}

/** An expression that refers back to what it matched: its language need not be regular. */
export class BackReference extends Error {}

/**
 * Takes an expression apart that may match anywhere in a text: anything, then the expression, then anything.
 *
 * @throws TooLarge where counts multiply beyond bounds
 * @throws BackReference where the expression has one
 */
export function guardedOf(expression: NoParent<Expression>, maxCharacter: number): Guarded {
  return new Compiler(maxCharacter).compile(expression.alternatives);
}

class Compiler {
  readonly #all: CharSet;
  readonly #any: string;
  readonly #characters: CharSet[] = [];
  readonly #after: (readonly Way[])[] = [];
  readonly #looks: Look[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<NoParent<Element>, number>();
  /** Places that read the same and lead to the same are one. */
  readonly #places = new Map<string, number>();
  readonly #lists = new Map<readonly Way[], number>();
  readonly #listNumbers = new Map<string, number>();
  /** Ways that a loop leads back to, by the negative number that stands for it until all is known. */
  readonly #loops: (readonly Way[])[] = [];
  #ways = 0;

  constructor(maxCharacter: number) {
    this.#all = Characters.all(maxCharacter);
    this.#any = `[${this.#all.toRangesString()}]`;
  }

  compile(alternatives: readonly NoParent<Concatenation>[]): Guarded {
    const after = this.#anythingThen([{ guards: [], to: END }]);
    const rest = this.#characters.length - 1;
    const start = this.#anythingThen(this.#anyOf(alternatives, after));
    return {
      characters: this.#characters,
      after: this.#after.map((ways) => this.#resolved(ways)),
      looks: this.#looks.map((look) => ({ ...look, start: this.#resolved(look.start) })),
      start: this.#resolved(start),
      rest,
      before: this.#numbers.get(`(behind${this.#any})`) ?? null,
      following: this.#numbers.get(`(ahead${this.#any})`) ?? null,
    };
  }

  #newPlace(characters: CharSet, after: readonly Way[]): number {
    if (this.#characters.length >= MAX_PLACES) throw new TooLarge();
    this.#after.push(after);
    return this.#characters.push(characters) - 1;
  }

  #place(characters: CharSet, after: readonly Way[]): number {
    const key = `${characters.toRangesString()} ${this.#numberOf(after)}`;
    const place = this.#places.get(key) ?? this.#newPlace(characters, after);
    this.#places.set(key, place);
    return place;
  }

  #numberOf(ways: readonly Way[]): number {
    let number = this.#lists.get(ways);
    if (number === undefined) {
      const key = ways.map(keyOf).toSorted().join('|');
      number = this.#listNumbers.get(key) ?? this.#listNumbers.size;
      this.#listNumbers.set(key, number);
      this.#lists.set(ways, number);
    }
    return number;
  }

  /** Any number of characters, then the ways given. */
  #anythingThen(next: readonly Way[]): readonly Way[] {
    const to = this.#newPlace(this.#all, []);
    const ways = [{ guards: [], to }, ...next];
    this.#after[to] = ways;
    return ways;
  }

  #anyOf(alternatives: readonly NoParent<Concatenation>[], next: readonly Way[]): readonly Way[] {
    return this.#joined(alternatives.map(({ elements }) => elements.reduceRight((ways, element) => this.#element(element, ways), next)));
  }

  #element(element: NoParent<Element>, next: readonly Way[]): readonly Way[] {
    switch (element.type) {
      case 'CharacterClass': {
        if (element.characters.isEmpty) return [];
        return [{ guards: [], to: this.#place(element.characters, next) }];
      }
      case 'Alternation':
        return this.#anyOf(element.alternatives, next);
      case 'Assertion': {
        const guard: Guard = { look: this.#look(element), holds: !element.negate };
        return this.#joined([next.map(({ guards, to }) => ({ guards: withGuard(guards, guard), to }))]);
      }
      case 'Quantifier': {
        const { min, max, alternatives } = element;
        let ways = max === Number.POSITIVE_INFINITY ? this.#loop(alternatives, next) : next;
        if (max !== Number.POSITIVE_INFINITY) for (let i = min; i < max; i++) ways = this.#joined([this.#anyOf(alternatives, ways), next]);
        for (let i = 0; i < min; i++) ways = this.#anyOf(alternatives, ways);
        return ways;
      }
      case 'Unknown':
        throw new BackReference();
    }
  }

  #loop(alternatives: readonly NoParent<Concatenation>[], next: readonly Way[]): readonly Way[] {
    const number = this.#loops.push([]) - 1;
    const back: Way = { guards: [], to: END - 1 - number };
    this.#loops[number] = this.#joined([this.#anyOf(alternatives, [back]), next]);
    return [back];
  }

  #look(element: Extract<NoParent<Element>, { type: 'Assertion' }>): number {
    const known = this.#known.get(element);
    if (known !== undefined) return known;
    const key = textOf(element);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const start = this.#anyOf(element.alternatives, [{ guards: [], to: END }]);
      number = this.#looks.push({ kind: element.kind, start }) - 1;
      this.#numbers.set(key, number);
    }
    this.#known.set(element, number);
    return number;
  }

  /** Ways of several lists, each once; one without guards makes those with guards to the same place needless. */
  #joined(lists: readonly (readonly Way[])[]): readonly Way[] {
    const found = new Map<string, Way>();
    for (const ways of lists)
      for (const way of ways) {
        this.#ways += 1 + way.guards.length;
        const free = String(way.to);
        if (way.guards.length === 0) found.set(free, way);
        else if (!found.has(free)) found.set(keyOf(way), way);
      }
    if (this.#ways > MAX_WAYS) throw new TooLarge();
    return [...found.values()].filter(({ guards, to }) => guards.length === 0 || !found.has(String(to)));
  }

  /** Ways through loops to places. A loop that comes back to itself without reading says nothing new. */
  #resolved(ways: readonly Way[]): readonly Way[] {
    if (ways.every(({ to }) => to >= END)) return ways;
    const found: Way[] = [];
    const seen = new Set<string>();
    const pending = [...ways].toReversed();
    for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
      this.#ways++;
      this.#ways += way.guards.length;
      if (this.#ways > MAX_WAYS) throw new TooLarge();
      if (way.to >= END) {
        found.push(way);
        continue;
      }
      const key = keyOf(way);
      if (seen.has(key)) continue;
      seen.add(key);
      const taken = way.guards;
      for (const { guards, to } of this.#loops[END - 1 - way.to] ?? []) pending.push({ guards: guards.reduce(withGuard, taken), to });
    }
    return this.#joined([found]);
  }
}

function keyOf({ guards, to }: Way): string {
  return `${to} ${guards.map(({ look, holds }) => `${holds ? '' : '!'}${look}`).join()}`;
}

function withGuard(guards: readonly Guard[], guard: Guard): readonly Guard[] {
  if (guards.some(({ look, holds }) => look === guard.look && holds === guard.holds)) return guards;
  return [...guards, guard].toSorted((one, other) => one.look - other.look || Number(one.holds) - Number(other.holds));
}

/** An element as a text that equal elements share; whether an outermost assertion is negated does not count. */
function textOf(element: NoParent<Element>, outermost = true): string {
  switch (element.type) {
    case 'CharacterClass':
      return `[${element.characters.toRangesString()}]`;
    case 'Unknown':
      return element.id;
    case 'Alternation':
    case 'Assertion':
    case 'Quantifier': {
      const inner = element.alternatives.map(({ elements }) => elements.map((one) => textOf(one, false)).join('')).join('|');
      if (element.type === 'Alternation') return `(${inner})`;
      if (element.type === 'Quantifier') return `(${inner}){${element.min},${element.max}}`;
      return `(${element.kind}${element.negate && !outermost ? '!' : ''}${inner})`;
    }
  }
}
