import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTexts, type Texts } from '../../../src/jsonschema/schema/format-languages.ts';
import { hasFormat } from '../../../src/jsonschema/schema/formats.ts';
import { languageOf, meetingOf } from '../../../src/jsonschema/schema/regular.ts';
import { sizeOf, wordsOf } from '../../../src/jsonschema/schema/words.ts';

const REGULAR = [
  'date',
  'time',
  'date-time',
  'iso-time',
  'iso-date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'byte',
];

const SAMPLES = [
  '2024-02-29',
  '2023-02-29',
  '1900-02-29',
  '2000-02-29',
  '0000-02-29',
  '2024-04-31',
  '2024-00-10',
  '2024-12-31',
  '0400-02-29',
  '23:59:60Z',
  '23:59:60',
  '22:59:60-01:00',
  '00:29:60+00:30',
  '24:00:00Z',
  '46:59:60+23:00',
  '47:00:60+23:01',
  '12:30:60Z',
  '09:30:00.25+01',
  '09:30:00z',
  '09:30:00+2360',
  '2024-05-17t09:30:00Z',
  '2024-05-17\u202809:30:00Z',
  '2024-05-17T09:30:00',
  '1990-12-31T15:59:60-08:00',
  'P1Y2M3DT4H5M6S',
  'P',
  'PT',
  'P1W',
  'ada@example.com',
  'a..b@c.d',
  'a\u017fb@c.d',
  '\u212a@c.d',
  'www.example.com.',
  '127.0.0.1',
  '256.1.1.1',
  '::',
  '2001:db8::10',
  '::ffff:192.0.2.1',
  '1::2::3',
  'https://user@www.example.com:80/a?b=c#d',
  '//a/b',
  '#x',
  '',
  'ftp://10.0.0.1/',
  'http://192.168.1.1',
  'http://\u00e9.com/ a',
  'HTTP://a.bc',
  '/orders/{id}',
  '{',
  '{+a,b*}',
  '{a:10000}',
  '%zz',
  '%aF',
  '7b9f5a52-0c7e-4c39-9d6a-3f1e2b8c4d60',
  'URN:UUID:7b9f5a52-0c7e-4c39-9d6a-3f1e2b8c4d60',
  '/a~0b',
  '/a~2',
  '#/a~1',
  '0#',
  '01/a',
  '1/a',
  'aGVsbG8=',
  'aGVsbG8',
  'x\naGVsbG8=\ny',
  'a'.repeat(64),
  `${'a.'.repeat(126)}a`,
  'a.'.repeat(127),
  `${'a.'.repeat(126)}aa`,
  `${'a.'.repeat(127)}a`,
];

function isIn({ expected, min, max }: Texts, text: string): boolean {
  const points = Array.from(text, (point) => point.codePointAt(0) ?? 0);
  return (
    points.length >= min &&
    points.length <= max &&
    expected.every(({ source, flags, holds }) => languageOf(source, flags)?.test(points) === holds)
  );
}

function expectTold(name: string, text: string): void {
  const format = formatTexts(name);
  if (format === null) throw new Error(`${name} has no language`);
  const has = hasFormat(name, text);
  const held = format.held.some((texts) => isIn(texts, text));
  const failed = format.failed.some((texts) => isIn(texts, text));
  expect([name, text, has === true ? held : failed]).toEqual([name, text, true]);
  if (format.exact) expect([name, text, held, failed]).toEqual([name, text, has === true, has === false]);
}

/** One to three changes of a text: characters dropped, doubled, put in or swapped. */
const changed = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'put'), fc.constantFrom(...'0123459aAfFzZtT+-:./@%#~{}[] \n\u212a\u017f\u00e9')),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((one, [where, how, what]) => {
      const at = where % (one.length + 1);
      return one.slice(0, at) + (how === 'put' ? what : how === 'double' ? one.slice(at, at + 1).repeat(2) : '') + one.slice(at + 1);
    }, text),
  );

describe('the languages of formats', () => {
  for (const name of REGULAR) {
    it(`tell ${name} as ajv-formats does`, () => {
      for (const text of SAMPLES) expectTold(name, text);
      fc.assert(
        fc.property(changed, (text) => expectTold(name, text)),
        { numRuns: 500, seed: 7 },
      );
    });

    it(`spell ${name}, and what is not`, () => {
      const format = formatTexts(name);
      for (const [texts, holds] of [
        ...(format?.held ?? []).map((one) => [one, true] as const),
        ...(format?.failed ?? []).map((one) => [one, false] as const),
      ]) {
        const language = meetingOf(texts.expected);
        if (language === null) throw new Error('too large');
        const { texts: found } = wordsOf(language, { min: texts.min, max: texts.max, excluded: new Set(), wanted: 8, models: [] });
        expect(found.some((text) => hasFormat(name, text) === holds)).toBe(true);
      }
    });
  }

  it('count the days of ten thousand years', () => {
    const texts = formatTexts('date')?.held[0];
    const language = texts === undefined ? null : meetingOf(texts.expected);
    expect(language === null ? null : sizeOf(language)).toBe(25 * 146_097);
  });

  it('tell long texts, which ajv-formats could take too long for', () => {
    expect(hasFormat('uri', `https://www.example.com/${'a'.repeat(5_000)}`)).toBe(true);
    expect(hasFormat('uri', `https://www.example.com/${'a'.repeat(5_000)} `)).toBe(false);
    expect(hasFormat('hostname', 'a.'.repeat(1_000))).toBe(false);
    expect(hasFormat('regex', 'a'.repeat(5_000))).toBe(null);
  });
});
