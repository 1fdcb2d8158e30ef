import type { Rule } from '../context.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import { byChange, changeDraft, isAtOrBelow, proved } from '../drafting.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/variant-changed';

const BRANCHING = new Set(['anyOf', 'oneOf', 'allOf', 'not', 'if', 'dependentSchemas']);

/** Keywords by their name in the plan: a variant's case is written as `if`. */
function whatChanged({ keyword, before, after }: Change, subject: string): string {
  const what = keyword === 'if' ? 'A case' : `An alternative (${keyword})`;
  if (before === undefined) return `${what} was added to ${subject}`;
  return after === undefined ? `${what} was removed from ${subject}` : `${what} of ${subject} changed`;
}

/** A property that a case required, and that no case requires any more. */
function lostRequired({ change, event }: { readonly change: Change; readonly event: ChangedEvent }): boolean {
  const after = event.vocabulary.head.properties;
  return [...event.vocabulary.base.properties.values()].some(
    ({ required, wirePath }) =>
      required === 'conditional' && isAtOrBelow(wirePath, change.wirePath) && (after.get(wirePath)?.required ?? 'never') === 'never',
  );
}

export const variantChanged: Rule = {
  meta: {
    id,
    title: 'The variants of an event changed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'A variant, case or alternative (anyOf, oneOf, allOf, not, if/then/else) was added, removed or edited, and no single keyword inside it is to blame.',
    why: 'Events that fitted a variant no longer fit any (released apps are rejected), or events of a shape that no reader knows may arrive.',
    fix: 'Add variants beside the old ones and retire the old ones when nobody sends them; tell the readers before a new one arrives.',
    example: { before: 'match: [card, wallet]', after: 'match: [card]' },
    twin: { none: 'it reports both the lost (producers) and the new (consumers) variant' },
  },
  claims: ({ change }) => BRANCHING.has(change.keyword),
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { change, questions } = claim;
      const parts = [
        questions.has('producers') && 'events of released apps that do not fit are rejected',
        questions.has('consumers') && 'events of a shape that no reader knows may arrive',
      ].filter((part) => part !== false);
      return changeDraft(id, claim, {
        message: `${whatChanged(change, quote(lastName(change.path) || claim.event.head.name))}: ${parts.join('; ')}.`,
        suggestion: 'Add the new variant beside the old ones, and retire an old one only when nobody sends it.',
        audiences: [
          ...(questions.has('producers') ? [proved(change, 'producers', 'rejected')] : []),
          ...(questions.has('consumers')
            ? [proved(change, 'consumers', lostRequired(claim) ? 'required-made-optional' : 'new-variant')]
            : []),
        ],
      });
    }),
};
