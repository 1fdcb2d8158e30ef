import type { Doubt } from './goal.ts';
import { childNodes, type SchemaNode } from './schema-node.ts';
import type { Schema, UndecidedReason } from './types.ts';

export interface Sides {
  readonly base: { readonly schema: Schema; readonly node: SchemaNode };
  readonly head: { readonly schema: Schema; readonly node: SchemaNode };
}

const MAX_REASONS = 5;

function reach(root: SchemaNode): ReadonlySet<SchemaNode> {
  const seen = new Set([root]);
  for (const node of seen) for (const assertion of node.assertions) for (const child of childNodes(assertion)) seen.add(child);
  return seen;
}

/** What the reader of a report is told about doubts, each once, at the place where the construct stands. */
export function reasonsOf(doubts: readonly Doubt[], sides: Sides, steps: number): readonly [UndecidedReason, ...UndecidedReason[]] {
  const inHead = reach(sides.head.node);
  const inBase = reach(sides.base.node);
  const kept = new Map<string, UndecidedReason>();
  for (const { code, message, node } of doubts) {
    const text = code === 'budget' ? `${message} (after ${steps} steps)` : message;
    const key = `${code} ${message} ${node?.place.uri ?? ''} ${node?.place.pointer ?? ''}`;
    if (kept.has(key) || kept.size >= MAX_REASONS) continue;
    const place =
      node === null || node.place.uri === '' ? {} : inBase.has(node) ? { base: node.place } : inHead.has(node) ? { head: node.place } : {};
    kept.set(key, { code, message: text, ...place, introduced: 'head' in place });
  }
  const [first, ...rest] = kept.values();
  return [first ?? { code: 'outside-theory', message: 'the schemas could not be decided', introduced: false }, ...rest];
}
