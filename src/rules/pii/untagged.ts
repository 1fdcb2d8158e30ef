import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import type { Severity } from '../rule.ts';
import type { Sensitivity } from './dictionary.ts';
import { propertyDraft, surveyOf } from './survey.ts';

const id = 'pii/untagged';

const SEVERITIES: Readonly<Record<Sensitivity, Severity>> = { critical: 'error', high: 'warning', medium: 'warning', low: 'notice' };

export const untagged: PlanRule = {
  meta: {
    id,
    title: 'Personal data that nobody classified',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'A property that this change adds looks like personal data, by its format or by its name and the objects around it, and carries no classification. How much harm a leak does decides: government ids, credentials, health, bank and card data are an error, contact data and identifiers a warning.',
    why: 'An event is copied to every destination of its source within seconds. Personal data that nobody classified is not masked, hashed or left out anywhere.',
    fix: 'Classify it where your format allows annotations (`x-pii`, `confluent:tags`, ...), else under `pii.fields` of the policy. Or send a pseudonym, or leave it out. If it is no personal data, say so: `x-pii: false` with `x-pii-reason`, or the category `none` in the policy.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:email"}]' },
    twin: { none: 'a property that is classified, or gone, is no finding' },
  },
  inspect: (context) =>
    surveyOf(context).flatMap((surveyed) => {
      const { class: found, property } = surveyed;
      if (found.kind !== 'detected' || found.detected.confidence === 'low') return [];
      const { category, evidence, sensitivity } = found.detected;
      return propertyDraft(id, surveyed, context.settings.pii, {
        message: `${quote(property.name)} looks like personal data (${category}: ${evidence}), and nobody has classified it: it goes wherever the event goes.`,
        suggestion:
          'Classify it (x-pii in the schema where the format allows it, else pii.fields in the policy), leave it out, or send a pseudonym.',
        severity: SEVERITIES[sensitivity],
        after: category,
      });
    }),
};
