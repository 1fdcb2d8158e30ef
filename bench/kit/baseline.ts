import { isJsonArray, isJsonObject, type Json, type Schema } from '../../src/jsonschema/index.ts';
import { bundleSchema } from '../../src/jsonschema/oracle/bundle.ts';
import { removedSchema } from '../../src/jsonschema/oracle/diff.ts';
import { fragmentOf } from '../../src/jsonschema/oracle/fragment.ts';

/** json-schema-diff's answer to base in head: nothing was removed. Null: it has none (it throws, or takes too long). */
export function answerOf(base: Json, head: Json): boolean | null {
  try {
    const removed = removedSchema(base, head);
    return removed === null ? null : removed === false;
  } catch {
    return null;
  }
}

/** A schema that json-schema-diff reads in full, its references written out; null where there is none. */
export function readable(schema: Schema): Json | null {
  const bundle = bundleSchema(schema);
  return 'problem' in bundle ? null : fragmentOf(bundle);
}

const MOST_SCHEMAS = 5_000;

/** Any schema with its references written out, keywords that json-schema-diff ignores left in; null where references are recursive or missing. */
export function withoutReferences(schema: Schema): Json | null {
  const bundle = bundleSchema(schema);
  if ('problem' in bundle) return null;
  const definitions = bundle.document.$defs;
  const open = new Set<string>();
  let schemas = 0;
  const written = (value: Json): Json => {
    if (isJsonArray(value)) return value.map(written);
    if (!isJsonObject(value)) return value;
    schemas++;
    if (schemas > MOST_SCHEMAS) throw new RangeError('too many schemas');
    const { $ref, ...rest } = value;
    const own = Object.fromEntries(Object.entries(rest).map(([name, content]) => [name, written(content)]));
    if (typeof $ref !== 'string') return value['$ref'] === undefined ? own : { ...own, $ref: written($ref ?? null) };
    if (open.has($ref)) throw new RangeError('a recursive reference');
    open.add($ref);
    const target = written(definitions[$ref.slice('#/$defs/'.length)] ?? false);
    open.delete($ref);
    return Object.keys(own).length === 0 ? target : { allOf: [target, own] };
  };
  try {
    return written({ $ref: bundle.document.$ref });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
