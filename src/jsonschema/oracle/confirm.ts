import type { Json } from '../values/json.ts';
import type { Opinion, Oracle } from './oracle.ts';
import type { Schema } from '../types.ts';

/** What the foreign validators say of a candidate. */
export interface Confirmation {
  /** Why the candidate is not shown; null: it is confirmed. */
  readonly objection: string | null;
  /** Where the candidate is confirmed though Ajv judges it otherwise: what a runtime that uses Ajv would do, and why. */
  readonly deviation: string | null;
}

/**
 * The opinion that counts: Ajv's, or the second validator's where Ajv is known to deviate from the specification. Our own evaluator has already agreed with
 * the specification; what is asked here is that at least one foreign validator that can be trusted on this schema agrees with it.
 */
function judge(oracle: Oracle, schema: Schema, instance: Json, expected: 'valid' | 'invalid', whose: string): Confirmation {
  const answer = oracle.validates(schema, instance);
  if (answer.ajv === expected) return { objection: null, deviation: null };
  const counts: Opinion = answer.second ?? answer.ajv;
  if (counts === expected) {
    const does = typeof answer.ajv === 'object' ? 'could not judge' : answer.ajv === 'valid' ? 'would accept' : 'would reject';
    const deviation = `a runtime that uses Ajv ${does} the counterexample under the ${whose} schema, against the specification (${answer.deviates ?? 'reason unknown'})`;
    return { objection: null, deviation };
  }
  const why = answer.deviates === undefined ? '' : ` (${answer.deviates})`;
  const objection =
    typeof counts === 'object'
      ? `the validator could not judge the ${whose} schema: ${counts.problem}`
      : `the validator calls the candidate ${counts} under the ${whose} schema, the engine ${expected}${why}`;
  return { objection, deviation: null };
}

/** Asks the foreign validators whether `instance` is valid under the sender's schema, and `read` (what is left of it) invalid under the reader's. */
export function confirm(oracle: Oracle, sender: Schema, reader: Schema, instance: Json, read: Json): Confirmation {
  const sent = judge(oracle, sender, instance, 'valid', "sender's");
  if (sent.objection !== null) return sent;
  const received = judge(oracle, reader, read, 'invalid', "reader's");
  return received.objection === null ? { objection: null, deviation: sent.deviation ?? received.deviation } : received;
}
