import type { Rule } from '../context.ts';
import { annotationCause } from '../drafting.ts';
import { wholeEvent } from '../examples.ts';
import { quote } from '../wording.ts';

const id = 'compat/event-renamed';

export const eventRenamed: Rule = {
  meta: {
    id,
    title: 'An event was renamed',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'An event has another name on the wire: the same key under a new name, or the same shape under a new key.',
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
      .filter(({ base, head }) => base.name !== head.name && base.type === head.type && head.type !== 'other')
      .map(({ base, head }) => {
        const example = wholeEvent(base);
        return {
          rule: id,
          events: [head],
          path: '',
          message: `${quote(base.name)} is now called ${quote(head.name)}: readers that select it by the old name get nothing.`,
          suggestion: `Add ${quote(head.name)} beside ${quote(base.name)}, send both, move the readers, then remove the old name.`,
          cause: annotationCause(base, head, 'title'),
          audiences: [{ row: 'event-renamed' as const }],
          before: base.name,
          after: head.name,
          ...(example !== null && { example }),
        };
      }),
};
