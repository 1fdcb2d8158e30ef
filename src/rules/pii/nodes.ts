import { childPointer, follower, isJsonArray, isJsonObject, type JsonObject, type Place } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';

/** A schema object, and where it stands. */
export interface Node {
  readonly node: JsonObject;
  readonly place: Place;
}

/** Schema objects that are looked at of one property. */
const MAX_NODES = 64;

/**
 * The schema objects that speak of a property's value or of the entries of its list, nearest first: its own, and those that it refers to or puts
 * together. What a shared definition says of itself holds for every property that is of it.
 */
export function nodesOf(event: PlanEvent, property: PlannedProperty): readonly Node[] {
  const follow = follower(event.schema);
  const queue: Place[] = [...property.places];
  const seen = new Set<string>();
  const found: Node[] = [];
  for (const place of queue) {
    const id = `${place.uri}#${place.pointer}`;
    const node = valueAt(event.schema, place);
    if (seen.has(id) || !isJsonObject(node) || found.length >= MAX_NODES) continue;
    seen.add(id);
    found.push({ node, place });
    queue.push(...placesBelow(node, place, follow));
  }
  return found;
}

function placesBelow(node: JsonObject, place: Place, follow: ReturnType<typeof follower>): readonly Place[] {
  const own = (keyword: string): JsonObject[string] | undefined => (Object.hasOwn(node, keyword) ? node[keyword] : undefined);
  const inside = (...tokens: readonly string[]): Place => ({ uri: place.uri, pointer: tokens.reduce(childPointer, place.pointer) });
  const reference = own('$ref');
  const target = typeof reference === 'string' ? follow(place, reference) : null;
  const joined = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const parts = own(keyword);
    return isJsonArray(parts) ? parts.map((_, index) => inside(keyword, String(index))) : [];
  });
  return [...(target === null ? [] : [target]), ...joined, ...(isJsonObject(own('items')) ? [inside('items')] : [])];
}
