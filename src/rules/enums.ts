import { canonicalJson, childPointer, isJsonArray, type Json, type Place } from '../jsonschema/index.ts';
import { causeOf, type Cause } from '../plan/cause.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';

/** The values that `enum` or `const` allow; none where the keyword is not there. */
export function allowedValues(keyword: string, value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return keyword === 'enum' && isJsonArray(value) ? value : [value];
}

/** The values of the first list that the second has not, by JSON equality. */
export function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  const known = new Set(others.map(canonicalJson));
  return values.filter((value) => !known.has(canonicalJson(value)));
}

/** The place of a value in a list of allowed values; the list's own where the value stands alone. */
function entryPlace(change: Change, side: 'base' | 'head', value: Json): Place | null {
  const [list, place] = side === 'base' ? [change.before, change.base] : [change.after, change.head];
  if (!place || change.keyword !== 'enum' || !isJsonArray(list)) return place ?? null;
  const text = canonicalJson(value);
  const index = list.findIndex((entry) => canonicalJson(entry) === text);
  return index < 0 ? place : { uri: place.uri, pointer: childPointer(place.pointer, index) };
}

/** The cause of an added or removed value: its own line on the side that has it, the list on the other. */
export function valueCause({ base, head }: ChangedEvent, change: Change, side: 'base' | 'head', value: Json | undefined): Cause {
  const whole = { ...(change.base && { base: change.base }), ...(change.head && { head: change.head }) };
  const place = value === undefined ? null : entryPlace(change, side, value);
  return causeOf(base, head, place === null ? whole : { ...whole, [side]: place }, change.path);
}
