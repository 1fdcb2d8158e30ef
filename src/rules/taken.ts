import type { InstancePath, Json } from '../jsonschema/index.ts';
import type { Cause } from '../plan/cause.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';
import type { EventType, PlanEvent } from '../plan/model.ts';
import { lastName, printPath } from '../plan/paths.ts';
import type { RuleContext } from './context.ts';
import { annotationCause, changeCause, removedCauses, removedPropertyCause, renamedCause } from './drafting.ts';
import { newKinds } from './kinds.ts';
import { eventTitle, quote, showType } from './wording.ts';

/** What those who use a plan call something by: the name of an event, or the path of a property in the message. */
export type Called =
  | { readonly kind: 'event'; readonly type: EventType; readonly name: string; readonly newName: string | null }
  | { readonly kind: 'property'; readonly path: InstancePath; readonly newPath: InstancePath | null };

/** Something that the change takes from those who use it by its name. */
export interface Taken {
  readonly how: 'removed' | 'renamed' | 'retyped';
  readonly called: Called;
  readonly event: PlanEvent;
  readonly cause: Cause;
  /** Printed wire path; '' for a whole event. */
  readonly path: string;
  /** What happened, in words: `"total" is now called "amount"`. */
  readonly fact: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What this change removes, renames or gives another type. */
export function takenBy(context: RuleContext): readonly Taken[] {
  const causeOf = removedCauses(context);
  return [
    ...context.removed.flatMap((event) => removedEvent(event, context, causeOf)),
    ...context.changed.flatMap((event) => [
      ...renamedEvent(event),
      ...removedProperties(event),
      ...renamedProperties(event),
      ...retyped(event),
    ]),
  ];
}

// The name may still arrive by another plan.
function removedEvent(event: PlanEvent, { head }: RuleContext, causeOf: (event: PlanEvent) => Cause): readonly Taken[] {
  if (head.events.some(({ type, name }) => type === event.type && name === event.name)) return [];
  return [
    {
      how: 'removed',
      called: { kind: 'event', type: event.type, name: event.name, newName: null },
      event,
      cause: causeOf(event),
      path: '',
      fact: `${eventTitle(event)} was removed`,
    },
  ];
}

function renamedEvent({ base, head }: ChangedEvent): readonly Taken[] {
  if (base.type !== head.type || base.name === head.name || base.type === 'other') return [];
  return [
    {
      how: 'renamed',
      called: { kind: 'event', type: base.type, name: base.name, newName: head.name },
      event: head,
      cause: annotationCause(base, head, 'title'),
      path: '',
      fact: `${quote(base.name)} is now called ${quote(head.name)}`,
      before: base.name,
      after: head.name,
    },
  ];
}

function removedProperties(event: ChangedEvent): readonly Taken[] {
  return event.properties.removed.map((property) => ({
    how: 'removed',
    called: { kind: 'property', path: property.path, newPath: null },
    event: event.head,
    cause: removedPropertyCause(event, property),
    path: printPath(property.path),
    fact: `${quote(property.name)} was removed`,
  }));
}

function renamedProperties(event: ChangedEvent): readonly Taken[] {
  return event.properties.renamed.map((renamed) => {
    const { from, to } = renamed;
    return {
      how: 'renamed',
      called: { kind: 'property', path: from.path, newPath: to.path },
      event: event.head,
      cause: renamedCause(event, renamed),
      path: to.wirePath,
      fact: `${quote(from.name)} is now called ${quote(to.name)}`,
      before: from.name,
      after: to.name,
    };
  });
}

/** Code is hurt by kinds of values that it never got; to it, every number is one. */
function isRetyped(change: Change): boolean {
  if (change.keyword !== 'type') return false;
  return change.after === undefined || newKinds(change).some((kind) => kind !== 'number' || !showType(change.before).includes('integer'));
}

function retyped(event: ChangedEvent): readonly Taken[] {
  return event.changes.filter(isRetyped).map((change) => ({
    how: 'retyped',
    called: { kind: 'property', path: change.path, newPath: null },
    event: event.head,
    cause: changeCause(event, change),
    path: printPath(change.path),
    fact: `${quote(lastName(change.path) || event.head.name)} was ${showType(change.before)} and is now ${showType(change.after)}`,
    ...(change.before !== undefined && { before: change.before }),
    ...(change.after !== undefined && { after: change.after }),
  }));
}
