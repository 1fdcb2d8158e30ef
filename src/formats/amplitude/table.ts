import { childPointer, isJsonArray, isJsonObject, numberFromText, type Json } from '../../jsonschema/index.ts';
import type { SourceDocument } from '../format.ts';
import { quoted, type Problems, type Spot } from '../problems.ts';

/** The columns that are read, in small letters. Whatever else an export has (volumes, queries, days) says nothing of the plan. */
export type Column =
  | 'action'
  | 'object type'
  | 'object name'
  | 'object owner'
  | 'object description'
  | 'event category'
  | 'tags'
  | 'event schema status'
  | 'property type'
  | 'event property name'
  | 'property name'
  | 'property description'
  | 'property value type'
  | 'property schema status'
  | 'property required'
  | 'property is array'
  | 'string property value min length'
  | 'string property value max length'
  | 'number is integer'
  | 'number property value min'
  | 'number property value max'
  | 'array unique items'
  | 'array min items'
  | 'array max items'
  | 'enum values'
  | 'const value'
  | 'property regex';

/** What an import may write for a thing of a plan, in any case. */
const OBJECTS = /^(?:event|property group)$/i;
const PROPERTIES = /^(?:event|user|group) property$/i;

/** A taxonomy of Amplitude: its rows, and how its columns are spelt. */
export interface Table {
  readonly document: SourceDocument;
  readonly rows: readonly Json[];
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * The taxonomy that a document holds: events with their properties, or properties of users. Null where it is none: other tables may have a column or
 * two of these names, but not such rows. https://amplitude.com/docs/data/csv-import-export/file-schema
 */
export function tableOf(document: SourceDocument): Table | null {
  const { value, path } = document;
  if (!/\.csv$/i.test(path) || !isJsonArray(value) || !isJsonObject(value[0] ?? null)) return null;
  // The vendor's own files differ in capitals: "Object Type" and "Object type".
  const columns = new Map(Object.keys(value[0] ?? {}).map((name) => [name.toLowerCase(), name]));
  const table: Table = { document, rows: value, columns };
  const has = (...names: readonly Column[]): boolean => names.every((name) => columns.has(name));
  if (has('object type', 'object name', 'event property name', 'property value type'))
    return value.some((_, at) => OBJECTS.test(textAt(table, at, 'object type'))) ? table : null;
  if (has('property type', 'property name', 'property value type'))
    return value.some((_, at) => PROPERTIES.test(textAt(table, at, 'property type'))) ? table : null;
  return null;
}

/** What a cell says. Exports put a tab before what a spreadsheet could take for a formula. */
function textAt({ rows, columns }: Table, at: number, column: Column): string {
  const row = rows[at];
  const name = columns.get(column);
  const value = name !== undefined && isJsonObject(row) && Object.hasOwn(row, name) ? row[name] : undefined;
  return typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n').trim() : '';
}

/** A row of a taxonomy. */
export class Row {
  readonly #table: Table;
  readonly #at: number;

  constructor(table: Table, at: number) {
    this.#table = table;
    this.#at = at;
  }

  get document(): SourceDocument {
    return this.#table.document;
  }

  /** What a cell says; '' where it is empty, or there is no such column. */
  text(column: Column): string {
    return textAt(this.#table, this.#at, column);
  }

  /** How the file spells a column. */
  title(column: Column): string {
    return this.#table.columns.get(column) ?? column;
  }

  /** Where a cell stands; the row where there is no such column. */
  pointer(column: Column): string {
    const row = childPointer('', this.#at);
    const name = this.#table.columns.get(column);
    return name === undefined ? row : childPointer(row, name);
  }

  spot(column: Column): Spot {
    return { document: this.document, pointer: this.pointer(column), part: 'entry' };
  }
}

/** Reads the cells of one row that may be wrong, and reports those. */
export class Cells {
  readonly row: Row;
  readonly #what: string;
  readonly #owner: string;
  readonly #problems: Problems;

  /** @param what the row, as messages call it. */
  constructor(row: Row, what: string, owner: string, problems: Problems) {
    this.row = row;
    this.#what = what;
    this.#owner = owner;
    this.#problems = problems;
  }

  flag(column: Column): boolean {
    const text = this.row.text(column);
    if (/^true$/i.test(text)) return true;
    if (text !== '' && !/^false$/i.test(text)) this.wrong(column, 'TRUE or FALSE');
    return false;
  }

  /** Null where the cell is empty, or wrong. */
  number(column: Column): Json {
    const text = this.row.text(column);
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return numberFromText(text);
    if (text !== '') this.wrong(column, 'a number');
    return null;
  }

  /** A whole number that is not below 0; null where the cell is empty, or wrong. */
  count(column: Column): number | null {
    const text = this.row.text(column);
    if (/^\d{1,15}$/.test(text)) return Number(text);
    if (text !== '') this.wrong(column, 'a whole number from 0 on');
    return null;
  }

  wrong(column: Column, expected: string): void {
    const message = `${quoted(this.row.title(column))} of ${this.#what} must be ${expected}, not ${quoted(this.row.text(column))}.`;
    this.#problems.invalid(this.#owner, this.row.spot(column), message, 'Correct the cell: it counts as empty.');
  }
}
