import { causeOf } from '../../plan/cause.ts';
import type { Marked } from '../../plan/deprecation.ts';
import type { ChangeRule, Draft } from '../context.ts';
import type { ISODate } from '../scope.ts';
import { endOf, whenOf } from './marks.ts';
import { stepsOf, type Step } from './steps.ts';

const id = 'lifecycle/sunset-moved';

const AGREE = 'Keep what was said, or agree on the new one with those who read it.';

function said(mark: Marked): string {
  return whenOf(mark) ?? 'without a day';
}

function numberOf({ release }: Marked): number | null {
  return release !== undefined && /^\d{1,9}$/.test(release) ? Number(release) : null;
}

/** Whether readers have less time than they were told, as far as that can be said: a day and a version cannot be compared. */
function isEarlier(before: Marked, after: Marked, today: ISODate): boolean {
  if (after.sunset !== null) return before.sunset === null ? after.sunset <= today : after.sunset < before.sunset;
  const [from, to] = [numberOf(before), numberOf(after)];
  return from !== null && to !== null && to < from;
}

function draftOf(step: Step, today: ISODate): Draft[] {
  if (step.before === null || step.after === null) return [];
  const { sunset } = step.after;
  const [was, now] = [endOf(step.before), endOf(step.after)];
  // That something marked without a day gets one is what it lacked, unless the day is over: then nobody was told.
  if (was === null && (sunset === null || sunset > today)) return [];
  const earlier = isEarlier(step.before, step.after, today);
  const isOver = sunset !== null && sunset <= today;
  return [
    {
      rule: id,
      events: [step.event.head],
      path: step.wirePath,
      message: `${step.what} was marked to go ${said(step.before)}, and is now to go ${said(step.after)}${earlier ? `: readers have ${isOver ? 'no time left' : 'less time than they were told'}` : ''}.`,
      suggestion: earlier || now === null ? AGREE : 'Tell those who were told the other.',
      cause: causeOf(step.event.base, step.event.head, step, step.path),
      audiences: [],
      severity: earlier ? 'warning' : 'notice',
      before: was ?? 'none',
      after: now ?? 'none',
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
    what: 'The day from which on an event or property may be removed, or the version of the app with which it goes, was changed or taken away. A later day, and one that is taken away, is a notice. So is told that something without a day gets one that is over.',
    why: 'Readers plan by the day that they were told. An earlier one gives them less time than they were promised.',
    fix: 'Keep the day, or agree on the new one with those who read it.',
    example: { before: '"x-sunset": "2027-06-30"', after: '"x-sunset": "2027-01-31"' },
    twin: { none: 'a day that is moved back is moved' },
  },
  check: ({ changed, date }) => stepsOf(changed).flatMap((step) => draftOf(step, date)),
};
