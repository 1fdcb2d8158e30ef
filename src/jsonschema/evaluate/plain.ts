import { canonicalJson, equalJson, ExactNumber, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { compareNumbers, isInteger, isMultipleOf } from '../values/number.ts';
import { KIND, type Assertion } from '../schema/schema-node.ts';

/** The kind bit of a value. */
export function kindOf(value: Json): number {
  if (value === null) return KIND.null;
  if (typeof value === 'boolean') return KIND.boolean;
  if (typeof value === 'string') return KIND.string;
  if (typeof value === 'number' || value instanceof ExactNumber) return isInteger(value) ? KIND.integer : KIND.fraction;
  return Array.isArray(value) ? KIND.array : KIND.object;
}

/** The number of Unicode code points of a string, which is what `minLength` and `maxLength` count. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** From so many values on, membership is looked up in a set. */
const MANY = 16;

const valueSets = new WeakMap<readonly Json[], ReadonlySet<string>>();

/** One text for all equal values. */
function keyOf(value: Json): string {
  return typeof value === 'string' ? `"${value}` : canonicalJson(value);
}

/** Whether a value is among others, by JSON Schema's equality. */
export function isMember(value: Json, values: readonly Json[]): boolean {
  if (values.length < MANY) return isScalar(value) ? values.includes(value) : values.some((other) => equalJson(value, other));
  let keys = valueSets.get(values);
  if (keys === undefined) {
    keys = new Set(values.map(keyOf));
    valueSets.set(values, keys);
  }
  return keys.has(keyOf(value));
}

function isScalar(value: Json): value is string | boolean | null {
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

/** Whether no two items are equal. */
export function areUnique(items: readonly Json[]): boolean {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

/** Whether an object has all these names of its own. */
export function hasAll(value: JsonObject, names: readonly string[]): boolean {
  for (const name of names) if (!Object.hasOwn(value, name)) return false;
  return true;
}

/** Whether a number meets an assertion on numbers. */
export function meetsNumeric(
  assertion: Extract<Assertion, { kind: 'minimum' | 'maximum' | 'multipleOf' }>,
  value: number | ExactNumber,
): boolean {
  if (assertion.kind === 'multipleOf') return isMultipleOf(value, assertion.divisor);
  const order = compareNumbers(value, assertion.limit);
  if (order === 0) return !assertion.exclusive;
  return assertion.kind === 'minimum' ? order > 0 : order < 0;
}

/** Whether a value keeps a limit on its size; true for kinds that the limit does not speak of. */
export function meetsLimit({ keyword, limit }: Extract<Assertion, { kind: 'limit' }>, value: Json): boolean {
  switch (keyword) {
    // A text has no more code points than UTF-16 units, and at least half as many.
    case 'minLength':
      return typeof value !== 'string' || (value.length >= limit && (value.length >= 2 * limit || lengthOf(value) >= limit));
    case 'maxLength':
      return typeof value !== 'string' || value.length <= limit || (value.length <= 2 * limit && lengthOf(value) <= limit);
    case 'minItems':
      return !Array.isArray(value) || value.length >= limit;
    case 'maxItems':
      return !Array.isArray(value) || value.length <= limit;
    case 'minProperties':
      return !isJsonObject(value) || Object.keys(value).length >= limit;
    case 'maxProperties':
      return !isJsonObject(value) || Object.keys(value).length <= limit;
  }
}
