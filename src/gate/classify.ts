import type { Location } from '../plan/model.ts';
import { vocabularyOf } from '../plan/properties.ts';
import type { Result, Revision } from '../revision/revision.ts';
import { plannedCause } from '../rules/drafting.ts';
import { classOf, type PersonalClass } from '../rules/pii/classes.ts';
import { unreadIn, wholePlan } from './whole-plan.ts';

/** A property that holds personal data, or is declared to hold none though its name says so. */
export interface ClassifiedProperty {
  readonly path: string;
  /** Names of the events that have it there, in order. */
  readonly events: readonly string[];
  readonly class: Exclude<PersonalClass, { readonly kind: 'unknown' }>;
  readonly location: Location | null;
}

/** What a revision's plans hold of personal data. */
export interface Classification {
  readonly properties: readonly ClassifiedProperty[];
  readonly events: number;
  /** Files that could not be read: what they hold is not known. */
  readonly unread: readonly string[];
}

/** Classifies every property of all plans of a revision, by the policy of the same revision. */
export function classifyPlans(revision: Revision, options: { readonly config?: string }): Result<Classification> {
  const whole = wholePlan(revision, options);
  if (!whole.ok) return whole;
  const { plan: head, policy } = whole.value;
  const found = new Map<string, ClassifiedProperty>();
  for (const event of head.events)
    for (const property of vocabularyOf(event.schema).properties.values()) {
      const known = classOf(event, property, policy.settings.pii);
      if (known.kind === 'unknown' || (known.kind === 'not-personal' && known.detected === null)) continue;
      const cause = plannedCause(event, property.places[0], property.path);
      const id = JSON.stringify([cause.owner, cause.ownerPath, known.kind, property.wirePath]);
      const same = found.get(id);
      const events = [...new Set([...(same?.events ?? []), event.name])].toSorted();
      found.set(id, { path: property.wirePath, events, class: known, location: cause.locations.head ?? null });
    }
  return {
    ok: true,
    value: {
      properties: [...found.values()],
      events: head.events.length,
      unread: unreadIn(head),
    },
  };
}
