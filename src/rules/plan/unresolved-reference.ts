import type { PlanRule } from '../context.ts';
import { problemDraft, problemsOf } from './problems.ts';

const id = 'plan/unresolved-reference';

export const unresolvedReference: PlanRule = {
  meta: {
    id,
    title: 'A reference leads nowhere',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A reference names a definition that is not in this revision, or a document that must not be fetched.',
    why: 'The part that it should bring is missing from the event, so the runtime does not check it, or the plan cannot be deployed.',
    fix: 'Define what is named, correct the name, or commit the referenced document to the repository.',
    example: { before: '{property: "#property:total"}', after: '{property: "#property:totla"}' },
    twin: { none: 'a reference that is mended is no problem' },
  },
  inspect: ({ plan }) => problemsOf(plan, 'unresolved-reference').map((problem) => problemDraft(id, problem, 'head')),
};
