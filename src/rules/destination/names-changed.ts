import type { Rule } from '../context.ts';
import { isMask, mentionDrafts, settingAdvice } from '../mentioned.ts';

const id = 'destination/names-changed';

export const namesChanged: Rule = {
  meta: {
    id,
    title: 'A destination names what changed',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'A setting of a destination in this repository (an event filter, a mapping of events or properties) names an event or a property that this change removes or renames.',
    why: 'The setting still looks right and does nothing: a renamed event is filtered out, or let in, or not mapped, and only the numbers in the destination say so.',
    fix: 'Name the new one in the setting in the same pull request; keep the old one beside it as long as released apps send it. A destination that names both is not reported.',
    example: {
      before: 'events_to_events: [{from: Order Placed, to: Purchase}] # and the event is called "Order Placed"',
      after: 'events_to_events: [{from: Order Placed, to: Purchase}] # and the event is called "Order Completed"',
    },
    twin: { none: 'what is added takes nothing from a setting' },
  },
  check: (context) =>
    mentionDrafts(context, (mention) => !isMask(mention) && mention.use !== 'tested', {
      rule: id,
      audiences: [{ row: 'named-by-destination' }],
      advice: settingAdvice,
    }),
};
