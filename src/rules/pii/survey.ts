import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { valueAt, vocabularyOf, type PlannedProperty } from '../../plan/properties.ts';
import type { Draft, PlanContext } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { propertyInScope } from '../scope.ts';
import type { CategoryPolicy, PiiSettings, Suppression } from '../settings.ts';
import { classOf, type PersonalClass } from './classes.ts';
import type { Sensitivity } from './dictionary.ts';

/** A property with its class, and what its class rests on. */
export interface Surveyed {
  readonly event: PlanEvent;
  readonly property: PlannedProperty;
  readonly class: PersonalClass;
}

const surveys = new WeakMap<PiiSettings, WeakMap<PlanEvent, ReadonlyMap<string, Surveyed>>>();

/** The class of every property of an event, by wire path; computed once an event and policy, since most rules about personal data ask. */
export function surveyEvent(event: PlanEvent, settings: PiiSettings): ReadonlyMap<string, Surveyed> {
  const bySettings = surveys.get(settings) ?? new WeakMap<PlanEvent, ReadonlyMap<string, Surveyed>>();
  surveys.set(settings, bySettings);
  const known = bySettings.get(event);
  if (known !== undefined) return known;
  const survey = new Map(
    [...vocabularyOf(event.schema).properties].map(([wirePath, property]) => [
      wirePath,
      { event, property, class: classOf(event, property, settings) },
    ]),
  );
  bySettings.set(event, survey);
  return survey;
}

/** The class of every property of a plan. */
export function surveyOf({ plan, settings }: PlanContext): readonly Surveyed[] {
  return plan.events.flatMap((event) => [...surveyEvent(event, settings.pii).values()]);
}

/** Personal data of a known category, declared or recognised. */
export interface PersonalProperty extends Surveyed {
  readonly category: string;
  readonly sensitivity: Sensitivity;
}

/** What all categories lie below: data of which nobody said what kind it is. */
const ANY_CATEGORY = 'user';

/** A category in a sentence. */
export function categoryTitle(category: string): string {
  return category === ANY_CATEGORY ? 'personal data' : category;
}

/** Properties that hold personal data, once a category: declared so, or recognised where nobody declared anything. */
export function personalProperties(context: PlanContext): readonly PersonalProperty[] {
  return surveyOf(context).flatMap((surveyed) => {
    const found = surveyed.class;
    if (found.kind === 'detected') return [{ ...surveyed, category: found.detected.category, sensitivity: found.detected.sensitivity }];
    if (found.kind !== 'personal') return [];
    const { sensitivity } = found;
    const first = found.category ?? found.detected?.category ?? ANY_CATEGORY;
    return [first, ...found.further].map((category) => ({ ...surveyed, category, sensitivity }));
  });
}

/** Whether a category is another or lies below it. */
export function isWithin(category: string, above: string): boolean {
  return category === above || category.startsWith(`${above}.`);
}

/** What the policy says of a category: the entry that names it most closely. */
export function policyFor(category: string, { categories }: PiiSettings): CategoryPolicy | null {
  return categories
    .filter((entry) => isWithin(category, entry.category))
    .reduce<CategoryPolicy | null>((best, entry) => (best !== null && best.category.length > entry.category.length ? best : entry), null);
}

/** The suppression that keeps a rule silent about a property. */
function suppressionOf(rule: string, { event, property }: Surveyed, { suppress }: PiiSettings): Suppression | undefined {
  return suppress.find((entry) => entry.rule === rule && propertyInScope(entry.scope, event, property));
}

/** A draft about a property of a plan as it is; none where the team suppressed it. */
export function propertyDraft(
  rule: string,
  surveyed: Surveyed,
  settings: PiiSettings,
  parts: Pick<Draft, 'message' | 'suggestion' | 'severity' | 'after' | 'aspect' | 'source'>,
): readonly Draft[] {
  if (suppressionOf(rule, surveyed, settings) !== undefined) return [];
  const { event, property } = surveyed;
  return [
    {
      rule,
      events: [event],
      path: property.wirePath,
      cause: plannedCause(event, property.places[0], property.path),
      audiences: [],
      ...parts,
    },
  ];
}

/** The values that a schema shows of a property: examples, default, const, enum. */
export function shownValues({ event, property }: Surveyed): readonly Json[] {
  return property.places.flatMap((place) => {
    const schema = valueAt(event.schema, place);
    return isJsonObject(schema) ? valuesIn(schema) : [];
  });
}

function valuesIn(schema: JsonObject): readonly Json[] {
  const own = (name: string): readonly Json[] => (Object.hasOwn(schema, name) ? [schema[name] ?? null] : []);
  const lists = ['examples', 'enum'].flatMap(own).flatMap((list) => (isJsonArray(list) ? list : []));
  return [...lists, ...['default', 'const', 'example'].flatMap(own)];
}
