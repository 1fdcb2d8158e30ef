import type { Rule } from '../context.ts';
import { annotationCause } from '../drafting.ts';
import { wholeEvent } from '../examples.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { eventTitle, quote } from '../wording.ts';

const id = 'compat/event-renamed';

function whatChanged(base: PlanEvent, head: PlanEvent): string {
  if (base.type === head.type) return `${quote(base.name)} is now called ${quote(head.name)}`;
  return `${eventTitle(base)} is now the ${head.type} event ${quote(head.name)}`;
}

export const eventRenamed: Rule = {
  meta: {
    id,
    title: 'An event was renamed',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'An event has another name or type on the wire: the same key under a new name, or the same shape under a new key.',
    why: 'Readers select events by name: under the new name they get nothing. Released apps go on sending the old name, as an unplanned event.',
    fix: 'Add the new event beside the old one, send both, move the readers, then remove the old one.',
    example: {
      before: '{id: order_placed, name: "Order Placed", event_type: track}',
      after: '{id: order_placed, name: "Order Completed", event_type: track}',
    },
    twin: { none: 'a rename back is a rename' },
  },
  check: ({ changed }) =>
    changed
      .filter(({ base, head }) => base.type !== head.type || (base.name !== head.name && head.type !== 'other'))
      .map(({ base, head }) => {
        const example = wholeEvent(base);
        return {
          rule: id,
          events: [head],
          path: '',
          message: `${whatChanged(base, head)}: readers that select it by the old ${base.type === head.type ? 'name' : 'type'} get nothing.`,
          suggestion: 'Add the new event beside the old one, send both, move the readers, then remove the old one.',
          cause: annotationCause(base, head, 'title'),
          audiences: [{ row: 'event-renamed' as const }],
          before: base.type === head.type ? base.name : eventTitle(base),
          after: base.type === head.type ? head.name : eventTitle(head),
          ...(example !== null && { example }),
        };
      }),
};
