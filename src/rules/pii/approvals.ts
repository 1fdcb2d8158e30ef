import { aboutPolicy } from '../about-policy.ts';
import type { Draft } from '../context.ts';
import type { Approval } from '../settings.ts';

/** A draft about an approval: recognised by what it is for, whatever stands around it. */
export function approvalDraft(rule: string, { at, scope, category = '' }: Approval, parts: Pick<Draft, 'message' | 'suggestion'>): Draft {
  const subject = [...scope.events, ...scope.paths, category].join(' ');
  return aboutPolicy(rule, { owner: `policy:pii.approvals ${subject}`, location: at }, parts);
}
