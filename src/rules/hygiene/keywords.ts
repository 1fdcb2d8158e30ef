import { childPointer, isJsonArray, isJsonObject, type Json, type JsonObject, type Place, type Schema } from '../../jsonschema/index.ts';

/** Keywords whose value is one schema. */
const ONE = new Set([
  'items',
  'additionalItems',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
]);
/** Keywords whose value is a list of schemas. */
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
/** Keywords whose value is schemas by name. */
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);

/** Nodes of one document that are looked at; what is beyond is not judged. */
const MAX_NODES = 100_000;

/** A schema object, and where it stands. */
export interface SchemaAt {
  readonly node: JsonObject;
  readonly place: Place;
}

function below({ node, place }: SchemaAt): readonly { readonly value: Json; readonly place: Place }[] {
  const at = (...names: readonly (string | number)[]): Place => ({
    uri: place.uri,
    pointer: names.reduce<string>(childPointer, place.pointer),
  });
  return Object.entries(node).flatMap(([keyword, value]) => {
    if (ONE.has(keyword) && isJsonObject(value)) return [{ value, place: at(keyword) }];
    if (LIST.has(keyword) && isJsonArray(value)) return value.map((entry, index) => ({ value: entry, place: at(keyword, index) }));
    if (NAMED.has(keyword) && isJsonObject(value))
      return Object.entries(value).map(([name, entry]) => ({ value: entry, place: at(keyword, name) }));
    return [];
  });
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
    queue.push(...below({ node: value, place }));
  }
}
