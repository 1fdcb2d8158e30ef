import { EMPTY, type Found } from './goal.ts';

/** A goal that is being searched. */
export interface OpenGoal {
  readonly key: string;
  readonly hint: string;
  readonly level: number;
  /** How many empty goals were known provisionally when it was opened. */
  readonly mark: number;
  /** The outermost open goal that results around it relied on so far. */
  readonly outer: number;
}

const NOTHING = Number.MAX_SAFE_INTEGER;

/**
 * Remembers what came of goals. A goal met again below itself counts as empty there, since a smallest instance contains no other one for the same goal.
 * What relied on this is provisional: known as long as the goal that it relied on is open, for good once that one ends as empty without relying on others
 * itself, and void if it ends otherwise (after Brandt and Henglein's coinductive rule, and the dependency sets of tabled logic programming).
 */
export class Memo {
  readonly #settled = new Map<string, Found>();
  readonly #open = new Map<string, number>();
  /** Empty goals, in the order in which they ended, with the outermost open goal that each relied on. */
  readonly #provisional = new Map<string, number>();
  readonly #order: string[] = [];
  #reliedOn = NOTHING;

  /** What is known of a goal; null where it has to be searched. A found instance is remembered by its hint, which decides how it looks. */
  known(key: string, hint: string): Found | null {
    const settled = this.#settled.get(key) ?? this.#settled.get(`${key}\n${hint}`);
    if (settled !== undefined) return settled;
    const reliedOn = this.#open.get(key) ?? this.#provisional.get(key);
    if (reliedOn === undefined) return null;
    this.#reliedOn = Math.min(this.#reliedOn, reliedOn);
    return EMPTY;
  }

  /** Begins a goal that is not known. */
  begin(key: string, hint: string): OpenGoal {
    const goal = { key, hint, level: this.#open.size, mark: this.#order.length, outer: this.#reliedOn };
    this.#reliedOn = NOTHING;
    this.#open.set(key, goal.level);
    return goal;
  }

  /** Ends the goal that was begun last. */
  end({ key, hint, level, mark, outer }: OpenGoal, found: Found): void {
    this.#open.delete(key);
    const reliedOn = this.#reliedOn >= level ? NOTHING : this.#reliedOn;
    this.#reliedOn = Math.min(outer, reliedOn);
    if (found.kind === 'found') this.#settled.set(`${key}\n${hint}`, found);
    if (found.kind !== 'empty') this.#forget(mark);
    else if (reliedOn === NOTHING) {
      for (const below of this.#order.slice(mark)) this.#settled.set(below, EMPTY);
      this.#settled.set(key, EMPTY);
      this.#forget(mark);
    } else {
      this.#provisional.set(key, reliedOn);
      this.#order.push(key);
    }
  }

  #forget(mark: number): void {
    for (const key of this.#order.splice(mark)) this.#provisional.delete(key);
  }
}
