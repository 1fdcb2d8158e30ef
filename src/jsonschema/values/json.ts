import { type Node, type ParseError, createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ExactNumber, canonicalNumber, compareNumbers, numberFromText } from './number.ts';

export { ExactNumber, numberFromText } from './number.ts';

/**
 * A JSON value, lossless. A plain `number` stands for the decimal value that its shortest print denotes
 * (so `0.1` is exactly one tenth); every other number is an {@link ExactNumber}.
 * Objects are plain objects read with own-property access only: `__proto__` is an ordinary own name.
 */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;
/** A JSON object; see {@link Json}. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** The deepest nesting of arrays and objects that {@link parseJson} reads. */
export const MAX_JSON_DEPTH = 1000;

export interface ParseJsonOptions {
  /** What to do where an object has a name twice: `last` wins as in JSON.parse (the default), or it is a problem. */
  readonly duplicateNames?: 'last' | 'reject';
}

/** `problem` says in a sentence what is wrong; `offset` where, in UTF-16 units from the start of the text. */
export type ParsedJson =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string; readonly offset: number };

/**
 * Reads a JSON text (RFC 8259; a leading byte order mark is ignored) without losing digits of a number or the name `__proto__`.
 * Nesting is bounded by {@link MAX_JSON_DEPTH}.
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): ParsedJson {
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const quick = parseQuickly(source);
  if (!quick.ok || !isParsedJson(quick.value, MAX_JSON_DEPTH)) {
    const offset = tooDeepAt(source);
    if (offset !== null) return { ok: false, problem: `nested more than ${MAX_JSON_DEPTH} levels deep`, offset };
    return { ok: false, ...syntaxProblem(source, quick.ok ? null : quick.error) };
  }
  const reject = options.duplicateNames === 'reject';
  if (!reject && !MAY_NEED_EXACTNESS.test(source)) return { ok: true, value: quick.value };
  const root = parseTree(source);
  if (root === undefined) return { ok: true, value: quick.value };
  const twice = reject ? duplicateName(root) : null;
  if (twice) return { ok: false, problem: `the name ${JSON.stringify(twice.value)} stands twice in one object`, offset: twice.offset };
  return { ok: true, value: exactValue(root, source) };
}

/** The JSON text of a value, numbers in full; `indent` spaces a level, on one line without. Safe for any depth. */
export function printJson(value: Json, indent = 0): string {
  return print(value, { indent, names: Object.keys, number: String });
}

/**
 * One text for all equal values, for fingerprints and lookup: names sorted by code unit, no white space, each number in one spelling
 * (1, 1.0 and 1e0 give `1`). Safe for any depth.
 */
export function canonicalJson(value: Json): string {
  return print(value, { indent: 0, names: (object) => Object.keys(object).sort(), number: canonicalNumber });
}

/** Equality of JSON Schema (2020-12 core 4.2.2): numbers by mathematical value, objects without order. Safe for any depth. */
export function equalJson(a: Json, b: Json): boolean {
  const open: [Json, Json][] = [[a, b]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    if (isNumber(left) && isNumber(right)) {
      if (compareNumbers(left, right) !== 0) return false;
    } else if (isJsonArray(left) && isJsonArray(right)) {
      if (left.length !== right.length) return false;
      for (const [index, item] of left.entries()) open.push([item, right[index] ?? null]);
    } else if (isJsonObject(left) && isJsonObject(right)) {
      const names = Object.keys(left);
      if (names.length !== Object.keys(right).length) return false;
      for (const name of names) {
        if (!Object.hasOwn(right, name)) return false;
        open.push([left[name] ?? null, right[name] ?? null]);
      }
    } else {
      return false;
    }
  }
  return true;
}

/** Whether the value is an object (neither null, nor an array, nor an exact number). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** Whether the value is an array. */
export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether what JSON.parse gave is JSON, nested no deeper than so many levels. It recurses no deeper than that. */
export function isParsedJson(value: unknown, levels: number): value is Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return true;
  if (typeof value !== 'object' || levels === 0) return false;
  const children: readonly unknown[] = Object.values(value);
  return children.every((child) => isParsedJson(child, levels - 1));
}

/** Whether the value is a number, exact or plain. */
export function isNumber(value: Json | undefined): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/**
 * A number token that a JavaScript number may not carry: 16 characters of digits, an exponent, or minus zero. It may also match inside a string,
 * which only costs the longer way.
 */
const MAY_NEED_EXACTNESS = /(?:^|[\s:,[])(?:-?(?:[\d.]{16}|[\d.]+[eE])|-[0.]+(?:[\s,}\]]|$))/;

function parseQuickly(source: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown } {
  try {
    const value: unknown = JSON.parse(source);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error };
  }
}

// Numbers of jsonc-parser's SyntaxKind, a const enum that isolated modules cannot read.
const OPENING: readonly number[] = [1, 3];
const CLOSING: readonly number[] = [2, 4];
const END_OF_TEXT: number = 17;

function tooDeepAt(source: string): number | null {
  const scanner = createScanner(source, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    if (OPENING.includes(token)) depth += 1;
    if (CLOSING.includes(token)) depth -= 1;
    if (depth > MAX_JSON_DEPTH) return scanner.getTokenOffset();
  }
  return null;
}

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['PropertyNameExpected', 'a name in double quotes is missing here'],
  ['ValueExpected', 'a value is missing here'],
  ['ColonExpected', 'a colon is missing here'],
  ['CommaExpected', 'a comma is missing here'],
  ['CloseBraceExpected', 'a closing brace } is missing here'],
  ['CloseBracketExpected', 'a closing bracket ] is missing here'],
  ['EndOfFileExpected', 'the JSON value has ended, but more text follows'],
  ['InvalidCommentToken', 'JSON has no comments'],
  ['UnexpectedEndOfComment', 'JSON has no comments'],
  ['UnexpectedEndOfString', 'the string does not end'],
  ['UnexpectedEndOfNumber', 'the number does not end'],
  ['InvalidUnicode', 'a \\u escape needs four hexadecimal digits'],
  ['InvalidEscapeCharacter', 'JSON does not know this escape'],
  ['InvalidCharacter', 'a control character must be escaped'],
  ['InvalidNumberFormat', 'this is not a JSON number'],
  ['InvalidSymbol', 'this word is no JSON value'],
]);

function syntaxProblem(source: string, error: unknown): { readonly problem: string; readonly offset: number } {
  if (source.trim() === '') return { problem: 'the text is empty', offset: 0 };
  const errors: ParseError[] = [];
  parseTree(source, errors, { disallowComments: true });
  const [first] = errors;
  if (first) return { problem: PROBLEMS.get(printParseErrorCode(first.error)) ?? 'this is not JSON', offset: first.offset };
  const message = error instanceof Error ? error.message : '';
  return { problem: 'this is not JSON', offset: Number(/position (\d+)/.exec(message)?.[1] ?? 0) };
}

function duplicateName(root: Node): { readonly value: string; readonly offset: number } | null {
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      const name: unknown = child.type === 'property' ? child.children?.[0]?.value : undefined;
      if (typeof name === 'string' && seen.has(name)) return { value: name, offset: child.offset };
      if (typeof name === 'string') seen.add(name);
      open.push(child);
    }
  }
  return null;
}

// Recursion is bounded: the caller has refused what is nested deeper than MAX_JSON_DEPTH.
function exactValue(node: Node, source: string): Json {
  if (node.type === 'number') return numberFromText(source.slice(node.offset, node.offset + node.length));
  if (node.type === 'array') return (node.children ?? []).map((child) => exactValue(child, source));
  if (node.type === 'object') {
    return Object.fromEntries(
      (node.children ?? []).flatMap((property) => {
        const [name, value] = property.children ?? [];
        return name && value ? [[String(name.value), exactValue(value, source)] as const] : [];
      }),
    );
  }
  const leaf: unknown = node.value;
  return typeof leaf === 'string' || typeof leaf === 'boolean' ? leaf : null;
}

interface Style {
  readonly indent: number;
  readonly names: (object: JsonObject) => readonly string[];
  readonly number: (value: number | ExactNumber) => string;
}

/** An array or object that is being printed; the first `done` children are. */
interface Frame {
  /** The names of the children, where they have names. */
  readonly names: readonly string[] | null;
  readonly children: readonly Json[];
  done: number;
}

function print(root: Json, style: Style): string {
  const open: Frame[] = [];
  let text = '';
  const begin = (value: Json): void => {
    const frame = frameOf(value, style);
    if (frame === null) text += isNumber(value) ? style.number(value) : JSON.stringify(value);
    else if (frame.children.length === 0) text += frame.names ? '{}' : '[]';
    else open.push(frame);
  };
  const lineBreak = (): string => (style.indent > 0 ? `\n${' '.repeat(style.indent * open.length)}` : '');
  begin(root);
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const { names, children, done } = frame;
    if (done === children.length) {
      open.pop();
      text += lineBreak() + (names ? '}' : ']');
      continue;
    }
    if (done > 0) text += ',';
    else text += names ? '{' : '[';
    text += lineBreak();
    if (names) text += JSON.stringify(names[done]) + (style.indent > 0 ? ': ' : ':');
    frame.done += 1;
    begin(children[done] ?? null);
  }
  return text;
}

function frameOf(value: Json, style: Style): Frame | null {
  if (isJsonArray(value)) return { names: null, children: value, done: 0 };
  if (!isJsonObject(value)) return null;
  const names = style.names(value);
  return { names, children: names.map((name) => value[name] ?? null), done: 0 };
}
