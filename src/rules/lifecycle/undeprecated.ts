import { causeOf } from '../../plan/cause.ts';
import type { ChangeRule, Draft } from '../context.ts';
import { endOf } from './marks.ts';
import { stepsOf, type Step } from './steps.ts';

const id = 'lifecycle/undeprecated';

function draftOf(step: Step): Draft[] {
  if (step.before === null || step.after !== null) return [];
  return [
    {
      rule: id,
      events: [step.event.head],
      path: step.wirePath,
      message: `${step.what} is no longer marked to go.`,
      suggestion: 'Tell those who were told that it would.',
      cause: causeOf(step.event.base, step.event.head, step, step.path),
      audiences: [],
      before: endOf(step.before) ?? 'deprecated',
    },
  ];
}

export const undeprecated: ChangeRule = {
  meta: {
    id,
    title: 'A mark to go was taken back',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'An event or a property was marked as deprecated and is not any more.',
    why: 'Readers who have moved away did so for nothing; those who read it may stay.',
    fix: 'Tell those who were told that it would go.',
    example: { before: '"coupon": {"type": "string", "deprecated": true}', after: '"coupon": {"type": "string"}' },
    twin: { rule: 'lifecycle/deprecated' },
  },
  check: ({ changed }) => stepsOf(changed).flatMap(draftOf),
};
