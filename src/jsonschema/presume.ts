import { readableOf, type UnreadPart } from './schema/unread.ts';
import type { Answer, Break, Comparison, InstancePath, Question, Schema, Step, UndecidedReason } from './types.ts';

type Undecided = Extract<Answer, { readonly verdict: 'undecided' }>;
type Reasons = Undecided['undecided'];

/** Keywords that say what they say of one place of an instance, whatever stands beside them. */
const PLAIN = new Set(
  (
    'type enum const required minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format minItems maxItems ' +
    'uniqueItems'
  ).split(' '),
);

/**
 * Adds to what references that name nothing leave undecided what can be told without them. Both schemas are compared less what cannot be read of them.
 * A break of a plain keyword at a place of which no such reference speaks is one whatever the references name, as long as something meets them: it is
 * presumed. Where all that changed is told so, what is left undecided is the same on both sides. Where not, it came with the change.
 */
export function withPresumed(
  comparison: Comparison,
  base: Schema,
  head: Schema,
  again: (base: Schema, head: Schema) => Comparison,
): Comparison {
  const open = (['producers', 'consumers'] as const).filter((question) => isOpen(comparison[question]));
  const before = open.length === 0 ? null : readableOf(base);
  const after = before === null ? null : readableOf(head);
  if (before === null || after === null || before.parts.length + after.parts.length === 0) return comparison;
  const readable = again(before.schema, after.schema);
  const answer = (question: Question): Answer => {
    const known = comparison[question];
    return isOpen(known) ? presumed(known, readable[question], { base: before.parts, head: after.parts }) : known;
  };
  return { producers: answer('producers'), consumers: answer('consumers') };
}

function isOpen(answer: Answer): answer is Undecided {
  return answer.verdict === 'undecided' && answer.undecided.some(({ code }) => code === 'unresolved-reference');
}

interface Parts {
  readonly base: readonly UnreadPart[];
  readonly head: readonly UnreadPart[];
}

function presumed(known: Undecided, readable: Answer, parts: Parts): Undecided {
  const breaks = readable.verdict === 'not-included' ? readable.breaks : [];
  const told = breaks.filter((found) => isPresumable(found, [...parts.base, ...parts.head]));
  const changed = [...differing(parts.head, parts.base, 'head'), ...differing(parts.base, parts.head, 'base')];
  const untold = breaks.filter((found) => !told.includes(found)).map((found) => reasonAt(found, known.undecided));
  const isOpenStill = readable.verdict !== 'included' && (readable.verdict === 'undecided' || readable.undecided.length > 0);
  const [first, ...rest] = [...changed, ...untold];
  const reasons = marked(known.undecided, first === undefined && isOpenStill);
  return {
    ...known,
    undecided: first === undefined ? reasons : [first, ...rest, ...reasons],
    ...(told.length === 0 ? {} : { presumed: told }),
  };
}

function isPresumable({ keyword, path, conditional }: Break, parts: readonly UnreadPart[]): boolean {
  const object = keyword === 'required' ? path.slice(0, -1) : path;
  return PLAIN.has(keyword) && !conditional && !parts.some((part) => isAtOrBelow(object, part.path));
}

function isAtOrBelow(path: InstancePath, above: InstancePath): boolean {
  return above.length <= path.length && above.every((step, index) => mayMeet(step, path[index]));
}

/** Whether two steps may lead to the same part of an instance. */
function mayMeet(one: Step, other: Step | undefined): boolean {
  if (other === undefined) return false;
  if (one.kind === 'property' && other.kind === 'property') return one.name === other.name;
  return (one.kind === 'items') === (other.kind === 'items');
}

/** Reasons for the parts that the other side does not have. */
function differing(mine: readonly UnreadPart[], others: readonly UnreadPart[], side: 'base' | 'head'): readonly UndecidedReason[] {
  const idOf = ({ path, text }: UnreadPart): string => JSON.stringify([path, text]);
  const known = new Set(others.map(idOf));
  return mine
    .filter((part) => !known.has(idOf(part)))
    .map(({ place, reference }) => ({
      code: 'unresolved-reference',
      message: `the reference "${reference}" names nothing in the files at hand`,
      [side]: place,
      introduced: true,
    }));
}

/** The reason for a change that cannot be told apart from what a reference names. */
function reasonAt({ base, head }: Break, reasons: Reasons): UndecidedReason {
  const reason = reasons.find(({ code }) => code === 'unresolved-reference') ?? reasons[0];
  const place = { ...(base !== undefined && { base }), ...(head !== undefined && { head }) };
  return { code: reason.code, message: reason.message, ...place, introduced: true };
}

/** The same reasons, where what is not at hand hides some of the change, or hides nothing of it. */
function marked([first, ...rest]: Reasons, introduced: boolean): Reasons {
  const mark = (reason: UndecidedReason): UndecidedReason => (reason.code === 'unresolved-reference' ? { ...reason, introduced } : reason);
  return [mark(first), ...rest.map(mark)];
}
