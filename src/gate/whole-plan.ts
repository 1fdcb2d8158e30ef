import { loadPlans } from '../formats/load.ts';
import type { Plan } from '../plan/model.ts';
import type { Policy } from '../policy/policy.ts';
import { emptyTree } from '../revision/git-tree.ts';
import type { Failure, Result, Revision } from '../revision/revision.ts';
import { policyAt, sideOf } from './choose-policy.ts';

/** All that a revision holds, by its own policy. */
export interface WholePlan {
  readonly plan: Plan;
  readonly policy: Policy;
}

/** Reads all plans of a revision, whatever changed. */
export function wholePlan(revision: Revision, options: { readonly config?: string }): Result<WholePlan> {
  const policy = policyAt(sideOf(revision, { ...options, directory: '' }), {});
  if (!policy.ok) return policy;
  const { head, recognised } = loadPlans(emptyTree(), revision.tree, { directory: '', ...policy.value.schemas });
  if (recognised.head === 0) return { ok: false, failure: NO_SCHEMAS };
  return { ok: true, value: { plan: head, policy: policy.value } };
}

/** Files that could not be read: what they hold is not known. */
export function unreadIn(plan: Plan): readonly string[] {
  return plan.files.filter(({ status }) => status === 'unreadable').map(({ path }) => path);
}

const NO_SCHEMAS: Failure = {
  kind: 'configuration',
  message: 'No schema file was found.',
  hint: 'Name the files under schemas.include and schemas.format in schema-gate.yml.',
};
