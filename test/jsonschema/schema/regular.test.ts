import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf, meetingOf, regularity } from '../../../src/jsonschema/schema/regular.ts';
import { sizeOf, wordsOf } from '../../../src/jsonschema/schema/words.ts';

function matches(source: string, text: string, flags = 'u'): boolean | undefined {
  return languageOf(source, flags)?.test(Array.from(text, (point) => point.codePointAt(0) ?? 0));
}

/** Where V8 looks for an empty match with the `u` flag it also stops inside a surrogate pair, against ECMA-262: here it goes by code points. */
function isMatched(source: string, text: string, flags: string): boolean {
  return flags.includes('u') ? new RegExp(`[^]*?(?:${source})`, `${flags}y`).test(text) : new RegExp(source, flags).test(text);
}

/** Atoms and operators of ECMA-262 as a grammar, with all assertions, so that random patterns meet every construct in every place. */
function patterns(unicode: boolean): fc.Arbitrary<string> {
  const atoms = ['a', 'b', 'k', '-', '.', '[ab]', '[^a]', '\\d', '\\w', '\\W', '\\s', '[^]', '[]', 'é', '[\\w-]'];
  const looks = ['^', '$', '\\b', '\\B'];
  const { pattern } = fc.letrec<{ pattern: string; term: string }>((tie) => ({
    pattern: fc
      .array(fc.array(tie('term'), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((alternatives) => alternatives.map((terms) => terms.join('')).join('|')),
    term: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...atoms, ...(unicode ? ['🙂', '\\p{L}', '[🙂a]'] : ['\\ud83d', '[\\ud83d-\\ude42]', '[\\w-.]'])),
      fc.constantFrom(...looks),
      fc
        .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '{2,3}?'))
        .map(([inner, times]) => `(?:${inner})${times}`),
      fc.tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('pattern')).map(([look, inner]) => `${look}${inner})`),
    ),
  }));
  return pattern;
}

const texts = fc.array(fc.constantFrom('a', 'b', 'k', 'K', '-', '1', ' ', '\n', 'é', '🙂', '\u212a', '\u017f', '\ud83d'), { maxLength: 5 });

describe('the language of a pattern', () => {
  for (const flags of ['u', '', 'i', 'iu', 'm'])
    it(`is what RegExp matches (flags "${flags}")`, () => {
      fc.assert(
        fc.property(patterns(flags.includes('u')), fc.array(texts, { minLength: 20, maxLength: 20 }), (source, samples) => {
          const found = regularity(source, flags);
          // Random patterns this long only cost time.
          fc.pre(source.length < 120 && found.kind === 'regular');
          for (const sample of samples) {
            const text = sample.join('');
            expect([source, text, matches(source, text, flags)]).toEqual([source, text, isMatched(source, text, flags)]);
          }
        }),
        { numRuns: 100, seed: 42 },
      );
    });

  it('is read where only the pattern without the "u" flag compiles', () => {
    expect(matches('^[\\w-.]+$', 'a-b.c', '')).toBe(true);
    expect(matches('^[\\w-.]+$', 'a🙂', '')).toBe(false);
    expect(matches('^..$', '🙂', '')).toBe(true);
    expect(matches('^..$', '🙂', 'u')).toBe(false);
  });

  it('has no answer for a back-reference, and says why', () => {
    expect(regularity('^(a|b)\\1$')).toEqual({ kind: 'beyond', why: 'has a back-reference, which no automaton can decide' });
  });

  it('is given up where it would be too large, and never hangs', () => {
    expect(regularity('(a|b)*a(a|b){30}$')).toEqual({ kind: 'beyond', why: 'would need too large an automaton' });
    expect(regularity('^.{0,65535}$')).toEqual({ kind: 'beyond', why: 'would need too large an automaton' });
    expect(matches('^(?:a+)+$', `${'a'.repeat(5_000)}b`)).toBe(false);
  });
});

describe('the texts that meet patterns', () => {
  function count(...expected: readonly (readonly [string, boolean])[]): number | null {
    const found = meetingOf(expected.map(([source, holds]) => ({ source, flags: 'u', holds })));
    return found === null ? null : sizeOf(found);
  }

  it('are counted', () => {
    expect(count(['^[ab]{2}$', true])).toBe(4);
    expect(count(['^[ab]{2}$', true], ['a', false])).toBe(1);
    expect(count(['^a', true])).toBe(Number.POSITIVE_INFINITY);
    expect(count(['^a', true], ['a', false])).toBe(0);
  });

  it('leave lone surrogates out', () => {
    expect(count(['^[\\ud800-\\udfff]$', true])).toBe(0);
  });

  it('are spelled in characters that a person can read, a line feed only where nothing else fits', () => {
    const spelled = (source: string, holds: boolean, min: number, max: number): readonly string[] => {
      const language = meetingOf([{ source, flags: 'u', holds }]);
      return language === null ? [] : wordsOf(language, { min, max, excluded: new Set(), wanted: 2, models: [] }).texts;
    };
    expect(spelled('^[^]$', true, 0, 9)).toEqual(['a', 'b']);
    expect(spelled('^[\\0-~]$', false, 1, 1)[0]).toMatch(/\p{L}/u);
    expect(spelled('.', false, 1, 1)[0]).toBe('\n');
  });

  it('have exactly the lengths that the automaton has, however far apart', () => {
    const language = meetingOf([{ source: '^(?:[^]{7})*$', flags: 'u', holds: true }]);
    if (language === null) throw new Error('no language');
    const wish = { excluded: new Set<string>(), wanted: 1, models: [] };
    expect(wordsOf(language, { ...wish, min: 65_535, max: 65_545 }).texts.map((text) => text.length)).toEqual([65_541]);
    expect(wordsOf(language, { ...wish, min: 65_535, max: 65_540 })).toEqual({ texts: [], complete: true });
    expect(wordsOf(language, { ...wish, min: 7e12 + 1, max: 7e12 + 6 })).toEqual({ texts: [], complete: true });
  });
});
