import type { Rule } from '../context.ts';
import { introduced, problemDraft } from './problems.ts';

const id = 'plan/invalid-definition';

export const invalidDefinition: Rule = {
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
  check: (context) => introduced(context, 'invalid-definition').map((problem) => problemDraft(id, problem, 'head')),
};
