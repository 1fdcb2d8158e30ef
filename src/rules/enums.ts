import { canonicalJson, childPointer, isJsonArray, type Json, type Place } from '../jsonschema/index.ts';
import { causeOf, type Cause } from '../plan/cause.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';
import { lastName, printPath } from '../plan/paths.ts';
import { propertyInScope } from './scope.ts';
import type { EnumSettings } from './settings.ts';

/** The keyword that the author wrote: one side may have `const` where the other has `enum`. */
function isList(keyword: string, place: Place | undefined): boolean {
  if (place === undefined) return keyword === 'enum';
  return /\/enum(\/\d+)?$/.test(place.pointer) || (keyword === 'enum' && !place.pointer.endsWith('/const'));
}

/** The values that `enum` or `const` allow on one side of a change; none where the keyword is not there. */
export function allowedValues({ keyword, before, after, ...places }: Change, side: 'base' | 'head'): readonly Json[] {
  const value = side === 'base' ? before : after;
  if (value === undefined) return [];
  return isList(keyword, places[side]) && isJsonArray(value) ? value : [value];
}

/** The values of the first list that the second has not, by JSON equality. */
export function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  const known = new Set(others.map(canonicalJson));
  return values.filter((value) => !known.has(canonicalJson(value)));
}

/** The place of a value in a list of allowed values; the list's own where the value stands alone. */
function entryPlace(change: Change, side: 'base' | 'head', value: Json): Place | null {
  const [list, place] = side === 'base' ? [change.before, change.base] : [change.after, change.head];
  if (!place || !isList(change.keyword, place) || !isJsonArray(list)) return place ?? null;
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

/** Keywords that declare a list open to new values: Zalando's (https://opensource.zalando.com/restful-api-guidelines/#112) and a plain one. */
const OPEN_MARKS = ['x-extensible-enum', 'x-open-enum'];

/**
 * Whether new values come to a list as a matter of course: the policy says so, or the schema does, with `true` or a list of examples. Base decides:
 * a change does not declare open what it adds to.
 */
export function isOpenEnum({ base, vocabulary }: ChangedEvent, { path, wirePath }: Change, { open }: EnumSettings): boolean {
  const property = path.slice(0, path.findLastIndex((step) => step.kind === 'property') + 1);
  const named = [path, property].map((each) => ({ path: each, wirePath: printPath(each), name: lastName(each) }));
  if (open.some((scope) => named.some((each) => propertyInScope(scope, base, each)))) return true;
  return (vocabulary.base.schemas.get(wirePath) ?? []).some(({ schema }) =>
    OPEN_MARKS.some((mark) => Object.hasOwn(schema, mark) && (schema[mark] === true || isJsonArray(schema[mark]))),
  );
}
