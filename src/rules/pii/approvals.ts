import type { Draft } from '../context.ts';
import type { Approval, PolicyPlace } from '../settings.ts';

/** A draft about an entry of the policy. */
export function entryDraft(
  rule: string,
  entry: { readonly at: PolicyPlace; readonly owner: string; readonly path: string },
  parts: Pick<Draft, 'message' | 'suggestion'>,
): Draft {
  return {
    rule,
    events: [],
    path: '',
    cause: { owner: entry.owner, ownerPath: entry.path, shared: false, locations: { head: entry.at } },
    audiences: [],
    ...parts,
  };
}

/** A draft about an approval: recognised by what it is for, whatever stands around it. */
export function approvalDraft(rule: string, { at, scope, category = '' }: Approval, parts: Pick<Draft, 'message' | 'suggestion'>): Draft {
  return entryDraft(rule, { at, owner: 'policy:pii.approvals', path: [...scope.events, ...scope.paths, category].join(' ') }, parts);
}
