import type { Rule } from '../context.ts';
import { byChange, proved } from '../drafting.ts';
import { allowedValues, valueCause, without } from '../enums.ts';
import { list, quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/enum-value-added';

export const enumValueAdded: Rule = {
  meta: {
    id,
    title: 'An allowed value was added',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'An enum or const allows a value that it did not allow.',
    why: 'Readers that branch on the known values may drop, misroute or misreport events with the new one.',
    fix: 'Tell the readers first, or make sure that they have a branch for unknown values; then merge.',
    example: { before: 'config: {enum: [card, wallet]}', after: 'config: {enum: [card, wallet, invoice]}' },
    twin: { rule: 'compat/enum-value-removed' },
  },
  claims: ({ change, question }) => (change.keyword === 'enum' || change.keyword === 'const') && question === 'consumers',
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { keyword, before, after, path } = claim.change;
      const added = without(allowedValues(keyword, after), allowedValues(keyword, before));
      const what = added.length === 0 ? 'takes more values' : `now takes ${list(added)} too`;
      return {
        rule: id,
        events: [claim.event.head],
        path: claim.change.wirePath,
        cause: valueCause(claim.event, claim.change, 'head', added[0]),
        after: added,
        message: `${quote(lastName(path))} ${what}: readers that know only the old values will meet ${added.length === 1 ? 'it' : 'them'}.`,
        suggestion: 'Prepare the readers for the new value, then merge.',
        audiences: [proved(claim.change, 'consumers', 'enum-value-added')],
      };
    }),
};
