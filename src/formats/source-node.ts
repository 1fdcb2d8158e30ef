import { pointerTokens, type Json } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import type { SourceDocument } from './format.ts';

/** A half-open range of UTF-16 offsets into a file's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A node of a document: its value, where it stands, and where its members do. */
export interface SourceNode extends Range {
  readonly value: Json;
  /** The name in the parent object; absent for the root and for array entries. */
  readonly key?: Range;
  /** The members of an object by name. */
  readonly members?: ReadonlyMap<string, SourceNode>;
  /** The entries of an array in order. */
  readonly entries?: readonly SourceNode[];
}

/** Why a text could not be read, and where. */
export interface SourceError extends Range {
  readonly message: string;
  readonly hint: string;
}

/** What a reader of one notation makes of a text. */
export type ReadText =
  | { readonly ok: true; readonly root: SourceNode; readonly second?: Range }
  | { readonly ok: false; readonly error: SourceError };

/** The deepest nesting of objects and arrays that is read: far beyond any schema, well below what overflows a stack. */
export const MAX_DEPTH = 200;

/** How many tokens one text may have: far beyond any schema, within the memory of a small runner. */
export const MAX_TOKENS = 2_000_000;

/** What is said of a text of more than {@link MAX_TOKENS} tokens. */
export function tooLarge(range: Range): SourceError {
  return {
    ...range,
    message: `It holds more than ${MAX_TOKENS.toLocaleString('en')} tokens.`,
    hint: 'Split the schema into several files.',
  };
}

/** Carries an error out of a recursion or a generator. */
export class SourceProblem extends Error {
  readonly error: SourceError;
  constructor(error: SourceError) {
    super(error.message);
    this.error = error;
  }
}

/** What is said of a text that is nested deeper than {@link MAX_DEPTH}. */
export function tooDeep(range: Range): SourceError {
  return { ...range, message: `It is nested more than ${MAX_DEPTH} levels deep.`, hint: 'Split the schema or flatten it.' };
}

/** What is said of a name that stands twice in one object. */
export function duplicateName(name: string, range: Range): SourceError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return {
    ...range,
    message: `The name "${shown}" stands twice in the same object.`,
    hint: 'Keep one of them: readers disagree about which one counts.',
  };
}

/** The object that holds the members' values; every name is an own one, `__proto__` too. */
export function valuesOf(members: ReadonlyMap<string, SourceNode>): Json {
  return Object.fromEntries(Array.from(members, ([name, member]) => [name, member.value]));
}

/** Turns ranges of a text into locations of a file. */
export function locations(file: string, text: string): (range: Range) => Location {
  let starts: readonly number[] | null = null;
  return (range) => {
    starts ??= lineStarts(text);
    const from = position(starts, range.start);
    const to = position(starts, range.end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** {@link SourceDocument.locate} for a tree of nodes. A node's cost is its depth; nothing is computed before it is asked for. */
export function locator(root: SourceNode, locate: (range: Range) => Location): SourceDocument['locate'] {
  return (pointer, part = 'value') => locate(rangeOf(nearest(root, pointer), part));
}

function nearest(root: SourceNode, pointer: string): SourceNode {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    const child = childOf(node, token);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

function childOf(node: SourceNode, name: string): SourceNode | undefined {
  return node.members?.get(name) ?? (/^(?:0|[1-9]\d*)$/.test(name) ? node.entries?.[Number(name)] : undefined);
}

function rangeOf(node: SourceNode, part: 'key' | 'value' | 'entry'): Range {
  if (node.key === undefined) return node;
  if (part === 'key') return node.key;
  if (part === 'entry') return { start: node.key.start, end: Math.max(node.key.end, node.end) };
  // `name:` alone has no value to show.
  return node.end > node.start ? node : node.key;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
