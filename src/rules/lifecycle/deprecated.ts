import { causeOf } from '../../plan/cause.ts';
import type { ChangeRule, Draft } from '../context.ts';
import type { ISODate } from '../scope.ts';
import { endOf, whenOf } from './marks.ts';
import { stepsOf, type Step } from './steps.ts';

const id = 'lifecycle/deprecated';

function draftOf(step: Step, today: ISODate): Draft[] {
  if (step.before !== null || step.after === null) return [];
  const { sunset } = step.after;
  const when = whenOf(step.after);
  const isPast = sunset !== null && sunset <= today;
  return [
    {
      rule: id,
      events: [step.event.head],
      path: step.wirePath,
      message: `${step.what} is marked to go${when === null ? ', without a day' : ` ${when}`}: ${isPast ? 'that day is no day to come, so that it may be removed at once, and nobody was given time' : `readers should do without it${when === null ? '' : ' by then'}`}.`,
      suggestion: suggestionFor(when, isPast),
      ...(isPast && { severity: 'warning' as const }),
      cause: causeOf(step.event.base, step.event.head, step, step.path),
      audiences: [],
      after: endOf(step.after) ?? 'deprecated',
    },
  ];
}

function suggestionFor(when: string | null, isPast: boolean): string {
  if (when === null) return 'Give a day, as x-sunset: from then on it may be removed without a break.';
  return isPast ? 'Give a day that leaves those who read it the time that they need.' : 'Tell those who read it.';
}

export const deprecated: ChangeRule = {
  meta: {
    id,
    title: 'Something is marked to go',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'An event or a property is newly marked as deprecated. A warning where the day given is not to come: it could be removed by the next change.',
    why: 'Readers have until the day that is given to do without it. Removing it before is a break, after it is none.',
    fix: 'Tell those who read it, and what to use instead.',
    example: {
      before: '"coupon": {"type": "string"}',
      after: '"coupon": {"type": "string", "deprecated": true, "x-sunset": "2027-01-31"}',
    },
    twin: { rule: 'lifecycle/undeprecated' },
  },
  check: ({ changed, date }) => stepsOf(changed).flatMap((step) => draftOf(step, date)),
};
