import { subschemas } from '../../formats/json-schema/keywords.ts';
import { follower, isJsonObject, type Json, type JsonObject, type Place, type Schema } from '../../jsonschema/index.ts';
import { valueAt } from '../../plan/properties.ts';

/** Nodes of one document that are looked at; what is beyond is not judged. */
const MAX_NODES = 100_000;

/** A schema object, and where it stands. */
export interface SchemaAt {
  readonly node: JsonObject;
  readonly place: Place;
}

/**
 * All schema objects of a schema's documents, parents before children. Of a document that only holds the schema somewhere, the schema itself and what it
 * refers to.
 */
export function* schemasOf(schema: Schema): Generator<SchemaAt> {
  const inside = schema.pointer !== '';
  const starts = inside ? [] : [...schema.documents].map(([uri, value]) => ({ value, place: { uri, pointer: '' } }));
  const queue: { readonly value: Json | undefined; readonly place: Place }[] = starts;
  const follow = inside ? follower(schema) : null;
  const seen = new Set<string>();
  const refer = (place: Place | null): void => {
    const id = place === null ? '' : `${place.uri}#${place.pointer}`;
    if (place === null || seen.has(id)) return;
    seen.add(id);
    queue.push({ value: valueAt(schema, place), place });
  };
  if (inside) refer({ uri: schema.uri, pointer: schema.pointer });
  let left = MAX_NODES;
  for (const { value, place } of queue) {
    if (!isJsonObject(value)) continue;
    left -= 1;
    if (left < 0) return;
    yield { node: value, place };
    const { uri } = place;
    queue.push(...subschemas(value, place.pointer).map(([pointer, below]) => ({ value: below, place: { uri, pointer } })));
    const reference = follow !== null && Object.hasOwn(value, '$ref') ? value['$ref'] : undefined;
    if (follow !== null && typeof reference === 'string') refer(follow(place, reference));
  }
}
