import { printJson, type Json } from '../jsonschema/index.ts';
import { shorten, shortenBoth } from './excerpt.ts';
import type { Location } from '../plan/model.ts';

/** Longest piece of foreign text in a sentence, in UTF-16 units. */
const MAX_QUOTED = 80;

/** A foreign name in a sentence. */
export function quote(name: string): string {
  return JSON.stringify(shorten(name, MAX_QUOTED));
}

/** A foreign value in a sentence. */
export function show(value: Json): string {
  return typeof value === 'string' ? quote(value) : shorten(printJson(value), MAX_QUOTED);
}

/** What a foreign value was and is, in a sentence: of long ones the part in which they differ. */
export function showBoth(before: Json, after: Json): readonly [before: string, after: string] {
  if (typeof before !== 'string' || typeof after !== 'string') return shortenBoth(printJson(before), printJson(after), MAX_QUOTED);
  const [was, is] = shortenBoth(before, after, MAX_QUOTED);
  return [JSON.stringify(was), JSON.stringify(is)];
}

/** At most `limit` values in a row, and how many more there are. */
export function list(values: readonly Json[], limit = 5): string {
  const shown = values.slice(0, limit).map(show).join(', ');
  return values.length > limit ? `${shown} and ${values.length - limit} more` : shown;
}

/** The names of JSON kinds in a `type` value, for comparison. */
export function typeNames(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly Json[]).filter((entry): entry is string => typeof entry === 'string') : [];
}

/** A `type` in a sentence: `string or null`. */
export function showType(value: Json | undefined): string {
  const names = typeNames(value);
  return names.length === 0 ? 'anything' : names.join(' or ');
}

/** An event in a sentence: `track event "Order Placed"`. */
export function eventTitle(event: { readonly type: string; readonly name: string; readonly noun?: string }): string {
  if (event.noun !== undefined) return `The ${event.noun} ${quote(event.name)}`;
  return event.type === 'other' ? `Event ${quote(event.name)}` : `The ${event.type} event ${quote(event.name)}`;
}

/** Things in a row, and how many there are beyond those shown. */
export function withMore(shown: readonly string[], all: number): string {
  return all > shown.length ? `${shown.join(', ')} and ${all - shown.length} more` : shown.join(', ');
}

/** How many lines of one file a sentence names. */
const MAX_LINES = 3;

/** Places of one file in a sentence, on one line: `enrich.js:4, 9`. */
export function placesText(places: readonly Location[]): string {
  const lines = [...new Set(places.map(({ line }) => line))].toSorted((one, other) => one - other);
  const file = JSON.stringify(places[0]?.file ?? '').slice(1, -1);
  return `${file}:${withMore(lines.slice(0, MAX_LINES).map(String), lines.length)}`;
}
