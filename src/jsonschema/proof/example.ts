import { compile } from '../schema/compile.ts';
import { Equivalence } from '../schema/equivalence.ts';
import type { Json } from '../values/json.ts';
import { Locations } from '../evaluate/location.ts';
import { compilePattern } from '../schema/pattern.ts';
import { Prover } from './prover.ts';
import { KIND, madeNode, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import type { InstancePath, Schema, Step } from '../types.ts';

const BUDGET = 50_000;

function object(...assertions: Assertion[]): SchemaNode {
  return madeNode({ kind: 'type', mask: KIND.object }, ...assertions);
}

/** A schema of the instances that have something at the step, valid under `inner`. */
function having(step: Step, inner: SchemaNode): SchemaNode {
  if (step.kind === 'property') {
    const properties: Assertion = { kind: 'properties', named: new Map([[step.name, inner]]), patterns: [], rest: null };
    return object({ kind: 'required', names: [step.name] }, properties);
  }
  if (step.kind === 'items') {
    const at = step.index ?? 0;
    const prefix = Array.from({ length: at }, () => madeNode());
    return madeNode(
      { kind: 'type', mask: KIND.array },
      { kind: 'limit', keyword: 'minItems', limit: at + 1 },
      { kind: 'items', prefix, rest: inner },
    );
  }
  const never = madeNode({ kind: 'not', node: inner });
  const regex = step.pattern === undefined ? null : compilePattern(step.pattern);
  const patterns = regex === null || step.pattern === undefined ? [] : [{ source: step.pattern, regex, node: never }];
  const none = madeNode({ kind: 'properties', named: new Map(), patterns, rest: regex === null ? never : null });
  return object({ kind: 'not', node: none });
}

/**
 * A plausible instance that the sender of this schema would send (planned names only, where there is a plan) and that has something at `path`;
 * null where none was found. For showing what is meant, never as a proof.
 */
export function exampleOf(schema: Schema, path: InstancePath): Json | null {
  const node = compile(schema);
  if (node === null) return null;
  const wanted = path.toReversed().reduce<SchemaNode>((inner, step) => having(step, inner), madeNode());
  const classes = new Equivalence([node]);
  const locations = new Locations();
  const prover = new Prover(classes, locations, BUDGET);
  const literals = [node, wanted].map((one) => ({ node: one, holds: true, side: 'sender' }) as const);
  for (const sender of [locations.of([node]), null]) {
    const found = prover.find({ literals, sender, reader: null, hint: '' });
    if (found.kind === 'found') return found.value;
  }
  return null;
}
