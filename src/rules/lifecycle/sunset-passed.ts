import type { PlanRule } from '../context.ts';
import { eventCause, plannedCause } from '../drafting.ts';
import { eventTitle, quote } from '../wording.ts';
import { eventMark, propertyMark } from './marks.ts';

const id = 'lifecycle/sunset-passed';

export const sunsetPassed: PlanRule = {
  meta: {
    id,
    title: 'Something is still there after its day',
    defaultSeverity: 'notice',
    presets: { relaxed: 'off' },
    audiences: [],
    what: 'The day on which an event or a property was to go has passed, and it is still planned.',
    why: 'What nobody removes is sent, stored and paid for, and the next day that is given is not believed.',
    fix: 'Remove it, or give it another day.',
    example: { before: '"x-sunset": "2027-06-30"', after: '"x-sunset": "2025-06-30"' },
    twin: { none: 'what is marked with a day to come is no finding' },
  },
  inspect: ({ plan, settings, vocabularyOf, date }) =>
    plan.events.flatMap((event) => {
      const marks = [
        { what: eventTitle(event), path: '', mark: eventMark(event, settings.deprecations), cause: eventCause({ head: event }) },
        ...[...vocabularyOf(event).properties.values()].map((property) => ({
          what: quote(property.name),
          path: property.wirePath,
          mark: propertyMark(event, property, settings.deprecations),
          cause: plannedCause(event, property.places[0], property.path),
        })),
      ];
      return marks.flatMap(({ what, path, mark, cause }) => {
        if (mark === null || !(mark.sunset !== null && mark.sunset < date)) return [];
        return [
          {
            rule: id,
            events: [event],
            path,
            message: `${what} was to go on ${mark.sunset} and is still there.`,
            suggestion: 'Remove it: that is no break any more. Or give it another day.',
            cause,
            audiences: [],
            after: mark.sunset ?? 'none',
          },
        ];
      });
    }),
};
