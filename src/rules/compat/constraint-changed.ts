import type { Change } from '../../plan/changes.ts';
import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import type { SeverityRowId } from '../severity.ts';
import { quote, show } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/constraint-changed';

/** Keywords that bound a value without allowing another kind of it. */
const LIMITS = new Set([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern', 'format'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'propertyNames', 'dependentRequired', 'contains'],
]);

function consumersRow({ keyword, conditional }: Change): SeverityRowId {
  if (conditional) return 'new-variant';
  return LIMITS.has(keyword) ? 'loosened' : 'other-kind';
}

function difference({ keyword, before, after }: Change): string {
  if (before === undefined) return after === undefined ? keyword : `${keyword} ${show(after)} was added`;
  return after === undefined ? `${keyword} ${show(before)} was removed` : `${keyword} went from ${show(before)} to ${show(after)}`;
}

export const constraintChanged: Rule = {
  meta: {
    id,
    title: 'A limit on a value changed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'A bound, length, pattern, format or count became tighter (producers break) or looser (readers may meet values outside the old limit).',
    why: 'Tighter: released apps send values that are now rejected. Looser: columns, destinations and models were built for the old range.',
    fix: 'Tighten only after you saw that no event breaks the new limit. Loosen after the readers were made for it.',
    example: { before: 'config: {max_length: 40}', after: 'config: {max_length: 20}' },
    twin: { none: 'it reports both the tighter (producers) and the looser (consumers) direction' },
  },
  claims: () => true,
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { change, questions } = claim;
      const producers = questions.has('producers');
      const consumers = questions.has('consumers');
      const subject = quote(lastName(change.path) || claim.event.head.name);
      const effect = [
        producers && 'events of released apps outside the new limit are rejected',
        consumers && 'values outside the old limit may arrive',
      ]
        .filter((part) => part !== false)
        .join('; ');
      return changeDraft(id, claim, {
        message: `${subject}: ${difference(change)}: ${effect}.`,
        suggestion: producers
          ? 'Tighten it only when no event breaks the new limit, or give the new rule to a new property.'
          : 'Make sure that columns, destinations and code can take the wider range.',
        audiences: [
          ...(producers ? [proved(change, 'producers', 'rejected')] : []),
          ...(consumers ? [proved(change, 'consumers', consumersRow(change))] : []),
        ],
      });
    }),
};
