import type { Draft, PlanRule } from '../context.ts';
import { eventCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { receiverTitle } from './receivers.ts';
import { unmetOf, type Unproved } from './requirements.ts';
import { unmetDraft } from './unmet.ts';

const id = 'destination/rejects';

function unprovedDraft({ delivery, id: requirement, reason }: Unproved): Draft {
  const { event, destination } = delivery;
  return {
    rule: id,
    events: [event],
    path: '',
    message: `It is not proved that ${receiverTitle(delivery)} gets what it needs of ${quote(event.name)} (${requirement}): ${reason.message}.`,
    suggestion: 'Check this by hand, or write it in the plan with keywords that can be decided.',
    cause: eventCause({ head: event }),
    aspect: `${destination}/${requirement}/undecided`,
    audiences: [],
    severity: 'warning',
  };
}

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
  inspect: (context) => {
    const { refused, unproved } = unmetOf(context);
    return [
      ...refused.map((unmet) => unmetDraft(id, unmet, unmet.requirement.otherwise ?? 'rejected', context)),
      ...unproved.map(unprovedDraft),
    ];
  },
};
