import { CharSet, DFA, JS, NFA, type Concatenation, type Element, type NoParent } from 'refa';

/** Automata and regular expressions larger than this are not built. */
const MAX_NODES = 3_000;
const MAX_CACHED = 500;
/** How many lengths beyond the least are looked at, and how many states times lengths at all. */
const LENGTHS_LOOKED_AT = 300;
const MAX_WORK = 200_000;
/** How many words of one length are spelled. */
const VARIANTS = 6;

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

/** Texts that match all of `held` and none of `failed`, as far as these have automata, shortest first, with lengths in code points; null where none has. */
export function words(held: readonly string[], failed: readonly string[], min: number, max: number, wanted: number): Words | null {
  const automata: DFA[] = [];
  for (const [sources, complement] of [
    [held, false],
    [failed, true],
  ] as const)
    for (const source of sources) {
      const language = languageOf(source);
      // Leaving a demand out only lets more texts through: that none is left is still a proof, and each word is checked by the caller.
      if (language === null) continue;
      const automaton = language.copy();
      if (complement) automaton.complement();
      automata.push(automaton);
    }
  if (automata.length === 0) return null;
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

type State = DFA.ReadonlyNode;
type Edges = ReadonlyMap<State, CharSet>;

/** The states of an automaton with their edges, the first one first. */
function edgesOf(language: DFA): ReadonlyMap<State, Edges> {
  const { initial, getOut } = language.transitionIterator();
  const edges = new Map<State, Edges>();
  const pending: State[] = [initial];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (edges.has(state)) continue;
    const out = getOut(state);
    edges.set(state, out);
    pending.push(...out.keys());
  }
  return edges;
}

/** Words by their lengths: for each length, the states from which a word of exactly that length is left. Paths are never listed: there are too many. */
function shortest(language: DFA, min: number, max: number, wanted: number): Words {
  if (language.isEmpty) return { words: [], complete: true };
  const edges = edgesOf(language);
  const longest = Math.min(max, min + LENGTHS_LOOKED_AT, Math.floor(MAX_WORK / edges.size));
  const left: ReadonlySet<State>[] = [language.finals];
  const found = new Set<string>();
  for (let length = 0; length <= longest; length++) {
    const here = left[length];
    if (here === undefined) break;
    if (length >= min && here.has(language.initial)) {
      const spelled = spellings(language.initial, edges, left, length);
      if (spelled.length === 0) return { words: [...found], complete: false };
      for (const word of spelled) found.add(word);
    }
    if (found.size >= wanted) break;
    const before = new Set<State>();
    for (const [state, out] of edges) if ([...out.keys()].some((next) => here.has(next))) before.add(state);
    left.push(before);
  }
  return { words: [...found].slice(0, wanted), complete: found.size === 0 && longest === max };
}

/** Some words of one length, in characters that a person can read where there are such. */
function spellings(initial: State, edges: ReadonlyMap<State, Edges>, left: readonly ReadonlySet<State>[], length: number): string[] {
  return Array.from({ length: VARIANTS }, (_, variant) => {
    let state = initial;
    let word = '';
    for (let rest = length; rest > 0; rest--) {
      const choices = [...(edges.get(state) ?? [])]
        .filter(([next]) => left[rest - 1]?.has(next))
        .flatMap(([next, set]) => readable(set).map((point) => ({ next, point })));
      const choice = choices.toSorted((one, other) => rank(one.point) - rank(other.point))[Math.min(variant, choices.length - 1)];
      if (choice === undefined) return null;
      word += String.fromCodePoint(choice.point);
      state = choice.next;
    }
    return word;
  }).filter((word) => word !== null);
}

/** Blocks of characters, most readable first; lone surrogates are in none. */
const READABLE: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x41, 0x5a],
  [0x31, 0x39],
  [0x30, 0x30],
  [0x20, 0x7e],
  [0, 0xd7ff],
  [0xe000, 0x10ffff],
];

/** A few characters of a set. */
function readable(set: CharSet): number[] {
  const points = READABLE.flatMap(([min, max]) =>
    set.ranges.flatMap((part) =>
      part.min <= max && part.max >= min ? [Math.max(part.min, min), Math.min(part.max, max, Math.max(part.min, min) + 1)] : [],
    ),
  );
  return [...new Set(points)].slice(0, VARIANTS);
}

function rank(point: number): number {
  return READABLE.findIndex(([min, max]) => point >= min && point <= max);
}
