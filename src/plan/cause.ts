import { childPointer, pointerTokens, type InstancePath, type Place } from '../jsonschema/index.ts';
import { optionalEntry, type Location, type Origin, type PlanEvent } from './model.ts';
import { instancePathOf, parentPointer, pointerOf, printPath } from './paths.ts';
import { valueAt } from './properties.ts';

/** Where a change was made: the definition or event that holds it, the path inside that, and its lines. */
export interface Cause {
  /** Stable key of the definition or event that holds the cause. */
  readonly owner: string;
  /** Wire path inside the owner; '' is the owner itself. */
  readonly ownerPath: string;
  /** More than one event may hold it. */
  readonly shared: boolean;
  readonly locations: { readonly head?: Location; readonly base?: Location };
}

/** A place in base, in head, or in both. */
export interface Places {
  readonly base?: Place;
  readonly head?: Place;
}

function isInside(place: Place, root: Place): boolean {
  return place.uri === root.uri && (place.pointer === root.pointer || place.pointer.startsWith(`${root.pointer}/`));
}

function pathInOwner(origin: Origin, place: Place, path: InstancePath): string {
  if (!isInside(place, origin.root)) return printPath(path);
  const inner = instancePathOf(place.pointer.slice(origin.root.pointer.length));
  const last = path.at(-1);
  const named = /\/(required|dependentRequired)(\/[^/]*)*$/.test(place.pointer) && last !== undefined ? [...inner, last] : inner;
  return printPath(named);
}

/**
 * The same place in the other side's schema. A version that has a file of its own, or an event that got another name, has its schema in a document of
 * another name.
 */
function across(place: Place, from: PlanEvent, to: PlanEvent): Place {
  return place.uri === from.schema.uri ? { uri: to.schema.uri, pointer: place.pointer } : place;
}

/** Whether two sides have a place from one definition: the same one, or the same part of the event's own document where that has another name. */
function isSameHolder([base, from]: readonly [PlanEvent, Origin], [head, to]: readonly [PlanEvent, Origin]): boolean {
  if (from.owner === to.owner) return true;
  if (base.key === head.key || base.schema.uri === head.schema.uri) return false;
  return from.root.uri === base.schema.uri && to.root.uri === head.schema.uri && from.root.pointer === to.root.pointer;
}

/** The outermost place of head on which both sides still agree who holds it: where the author switched to another definition. */
function switchedAt(base: PlanEvent, head: PlanEvent, place: Place): Place {
  let current = place;
  while (current.pointer !== '') {
    const above = { uri: current.uri, pointer: parentPointer(current.pointer) };
    current = above;
    if (isSameHolder([base, base.originOf(across(above, head, base))], [head, head.originOf(above)])) return above;
  }
  return current;
}

const REQUIRED_ENTRY = /\/required\/\d+$/;

/** Where one side has the entry of a `required` list and the other only the list, the other has nothing. */
function onlyEntries({ base, head }: Places): Places {
  const isEntry = [base, head].some((place) => place !== undefined && REQUIRED_ENTRY.test(place.pointer));
  const kept = (place: Place | undefined): place is Place => place !== undefined && !(isEntry && place.pointer.endsWith('/required'));
  return { ...(kept(base) && { base }), ...(kept(head) && { head }) };
}

/** The place on the other side that answers to a place which only one side has. */
function counterpart(place: Place, path: InstancePath): Place {
  const last = path.at(-1);
  if (last?.kind !== 'property' || !REQUIRED_ENTRY.test(place.pointer)) return place;
  return { uri: place.uri, pointer: childPointer(parentPointer(place.pointer), optionalEntry(last.name)) };
}

/** Where something that only `place` has would stand on the other side: in the same definition, or at the nearest parent. */
function survivor([from, origin]: readonly [PlanEvent, Origin], other: PlanEvent, own: Place, path: InstancePath): Location {
  const place = across(own, from, other);
  const there = other.originOf(counterpart(place, path));
  if (isSameHolder([from, origin], [other, there])) return there.location;
  return other.originOf({ uri: place.uri, pointer: parentPointer(place.pointer) }).location;
}

/**
 * Finds the line that causes a change. Something that is in one definition on both sides belongs to that definition; where the sides take it
 * from different definitions, the cause is the line that switched. Something removed stands at its nearest surviving parent in head.
 */
export function causeOf(base: PlanEvent, head: PlanEvent, given: Places, path: InstancePath): Cause {
  const places = onlyEntries(given);
  const from = places.base && base.originOf(places.base);
  const to = places.head && head.originOf(places.head);
  if (places.head && from && to && !isSameHolder([base, from], [head, to])) {
    const place = switchedAt(base, head, places.head);
    const origin = head.originOf(place);
    return {
      owner: origin.owner,
      ownerPath: pathInOwner(origin, place, path),
      shared: origin.shared,
      locations: { head: origin.location, base: base.originOf(across(place, head, base)).location },
    };
  }
  const [origin, place] = from && places.base ? [from, places.base] : [to, places.head];
  if (!origin || !place)
    return { owner: head.key, ownerPath: printPath(path), shared: false, locations: { head: head.location, base: base.location } };
  return {
    owner: origin.owner,
    ownerPath: pathInOwner(origin, place, path),
    shared: origin.shared,
    locations: {
      head: to ? to.location : survivor([base, origin], head, place, path),
      ...(from ? { base: from.location } : isOptionalThere(base, [head, origin], place, path)),
    },
  };
}

/** For a property that became required: where base says that it was optional. */
function isOptionalThere(
  base: PlanEvent,
  [head, origin]: readonly [PlanEvent, Origin],
  place: Place,
  path: InstancePath,
): { base?: Location } {
  if (!REQUIRED_ENTRY.test(place.pointer) || !hasProperty(base, across(place, head, base), path)) return {};
  return { base: survivor([head, origin], base, place, path) };
}

function hasProperty(event: PlanEvent, place: Place, path: InstancePath): boolean {
  const last = path.at(-1);
  if (last?.kind !== 'property') return false;
  const object = parentPointer(parentPointer(place.pointer));
  return valueAt(event.schema, { uri: place.uri, pointer: pointerOf([...pointerTokens(object), 'properties', last.name]) }) !== undefined;
}
