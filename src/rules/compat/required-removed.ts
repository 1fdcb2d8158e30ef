import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/required-removed';

export const requiredRemoved: Rule = {
  meta: {
    id,
    title: 'A required property became optional',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'A property that every event carried may now be missing, always or under a condition.',
    why: 'Warehouse models, destinations and features that read it get nothing: rows with null, events that a destination refuses, audiences that shrink without an error.',
    fix: 'Keep it required. If it really may be missing, first make every reader cope with its absence, then loosen the plan.',
    example: {
      before: '- {property: "#property:currency", required: true}',
      after: '- {property: "#property:currency", required: false}',
    },
    twin: { rule: 'compat/required-added' },
  },
  claims: ({ change, question }) => change.keyword === 'required' && question === 'consumers',
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const name = quote(lastName(claim.change.path));
      const when = claim.change.conditional ? ' in a case of the plan' : '';
      return changeDraft(id, claim, {
        message: `${name} is no longer required${when}: events without it may now reach everything that reads it.`,
        suggestion: `Keep ${name} required, or make its readers cope with its absence first.`,
        audiences: [proved(claim.change, 'consumers', 'required-made-optional')],
      });
    }),
};
