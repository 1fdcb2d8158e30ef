import type { PlanEvent } from '../../plan/model.ts';
import type { PlannedProperty, Vocabulary } from '../../plan/properties.ts';
import { inSection, sectionPath } from '../../plan/section.ts';

/** A property of an event's own data. */
export interface DataProperty {
  readonly property: PlannedProperty;
  /** Its path below the event's data, as printed. */
  readonly inside: string;
  /** How many steps below the event's data it is: 1 right in it. */
  readonly depth: number;
}

/** The properties of the data of an event, wherever its format has them. */
export function dataOf(event: PlanEvent, { properties }: Vocabulary): readonly DataProperty[] {
  const above = sectionPath(event.section).length;
  return [...properties.values()].flatMap((property) => {
    const inside = inSection(property.path, event.section);
    return inside === null ? [] : [{ property, inside, depth: property.path.length - above }];
  });
}

/** Whether a property, or one around it, is among those for which a fact does not hold. */
export function isExcepted({ inside }: DataProperty, except: readonly string[]): boolean {
  return except.some((path) => inside === path || inside.startsWith(`${path}.`) || inside.startsWith(`${path}[`));
}
