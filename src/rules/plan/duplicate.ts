import type { PlanRule } from '../context.ts';
import { problemDraft, problemsOf } from './problems.ts';

const id = 'plan/duplicate';

export const duplicate: PlanRule = {
  meta: {
    id,
    title: 'Something is defined twice',
    defaultSeverity: 'error',
    audiences: [],
    what: 'Two definitions have the same identity: the same id, the same event, the same name and type, or the same schema id.',
    why: 'Which of them counts depends on the order of files; deploying the plan fails or picks one at random.',
    fix: 'Keep one, or give the other its own id.',
    example: { before: 'events: [{id: a, name: Paid}]', after: 'events: [{id: a, name: Paid}, {id: b, name: Paid}]' },
    twin: { none: 'a duplicate that goes is no problem' },
  },
  inspect: ({ plan }) => problemsOf(plan, 'duplicate').map((problem) => problemDraft(id, problem, 'head')),
};
