import { DICTIONARY, PERSONAL_FORMATS, type PersonalCategory, type Sensitivity } from './dictionary.ts';
import {
  ABOUT_THING,
  ACTION,
  NAMED,
  NEGATING_FIRST,
  NEUTRAL_TAIL,
  PERSON,
  POSSESSIVE,
  STATEMENT,
  STATEMENT_TYPES,
  THING,
} from './surroundings.ts';
import { quote } from '../wording.ts';
import { singular, wordsOf, writtenEnd } from './words.ts';

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
  /** What a form or a catalog calls it; it counts where the name says nothing. */
  readonly title?: string;
  /** It tells whose the data is where nothing around does, and never decides alone. */
  readonly description?: string;
}

/** Personal data that a property seems to hold, and what tells it. */
export interface Detection {
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** high: its own words or its format say it; medium: what is around it does; low: a team may see it otherwise. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** All that tells it, for the message: `its format is email, its name ends in "email"`. */
  readonly evidence: string;
}

/** Whether a head says it by itself, only of a person, or only beside certain words. */
type Manner = 'plain' | 'of-person' | 'beside';

interface Head {
  readonly entry: PersonalCategory;
  readonly phrase: string;
  readonly manner: Manner;
}

const NONE: ReadonlySet<string> = new Set();

/** Most words that a head has. */
const MAX_HEAD = 5;

/** Shortest word for a person, and shortest head, that are looked for inside a word. */
const MIN_OWNER = 3;

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
  const all = dictionary.flatMap((entry) =>
    MANNERS.flatMap((manner) => phrasesOf(entry, manner).map((phrase): Head => ({ entry, phrase, manner }))),
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

interface HeadTable {
  readonly heads: ReadonlyMap<string, readonly Head[]>;
  /** What a yes or no tells, as a whole name. */
  readonly truths: ReadonlyMap<string, PersonalCategory>;
  /** The length of the longest. */
  readonly longest: number;
}

let table: HeadTable | null = null;

/** Built when it is first asked for: most calls of the command never do. */
function headTable(): HeadTable {
  if (table === null) {
    const heads = headsOf(DICTIONARY);
    const truths = DICTIONARY.flatMap((entry) =>
      (entry.truths?.split(',') ?? []).map((phrase) => [squash(phrase.split(' ')), entry] as const),
    );
    table = { heads, truths: new Map(truths), longest: Math.max(...[...heads.keys()].map(({ length }) => length)) };
  }
  return table;
}

interface Match {
  readonly head: Head;
  /** The words before the head: those of the name and of its parents. */
  readonly before: readonly string[];
  /** The words of the head with its tail. */
  readonly own: readonly string[];
}

/** `customeremail`: the last word in two, where it is one that describes a person and a head. */
function unsquashed(words: readonly string[]): readonly string[] {
  const { heads } = headTable();
  const last = words.at(-1) ?? '';
  if (heads.has(singular(last))) return words;
  for (let end = MIN_OWNER; end <= last.length - MIN_OWNER; end += 1)
    if (PERSON.has(last.slice(0, end)) && heads.has(singular(last.slice(end))))
      return [...words.slice(0, -1), last.slice(0, end), last.slice(end)];
  return words;
}

/** The heads at the end of these words of which at least one is the name's own, the longest first. */
function matchesAt(squeezed: readonly string[]): readonly Match[] {
  const { heads, longest } = headTable();
  const words = unsquashed(squeezed);
  const found: Match[] = [];
  for (let count = Math.min(MAX_HEAD, words.length); count > 0; count -= 1) {
    const squashed = squash(words.slice(-count));
    const same = squashed.length > longest ? undefined : heads.get(squashed);
    for (const head of same ?? []) found.push({ head, before: words.slice(0, -count), own: words.slice(-count) });
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

/** Whose the data is, by the nearest word that tells; null where none does, or where something with a name of its own is nearer. */
function ownerOf(words: readonly string[], between: ReadonlySet<string> = NONE): 'person' | 'thing' | null {
  for (const word of words.toReversed()) {
    if (PERSON.has(word) || PERSON.has(singular(word))) return 'person';
    if (THING.has(word) || THING.has(singular(word))) return 'thing';
    if (between.has(word) || between.has(singular(word))) return 'thing';
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
  const negated = name.length > 1 && NEGATING_FIRST.has(first) && !headTable().heads.has(squash(name));
  return negated || STATEMENT_TYPES.has(type.at(-1) ?? '') || type.includes('check');
}

/** What a statement tells of a person where it tells anything: `is_pregnant`, `hispanic_or_latino`. */
function byTruth(name: readonly string[]): Detection | null {
  const { truths } = headTable();
  const [first = '', ...rest] = name;
  const entry = truths.get(squash(name)) ?? (NEGATING_FIRST.has(first) ? truths.get(squash(rest)) : undefined);
  if (entry === undefined || name.length === 0) return null;
  const { category, sensitivity } = entry;
  return { category, sensitivity, confidence: 'medium', evidence: `a yes to "${name.join(' ')}" tells it` };
}

/** Data by which a person is reached: what is said of the channel is none. */
const CHANNEL = /^user\.(?:contact|name)\b/;

/** What is around a name: words, and what is said of it in sentences. */
interface Around {
  readonly owners: readonly string[];
  readonly about: readonly string[];
  readonly text: string;
}

/** What a group, a plan or a role has too. */
const NAME_LIKE = /^user\.(?:name|account|content|social)\b/;

const wordSet = (text = ''): ReadonlySet<string> => new Set(text.split(' '));

/** The words beside which a category's heads count, and those around which none does. */
const BESIDE = new Map(DICTIONARY.map((entry) => [entry, wordSet(entry.beside?.words)]));
const NOT_AROUND = new Map(DICTIONARY.map((entry) => [entry, wordSet(entry.notAround)]));

/** Whether a name is this head where it stands: only a person's, or only beside certain words. */
function applies(match: Match, around: Around): boolean {
  const { entry, manner } = match.head;
  // `user.name` is what a user is called, `user_name` is mostly what one logs in with.
  if (entry.category === 'user.account.username' && match.before.length < around.owners.length) return false;
  if (manner === 'of-person') return isOfPerson(match, around);
  return manner === 'plain' || has(BESIDE.get(entry) ?? NONE, [...match.before, ...around.about]);
}

/** Whether all of a schema is about a thing: a `Store` is one, `Store Visited` is what somebody did with it. */
function isAboutThing(about: readonly string[]): boolean {
  const last = about.at(-1) ?? '';
  return has(ABOUT_THING, about) && !last.endsWith('ed') && !ACTION.has(last);
}

/** Whether a head means personal data where it stands. */
function holds({ head: { entry }, before }: Match, candidate: Candidate, { owners, about }: Around): boolean {
  if (isOnly(candidate, entry.never ?? [])) return false;
  if (CHANNEL.test(entry.category) && has(STATEMENT, owners)) return false;
  if (entry.ofBusiness === false) return true;
  const near = ownerOf(before, entry.category === 'user.content.self_image' ? NAMED : NONE);
  if (near === 'thing' || (near === null && isAboutThing(about))) return false;
  return entry.notAround === undefined || !(has(THING, before) || has(NOT_AROUND.get(entry) ?? NONE, before));
}

/** A head of which only the words around say that it is a person's: the word before it in the name must, or where there is none its object. */
function isOfPerson({ head: { entry }, before }: Match, { owners, about, text }: Around): boolean {
  const own = before.slice(owners.length).filter((word) => word === 'list' || !NEUTRAL_TAIL.has(word));
  const nearest = own.at(-1);
  if (nearest !== undefined) return PERSON.has(nearest) || PERSON.has(singular(nearest));
  const owner = ownerOf(before, NAME_LIKE.test(entry.category) ? NAMED : NONE) ?? ownerOf(about);
  return owner === 'person' || (owner === null && POSSESSIVE.test(text));
}

/** What a name or title says, by the longest head at its end: what is left of a company's "contact phone" is no person's "phone". */
function byWords(words: readonly string[], candidate: Candidate, around: Around): Match | null {
  const match = matchesOf(words, around.owners).find((each) => applies(each, around));
  return match !== undefined && holds(match, candidate, around) ? match : null;
}

/** What tells a head that is a person's only by what is around it. */
function surroundingsOf({ head: { manner }, before }: Match, { about }: Around): string {
  if (manner === 'beside') return ' beside words that make it so';
  const whose = before.toReversed().find((word) => PERSON.has(word)) ?? about.toReversed().find((word) => PERSON.has(word));
  return whose === undefined ? ", and its description says that it is a person's" : ` of "${whose}"`;
}

function detectionOf(match: Match, source: 'name' | 'title', text: string, around: Around): Detection {
  const { entry, phrase, manner } = match.head;
  const sure = manner === 'plain' && source === 'name';
  return {
    category: entry.category,
    sensitivity: entry.sensitivity,
    confidence: entry.sensitivity === 'low' ? 'low' : sure ? 'high' : 'medium',
    evidence: `its ${source} ends in ${quote(writtenEnd(text, match.own) ?? phrase)}${manner === 'plain' ? '' : surroundingsOf(match, around)}`,
  };
}

/**
 * Recognises personal data by format, then by the last meaningful words of the name (its head noun) with what is around it: `subject_email` is
 * an e-mail address, `email_subject` is not; `name` is a person's only where the nearest word that tells is a person's. Booleans speak about
 * data and hold none, but for those that tell something sensitive themselves.
 */
export function detect(candidate: Candidate): Detection | null {
  const name = wordsOf(candidate.name);
  // `_schema` in a path is a namespace, and owns nothing.
  const owners = candidate.owners.filter((owner) => !owner.startsWith('_')).flatMap(wordsOf);
  if (isStatement(candidate, name)) return byTruth(name);
  const around = { owners, about: wordsOf(candidate.about ?? ''), text: candidate.description ?? '' };
  const byName = byWords(name, candidate, around);
  const named = byName === null ? null : detectionOf(byName, 'name', candidate.name, around);
  const formatted = byFormat(candidate.format);
  if (formatted !== null && ownerOf([...owners, ...name]) !== 'thing')
    return { ...formatted, evidence: [formatted, ...(named === null ? [] : [named])].map(({ evidence }) => evidence).join(', ') };
  if (named !== null) return named;
  const title = wordsOf(candidate.title ?? '');
  const byTitle = title.length === 0 || isStatement(candidate, title) ? null : byWords(title, candidate, around);
  return byTitle === null ? null : detectionOf(byTitle, 'title', candidate.title ?? '', around);
}
