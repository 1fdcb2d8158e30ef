import type { JsonObject } from '../../jsonschema/index.ts';

/** How many digits a run of a letter of Java's DateTimeFormatter stands for: as many as there are letters, where there are several. */
const DIGITS = /^(?:y+|u+|M{1,2}|d{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|S+)$/;

/** Offsets from UTC: `Z` and `X` in a row of any length. */
const OFFSET = /^(?:Z+|X+|x+)$/;
const ANY_OFFSET = String.raw`(?:Z|[+-]\d{2}(?::?\d{2})?)`;

/** A run of one letter, a text in quotes, or any other character. */
const TOKEN = /([A-Za-z])\1*|'((?:[^']|'')*)'|[^]/g;

/** Formats are short; the rest is no format. */
const MAX_LENGTH = 100;

/**
 * What is written in a format of Java's DateTimeFormatter (https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html), as
 * JSON Schema says it: the ISO form by its name, any other of digits alone as a pattern. One with names of months or days may be any text.
 */
export function dateFormat(type: string, format: string): JsonObject {
  const plain = format.replaceAll("'", '');
  if (type === 'date' && /^[yu]{4}-MM-dd$/.test(plain)) return { format: 'date' };
  if (type === 'timestamp' && /^[yu]{4}-MM-ddTHH:mm:ss(?:\.S+)?(?:Z+|X+)$/.test(plain)) return { format: 'date-time' };
  const pattern = patternOf(format);
  return pattern === null ? {} : { pattern };
}

function patternOf(format: string): string | null {
  if (format.length > MAX_LENGTH) return null;
  const parts = Array.from(format.matchAll(TOKEN), ([token, letter, text]) => partOf(token, letter, text));
  return parts.some((part) => part === null) ? null : `^${parts.join('')}$`;
}

function partOf(token: string, letter: string | undefined, text: string | undefined): string | null {
  if (text !== undefined) return literal(text === '' ? "'" : text.replaceAll("''", "'"));
  if (letter === undefined) return literal(token);
  if (DIGITS.test(token)) return token.length === 1 ? String.raw`\d+` : String.raw`\d{${token.length}}`;
  if (OFFSET.test(token)) return ANY_OFFSET;
  // Between a date and a time it stands without quotes in many contracts.
  return token === 'T' ? token : null;
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
