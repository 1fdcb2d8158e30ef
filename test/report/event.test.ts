import { describe, expect, test } from 'vitest';
import { ExactNumber, type Json } from '../../src/jsonschema/index.ts';
import { printEvent, printValue } from '../../src/report/event.ts';

const marked = (event: Json, path: string): string[] =>
  printEvent(event, path).flatMap(({ text, mark }) => (mark === null ? [] : [`${text.trim()} ${mark.missing}`.trim()]));

describe('printEvent', () => {
  const event = {
    properties: { 'API Method': 1, lines: [{ price: 2 }, { sku: 'a', price: 3 }], map: { x: { y: true } }, a: { 'b.c': 0 } },
  };

  test.each([
    ['properties.lines[].sku', '"sku": "a",'],
    ['properties.lines[].price', '"price": 2'],
    ['properties.lines[0].price', '"price": 2'],
    ['properties["API Method"]', '"API Method": 1,'],
    ['properties.map.*.y', '"y": true'],
    ['properties.a["b.c"]', '"b.c": 0'],
    ['properties.a.nope', '"a": { nope'],
    ['traits', '{ traits'],
    ['properties["no name"]', '"properties": { ["no name"]'],
  ])('marks %s', (path, line) => {
    expect(marked(event, path)).toEqual([line]);
  });

  test.each([
    ['the whole event', ''],
    ['a place two steps away', 'properties.a.nope.deeper'],
    ['a place in a list that is not there', 'properties.nope[]'],
    ['a name that stands elsewhere: the path may be that of another event', 'properties.sku'],
  ])('marks nothing for %s', (_, path) => {
    expect(marked(event, path)).toEqual([]);
  });

  test('prints any JSON, bounded and visible', () => {
    expect(printEvent({ n: new ExactNumber('1e400'), e: [], o: {}, s: 'a\u202E"b"' }, '').map(({ text }) => text)).toEqual([
      '{',
      '  "n": 1e400,',
      '  "e": [],',
      '  "o": {},',
      String.raw`  "s": "a\u{202e}\"b\""`,
      '}',
    ]);
    const long = printEvent(
      Array.from({ length: 1000 }, () => 'x'.repeat(10_000)),
      '',
    );
    expect(long).toHaveLength(41);
    expect(Math.max(...long.map(({ text }) => text.length))).toBeLessThan(300);
    expect(long.at(-1)?.text).toBe('…');
  });

  test('does not fall over depth', () => {
    let deep: Json = 1;
    for (let level = 0; level < 5000; level += 1) deep = level % 2 === 0 ? [deep] : { a: deep };
    expect(printEvent(deep, 'a').length).toBeLessThan(60);
    expect(printValue(deep).length).toBeLessThanOrEqual(120);
  });
});
