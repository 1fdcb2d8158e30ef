import { childPointer, type InstancePath, type Json, type Place, type Question } from '../jsonschema/index.ts';
import { causeOf, type Cause } from '../plan/cause.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';
import { topOf, type Location, type Plan, type PlanEvent } from '../plan/model.ts';
import type { PlannedProperty } from '../plan/properties.ts';
import type { RenamedProperty } from '../plan/property-diff.ts';
import type { Claim, Draft, DraftAudience } from './context.ts';
import type { SeverityRowId } from './severity.ts';

/** Whether a printed wire path is another or lies below it. */
export function isAtOrBelow(wirePath: string, above: string): boolean {
  return (
    above === '' || wirePath === above || (wirePath.startsWith(above) && (wirePath[above.length] === '.' || wirePath[above.length] === '['))
  );
}

/** The claims of each changed event. */
export function byEvent(claimed: readonly Claim[]): ReadonlyMap<ChangedEvent, readonly Claim[]> {
  const groups = new Map<ChangedEvent, Claim[]>();
  for (const claim of claimed) {
    const group = groups.get(claim.event);
    if (group) group.push(claim);
    else groups.set(claim.event, [claim]);
  }
  return groups;
}

/** The claims on one change: the questions that it refutes and that the rule took. */
export function byChange(
  claimed: readonly Claim[],
): readonly { readonly change: Change; readonly event: ChangedEvent; readonly questions: ReadonlySet<Question> }[] {
  const groups = new Map<Change, { change: Change; event: ChangedEvent; questions: Set<Question> }>();
  for (const { change, event, question } of claimed) {
    const group = groups.get(change) ?? { change, event, questions: new Set() };
    group.questions.add(question);
    groups.set(change, group);
  }
  return [...groups.values()];
}

/** An audience proved by the change's own counterexample, where that is confirmed. */
export function proved(change: Change, question: Question, row: SeverityRowId): DraftAudience {
  const counterexample = change.presumed.has(question) ? undefined : change.counterexamples.get(question);
  return counterexample === undefined ? { row } : { row, counterexample };
}

/** Where a change was made. */
export function changeCause(event: ChangedEvent, change: Change): Cause {
  return causeOf(
    event.base,
    event.head,
    { ...(change.base && { base: change.base }), ...(change.head && { head: change.head }) },
    change.path,
  );
}

/** The cause of something that concerns the event as a whole. */
export function eventCause(event: { readonly base?: PlanEvent; readonly head?: PlanEvent }): Cause {
  const owner = event.head ?? event.base;
  return {
    owner: owner?.key ?? '',
    ownerPath: '',
    shared: false,
    locations: { ...(event.head && { head: event.head.location }), ...(event.base && { base: event.base.location }) },
  };
}

/** The cause of something that concerns the version of an event: the same, shown where the version is written. */
export function versionCause(event: { readonly base?: PlanEvent; readonly head?: PlanEvent }): Cause {
  const at = ({ version, location }: PlanEvent): Location => version?.location ?? location;
  return { ...eventCause(event), locations: { ...(event.head && { head: at(event.head) }), ...(event.base && { base: at(event.base) }) } };
}

/** The cause of something that a plan says by itself, whatever the change. */
export function plannedCause(event: PlanEvent, place: Place, path: InstancePath): Cause {
  const { locations, ...cause } = causeOf(event, event, { base: place, head: place }, path);
  return { ...cause, locations: locations.head === undefined ? {} : { head: locations.head } };
}

/** The cause of something that is wrong with the definition of a property, wherever it is used: its name, its limits, its examples. */
export function definitionCause(event: PlanEvent, place: Place, path: InstancePath): Cause {
  return plannedCause(event, { uri: place.uri, pointer: childPointer(place.pointer, 'title') }, path);
}

/** The one list of events of each file that has only one. */
function onlyLists({ events, homes }: Plan): ReadonlyMap<string, Location> {
  const lists = new Map<string, Location | null>();
  for (const plan of new Set(events.map((event) => event.plan))) {
    const home = homes.get(plan);
    if (home !== undefined) lists.set(home.file, lists.has(home.file) ? null : home);
  }
  return new Map([...lists].flatMap(([file, home]) => (home === null ? [] : [[file, home]])));
}

/**
 * The causes of events that are gone: where it is written that one is, or the list that held it, be it that the list is called something else now. Where
 * no list is left, it is the file; where that is gone too, head has nothing to point at.
 */
export function removedCauses({ base, head }: { readonly base: Plan; readonly head: Plan }): (event: PlanEvent) => Cause {
  const [files, before, now] = [new Set(head.files.map(({ path }) => path)), onlyLists(base), onlyLists(head)];
  return ({ key, plan, location }) => {
    const { file } = location;
    const list = before.has(file) ? now.get(file) : undefined;
    const home = head.homes.get(key) ?? head.homes.get(plan) ?? list ?? (files.has(file) ? topOf(file) : undefined);
    return { owner: key, ownerPath: '', shared: false, locations: { ...(home && { head: home }), base: location } };
  };
}

/** The cause of a property that is gone. */
export function removedPropertyCause(event: ChangedEvent, property: PlannedProperty): Cause {
  return causeOf(event.base, event.head, { base: property.places[0] }, property.path);
}

/** The cause of a property that has another name: the name of its definition, or where the event holds it now. */
export function renamedCause({ base, head }: ChangedEvent, { from, to, by }: RenamedProperty): Cause {
  const places = { base: from.places[0], head: to.places[0] };
  return by === 'definition' ? annotationCause(base, head, 'title', places) : causeOf(base, head, places, to.path);
}

/** Where the wire name or the description of a whole event is written. */
export function annotationPlace({ schema: { uri, pointer } }: PlanEvent, keyword: 'title' | 'description'): Place {
  return { uri, pointer: childPointer(pointer, keyword) };
}

/** The cause of something that is written about an event or property: its name (`title`) or its description. */
export function annotationCause(
  base: PlanEvent,
  head: PlanEvent,
  keyword: 'title' | 'description',
  places?: { readonly base: Place; readonly head: Place },
): Cause {
  const root = (event: PlanEvent): Place => ({ uri: event.schema.uri, pointer: event.schema.pointer });
  const at = (place: Place): Place => ({ uri: place.uri, pointer: childPointer(place.pointer, keyword) });
  const [from, to] = [at(places?.base ?? root(base)), at(places?.head ?? root(head))];
  const cause = causeOf(base, head, { base: from, head: to }, []);
  // An event with another key is another owner of all that it holds: it is the words that changed, not who holds them.
  if (base.key === head.key) return cause;
  return { ...cause, locations: { head: head.originOf(to).location, base: base.originOf(from).location } };
}

/** What the change was and is, for the finding. A list of required names says less than the path, which ends in the one name that changed. */
function values(change: Change): { before?: Json; after?: Json } {
  if (change.keyword === 'required') return {};
  return { ...(change.before !== undefined && { before: change.before }), ...(change.after !== undefined && { after: change.after }) };
}

/** A draft about one change of one event. */
export function changeDraft(
  rule: string,
  { change, event }: { readonly change: Change; readonly event: ChangedEvent },
  parts: Pick<Draft, 'message' | 'suggestion' | 'audiences'>,
): Draft {
  return { rule, events: [event.head], path: change.wirePath, cause: changeCause(event, change), ...values(change), ...parts };
}
