import type { Rule } from '../context.ts';
import { byChange, proved } from '../drafting.ts';
import { allowedValues, valueCause, without } from '../enums.ts';
import { list, quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/enum-value-removed';

export const enumValueRemoved: Rule = {
  meta: {
    id,
    title: 'An allowed value was removed',
    defaultSeverity: 'error',
    audiences: ['producers'],
    what: 'A value that an enum or const allowed is gone.',
    why: 'Released apps still send it; those events are now rejected.',
    fix: 'Keep the value until no app sends it any more. Renaming a value is adding the new one first and removing the old one later.',
    example: { before: 'config: {enum: [card, wallet, invoice]}', after: 'config: {enum: [card, wallet]}' },
    twin: { rule: 'compat/enum-value-added' },
  },
  claims: ({ change, question }) => (change.keyword === 'enum' || change.keyword === 'const') && question === 'producers',
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { change } = claim;
      const gone = without(allowedValues(change, 'base'), allowedValues(change, 'head'));
      const what = gone.length === 0 ? 'takes fewer values' : `no longer takes ${list(gone)}`;
      return {
        rule: id,
        events: [claim.event.head],
        path: change.wirePath,
        cause: valueCause(claim.event, change, 'base', gone[0]),
        before: gone,
        message: `${quote(lastName(change.path))} ${what}: events that still carry ${gone.length === 1 ? 'it' : 'them'} are rejected.`,
        suggestion: `Keep the ${gone.length === 1 ? 'value' : 'values'} until no released app sends ${gone.length === 1 ? 'it' : 'them'}.`,
        audiences: [proved(change, 'producers', 'rejected')],
      };
    }),
};
