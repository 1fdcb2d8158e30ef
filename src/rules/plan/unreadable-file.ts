import type { PlanRule } from '../context.ts';
import { problemDraft, problemsOf } from './problems.ts';

const id = 'plan/unreadable-file';

export const unreadableFile: PlanRule = {
  meta: {
    id,
    title: 'A schema file cannot be read',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A schema file of this change has a syntax error, is too large, or is no text.',
    why: 'What it defines cannot be judged, and the tool that deploys the plan would stop at it. All other files are still checked.',
    fix: 'Mend the file at the line named.',
    example: { before: '- {id: total, type: number}', after: '- {id: total, type: number' },
    twin: { none: 'a file that becomes readable is no problem' },
  },
  inspect: ({ plan }) => problemsOf(plan, 'unreadable-file').map((problem) => problemDraft(id, problem, 'head')),
};
