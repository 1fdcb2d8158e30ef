import type { Equivalence } from '../schema/equivalence.ts';
import type { Literal } from './goal.ts';
import type { Location } from '../evaluate/location.ts';
import type { Summaries } from './summary.ts';

/** What a branch needs to know of the question. */
export interface Context {
  readonly classes: Equivalence;
  readonly summaries: Summaries;
  /** Whether this demand of the sender's and its contrary for the reader are a contradiction at this location. */
  readonly contradicts: (sender: Literal) => boolean;
  /** Counts work. */
  readonly spend: (work: number) => void;
  /** The reader's location where it drops names; null where it sees all. */
  readonly reader: Location | null;
}
