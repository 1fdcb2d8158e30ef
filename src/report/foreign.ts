import { stripVTControlCharacters } from 'node:util';

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

/** At most `max` UTF-16 units of a text, never half a character; a cut is shown by `…`. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  const whole = /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
  return `${whole}…`;
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
