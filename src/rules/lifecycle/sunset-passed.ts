import type { PlanRule } from '../context.ts';
import { markedParts } from './marks.ts';

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
  inspect: (context) =>
    markedParts(context).flatMap(({ event, what, path, sunset, cause }) => {
      if (sunset === null || sunset >= context.date) return [];
      return [
        {
          rule: id,
          events: [event],
          path,
          message: `${what} was to go on ${sunset} and is still there.`,
          suggestion: 'Remove it: that is no break any more. Or give it another day.',
          cause,
          audiences: [],
          after: sunset,
        },
      ];
    }),
};
