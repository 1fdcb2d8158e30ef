import type { Doubt } from './goal.ts';
import { isAnnotation } from '../schema/formats.ts';
import { languageOf } from '../schema/regular.ts';
import { closureOf, type SchemaNode } from '../schema/schema-node.ts';
import type { Schema, UndecidedReason } from '../types.ts';

export interface Sides {
  readonly base: { readonly schema: Schema; readonly node: SchemaNode };
  readonly head: { readonly schema: Schema; readonly node: SchemaNode };
}

const MAX_REASONS = 5;

/** What a node holds that the theories cannot always decide: patterns that are not regular, formats, constructs outside the model. */
function hardParts(node: SchemaNode): ReadonlySet<string> {
  return new Set(
    node.assertions.flatMap((assertion) => {
      if (assertion.kind === 'outside') return [`outside ${assertion.keyword}`];
      if (assertion.kind === 'pattern') return languageOf(assertion.source, assertion.regex.flags) === null ? ['pattern'] : [];
      return assertion.kind === 'format' && !isAnnotation(assertion.name) ? ['format'] : [];
    }),
  );
}

/**
 * Whether head brought what stops the proof: base has nothing of the kind at this place. A doubt that no place is to blame for (the budget is
 * spent), or that stops every proof of the event, counts as brought, or it would be a way round the gate.
 */
function isIntroduced(node: SchemaNode | null, inBase: ReadonlySet<SchemaNode>): boolean {
  if (node === null) return true;
  if (inBase.has(node)) return false;
  const before = [...inBase].find(({ place }) => place.pointer === node.place.pointer && place.uri === node.place.uri);
  if (before === undefined) return true;
  const known = hardParts(before);
  const hard = hardParts(node);
  return hard.size === 0 ? known.size === 0 : [...hard].some((part) => !known.has(part));
}

/** What the reader of a report is told about doubts, each once, at the place where the construct stands. */
export function reasonsOf(doubts: readonly Doubt[], sides: Sides, steps: number): readonly [UndecidedReason, ...UndecidedReason[]] {
  const inHead = closureOf([sides.head.node]);
  const inBase = closureOf([sides.base.node]);
  const kept = new Map<string, UndecidedReason>();
  for (const { code, message, node, stops, at } of doubts) {
    const text = code === 'budget' ? `${message} (after ${steps} steps)` : message;
    const key = JSON.stringify([code, message, at ?? node?.place]);
    const known = kept.get(key);
    const introduced = stops === true || isIntroduced(node, inBase);
    if (known !== undefined && introduced) kept.set(key, { ...known, introduced });
    if (known !== undefined || kept.size >= MAX_REASONS) continue;
    const place =
      node === null || node.place.uri === '' ? {} : inBase.has(node) ? { base: node.place } : inHead.has(node) ? { head: node.place } : {};
    kept.set(key, { code, message: text, ...(at ?? place), introduced });
  }
  const [first, ...rest] = kept.values();
  return [first ?? { code: 'outside-theory', message: 'the schemas could not be decided', introduced: false }, ...rest];
}
