import { topOf } from '../../plan/model.ts';
import type { Rule } from '../context.ts';
import { problemDraft } from './problems.ts';

const id = 'plan/unreadable-base';

export const unreadableBase: Rule = {
  meta: {
    id,
    title: 'A schema file could not be read before this change',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A schema file that this change touches has a syntax error in base.',
    why: 'There is nothing to compare with: what the file holds in head is judged as new. It is no error, so that the repair can be merged.',
    fix: 'Nothing, if this change repairs it. Look at the file with care: breaks against the last readable version are not seen.',
    example: { before: '- {id: total, type: number', after: '- {id: total, type: number}' },
    twin: { none: 'the unreadable file in head is plan/unreadable-file' },
  },
  check: ({ base, head }) => {
    const unreadable = new Set(head.problems.filter((problem) => problem.code === 'unreadable-file').map((problem) => problem.owner));
    const files = new Set(head.files.map(({ path }) => path));
    return base.problems
      .filter((problem) => problem.code === 'unreadable-file' && !unreadable.has(problem.owner))
      .map((problem) => {
        const draft = problemDraft(id, problem, 'base');
        const { file } = problem.location;
        if (!files.has(file)) return draft;
        return { ...draft, cause: { ...draft.cause, locations: { head: topOf(file), base: problem.location } } };
      });
  },
};
