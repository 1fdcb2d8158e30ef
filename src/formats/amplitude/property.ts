import { isJsonArray, parseJson, type Json } from '../../jsonschema/index.ts';
import type { Cells, Column } from './table.ts';

/** A property as a schema, and the cells that its keywords are written in, by pointer below it. */
export interface PropertySchema {
  readonly schema: Readonly<Record<string, Json>>;
  readonly moves: readonly (readonly [string, Column])[];
}

/** The types of Amplitude (https://amplitude.com/docs/data/update-property-data-type), each with the JSON type; null for those that name none. */
const TYPES: ReadonlyMap<string, string | null> = new Map([
  ['', null],
  ['any', null],
  ['enum', null],
  ['const', null],
  ['array', 'array'],
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'boolean'],
  ['object', 'object'],
]);

/** Collects the keywords of one schema object. */
class Keywords {
  readonly schema: Record<string, Json> = {};
  readonly moves: (readonly [string, Column])[] = [];

  add(keyword: string, value: Json, column: Column): void {
    if (value === null) return;
    this.schema[keyword] = value;
    this.moves.push([`/${keyword}`, column]);
  }
}

/** What a row asks of a property's value. */
export function propertySchema(cells: Cells): PropertySchema {
  const { row } = cells;
  const value = new Keywords();
  const type = row.text('property value type').toLowerCase();
  const json = TYPES.get(type);
  if (json === undefined) cells.wrong('property value type', [...TYPES.keys()].filter((name) => name !== '').join(', '));
  const isWhole = cells.flag('number is integer') && json === 'number';
  if (isWhole) value.add('type', 'integer', 'number is integer');
  else value.add('type', json ?? null, 'property value type');
  value.add('enum', listOf(row.text('enum values'), json ?? null), 'enum values');
  value.add('const', constOf(row.text('const value'), json ?? null), 'const value');
  value.add('pattern', row.text('property regex') === '' ? null : row.text('property regex'), 'property regex');
  value.add('minLength', cells.count('string property value min length'), 'string property value min length');
  value.add('maxLength', cells.count('string property value max length'), 'string property value max length');
  value.add('minimum', cells.number('number property value min'), 'number property value min');
  value.add('maximum', cells.number('number property value max'), 'number property value max');
  const isList = cells.flag('property is array');
  const list = new Keywords();
  if (isList) list.add('type', 'array', 'property is array');
  list.add('uniqueItems', cells.flag('array unique items') ? true : null, 'array unique items');
  list.add('minItems', cells.count('array min items'), 'array min items');
  list.add('maxItems', cells.count('array max items'), 'array max items');
  return described(isList ? around(list, value) : beside(list, value), cells);
}

/** A list, and what is asked of each entry. A type that says no more than that it is a list is none of the entries. */
function around(list: Keywords, value: Keywords): PropertySchema {
  const { type, ...rest } = value.schema;
  const items = type === 'array' ? rest : value.schema;
  if (Object.keys(items).length === 0) return list;
  const moves = value.moves.map(([pointer, column]) => [`/items${pointer}`, column] as const);
  return { schema: { ...list.schema, items }, moves: [...list.moves, ...moves, ['/items', 'property value type']] };
}

function beside(list: Keywords, value: Keywords): PropertySchema {
  return { schema: { ...value.schema, ...list.schema }, moves: [...value.moves, ...list.moves] };
}

function described({ schema, moves }: PropertySchema, { row }: Cells): PropertySchema {
  const description = row.text('property description');
  return {
    schema: description === '' ? schema : { ...schema, description },
    moves: [...moves, ['/description', 'property description']],
  };
}

/** Permitted values: a list of JSON, or texts between commas, which nothing escapes. Null where there are none. */
function listOf(text: string, type: string | null): Json {
  const json = text.startsWith('[') ? parseJson(text) : null;
  if (json?.ok === true && isJsonArray(json.value)) return json.value.length === 0 ? null : json.value;
  const values = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return values.length === 0 ? null : [...new Set(values)].map((each) => scalar(each, type));
}

function constOf(text: string, type: string | null): Json {
  return text === '' ? null : scalar(text, type);
}

/** A value as its type has it: a table has texts only. */
function scalar(text: string, type: string | null): Json {
  const json = type === 'number' || type === 'boolean' || type === 'integer' ? parseJson(text.toLowerCase()) : null;
  return json?.ok === true ? json.value : text;
}
