import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../src/jsonschema/index.ts';

describe('the texts of a pattern', () => {
  it.each<[pattern: string, limit: number, texts: readonly string[] | null]>([
    ['^(b|a)$', 5, ['a', 'b']],
    ['^(a|b|c)$', 2, null],
    ['^(|a)$', 5, ['', 'a']],
    ['^[ab]{2}$', 4, ['aa', 'ab', 'ba', 'bb']],
    ['(a|b)', 5, null],
    ['^a*$', 5, null],
    ['^(a)\\1$', 5, null],
    ['^(', 5, null],
    ['^(a$|b$)$', 5, ['a', 'b']],
    ['$a', 5, []],
    [`^${'(a|b)'.repeat(2_000)}$`, 5, null],
  ])('%s', (pattern, limit, texts) => {
    expect(textsOf(pattern, limit)).toEqual(texts);
  });
});
