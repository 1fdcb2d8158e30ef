import { DFA, JS, TooManyNodesError } from 'refa';
import { determined } from './determine.ts';
import { BackReference, guardedOf, TooLarge } from './guarded.ts';
import { SCALARS } from './readable.ts';
import { MAX_POINT, overCodePoints, readsUnits } from './units.ts';

/** Longer expressions are not read; larger automata are not built. */
const MAX_SOURCE = 10_000;
const MAX_PARSED = 10_000;
const MAX_STATES = 10_000;
const MAX_CACHED = 500;

/** What is known of an expression: its language, or why it has none that can be reasoned with. */
export type Regularity = { readonly kind: 'regular'; readonly language: DFA } | { readonly kind: 'beyond'; readonly why: string };

const cache = new Map<string, Regularity>();

/**
 * The language of the texts that a regular expression matches somewhere, as ECMA-262 reads it with these flags (`u`, `i`, `m`, `s`), as an automaton over
 * code points. Exact: assertions are compiled away. Only back-references, and what would take too large an automaton, have none.
 */
export function regularity(source: string, flags = 'u'): Regularity {
  const key = `${flags}/${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const found = build(source, flags);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, found);
  return found;
}

/** The language of an expression, null where it has none: see {@link regularity}. */
export function languageOf(source: string, flags = 'u'): DFA | null {
  const found = regularity(source, flags);
  return found.kind === 'regular' ? found.language : null;
}

function build(source: string, flags: string): Regularity {
  if (source.length > MAX_SOURCE) return { kind: 'beyond', why: 'is too long' };
  try {
    const parser = JS.Parser.fromLiteral({ source, flags });
    const { expression, maxCharacter } = parser.parse({
      assertions: 'parse',
      backreferences: 'unknown',
      maxBackreferenceWords: 0,
      maxNodes: MAX_PARSED,
    });
    const states = determined(guardedOf(expression, maxCharacter), maxCharacter);
    const found = DFA.fromTransitionIterator(states, { maxCharacter }, new DFA.LimitedNodeFactory(MAX_STATES));
    found.minimize();
    if (!readsUnits(maxCharacter)) return { kind: 'regular', language: found };
    const language = overCodePoints(found, new DFA.LimitedNodeFactory(MAX_STATES));
    language.minimize();
    return { kind: 'regular', language };
  } catch (error) {
    if (error instanceof BackReference) return { kind: 'beyond', why: 'has a back-reference, which no automaton can decide' };
    if (error instanceof TooLarge || error instanceof TooManyNodesError)
      return { kind: 'beyond', why: 'would need too large an automaton' };
    return { kind: 'beyond', why: 'could not be read' };
  }
}

/** An expression that texts must match, or must not match. */
export interface Expected {
  readonly source: string;
  readonly flags: string;
  readonly holds: boolean;
}

/** Expectations, each once, in one order: like questions share their automata. */
export function inOrder(expected: readonly Expected[]): readonly Expected[] {
  const byText = new Map(expected.map((one) => [`${one.source}/${one.flags} ${one.holds}`, one]));
  return [...byText].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

const meetings = new Map<string, DFA | null>();

/**
 * The texts without lone surrogates that match the expected expressions, as far as these have languages: leaving a demand out only lets more texts
 * through. Null where the automaton would be too large. Demands in the same order share their work.
 */
export function meetingOf(expected: readonly Expected[]): DFA | null {
  const last = expected.at(-1);
  if (last === undefined) return scalarTexts();
  const key = expected.map(({ source, flags, holds }) => `${holds ? '+' : '-'}${flags}/${source}`).join('\n');
  const known = meetings.get(key);
  if (known !== undefined) return known;
  const before = meetingOf(expected.slice(0, -1));
  const found = before === null ? null : meet(before, last);
  if (meetings.size >= MAX_CACHED) meetings.clear();
  meetings.set(key, found);
  return found;
}

function scalarTexts(): DFA {
  const builder = new DFA.Builder(DFA.nodeFactory);
  builder.makeFinal(builder.initial);
  builder.linkNodes(builder.initial, builder.initial, SCALARS);
  return DFA.fromBuilder(builder, { maxCharacter: MAX_POINT });
}

function meet(before: DFA, { source, flags, holds }: Expected): DFA | null {
  const language = languageOf(source, flags);
  if (language === null) return before;
  try {
    const wanted = language.copy();
    if (!holds) wanted.complement();
    const found = DFA.fromIntersection(before, wanted, new DFA.LimitedNodeFactory(MAX_STATES));
    found.minimize();
    return found;
  } catch (error) {
    if (error instanceof TooManyNodesError) return null;
    throw error;
  }
}
