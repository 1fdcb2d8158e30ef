import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { SourceDocument } from '../formats/format.ts';
import { childPointer, equalJson, follower, isJsonArray, pointerTokens, valueAt, type Break, type Json } from '../jsonschema/index.ts';
import { parentPointer } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import type { Pen } from '../report/text.ts';
import { changeRows, unchangedCell, type Cell, type Located, type Row } from './change-rows.ts';
import type { ComparedFiles } from './comparison.ts';
import { DEFAULT_DIALECT, pairSchema } from './schema-file.ts';

type Side = keyof ComparedFiles;

const SIDES: readonly Side[] = ['base', 'head'];
const MARKS = { base: '-', head: '+' } as const;
const COLOURS = { base: 'red', head: 'green' } as const;
/** From this width on base and head stand next to each other. */
const MIN_COLUMNS = 100;
/** Beyond this the two halves are too far apart to be read together. */
const MAX_COLUMNS = 160;
/** Keywords that only mean something together with the one that is blamed. */
const COMPANIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['then', 'else']],
  ['contains', ['minContains', 'maxContains']],
]);
const INDENT = '  ';
const BAR = ' | ';

/** One side of a change, ready to be put on paper. */
interface Panel {
  readonly side: Side;
  readonly title: string;
  readonly document: SourceDocument;
  /** Columns of the line numbers. */
  readonly gutter: number;
}

/**
 * What a break changed, as it stands in both files: next to each other in a window of a hundred columns or more, else base above head.
 * `columns` is null where there is no window.
 */
export function sideLines(found: Break, files: ComparedFiles, pen: Pen, columns: number | null): string[] {
  const rows = rowsOf(found, files);
  const gutter = Math.max(1, ...rows.flatMap((row) => SIDES.map((side) => lineOf(files[side], row[side]).length)));
  const panel = (side: Side): Panel => ({ side, title: titleOf(side, found, files[side]), document: files[side], gutter });
  return columns !== null && columns >= MIN_COLUMNS
    ? beside(panel('base'), panel('head'), rows, pen, Math.min(columns, MAX_COLUMNS))
    : SIDES.flatMap((side) => alone(panel(side), rows, pen));
}

/** The rows of the keyword, of those that only mean something together with it, and of what a reference names. */
function rowsOf(found: Break, files: ComparedFiles): readonly Row[] {
  const base = valueOf('base', found, files);
  const head = valueOf('head', found, files);
  const companions = COMPANIONS.get(found.keyword) ?? [];
  return [
    ...changeRows(base, head),
    ...companions.flatMap((keyword) => changeRows(companionOf(base, keyword, files.base), companionOf(head, keyword, files.head))),
    ...(found.keyword === '$ref' ? changeRows(targetOf(base, files.base), targetOf(head, files.head)) : []),
  ];
}

function companionOf(main: Located | null, keyword: string, document: SourceDocument): Located | null {
  if (main === null || main.pointer === null) return null;
  const pointer = childPointer(parentPointer(main.pointer), keyword);
  const value = valueAt(document.value, pointer);
  return value === undefined ? null : { value, pointer, name: keyword };
}

function targetOf(reference: Located | null, { value: root }: SourceDocument): Located | null {
  if (reference === null || reference.pointer === null || typeof reference.value !== 'string') return null;
  const schema = pairSchema(root, DEFAULT_DIALECT);
  if ('problem' in schema) return null;
  const target = follower(schema)({ uri: schema.uri, pointer: parentPointer(reference.pointer) }, reference.value);
  const value = target === null ? undefined : valueAt(schema.documents.get(target.uri), target.pointer);
  return target === null || value === undefined
    ? null
    : { value, pointer: target.pointer, name: pointerTokens(target.pointer).at(-1) ?? null };
}

function titleOf(side: Side, found: Break, document: SourceDocument): string {
  const place = found[side];
  if (place === undefined) return `${side} (not there)`;
  const { file, line, column } = document.locate(place.pointer);
  const absent = valueAbsent(side, found) && !valueAbsent(side === 'base' ? 'head' : 'base', found);
  return `${side} ${foreign(file, 400)}:${line}:${column}${absent ? ' (not there)' : ''}`;
}

function valueAbsent(side: Side, { before, after }: Break): boolean {
  return (side === 'base' ? before : after) === undefined;
}

/** The keyword's value with its place in the file: the place of a break may be that of the value, or of one entry of it. */
function valueOf(side: Side, found: Break, files: ComparedFiles): Located | null {
  const value = side === 'base' ? found.before : found.after;
  if (value === undefined) return null;
  const root = files[side].value;
  const place = found[side]?.pointer;
  const pointer = place === undefined ? undefined : [place, parentPointer(place)].find((candidate) => holds(root, candidate, value));
  if (pointer === undefined) return { value, pointer: null, name: found.keyword };
  const isMember = pointer !== '' && !isJsonArray(valueAt(root, parentPointer(pointer)) ?? null);
  return { value, pointer, name: isMember ? (pointerTokens(pointer).at(-1) ?? null) : null };
}

function holds(root: Json, pointer: string, value: Json): boolean {
  const there = valueAt(root, pointer);
  return there !== undefined && equalJson(there, value);
}

function lineOf(document: SourceDocument, cell: Cell | null): string {
  return cell === null || cell.pointer === null ? '' : String(document.locate(cell.pointer, 'key').line);
}

/** The lines of one cell within a width. */
function cellLines(panel: Panel, cell: Cell | null, pen: Pen, width: number): string[] {
  if (cell === null) return [];
  const mark = cell.changed ? MARKS[panel.side] : ' ';
  const lead = `${lineOf(panel.document, cell).padStart(panel.gutter)} ${mark} `;
  const indent = INDENT.repeat(cell.depth);
  return wrapAnsi(cell.text, Math.max(10, width - lead.length - indent.length), { hard: true, trim: true })
    .split('\n')
    .map((line, index) => {
      const start = index === 0 ? lead : `${' '.repeat(panel.gutter)} ${mark} `;
      return pen.paint(cell.changed ? COLOURS[panel.side] : 'dim', `${start}${indent}${line}`);
    });
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function beside(base: Panel, head: Panel, rows: readonly Row[], pen: Pen, columns: number): string[] {
  const width = Math.floor((columns - INDENT.length - BAR.length) / 2);
  const bar = pen.paint('blue', BAR);
  const join = (left: readonly string[], right: readonly string[]): string[] =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      `${INDENT}${pad(left[index] ?? '', width)}${bar}${right[index] ?? ''}`.trimEnd(),
    );
  const title = (panel: Panel): string[] =>
    wrapAnsi(panel.title, width, { hard: true, trim: true })
      .split('\n')
      .map((line) => pen.paint('bold', line));
  return [
    ...join(title(base), title(head)),
    ...rows.flatMap((row) => join(cellLines(base, row.base, pen, width), cellLines(head, row.head, pen, width))),
  ];
}

function alone(panel: Panel, rows: readonly Row[], pen: Pen): string[] {
  const width = pen.width - INDENT.length * 2;
  const title = wrapAnsi(panel.title, pen.width - INDENT.length, { hard: true, trim: true }).split('\n');
  return [
    ...title.map((line) => `${INDENT}${pen.paint('bold', line)}`),
    ...cellsOf(rows, panel.side).flatMap((cell) => cellLines(panel, cell, pen, width).map((line) => `${INDENT}${INDENT}${line}`)),
  ];
}

/** The cells of one side; what was left out between two lines that only the other side has is told once. */
function cellsOf(rows: readonly Row[], side: Side): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { [side]: cell } of rows) {
    if (cell === null) continue;
    const last = cells.at(-1);
    if (last?.unchanged !== undefined && cell.unchanged !== undefined) {
      cells[cells.length - 1] = unchangedCell(cell.depth, last.unchanged + cell.unchanged);
    } else cells.push(cell);
  }
  return cells;
}
