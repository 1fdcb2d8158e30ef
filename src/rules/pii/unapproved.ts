import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { propertyInScope, type ISODate } from '../scope.ts';
import type { Severity } from '../rule.ts';
import type { PiiSettings } from '../settings.ts';
import type { Sensitivity } from './dictionary.ts';
import { isReview } from './review.ts';
import { categoryTitle, isWithin, personalProperties, policyFor, propertyDraft, type PersonalProperty } from './survey.ts';

const id = 'pii/unapproved';

const SEVERITIES: Readonly<Record<Sensitivity, Severity>> = { critical: 'error', high: 'error', medium: 'warning', low: 'warning' };

function isApproved({ event, property, category }: PersonalProperty, { approvals }: PiiSettings, date: ISODate): boolean {
  return approvals.some(
    (approval) =>
      approval.expires >= date &&
      isReview(approval.review) &&
      (approval.category === undefined || isWithin(category, approval.category)) &&
      propertyInScope(approval.scope, event, property),
  );
}

export const unapproved: PlanRule = {
  meta: {
    id,
    title: 'Personal data without an approval',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property holds data of a category that needs an approval (`pii.categories`, `allow: approved`), and no live entry of `pii.approvals` covers it.',
    why: 'Nobody has decided that this data may leave the app, or the decision has run out.',
    fix: 'Have it reviewed, and add an entry to `pii.approvals` with the address of the review and the day on which it ends.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:email"}]' },
    twin: { none: 'data that goes needs no approval' },
  },
  inspect: (context) =>
    personalProperties(context).flatMap((personal) => {
      const { pii } = context.settings;
      if (policyFor(personal.category, pii)?.allow !== 'approved' || isApproved(personal, pii, context.date)) return [];
      return propertyDraft(id, personal, pii, {
        message: `${quote(personal.property.name)} holds ${categoryTitle(personal.category)}, which needs an approval, and none that is still valid covers it.`,
        suggestion: 'Have it reviewed and add it to pii.approvals, with the address of the review and an end.',
        severity: SEVERITIES[personal.sensitivity],
        after: personal.category,
      });
    }),
};
