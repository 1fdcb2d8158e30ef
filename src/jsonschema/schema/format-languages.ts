import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Expected } from './regular.ts';

/** Texts that match expressions and have a length, in code points, within bounds. */
export interface Texts {
  readonly expected: readonly Expected[];
  readonly min: number;
  readonly max: number;
}

/** A format as sets of texts: all that have it are in one of `held`, all that do not are in one of `failed`. */
export interface FormatTexts {
  readonly held: readonly Texts[];
  readonly failed: readonly Texts[];
  /** Whether no text is in both. */
  readonly exact: boolean;
}

const MAX = Number.MAX_SAFE_INTEGER;
const HOSTNAME_LENGTH = 253;

function texts(expected: readonly Expected[], min = 0, max = MAX): Texts {
  return { expected, min, max };
}

function matching(source: string, flags = 'u'): Expected {
  return { source, flags, holds: true };
}

function not(expected: Expected): Expected {
  return { ...expected, holds: false };
}

/** A format that is what one expression matches; or lies between what two expressions match. */
function between(within: Expected, surely = within): FormatTexts {
  return { held: [texts([within])], failed: [texts([not(surely)])], exact: within === surely };
}

/** Days by month, and leap years of the proleptic Gregorian calendar (RFC 3339, appendix C), without anchors. */
const DATE = ((): string => {
  const fours = '(?:0[48]|[2468][048]|[13579][26])';
  const leap = `(?:\\d\\d${fours}|${fours}00|0000)`;
  const days = ['(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])', '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)', '02-(?:0[1-9]|1\\d|2[0-8])'];
  return `(?:\\d{4}-(?:${days.join('|')})|${leap}-02-29)`;
})();

const ZONE = '(?:[zZ]|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)';
const FRACTION = '(?:\\.\\d+)?';
const TIME = `(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d${FRACTION}`;
/** A leap second in Greenwich. */
const LEAP = `23:59:60${FRACTION}`;
/**
 * Leap seconds elsewhere are those that are 23:59:60 in Greenwich, for which ajv-formats lets hours and minutes run over: their automaton would have
 * tens of thousands of states, so that they are told apart by the format itself.
 */
const LEAP_ELSEWHERE = `(?:[0-3]\\d|4[0-7]):\\d\\d:60${FRACTION}[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?`;

function timeTexts(before: string, zoned: boolean): FormatTexts {
  const here = zoned ? '[zZ]' : '[zZ]?';
  const surely = `${TIME}${zoned ? ZONE : `${ZONE}?`}|${LEAP}${here}`;
  return between(matching(`^${before}(?:${surely}|${LEAP_ELSEWHERE})$`), matching(`^${before}(?:${surely})$`));
}

/** The expression that ajv-formats uses for `uri` is that for `uri-reference` with a scheme and something after it. */
function uriOf(reference: RegExp): Expected {
  const source = reference.source.replace(')?(?:\\/?', ')(?:\\/?').replace(/\)\*\)\?\(\?:\\\?/, ')*)(?:\\?');
  return matching(source, reference.flags);
}

/** A host name has at most 253 characters, not counting a dot at its end. */
function hostnameTexts({ source, flags }: RegExp): FormatTexts {
  const labels = matching(source.replace(`(?=.{1,${HOSTNAME_LENGTH}}\\.?$)`, ''), flags);
  const dotted = matching('\\.$');
  const longest = HOSTNAME_LENGTH + 1;
  return {
    held: [texts([labels], 0, HOSTNAME_LENGTH), texts([labels, dotted], longest, longest)],
    failed: [texts([not(labels)]), texts([not(dotted)], longest, longest), texts([], longest + 1)],
    exact: true,
  };
}

const DATE_TIME_BETWEEN = `${DATE}[tT\\s]`;

const MADE: ReadonlyMap<string, () => FormatTexts> = new Map([
  ['date', () => between(matching(`^${DATE}$`))],
  ['time', () => timeTexts('', true)],
  ['iso-time', () => timeTexts('', false)],
  ['date-time', () => timeTexts(DATE_TIME_BETWEEN, true)],
  ['iso-date-time', () => timeTexts(DATE_TIME_BETWEEN, false)],
  ['uri', () => between(uriOf(regexOf('uri-reference')))],
  ['hostname', () => hostnameTexts(regexOf('hostname'))],
  ['byte', () => between(matching('^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', 'm'))],
]);

function regexOf(name: string): RegExp {
  const format: unknown = Reflect.get(fullFormats, name);
  if (!(format instanceof RegExp)) throw new TypeError(`ajv-formats has no expression for ${name}`);
  return format;
}

const cache = new Map<string, FormatTexts | null>();

/** The texts that have a format, as ajv-formats (mode `full`) asserts it; null for one that is no regular language (`regex`) or not about texts. */
export function formatTexts(name: string): FormatTexts | null {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const format: unknown = Reflect.get(fullFormats, name);
  const found = MADE.get(name)?.() ?? (format instanceof RegExp ? between(matching(format.source, format.flags)) : null);
  cache.set(name, found);
  return found;
}

/** Formats of which each text also has another format, where the languages alone do not tell. */
const INCLUDED: ReadonlyMap<string, string> = new Map([
  ['time', 'iso-time'],
  ['date-time', 'iso-date-time'],
]);

/** Whether each text of one format surely has the other. */
export function isFormatWithin(name: string, other: string): boolean {
  return name === other || INCLUDED.get(name) === other;
}
