import type { PlanRule } from '../context.ts';
import { problemDraft, problemsOf } from './problems.ts';

const id = 'plan/invalid-definition';

export const invalidDefinition: PlanRule = {
  meta: {
    id,
    title: 'A definition is not valid in its format',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A definition has an unknown key, a missing or wrong value, or limits that contradict each other.',
    why: 'The tool that deploys the plan refuses it, or reads something else than you meant.',
    fix: 'The message names the key and what is expected there.',
    example: { before: 'config: {min_length: 3}', after: 'config: {minlength: 3}' },
    twin: { none: 'a definition that is mended is no problem' },
  },
  inspect: ({ plan }) => problemsOf(plan, 'invalid-definition').map((problem) => problemDraft(id, problem, 'head')),
};
