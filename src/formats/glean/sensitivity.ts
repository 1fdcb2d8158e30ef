import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { child, type SourceValue, texts } from '../fields.ts';
/**
 * Mozilla's categories of data (https://wiki.mozilla.org/Data_Collection) as the rules about personal data know them. The first two say that
 * the data is about the app and how it is used. The third was called web activity before. The fourth may be personal data of any kind.
 */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['technical', 'technical'],
  ['interaction', 'interaction'],
  ['web_activity', 'user.behavior.browsing_history'],
  ['stored_content', 'user.content.private'],
  ['highly_sensitive', 'user'],
]);

/** How sensitive a metric's data is, in words that the rules about personal data read; none where it does not say. */
function sensitivityOf(source: SourceValue): readonly string[] {
  const declared = child(source, 'data_sensitivity')?.value ?? null;
  const known = (isJsonArray(declared) ? texts(declared) : texts([declared])).flatMap((word) => CATEGORIES.get(word) ?? []);
  return [...new Set(known)].toSorted();
}

/** Where the schema of a metric says how sensitive its data is. */
export const SENSITIVITY = '/$defs/sensitivity';

const REFERENCE = `#${SENSITIVITY}`;

/**
 * How sensitive a metric is holds for all of its data. It is said once, and every property refers to it: where it changes, that is one change on
 * one line.
 */
export function withSensitivity(schema: JsonObject, source: SourceValue): JsonObject {
  const words = sensitivityOf(source);
  const { properties } = schema;
  if (words.length === 0 || !isJsonObject(properties) || Object.keys(properties).length === 0) return schema;
  return { ...schema, properties: referring(properties), $defs: { sensitivity: { 'x-sensitivity': words } } };
}

function referring(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, referringIn(property, true)]));
}

function referringIn(schema: Json, isNamed: boolean): Json {
  if (!isJsonObject(schema)) return schema;
  const { properties, items, oneOf } = schema;
  return {
    ...schema,
    ...(isJsonObject(properties) && { properties: referring(properties) }),
    ...(isJsonObject(items) && { items: referringIn(items, false) }),
    ...(isJsonArray(oneOf) && { oneOf: oneOf.map((each) => referringIn(each, false)) }),
    ...(isNamed && { $ref: REFERENCE }),
  };
}
