import { inOrder, meetingOf, type Expected } from '../../../src/jsonschema/schema/regular.ts';
import { wordsOf } from '../../../src/jsonschema/schema/words.ts';
import type { Pool } from './pool.ts';
import type { Random } from './random.ts';

/** What a text should be like; not every wish can be met, and the caller checks. */
export interface TextWish {
  readonly held: readonly string[];
  readonly failed: readonly string[];
  readonly heldFormats: readonly string[];
  readonly failedFormats: readonly string[];
  readonly min: number;
  readonly max: number;
}

/** Texts that have a format, usual ones and those at its edges. */
const SAMPLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', ['2024-02-29', '1999-12-31', '0000-01-01', '9999-12-31']],
  ['time', ['12:34:56Z', '00:00:00+00:00', '23:59:60Z', '12:00:00.123-01:30']],
  ['date-time', ['2024-02-29T12:34:56Z', '1999-12-31t23:59:60z', '2024-01-01T00:00:00.123456+05:30', '0000-01-01 00:00:00Z']],
  ['iso-time', ['12:34:56', '12:34:56Z']],
  ['iso-date-time', ['2024-02-29T12:34:56', '2024-02-29T12:34:56Z']],
  ['duration', ['P1D', 'PT1S', 'P1Y2M3DT4H5M6S', 'P1W']],
  ['email', ['a@b.co', 'a@b', 'first.last+tag@example.com', 'A@EXAMPLE.ORG', '0@0.0']],
  ['hostname', ['a', 'example.com', 'a-b.c', '1', 'A.B.']],
  ['ipv4', ['127.0.0.1', '0.0.0.0', '255.255.255.255']],
  ['ipv6', ['::1', '::', '2001:db8::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8']],
  ['uri', ['http://example.com', 'https://a.b/c?d=e#f', 'urn:x:y', 'a:b', 'mailto:a@b.co', 'file:///x']],
  ['uri-reference', ['', 'a', '#x', '/a/b', 'http://example.com', '?q', 'a:b']],
  ['uri-template', ['', 'a', 'http://a.b/{c}', '{x}']],
  ['url', ['http://example.com', 'https://example.com/a?b', 'ftp://example.com']],
  [
    'uuid',
    ['123e4567-e89b-12d3-a456-426614174000', 'urn:uuid:123E4567-E89B-12D3-A456-426614174000', '00000000-0000-0000-0000-000000000000'],
  ],
  ['regex', ['', 'a', '^a*$', '[a-z]+']],
  ['json-pointer', ['', '/a', '/a/0', '/~0~1']],
  ['json-pointer-uri-fragment', ['#', '#/a']],
  ['relative-json-pointer', ['0', '1/a', '2#']],
  ['byte', ['', 'YQ==', 'YWJj']],
]);
/** Texts that few formats have, and some that most patterns do not match. */
const ODD = [
  '',
  '\n',
  ' ',
  '-',
  '(',
  '{',
  '~',
  '%',
  '\\',
  '😀',
  '2024-02-30',
  '2024-13-01T00:00:00Z',
  '999.1.1.1',
  '::g',
  'a b',
  '@',
  '1',
  '.',
  '..',
  'é',
];
const EXTRA = ['a', 'A', '0', ' ', '\n', '-', '.', 'é', '😀', '$', '_'];
const LONGEST = 70_000;
const LONG = 300;

/** Makes texts; the words of patterns are spelled once. */
export class Texts {
  readonly #pool: Pool;
  readonly #random: Random;
  readonly #words = new Map<string, readonly string[]>();

  constructor(pool: Pool, random: Random) {
    this.#pool = pool;
    this.#random = random;
  }

  make(wish: TextWish): string {
    const random = this.#random;
    if (wish.heldFormats.length > 0 && random.chance(0.7)) {
      const sample = random.pick(SAMPLES.get(random.pick(wish.heldFormats) ?? '') ?? []);
      if (sample !== undefined) return sample;
    }
    if (wish.failedFormats.length > 0 && random.chance(0.5)) return this.#stretch(random.pick(ODD) ?? '', wish);
    if (wish.held.length + wish.failed.length > 0 && random.chance(0.9)) {
      const word = random.pick(this.#spell(wish.held, wish.failed, this.#least(wish), wish.max));
      if (word !== undefined) return random.chance(0.1) ? this.nudge(word) : word;
    }
    const word = this.any();
    return random.chance(0.8) ? this.#stretch(word, wish) : word;
  }

  /** Any text worth a try. */
  any(): string {
    const random = this.#random;
    const { strings, patterns, formats, lengths } = this.#pool;
    const roll = random.below(10);
    if (roll < 2 && patterns.length > 0) {
      const [held, failed] = random.chance(0.6) ? [random.some(patterns, 2), random.some(patterns, 1)] : [[], random.some(patterns, 2)];
      const word = random.pick(this.#spell(held, failed, 0, Number.POSITIVE_INFINITY));
      if (word !== undefined) return random.chance(0.2) ? this.nudge(word) : word;
    }
    if (roll < 4 && formats.length > 0) return random.pick(SAMPLES.get(random.pick(formats) ?? '') ?? ODD) ?? '';
    if (roll === 4 && lengths.length > 2) {
      const length = random.pick(lengths) ?? 0;
      if (length <= LONG || (length <= LONGEST && random.chance(0.1))) return (random.pick(EXTRA) ?? 'a').repeat(length);
    }
    return (roll === 5 ? random.pick(ODD) : random.pick(strings)) ?? '';
  }

  /** A text a little different. */
  nudge(text: string): string {
    const random = this.#random;
    const points = [...text];
    const at = random.below(points.length + 1);
    const roll = random.below(4);
    if (roll === 0) points.splice(at, 1);
    else if (roll === 1) points.push(random.pick(EXTRA) ?? 'a');
    else if (roll === 2) points.splice(at, 0, random.pick(EXTRA) ?? 'a');
    else points.splice(at, 1, random.pick(EXTRA) ?? 'a');
    return points.join('');
  }

  /** Some words that a pattern matches. */
  matching(source: string): readonly string[] {
    return this.#spell([source], [], 0, Number.POSITIVE_INFINITY);
  }

  #least({ min, max }: TextWish): number {
    const random = this.#random;
    if (random.chance(0.7)) return min;
    const length = random.pick(this.#pool.lengths.filter((each) => each >= min && each <= max && each <= LONG));
    return length ?? min;
  }

  /** A text made longer or shorter to have a length between the limits. */
  #stretch(text: string, wish: TextWish): string {
    const points = [...text];
    const max = Math.min(wish.max, LONGEST);
    if (points.length > max) return points.slice(0, max).join('');
    if (wish.min > LONGEST || points.length >= wish.min) return text;
    const missing = this.#least(wish) - points.length;
    return text + (this.#random.pick(EXTRA) ?? 'a').repeat(Math.max(0, missing));
  }

  #spell(held: readonly string[], failed: readonly string[], min: number, max: number): readonly string[] {
    const key = JSON.stringify([held, failed, min, max]);
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const expected = (sources: readonly string[], holds: boolean): Expected[] => sources.map((source) => ({ source, flags: 'u', holds }));
    const language = meetingOf(inOrder([...expected(held, true), ...expected(failed, false)]));
    const found = language === null ? [] : wordsOf(language, { min, max, excluded: new Set(), wanted: 24, models: [] }).texts;
    this.#words.set(key, found);
    return found;
  }
}
