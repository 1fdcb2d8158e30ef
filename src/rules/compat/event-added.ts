import type { PlanEvent } from '../../plan/model.ts';
import type { Draft, Rule } from '../context.ts';
import { eventCause } from '../drafting.ts';
import { newModels } from '../version/announced.ts';
import { eventTitle, quote } from '../wording.ts';

const id = 'compat/event-added';

function draft(event: PlanEvent, message: string): Draft {
  return { rule: id, events: [event], path: '', message, suggestion: 'Nothing to do.', cause: eventCause({ head: event }), audiences: [] };
}

export const eventAdded: Rule = {
  meta: {
    id,
    title: 'An event was added',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'The plan has an event that it did not have, or a new MODEL or MAJOR of one beside the version before it.',
    why: 'It breaks nobody. It is listed so that readers can use it.',
    fix: 'Nothing.',
    example: { before: '# no such rule', after: '- {type: event_rule, id: r1, event: "#event:order_placed"}' },
    twin: { rule: 'compat/event-removed' },
  },
  check: ({ added, changed, head }) => [
    ...added.map((event) => draft(event, `${eventTitle(event)} is new.`)),
    ...newModels(changed, head).map(({ event, from, to, raises }) =>
      draft(event.head, `Version ${to.text} of ${quote(event.head.name)} is a new ${raises}; ${from.text} stays.`),
    ),
  ],
};
