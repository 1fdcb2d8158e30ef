import { isJsonObject, type Json } from '../../jsonschema/index.ts';

/** A member of a value that may be an object; undefined where it is none, or has no such member of its own. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
