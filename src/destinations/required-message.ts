import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';
import type { FieldSource, Requirement } from './contract.ts';

/** What a receiver's requirement asks of a message, before any mapping. */
export interface RequiredMessage {
  /** JSON Schema (2020-12) of the message; the conditions stand side by side in `allOf`. */
  readonly schema: JsonObject & { readonly allOf: readonly Json[] };
  /** The receiver's field that each condition is about; null for one that is about several. */
  readonly fields: readonly (string | null)[];
}

/** Names from the top of a message, or of an entry of a list. */
type Names = readonly string[];

/** Where a path of a contract lies in the messages of an event. */
export type Resolve = (path: string) => Names;

type Mapping = Readonly<Record<string, FieldSource>>;

interface Condition {
  readonly field: string | null;
  readonly schema: Json;
}

/** Keywords that say something of a whole object through its parts, and those that say nothing at all. */
const CONNECTIVES = ['allOf', 'anyOf', 'oneOf'] as const;
const BRANCHES = ['not', 'if', 'then', 'else'] as const;
const SILENT = new Set(['type', 'title', 'description', '$comment', '$schema', 'examples']);

/** Keywords of a list that its entries have no part in, and `items`, which is asked of each. */
const OF_LISTS = new Set([...SILENT, 'items', 'minItems', 'maxItems']);

/**
 * Keywords of `requires`, by the way to them, that cannot be asked of a message: the receiver's object, and the entries of a list of which the mapping says what
 * each gives, are made by the mapping.
 */
export function unaskable(requires: Json, mapping: Mapping = {}): readonly (readonly string[])[] {
  if (!isJsonObject(requires)) return [];
  const below = (tokens: readonly string[], schema: Json): readonly (readonly string[])[] =>
    unaskable(schema, mapping).map((more) => [...tokens, ...more]);
  const known = new Set<string>([...SILENT, ...CONNECTIVES, ...BRANCHES, 'properties', 'required', 'dependentRequired']);
  const own = Object.keys(requires).filter((keyword) => !known.has(keyword));
  const { type, properties } = requires;
  const other = type === undefined || type === 'object' ? [] : ['type'];
  return [
    ...[...own, ...other].map((keyword) => [keyword]),
    ...CONNECTIVES.flatMap((keyword) => listOf(requires[keyword]).flatMap((schema, index) => below([keyword, String(index)], schema))),
    ...BRANCHES.flatMap((keyword) => given(requires[keyword]).flatMap((schema) => below([keyword], schema))),
    ...(isJsonObject(properties) ? Object.entries(properties) : []).flatMap(([field, schema]) =>
      unaskableOfList(schema, sourceOf(field, mapping)).map((more) => ['properties', field, ...more]),
    ),
  ];
}

function unaskableOfList(schema: Json, source: FieldSource): readonly (readonly string[])[] {
  if (typeof source === 'string' || !('list' in source) || !isJsonObject(schema)) return [];
  const { items } = schema;
  const ofEntry = items === undefined ? [] : unaskable(items, source.each).filter((tokens) => tokens.join() !== 'type');
  return [
    ...Object.keys(schema).flatMap((keyword) => (OF_LISTS.has(keyword) ? [] : [[keyword]])),
    ...ofEntry.map((tokens) => ['items', ...tokens]),
  ];
}

const listOf = (value: Json | undefined): readonly Json[] => (isJsonArray(value) ? value : []);
const given = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);

/**
 * Draws a requirement back through its mapping: a message meets the answer exactly if what the mapping makes of it meets `requires`. A field
 * that comes from several paths has the value of the first that is there, so that each path is asked where none before it is there.
 */
export function requiredMessage({ requires, mapping = {} }: Pick<Requirement, 'requires' | 'mapping'>, resolve: Resolve): RequiredMessage {
  const conditions = conditionsOf(requires, mapping, resolve);
  // JSON Schema has no empty list of conditions.
  return {
    schema: { allOf: conditions.length === 0 ? [true] : conditions.map(({ schema }) => schema) },
    fields: conditions.map(({ field }) => field),
  };
}

function conditionsOf(requires: Json, mapping: Mapping, resolve: Resolve): readonly Condition[] {
  if (!isJsonObject(requires)) return requires === false ? [{ field: null, schema: false }] : [];
  const { properties, required, dependentRequired } = requires;
  const fields = isJsonObject(properties) ? Object.entries(properties) : [];
  const pulled = (schema: Json): Json => whole(conditionsOf(schema, mapping, resolve));
  return [
    ...listOf(required).flatMap((field): Condition[] =>
      typeof field === 'string' ? [{ field, schema: presence(sourceOf(field, mapping), resolve) }] : [],
    ),
    ...(isJsonObject(dependentRequired) ? Object.entries(dependentRequired) : []).flatMap(([trigger, needs]) =>
      listOf(needs).flatMap((field): Condition[] => {
        if (typeof field !== 'string') return [];
        const [when, then] = [trigger, field].map((each) => presence(sourceOf(each, mapping), resolve));
        return [{ field, schema: { if: when ?? true, then: then ?? true } }];
      }),
    ),
    ...fields.map(([field, schema]): Condition => ({ field, schema: valueOf(schema, sourceOf(field, mapping), resolve) })),
    ...CONNECTIVES.flatMap((keyword): Condition[] => {
      const all = listOf(requires[keyword]).map(pulled);
      return all.length === 0 ? [] : [{ field: null, schema: { [keyword]: all } }];
    }),
    ...branches(requires, pulled),
  ];
}

function branches(requires: JsonObject, pulled: (schema: Json) => Json): readonly Condition[] {
  const { not, if: when, then, else: otherwise } = requires;
  return [
    ...(not === undefined ? [] : [{ field: null, schema: { not: pulled(not) } }]),
    ...(when === undefined
      ? []
      : [
          {
            field: null,
            schema: {
              if: pulled(when),
              ...(then !== undefined && { then: pulled(then) }),
              ...(otherwise !== undefined && { else: pulled(otherwise) }),
            },
          },
        ]),
  ];
}

function whole(conditions: readonly Condition[]): Json {
  const [first, ...more] = conditions;
  if (first === undefined) return true;
  return more.length === 0 ? first.schema : { allOf: conditions.map(({ schema }) => schema) };
}

/** A field that the mapping leaves out has its own name in the event's data. */
function sourceOf(field: string, mapping: Mapping): FieldSource {
  return Object.hasOwn(mapping, field) ? (mapping[field] ?? field) : field;
}

/** The paths of a field, the first to be asked first. */
export function pathsOf(source: FieldSource): readonly string[] {
  if (typeof source === 'string') return [source];
  return 'list' in source ? [source.list] : source;
}

/** That one of the paths of a field is there. */
function presence(source: FieldSource, resolve: Resolve): Json {
  const [only, ...more] = pathsOf(source).map((path) => present(resolve(path)));
  return more.length === 0 ? (only ?? true) : { anyOf: [only ?? true, ...more] };
}

function present(names: Names): Json {
  const [name, ...rest] = names;
  if (name === undefined) return true;
  return { type: 'object', required: [name], ...(rest.length > 0 && { properties: { [name]: present(rest) } }) };
}

/** That the value which a field gets, if it gets one, meets a schema. */
function valueOf(schema: Json, source: FieldSource, resolve: Resolve): Json {
  if (typeof source === 'object' && 'list' in source) return at(resolve(source.list), entriesOf(schema, source.each));
  const [last, ...before] = pathsOf(source).map(resolve).toReversed();
  return before.reduce<Json>(
    (otherwise, names) => ({ if: present(names), then: at(names, schema), else: otherwise }),
    at(last ?? [], schema),
  );
}

function at(names: Names, schema: Json): Json {
  const [name, ...rest] = names;
  return name === undefined ? schema : { properties: { [name]: at(rest, schema) } };
}

/** Names in an entry of a list: what the mapping says of it counts from the entry on. */
const fromEntry: Resolve = (path) => path.split('.');

function entriesOf(schema: Json, each: Mapping): Json {
  if (!isJsonObject(schema) || schema['items'] === undefined) return schema;
  const { items } = schema;
  const entry = whole(conditionsOf(items, each, fromEntry));
  const kind = isJsonObject(items) && items['type'] !== undefined ? { type: items['type'] } : {};
  return { ...schema, items: isJsonObject(entry) ? { ...kind, ...entry } : isJsonObject(items) ? kind : entry };
}
