import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, type Line } from '../../src/cli/lines.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string, size = 3, maxBytes = 1000): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(chunked(new TextEncoder().encode(text), size), maxBytes)) lines.push(line);
  return lines;
}

const textsOf = (lines: readonly Line[]): (string | null)[] => lines.map((line) => (line.ok ? line.text : null));

describe('lines of a stream', () => {
  it('are what stands between line feeds, however the stream is cut', async () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 20 }), async (lines, size) => {
        const text = lines.map((content) => `${content}\n`).join('');
        expect(textsOf(await read(text, size))).toEqual(lines);
      }),
      { seed: 20261123 },
    );
  });

  it('are not ended by the line separators that a JSON string may hold', async () => {
    expect(textsOf(await read('"a\u2028b\u2029c\u0085d"\n2'))).toEqual(['"a\u2028b\u2029c\u0085d"', '2']);
  });

  it('do not need a line feed at the end, and an empty stream has none', async () => {
    expect(textsOf(await read('a\nb'))).toEqual(['a', 'b']);
    expect(textsOf(await read('a\n\nb\n'))).toEqual(['a', '', 'b']);
    expect(await read('')).toEqual([]);
  });

  it.each([1, 2, 7, 100])('that are too long are told without their text, and the next one is read (chunks of %i)', async (size) => {
    expect(await read('12345\n123456\n1\n', size, 5)).toEqual([
      { ok: true, text: '12345' },
      { ok: false, problem: 'too-long' },
      { ok: true, text: '1' },
    ]);
    expect(await read('123456', size, 5)).toEqual([{ ok: false, problem: 'too-long' }]);
  });

  it('that are no UTF-8 are told, not mended: two different texts would become one', async () => {
    const bytes = Uint8Array.of(0x61, 0xff, 0x0a, 0xc3, 0xa9, 0x0a, 0xc3);
    const lines: Line[] = [];
    for await (const line of linesOf(chunked(bytes, 1), 10)) lines.push(line);
    expect(lines).toEqual([
      { ok: false, problem: 'not-utf8' },
      { ok: true, text: 'é' },
      { ok: false, problem: 'not-utf8' },
    ]);
  });
});
