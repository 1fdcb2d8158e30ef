import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { eventDraft } from './event-draft.ts';
import { isNamed, namingTitle } from './naming.ts';

const id = 'hygiene/event-name';

export const eventName: PlanRule = {
  meta: {
    id,
    title: 'An event whose name breaks the convention',
    defaultSeverity: 'warning',
    presets: { relaxed: 'notice' },
    audiences: [],
    what: 'The name of a track event is not written as `naming.events` of the policy says. Without that setting nothing is reported.',
    why: 'Names cannot be changed once apps send them: two ways to write one event are two events for good.',
    fix: 'Rename the event before it is released.',
    example: { before: 'events: []', after: 'events: [{id: order_placed, name: order_placed, event_type: track}]' },
    twin: { none: 'a name that keeps the convention is no finding' },
  },
  inspect: ({ plan, settings }) => {
    const naming = settings.hygiene.eventNames;
    if (naming === null) return [];
    return plan.events
      .filter(({ type, name }) => (type === 'track' || type === 'other') && isNamed(name, naming) === false)
      .map((event) =>
        eventDraft(id, event, 'title', {
          message: `The event ${quote(event.name)} is not named in ${namingTitle(naming)}, as the policy asks.`,
          suggestion: 'Rename it before it is released: afterwards a new name is a new event.',
          after: event.name,
        }),
      );
  },
};
