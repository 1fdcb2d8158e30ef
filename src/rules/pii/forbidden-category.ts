import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { categoryTitle, personalProperties, policyFor, propertyDraft } from './survey.ts';

const id = 'pii/forbidden-category';

export const forbiddenCategory: PlanRule = {
  meta: {
    id,
    title: 'Personal data that may not be in an event',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property holds data of a category that the policy never allows in events (`pii.categories`, `allow: never`).',
    why: 'What is in an event is in every destination and every log on the way within seconds, and cannot be called back.',
    fix: 'Leave the property out, or send something that does not reveal it. Where the recognised category is wrong, classify the property.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:ssn"}]' },
    twin: { none: 'data that goes is no problem' },
  },
  inspect: (context) =>
    personalProperties(context).flatMap((personal) =>
      policyFor(personal.category, context.settings.pii)?.allow !== 'never'
        ? []
        : propertyDraft(id, personal, context.settings.pii, {
            message: `${quote(personal.property.name)} holds ${categoryTitle(personal.category)}, which the policy never allows in an event.`,
            suggestion: 'Leave it out, or send something that does not reveal it.',
            after: personal.category,
          }),
    ),
};
