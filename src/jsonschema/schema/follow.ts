import { isAsserted } from './asserted.ts';
import type { JsonObject } from '../values/json.ts';
import { since } from './dialect.ts';
import { References } from './references.ts';
import type { Place, Schema } from '../types.ts';

/** Finds the place that a `$ref`, standing in the schema object at a place, names; null where the documents do not hold it. Never fetches. */
export type Follow = (from: Place, reference: string) => Place | null;

/** A {@link Follow} for one side; the documents are indexed when first needed. */
export function follower(schema: Schema): Follow {
  const references = References.of(schema);
  return (from, reference) => {
    const standing = references.at(from);
    return (standing && references.resolve(reference, standing.scope)?.place) ?? null;
  };
}

/**
 * The schema object at a place as its dialect reads it: before 2019-09 whatever checks something beside a `$ref` is ignored (draft-07 core 8.3, draft-04 by
 * JSON Reference 3). What only describes stays.
 */
export function asRead(schema: Schema, place: Place, node: JsonObject): JsonObject {
  if (!Object.hasOwn(node, '$ref') || typeof node['$ref'] !== 'string' || !Object.keys(node).some(isAsserted)) return node;
  const standing = References.of(schema).at(place);
  if (standing === null || since(standing.scope.dialect, '2019-09')) return node;
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !isAsserted(keyword)));
}
