import { describe, expect, test } from 'vitest';
import { decide, type Json } from '../../../../src/jsonschema/index.ts';
import { schema } from '../../engine-harness.ts';

function verdict(base: Json, head: Json): string {
  const { producers } = decide(schema(base), schema(head), { contentModel: 'strict' });
  return producers.verdict === 'not-included' ? JSON.stringify(producers.instance) : producers.verdict;
}

function reason(base: Json, head: Json): string {
  const { producers } = decide(schema(base), schema(head), { contentModel: 'strict' });
  return producers.verdict === 'undecided' ? producers.undecided[0].message : producers.verdict;
}

const text = (more: { readonly [name: string]: Json }): Json => ({ type: 'string', ...more });
const like = (pattern: string, more: { readonly [name: string]: Json } = {}): Json => text({ pattern, ...more });

describe('patterns', () => {
  test.each([
    ['anchors in alternatives', '^a|b$', '^a|b|c', 'included'],
    ['anchors inside', '(?:^|-)x$', '^x$|-x$', 'included'],
    ['word boundaries', '^\\bfoo\\b', '^foo(?!\\w)', 'included'],
    ['lookaheads', '^(?=.*\\d)(?=.*[a-z])[a-z\\d]+$', '[a-z]\\d|\\d[a-z]', 'included'],
    ['negative lookaheads in a loop', '^(?:(?!--)[a-z-])+$', '^[a-z-]+$', 'included'],
    ['lookbehinds', '^\\d+(?<!0)$', '^\\d*[1-9]$', 'included'],
    ['a pattern that only compiles without the "u" flag', '^[\\w-.]+$', '^[-.0-9A-Z_a-z]+$', 'included'],
    ['a line feed, which a dot does not match', '^[^]+$', '^.+$', '"\\n"'],
  ])('%s', (_name, base, head, expected) => {
    expect(verdict(like(base), like(head))).toBe(expected);
  });

  test('a counterexample is readable where it can be', () => {
    expect(verdict(like('^[a-z]{3}-\\d{2}$'), like('^a'))).toBe('"tex-11"');
    expect(verdict(like('^[^]$'), like('^[a-z]$'))).toBe('"A"');
  });

  test('a text just long enough is built, and only the lengths that a pattern has are looked for', () => {
    expect(verdict(like('^a*$'), like('^a*$', { maxLength: 65_535 }))).toBe(JSON.stringify('a'.repeat(65_536)));
    expect(verdict(like('^(?:ab)*$', { maxLength: 65_535 }), text({ maxLength: 65_534 }))).toBe('included');
    expect(verdict(like('^.{2}$'), text({ minLength: 2, maxLength: 2 }))).toBe('included');
  });

  test('finite languages are used up by enumerated texts', () => {
    expect(verdict(like('^[ab]$'), { enum: ['a', 'b'] })).toBe('included');
    expect(verdict(like('^[ab]$'), { enum: ['a'] })).toBe('"b"');
    expect(verdict(text({ maxLength: 0 }), { enum: [''] })).toBe('included');
    const codes = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
    expect(verdict(like('^\\d\\d$'), { enum: codes })).toBe('included');
    expect(verdict(like('^\\d{1,2}$'), { enum: codes })).toBe('"1"');
  });

  test('where all short texts are excluded, a longer one is found', () => {
    expect(verdict(like('^a+$'), { enum: Array.from({ length: 400 }, (_, i) => 'a'.repeat(i + 1)) })).toBe(JSON.stringify('a'.repeat(401)));
  });

  test('what cannot be decided says which pattern, and why', () => {
    expect(reason(like('^(a|b)\\1$'), like('^[ab]{2}$'))).toBe(
      'the pattern "^(a|b)\\\\1$" has a back-reference, which no automaton can decide',
    );
    expect(reason(like('(a|b)*a(a|b){30}$', { maxLength: 3 }), like('^c'))).toBe(
      'the pattern "(a|b)*a(a|b){30}$" would need too large an automaton',
    );
  });
});

describe('formats', () => {
  const format = (name: string, more: { readonly [name: string]: Json } = {}): Json => text({ format: name, ...more });

  test.each<[string, Json, Json, string]>([
    ['a date is ten characters long', format('date'), text({ minLength: 10, maxLength: 10 }), 'included'],
    ['a date matches its usual pattern', format('date'), like('^\\d{4}-\\d{2}-\\d{2}$'), 'included'],
    ['not every such text is a date', like('^2023-02-\\d{2}$'), format('date'), '"2023-02-29"'],
    ['an exact pattern is a date', like('^2024-02-(0[1-9]|1\\d|2\\d)$'), format('date'), 'included'],
    ['that year was no leap year', like('^2023-02-29$'), { not: format('date') }, 'included'],
    ['no date is a time', format('date'), { not: format('time') }, 'included'],
    ['every date-time is an ISO one', format('date-time'), format('iso-date-time'), 'included'],
    ['every URI is a reference', format('uri'), format('uri-reference'), 'included'],
    ['not every reference is a URI', format('uri-reference'), format('uri'), '"/cart"'],
    ['an address of version 4 is none of version 6', format('ipv4'), { not: format('ipv6') }, 'included'],
    [
      'a UUID has two lengths',
      format('uuid'),
      { anyOf: [text({ minLength: 36, maxLength: 36 }), text({ minLength: 45, maxLength: 45 })] },
      'included',
    ],
    ['a host name is at most 254 long', format('hostname'), text({ maxLength: 254 }), 'included'],
    ['the 254th is a dot', format('hostname', { minLength: 254 }), like('\\.$'), 'included'],
    ['the Kelvin sign is no letter of an address', format('email'), like('^[\\u0000-\\u007f]*$'), 'included'],
    ['no URI is shorter than three', format('uri'), text({ minLength: 3 }), 'included'],
  ])('%s', (_name, base, head, expected) => {
    expect(verdict(base, head)).toBe(expected);
  });

  test('a long text of a format is like a plausible one', () => {
    expect(verdict(format('uri', { maxLength: 2_000 }), text({ maxLength: 1_999 }))).toMatch(/^"https:\/\/www\.example\.com\/cart/);
  });

  test('what cannot be decided says which format, and why', () => {
    expect(reason(format('regex'), like('^[^(]*$|\\(.*[)?]', { minLength: 0 }))).toMatch(/^the format "regex" /);
  });
});
