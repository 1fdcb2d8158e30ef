import { languageOf } from './regular.ts';

/** Up to this many UTF-16 units any pattern is quick: even backtracking at its worst is a few thousand steps. */
const SHORT = 12;
/** Up to this many units a pattern without nested repetition is quick. */
export const LONGEST_BACKTRACKED = 512;

/** A regular expression of a schema, matched in bounded time: by an automaton where there is one, else by backtracking on short texts only. */
export interface Pattern {
  readonly source: string;
  /** Whether it is read with the `u` flag. */
  readonly unicode: boolean;
  /** The flags it is read with. */
  readonly flags: string;
  /** Whether it matches somewhere in the text; null where finding out could take too long. */
  readonly test: (text: string) => boolean | null;
  /** Whether every text up to {@link LONGEST_BACKTRACKED} units can be told. */
  readonly isBounded: () => boolean;
}

/** A repeated group that itself holds a repetition or a choice, the shape behind exponential backtracking. Errs on the safe side. */
function isRisky(source: string): boolean {
  const bare = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return /[*+}?|][^()]*\)+[^()]*[*+{]/.test(bare) || /\)[*+{]/.test(bare);
}

/** A pattern as validators read it: ECMA-262 with the `u` flag, without it where it compiles only so; null where it never does. */
export function compilePattern(source: string): Pattern | null {
  for (const flags of ['u', '']) {
    try {
      return matcher(source, new RegExp(source, flags));
    } catch {
      continue;
    }
  }
  return null;
}

/** JavaScript compiles an expression when it is first used, and finds only then that one is too large for it. */
function matches(regex: RegExp, text: string): boolean | null {
  try {
    return regex.test(text);
  } catch {
    return null;
  }
}

function matcher(source: string, regex: RegExp): Pattern {
  const { unicode, flags } = regex;
  const risky = isRisky(source);
  const test = (text: string): boolean | null => {
    if (text.length <= SHORT) return matches(regex, text);
    const language = risky || text.length > LONGEST_BACKTRACKED ? languageOf(source, flags) : null;
    if (language !== null) return language.test(Array.from(text, (point) => point.codePointAt(0) ?? 0));
    return risky || text.length > LONGEST_BACKTRACKED ? null : matches(regex, text);
  };
  return { source, unicode, flags, test, isBounded: () => !risky || languageOf(source, flags) !== null };
}
