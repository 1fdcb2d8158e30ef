import { canonicalJson, childPointer, equalJson, isJsonArray, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';
import { printValue } from '../report/event.ts';
import { foreign } from '../report/foreign.ts';
import { shorten, shortenBoth } from '../rules/excerpt.ts';

/** One side of a row. */
export interface Cell {
  readonly text: string;
  /** Levels of indentation. */
  readonly depth: number;
  /** JSON pointer of what the text starts; null for a closing bracket and for what was left out. */
  readonly pointer: string | null;
  readonly changed: boolean;
  /** How many members it stands for that are equal on both sides; absent where it stands for itself. */
  readonly unchanged?: number;
}

/** A line of both sides, next to each other; null where a side has nothing there. */
export interface Row {
  readonly base: Cell | null;
  readonly head: Cell | null;
}

/** A value in a file. */
export interface Located {
  readonly value: Json;
  /** Null where the file does not hold it in this form. */
  readonly pointer: string | null;
  /** The name in the parent; null for an entry of a list and for the whole document. */
  readonly name: string | null;
}

const MAX_ROWS = 40;
const MAX_DEPTH = 24;
/** A value of at most this many characters stands on one line. */
const MAX_INLINE = 60;
const MAX_STRING = 120;
/** So many equal neighbours in a row are shown; more are counted. */
const MAX_EQUAL = 3;
/** Entries of two lists that changed are matched by likeness up to this number a side, beyond it by their order. */
const MAX_MATCHED = 20;

type Side = 'base' | 'head';

/** Two values next to each other: what changed in full, what is equal in brief. At most about forty rows; everything in them is visible and inert. */
export function changeRows(base: Located | null, head: Located | null): readonly Row[] {
  const rows = rowsOf(base, head, 0);
  if (rows.length <= MAX_ROWS) return rows;
  const more: Cell = { text: '… and more', depth: 0, pointer: null, changed: false };
  return [...rows.slice(0, MAX_ROWS), { base: base && more, head: head && more }];
}

function rowsOf(base: Located | null, head: Located | null, depth: number): Row[] {
  if (base === null) return head === null ? [] : wholeRows('head', head, depth);
  if (head === null) return wholeRows('base', base, depth);
  const isObject = isJsonObject(base.value) && isJsonObject(head.value);
  const isList = isJsonArray(base.value) && isJsonArray(head.value);
  if (equalJson(base.value, head.value)) {
    return [sameRow(depth, label(base) + printValue(base.value), base.pointer, label(head) + printValue(head.value), head.pointer)];
  }
  if (depth >= MAX_DEPTH || (!isObject && !isList)) return replacedRows(base, head, depth);
  const [open, close] = isObject ? '{}' : '[]';
  return [
    sameRow(depth, `${label(base)}${open}`, base.pointer, `${label(head)}${open}`, head.pointer),
    ...memberRows(isObject ? pairedMembers(base, head) : pairedEntries(base, head), depth + 1),
    sameRow(depth, close ?? '', null),
  ];
}

/** A change of one value for another. */
function replacedRows(base: Located, head: Located, depth: number): Row[] {
  if (typeof base.value === 'string' && typeof head.value === 'string') {
    const [before, after] = shortenBoth(base.value, head.value, MAX_STRING);
    const cell = (part: Located, text: string): Cell => changedCell(depth, label(part) + printValue(text, MAX_STRING * 2), part.pointer);
    return [{ base: cell(base, before), head: cell(head, after) }];
  }
  const before = wholeRows('base', base, depth);
  const after = wholeRows('head', head, depth);
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    base: before[index]?.base ?? null,
    head: after[index]?.head ?? null,
  }));
}

/** All lines of a value that only one side has. */
function wholeRows(side: Side, part: Located, depth: number): Row[] {
  const lines: Cell[] = [];
  printWhole(lines, part, depth);
  return lines.map((cell) => (side === 'base' ? { base: cell, head: null } : { base: null, head: cell }));
}

function printWhole(lines: Cell[], part: Located, depth: number): void {
  if (lines.length > MAX_ROWS) return;
  const text = oneLine(part.value);
  const parts = membersOf(part);
  if (text !== null || parts.length === 0 || depth >= MAX_DEPTH) {
    lines.push(changedCell(depth, label(part) + (text ?? printValue(part.value)), part.pointer));
    return;
  }
  const [open, close] = isJsonArray(part.value) ? '[]' : '{}';
  lines.push(changedCell(depth, `${label(part)}${open}`, part.pointer));
  for (const member of parts) printWhole(lines, member, depth + 1);
  lines.push(changedCell(depth, close ?? '', null));
}

/** A value on one line in full; null where it is too long for one. */
function oneLine(value: Json): string | null {
  const text = printValue(value, MAX_INLINE + 1);
  return text.length <= MAX_INLINE || typeof value !== 'object' || value === null ? text : null;
}

/** What both sides have of a member, or what one has. */
interface Paired {
  readonly base: Located | null;
  readonly head: Located | null;
}

function memberRows(pairs: readonly Paired[], depth: number): Row[] {
  const rows: Row[] = [];
  let equal: Paired[] = [];
  const tellEqual = (): void => {
    rows.push(...equalRows(equal, depth));
    equal = [];
  };
  for (const { base, head } of pairs) {
    if (base !== null && head !== null && equalJson(base.value, head.value)) {
      equal.push({ base, head });
      continue;
    }
    tellEqual();
    if (rows.length <= MAX_ROWS) rows.push(...rowsOf(base, head, depth));
  }
  tellEqual();
  return rows;
}

function equalRows(equal: readonly Paired[], depth: number): Row[] {
  const rows: Row[] = [];
  for (const { base, head } of equal.slice(0, MAX_EQUAL + 1)) {
    const text = base && oneLine(base.value);
    if (base && head && text !== null) rows.push(sameRow(depth, label(base) + text, base.pointer, label(head) + text, head.pointer));
  }
  if (rows.length === equal.length && rows.length <= MAX_EQUAL) return rows;
  const cell = unchangedCell(depth, equal.length);
  return [{ base: cell, head: cell }];
}

function pairedMembers(base: Located, head: Located): Paired[] {
  const before = membersOf(base);
  const after = new Map(membersOf(head).map((member) => [member.name, member]));
  const both = before.map((member) => ({ base: member, head: after.get(member.name) ?? null }));
  const known = new Set(before.map(({ name }) => name));
  return [...both, ...[...after.values()].filter(({ name }) => !known.has(name)).map((member) => ({ base: null, head: member }))];
}

/**
 * The entries of two lists: equal ones together wherever they stand (the order of an enum or of variants means nothing), then those that are
 * alike, the rest alone. Lists that differ by their order alone (tuples) are paired by it.
 */
function pairedEntries(base: Located, head: Located): Paired[] {
  const before = membersOf(base);
  const after = membersOf(head);
  const partners = equalPartners(before, after);
  if (partners.size === before.length && partners.size === after.length) {
    return before.map((entry, index) => ({ base: entry, head: after[index] ?? null }));
  }
  const open = (entries: readonly Located[], isTaken: (entry: Located) => boolean): Located[] =>
    entries.filter((entry) => !isTaken(entry) && typeof entry.value === 'object' && entry.value !== null);
  const taken = new Set(partners.values());
  const left = open(before, (entry) => partners.has(entry));
  const candidates = open(after, (entry) => taken.has(entry));
  // Each pair takes a row at least, so that later ones are not shown.
  for (const entry of left.slice(0, MAX_ROWS)) {
    const partner = mostAlike(entry, candidates, left.length);
    if (partner === undefined) break;
    candidates.splice(candidates.indexOf(partner), 1);
    partners.set(entry, partner);
    taken.add(partner);
  }
  return [
    ...before.map((entry) => ({ base: entry, head: partners.get(entry) ?? null })),
    ...after.filter((entry) => !taken.has(entry)).map((entry) => ({ base: null, head: entry })),
  ];
}

function equalPartners(before: readonly Located[], after: readonly Located[]): Map<Located, Located> {
  const waiting = new Map<string, Located[]>();
  for (const entry of after.toReversed()) {
    const key = canonicalJson(entry.value);
    const group = waiting.get(key);
    if (group) group.push(entry);
    else waiting.set(key, [entry]);
  }
  const partners = new Map<Located, Located>();
  for (const entry of before) {
    const partner = waiting.get(canonicalJson(entry.value))?.pop();
    if (partner) partners.set(entry, partner);
  }
  return partners;
}

/** The candidate that has most in common with an entry; the first one where they are too many to look at. */
function mostAlike(entry: Located, candidates: readonly Located[], others: number): Located | undefined {
  if (candidates.length > MAX_MATCHED || others > MAX_MATCHED) return candidates[0];
  const [best] = candidates
    .map((candidate) => ({ candidate, likeness: likeness(entry.value, candidate.value) }))
    .toSorted((one, other) => other.likeness - one.likeness);
  return best?.candidate;
}

/** How many parts two values have in common. */
function likeness(one: Json, other: Json): number {
  if (isJsonArray(one) && isJsonArray(other))
    return one.reduce<number>((sum, entry, index) => sum + likeness(entry, other[index] ?? null), 0);
  if (isJsonObject(one) && isJsonObject(other)) return commonMembers(one, other);
  return equalJson(one, other) ? 1 : 0;
}

function commonMembers(one: JsonObject, other: JsonObject): number {
  const after = new Map(Object.entries(other));
  return Object.entries(one).reduce((sum, [name, value]) => {
    const partner = after.get(name);
    return partner === undefined ? sum : sum + 1 + likeness(value, partner);
  }, 0);
}

function membersOf({ value, pointer }: Located): readonly Located[] {
  const below = (token: string | number): string | null => (pointer === null ? null : childPointer(pointer, token));
  if (isJsonArray(value)) return value.map((entry, index) => ({ value: entry, pointer: below(index), name: null }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, entry]) => ({ value: entry, pointer: below(name), name }));
}

function label({ name }: Located): string {
  return name === null ? '' : `"${foreign(JSON.stringify(shorten(name, MAX_STRING)).slice(1, -1), MAX_STRING * 2)}": `;
}

function changedCell(depth: number, text: string, pointer: string | null): Cell {
  return { text, depth, pointer, changed: true };
}

/** Stands for members that are equal on both sides. */
export function unchangedCell(depth: number, count: number): Cell {
  return { text: `… ${count} unchanged`, depth, pointer: null, changed: false, unchanged: count };
}

function sameRow(depth: number, text: string, pointer: string | null, headText = text, headPointer: string | null = pointer): Row {
  const cell = (shown: string, place: string | null): Cell => ({ text: shown, depth, pointer: place, changed: false });
  return { base: cell(text, pointer), head: cell(headText, headPointer) };
}
