import type { Json } from '../values/json.ts';
import type { Opinion, Oracle } from './oracle.ts';
import type { Schema } from '../types.ts';

/** Why a candidate is not shown; null: it is confirmed. */
export type Objection = string | null;

/**
 * The opinion that counts: Ajv's, or the second validator's where Ajv is known to deviate from the specification. Our own evaluator has already agreed with
 * the specification; what is asked here is that at least one foreign validator that can be trusted on this schema agrees with it.
 */
function objectionTo(oracle: Oracle, schema: Schema, instance: Json, expected: 'valid' | 'invalid', what: string): Objection {
  const answer = oracle.validates(schema, instance);
  const counts: Opinion = answer.deviates === undefined || answer.second === undefined ? answer.ajv : answer.second;
  if (counts === expected || answer.ajv === expected) return null;
  if (typeof counts === 'object') return `the validator could not judge the ${what} schema: ${counts.problem}`;
  return `the validator calls the candidate ${counts} under the ${what} schema, the engine ${expected}`;
}

/** Asks the foreign validators whether `instance` is valid under the sender's schema, and `read` (what is left of it) invalid under the reader's. */
export function confirm(oracle: Oracle, sender: Schema, reader: Schema, instance: Json, read: Json): Objection {
  return objectionTo(oracle, sender, instance, 'valid', "sender's") ?? objectionTo(oracle, reader, read, 'invalid', "reader's");
}
