import { childPointer, isJsonArray, type InstancePath, type Json, type JsonObject, type Place } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { lastName, printPath } from '../../plan/paths.ts';
import type { PlannedProperty, Vocabulary } from '../../plan/properties.ts';
import type { PlanContext } from '../context.ts';
import { propertyInScope, type PropertyScope } from '../scope.ts';

/** A schema object of an event, where it applies. */
export interface Site {
  readonly event: PlanEvent;
  readonly schema: JsonObject;
  readonly place: Place;
  readonly path: InstancePath;
  readonly wirePath: string;
  /** The property's name in a sentence; the path of what is no property. */
  readonly name: string;
}

/** A list of allowed values in a plan. */
export interface EnumSite extends Site {
  readonly values: readonly Json[];
}

/** All schema objects of an event below its top. */
export function sitesOf(event: PlanEvent, { schemas }: Vocabulary): readonly Site[] {
  return [...schemas].flatMap(([wirePath, applied]) =>
    applied
      .filter(({ path }) => path.length > 0)
      .map(({ schema, place, path }) => ({ event, schema, place, path, wirePath, name: lastName(path) })),
  );
}

const known = new WeakMap<Vocabulary, readonly EnumSite[]>();

function enumsIn(event: PlanEvent, vocabulary: Vocabulary): readonly EnumSite[] {
  const found =
    known.get(vocabulary) ??
    sitesOf(event, vocabulary).flatMap((site) => {
      const values = Object.hasOwn(site.schema, 'enum') ? site.schema['enum'] : undefined;
      return isJsonArray(values) ? [{ ...site, values }] : [];
    });
  known.set(vocabulary, found);
  return found;
}

/** All lists of allowed values of a plan's events. */
export function enumSites({ plan, vocabularyOf }: PlanContext): readonly EnumSite[] {
  return plan.events.flatMap((event) => enumsIn(event, vocabularyOf(event)));
}

/** The place of a keyword beside the list, or of one value of it. */
export function placeIn({ place }: Site, ...tokens: readonly (string | number)[]): Place {
  return { uri: place.uri, pointer: tokens.reduce<string>((pointer, token) => childPointer(pointer, token), place.pointer) };
}

/** Whether a list, or the property whose entries it is for, is in a scope. */
export function siteInScope(scope: PropertyScope, { event, path }: Site): boolean {
  const last = path.findLastIndex((step) => step.kind === 'property');
  return [path, path.slice(0, last + 1)].some((each) =>
    propertyInScope(scope, event, { path: each, wirePath: printPath(each), name: lastName(each) }),
  );
}

/** The properties of a plan's events that are in a scope. */
export function propertiesIn(
  { plan, vocabularyOf }: PlanContext,
  scope: PropertyScope,
): readonly { readonly event: PlanEvent; readonly property: PlannedProperty; readonly vocabulary: Vocabulary }[] {
  return plan.events.flatMap((event) => {
    const vocabulary = vocabularyOf(event);
    return [...vocabulary.properties.values()]
      .filter((property) => propertyInScope(scope, event, property))
      .map((property) => ({ event, property, vocabulary }));
  });
}

/** More wrong values of one list are one mistake. */
const MAX_SINGLE = 5;

/** What is wrong in a list, by finding: each value on its own, so that one more is news and the others are not; many at once together. */
export function singly<T>(found: readonly T[]): readonly (readonly T[])[] {
  return found.length > MAX_SINGLE ? [found] : found.map((each) => [each]);
}
