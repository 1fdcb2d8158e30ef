import { lengthOf } from '../../evaluate/evaluate.ts';
import { formatPattern, isAnnotation } from '../../schema/formats.ts';
import type { Fact } from '../goal.ts';
import type { Candidates } from './numbers.ts';
import { plausibleTexts } from './plausible.ts';
import { words, type Words } from '../../schema/regular.ts';

/** The longest text that is built to reach a length. */
const MAX_BUILT_LENGTH = 4096;
/** How many texts are asked of the patterns, beside one for each that is excluded. */
const WANTED_WORDS = 12;
const MAX_EXCLUDED = 1_000;

interface Lengths {
  min: number;
  max: number;
}

function lengths(facts: readonly Fact[]): Lengths {
  const found: Lengths = { min: 0, max: Number.MAX_SAFE_INTEGER };
  for (const { assertion, holds } of facts) {
    if (assertion.kind !== 'limit' || !assertion.keyword.endsWith('Length')) continue;
    if (assertion.keyword === 'minLength' && holds) found.min = Math.max(found.min, assertion.limit);
    else if (assertion.keyword === 'maxLength' && !holds) found.min = Math.max(found.min, assertion.limit + 1);
    else if (assertion.keyword === 'maxLength') found.max = Math.min(found.max, assertion.limit);
    else found.max = Math.min(found.max, assertion.limit - 1);
  }
  return found;
}

/** Whether two facts cannot both be: the same pattern or format that must hold and must fail, or a format that says nothing and must fail. */
function isContradictory(facts: readonly Fact[]): boolean {
  const held = new Set<string>();
  const failed = new Set<string>();
  for (const { assertion, holds } of facts) {
    if (assertion.kind === 'pattern') (holds ? held : failed).add(`pattern ${assertion.source}`);
    if (assertion.kind !== 'format') continue;
    if (!holds && isAnnotation(assertion.name)) return true;
    (holds ? held : failed).add(`format ${assertion.name}`);
  }
  return [...failed].some((key) => held.has(key));
}

/** A text made to fit into the lengths, by repeating or cutting it; null where that is too long to build. */
function fitted(text: string, { min, max }: Lengths): string | null {
  const points = [...text];
  if (points.length >= min && points.length <= max) return text;
  if (points.length > max) return points.slice(0, max).join('');
  if (min > MAX_BUILT_LENGTH) return null;
  const filler = text === '' ? 'x' : text;
  return [...filler.repeat(Math.ceil(min / lengthOf(filler)))].slice(0, min).join('');
}

/** The texts that the patterns alone allow; null where there are none, or where they are beyond automata. */
function matchingTexts(facts: readonly Fact[], bounds: Lengths): Words | null {
  const sources = (wanted: boolean): string[] =>
    facts.flatMap(({ assertion, holds }) =>
      assertion.kind === 'pattern' && holds === wanted && assertion.regex.unicode ? [assertion.source] : [],
    );
  const held = [
    ...sources(true),
    ...facts.flatMap(({ assertion, holds }) => (holds && assertion.kind === 'format' ? (formatPattern(assertion.name) ?? []) : [])),
  ];
  const failed = sources(false);
  return held.length + failed.length === 0 ? null : words(held, failed, bounds.min, bounds.max, WANTED_WORDS + excludedCount(facts));
}

function excludedCount(facts: readonly Fact[]): number {
  return facts.reduce(
    (count, { assertion }) => count + (assertion.kind === 'enum' ? Math.min(assertion.values.length, MAX_EXCLUDED) : 0),
    0,
  );
}

/**
 * Texts that may meet the facts, most plausible first. Patterns are languages, and so are some formats that must hold: where no text is left,
 * that is a proof. All else is tried on candidates.
 */
export function stringCandidates(facts: readonly Fact[], hint: string): Candidates {
  const bounds = lengths(facts);
  if (bounds.min > bounds.max || isContradictory(facts)) return { values: [], complete: true };
  const matching = matchingTexts(facts, bounds);
  if (matching !== null && matching.complete) return { values: [], complete: true };
  const formats = facts.flatMap(({ assertion, holds }) => (holds && assertion.kind === 'format' ? [assertion.name] : []));
  const texts = plausibleTexts(formats, hint).map((text) => fitted(text, bounds));
  const numbered = Array.from({ length: excludedCount(facts) }, (_, i) => fitted(`text ${i + 1}`, bounds));
  const values = [...new Set([...texts, ...(matching?.words ?? []), ...numbered].filter((text) => text !== null))];
  return { values, complete: bounds.max === 0 };
}
