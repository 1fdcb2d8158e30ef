import { DICTIONARY, PERSONAL_FORMATS, type PersonalCategory, type Sensitivity } from './dictionary.ts';
import { ABOUT_THING, NEGATING_FIRST, NEUTRAL_TAIL, PERSON, STATEMENT, STATEMENT_TYPES, THING } from './surroundings.ts';
import { singular, wordsOf } from './words.ts';

/** What the detector looks at: a property's name, the names around it, and what its schema says of the value. */
export interface Candidate {
  readonly name: string;
  /** Names of the objects around it, outermost first. */
  readonly owners: readonly string[];
  /** Name of the event or schema: it says whom the data is about where nothing nearer does. */
  readonly about?: string;
  /** Name of the shared definition that it is of. */
  readonly typeName?: string;
  readonly kinds: ReadonlySet<string>;
  readonly format: string | null;
}

/** Personal data that a property seems to hold, and what tells it. */
export interface Detection {
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** high: its own words or its format say it; medium: what is around it does; low: a team may see it otherwise. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** For the message: `its name ends in "email"`. */
  readonly evidence: string;
}

/** Whether a head says it by itself, only of a person, or only beside certain words. */
type Manner = 'plain' | 'of-person' | 'beside';

interface Head {
  readonly entry: PersonalCategory;
  readonly phrase: string;
  readonly manner: Manner;
}

/** Most words that a head has. */
const MAX_HEAD = 5;

const MANNERS: readonly Manner[] = ['plain', 'of-person', 'beside'];

function phrasesOf(entry: PersonalCategory, manner: Manner): readonly string[] {
  const text = { plain: entry.heads, 'of-person': entry.personHeads, beside: entry.beside?.heads }[manner] ?? '';
  return text.split(',').filter((phrase) => phrase !== '');
}

/** The heads of the dictionary without their blanks, alone and with the words that may follow them; a name may be a head in several manners. */
function headsOf(dictionary: readonly PersonalCategory[]): ReadonlyMap<string, readonly Head[]> {
  const heads = new Map<string, Head[]>();
  const add = (squashed: string, head: Head): void => {
    const known = heads.get(squashed) ?? [];
    if (!known.some(({ entry, manner }) => entry === head.entry && manner === head.manner)) heads.set(squashed, [...known, head]);
  };
  const all = MANNERS.flatMap((manner) =>
    dictionary.flatMap((entry) => phrasesOf(entry, manner).map((phrase): Head => ({ entry, phrase, manner }))),
  );
  for (const head of all) add(squash(head.phrase.split(' ')), head);
  for (const head of all)
    for (const tail of (head.entry.tails ?? '').split(',').filter((each) => each !== ''))
      add(squash([...head.phrase.split(' '), ...tail.split(' ')]), head);
  return heads;
}

function squash(parts: readonly string[]): string {
  return parts.map(singular).join('');
}

const HEADS = headsOf(DICTIONARY);
const LONGEST = Math.max(...[...HEADS.keys()].map(({ length }) => length));

interface Match {
  readonly head: Head;
  /** The words before the head: those of the name and of its parents. */
  readonly before: readonly string[];
}

/** The heads at the end of these words of which at least one is the name's own, the longest first. */
function matchesAt(words: readonly string[]): readonly Match[] {
  const found: Match[] = [];
  for (let count = Math.min(MAX_HEAD, words.length); count > 0; count -= 1) {
    const squashed = squash(words.slice(-count));
    const heads = squashed.length > LONGEST ? undefined : HEADS.get(squashed);
    for (const head of heads ?? []) found.push({ head, before: words.slice(0, -count) });
  }
  return found;
}

/** The heads of a name: its last words, with neutral ones taken off one after the other; those of its object where all are neutral. */
function matchesOf(name: readonly string[], owners: readonly string[]): readonly Match[] {
  const found: Match[] = [];
  let end = name.length;
  while (end > 0) {
    found.push(...matchesAt([...owners, ...name.slice(0, end)]));
    if (!NEUTRAL_TAIL.has(name[end - 1] ?? '')) return found;
    end -= 1;
  }
  return [...found, ...matchesAt(owners)];
}

/** Whose the data is, by the nearest word that tells; null where none does. */
function ownerOf(words: readonly string[]): 'person' | 'thing' | null {
  for (const word of words.toReversed()) {
    if (PERSON.has(word) || PERSON.has(singular(word))) return 'person';
    if (THING.has(word) || THING.has(singular(word))) return 'thing';
  }
  return null;
}

function isOnly(candidate: Candidate, kinds: readonly string[]): boolean {
  const held = [...candidate.kinds].filter((name) => name !== 'null');
  return held.length > 0 && held.every((name) => kinds.includes(name));
}

const has = (set: ReadonlySet<string>, words: readonly string[]): boolean => words.some((word) => set.has(word));

function byFormat(format: string | null): Detection | null {
  const category = format === null ? undefined : PERSONAL_FORMATS.get(format);
  if (category === undefined) return null;
  const entry = DICTIONARY.find((each) => each.category === category);
  return { category, sensitivity: entry?.sensitivity ?? 'medium', confidence: 'high', evidence: `its format is ${format}` };
}

/** Whether the name or the definition says that this is about data, and holds none. */
function isStatement(candidate: Candidate, name: readonly string[]): boolean {
  const [first] = name;
  if (first === undefined || isOnly(candidate, ['boolean'])) return true;
  const type = wordsOf(candidate.typeName ?? '');
  return (name.length > 1 && NEGATING_FIRST.has(first)) || STATEMENT_TYPES.has(type.at(-1) ?? '') || type.includes('check');
}

/** Data by which a person is reached: what is said of the channel is none. */
const CHANNEL = /^user\.(?:contact|name)\b/;

/** What is around a name, as words. */
interface Around {
  readonly owners: readonly string[];
  readonly about: readonly string[];
}

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Whether a name is this head where it stands: only a person's, or only beside certain words. */
function applies({ head: { entry, manner }, before }: Match, { owners, about }: Around): boolean {
  if (manner === 'of-person') return isOfPerson(before, owners, about);
  return manner === 'plain' || has(wordSet(entry.beside?.words ?? ''), [...before, ...about]);
}

/** Whether a head means personal data where it stands. */
function holds({ head: { entry }, before }: Match, candidate: Candidate, { owners, about }: Around): boolean {
  if (isOnly(candidate, entry.never ?? [])) return false;
  if (CHANNEL.test(entry.category) && has(STATEMENT, owners)) return false;
  if (entry.ofBusiness === false) return true;
  const near = ownerOf(before);
  if (near === 'thing' || (near === null && has(ABOUT_THING, about))) return false;
  return entry.notAround === undefined || !(has(THING, before) || has(wordSet(entry.notAround), before));
}

/** A head of which only the words around say that it is a person's: the word before it in the name must, or where there is none its object. */
function isOfPerson(before: readonly string[], owners: readonly string[], about: readonly string[]): boolean {
  const own = before.slice(owners.length).filter((word) => !NEUTRAL_TAIL.has(word));
  const nearest = own.at(-1);
  if (nearest !== undefined) return PERSON.has(nearest) || PERSON.has(singular(nearest));
  return (ownerOf(before) ?? ownerOf(about)) === 'person';
}

/**
 * Recognises personal data by format, then by the last meaningful words of the name (its head noun) with what is around it: `subject_email` is
 * an e-mail address, `email_subject` is not; `name` is a person's only where the nearest word that tells is a person's. Booleans speak about
 * data, they hold none.
 */
export function detect(candidate: Candidate): Detection | null {
  const name = wordsOf(candidate.name);
  const owners = candidate.owners.flatMap(wordsOf);
  const about = wordsOf(candidate.about ?? '');
  if (isStatement(candidate, name)) return null;
  const formatted = byFormat(candidate.format);
  if (formatted !== null && ownerOf([...owners, ...name]) !== 'thing') return formatted;
  const around = { owners, about };
  // The longest head decides: what is left of a company's "contact phone" is no person's "phone".
  const match = matchesOf(name, owners).find((each) => applies(each, around));
  if (match === undefined || !holds(match, candidate, around)) return null;
  const { entry, phrase, manner } = match.head;
  const confidence = entry.sensitivity === 'low' ? 'low' : manner === 'plain' ? 'high' : 'medium';
  return { category: entry.category, sensitivity: entry.sensitivity, confidence, evidence: `its name ends in "${phrase}"` };
}
