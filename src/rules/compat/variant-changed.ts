import { isJsonArray } from '../../jsonschema/index.ts';
import type { Rule } from '../context.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import { byChange, changeDraft, isAtOrBelow, proved } from '../drafting.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/variant-changed';

const BRANCHING = new Set(['anyOf', 'oneOf', 'allOf', 'not', 'if', 'dependentSchemas']);

/** What one of the keywords holds, as a person calls it: a variant's case is written as `if`. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['if', 'A case'],
  ['not', 'An exclusion (not)'],
  ['allOf', 'A demand (allOf)'],
  ['dependentSchemas', 'A demand that depends on a property (dependentSchemas)'],
]);

/** The entries of a union that one side has and the other has none of; null where both have one, or it is no union. */
function wholeUnion({ keyword, base, head, before, after }: Change): { readonly came: boolean; readonly entries: number } | null {
  const value = base === undefined ? after : before;
  if ((keyword !== 'oneOf' && keyword !== 'anyOf') || (base === undefined) === (head === undefined) || !isJsonArray(value)) return null;
  return { came: base === undefined, entries: value.length };
}

function whatChanged(change: Change, subject: string): string {
  const { keyword, before, after } = change;
  const union = wholeUnion(change);
  if (union !== null) {
    const { came, entries } = union;
    const alternatives = entries === 1 ? `One alternative (${keyword}) applies` : `${entries} alternatives (${keyword}) apply`;
    return came ? `${alternatives} to ${subject} now, where none did` : `The alternatives (${keyword}) of ${subject} are gone`;
  }
  const what = PARTS.get(keyword) ?? `An alternative (${keyword})`;
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

function suggestionFor(change: Change): string {
  const union = wholeUnion(change);
  if (union === null) return 'Add the new variant beside the old ones, and retire an old one only when nobody sends it.';
  return union.came
    ? 'Let one of the alternatives fit what released apps send, and retire it only when nobody sends it.'
    : 'Make sure that the readers cope with events that fit none of the old alternatives.';
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
        suggestion: suggestionFor(change),
        audiences: [
          ...(questions.has('producers') ? [proved(change, 'producers', 'rejected')] : []),
          ...(questions.has('consumers')
            ? [proved(change, 'consumers', lostRequired(claim) ? 'required-made-optional' : 'new-variant')]
            : []),
        ],
      });
    }),
};
