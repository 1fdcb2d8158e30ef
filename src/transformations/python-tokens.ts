import type { Range } from './types.ts';

/** A word, a text in quotes, a sign, or the end of a statement. */
export interface Token extends Range {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'end';
  /** Of a string what it holds, of all else how it is written. */
  readonly text: string;
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /\d[\w.]*/y;
const BLANK = /[ \t\f]+|\\\r?\n|#[^\n]*/y;
const SIGN = /[=!<>:]=|\*\*|\/\/|[^\s\w]/y;
const QUOTE = /([A-Za-z]{0,2})("""|'''|"|')/y;
const FIELD = /\{\{|\{([^{}]*)\}/g;

/**
 * Cuts Python into tokens: comments and line breaks inside brackets are left out, and what stands in the braces of an f-string comes behind it as
 * code. What is no Python gives some tokens or other.
 */
export function tokensOf(code: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(code);
  };
  const add = (kind: Token['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, start: at, end: at + length });
    at += length;
  };
  while (at < code.length) {
    const blank = match(BLANK)?.[0];
    const quote = blank === undefined ? match(QUOTE) : null;
    const word = match(WORD)?.[0] ?? match(NUMBER)?.[0] ?? match(SIGN)?.[0];
    if (blank !== undefined) at += blank.length;
    else if (quote !== null) {
      const end = endOfString(code, at + quote[0].length, quote[2] ?? '');
      const [string, ...fields] = stringTokens(code, at, end, quote);
      tokens.push(string);
      for (const field of fields) tokens.push(field);
      at = end;
    } else if (code[at] === '\n' || word === undefined) {
      if (code[at] === '\n' && depth === 0) add('end', '\n', 1);
      else at += 1;
    } else {
      if (/^[([{]$/.test(word)) depth += 1;
      if (/^[)\]}]$/.test(word)) depth = Math.max(0, depth - 1);
      add(kindOf(word), word, word.length);
    }
  }
  return tokens;
}

/** Behind the closing quotes; a string that is not closed ends with its line, or with the text where it may have several. */
function endOfString(code: string, start: number, quotes: string): number {
  for (let at = start; at < code.length; at += 1) {
    if (code.startsWith(quotes, at)) return at + quotes.length;
    if (code[at] === '\n' && quotes.length === 1) return at;
    if (code[at] === '\\') at += 1;
  }
  return code.length;
}

/** The string, and what stands in the braces of an f-string. */
function stringTokens(
  code: string,
  start: number,
  end: number,
  [opening, prefix = '', quotes = '']: readonly string[],
): readonly [Token, ...Token[]] {
  const from = start + (opening?.length ?? 0);
  const inside = code.slice(from, code.startsWith(quotes, end - quotes.length) ? Math.max(from, end - quotes.length) : end);
  const text = /r/i.test(prefix) ? inside : inside.replaceAll(/\\(["'\\])/g, '$1');
  const fields = /f/i.test(prefix) ? [...inside.matchAll(FIELD)] : [];
  const tokens = fields.flatMap(({ index, 1: field }) =>
    tokensOf((field ?? '').replaceAll('\n', ' ')).map((token) => ({
      ...token,
      start: token.start + from + index + 1,
      end: token.end + from + index + 1,
    })),
  );
  return [{ kind: 'string', text, start, end }, ...tokens];
}

function kindOf(word: string): Token['kind'] {
  if (/^\d/.test(word)) return 'number';
  return /^[\p{L}_]/u.test(word) ? 'name' : 'sign';
}
