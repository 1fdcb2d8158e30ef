import type { Location, Transformation } from '../../plan/model.ts';
import { readsOf } from '../../transformations/reads.ts';
import type { Reads } from '../../transformations/types.ts';
import type { RuleContext } from '../context.ts';
import { watchedOf, type Watched } from './watched.ts';

/** A transformation that reads something, and where. */
export interface Reader {
  readonly transformation: Transformation;
  readonly places: readonly Location[];
}

/** What this change takes from code that reads it, with that code. */
export interface Hurt {
  readonly watched: Watched;
  readonly readers: readonly Reader[];
}

/** A transformation of which it is not known what it reads. */
export interface Unknown {
  readonly transformation: Transformation;
  readonly problem: string;
  readonly location: Location;
}

export interface Examination {
  readonly hurt: readonly Hurt[];
  /** Those whose code holds a name that this change takes. */
  readonly unknown: readonly Unknown[];
}

const known = new WeakMap<RuleContext, Examination>();

/** Puts together what this change takes and what the transformations of head read. */
export function examine(context: RuleContext): Examination {
  const answer = known.get(context) ?? new Examiner(context.head.transformations).examine(context);
  known.set(context, answer);
  return answer;
}

class Examiner {
  readonly #transformations: readonly Transformation[];
  readonly #reads = new Map<Transformation, Reads>();
  readonly #unknown = new Map<Transformation, Unknown>();
  readonly #readers = new Map<string, readonly Reader[]>();

  constructor(transformations: readonly Transformation[]) {
    this.#transformations = transformations;
  }

  examine(context: RuleContext): Examination {
    if (this.#transformations.length === 0) return { hurt: [], unknown: [] };
    const hurt = watchedOf(context).map((watched) => ({ watched, readers: this.#readersOf(watched) }));
    return { hurt: hurt.filter(({ readers }) => readers.length > 0), unknown: [...this.#unknown.values()] };
  }

  #readersOf(watched: Watched): readonly Reader[] {
    const answer =
      this.#readers.get(watched.id) ??
      this.#transformations.flatMap((transformation) => {
        const places = this.#placesIn(transformation, watched);
        return places.length === 0 ? [] : [{ transformation, places }];
      });
    this.#readers.set(watched.id, answer);
    return answer;
  }

  #placesIn(transformation: Transformation, { name, isRead, isMended }: Watched): readonly Location[] {
    const code = transformation.code();
    if (!code.ok) {
      this.#unknown.set(transformation, { transformation, problem: code.problem, location: code.location });
      return [];
    }
    // Most code holds none of the names and need not be parsed; one that is written with escapes is not seen by its text.
    if (!code.text.includes('\\') && !code.text.toLowerCase().includes(name.toLowerCase())) return [];
    const { reads, problem } = this.#reads.get(transformation) ?? readsOf(code.text, transformation.language);
    this.#reads.set(transformation, { reads, problem });
    if (problem !== null) {
      const location = code.locate({ start: problem.start, end: problem.start });
      this.#unknown.set(transformation, { transformation, problem: problem.message, location });
    }
    if (reads.some(isMended)) return [];
    return reads.filter(isRead).map(({ range }) => code.locate(range));
  }
}
