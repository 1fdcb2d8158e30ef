import { Composer, isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Document, type Node, type Scalar, type YAMLMap } from 'yaml';
import { numberFromText, type Json } from '../jsonschema/index.ts';
import { duplicateName, MAX_DEPTH, SourceProblem, tooDeep, valuesOf, type Range, type ReadText, type SourceNode } from './source-node.ts';
import { boundedTokens } from './yaml-tokens.ts';

/** How many nodes the aliases of one file may stand for. */
export const MAX_ALIASED_NODES = 200_000;

/**
 * Reads a YAML text (YAML 1.2 core schema) with its positions, as the JSON value it stands for. Every name is a string as written.
 * Aliases share their value; merge keys (`<<`, https://yaml.org/type/merge.html) are honoured; unknown tags are ignored. Only the
 * first document is read.
 */
export function readYaml(text: string): ReadText {
  const documents = new Composer({
    schema: 'core',
    version: '1.2',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'silent',
  }).compose(boundedTokens(text));
  try {
    const first = documents.next();
    if (first.done === true) return { ok: true, root: { start: 0, end: 0, value: null } };
    const root = new YamlReader(text).document(first.value);
    const second = secondDocument(documents);
    return { ok: true, root, ...(second === undefined ? {} : { second }) };
  } catch (thrown) {
    if (thrown instanceof SourceProblem) return { ok: false, error: thrown.error };
    throw thrown;
  }
}

function secondDocument(documents: Generator<Document.Parsed>): Range | undefined {
  for (const { contents, errors, range } of documents) {
    const blank = contents === null || (isScalar(contents) && contents.source === '');
    const start = contents?.range[0] ?? range[0];
    if (!blank || errors.length > 0) return { start, end: start };
  }
  return undefined;
}

function problem(range: Range, message: string, hint: string): SourceProblem {
  return new SourceProblem({ start: range.start, end: range.end, message, hint });
}

/** A range, and that of the name before it where there is one. */
type KeyedRange = Range & { readonly key?: Range };

/** How many nodes a value has when it is walked as a tree, and how deep it goes. */
interface Extent {
  readonly size: number;
  readonly height: number;
}

class YamlReader {
  readonly #text: string;
  readonly #anchors = new Map<string, SourceNode | 'open'>();
  readonly #extents = new Map<object, Extent>();
  #aliased = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(document: Document.Parsed): SourceNode {
    const error = document.errors[0];
    if (error === undefined) return this.#convert(document.contents, 0);
    const range = { start: error.pos[0], end: error.pos[1] };
    if (error.code === 'RESOURCE_EXHAUSTION') throw new SourceProblem(tooDeep(range));
    if (error.code === 'NON_STRING_KEY') throw problem(range, 'A name is a list or a map here, not a string.', 'Put the name in quotes.');
    throw problem(range, `It is not valid YAML: ${error.message.replace(/\.$/, '')}.`, 'Correct the syntax at this place.');
  }

  #convert(node: Node | null, depth: number, key?: Range): SourceNode {
    const range = this.#rangeOf(node, key);
    if (depth > MAX_DEPTH) throw new SourceProblem(tooDeep(range));
    if (node === null) return { ...range, value: null };
    if (isAlias(node)) return this.#alias(node, range, depth);
    if (node.anchor === undefined) return this.#content(node, range, depth);
    this.#anchors.set(node.anchor, 'open');
    const content = this.#content(node, range, depth);
    this.#anchors.set(node.anchor, content);
    return content;
  }

  #content(node: Node, range: KeyedRange, depth: number): SourceNode {
    if (isMap(node)) return this.#map(node, range, depth);
    if (isSeq(node)) {
      const entries = node.items.map((entry) => this.#convert(nodeOf(entry), depth + 1));
      const end = node.flow === true ? range.end : (entries.at(-1)?.end ?? range.end);
      return { ...range, end, value: entries.map((entry) => entry.value), entries };
    }
    return { ...range, value: isScalar(node) ? scalarValue(node, range) : null };
  }

  #map(map: YAMLMap, range: KeyedRange, depth: number): SourceNode {
    const own = new Map<string, SourceNode>();
    const merged: SourceNode[] = [];
    let end = range.start;
    for (const pair of map.items) {
      const keyNode = nodeOf(pair.key);
      const key = this.#rangeOf(keyNode);
      const member = this.#convert(nodeOf(pair.value), depth + 1, key);
      end = Math.max(end, key.end, member.end);
      const name = isScalar(keyNode) ? String(keyNode.value) : '';
      if (isMergeKey(keyNode)) merged.push(...mergeSources(member));
      else if (own.has(name)) throw new SourceProblem(duplicateName(name, key));
      else own.set(name, member);
    }
    const members = mergeInto(own, merged);
    return { ...range, end: map.flow === true ? range.end : end, value: valuesOf(members), members };
  }

  #alias(alias: Alias, range: KeyedRange, depth: number): SourceNode {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) throw problem(range, 'This alias has no anchor before it.', 'Define the anchor above, or remove the alias.');
    if (target === 'open')
      throw problem(range, 'This alias stands inside its own anchor.', 'Write the value out: a value cannot hold itself.');
    const extent = this.#extentOf(target);
    this.#aliased += extent.size;
    if (this.#aliased > MAX_ALIASED_NODES) {
      throw problem(range, `Its aliases stand for more than ${MAX_ALIASED_NODES} values.`, 'Use fewer aliases inside aliased values.');
    }
    if (depth + extent.height > MAX_DEPTH) throw new SourceProblem(tooDeep(range));
    const { value, members, entries } = target;
    return { ...range, value, ...(members === undefined ? {} : { members }), ...(entries === undefined ? {} : { entries }) };
  }

  #extentOf({ members, entries }: SourceNode): Extent {
    const children = members ?? entries;
    if (children === undefined) return { size: 1, height: 0 };
    const known = this.#extents.get(children);
    if (known !== undefined) return known;
    let size = 1;
    let height = 0;
    for (const child of children.values()) {
      const extent = this.#extentOf(child);
      size += extent.size;
      height = Math.max(height, extent.height + 1);
    }
    this.#extents.set(children, { size, height });
    return { size, height };
  }

  // The library counts the line breaks behind a block scalar as part of it.
  #rangeOf(node: Node | null, key?: Range): KeyedRange {
    const [from, to] = node?.range ?? [key?.end ?? 0, key?.end ?? 0];
    let end = to;
    if (isScalar(node)) while (end > from && /\s/.test(this.#text[end - 1] ?? '')) end -= 1;
    return { start: from, end, ...(key === undefined ? {} : { key }) };
  }
}

function nodeOf(item: unknown): Node | null {
  return isNode(item) ? item : null;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

function mergeSources(node: SourceNode): readonly SourceNode[] {
  const sources = node.entries ?? [node];
  if (sources.every(({ members }) => members !== undefined)) return sources;
  throw problem(node, 'A merge key (<<) takes an alias of a map, or a list of them.', 'Point it at a map.');
}

// A member's own entry wins over a merged one, and an earlier source over a later one.
function mergeInto(own: ReadonlyMap<string, SourceNode>, sources: readonly SourceNode[]): ReadonlyMap<string, SourceNode> {
  if (sources.length === 0) return own;
  const all = new Map(own);
  for (const { members } of sources) for (const [name, member] of members ?? []) if (!all.has(name)) all.set(name, member);
  return all;
}

function scalarValue(scalar: Scalar, range: Range): Json {
  const { value, source } = scalar;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const number = typeof value === 'number' ? jsonNumber(source ?? String(value)) : null;
  if (number === null) throw problem(range, 'This number has no counterpart in JSON.', 'Write a decimal number, or put it in quotes.');
  return numberFromText(number);
}

/** The JSON spelling of a number of the YAML 1.2 core schema (10.3.2); null for infinities, NaN and an absurdly long hexadecimal. */
function jsonNumber(source: string): string | null {
  if (/^0[xo][0-9a-fA-F]{1,400}$/.test(source)) return String(BigInt(source));
  const parts = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(source);
  if (parts === null) return null;
  const [, sign, whole = '', fraction = '', exponent] = parts;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return `${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}${exponent === undefined ? '' : `e${exponent}`}`;
}
