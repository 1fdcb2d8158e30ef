import type { PlanRule } from '../context.ts';
import { eventCause, plannedCause } from '../drafting.ts';
import { eventTitle, quote } from '../wording.ts';
import { eventMark, propertyMark } from './marks.ts';

const id = 'lifecycle/sunset-missing';

export const sunsetMissing: PlanRule = {
  meta: {
    id,
    title: 'Something is marked to go without a day',
    defaultSeverity: 'off',
    presets: { strict: 'warning' },
    audiences: [],
    what: 'An event or a property is marked as deprecated, and no day says from when on it may be removed.',
    why: 'Without a day nobody moves, and removing it stays a break.',
    fix: 'Add the day as `x-sunset`, or under `deprecations` of the policy.',
    example: { before: '"deprecated": true, "x-sunset": "2027-06-30"', after: '"deprecated": true' },
    twin: { none: 'what is marked with a day to come is no finding' },
  },
  inspect: ({ plan, settings, vocabularyOf }) =>
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
        if (mark === null || !(mark.sunset === null)) return [];
        return [
          {
            rule: id,
            events: [event],
            path,
            message: `${what} is marked to go, and no day says when.`,
            suggestion: 'Give a day, as x-sunset.',
            cause,
            audiences: [],
            after: mark.sunset ?? 'none',
          },
        ];
      });
    }),
};
