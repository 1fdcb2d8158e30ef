import { describe, expect, it } from 'vitest';
import { changeRows } from '../../src/cli/change-rows.ts';
import type { Json } from '../../src/jsonschema/index.ts';

/** Each row as `base | head`, changed cells with their mark, with the pointers where asked. */
function rows(base: Json | undefined, head: Json | undefined): string[] {
  const part = (value: Json | undefined) => (value === undefined ? null : { value, pointer: '/at', name: 'at' });
  return changeRows(part(base), part(head)).map((row) => {
    const [left, right] = [row.base, row.head].map((cell) => (cell ? '  '.repeat(cell.depth) + cell.text : ''));
    return `${row.base?.changed ? '-' : ' '}${left ?? ''} |${row.head?.changed ? '+' : ' '}${right ?? ''}`;
  });
}

describe('two values next to each other', () => {
  it('shows a scalar that changed, came or went', () => {
    expect(rows(1, 2)).toEqual(['-"at": 1 |+"at": 2']);
    expect(rows(undefined, 2)).toEqual(['  |+"at": 2']);
    expect(rows(1, undefined)).toEqual(['-"at": 1 | ']);
    expect(rows(undefined, undefined)).toEqual([]);
  });

  it('shows equal values as unchanged', () => {
    expect(rows({ a: 1 }, { a: 1 })).toEqual([' "at": {"a": 1} | "at": {"a": 1}']);
  });

  it('shows of a list without order only what came and went', () => {
    expect(rows(['a', 'b', 'c'], ['c', 'a', 'd'])).toEqual([
      ' "at": [ | "at": [',
      '   "a" |   "a"',
      '-  "b" | ',
      '   "c" |   "c"',
      '  |+  "d"',
      ' ] | ]',
    ]);
  });

  it('counts many equal entries', () => {
    const list = Array.from({ length: 200 }, (_, index) => index);
    const [, first, gone, second] = rows(
      list,
      list.filter((entry) => entry !== 7),
    );
    expect([first, gone, second]).toEqual(['   … 7 unchanged |   … 7 unchanged', '-  7 | ', '   … 192 unchanged |   … 192 unchanged']);
  });

  it('pairs lists that differ by their order alone by it', () => {
    expect(rows([1, 2], [2, 1])).toEqual([' "at": [ | "at": [', '-  1 |+  2', '-  2 |+  1', ' ] | ]']);
  });

  it('pairs the variants that are alike, not those at the same index', () => {
    const variant = (kind: string, max: number): Json => ({ properties: { kind: { const: kind }, n: { maxLength: max } } });
    const text = rows([variant('a', 1), variant('b', 20)], [variant('new', 3), variant('a', 1), variant('b', 10)]).join('\n');
    expect(text).toContain('-        "maxLength": 20 |+        "maxLength": 10');
    expect(text).toMatch(/^ {2}\|\+ {4}"properties": \{"kind": \{"const": "new"\}/m);
  });

  it('shows a long text from a little before the difference, never half a character', () => {
    const same = '😀'.repeat(200);
    const [row] = rows(`${same}a${same}`, `${same}b${same}`);
    expect(row).toMatch(/^-"at": "…(😀)+a(😀)+…" \|\+"at": "…(😀)+b(😀)+…"$/u);
  });

  it('makes everything from outside visible', () => {
    const text = rows({ 'a\u001b': 'b\u202e' }, { 'a\u001b': '\n' }).join('\n');
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain(String.raw`-  "a\u001b": "b\u{202e}" |+  "a\u001b": "\n"`);
  });

  it('ends after about forty rows, quickly', () => {
    const list = (offset: number): Json => Array.from({ length: 20_000 }, (_, index) => ({ index: index + offset }));
    const started = performance.now();
    const shown = rows(list(0), list(100_000));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(shown.length).toBeLessThanOrEqual(42);
    expect(shown.at(-1)).toBe(' … and more | … and more');
    expect(rows(undefined, list(0)).length).toBeLessThanOrEqual(42);
  });

  it('knows where each line stands', () => {
    const part = (value: Json) => ({ value, pointer: '/enum', name: 'enum' });
    const cells = changeRows(part(['x', 'y']), part(['y'])).map(({ base, head }) => [base?.pointer, head?.pointer]);
    expect(cells).toEqual([
      ['/enum', '/enum'],
      ['/enum/0', undefined],
      ['/enum/1', '/enum/0'],
      [null, null],
    ]);
  });
});
