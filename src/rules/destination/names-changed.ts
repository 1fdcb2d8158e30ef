import type { Rule } from '../context.ts';
import { isMask, mentionDrafts, settingAdvice } from '../mentioned.ts';

const id = 'destination/names-changed';

export const namesChanged: Rule = {
  meta: {
    id,
    title: 'A destination names what changed',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'A setting of a destination in this repository (an event filter, a mapping of events or properties) names an event or a property that this change removes or renames, or maps a property that it gives another type.',
    why: 'The setting still looks right and does nothing: a renamed event is filtered out, or let in, or not mapped, and only the numbers in the destination say so. A value of another type is refused there, or stored as something else.',
    fix: 'Name the new one in the setting in the same pull request; keep the old one beside it as long as released apps send it. A destination that names both is not reported. For another type, make sure that the destination can take it, or send the new values in a new property.',
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
