import type { Location, Transformation, TransformationCode } from '../../plan/model.ts';
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

const examined = new WeakMap<RuleContext, Examination>();

/** Puts together what this change takes and what the transformations of head read. */
export function examine(context: RuleContext): Examination {
  const answer = examined.get(context) ?? new Examiner(context.head.transformations).examine(context);
  examined.set(context, answer);
  return answer;
}

/** How much code, in UTF-16 units, is parsed in one run: far beyond the transformations of a team. */
const MAX_PARSED = 16 * 1024 * 1024;

/** The code of a transformation, once it was asked for. */
interface Opened {
  readonly code: TransformationCode;
  /** In small letters, to look for names in. */
  readonly lower: string;
}

class Examiner {
  readonly #transformations: readonly Transformation[];
  readonly #opened = new Map<Transformation, Opened>();
  readonly #reads = new Map<Transformation, Reads>();
  readonly #unknown = new Map<Transformation, Unknown>();
  readonly #readers = new Map<string, readonly Reader[]>();
  #parsed = 0;

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
    const { code, lower } = this.#open(transformation);
    if (!code.ok) {
      this.#unknown.set(transformation, { transformation, problem: code.problem, location: code.location });
      return [];
    }
    // Most code holds none of the names and need not be parsed; one that is written with escapes is not seen by its text.
    if (!lower.includes('\\') && !lower.includes(name.toLowerCase())) return [];
    const { reads, problem } = this.#readsOf(transformation, code.text);
    if (problem !== null) {
      const location = code.locate({ start: problem.start, end: problem.start });
      this.#unknown.set(transformation, { transformation, problem: problem.message, location });
    }
    if (reads.some(isMended)) return [];
    return reads.filter(isRead).map(({ range }) => code.locate(range));
  }

  #open(transformation: Transformation): Opened {
    const known = this.#opened.get(transformation);
    if (known !== undefined) return known;
    const code = transformation.code();
    const opened = { code, lower: code.ok ? code.text.toLowerCase() : '' };
    this.#opened.set(transformation, opened);
    return opened;
  }

  #readsOf(transformation: Transformation, text: string): Reads {
    const known = this.#reads.get(transformation);
    if (known !== undefined) return known;
    this.#parsed += text.length;
    const problem = { message: 'There is more code beside it than is read in one run.', start: 0 };
    const reads = this.#parsed > MAX_PARSED ? { reads: [], problem } : readsOf(text, transformation.language);
    this.#reads.set(transformation, reads);
    return reads;
  }
}
