import { causeOf } from '../../plan/cause.ts';
import type { ChangeRule } from '../context.ts';
import { quote } from '../wording.ts';
import type { PersonalClass } from './classes.ts';
import type { Sensitivity } from './dictionary.ts';
import { categoryTitle, surveyEvent } from './survey.ts';

const id = 'pii/tag-removed';

const WEIGHT: Readonly<Record<Sensitivity, number>> = { critical: 3, high: 2, medium: 1, low: 0 };

type Personal = PersonalClass & { readonly kind: 'personal' };

const label = ({ category }: Personal): string => (category === null ? 'personal data' : categoryTitle(category));

/** What happened to a classification, in words; null where it is as strict as before. */
function lowered(before: Personal, after: PersonalClass): string | null {
  if (after.kind === 'not-personal') return `was classified as ${label(before)} and is declared not to be personal data now`;
  if (after.kind !== 'personal') return `was classified as ${label(before)} and is not classified any more`;
  if (before.category !== null && after.category === null)
    return `was classified as ${label(before)} and is personal data of no kind now, so that no rule about its kind holds`;
  const gone = before.further.filter((category) => category !== after.category && !after.further.includes(category));
  if (gone.length > 0) return `was classified as ${[label(before), ...gone].join(' and ')} and is ${label(after)} now`;
  if (WEIGHT[after.sensitivity] >= WEIGHT[before.sensitivity]) return null;
  return `was classified as ${label(before)} and is ${label(after)} now, which is guarded less`;
}

export const tagRemoved: ChangeRule = {
  meta: {
    id,
    title: 'A classification of personal data was removed or lowered',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property was classified as personal data, and is not any more, or as data that is guarded less. The property itself is still there.',
    why: 'Masking, hashing, consent and retention follow the classification: from the merge on the data flows without them.',
    fix: 'Keep the classification. Where it was wrong, have the correction reviewed and waive this finding.',
    example: { before: 'properties: {email: {type: string, x-pii: user.contact.email}}', after: 'properties: {email: {type: string}}' },
    twin: { none: 'a classification that is added is what pii/untagged asks for' },
  },
  check: ({ changed, settings }) =>
    changed.flatMap(({ base, head }) =>
      [...surveyEvent(base, settings.pii).values()].flatMap(({ property, class: before }) => {
        const after = surveyEvent(head, settings.pii).get(property.wirePath)?.class;
        if (after === undefined || before.kind !== 'personal') return [];
        const what = lowered(before, after);
        if (what === null) return [];
        return [
          {
            rule: id,
            events: [head],
            path: property.wirePath,
            message: `${quote(property.name)} ${what}: what was done to protect it ends with the merge.`,
            suggestion: 'Keep the classification, or have the correction reviewed.',
            cause: causeOf(base, head, { base: before.declaredAt ?? property.places[0] }, property.path),
            audiences: [],
            before: label(before),
            after: after.kind === 'personal' ? label(after) : after.kind,
          },
        ];
      }),
    ),
};
