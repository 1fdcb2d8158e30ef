import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/required-added';

export const requiredAdded: Rule = {
  meta: {
    id,
    title: 'A property became required',
    defaultSeverity: 'error',
    audiences: ['producers'],
    what: 'A property that events could leave out is now required, always or under a condition.',
    why: 'Apps already released still send events without it. From the merge on these events violate the plan: they are flagged, or dropped where the source blocks violations.',
    fix: 'Leave it optional, ship the apps that send it, and require it when the events without it have died out. Or define a new event.',
    example: {
      before: '- {property: "#property:coupon", required: false}',
      after: '- {property: "#property:coupon", required: true}',
    },
    twin: { rule: 'compat/required-removed' },
  },
  claims: ({ change, question }) => change.keyword === 'required' && question === 'producers',
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const name = quote(lastName(claim.change.path));
      const what = claim.event.vocabulary.base.properties.has(claim.change.wirePath) ? 'is now required' : 'is new and required';
      const when = claim.change.conditional ? ' in a case of the plan' : '';
      return changeDraft(id, claim, {
        message: `${name} ${what}${when}: events without it, valid until now, are rejected.`,
        suggestion: `Keep ${name} optional until every released app sends it, then require it.`,
        audiences: [proved(claim.change, 'producers', 'rejected')],
      });
    }),
};
