import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { numberFromText, type Json } from '../jsonschema/index.ts';
import {
  duplicateName,
  MAX_DEPTH,
  MAX_TOKENS,
  tooDeep,
  tooLarge,
  valuesOf,
  type Range,
  type ReadText,
  type SourceError,
  type SourceNode,
} from './source-node.ts';

/**
 * Reads a JSON text (RFC 8259) with its positions. Numbers are lossless and a name given twice is an error;
 * comments are tolerated where `comments` says so.
 */
export function readJson(text: string, comments: boolean): ReadText {
  const excess = excessError(text);
  if (excess !== null) return { ok: false, error: excess };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: false, allowEmptyContent: false });
  const first = errors[0];
  if (first !== undefined) return { ok: false, error: syntaxError(first) };
  if (tree === undefined)
    return { ok: false, error: { start: 0, end: 0, message: 'The file is empty.', hint: 'Write a JSON value, or remove the file.' } };
  const repeated: SourceError[] = [];
  const root = convert(tree, text, repeated);
  return repeated[0] === undefined ? { ok: true, root } : { ok: false, error: repeated[0] };
}

// The library's parser is recursive and keeps every node: a text of brackets would overflow the stack.
function excessError(text: string): SourceError | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  let count = 0;
  for (let token: number = scanner.scan(); token !== EOF; token = scanner.scan()) {
    count += 1;
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth += 1;
    if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth -= 1;
    const range = { start: scanner.getTokenOffset(), end: scanner.getTokenOffset() + scanner.getTokenLength() };
    if (depth > MAX_DEPTH) return tooDeep(range);
    if (count > MAX_TOKENS) return tooLarge(range);
  }
  return null;
}

// The library declares its token kinds as a const enum, which isolated modules cannot read.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const EOF = 17;

function syntaxError(error: ParseError): SourceError {
  const name = printParseErrorCode(error.error);
  return {
    start: error.offset,
    end: error.offset + error.length,
    message: `It is not valid JSON: ${SYNTAX.get(name) ?? 'unexpected text'}.`,
    hint: 'Correct the syntax at this place.',
  };
}

const SYNTAX: ReadonlyMap<string, string> = new Map([
  ['InvalidSymbol', 'a word that JSON does not know'],
  ['InvalidNumberFormat', 'a malformed number'],
  ['PropertyNameExpected', 'a name in double quotes is expected'],
  ['ValueExpected', 'a value is expected'],
  ['ColonExpected', 'a colon is expected'],
  ['CommaExpected', 'a comma is expected'],
  ['CloseBraceExpected', 'a closing brace is expected'],
  ['CloseBracketExpected', 'a closing bracket is expected'],
  ['EndOfFileExpected', 'there is more text after the value'],
  ['InvalidCommentToken', 'comments are not allowed'],
  ['UnexpectedEndOfComment', 'a comment is not closed'],
  ['UnexpectedEndOfString', 'a string is not closed'],
  ['UnexpectedEndOfNumber', 'a number is cut off'],
  ['InvalidUnicode', 'a malformed \\u escape'],
  ['InvalidEscapeCharacter', 'a malformed escape in a string'],
  ['InvalidCharacter', 'a control character in a string'],
]);

function convert(node: Node, text: string, errors: SourceError[], key?: Range): SourceNode {
  const range = { start: node.offset, end: node.offset + node.length, ...(key === undefined ? {} : { key }) };
  if (node.type === 'array') {
    const entries = (node.children ?? []).map((entry) => convert(entry, text, errors));
    return { ...range, value: entries.map((entry) => entry.value), entries };
  }
  if (node.type === 'object') {
    const members = convertMembers(node, text, errors);
    return { ...range, value: valuesOf(members), members };
  }
  return { ...range, value: scalarValue(node, text) };
}

function scalarValue(node: Node, text: string): Json {
  if (node.type === 'number') return numberFromText(text.slice(node.offset, node.offset + node.length));
  if (node.type === 'string') return String(node.value);
  return node.type === 'boolean' ? node.value === true : null;
}

function convertMembers(object: Node, text: string, errors: SourceError[]): ReadonlyMap<string, SourceNode> {
  const members = new Map<string, SourceNode>();
  for (const property of object.children ?? []) {
    const [name, member] = property.children ?? [];
    if (name === undefined || member === undefined) continue;
    const key = { start: name.offset, end: name.offset + name.length };
    const known = String(name.value);
    if (members.has(known)) errors.push(duplicateName(known, key));
    members.set(known, convert(member, text, errors, key));
  }
  return members;
}
