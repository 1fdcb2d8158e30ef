import type { PlanRule } from '../context.ts';
import { eventTitle } from '../wording.ts';
import { eventDraft } from './event-draft.ts';

const id = 'hygiene/description-missing';

export const descriptionMissing: PlanRule = {
  meta: {
    id,
    title: 'An event without a description',
    defaultSeverity: 'off',
    presets: { strict: 'warning' },
    audiences: [],
    what: 'An event of the plan has no description.',
    why: 'People choose events by what they say they are. One that says nothing is used for what it is not, or made a second time.',
    fix: 'Say in a sentence when the event is sent.',
    example: {
      before: '{id: order_placed, name: Order Placed, description: Customer placed an order}',
      after: '{id: order_placed, name: Order Placed}',
    },
    twin: { none: 'a plan that says it is no finding' },
  },
  inspect: ({ plan }) =>
    plan.events
      .filter((event) => event.description.trim() === '')
      .map((event) =>
        eventDraft(id, event, 'description', {
          message: `${eventTitle(event)} has no description: nobody can tell when it is sent.`,
          suggestion: 'Say in a sentence when the event is sent.',
        }),
      ),
};
