import { Lexer, Parser, type CST } from 'yaml';
import { MAX_DEPTH, MAX_TOKENS, SourceProblem, tooDeep, tooLarge } from './source-node.ts';

/**
 * The concrete syntax tokens of a YAML text, bounded: the library keeps every lexeme and recurses into every level, so that a file of
 * brackets or dashes would exhaust the memory or the stack.
 * @throws SourceProblem where a bound is passed.
 */
export function* boundedTokens(text: string, maxTokens = MAX_TOKENS): Generator<CST.Token> {
  const parser = new Parser();
  const nesting = new Nesting();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    nesting.take(lexeme);
    const range = { start: nesting.offset, end: nesting.offset };
    if (nesting.depth > MAX_DEPTH) throw new SourceProblem(tooDeep(range));
    if (count > maxTokens) throw new SourceProblem(tooLarge(range));
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** How deep a lexeme stands in flow collections, or in block collections that start on its line. */
class Nesting {
  offset = 0;
  #flow = 0;
  #onLine = 0;
  #scalar = false;

  get depth(): number {
    return Math.max(this.#flow, this.#onLine);
  }

  take(lexeme: string): void {
    if (this.#scalar) this.#scalar = false;
    else if (lexeme === SCALAR) this.#scalar = true;
    else this.#indicator(lexeme);
    if (!CONTROLS.has(lexeme)) this.offset += lexeme.length;
  }

  #indicator(lexeme: string): void {
    if (lexeme === '[' || lexeme === '{') this.#flow += 1;
    else if (lexeme === ']' || lexeme === '}') this.#flow = Math.max(0, this.#flow - 1);
    else if (lexeme === '-' || lexeme === '?') this.#onLine += 1;
    else if (lexeme === '\n' || lexeme === '\r\n') this.#onLine = 0;
    else if (lexeme === DOCUMENT) this.#flow = 0;
  }
}

// Lexemes of no width in the text: https://eemeli.org/yaml/#lexer
const SCALAR = '\u001F';
const DOCUMENT = '\u0002';
const CONTROLS: ReadonlySet<string> = new Set([SCALAR, DOCUMENT, '\u0018']);
