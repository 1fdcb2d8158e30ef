import {
  BUSINESS_OWNERS,
  DICTIONARY,
  NEGATING_HEAD,
  NEUTRAL_TAIL,
  PERSON_OWNERS,
  PERSONAL_FORMATS,
  type Sensitivity,
} from './dictionary.ts';

/** What the detector looks at: a property's name, the names above it, and what its schema says of the value. */
export interface Candidate {
  readonly name: string;
  /** Names of the objects around it, outermost first, and the event's name. */
  readonly owners: readonly string[];
  readonly kinds: ReadonlySet<string>;
  readonly format: string | null;
}

/** Personal data that a property seems to hold, and what tells it. */
export interface Classification {
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** For the message: `its name ends in "email"`. */
  readonly evidence: string;
}

/** Words of a name, lower case: camelCase, snake_case, kebab-case and dots are cut. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function endsWith(words: readonly string[], head: string): boolean {
  const tail = head.split(' ');
  return tail.every((word, index) => words[words.length - tail.length + index] === word) || words.at(-1) === tail.join('');
}

function stripTail(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && NEUTRAL_TAIL.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end);
}

const onlyKind = (candidate: Candidate, kind: string): boolean => {
  const kinds = [...candidate.kinds].filter((name) => name !== 'null');
  return kinds.length > 0 && kinds.every((name) => name === kind);
};

/**
 * Classifies by format, then by the last meaningful words of the name (its head noun), with the objects around it: `subject_email` is an
 * e-mail address, `email_subject` is not; `name` is a person's only in an object of a person. Booleans speak about data, they hold none.
 */
export function classify(candidate: Candidate): Classification | null {
  if (onlyKind(candidate, 'boolean')) return null;
  const byFormat = candidate.format === null ? undefined : PERSONAL_FORMATS.get(candidate.format);
  if (byFormat !== undefined) {
    const entry = DICTIONARY.find(({ category }) => category === byFormat);
    return { category: byFormat, sensitivity: entry?.sensitivity ?? 'medium', evidence: `its format is ${candidate.format}` };
  }
  const words = stripTail(wordsOf(candidate.name));
  const [first] = words;
  if (first === undefined || (words.length > 1 && NEGATING_HEAD.has(first))) return null;
  const around = [...candidate.owners.flatMap(wordsOf), ...words.slice(0, -1)];
  if (around.some((word) => BUSINESS_OWNERS.has(word)) && !around.some((word) => PERSON_OWNERS.has(word))) return null;
  const ofPerson = around.some((word) => PERSON_OWNERS.has(word));
  for (const { category, sensitivity, heads, personHeads = [] } of DICTIONARY) {
    const head =
      heads.find((phrase) => endsWith(words, phrase)) ?? (ofPerson ? personHeads.find((phrase) => endsWith(words, phrase)) : undefined);
    if (head !== undefined) return { category, sensitivity, evidence: `its name ends in "${head}"` };
  }
  return null;
}
