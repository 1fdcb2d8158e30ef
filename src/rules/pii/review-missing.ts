import type { AuditRule } from '../context.ts';
import { quote } from '../wording.ts';
import { approvalDraft } from './approvals.ts';
import { isReview } from './review.ts';

const id = 'pii/review-missing';

export const reviewMissing: AuditRule = {
  meta: {
    id,
    title: 'An approval without the address of its review',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'The `review` of an entry of `pii.approvals` is empty, a placeholder, or no address. The entry does not count.',
    why: 'Nobody can find out who decided, and on what grounds.',
    fix: 'Give the address of the review, beginning with https://.',
    example: { before: 'review: https://wiki.example.com/privacy/42', after: 'review: to come' },
    twin: { none: 'a review that can be found is no finding' },
  },
  audit: ({ settings }) =>
    settings.pii.approvals
      .filter(({ review }) => !isReview(review))
      .map((approval) =>
        approvalDraft(id, approval, {
          message: `The approval for ${quote(approval.scope.paths.join(', '))} names no review that can be found: it does not count.`,
          suggestion: 'Give the address of the review.',
        }),
      ),
};
