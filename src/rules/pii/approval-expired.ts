import type { AuditRule } from '../context.ts';
import { quote } from '../wording.ts';
import { approvalDraft } from './approvals.ts';

const id = 'pii/approval-expired';

export const approvalExpired: AuditRule = {
  meta: {
    id,
    title: 'An approval for personal data has run out',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'The day of an entry of `pii.approvals` has passed.',
    why: 'The decision that the data may be sent was made for a time. What it covers counts as unapproved in every new place.',
    fix: 'Have it reviewed again and move the day, or remove the data and the entry.',
    example: { before: 'expires: 2027-01-01', after: 'expires: 2025-01-01' },
    twin: { none: 'an approval that is valid is no finding' },
  },
  audit: ({ date, settings }) =>
    settings.pii.approvals
      .filter(({ expires }) => expires < date)
      .map((approval) =>
        approvalDraft(id, approval, {
          message: `The approval for ${quote(approval.scope.paths.join(', '))} ran out on ${approval.expires}.`,
          suggestion: 'Have it reviewed again, or remove the data and the entry.',
        }),
      ),
};
