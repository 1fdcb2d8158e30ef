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
    what: 'The plan allows an event that does not meet what the contract of a destination asks of it, so that the destination refuses the event or drops the property. Such an event is shown. What was so before this change blocks nobody.',
    why: 'The event is right for the plan and for other destinations, and one destination silently goes without: conversions are not counted, bids are not adjusted, people are not reached.',
    fix: 'Keep what the destination needs: required, and of the kind that it takes. If your pipeline takes it from another property, say so in the contract, under `mapping`.',
    example: {
      before: 'required: [order_id, currency]',
      after: 'required: [order_id] # Google Analytics 4 refuses a purchase without a currency',
    },
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
