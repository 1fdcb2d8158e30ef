import type { Json, JsonObject } from '../../jsonschema/index.ts';
import type { SchemaStyle } from '../json-schema/schema-index.ts';

/** What names a schema in JSON Schema and means nothing in OpenAPI 3.0. */
const NO_NAMES = new Set(['$schema', '$id', 'id', 'nullable']);

const TOGETHER: ReadonlyMap<string, string> = new Map([
  ['type', 'nullable'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
]);

/**
 * Schema Objects of OpenAPI 3.0 as draft-04, which has the same boolean `exclusiveMinimum` and the same `$ref` that stands alone. `nullable: true` adds
 * null to the `type` beside it; without one it means nothing, and an `enum` has to list null itself
 * (https://spec.openapis.org/oas/v3.0.3#schema-nullable, https://github.com/OAI/OpenAPI-Specification/blob/main/proposals/2019-10-31-Clarify-Nullable.md).
 */
export const OPENAPI_30: SchemaStyle = { translate, together: TOGETHER };

function translate(schema: JsonObject): JsonObject {
  const own = (name: string): Json | undefined => (Object.hasOwn(schema, name) ? schema[name] : undefined);
  const type = own('type');
  const nullable = own('nullable') === true && typeof type === 'string' && type !== 'null';
  const entries = Object.entries(schema).filter(([name]) => !NO_NAMES.has(name));
  return Object.fromEntries(
    nullable ? entries.map(([name, value]): [string, Json] => [name, name === 'type' ? [type, 'null'] : value]) : entries,
  );
}
