import type { UndecidedReason } from '../../jsonschema/index.ts';
import { causeOf } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import type { Draft, Rule } from '../context.ts';
import { eventTitle, quote } from '../wording.ts';
import { instancePathOf, printPath } from '../../plan/paths.ts';

const id = 'compat/undecided';

const depth = ({ base, head }: UndecidedReason): number => (head ?? base)?.pointer.length ?? 0;

/** Of two places where the same reason was met, the one that this change introduced, or behind which a part of it may hide, or the one deeper inside. */
function moreTelling(one: UndecidedReason, other: UndecidedReason): UndecidedReason {
  if (one.introduced !== other.introduced) return one.introduced ? one : other;
  if ((one.hides === undefined) !== (other.hides === undefined)) return one.hides === undefined ? other : one;
  return depth(other) > depth(one) ? other : one;
}

interface Reason {
  readonly reason: UndecidedReason;
  readonly questions: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
}

function reasonsOf(event: ChangedEvent): readonly Reason[] {
  const reasons = new Map<string, { reason: UndecidedReason; questions: Set<string>; messages: Set<string> }>();
  for (const question of ['producers', 'consumers'] as const) {
    const answer = event.comparison[question];
    if (answer.verdict === 'included') continue;
    for (const reason of answer.undecided) {
      // References that name nothing are one cause: files that are not there.
      const key = JSON.stringify(reason.code === 'unresolved-reference' ? [reason.code] : [reason.code, reason.message]);
      const known = reasons.get(key) ?? { reason, questions: new Set(), messages: new Set() };
      known.questions.add(question);
      known.messages.add(reason.message);
      reasons.set(key, { ...known, reason: moreTelling(known.reason, reason) });
    }
  }
  return [...reasons.values()];
}

/** What is said of a reference that names nothing: whether it did before, and what it keeps from being judged. */
function missing({ introduced, hides }: UndecidedReason, others: number): string {
  const more = others > 0 ? ', and it is not the only one' : '';
  if (introduced) return `${more}. It came with this change.`;
  if (hides === undefined) return `${more}. It was so before, and all that changed was judged without it.`;
  const path = printPath(hides.path);
  const what = hides.keyword === '$ref' ? 'what it names' : quote(hides.keyword);
  return `${more}. It was so before, but a break may hide behind it: ${what} changed${path === '' ? '' : ` in ${path}`}.`;
}

function suggestionOf({ code, introduced, hides }: UndecidedReason): string {
  if (code === 'unresolved-reference') {
    const check = hides === undefined ? '' : ' Until then check this change by hand.';
    return `Commit the file or definition that it names, or correct the name.${check}`;
  }
  return introduced
    ? 'Write it with keywords that can be decided; a change that cannot be proved is treated as a break.'
    : 'Check this part by hand; it could not be decided before either.';
}

function draft(event: ChangedEvent, { reason, questions, messages }: Reason): Draft {
  const place = reason.head ?? reason.base;
  const path = place ? instancePathOf(place.pointer) : [];
  return {
    rule: id,
    events: [event.head],
    path: printPath(path),
    message: `${eventTitle(event.head)}: not proved for ${[...questions].join(' and ')}: ${reason.message}${reason.code === 'unresolved-reference' ? missing(reason, messages.size - 1) : ''}`,
    suggestion: suggestionOf(reason),
    cause: causeOf(event.base, event.head, { ...(reason.base && { base: reason.base }), ...(reason.head && { head: reason.head }) }, path),
    audiences: [],
    severity: reason.introduced ? 'error' : 'warning',
  };
}

export const undecided: Rule = {
  meta: {
    id,
    title: 'A change could not be proved safe or unsafe',
    defaultSeverity: 'error',
    audiences: [],
    what: 'The engine found neither a proof that the change is safe nor an event that breaks. An error where this change brought what stops the proof, a warning where it stood there before: then a part of the change may hide behind it, and the message says which.',
    why: 'A gate that guesses is switched off, and one that lets the unproved pass is a way round.',
    fix: 'The message names the keyword or reference that stops the proof. Write it in a decidable way, or commit the file that a reference names; else check this part by hand.',
    example: { before: 'pattern: "^[a-z]+$"', after: 'pattern: "^(a|b)\\\\1$"' },
    twin: { none: 'it is about the proof, not about a direction' },
  },
  check: ({ changed }) => changed.flatMap((event) => reasonsOf(event).map((reason) => draft(event, reason))),
};
