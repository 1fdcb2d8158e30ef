import type { Dialect, Json, Schema } from '../../src/jsonschema/index.ts';

/** A schema that is a document of its own. */
export function schema(value: Json, dialect: Dialect = '2020-12', uri = 'schemas/event.json'): Schema {
  return { uri, pointer: '', documents: new Map([[uri, value]]), dialect };
}
