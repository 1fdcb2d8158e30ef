import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/formats/document.ts';
import type { SourceDocument } from '../../src/formats/format.ts';
import type { Location } from '../../src/plan/model.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string): SourceDocument {
  const parsed = parseDocument('a.csv', '', bytesOf(text));
  if (!parsed.ok) throw new Error(`${parsed.problem.message} (${parsed.problem.location.line}:${parsed.problem.location.column})`);
  return parsed.document;
}

function refused(text: string): string {
  const parsed = parseDocument('a.csv', '', bytesOf(text));
  if (parsed.ok) throw new Error(`expected a problem, got ${JSON.stringify(parsed.document.value)}`);
  const { message, location } = parsed.problem;
  return `${location.line}:${location.column} ${message}`;
}

/** What a location covers in a text whose lines end in LF. */
function covered(text: string, { line, column, endLine, endColumn }: Location): string {
  const lines = text.split('\n');
  const offset = (at: number, columns: number): number => lines.slice(0, at - 1).reduce((sum, each) => sum + each.length + 1, columns - 1);
  return text.slice(offset(line, column), offset(endLine, endColumn));
}

describe('a table', () => {
  test.each([
    [
      'rows by column',
      'a,b\n1,2\n3,4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['no line end at the end', 'a\n1', [{ a: '1' }]],
    [
      'other line ends',
      'a,b\r\n1,2\r3,4\r\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a byte order mark', '\uFEFFa\n1', [{ a: '1' }]],
    ['quotes, commas and line ends in cells', 'a,b\n"x ""y"", z","1\r\n2"\n', [{ a: 'x "y", z', b: '1\r\n2' }]],
    ['cells in quotes that are empty', 'a,b\n"",""\n', [{ a: '', b: '' }]],
    ['empty lines', '\n\na\n\n1\n\n', [{ a: '1' }]],
    [
      'short and long rows',
      'a,b\n1\n1,2,3\n',
      [
        { a: '1', b: '' },
        { a: '1', b: '2' },
      ],
    ],
    ['columns of one name, of which the first counts', 'a,b,a\n1,2,3', [{ a: '1', b: '2' }]],
    ['columns without a name', 'a,,b\n1,2,3', [{ a: '1', b: '3' }]],
    ['spaces around names only', ' a ,b\n 1 ,2', [{ a: ' 1 ', b: '2' }]],
    ['column names alone', 'a,b\n', []],
  ])('%s', (_, text, value) => {
    expect(read(text).value).toEqual(value);
  });

  test('has no column that reaches the prototype', () => {
    const { value } = read('__proto__,constructor\nx,y');
    expect(JSON.stringify(value)).toBe('[{"__proto__":"x","constructor":"y"}]');
    expect(Object.getPrototypeOf((value as object[])[0])).toBe(Object.prototype);
  });

  test.each([
    ['nothing', '', '1:1 The file is empty.'],
    ['only line ends', '\n\n', '1:1 The file is empty.'],
    ['a quote that is not closed', 'a,b\n1,"2\n3,4\n', '2:3 It is not valid CSV: a quoted cell is not closed.'],
    ['text behind a quoted cell', 'a,b\n1,2\n"x"y,2\n', '3:1 It is not valid CSV: a quoted cell goes on behind its closing quote.'],
    ['a quote in a cell', 'ä,b\nö,x"y\n', '2:3 It is not valid CSV: a quote stands inside a cell that is not quoted.'],
  ])('that is no CSV is told: %s', (_, text, message) => {
    expect(refused(text)).toBe(message);
  });

  test('too large is refused at once', () => {
    const started = performance.now();
    expect(refused(`a\n${','.repeat(5_000_000)}`)).toContain('more than 2,000,000 tokens');
    expect(refused(`${Array.from({ length: 20_000 }, (_, at) => `c${at}`).join(',')}\n${'x\n'.repeat(20_000)}`)).toContain('2,000,000');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('where cells stand', () => {
  test.each([
    ['/0/a', '2:1-2:2'],
    ['/0/b', '2:3-2:7'],
    ['/1/a', '3:1-4:3'],
    ['/1/b', '4:4-4:4'],
    ['/1/b/deeper', '4:4-4:4'],
    ['/1', '3:1-4:4'],
    ['/1/c', '3:1-4:4'],
    ['/2/b', '6:2-6:2'],
  ])('%s', (pointer, expected) => {
    const { line, column, endLine, endColumn } = read('a,b\n1,"😀"\n"x\ny",\n\n2\n').locate(pointer);
    expect(`${line}:${column}-${endLine}:${endColumn}`).toBe(expected);
  });

  test('every cell of any table reads back', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', 'ä', '😀', ' ', 'x', '\t'), maxLength: 6 });
    const cell = fc.record({ text, quoted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const written = rows.map((row) =>
          row.map((each, at) => {
            const needs = each.quoted || /[",\n]/.test(each.text) || (at === 0 && each.text === '');
            return needs ? `"${each.text.replaceAll('"', '""')}"` : each.text;
          }),
        );
        const file = ['a,b,c', ...written.map((row) => row.join(','))].join('\n');
        const document = read(file);
        expect(document.value).toEqual(rows.map(([a, b, c]) => ({ a: a.text, b: b.text, c: c.text })));
        for (const [at, row] of written.entries())
          for (const [column, raw] of row.entries()) expect(covered(file, document.locate(`/${at}/${'abc'.charAt(column)}`))).toBe(raw);
      }),
    );
  });
});
