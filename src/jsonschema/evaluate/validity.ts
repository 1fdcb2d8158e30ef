import { compile } from '../schema/compile.ts';
import { Evaluator } from './evaluate.ts';
import type { Json } from '../values/json.ts';
import type { Outside } from '../schema/schema-node.ts';
import type { Schema } from '../types.ts';

/** What the exact evaluator says of an instance; `undecided` says why it cannot say. */
export type Validity = 'valid' | 'invalid' | { readonly undecided: Outside };

/** Steps that one evaluation may take. */
const LIMIT = 1_000_000;

/**
 * Whether an instance is valid under a schema: lossless numbers, each dialect with its own semantics, formats as ajv-formats asserts them.
 * Undecided where a reference names nothing, a keyword has a value that JSON Schema does not define, or the work is too much.
 */
export function evaluate(schema: Schema, instance: Json): Validity {
  const node = compile(schema);
  if (node === null)
    return { undecided: { code: 'unresolved-reference', message: `there is no schema at ${schema.uri}#${schema.pointer}` } };
  const evaluator = new Evaluator(LIMIT);
  const truth = evaluator.holds(node, instance);
  if (truth !== null) return truth ? 'valid' : 'invalid';
  return { undecided: evaluator.reason?.why ?? { code: 'outside-theory', message: 'the instance could not be judged' } };
}
