import { dropUnplanned, type Locations } from '../evaluate/location.ts';
import type { Equivalence } from '../schema/equivalence.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { Question } from '../types.ts';
import type { Json } from '../values/json.ts';
import { simplified, type Doubt, type Goal, type Side } from './goal.ts';
import type { Prover } from './prover.ts';

/** A pair of schemas, compiled and numbered, as one question sees it. */
export interface Inquiry {
  readonly question: Question;
  readonly planned: boolean;
  readonly sender: SchemaNode;
  readonly reader: SchemaNode;
  readonly classes: Equivalence;
  readonly locations: Locations;
  readonly prover: Prover;
}

/** What is looked for: an instance that the sender may send, with `reader` failing for what is left of it. */
export function goalOf(inquiry: Inquiry, failing: SchemaNode): Goal {
  const drops = inquiry.planned && inquiry.question === 'consumers';
  const side: Side = drops ? 'reader' : 'sender';
  const goal: Goal = {
    literals: [
      { node: inquiry.sender, holds: true, side: 'sender' },
      { node: failing, holds: false, side },
    ],
    sender: inquiry.planned ? inquiry.locations.of([inquiry.sender]) : null,
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

/**
 * What the search alone says. `inquiry` is the question that it answers: without the plan where no event can follow it. `note` tells what is peculiar about the
 * sender's schema.
 */
export type Outcome = { readonly inquiry: Inquiry; readonly note?: string } & (
  | { readonly kind: 'included' }
  | { readonly kind: 'refuted'; readonly instance: Json }
  | { readonly kind: 'unknown'; readonly doubts: readonly Doubt[] }
);

const NOTE_EMPTY = 'no instance at all is valid under the sending schema, so this event can never be sent';
const NOTE_AS_WRITTEN = 'no event carries only the planned names, so the schemas were read as written';

/** Looks for an instance that refutes the inclusion. */
export function search(inquiry: Inquiry): Outcome {
  const planned = outcomeOf(inquiry);
  if (!inquiry.planned || planned.kind !== 'included' || canSend(inquiry)) return planned;
  const written: Inquiry = { ...inquiry, planned: false };
  return canSend(written) ? { ...outcomeOf(written), note: NOTE_AS_WRITTEN } : planned;
}

/** What there is to say where an inclusion holds because nothing at all can be sent; a search of its own, which no verdict needs. */
export function noteOnEmptiness(inquiry: Inquiry): string | undefined {
  return canSend(inquiry) || canSend({ ...inquiry, planned: false }) ? undefined : NOTE_EMPTY;
}

function outcomeOf(inquiry: Inquiry): Outcome {
  const found = inquiry.prover.find(goalOf(inquiry, inquiry.reader));
  if (found.kind === 'empty') return { inquiry, kind: 'included' };
  return found.kind === 'found' ? { inquiry, kind: 'refuted', instance: found.value } : { inquiry, ...found };
}

function canSend(inquiry: Inquiry): boolean {
  const sent: Goal = { ...goalOf(inquiry, inquiry.reader), literals: [{ node: inquiry.sender, holds: true, side: 'sender' }] };
  return inquiry.prover.find(sent).kind !== 'empty';
}
