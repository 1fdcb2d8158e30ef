import { compile } from '../schema/compile.ts';
import { Equivalence } from '../schema/equivalence.ts';
import type { Json } from '../values/json.ts';
import { Locations } from '../evaluate/location.ts';
import type { Oracle } from './oracle.ts';
import { Prover } from '../proof/prover.ts';
import type { Schema } from '../types.ts';

const BUDGET = 20_000;

/**
 * An instance that json-schema-diff believes base accepts and head rejects; null where it sees none, cannot read the pair, or no instance of what it
 * says was found. Only a candidate: it proves nothing until it is confirmed.
 */
export function suspectedInstance(oracle: Oracle, base: Schema, head: Schema): Json | null {
  const removed = oracle.removed(base, head);
  if (removed === null || removed === false) return null;
  const uri = 'removed.json';
  const node = compile({ uri, pointer: '', documents: new Map([[uri, removed]]), dialect: 'draft-07' });
  if (node === null) return null;
  const prover = new Prover(new Equivalence([node]), new Locations(), BUDGET);
  const found = prover.find({ literals: [{ node, holds: true, side: 'sender' }], sender: null, reader: null, hint: '' });
  return found.kind === 'found' ? found.value : null;
}
