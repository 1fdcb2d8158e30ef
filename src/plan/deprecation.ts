import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';

/** A day of the calendar as it is written. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Something that is marked to go. */
export interface Marked {
  /** The day from which on it may, YYYY-MM-DD; null where none is given. */
  readonly sunset: string | null;
  /** The version of the app with which it goes, as it is written, where that is given instead: of which day that is, the plan says nothing. */
  readonly release?: string;
  /** What stands where the day belongs, and is none. */
  readonly unread?: string;
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A day that the calendar has; what follows it (a time) does not count. */
function day(value: Json | undefined): string | null {
  const text = typeof value === 'string' ? value.slice(0, 'YYYY-MM-DD'.length) : '';
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}

/** Whether two marks say the same, of which either may be missing. */
export function sameMark(one: Marked | null, other: Marked | null): boolean {
  return (one === null) === (other === null) && one?.sunset === other?.sunset && one?.release === other?.release;
}

/**
 * What a schema says of its own end: `deprecated: true` (JSON Schema 2019-09, validation 9.3), with the day beside it as `x-sunset` (as in
 * OpenAPI tools; the word of RFC 8594), or both in one as `x-deprecated: {sunset}`. Null where it is not marked.
 */
export function deprecationOf(schema: Json | undefined): Marked | null {
  if (!isJsonObject(schema)) return null;
  const extension = own(schema, 'x-deprecated');
  const marked = own(schema, 'deprecated') === true || (extension !== undefined && extension !== false);
  if (!marked) return null;
  const given = [own(schema, 'x-sunset'), isJsonObject(extension) ? own(extension, 'sunset') : extension];
  const sunset = given.map(day).find((each) => each !== null) ?? null;
  const unread = given.find((value) => value !== undefined && typeof value !== 'boolean' && day(value) === null);
  return { sunset, ...(unread !== undefined && { unread: typeof unread === 'string' ? unread : canonicalJson(unread) }) };
}
