import { isMap, isScalar, isSeq, parseDocument, stringify, type Node } from 'yaml';
import { foreign } from '../report/foreign.ts';
import type { WaiverEntry } from './waivers.ts';

const HEADER = `# Findings that may pass for a while, each with a reason, an owner and a last day. What stands here on the branch that
# is merged into counts. \`schema-gate waive FINGERPRINT\` adds an entry.
`;

/** An entry as a list item of a block; each line ends in a line feed. */
function itemText(entry: WaiverEntry, about: string, indent: string): string {
  const lines = stringify(entry, { lineWidth: 0 }).trimEnd().split('\n');
  const comment = about === '' ? [] : [`${indent}# ${foreign(about, 160)}`];
  return [...comment, ...lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`)].map((line) => `${line}\n`).join('');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

/** Where the last thing that a node holds ends. */
function endOf(node: Node): number {
  if (isMap(node)) {
    const last = node.items.at(-1);
    const inner = [last?.value, last?.key].find(isNode);
    return inner === undefined || node.flow === true ? (node.range?.[1] ?? 0) : endOf(inner);
  }
  if (isSeq(node)) {
    const inner = node.items.at(-1);
    return !isNode(inner) || node.flow === true ? (node.range?.[1] ?? 0) : endOf(inner);
  }
  return node.range?.[1] ?? 0;
}

/** The start of the line after the one on which something ends that ends at `end`. */
function nextLine(text: string, end: number): number {
  const trimmed = end - (/\s*$/.exec(text.slice(0, end))?.[0].length ?? 0);
  const at = text.indexOf('\n', trimmed);
  return at < 0 ? text.length : at + 1;
}

const withLineEnd = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The items of a block list: where the line of each begins, and where the next thing does. */
function blockItems(text: string, list: Node): readonly { readonly node: Node; readonly start: number; readonly end: number }[] {
  if (!isSeq(list) || list.flow === true) return [];
  const token = list.srcToken;
  return list.items.flatMap((item, index) => {
    if (!isNode(item) || token?.type !== 'block-seq') return [];
    const dash = token.items[index]?.start.find(({ type }) => type === 'seq-item-ind');
    return dash === undefined ? [] : [{ node: item, start: lineStart(text, dash.offset), end: nextLine(text, endOf(item)) }];
  });
}

function fingerprintIn(item: Node): unknown {
  return isMap(item) ? item.get('fingerprint') : undefined;
}

/**
 * A waiver file with one more entry, or, where it has one for the same fingerprint, with that one replaced. All other lines stay as they
 * are; where the list is written in one line, the file is printed anew. `about` becomes a comment.
 */
export function withWaiver(text: string | null, entry: WaiverEntry, about: string): string {
  if (text === null) return `${HEADER}waivers:\n${itemText(entry, about, '  ')}`;
  const document = parseDocument(text, { keepSourceTokens: true });
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return `${withLineEnd(text)}waivers:\n${itemText(entry, about, '  ')}`;
  const list = isMap(contents) ? contents.get('waivers', true) : undefined;
  if (isMap(contents) && contents.flow !== true && list === undefined)
    return `${withLineEnd(text)}waivers:\n${itemText(entry, about, '  ')}`;
  const items = isNode(list) ? blockItems(text, list) : [];
  const last = items.at(-1);
  if (last !== undefined) {
    const indent = /^[^\S\n]*/.exec(text.slice(last.start))?.[0] ?? '';
    const same = items.find(({ node }) => fingerprintIn(node) === entry.fingerprint);
    if (same !== undefined) return `${text.slice(0, same.start)}${itemText(entry, '', indent)}${text.slice(same.end)}`;
    return `${withLineEnd(text.slice(0, last.end))}${itemText(entry, about, indent)}${text.slice(last.end)}`;
  }
  const isJson = isMap(contents) && contents.flow === true;
  const made = document.createNode(entry);
  if (isSeq(list)) {
    list.items = list.items.filter((item) => !isNode(item) || fingerprintIn(item) !== entry.fingerprint);
    if (!isJson) list.flow = false;
    list.add(made);
  } else document.set('waivers', document.createNode([made]));
  return document.toString({ lineWidth: 0, ...(isJson && { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' }) });
}
