import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import { allowedValues } from '../enums.ts';
import { list, quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/enum-introduced';

export const enumIntroduced: Rule = {
  meta: {
    id,
    title: 'A free value became a fixed list',
    defaultSeverity: 'error',
    audiences: ['producers'],
    what: 'A property that took any value of its type now takes only the values of an enum or const.',
    why: 'Released apps may send any other value; those events are now rejected.',
    fix: 'Look at the values that really arrive and list them all before you close the list; or leave the property free.',
    example: {
      before: '{id: status, name: status, type: string}',
      after: '{id: status, name: status, type: string, config: {enum: [paid, open]}}',
    },
    twin: { rule: 'compat/enum-dropped' },
  },
  claims: ({ change, question }) =>
    (change.keyword === 'enum' || change.keyword === 'const') && question === 'producers' && change.before === undefined,
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const name = quote(lastName(claim.change.path));
      return changeDraft(id, claim, {
        message: `${name} took any value and now only takes ${list(allowedValues(claim.change, 'head'))}: events with another value are rejected.`,
        suggestion: `List every value that released apps send, or leave ${name} free.`,
        audiences: [proved(claim.change, 'producers', 'rejected')],
      });
    }),
};
