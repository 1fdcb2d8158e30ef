import { ExactNumber, isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import { printPath } from '../plan/paths.ts';
import { shorten, shortenBoth } from '../rules/excerpt.ts';
import type { Finding } from '../rules/rule.ts';
import { foreign } from './foreign.ts';

/** A line of a pretty-printed event. */
export interface EventLine {
  readonly text: string;
  /** Set on the line where the finding's place starts, or its parent that lacks it: then `missing` is its name, else ''. */
  readonly mark: { readonly missing: string } | null;
}

/** Deeper levels are shown as `…`. */
const MAX_DEPTH = 24;
const MAX_LINES = 40;
const MAX_STRING = 120;
const INDENT = '  ';

/** A step of the way to a place in an event. */
type Key = string | number;

interface Found {
  readonly keys: readonly Key[];
  /** What of the path the event does not have; '' where the place is there. */
  readonly missing: string;
}

/** What remains of a printed path after one printed step; undefined where the path does not start with that step. */
function after(rest: string, step: string): string | undefined {
  if (!rest.startsWith(step)) return undefined;
  const tail = rest.slice(step.length);
  if (tail === '' || tail.startsWith('[')) return tail;
  return tail.startsWith('.') ? tail.slice(1) : undefined;
}

function entriesOf(value: Json): readonly (readonly [Key, Json, readonly string[]])[] {
  if (isJsonArray(value)) return value.map((entry, index) => [index, entry, [`[${index}]`, '[]']] as const);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, entry]) => [name, entry, [printPath([{ kind: 'property', name }]), '*']] as const);
}

/** Follows a printed path (`properties.lines[].sku`) through an event as far as the event goes; the first complete way wins. */
function find(value: Json, rest: string, depth: number): Found {
  let best: Found = { keys: [], missing: rest };
  if (rest === '' || depth >= MAX_DEPTH) return best;
  for (const [key, entry, steps] of entriesOf(value)) {
    const tail = steps.map((step) => after(rest, step)).find((remaining) => remaining !== undefined);
    if (tail === undefined) continue;
    const below = find(entry, tail, depth + 1);
    if (below.missing === '' || below.keys.length + 1 > best.keys.length) best = { keys: [key, ...below.keys], missing: below.missing };
    if (best.missing === '') break;
  }
  return best;
}

/** The property name that a printed path of one step gives; undefined for any other path. */
function soleName(path: string): string | undefined {
  if (!/[.[\]*]/.test(path)) return path;
  const quoted = /^\[("(?:[^"\\]|\\.)*")\]$/.exec(path)?.[1];
  const name: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
  return typeof name === 'string' ? name : undefined;
}

function holdsName(value: Json, name: string, depth: number): boolean {
  return depth < MAX_DEPTH && entriesOf(value).some(([key, entry]) => key === name || holdsName(entry, name, depth + 1));
}

/**
 * Whether a place that an event does not have is what is wrong with it. A finding on a shared definition has the path of one event and
 * may carry the event of another: then more than a name is missing, or the name stands elsewhere, and nothing is marked.
 */
function isMissing(event: Json, { missing }: Found): boolean {
  const name = soleName(missing);
  return name !== undefined && !holdsName(event, name, 0);
}

/** How much of a value is printed: units of a string, entries of a list. */
interface Extent {
  readonly string: number;
  readonly entries: number;
}

const BRIEF: Extent = { string: MAX_STRING, entries: MAX_LINES };
/** So that two values that differ far behind are not printed the same. */
const WIDE: Extent = { string: 10_000, entries: 1_000 };

/** A value on one line, as JSON, visible and shortened. */
export function printValue(value: Json, max = MAX_STRING): string {
  // A cut inside the quotes, so that they are closed.
  return typeof value === 'string' ? inline(shorten(value, max - 2), 0) : shorten(inline(value, 0), max);
}

/** What a value was and is, each on one line as {@link printValue} prints it; of long ones the part in which they differ. */
export function printValues(from: Json, to: Json): readonly [from: string, to: string] {
  if (typeof from !== 'string' || typeof to !== 'string') return shortenBoth(inline(from, 0, WIDE), inline(to, 0, WIDE), MAX_STRING);
  const [was, is] = shortenBoth(from, to, MAX_STRING);
  return [inline(was, 0), inline(is, 0)];
}

function inline(value: Json, depth: number, extent = BRIEF): string {
  if (typeof value === 'string') return `"${foreign(JSON.stringify(shorten(value, extent.string)).slice(1, -1), extent.string * 2)}"`;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof ExactNumber) return shorten(value.text, MAX_STRING);
  if (depth >= MAX_DEPTH) return '…';
  if (isJsonArray(value)) return `[${bounded(value, extent, (entry) => inline(entry, depth + 1, extent))}]`;
  const members = Object.entries(value);
  return `{${bounded(members, extent, ([name, entry]) => `${inline(name, 0, extent)}: ${inline(entry, depth + 1, extent)}`)}}`;
}

function bounded<T>(list: readonly T[], { entries }: Extent, show: (entry: T) => string): string {
  const shown = list.slice(0, entries).map(show);
  return [...shown, ...(list.length > shown.length ? ['…'] : [])].join(', ');
}

/** The value before and after a change, each as far as there is one, on one line. */
export function changeTexts({ before: from, after: to }: Finding): { readonly was?: string; readonly is?: string } {
  if (from !== undefined && to !== undefined) {
    const [was, is] = printValues(from, to);
    return { was, is };
  }
  return { ...(from !== undefined && { was: printValue(from) }), ...(to !== undefined && { is: printValue(to) }) };
}

interface Printer {
  readonly lines: EventLine[];
  readonly target: Found;
}

interface Spot {
  readonly depth: number;
  /** The keys on the target's way that lead here; null off that way. */
  readonly way: number | null;
  readonly prefix: string;
  readonly suffix: string;
}

function markOf(target: Found, way: number | null): EventLine['mark'] {
  return way === target.keys.length ? { missing: target.missing } : null;
}

function print(printer: Printer, value: Json, spot: Spot): void {
  const { lines, target } = printer;
  if (lines.length >= MAX_LINES) return;
  const mark = markOf(target, spot.way);
  const indent = INDENT.repeat(spot.depth);
  const children = isJsonArray(value) || isJsonObject(value) ? entriesOf(value) : [];
  if (children.length === 0 || spot.depth >= MAX_DEPTH) {
    lines.push({ text: `${indent}${spot.prefix}${children.length === 0 ? inline(value, 0) : '…'}${spot.suffix}`, mark });
    return;
  }
  const [open, close] = isJsonArray(value) ? ['[', ']'] : ['{', '}'];
  lines.push({ text: `${indent}${spot.prefix}${open}`, mark });
  for (const [index, [key, entry]] of children.entries()) {
    if (lines.length >= MAX_LINES) break;
    const onWay = spot.way !== null && target.keys[spot.way] === key;
    print(printer, entry, {
      depth: spot.depth + 1,
      way: onWay && spot.way !== null ? spot.way + 1 : null,
      prefix: typeof key === 'string' ? `${inline(key, 0)}: ` : '',
      suffix: index === children.length - 1 ? '' : ',',
    });
  }
  lines.push({ text: `${indent}${close}${spot.suffix}`, mark: null });
}

/**
 * An event as indented JSON, at most about forty lines, with the line marked that holds the place at `path` (as `printPath`
 * prints it), or the line of the parent that lacks it. Every character is visible; long strings and deep levels end in `…`.
 */
export function printEvent(event: Json, path: string): readonly EventLine[] {
  const target = find(event, path, 0);
  const marked = path !== '' && (target.missing === '' || isMissing(event, target));
  const printer: Printer = { lines: [], target };
  print(printer, event, { depth: 0, way: marked ? 0 : null, prefix: '', suffix: '' });
  const cut = printer.lines.findIndex((_, index) => index >= MAX_LINES);
  return cut === -1 ? printer.lines : [...printer.lines.slice(0, MAX_LINES), { text: '…', mark: null }];
}
