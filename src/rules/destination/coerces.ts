import type { PlanRule } from '../context.ts';
import { unmetOf } from './requirements.ts';
import { unmetDraft } from './unmet.ts';

const id = 'destination/coerces';

export const coerces: PlanRule = {
  meta: {
    id,
    title: 'A destination stores something else than was sent',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'An event that the plan allows has a value of another kind than a destination declares. The pipeline makes it fit: null becomes 0 or an empty text, true becomes 1, a text with digits becomes a number.',
    why: 'Nothing fails. A missing price is a price of 0 from then on, in sums, averages and bids.',
    fix: 'Plan the kind that the destination declares, and leave the property out where there is no value.',
    example: { before: 'total: {type: number}', after: 'total: {type: [number, "null"]}' },
    twin: { none: 'a value that fits as it is loses nothing' },
  },
  inspect: (context) => unmetOf(context).adapted.map((unmet) => unmetDraft(id, unmet, 'coerced', context)),
};
