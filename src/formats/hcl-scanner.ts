import { MAX_DEPTH, MAX_TOKENS, SourceProblem, tooDeep, tooLarge, type Range } from './source-node.ts';

/** What a piece of HCL is: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
export type TokenKind = 'newline' | 'name' | 'number' | 'text' | 'template' | 'mark' | 'end';

/** A token. A `text` has a value of its own; a `template` is a text with parts that only Terraform can compute. */
export interface Token extends Range {
  readonly kind: TokenKind;
  /** The mark or name as written; for a text what it says. */
  readonly text: string;
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/**
 * The tokens of an HCL text from a place on, one at a time; going back costs nothing. All work is bounded: tokens are counted however often they
 * are read, and nothing recurses.
 */
export class HclScanner {
  readonly #text: string;
  /** Where the next token is looked for. */
  at = 0;
  #count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text of a range as written. */
  slice({ start, end }: Range): string {
    return this.#text.slice(start, end);
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    const { at } = this;
    const token = this.next();
    this.at = at;
    return token;
  }

  next(): Token {
    this.#count += 1;
    this.#blanks();
    const start = this.at;
    if (this.#count > MAX_TOKENS) throw new SourceProblem(tooLarge({ start, end: start }));
    const char = this.#text.charAt(start);
    if (char === '') return { kind: 'end', text: '', start, end: start };
    if (char === '\n') return this.#take('newline', 1);
    if (char === '"') return this.#quoted();
    const heredoc = match(HEREDOC, this.#text, start);
    if (heredoc !== null) return this.#heredoc(heredoc[1] === '-', heredoc[2] ?? '', start + heredoc[0].length);
    const word = match(NAME, this.#text, start);
    if (word !== null) return this.#take('name', word[0].length);
    const number = match(NUMBER, this.#text, start);
    if (number !== null) return this.#take('number', number[0].length);
    return this.#take('mark', 1);
  }

  /**
   * Passes over an expression, whatever it is: up to a comma or a closing bracket that does not belong to it, or to the end of the line where
   * `lines` says that this ends it. Gives its range.
   */
  skip(lines: boolean): Range {
    const open: string[] = [];
    const start = this.peek().start;
    let end = start;
    for (let token = this.peek(); token.kind !== 'end'; token = this.peek()) {
      const outside = open.length === 0;
      if (outside && lines && token.kind === 'newline') break;
      if (token.kind === 'mark') {
        if (outside && token.text === ',') break;
        const closer = CLOSERS.get(token.text);
        if (closer !== undefined) open.push(closer);
        else if (open.at(-1) === token.text) open.pop();
        else if (outside && CLOSING.has(token.text)) break;
        if (open.length > MAX_DEPTH) throw new SourceProblem(tooDeep(token));
      }
      this.at = token.end;
      if (token.kind !== 'newline') end = token.end;
    }
    return { start, end };
  }

  fail(range: Range, what: string): SourceProblem {
    return new SourceProblem({ ...range, message: `It is not valid HCL: ${what}.`, hint: 'Correct the syntax at this place.' });
  }

  #take(kind: TokenKind, length: number): Token {
    const start = this.at;
    this.at = start + length;
    return { kind, text: this.#text.slice(start, this.at), start, end: this.at };
  }

  #blanks(): void {
    for (let blank = match(BLANK, this.#text, this.at); blank !== null; blank = match(BLANK, this.#text, this.at)) {
      const start = this.at;
      this.at += blank[0].length;
      if (blank[0] !== '/*') continue;
      const end = this.#text.indexOf('*/', this.at);
      if (end < 0) throw this.fail({ start, end: start + 2 }, 'a comment is not closed');
      this.at = end + 2;
    }
  }

  #quoted(): Token {
    const start = this.at;
    const parts: string[] = [];
    let at = start + 1;
    for (;;) {
      const plain = match(PLAIN, this.#text, at)?.[0] ?? '';
      parts.push(plain);
      at += plain.length;
      const char = this.#text.charAt(at);
      if (char === '"') break;
      if (char === '' || char === '\n') throw this.fail({ start, end: at }, 'a string is not closed');
      if (isTemplate(this.#text, at)) return this.#template(start);
      const { value, length } = this.#special(at);
      parts.push(value);
      at += length;
    }
    this.at = at + 1;
    return { kind: 'text', text: parts.join(''), start, end: this.at };
  }

  #special(at: number): { readonly value: string; readonly length: number } {
    const char = this.#text.charAt(at);
    // `$${` and `%%{` stand for `${` and `%{`; any other of these characters for itself.
    if (char !== '\\') return this.#text.startsWith(`${char}${char}{`, at) ? { value: `${char}{`, length: 3 } : { value: char, length: 1 };
    const escape = ESCAPES.get(this.#text.charAt(at + 1));
    if (escape !== undefined) return { value: escape, length: 2 };
    const code = match(CODE, this.#text, at);
    const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2] ?? '', 16);
    if (code === null || point > 0x10ffff) throw this.fail({ start: at, end: at + 2 }, 'a malformed escape in a string');
    return { value: String.fromCodePoint(point), length: code[0].length };
  }

  /** A string with `${…}` in it, which may hold strings again. */
  #template(start: number): Token {
    // Whether the scan is inside a string (`"`) or inside an expression (`{`), from the outside in.
    const inside: string[] = ['"'];
    let at = start + 1;
    while (inside.length > 0) {
      this.#count += 1;
      if (inside.length > MAX_DEPTH) throw new SourceProblem(tooDeep({ start, end: at }));
      if (this.#count > MAX_TOKENS) throw new SourceProblem(tooLarge({ start, end: at }));
      const char = this.#text.charAt(at);
      const inText = inside.at(-1) === '"';
      if (char === '' || (inText && char === '\n')) throw this.fail({ start, end: at }, 'a string is not closed');
      if (inText && char === '\\') at += 1;
      else if (inText && this.#text.startsWith(`${char}${char}{`, at) && (char === '$' || char === '%')) at += 2;
      else if (inText && isTemplate(this.#text, at)) {
        inside.push('{');
        at += 1;
      } else if (char === '"') {
        if (inText) inside.pop();
        else inside.push('"');
      } else if (!inText && char === '{') inside.push('{');
      else if (!inText && char === '}') inside.pop();
      at += 1;
    }
    this.at = at;
    return { kind: 'template', text: this.#text.slice(start, at), start, end: at };
  }

  #heredoc(indented: boolean, name: string, from: number): Token {
    const start = this.at;
    const lines: string[] = [];
    for (let at = from; at < this.#text.length;) {
      const stop = this.#text.indexOf('\n', at);
      const end = stop < 0 ? this.#text.length : stop;
      const line = this.#text.slice(at, end);
      if (line.trim() === name) {
        this.at = at + line.trimEnd().length;
        const text = (indented ? withoutIndent(lines) : lines).map((each) => `${each.replace(/\r$/, '')}\n`).join('');
        const computed = /(?:^|[^$])\$\{|(?:^|[^%])%\{/.test(text);
        return { kind: computed ? 'template' : 'text', text: text.replaceAll(/([$%])\1\{/g, '$1{'), start, end: this.at };
      }
      lines.push(line);
      at = end + 1;
    }
    throw this.fail({ start, end: from }, 'a heredoc is not closed');
  }
}

const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t\r]*\n/uy;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const BLANK = /[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*/y;
const PLAIN = /[^"\\$%\n]+/y;
const CODE = /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/y;
const CLOSING = new Set([')', ']', '}']);

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isTemplate(text: string, at: number): boolean {
  return text.startsWith('${', at) || text.startsWith('%{', at);
}

function withoutIndent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = indents.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  return lines.map((line) => (line.trim() === '' ? line.trimStart() : line.slice(least)));
}
