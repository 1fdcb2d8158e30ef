import type { Rule } from '../context.ts';
import { eventCause } from '../drafting.ts';
import { eventTitle } from '../wording.ts';

const id = 'compat/event-added';

export const eventAdded: Rule = {
  meta: {
    id,
    title: 'An event was added',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'The plan has an event that it did not have.',
    why: 'It breaks nobody. It is listed so that readers can use it.',
    fix: 'Nothing.',
    example: { before: '# no such rule', after: '- {type: event_rule, id: r1, event: "#event:order_placed"}' },
    twin: { rule: 'compat/event-removed' },
  },
  check: ({ added }) =>
    added.map((event) => ({
      rule: id,
      events: [event],
      path: '',
      message: `${eventTitle(event)} is new.`,
      suggestion: 'Nothing to do.',
      cause: eventCause({ head: event }),
      audiences: [],
    })),
};
