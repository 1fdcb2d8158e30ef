import { stripVTControlCharacters } from 'node:util';
import { shorten } from '../rules/excerpt.ts';

/** Controls, format characters (bidi overrides, zero-width), line separators, private use and lone surrogates: all that a screen hides or obeys. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

const SHORT_ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string): string {
  return SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Text from outside on one line, with everything invisible or active in a terminal spelled out (`\n`, `\u{202e}`). */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, escapeCharacter);
}

/** A name or path from outside, visible and of bearable length. */
export function foreign(text: string, max = 200): string {
  return visible(shorten(text, max));
}

/** Text of several lines from outside: the line feeds stay, everything else hidden is spelled out. */
export function visibleLines(text: string, max: number): string {
  return shorten(text, max).split(/\r?\n/).map(visible).join('\n');
}

/**
 * A line that may be printed in a job: GitHub's runner obeys `::command` at the start of a line and `##[command]` anywhere in it
 * (actions/runner, ActionCommand.cs), so neither is left.
 */
export function inert(line: string): string {
  const harmless = line.replaceAll('##[', String.raw`#\u{23}[`);
  return stripVTControlCharacters(harmless).trimStart().startsWith('::') ? harmless.replace('::', String.raw`\u{3a}:`) : harmless;
}
