import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { isKnownCategory, nearestCategory } from './categories.ts';
import { isWithin, propertyDraft, surveyOf } from './survey.ts';

const id = 'pii/tag-mismatch';

/** The first two parts of a category: `user.contact` of `user.contact.email`. */
function family(category: string): string {
  return category.split('.').slice(0, 2).join('.');
}

export const tagMismatch: PlanRule = {
  meta: {
    id,
    title: 'A classification that does not fit the property',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property is classified as one kind of personal data, and its name and format say another; or it looks like personal data and is declared to be none, without a reason.',
    why: 'Masking, hashing and consent follow the classification: a wrong one is worse than none, since nobody looks again.',
    fix: 'Correct the classification, or rename the property so that its name says what it holds. Where it really is no personal data, say why: `x-pii-reason` beside `x-pii: false`.',
    example: {
      before: 'properties: {ssn: {type: string, x-pii: user.government_id}}',
      after: 'properties: {ssn: {type: string, x-pii: false}}',
    },
    twin: { none: 'a classification that fits is no finding' },
  },
  inspect: (context) =>
    surveyOf(context).flatMap((surveyed) => {
      const { class: found, property } = surveyed;
      const unknown =
        found.kind === 'personal'
          ? (found.unknown ?? [found.category, ...found.further].find((each) => each !== null && !isKnownCategory(each)))
          : undefined;
      if (unknown !== undefined && unknown !== null)
        return propertyDraft(id, surveyed, context.settings.pii, {
          message: `${quote(property.name)} is classified as ${quote(unknown)}, which the taxonomy does not have: no rule about a kind of data holds for it.`,
          suggestion: `Write a category that there is, as ${quote(nearestCategory(unknown))}.`,
          after: unknown,
        });
      const detected = found.kind === 'personal' || found.kind === 'not-personal' ? found.detected : null;
      if (detected === null || detected.confidence === 'low') return [];
      const name = quote(property.name);
      if (found.kind === 'not-personal')
        return found.reasoned
          ? []
          : propertyDraft(id, surveyed, context.settings.pii, {
              message: `${name} is declared not to be personal data, without a reason, and looks like ${detected.category} (${detected.evidence}).`,
              suggestion: 'Classify it, or say why it is none: x-pii-reason beside the annotation.',
              ...(detected.sensitivity === 'critical' && { severity: 'error' as const }),
              after: detected.category,
            });
      if (detected.confidence !== 'high') return [];
      if (found.kind !== 'personal' || found.category === null) return [];
      if (family(found.category) === family(detected.category) || isWithin(detected.category, found.category)) return [];
      return propertyDraft(id, surveyed, context.settings.pii, {
        message: `${name} is classified as ${found.category}, and looks like ${detected.category} (${detected.evidence}).`,
        suggestion: 'Correct the classification, or give the property a name that says what it holds.',
        after: [found.category, detected.category],
      });
    }),
};
