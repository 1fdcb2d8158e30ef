import { causeOf } from '../../plan/cause.ts';
import type { ChangeRule, Draft } from '../context.ts';
import { stepsOf, type Step } from './steps.ts';

const id = 'lifecycle/deprecated';

function draftOf(step: Step): Draft[] {
  if (step.before !== null || step.after === null) return [];
  const { sunset } = step.after;
  return [
    {
      rule: id,
      events: [step.event.head],
      path: step.wirePath,
      message: `${step.what} is marked to go${sunset === null ? ', without a day' : ` on ${sunset}`}: readers should do without it by then.`,
      suggestion: sunset === null ? 'Give a day, as x-sunset: from then on it may be removed without a break.' : 'Tell those who read it.',
      cause: causeOf(step.event.base, step.event.head, step, step.path),
      audiences: [],
      after: sunset ?? 'deprecated',
    },
  ];
}

export const deprecated: ChangeRule = {
  meta: {
    id,
    title: 'Something is marked to go',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'An event or a property is newly marked as deprecated.',
    why: 'Readers have until the day that is given to do without it. Removing it before is a break, after it is none.',
    fix: 'Tell those who read it, and what to use instead.',
    example: {
      before: '"coupon": {"type": "string"}',
      after: '"coupon": {"type": "string", "deprecated": true, "x-sunset": "2027-01-31"}',
    },
    twin: { rule: 'lifecycle/undeprecated' },
  },
  check: ({ changed }) => stepsOf(changed).flatMap(draftOf),
};
