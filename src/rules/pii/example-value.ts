import type { PlanRule } from '../context.ts';
import { definitionCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { propertyDraft, shownValues, surveyOf } from './survey.ts';
import { personalValue } from './values.ts';

const id = 'pii/example-value';

/** Values of one property that are looked at. */
const MAX_VALUES = 200;

export const exampleValue: PlanRule = {
  meta: {
    id,
    title: 'Real-looking personal data in the schema itself',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'An example, default, const or enum value of a property has the form of real personal data: an address, a number with a valid check digit, a public IP.',
    why: 'A schema is read by everybody and kept in Git for good. Real values in it are a leak of their own.',
    fix: 'Use values that are reserved for examples: example.com, 555-0100, 192.0.2.1, the test numbers of card networks. If it was real, treat it as leaked.',
    example: { before: 'examples: [ada@example.com]', after: 'examples: [ada.lovelace@gmail.com]' },
    twin: { none: 'values that go are no problem in the schema; Git keeps them' },
  },
  inspect: (context) =>
    surveyOf(context).flatMap((surveyed) => {
      const found = shownValues(surveyed)
        .slice(0, MAX_VALUES)
        .flatMap((value) => (typeof value === 'string' ? (personalValue(value) ?? []) : []));
      const kinds = [...new Set(found.map(({ evidence }) => evidence))].toSorted();
      if (kinds.length === 0) return [];
      const { event, property } = surveyed;
      const drafts = propertyDraft(id, surveyed, context.settings.pii, {
        message: `A value that the schema shows for ${quote(surveyed.property.name)} looks real: ${kinds.join(', ')}.`,
        suggestion: 'Use a value that is reserved for examples.',
        after: kinds,
      });
      return drafts.map((draft) => ({ ...draft, cause: definitionCause(event, property.places[0], property.path) }));
    }),
};
