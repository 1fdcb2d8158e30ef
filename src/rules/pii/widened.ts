import { isJsonObject } from '../../jsonschema/index.ts';
import { causeOf } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';
import type { ChangeRule, Draft } from '../context.ts';
import { isAtOrBelow } from '../drafting.ts';
import type { PiiSettings } from '../settings.ts';
import { quote } from '../wording.ts';
import { isProvedHash } from './hash-proof.ts';
import { surveyEvent, type Surveyed } from './survey.ts';

const id = 'pii/widened';

/** What binds the values of a property; null where any value of its kind will do. */
function boundOf(event: PlanEvent, property: PlannedProperty): string | null {
  if (isProvedHash(event, property)) return 'a digest';
  const bound = property.places.some((place) => {
    const schema = valueAt(event.schema, place);
    return isJsonObject(schema) && ['enum', 'const', 'pattern', 'format'].some((keyword) => Object.hasOwn(schema, keyword));
  });
  return bound ? 'a bound text' : null;
}

function isPersonal({ class: found }: Surveyed): boolean {
  return found.kind === 'personal' || (found.kind === 'detected' && found.detected.confidence !== 'low');
}

/** The properties of an event that hold personal data. */
function personalOf(event: PlanEvent, settings: PiiSettings): readonly PlannedProperty[] {
  return [...surveyEvent(event, settings).values()].filter(isPersonal).map(({ property }) => property);
}

function widenedProperties({ base, head, vocabulary }: ChangedEvent, settings: PiiSettings): Draft[] {
  return personalOf(head, settings).flatMap((property) => {
    const before = vocabulary.base.properties.get(property.wirePath);
    if (before === undefined || !property.kinds.has('string')) return [];
    const was = boundOf(base, before);
    const is = was === null ? null : boundOf(head, property);
    if (was === null || is === was || (is !== null && was !== 'a digest')) return [];
    return [
      {
        rule: id,
        events: [head],
        path: property.wirePath,
        message: `${quote(property.name)} is personal data and was ${was}; now any text may arrive in it.`,
        suggestion: 'Keep it as narrow as it was.',
        cause: causeOf(base, head, { base: before.places[0], head: property.places[0] }, property.path),
        audiences: [],
        before: was,
      },
    ];
  });
}

function openedObjects({ base, head, vocabulary }: ChangedEvent, settings: PiiSettings): Draft[] {
  const personal = personalOf(head, settings);
  return [...vocabulary.head.objects.values()].flatMap((object) => {
    const before = vocabulary.base.objects.get(object.wirePath);
    if (before === undefined || before.closedBy === null || object.closedBy !== null || object.path.length === 0) return [];
    if (!personal.some(({ wirePath, path }) => path.length <= object.path.length + 1 && isAtOrBelow(wirePath, object.wirePath))) return [];
    return [
      {
        rule: id,
        events: [head],
        path: object.wirePath,
        message: `${quote(object.wirePath)} holds personal data and was closed; now anything may travel in it beside.`,
        suggestion: 'Keep it closed, and name what is to be added.',
        cause: causeOf(base, head, { base: before.closedBy }, object.path),
        audiences: [],
        before: 'closed',
      },
    ];
  });
}

export const widened: ChangeRule = {
  meta: {
    id,
    title: 'Personal data that is bound less than before',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A digest, an enum or a pattern on personal data is gone and any text may arrive, or an object that holds personal data was opened.',
    why: 'What was a digest may be the plain value tomorrow, and no validation notices.',
    fix: 'Keep the bound. If it was too narrow, loosen it no more than you need.',
    example: { before: 'properties: {email: {type: string, pattern: "^[a-f0-9]{64}$"}}', after: 'properties: {email: {type: string}}' },
    twin: { none: 'personal data that is bound more is reported by compatibility alone' },
  },
  check: ({ changed, settings }) =>
    changed.flatMap((event) => [...widenedProperties(event, settings.pii), ...openedObjects(event, settings.pii)]),
};
