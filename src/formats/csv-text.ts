import { CsvError, parse } from 'csv-parse/sync';
import type { Json } from '../jsonschema/index.ts';
import { MAX_TOKENS, tooLarge, type Range, type ReadText, type SourceError, type SourceNode } from './source-node.ts';

/**
 * Reads a table with commas (RFC 4180), whose first line names the columns, with the position of every cell. The table is a list of rows, a row an
 * object of texts by column; a quoted cell stands where its quotes do. Of columns with the same name the first counts, one without a name does not. A
 * row that ends early has empty cells at its end; lines without any cell are passed over.
 */
export function readCsv(text: string): ReadText {
  if (separators(text) > MAX_TOKENS) return { ok: false, error: tooLarge({ start: 0, end: 0 }) };
  const parsed = recordsOf(text);
  if (!parsed.ok) return parsed;
  const [header, ...records] = parsed.records;
  if (header === undefined) return { ok: false, error: EMPTY };
  const columns = columnsOf(header);
  if (records.length * columns.length > MAX_TOKENS) return { ok: false, error: tooLarge({ start: 0, end: 0 }) };
  let at = rangesOf(header, afterLineEnds(text, 0), text).at(-1)?.end ?? 0;
  const entries = records.map((record) => {
    const row = new RowNode(record, columns, afterLineEnds(text, at), text);
    at = row.end;
    return row;
  });
  return { ok: true, root: { start: 0, end: text.length, value: entries.map(({ value }) => value), entries } };
}

const EMPTY: SourceError = { start: 0, end: 0, message: 'The file is empty.', hint: 'Write a line of column names, or remove the file.' };

/** No text has more cells than commas and line ends, and one. */
function separators(text: string): number {
  let count = 0;
  for (const mark of [',', '\n', '\r']) for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}

type Records =
  | { readonly ok: true; readonly records: readonly (readonly string[])[] }
  | { readonly ok: false; readonly error: SourceError };

function recordsOf(text: string): Records {
  try {
    const records = parse(text, {
      delimiter: ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return { ok: true, records };
  } catch (thrown) {
    if (thrown instanceof CsvError) return { ok: false, error: syntaxError(thrown, text) };
    throw thrown;
  }
}

const SYNTAX: ReadonlyMap<string, string> = new Map([
  ['CSV_INVALID_CLOSING_QUOTE', 'a quoted cell goes on behind its closing quote'],
  ['CSV_QUOTE_NOT_CLOSED', 'a quoted cell is not closed'],
  ['INVALID_OPENING_QUOTE', 'a quote stands inside a cell that is not quoted'],
]);

/** The parser tells where the last good cell ends, in bytes. */
function syntaxError({ code, bytes }: CsvError, text: string): SourceError {
  const passed = typeof bytes === 'number' ? Buffer.from(text).toString('utf8', 0, bytes).length : 0;
  const start = afterLineEnds(text, text[passed] === ',' ? passed + 1 : passed);
  return {
    start,
    end: start,
    message: `It is not valid CSV: ${SYNTAX.get(code) ?? 'unexpected text'}.`,
    hint: 'Correct this cell: one that holds a quote is quoted itself, and each quote in it doubled.',
  };
}

function afterLineEnds(text: string, start: number): number {
  let at = start;
  while (text[at] === '\n' || text[at] === '\r') at += 1;
  return at;
}

/** The ranges of a record's cells, the first of which begins at an offset: what a cell holds tells how long it is. */
function rangesOf(record: readonly string[], start: number, text: string): readonly Range[] {
  let at = start;
  return record.map((value, index) => {
    if (index > 0) at += 1;
    const from = at;
    at += text[from] === '"' ? quotedLength(value) : value.length;
    return { start: from, end: at };
  });
}

/** A cell in quotes has each quote of its own doubled. */
function quotedLength(value: string): number {
  let length = value.length + 2;
  for (let at = value.indexOf('"'); at >= 0; at = value.indexOf('"', at + 1)) length += 1;
  return length;
}

/** The named columns, each with its place. */
type Columns = readonly (readonly [string, number])[];

function columnsOf(header: readonly string[]): Columns {
  const seen = new Set(['']);
  return header.flatMap((text, at): (readonly [string, number])[] => {
    const name = text.trim();
    if (seen.has(name)) return [];
    seen.add(name);
    return [[name, at]];
  });
}

/** A row. A large table has many cells, of which few are asked where they stand: that is found out anew each time. */
class RowNode implements SourceNode {
  readonly start: number;
  readonly end: number;
  readonly value: Json;
  readonly #record: readonly string[];
  readonly #columns: Columns;
  readonly #text: string;

  constructor(record: readonly string[], columns: Columns, start: number, text: string) {
    this.start = start;
    this.end = rangesOf(record, start, text).at(-1)?.end ?? start;
    this.value = Object.fromEntries(columns.map(([name, at]) => [name, record[at] ?? '']));
    this.#record = record;
    this.#columns = columns;
    this.#text = text;
  }

  get members(): ReadonlyMap<string, SourceNode> {
    const ranges = rangesOf(this.#record, this.start, this.#text);
    const missing = { start: this.end, end: this.end };
    return new Map(this.#columns.map(([name, at]) => [name, { ...(ranges[at] ?? missing), value: this.#record[at] ?? '' }]));
  }
}
