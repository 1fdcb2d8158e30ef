import { isJsonObject } from '../../jsonschema/index.ts';
import { causeOf } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { readAt, type ObjectLocation, type PlannedProperty } from '../../plan/properties.ts';
import type { ChangeRule, Draft } from '../context.ts';
import { isAtOrBelow } from '../drafting.ts';
import type { PiiSettings } from '../settings.ts';
import { quote } from '../wording.ts';
import { isProvedHash } from './hash-proof.ts';
import { PERSON } from './surroundings.ts';
import { surveyEvent, type Surveyed } from './survey.ts';
import { singular, wordsOf } from './words.ts';

const id = 'pii/widened';

const DIGEST = 'a digest';

/** What binds the values of a property; null where any value of its kind will do. */
function boundOf(event: PlanEvent, property: PlannedProperty): string | null {
  if (isProvedHash(event, property)) return DIGEST;
  const bound = property.places.some((place) => {
    const schema = readAt(event.schema, place);
    return isJsonObject(schema) && ['enum', 'const', 'pattern', 'format'].some((keyword) => Object.hasOwn(schema, keyword));
  });
  return bound ? 'a bound text' : null;
}

/** Whether the plan or the policy says that a property holds personal data. */
function isDeclared({ class: found }: Surveyed): boolean {
  return found.kind === 'personal';
}

/** A digest was made because somebody knew what it hides, whether the plan says so or not; any other bound only counts where it does. */
function isGuarded(surveyed: Surveyed, was: string): boolean {
  const { class: found } = surveyed;
  return isDeclared(surveyed) || (was === DIGEST && found.kind === 'detected' && found.detected.confidence !== 'low');
}

/** Whether an object is called as a person is: `user`, `billing_contact`. */
function isPerson({ path }: ObjectLocation): boolean {
  const last = path.at(-1);
  const word = last?.kind === 'property' ? (wordsOf(last.name).at(-1) ?? '') : '';
  return PERSON.has(word) || PERSON.has(singular(word));
}

function widenedProperties({ base, head, vocabulary }: ChangedEvent, settings: PiiSettings): Draft[] {
  return [...surveyEvent(head, settings).values()].flatMap((surveyed) => {
    const { property } = surveyed;
    const before = vocabulary.base.properties.get(property.wirePath);
    if (before === undefined || !property.kinds.has('string')) return [];
    const was = boundOf(base, before);
    const is = was === null ? null : boundOf(head, property);
    if (was === null || is === was || (is !== null && was !== DIGEST) || !isGuarded(surveyed, was)) return [];
    return [
      {
        rule: id,
        events: [head],
        path: property.wirePath,
        message: `${quote(property.name)} is personal data and was ${was}; now ${is === null ? 'any text' : 'more than a digest'} may arrive in it.`,
        suggestion: 'Keep it as narrow as it was.',
        cause: causeOf(base, head, { base: before.places[0], head: property.places[0] }, property.path),
        audiences: [],
        before: was,
      },
    ];
  });
}

function openedObjects({ base, head, vocabulary }: ChangedEvent, settings: PiiSettings): Draft[] {
  const declared = [...surveyEvent(head, settings).values()].filter(isDeclared).map(({ property }) => property);
  return [...vocabulary.head.objects.values()].flatMap((object) => {
    const before = vocabulary.base.objects.get(object.wirePath);
    if (before === undefined || before.closedBy === null || object.closedBy !== null || object.unread || object.path.length === 0)
      return [];
    const holds = declared.some(({ wirePath, path }) => path.length <= object.path.length + 1 && isAtOrBelow(wirePath, object.wirePath));
    if (!holds && !isPerson(object)) return [];
    return [
      {
        rule: id,
        events: [head],
        path: object.wirePath,
        message: `${quote(object.wirePath)} ${holds ? 'holds personal data' : 'stands for a person'} and was closed; now anything may travel in it beside.`,
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
    what: 'A digest, or an enum or a pattern on what is classified as personal data, is gone and any text may arrive; or an object that stands for a person or holds classified data was opened.',
    why: 'What was a digest may be the plain value tomorrow, and no validation notices.',
    fix: 'Keep the bound. If it was too narrow, loosen it no more than you need.',
    example: { before: 'properties: {email: {type: string, pattern: "^[a-f0-9]{64}$"}}', after: 'properties: {email: {type: string}}' },
    twin: { none: 'personal data that is bound more is reported by compatibility alone' },
  },
  check: ({ changed, settings }) =>
    changed.flatMap((event) => [...widenedProperties(event, settings.pii), ...openedObjects(event, settings.pii)]),
};
