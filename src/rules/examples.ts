import { exampleOf, type Json } from '../jsonschema/index.ts';
import type { PlanEvent } from '../plan/model.ts';
import type { PlannedProperty } from '../plan/properties.ts';
import { sectionPath } from '../plan/section.ts';

/** A plausible event, valid in its own revision, that carries the property; null where none was found. */
export function withProperty(event: PlanEvent, property: PlannedProperty): Json | null {
  return exampleOf(event.schema, property.path);
}

/** A plausible event, valid in its own revision, that carries its section; null where none was found. */
export function wholeEvent(event: PlanEvent): Json | null {
  return exampleOf(event.schema, sectionPath(event.section));
}
