import type { PlanRule } from '../context.ts';
import { eventTitle } from '../wording.ts';
import { plannedCause } from '../drafting.ts';

const id = 'pii/open-object';

export const openObject: PlanRule = {
  meta: {
    id,
    title: 'An object that may carry anything',
    defaultSeverity: 'notice',
    presets: { relaxed: 'off' },
    audiences: [],
    what: 'An event has an object of which the plan names nothing and which takes every property. Each such object is a finding of its own; one of a shared definition is told once for all events.',
    why: 'Nobody can tell whether personal data travels in it: no rule about personal data sees inside.',
    fix: 'Name the properties of the object, and close it where you can.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:payload"}]' },
    twin: { none: 'an object that is named is no finding' },
  },
  inspect: (context) =>
    context.plan.events.flatMap((event) =>
      [...context.vocabularyOf(event).objects.values()]
        .filter(({ planned, map, closedBy, unread, path }) => !planned && !map && closedBy === null && !unread && path.length > 0)
        .map(({ wirePath, path, place }) => ({
          rule: id,
          events: [event],
          path: wirePath,
          message: `${eventTitle(event)} has an object that may carry anything (${wirePath}): whether personal data travels in it cannot be told.`,
          suggestion: 'Name its properties, and close it where you can.',
          cause: plannedCause(event, place, path),
          audiences: [],
        })),
    ),
};
