import { Locations } from './evaluate/location.ts';
import type { Inquiry } from './proof/inquiry.ts';
import { Prover } from './proof/prover.ts';
import type { Sides } from './proof/reasons.ts';
import { compile } from './schema/compile.ts';
import { Equivalence } from './schema/equivalence.ts';
import type { CompareOptions, Question, Schema, UndecidedReason } from './types.ts';

const DEFAULT_BUDGET = 200_000;

/** Two schemas made ready for both questions. */
export type Pair =
  | { readonly kind: 'missing'; readonly reason: UndecidedReason }
  | { readonly kind: 'equal' }
  | { readonly kind: 'different'; readonly sides: Sides; readonly classes: Equivalence; readonly locations: Locations };

/** Compiles two schemas and numbers what they share; `missing` where one of them is not there. */
export function pairUp(base: Schema, head: Schema): Pair {
  const nodes = { base: compile(base), head: compile(head) };
  if (nodes.base === null) return { kind: 'missing', reason: nowhere(base, false) };
  if (nodes.head === null) return { kind: 'missing', reason: nowhere(head, true) };
  const classes = new Equivalence([nodes.base, nodes.head]);
  if (classes.classOf(nodes.base) === classes.classOf(nodes.head)) return { kind: 'equal' };
  const sides: Sides = { base: { schema: base, node: nodes.base }, head: { schema: head, node: nodes.head } };
  return { kind: 'different', sides, classes, locations: new Locations((one, other) => classes.classOf(one) === classes.classOf(other)) };
}

/** A pair as one question sees it, with a budget of its own. */
export function inquire(pair: Pair & { readonly kind: 'different' }, question: Question, options: CompareOptions): Inquiry {
  const { classes, locations, sides } = pair;
  const [from, to] = question === 'producers' ? [sides.base, sides.head] : [sides.head, sides.base];
  const prover = new Prover(classes, locations, options.budget ?? DEFAULT_BUDGET);
  return { question, planned: options.contentModel === 'planned', sender: from.node, reader: to.node, classes, locations, prover };
}

function nowhere(schema: Schema, isHead: boolean): UndecidedReason {
  const place = { uri: schema.uri, pointer: schema.pointer };
  const message = `there is no schema at ${schema.uri}#${schema.pointer}`;
  return { code: 'unresolved-reference', message, ...(isHead ? { head: place } : { base: place }), introduced: isHead };
}
