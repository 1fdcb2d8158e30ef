import type { PlanRule } from '../context.ts';
import { eventTitle } from '../wording.ts';
import { eventDraft } from './event-draft.ts';

const id = 'hygiene/owner-missing';

export const ownerMissing: PlanRule = {
  meta: {
    id,
    title: 'An event without an owner',
    defaultSeverity: 'off',
    presets: { strict: 'warning' },
    audiences: [],
    what: 'An event names nobody who answers for it (`x-owner`). Formats that have no place for an owner are passed over.',
    why: 'When it breaks, nobody knows whom to ask.',
    fix: 'Name a team or an address as `x-owner`.',
    example: { before: 'x-owner: checkout', after: '# no x-owner' },
    twin: { none: 'a plan that says it is no finding' },
  },
  inspect: ({ plan }) =>
    plan.events
      .filter((event) => event.meta.owner === null && event.format !== 'rudderstack')
      .map((event) =>
        eventDraft(id, event, 'title', {
          message: `${eventTitle(event)} names no owner: when it breaks, nobody knows whom to ask.`,
          suggestion: 'Name a team or an address as `x-owner`.',
        }),
      ),
};
