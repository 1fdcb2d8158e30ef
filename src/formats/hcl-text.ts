import { isJsonObject, numberFromText, type Json } from '../jsonschema/index.ts';
import { HclScanner, type Token } from './hcl-scanner.ts';
import { duplicateName, MAX_DEPTH, SourceProblem, tooDeep, valuesOf, type Range, type ReadText, type SourceNode } from './source-node.ts';

/** The name under which an object holds, as its only member, an expression that is not written out: `var.name`, `merge(…)`, `"${…}"`. */
const COMPUTED = '${}';

/** The expression that stands for a value which only Terraform can compute; null for any other value. */
export function computed(value: Json | undefined): string | null {
  if (!isJsonObject(value) || !Object.hasOwn(value, COMPUTED)) return null;
  return typeof value[COMPUTED] === 'string' ? value[COMPUTED] : '';
}

/**
 * Reads the literal part of a Terraform file (HCL 2): https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. A body is an object of its
 * attributes; the blocks of one type are a list of `{labels, body}`. `jsonencode(x)` is x. Whatever is not written out is kept as its text, for
 * {@link computed}: nothing is evaluated.
 */
export function readHcl(text: string): ReadText {
  try {
    const reader = new HclReader(text);
    return { ok: true, root: reader.file() };
  } catch (thrown) {
    if (thrown instanceof SourceProblem) return { ok: false, error: thrown.error };
    throw thrown;
  }
}

/** What ends an expression: the line or a bracket in a body or object, a comma or a bracket in a list or call. */
type Ending = 'line' | 'comma';

class HclReader {
  readonly #scanner: HclScanner;

  constructor(text: string) {
    this.#scanner = new HclScanner(text);
  }

  file(): SourceNode {
    const body = this.#body('end', 0);
    return { ...body, start: 0, end: this.#scanner.at };
  }

  /** The attributes and blocks up to the closing brace, or to the end of the file. */
  #body(until: '}' | 'end', depth: number): SourceNode {
    const start = this.#scanner.at;
    const members = new Map<string, SourceNode>();
    const blocks = new Map<string, SourceNode[]>();
    for (;;) {
      const token = this.#scanner.next();
      if (depth > MAX_DEPTH) throw new SourceProblem(tooDeep(token));
      if (token.kind === 'newline') continue;
      if (token.kind === 'end' && until === 'end') break;
      if (token.kind === 'mark' && token.text === until) break;
      if (token.kind !== 'name') throw this.#scanner.fail(token, 'the name of an attribute or block is expected');
      if (this.#isNext('=')) {
        this.#scanner.next();
        this.#add(members, token, this.#expression('line', depth + 1), token);
        continue;
      }
      const known = blocks.get(token.text) ?? [];
      known.push(this.#block(token, depth + 1));
      blocks.set(token.text, known);
    }
    for (const [name, entries] of blocks) this.#addBlocks(members, name, entries);
    return { start, end: this.#scanner.at, value: valuesOf(members), members };
  }

  #addBlocks(members: Map<string, SourceNode>, name: string, entries: readonly SourceNode[]): void {
    const [first] = entries;
    if (first === undefined) return;
    const { start } = first;
    if (members.has(name)) throw new SourceProblem(duplicateName(name, { start, end: start + name.length }));
    members.set(name, { start, end: entries.at(-1)?.end ?? start, value: entries.map(({ value }) => value), entries });
  }

  #block(type: Token, depth: number): SourceNode {
    const labels: SourceNode[] = [];
    for (let token = this.#scanner.next(); token.text !== '{' || token.kind !== 'mark'; token = this.#scanner.next()) {
      if (token.kind !== 'text' && token.kind !== 'name') throw this.#scanner.fail(token, 'a label, "=" or "{" is expected');
      labels.push({ start: token.start, end: token.end, value: token.text });
    }
    const body = this.#body('}', depth);
    const range = { start: labels[0]?.start ?? type.start, end: labels.at(-1)?.end ?? type.end };
    const members = new Map<string, SourceNode>([
      ['labels', { ...range, value: labels.map(({ value }) => value), entries: labels }],
      ['body', body],
    ]);
    return { start: type.start, end: this.#scanner.at, value: valuesOf(members), members };
  }

  #add(members: Map<string, SourceNode>, name: Token, node: SourceNode, key: Range): void {
    if (members.has(name.text)) throw new SourceProblem(duplicateName(name.text, key));
    members.set(name.text, { ...node, key: { start: key.start, end: key.end } });
  }

  /** What is written out as its value; anything else as its text. */
  #expression(ending: Ending, depth: number): SourceNode {
    if (ending === 'comma') this.#newlines();
    const from = this.#scanner.at;
    const literal = this.#literal(depth);
    if (literal !== null) {
      const after = this.#scanner.at;
      if (ending === 'comma') this.#newlines();
      if (this.#isEnd(ending)) {
        if (ending === 'line') this.#scanner.at = after;
        return literal;
      }
    }
    this.#scanner.at = from;
    const range = this.#scanner.skip(ending === 'line');
    if (range.end === range.start) throw this.#scanner.fail(this.#scanner.peek(), 'a value is expected');
    return computedNode(range, this.#scanner.slice(range));
  }

  /** Null where no literal starts here. */
  #literal(depth: number): SourceNode | null {
    const token = this.#scanner.next();
    const { kind, text, start, end } = token;
    if (depth > MAX_DEPTH) throw new SourceProblem(tooDeep(token));
    if (kind === 'text') return { start, end, value: text };
    if (kind === 'number') return { start, end, value: numberFromText(numberText(text)) };
    if (kind === 'mark' && text === '-' && this.#scanner.peek().kind === 'number') {
      const number = this.#scanner.next();
      return { start, end: number.end, value: numberFromText(`-${numberText(number.text)}`) };
    }
    if (kind === 'mark' && text === '[') return this.#list(start, depth);
    if (kind === 'mark' && text === '{') return this.#object(start, depth);
    if (kind !== 'name') return null;
    const constant = CONSTANTS.get(text);
    if (constant !== undefined) return { start, end, value: constant };
    return text === 'jsonencode' && this.#isNext('(') ? this.#encoded(depth) : null;
  }

  #encoded(depth: number): SourceNode | null {
    this.#scanner.next();
    const inner = this.#expression('comma', depth + 1);
    this.#newlines();
    const close = this.#scanner.next();
    return close.text === ')' && close.kind === 'mark' ? inner : null;
  }

  #list(start: number, depth: number): SourceNode | null {
    const entries: SourceNode[] = [];
    for (;;) {
      this.#newlines();
      const token = this.#scanner.peek();
      if (token.kind === 'end') throw this.#scanner.fail({ start, end: start + 1 }, 'a bracket is not closed');
      if (token.kind === 'mark' && token.text === ']') break;
      if (token.kind === 'name' && token.text === 'for') return null;
      entries.push(this.#expression('comma', depth + 1));
      this.#newlines();
      if (this.#isNext(',')) this.#scanner.next();
      else if (!this.#isNext(']')) throw this.#scanner.fail(this.#scanner.peek(), 'a comma or a closing bracket is expected');
    }
    const { end } = this.#scanner.next();
    return { start, end, value: entries.map(({ value }) => value), entries };
  }

  #object(start: number, depth: number): SourceNode | null {
    const members = new Map<string, SourceNode>();
    for (;;) {
      const name = this.#scanner.next();
      if (name.kind === 'newline' || (name.kind === 'mark' && name.text === ',')) continue;
      if (name.kind === 'mark' && name.text === '}') break;
      if (name.kind === 'end') throw this.#scanner.fail({ start, end: start + 1 }, 'a brace is not closed');
      const isName = name.kind === 'name' || name.kind === 'text' || name.kind === 'number';
      const sign = this.#scanner.peek();
      // A name that is computed, or a `for`: what the object holds is not known.
      if (!isName || sign.kind !== 'mark' || (sign.text !== '=' && sign.text !== ':')) return null;
      this.#scanner.next();
      this.#newlines();
      this.#add(members, name, this.#expression('line', depth + 1), name);
    }
    return { start, end: this.#scanner.at, value: valuesOf(members), members };
  }

  #newlines(): void {
    while (this.#scanner.peek().kind === 'newline') this.#scanner.next();
  }

  #isNext(mark: string): boolean {
    const token = this.#scanner.peek();
    return token.kind === 'mark' && token.text === mark;
  }

  #isEnd(ending: Ending): boolean {
    const { kind, text } = this.#scanner.peek();
    if (kind === 'end' || (kind === 'newline' && ending === 'line')) return true;
    return kind === 'mark' && [',', '}', ']', ')'].includes(text);
  }
}

const CONSTANTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function computedNode(range: Range, text: string): SourceNode {
  return { ...range, value: { [COMPUTED]: text } };
}

/** JSON allows no zeros in front. */
function numberText(text: string): string {
  return text.replace(/^0+(?=\d)/, '');
}
