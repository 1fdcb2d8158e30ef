import { readableOf, type Readable, type UnreadPart, type UnreadReference } from './schema/unread.ts';
import { pointerTokens } from './values/pointer.ts';
import type { Answer, Break, Comparison, InstancePath, Place, Question, Schema, Step, UndecidedReason } from './types.ts';

type Undecided = Extract<Answer, { readonly verdict: 'undecided' }>;

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
 * presumed. A reference that base has not in what it says of the same place came with the change; any other stopped the proof before. Each part of the
 * change that is not told so is named with the reference nearest to it.
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
    return isOpen(known) ? presumed(known, readable[question], { base: before, head: after }) : known;
  };
  return { producers: answer('producers'), consumers: answer('consumers') };
}

function isOpen(answer: Answer): answer is Undecided {
  return answer.verdict === 'undecided' && answer.undecided.some(({ code }) => code === 'unresolved-reference');
}

interface Both {
  readonly base: Readable;
  readonly head: Readable;
}

function presumed(known: Undecided, readable: Answer, both: Both): Undecided {
  const breaks = readable.verdict === 'not-included' ? readable.breaks : [];
  const told = breaks.filter((found) => isPresumable(found, [...both.base.parts, ...both.head.parts]));
  const hidden = [...differing(both.head, both.base, 'head'), ...differing(both.base, both.head, 'base')];
  const untold = breaks.filter((found) => !told.includes(found));
  const ofReferences = reasonsOf(missingOf(both), [...untold, ...hidden]);
  const others = [...known.undecided, ...(readable.verdict === 'included' ? [] : readable.undecided)].filter(isOther);
  const [first = known.undecided[0], ...rest] = [...ofReferences, ...new Map(others.map((reason) => [idOf(reason), reason])).values()];
  return { ...known, undecided: [first, ...rest], ...(told.length === 0 ? {} : { presumed: told }) };
}

const isOther = ({ code }: UndecidedReason): boolean => code !== 'unresolved-reference';
const idOf = ({ code, message }: UndecidedReason): string => JSON.stringify([code, message]);

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

/** Something of the change that cannot be told without what references name. */
type Hidden = Pick<Break, 'keyword' | 'path' | 'base' | 'head'>;

/** The parts that the other side does not have. */
function differing(mine: Readable, others: Readable, side: 'base' | 'head'): readonly Hidden[] {
  const textOf = ({ path, text }: UnreadPart): string => JSON.stringify([path, text]);
  const known = new Set(others.parts.map(textOf));
  return mine.parts.filter((part) => !known.has(textOf(part))).map(({ keyword, path, place }) => ({ keyword, path, [side]: place }));
}

/** A reference that names nothing, with where it stands in base and in head. */
interface Missing {
  readonly reference: UnreadReference;
  readonly base?: Place;
  readonly head?: Place;
}

/** The references that name nothing, each once for the location of which it speaks; those of head first. */
function missingOf({ base, head }: Both): readonly Missing[] {
  const found = new Map<string, Missing>();
  for (const [side, { references }] of [
    ['head', head],
    ['base', base],
  ] as const)
    for (const reference of references) {
      const id = JSON.stringify([reference.path, reference.absolute]);
      const known = found.get(id) ?? { reference };
      if (known[side] === undefined) found.set(id, { ...known, [side]: reference.place });
    }
  return [...found.values()];
}

const MAX_REASONS = 5;

/** What is told of the references: those that came with the change, or those behind which a part of it may hide, or else all. */
function reasonsOf(missing: readonly Missing[], hidden: readonly Hidden[]): readonly UndecidedReason[] {
  const introduced = missing.filter(({ base }) => base === undefined);
  const reasons = new Map<Missing, UndecidedReason>(introduced.map((one) => [one, reasonOf(one)]));
  for (const change of hidden) {
    const near = nearest(missing, change);
    if (near === undefined || reasons.has(near)) continue;
    reasons.set(near, { ...reasonOf(near), hides: { keyword: change.keyword, path: change.path } });
  }
  const rest = missing.filter((one) => !reasons.has(one)).map(reasonOf);
  return [...reasons.values(), ...rest].slice(0, MAX_REASONS);
}

function reasonOf({ reference, base, head }: Missing): UndecidedReason {
  return {
    code: 'unresolved-reference',
    message: `the reference "${reference.written}" names nothing in the files at hand`,
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head }),
    introduced: base === undefined,
  };
}

/** The reference that speaks of the most of the location of a change, and stands the nearest to it. */
function nearest(missing: readonly Missing[], { path, base, head }: Hidden): Missing | undefined {
  const sharedSteps = ({ reference }: Missing): number => shared(reference.path, path, mayMeet);
  const sharedTokens = (one: Missing): number => Math.max(sharedPointer(one.head, head), sharedPointer(one.base, base));
  return missing.toSorted((one, other) => sharedSteps(other) - sharedSteps(one) || sharedTokens(other) - sharedTokens(one))[0];
}

function sharedPointer(one: Place | undefined, other: Place | undefined): number {
  if (one === undefined || other === undefined || one.uri !== other.uri) return 0;
  return shared(pointerTokens(one.pointer), pointerTokens(other.pointer), (token, same) => token === same);
}

/** How many entries two lists begin with that are alike. */
function shared<T>(one: readonly T[], other: readonly T[], isAlike: (entry: T, same: T | undefined) => boolean): number {
  const differs = one.findIndex((entry, index) => !isAlike(entry, other[index]));
  return differs < 0 ? one.length : differs;
}
