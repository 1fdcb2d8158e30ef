import {
  evaluate,
  isJsonArray,
  isJsonObject,
  isNumber,
  printJson,
  type Json,
  type JsonObject,
  type Schema,
} from '../../jsonschema/index.ts';

/** The type of a column, and `object`: an object has no column of its own, its parts have. An array is stored as a string that holds JSON. */
export type ColumnKind = 'string' | 'datetime' | 'int' | 'float' | 'boolean' | 'array' | 'object';

/** Every kind that a column may get from a property of which a schema says nothing. */
export const ANY_COLUMN: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['string', 'datetime', 'int', 'float', 'boolean', 'array']);

/** A date, and a time of day after it or not. The loader takes every such string for a time. */
const TIME =
  /^[+-]?\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T\s](?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?(?:[Zz]|[+-]\d\d:?(?:\d\d)?)?)?$/;

/** Formats of which every value looks like a time. */
const TIME_FORMATS: ReadonlySet<Json> = new Set(['date-time', 'date']);

const own = (schema: JsonObject, keyword: string): Json | undefined => (Object.hasOwn(schema, keyword) ? schema[keyword] : undefined);

/** The kind of column that a value makes, as the loader sees it (SOURCES.types); null for null, which makes none. */
export function kindOfValue(value: Json): ColumnKind | null {
  if (value === null) return null;
  if (isNumber(value)) return Number.isInteger(Number(printJson(value))) ? 'int' : 'float';
  if (isJsonArray(value)) return 'array';
  if (isJsonObject(value)) return 'object';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' && TIME.test(value) ? 'datetime' : 'string';
}

/** Times in the ways that patterns ask for, and texts that are none. */
const TIMES: readonly string[] = [
  '2026-01-31',
  '2026-01-31T10:00:00Z',
  '2026-01-31T10:00:00.000Z',
  '2026-01-31T10:00:00+00:00',
  '2026-01-31T10:00:00.000000Z',
  '2026-01-31 10:00:00',
];
const NO_TIMES: readonly string[] = ['', '1', 'a', 'text', '10:00', '2026', '2026-01', '31-01-2026', 'https://shop.example.com'];

/** Longer than any that is written for times. */
const MAX_PATTERN = 300;

/** Whether a pattern lets times through and nothing else, as far as examples tell. */
function isPatternOfTimes(pattern: Json | undefined): boolean {
  if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN) return false;
  const schema: Schema = { uri: 'pattern', pointer: '', documents: new Map([['pattern', { pattern }]]), dialect: '2020-12' };
  const takes = (text: string): boolean => evaluate(schema, text) === 'valid';
  return TIMES.some(takes) && !NO_TIMES.some(takes);
}

/** Whether all strings of a schema look like times, by their format or their pattern. */
function isTime(schema: JsonObject): boolean {
  return TIME_FORMATS.has(own(schema, 'format') ?? null) || isPatternOfTimes(own(schema, 'pattern'));
}

function kindsOfType(type: string, schema: JsonObject): readonly ColumnKind[] {
  switch (type) {
    case 'string':
      return [isTime(schema) ? 'datetime' : 'string'];
    case 'integer':
      return ['int'];
    case 'number': {
      const step = own(schema, 'multipleOf');
      return step !== undefined && kindOfValue(step) === 'int' ? ['int'] : ['int', 'float'];
    }
    case 'boolean':
    case 'array':
    case 'object':
      return [type];
    default:
      return [];
  }
}

/** The kinds of values that one schema names by its type, or by its values; null where it says nothing of them. */
function kindsSaid(schema: JsonObject): ReadonlySet<ColumnKind> | null {
  const values = Object.hasOwn(schema, 'const') ? [schema['const'] ?? null] : own(schema, 'enum');
  if (isJsonArray(values)) return new Set(values.flatMap((value) => kindOfValue(value) ?? []));
  const type = own(schema, 'type');
  const types = typeof type === 'string' ? [type] : isJsonArray(type) ? type.filter((each) => typeof each === 'string') : [];
  if (types.length > 0) return new Set(types.flatMap((each) => kindsOfType(each, schema)));
  if (Object.hasOwn(schema, 'properties')) return new Set(['object']);
  if (!isTime(schema)) return null;
  return new Set([...ANY_COLUMN, 'object' as const].filter((kind) => kind !== 'string'));
}

/** What two schemas leave together: a time is one of the strings. */
function both(one: ReadonlySet<ColumnKind>, other: ReadonlySet<ColumnKind>): ReadonlySet<ColumnKind> {
  const isIn = (kind: ColumnKind, kinds: ReadonlySet<ColumnKind>): boolean =>
    kinds.has(kind) || (kind === 'datetime' && kinds.has('string'));
  return new Set([...one, ...other].filter((kind) => isIn(kind, one) && isIn(kind, other)));
}

/** A schema that applies to a property: always, or only in a branch. */
export interface Applied {
  readonly schema: JsonObject;
  readonly conditional: boolean;
}

/**
 * The kinds of column that a property's values may make, by the schemas that apply to it; null where they do not say. A string that is no time by its
 * format or pattern is taken for one that never looks like a time; null makes no column.
 */
export function columnKinds(applied: readonly Applied[]): ReadonlySet<ColumnKind> | null {
  const said = applied.flatMap(({ schema, conditional }) => {
    const kinds = kindsSaid(schema);
    return kinds === null ? [] : [{ kinds, conditional }];
  });
  const [first, ...others] = said.filter(({ conditional }) => !conditional).map(({ kinds }) => kinds);
  const kinds = first === undefined ? new Set(said.flatMap((each) => [...each.kinds])) : others.reduce(both, first);
  return said.length === 0 ? null : kinds;
}
