import { compilePattern } from './pattern.ts';
import { languageOf } from './regular.ts';
import { sizeOf, wordsOf } from './words.ts';

/** Longer texts are no names of anything. */
const MAX_LENGTH = 1_000;

/** All texts that a pattern matches, where there are at most `limit`; null where there are more, or it cannot be told. In alphabetical order. */
export function textsOf(source: string, limit: number): readonly string[] | null {
  const pattern = compilePattern(source);
  const language = pattern && languageOf(source, pattern.flags);
  if (language === null || sizeOf(language) > limit) return null;
  const { texts, complete } = wordsOf(language, { min: 0, max: MAX_LENGTH, excluded: new Set(), wanted: limit + 1, models: [] });
  return complete ? texts.toSorted() : null;
}
