import { causeOf } from '../../plan/cause.ts';
import type { ChangeRule, Draft } from '../context.ts';
import type { ISODate } from '../scope.ts';
import { stepsOf, type Step } from './steps.ts';

const id = 'lifecycle/sunset-moved';

function draftOf(step: Step, today: ISODate): Draft[] {
  if (step.before === null || step.after === null) return [];
  const { sunset } = step.after;
  const was = step.before.sunset;
  // That something marked without a day gets one is what it lacked, unless the day is over: then nobody was told.
  if (was === null && (sunset === null || sunset > today)) return [];
  const earlier = sunset !== null && (was === null || sunset < was);
  return [
    {
      rule: id,
      events: [step.event.head],
      path: step.wirePath,
      message: `${step.what} was marked to go ${was === null ? 'without a day' : `on ${was}`}, and is now ${sunset === null ? 'without a day' : `on ${sunset}`}${earlier ? `: readers have ${sunset <= today ? 'no time left' : 'less time than they were told'}` : ''}.`,
      suggestion: 'Keep the day, or agree on the new one with those who read it.',
      cause: causeOf(step.event.base, step.event.head, step, step.path),
      audiences: [],
      severity: earlier ? 'warning' : 'notice',
      before: was ?? 'none',
      after: sunset ?? 'none',
    },
  ];
}

export const sunsetMoved: ChangeRule = {
  meta: {
    id,
    title: 'The day on which something goes was moved',
    defaultSeverity: 'warning',
    presets: { relaxed: 'notice' },
    audiences: [],
    what: 'The day from which on an event or property may be removed was changed, or taken away. A later day, and one that is taken away, is a notice. So is told that something without a day gets one that is over.',
    why: 'Readers plan by the day that they were told. An earlier one gives them less time than they were promised.',
    fix: 'Keep the day, or agree on the new one with those who read it.',
    example: { before: '"x-sunset": "2027-06-30"', after: '"x-sunset": "2027-01-31"' },
    twin: { none: 'a day that is moved back is moved' },
  },
  check: ({ changed, date }) => stepsOf(changed).flatMap((step) => draftOf(step, date)),
};
