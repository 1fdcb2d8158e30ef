import { subschemas } from '../../formats/json-schema/keywords.ts';
import { isJsonObject, type JsonObject, type Place, type Schema } from '../../jsonschema/index.ts';

/** Nodes of one document that are looked at; what is beyond is not judged. */
const MAX_NODES = 100_000;

/** A schema object, and where it stands. */
export interface SchemaAt {
  readonly node: JsonObject;
  readonly place: Place;
}

/** All schema objects of a schema's documents, parents before children. */
export function* schemasOf(schema: Schema): Generator<SchemaAt> {
  const queue = [...schema.documents].map(([uri, value]) => ({ value, place: { uri, pointer: '' } }));
  let left = MAX_NODES;
  for (const { value, place } of queue) {
    if (!isJsonObject(value)) continue;
    left -= 1;
    if (left < 0) return;
    yield { node: value, place };
    const { uri } = place;
    queue.push(...subschemas(value, place.pointer).map(([pointer, below]) => ({ value: below, place: { uri, pointer } })));
  }
}
