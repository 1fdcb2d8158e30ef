import type { PlanRule } from '../context.ts';
import { unmetOf } from './requirements.ts';
import { unmetDraft } from './unmet.ts';

const id = 'destination/rejects';

export const rejects: PlanRule = {
  meta: {
    id,
    title: 'A destination does not get what it needs',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'An event that the plan allows does not meet what the contract of a destination asks of it: the destination refuses the event, or drops the property. It is proved by an event. What was so before this change is listed and blocks nobody.',
    why: 'The event is right for the plan and for other destinations, and one destination silently goes without: conversions are not counted, bids are not adjusted, people are not reached.',
    fix: 'Keep the property as it was, or map it from elsewhere and say so in the contract.',
    example: { before: 'currency: {type: string} # required', after: '# no currency' },
    twin: { none: 'what a destination gets beyond its needs harms nobody' },
  },
  inspect: (context) => unmetOf(context).refused.map((unmet) => unmetDraft(id, unmet, unmet.requirement.otherwise ?? 'rejected', context)),
};
