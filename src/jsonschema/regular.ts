import { CharSet, DFA, getIntersectionWordSets, JS, NFA, type Concatenation, type Element, type NoParent, type ReadonlyWordSet } from 'refa';

/** Automata and regular expressions larger than this are not built. */
const MAX_NODES = 3_000;
const MAX_CACHED = 500;
/** How many shapes of words are looked at. */
const MAX_WORD_SETS = 3_000;

const cache = new Map<string, DFA | null>();

/**
 * The language of the texts that a pattern matches somewhere (ECMA-262 with the `u` flag, unanchored); null where the pattern is not regular
 * (back-reference), looks around, has anchors inside, does not compile with `u`, or would take too large an automaton. After the `refa` library.
 */
export function languageOf(source: string): DFA | null {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const language = build(source);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(source, language);
  return language;
}

function build(source: string): DFA | null {
  if (source.length > 2_000) return null;
  try {
    const parser = JS.Parser.fromLiteral({ source, flags: 'u' });
    const { expression, maxCharacter } = parser.parse({ assertions: 'parse', backreferences: 'throw', maxNodes: MAX_NODES });
    const alternatives = expression.alternatives.map((alternative) => unanchored(alternative.elements, maxCharacter));
    const nfa = NFA.fromRegex(alternatives, { maxCharacter }, { assertions: 'throw' }, new NFA.LimitedNodeFactory(MAX_NODES));
    const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(MAX_NODES));
    dfa.minimize();
    return dfa;
  } catch {
    return null;
  }
}

/** An alternative with anything before and after it, unless it is anchored there. Anchors elsewhere stay, and make the construction fail. */
function unanchored(elements: readonly NoParent<Element>[], maxCharacter: number): NoParent<Concatenation> {
  const all = CharSet.all(maxCharacter);
  const isAnchor = (element: NoParent<Element> | undefined, kind: 'ahead' | 'behind'): boolean => {
    if (element?.type !== 'Assertion' || element.kind !== kind || !element.negate || element.alternatives.length !== 1) return false;
    const [only, ...rest] = element.alternatives[0]?.elements ?? [];
    return rest.length === 0 && only?.type === 'CharacterClass' && only.characters.isAll;
  };
  const anything: NoParent<Element> = {
    type: 'Quantifier',
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: false,
    alternatives: [{ type: 'Concatenation', elements: [{ type: 'CharacterClass', characters: all }] }],
  };
  const start = isAnchor(elements[0], 'behind');
  const end = elements.length > (start ? 1 : 0) && isAnchor(elements.at(-1), 'ahead');
  const inner = elements.slice(start ? 1 : 0, end ? -1 : undefined);
  return { type: 'Concatenation', elements: [...(start ? [] : [anything]), ...inner, ...(end ? [] : [anything])] };
}

/** Words of a language; `complete`: there are no others within the lengths. */
export interface Words {
  readonly words: readonly string[];
  readonly complete: boolean;
}

/** The texts that match all of `held` and none of `failed`, shortest first, with lengths in code points; null where the automata cannot be built. */
export function words(held: readonly string[], failed: readonly string[], min: number, max: number, wanted: number): Words | null {
  const automata: DFA[] = [];
  for (const [sources, complement] of [[held, false], [failed, true]] as const)
    for (const source of sources) {
      const language = languageOf(source);
      if (language === null) return null;
      const automaton = language.copy();
      if (complement) automaton.complement();
      automata.push(automaton);
    }
  try {
    return shortest(intersection(automata), min, max, wanted);
  } catch {
    return null;
  }
}

function intersection(automata: readonly DFA[]): DFA {
  const all = DFA.all({ maxCharacter: 0x10ffff });
  return automata.reduce((left, right) => DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(MAX_NODES)), all);
}

function shortest(language: DFA, min: number, max: number, wanted: number): Words {
  const found = new Set<string>();
  if (language.isEmpty) return { words: [], complete: true };
  let looked = 0;
  for (const sets of getIntersectionWordSets(language, DFA.all({ maxCharacter: 0x10ffff }), MAX_NODES)) {
    looked++;
    // Longer words follow: beyond the greatest length there is nothing more to see.
    if (sets.length > max) return { words: [...found], complete: found.size === 0 };
    if (looked > MAX_WORD_SETS || found.size >= wanted) return { words: [...found], complete: false };
    const word = sets.length < min ? null : spell(sets);
    if (word !== null) found.add(word);
    else if (sets.length >= min) return { words: [...found], complete: false };
  }
  return { words: [...found], complete: found.size === 0 };
}

const READABLE: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x31, 0x39],
  [0x30, 0x30],
  [0x20, 0x7e],
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

/** A word of a word set in characters that a person can read where there are such; null where only lone surrogates would do. */
function spell(sets: ReadonlyWordSet): string | null {
  let word = '';
  for (const set of sets) {
    const range = READABLE.flatMap(([min, max]) => set.ranges.filter((part) => part.min <= max && part.max >= min).map((part) => Math.max(part.min, min)));
    const [first] = range;
    if (first === undefined) return null;
    word += String.fromCodePoint(first);
  }
  return word;
}
