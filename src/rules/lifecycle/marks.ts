import type { Cause } from '../../plan/cause.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { deprecationOf, type Marked } from '../../plan/deprecation.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';
import type { PlanContext } from '../context.ts';
import { eventCause, plannedCause } from '../drafting.ts';
import { inScope, propertyInScope } from '../scope.ts';
import type { Deprecation } from '../settings.ts';
import { eventTitle, quote } from '../wording.ts';

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

/** When something goes, as a sentence goes on after "to go"; null where nobody says. */
export function whenOf({ sunset, release }: Marked): string | null {
  if (sunset !== null) return `on ${sunset}`;
  if (release === undefined) return null;
  return `with version ${/^\d{1,9}$/.test(release) ? release : quote(release)}`;
}

/** When something goes, as a value; null where nobody says. */
export function endOf({ sunset, release }: Marked): string | null {
  return sunset ?? release ?? null;
}

/** Something that a plan marks to go. */
export interface MarkedPart {
  readonly event: PlanEvent;
  /** As a sentence begins with it. */
  readonly what: string;
  /** Wire path; '' for the event itself. */
  readonly path: string;
  readonly sunset: string | null;
  /** Whether nobody says when. */
  readonly endless: boolean;
  /** What stands where the day belongs, and is none. */
  readonly unread: string | null;
  readonly cause: Cause;
}

function partOf(mark: Marked): Pick<MarkedPart, 'sunset' | 'endless' | 'unread'> {
  return { sunset: mark.sunset, endless: endOf(mark) === null, unread: mark.unread ?? null };
}

/** The events and properties of a plan that are marked to go. */
export function markedParts({ plan, settings: { deprecations }, vocabularyOf }: PlanContext): readonly MarkedPart[] {
  return plan.events.flatMap((event) => {
    const whole = eventMark(event, deprecations);
    const properties = [...vocabularyOf(event).properties.values()].flatMap((property): MarkedPart[] => {
      const mark = propertyMark(event, property, deprecations);
      if (mark === null) return [];
      const cause = plannedCause(event, property.places[0], property.path);
      return [{ event, what: quote(property.name), path: property.wirePath, ...partOf(mark), cause }];
    });
    const own = whole && {
      event,
      what: eventTitle(event),
      path: '',
      ...partOf(whole),
      cause: eventCause({ head: event }),
    };
    return own === null ? properties : [own, ...properties];
  });
}
