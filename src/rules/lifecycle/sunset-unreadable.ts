import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { markedParts } from './marks.ts';

const id = 'lifecycle/sunset-unreadable';

export const sunsetUnreadable: PlanRule = {
  meta: {
    id,
    title: 'A day on which something goes that is no day',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'An event or a property is marked to go, and what stands where the day belongs (`x-sunset`) is no day of the calendar.',
    why: 'It is read as no day at all: nobody moves, and removing it stays a break whatever the calendar says.',
    fix: 'Write the day as YYYY-MM-DD, in quotes.',
    example: { before: '"x-sunset": "2027-06-30"', after: '"x-sunset": "30.06.2027"' },
    twin: { none: 'a day that can be read is no finding' },
  },
  inspect: (context) =>
    markedParts(context).flatMap(({ event, what, path, unread, cause }) =>
      unread === null
        ? []
        : [
            {
              rule: id,
              events: [event],
              path,
              message: `${what} is marked to go on ${quote(unread)}, which is no day: it counts as marked without one.`,
              suggestion: 'Write the day as YYYY-MM-DD, in quotes.',
              cause,
              audiences: [],
              after: unread,
            },
          ],
    ),
};
