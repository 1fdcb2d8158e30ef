import { childPointer, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { child, entries, kindOf, spotOf, type Fields, type SourceValue, members } from '../fields.ts';
import { quoted } from '../problems.ts';
import type { MetricValue } from './values.ts';

const TYPES: readonly Json[] = ['string', 'number', 'boolean', 'array', 'object'];

/**
 * The structure of an object metric, a part of JSON Schema's words: `type`, `properties`, `items` and `oneOf`. Only what matches it is recorded,
 * so that objects are closed. https://mozilla.github.io/glean/book/reference/metrics/object.html
 */
export function structureOf(source: SourceValue | null, fields: Fields): MetricValue {
  if (source === null) {
    fields.missing('structure');
    return { schema: {}, moves: [] };
  }
  const schema = part(source, fields);
  return { schema: isJsonObject(schema) ? schema : {}, moves: [['', source.pointer]] };
}

function part(source: SourceValue, fields: Fields): Json {
  if (!isJsonObject(source.value)) {
    const message = `A part of the structure of ${fields.what} must be a map, not ${kindOf(source.value)}.`;
    fields.invalid(spotOf(source, 'entry'), message, 'Write its "type", and "properties" or "items" where it has any.');
    return {};
  }
  const properties = child(source, 'properties');
  const items = child(source, 'items');
  const oneOf = entries(child(source, 'oneOf'));
  const description = child(source, 'description')?.value;
  return {
    ...typeOf(source, properties !== null, fields),
    ...(typeof description === 'string' && { description }),
    ...(properties !== null && { properties: named(properties, fields), additionalProperties: false }),
    ...(items !== null && { items: part(items, fields) }),
    ...(oneOf.length > 0 && { oneOf: oneOf.map((each) => part(each, fields)) }),
  };
}

function named(properties: SourceValue, fields: Fields): JsonObject {
  return Object.fromEntries(members(properties).map(([name, source]) => [name, part(source, fields)]));
}

function typeOf(source: SourceValue, isObject: boolean, fields: Fields): JsonObject {
  const type = child(source, 'type');
  if (type === null) return isObject ? { type: 'object' } : {};
  if (TYPES.includes(type.value)) return { type: type.value };
  if (isJsonArray(type.value) && type.value.length > 0 && type.value.every((each) => TYPES.includes(each))) return { type: type.value };
  const shown = typeof type.value === 'string' ? quoted(type.value) : kindOf(type.value);
  const spot = { document: source.document, pointer: childPointer(source.pointer, 'type'), part: 'entry' } as const;
  fields.invalid(
    spot,
    `A part of the structure of ${fields.what} has an unknown type ${shown}.`,
    'Write string, number, boolean, array or object.',
  );
  return {};
}
