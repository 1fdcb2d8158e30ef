import type { PlanRule } from '../context.ts';
import { markedParts } from './marks.ts';

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
  inspect: (context) =>
    markedParts(context)
      .filter(({ endless, unread }) => endless && unread === null)
      .map(({ event, what, path, cause }) => ({
        rule: id,
        events: [event],
        path,
        message: `${what} is marked to go, and no day says when.`,
        suggestion: 'Give a day, as x-sunset.',
        cause,
        audiences: [],
        after: 'none',
      })),
};
