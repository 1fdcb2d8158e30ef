import { readsOfJavaScript } from './javascript.ts';
import { readsOfPython } from './python.ts';
import type { Language, Reads } from './types.ts';

/** The longest code that is read, in UTF-16 units: far beyond any transformation. */
export const MAX_CODE = 512 * 1024;

/**
 * What the code of a transformation reads of the messages that pass through it. The code is parsed and never run; time and memory are
 * bounded whatever it holds.
 */
export function readsOf(code: string, language: Language): Reads {
  if (code.length > MAX_CODE) return { reads: [], problem: { message: `It is longer than ${MAX_CODE / 1024} KiB.`, start: 0 } };
  return language === 'javascript' ? readsOfJavaScript(code) : readsOfPython(code);
}
