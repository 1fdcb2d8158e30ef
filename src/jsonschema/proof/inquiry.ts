import type { Equivalence } from '../schema/equivalence.ts';
import { simplified, type Goal, type Side } from './goal.ts';
import type { Json } from '../values/json.ts';
import { dropUnplanned, type Locations } from '../evaluate/location.ts';
import type { Prover } from './prover.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { Question } from '../types.ts';

/** A pair of schemas, compiled and numbered, as one question sees it. */
export interface Inquiry {
  readonly question: Question;
  readonly planned: boolean;
  readonly sender: SchemaNode;
  readonly reader: SchemaNode;
  readonly classes: Equivalence;
  readonly locations: Locations;
  readonly prover: Prover;
  /** For the causes: their search has a budget of its own, so that a refuted question is never left without them. */
  readonly blamer: Prover;
  /** A candidate from another tool, where it sees something that the prover did not; null where it does not. */
  readonly suspicion: () => Json | null;
  /** Confirms a candidate with the foreign validators; null where nothing is to be said against it. */
  readonly objection: (instance: Json) => string | null;
}

/** What is looked for: an instance that the sender may send, with `reader` failing for what is left of it. */
export function goalOf(inquiry: Inquiry, failing: SchemaNode, asWritten = false): Goal {
  const drops = inquiry.planned && inquiry.question === 'consumers';
  const side: Side = drops ? 'reader' : 'sender';
  const goal: Goal = {
    literals: [
      { node: inquiry.sender, holds: true, side: 'sender' },
      { node: failing, holds: false, side },
    ],
    sender: inquiry.planned && !asWritten ? inquiry.locations.of([inquiry.sender]) : null,
    reader: drops ? inquiry.locations.of([inquiry.reader]) : null,
    hint: '',
  };
  return simplified(goal, inquiry.locations);
}

/** What the reader's schema is asked about: in the consumers question of the planned model, the instance without what it does not know. */
export function readInstance(inquiry: Inquiry, instance: Json): Json {
  const drops = inquiry.planned && inquiry.question === 'consumers';
  return drops ? dropUnplanned(inquiry.locations, inquiry.locations.of([inquiry.reader]), instance) : instance;
}
