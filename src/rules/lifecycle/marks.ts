import type { PlanEvent } from '../../plan/model.ts';
import { deprecationOf, type Marked } from '../../plan/deprecation.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';
import { inScope, propertyInScope } from '../scope.ts';
import type { Deprecation } from '../settings.ts';

/** Whether an event is marked to go: by its schema, else by the policy. */
export function eventMark(event: PlanEvent, deprecations: readonly Deprecation[]): Marked | null {
  if (event.meta.deprecated !== null) return event.meta.deprecated;
  const entry = deprecations.find(({ scope, property }) => property === undefined && inScope(scope, event));
  return entry === undefined ? null : { sunset: entry.sunset };
}

/** Whether a property is marked to go: by its schema, else by the policy. */
export function propertyMark(event: PlanEvent, property: PlannedProperty, deprecations: readonly Deprecation[]): Marked | null {
  const written = property.places.map((place) => deprecationOf(valueAt(event.schema, place))).find((mark) => mark !== null);
  if (written !== undefined) return written;
  const entry = deprecations.find((each) => each.property !== undefined && propertyInScope(each.property, event, property));
  return entry === undefined ? null : { sunset: entry.sunset };
}
