import { isMember, lengthOf } from '../../evaluate/evaluate.ts';
import { formatTexts, isFormatWithin, type Texts } from '../../schema/format-languages.ts';
import { hasFormat, isAnnotation, isNumberFormat } from '../../schema/formats.ts';
import { spelledBy } from '../../schema/literal.ts';
import { inOrder, meetingOf, regularity, type Expected } from '../../schema/regular.ts';
import { MAX_BUILT_LENGTH, wordsOf } from '../../schema/words.ts';
import type { Doubt, Fact } from '../goal.ts';
import type { Candidates } from './numbers.ts';
import { plausibleTexts } from './plausible.ts';

/** How many plausible texts that meet everything are listed. */
const ENOUGH = 8;
/** How many texts are asked of the languages, and how many plausible ones these are to be like. */
const WANTED_WORDS = 12;
const MODELS = 3;
/** Ways in which formats hold or fail, all combined, beyond which some are left out. */
const MAX_WAYS = 24;

/** How many patterns and formats are named as a reason. */
const MAX_REASONS = 2;

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

function formatNames(facts: readonly Fact[], wanted: boolean): readonly string[] {
  return facts.flatMap(({ assertion, holds }) => (holds === wanted && assertion.kind === 'format' ? [assertion.name] : []));
}

/** Whether two facts cannot both be: the same pattern or format that must hold and must fail, or a format that says nothing and must fail. */
function isContradictory(facts: readonly Fact[]): boolean {
  const failed = new Set(facts.flatMap(({ assertion, holds }) => (!holds && assertion.kind === 'pattern' ? [assertion.source] : [])));
  if (facts.some(({ assertion, holds }) => holds && assertion.kind === 'pattern' && failed.has(assertion.source))) return true;
  const failing = formatNames(facts, false);
  return failing.some(isAnnotation) || formatNames(facts, true).some((name) => failing.some((other) => isFormatWithin(name, other)));
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

/** Whether a text within the lengths meets every fact about texts. */
function meets(facts: readonly Fact[], text: string): boolean {
  return facts.every(({ assertion, holds }) => {
    if (assertion.kind === 'pattern') return assertion.regex.test(text) === holds;
    if (assertion.kind === 'format') return hasFormat(assertion.name, text) === holds;
    return assertion.kind !== 'enum' || isMember(text, assertion.values) === holds;
  });
}

function patternsOf(facts: readonly Fact[]): readonly Expected[] {
  return facts.flatMap(({ assertion, holds }) =>
    assertion.kind === 'pattern' ? [{ source: assertion.source, flags: assertion.regex.flags, holds }] : [],
  );
}

/** Sets of texts, one of which holds each text that meets the facts. What has no language is left out: that only lets more texts through. */
function waysOf(facts: readonly Fact[], bounds: Lengths): readonly Texts[] {
  let ways: readonly Texts[] = [{ expected: patternsOf(facts), ...bounds }];
  for (const { assertion, holds } of facts) {
    const format = assertion.kind === 'format' ? formatTexts(assertion.name) : null;
    if (format === null) continue;
    const further = holds ? format.held : format.failed;
    if (ways.length * further.length > MAX_WAYS) continue;
    ways = ways.flatMap((way) =>
      further.map(({ expected, min, max }) => ({
        expected: [...way.expected, ...expected],
        min: Math.max(way.min, min),
        max: Math.min(way.max, max),
      })),
    );
  }
  return ways.filter(({ min, max }) => min <= max);
}

function excludedBy(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap(({ assertion, holds }) =>
      !holds && assertion.kind === 'enum' ? assertion.values.filter((value) => typeof value === 'string') : [],
    ),
  );
}

/** What the expressions spell: of all texts that match `shop.example` a person expects the one with the dot. */
function spelledTexts(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap(({ assertion, holds }) => {
    const text = assertion.kind === 'pattern' && holds ? spelledBy(assertion.source) : null;
    return text === null ? [] : [text];
  });
}

/**
 * Texts that may meet the facts, most plausible first. Lengths are sets of numbers, patterns and formats are languages, and enumerated texts are left
 * out of them: where these leave no text, or only texts that are all listed, that is a proof.
 */
export function stringCandidates(facts: readonly Fact[], hint: string): Candidates {
  const bounds = lengths(facts);
  if (bounds.min > bounds.max || isContradictory(facts)) return { values: [], complete: true };
  const plausible = plausibleTexts(formatNames(facts, true), hint);
  const meeting = new Set<string>();
  for (const text of plausible) {
    const fitting = fitted(text, bounds);
    if (fitting !== null && meets(facts, fitting)) meeting.add(fitting);
    if (meeting.size >= ENOUGH) break;
  }
  // No language says more than a text that meets everything.
  if (meeting.size > 0) return { values: [...meeting], complete: false };
  const excluded = excludedBy(facts);
  const values = new Set(spelledTexts(facts).filter((text) => fitted(text, bounds) === text && meets(facts, text)));
  let complete = true;
  let tooLarge = false;
  for (const { expected, min, max } of waysOf(facts, bounds)) {
    const language = meetingOf(inOrder(expected));
    const words =
      language === null ? null : wordsOf(language, { min, max, excluded, wanted: WANTED_WORDS, models: plausible.slice(0, MODELS) });
    tooLarge ||= words === null;
    complete &&= words?.complete === true;
    for (const text of words?.texts ?? []) values.add(text);
  }
  const doubt = complete ? null : doubtAbout(facts, tooLarge, bounds);
  return { values: [...values], complete, ...(doubt === null ? {} : { doubt }) };
}

/** Why a fact is beyond the languages; null where it is not. */
function whyBeyond({ assertion }: Fact): string | null {
  if (assertion.kind === 'pattern') {
    const found = regularity(assertion.source, assertion.regex.flags);
    return found.kind === 'beyond' ? `the pattern ${JSON.stringify(assertion.source)} ${found.why}` : null;
  }
  if (assertion.kind !== 'format' || isAnnotation(assertion.name) || isNumberFormat(assertion.name)) return null;
  const format = formatTexts(assertion.name);
  if (format?.exact === true) return null;
  const why = format === null ? 'cannot be decided by an automaton' : 'allows leap seconds that no small automaton can tell';
  return `the format ${JSON.stringify(assertion.name)} ${why}`;
}

/** What keeps the languages from telling; null where they do. The same in both questions about two schemas, whichever is the sender's. */
function doubtAbout(facts: readonly Fact[], tooLarge: boolean, { min }: Lengths): Doubt | null {
  const beyond = facts.flatMap((fact) => {
    const why = whyBeyond(fact);
    return why === null ? [] : [{ why, node: fact.node }];
  });
  const [first] = beyond;
  const reasons = [...new Set(beyond.map(({ why }) => why))].toSorted().slice(0, MAX_REASONS);
  if (first !== undefined) return { code: 'outside-theory', message: reasons.join('; '), node: first.node };
  const node = facts.find(({ assertion }) => assertion.kind === 'pattern' || assertion.kind === 'format')?.node ?? null;
  if (tooLarge) return { code: 'outside-theory', message: 'the patterns and formats together would need too large an automaton', node };
  if (min > MAX_BUILT_LENGTH) return { code: 'budget', message: `a text of ${min} characters is too long to be built`, node };
  return null;
}
