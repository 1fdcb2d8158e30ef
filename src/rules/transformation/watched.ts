import type { InstancePath, Json, Step } from '../../jsonschema/index.ts';
import type { Cause } from '../../plan/cause.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { lastName, printPath } from '../../plan/paths.ts';
import type { Read } from '../../transformations/types.ts';
import type { RuleContext } from '../context.ts';
import { annotationCause, changeCause, removedCause, removedPropertyCause, renamedCause } from '../drafting.ts';
import { newKinds } from '../kinds.ts';
import { eventTitle, quote, showType } from '../wording.ts';

/** Something that the change takes from code that reads it. */
export interface Watched {
  readonly event: PlanEvent;
  readonly cause: Cause;
  /** Printed wire path; '' for a whole event. */
  readonly path: string;
  /** Code that reads it holds this text. */
  readonly name: string;
  /** Equal for what the same reads concern. */
  readonly id: string;
  readonly isRead: (read: Read) => boolean;
  /** Whether code that also does this copes with the change: it reads the new name. */
  readonly isMended: (read: Read) => boolean;
  /** The first half of the message, to be followed by who reads it. */
  readonly told: string;
  readonly suggestion: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What this change removes, renames or gives another type. */
export function watchedOf(context: RuleContext): readonly Watched[] {
  return [
    ...context.removed.flatMap((event) => removedEvent(event, context)),
    ...context.changed.flatMap((event) => [
      ...renamedEvent(event),
      ...removedProperties(event),
      ...renamedProperties(event),
      ...retyped(event),
    ]),
  ];
}

// The name may still arrive by another plan.
function removedEvent(event: PlanEvent, { head }: RuleContext): readonly Watched[] {
  if (head.events.some(({ type, name }) => type === event.type && name === event.name)) return [];
  return [
    {
      ...namedEvent(event.name, null),
      event,
      cause: removedCause(event, head),
      told: `${eventTitle(event)} was removed; its name is still looked for`,
      suggestion: `Take ${quote(event.name)} out of that code in the same pull request, or keep the event until nothing reads it.`,
    },
  ];
}

function renamedEvent({ base, head }: ChangedEvent): readonly Watched[] {
  if (base.type !== head.type || base.name === head.name || base.type === 'other') return [];
  return [
    {
      ...namedEvent(base.name, head.name),
      event: head,
      cause: annotationCause(base, head, 'title'),
      told: `${quote(base.name)} is now called ${quote(head.name)}; the old name is still looked for`,
      suggestion: `Let that code look for ${quote(head.name)} too, and for the old name as long as released apps send it.`,
      before: base.name,
      after: head.name,
    },
  ];
}

function namedEvent(name: string, newName: string | null): Pick<Watched, 'path' | 'name' | 'id' | 'isRead' | 'isMended'> {
  return {
    path: '',
    name,
    id: JSON.stringify(['event', name, newName]),
    isRead: (read) => isNamed(read, name),
    isMended: (read) => newName !== null && isNamed(read, newName),
  };
}

function isNamed(read: Read, name: string): boolean {
  if (read.kind !== 'event') return false;
  return read.name === name || (read.anyCase && read.name.toLowerCase() === name.toLowerCase());
}

function removedProperties(event: ChangedEvent): readonly Watched[] {
  return event.properties.removed.map((property) => ({
    ...atPath(property.path, null),
    event: event.head,
    cause: removedPropertyCause(event, property),
    told: `${quote(property.name)} was removed, and is still read`,
    suggestion: `Let that code do without ${quote(property.name)} in the same pull request, or keep the property until it does.`,
  }));
}

function renamedProperties(event: ChangedEvent): readonly Watched[] {
  return event.properties.renamed.map((renamed) => {
    const { from, to } = renamed;
    return {
      ...atPath(from.path, to.path),
      path: to.wirePath,
      event: event.head,
      cause: renamedCause(event, renamed),
      told: `${quote(from.name)} is now called ${quote(to.name)}; the old name is still read`,
      suggestion: `Let that code read ${quote(to.name)} too, and the old name as long as released apps send it.`,
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

function retyped(event: ChangedEvent): readonly Watched[] {
  return event.changes.filter(isRetyped).map((change) => ({
    ...atPath(change.path, null),
    event: event.head,
    cause: changeCause(event, change),
    told: `${quote(lastName(change.path) || event.head.name)} was ${showType(change.before)} and is now ${showType(change.after)}; it is read`,
    suggestion: 'See to it that this code copes with both types before the change is merged.',
    ...(change.before !== undefined && { before: change.before }),
    ...(change.after !== undefined && { after: change.after }),
  }));
}

function atPath(path: InstancePath, newPath: InstancePath | null): Pick<Watched, 'path' | 'name' | 'id' | 'isRead' | 'isMended'> {
  const named = path.findLast((step) => step.kind === 'property');
  return {
    path: printPath(path),
    name: named?.kind === 'property' ? named.name : '',
    id: JSON.stringify(['property', printPath(path), newPath && printPath(newPath)]),
    isRead: (read) => readsAt(read, path),
    isMended: (read) => newPath !== null && readsAt(read, newPath),
  };
}

/** Whether code reads what stands at a path of the message, or a part of it. */
function readsAt(read: Read, path: InstancePath): boolean {
  return read.kind === 'property' && path.length > 0 && path.every((step, index) => isStep(read.path[index], step));
}

/** A name that the plan leaves open is any name, and an entry of a list any entry. */
function isStep(read: Step | undefined, planned: Step): boolean {
  if (read === undefined) return false;
  if (planned.kind === 'property') return read.kind === 'property' && read.name === planned.name;
  return planned.kind === 'names' || read.kind === 'items';
}
