import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/formats/document.ts';
import { boundedTokens } from '../../src/formats/yaml-tokens.ts';
import type { SourceDocument } from '../../src/formats/format.ts';
import { ExactNumber, type Json } from '../../src/jsonschema/index.ts';
import type { Location, PlanProblem } from '../../src/plan/model.ts';
import { blobId } from '../harness/memory-tree.ts';

const bytesOf = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? new TextEncoder().encode(text) : text);

function parse(path: string, text: string | Uint8Array): SourceDocument {
  const parsed = parseDocument(path, blobId(bytesOf(text)), bytesOf(text));
  if (!parsed.ok) throw new Error(`${parsed.problem.message} (${parsed.problem.location.line})`);
  return parsed.document;
}

function refused(path: string, text: string | Uint8Array): PlanProblem {
  const parsed = parseDocument(path, blobId(bytesOf(text)), bytesOf(text));
  if (parsed.ok) throw new Error(`expected a problem, got ${JSON.stringify(parsed.document.value)}`);
  return parsed.problem;
}

const place = ({ line, column, endLine, endColumn }: Location): string => `${line}:${column}-${endLine}:${endColumn}`;

/** What a location covers in a text. */
function covered(text: string, location: Location): string {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, column - 1);
  return text.slice(offset(location.line, location.column), offset(location.endLine, location.endColumn));
}

function pointersOf(value: unknown, pointer = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[pointer, value]];
  const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
  return [[pointer, value], ...Object.entries(value).flatMap(([name, member]) => pointersOf(member, `${pointer}/${escape(name)}`))];
}

describe('which notation a file has', () => {
  test.each([
    ['a.json', '{"a": 1}'],
    ['a.JSON', '{"a": 1}'],
    ['a.yaml', 'a: 1'],
    ['a.yml', '{a: 1}'],
    ['vendor/1-0-0', '\n  {"a": 1}'],
    ['schema/1.0.0', 'a: 1'],
    ['a.jsonc', '// note\n{"a": /* one */ 1}'],
  ])('%s', (path, text) => {
    expect(parse(path, text).value).toEqual({ a: 1 });
  });

  test('YAML in a file named .json is no JSON', () => {
    expect(refused('a.json', 'a: 1').message).toContain('not valid JSON');
  });

  test('comments are refused in .json', () => {
    const problem = refused('a.json', '{\n  // note\n  "a": 1}');
    expect(problem).toMatchObject({ code: 'unreadable-file', owner: 'a.json', location: { file: 'a.json', line: 2, column: 3 } });
    expect(problem.message).toContain('comments are not allowed');
  });
});

describe('bytes that are no text', () => {
  test('a Git LFS pointer is named as such', () => {
    expect(refused('a.json', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n').message).toContain('Git LFS pointer');
  });

  test.each([
    ['a NUL byte', new Uint8Array([0x7b, 0x00, 0x7d]), 'NUL'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22]), 'not a UTF-8'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), 'not a UTF-8'],
  ])('%s', (_, bytes, message) => {
    expect(refused('a.json', bytes).message).toContain(message);
  });

  test('an empty file is no JSON, but an empty YAML document', () => {
    expect(refused('a.json', '').location).toMatchObject({ line: 1, column: 1 });
    expect(parse('a.yaml', '# nothing\n').value).toBe(null);
  });
});

describe('JSON is read strictly', () => {
  test.each([
    ['{"a": 1,}', '1:9-1:10'],
    ['{"a": 1\n "b": 2}', '2:2-2:5'],
    ['{"a": tru}', '1:7-1:10'],
    ['[01]', '1:3-1:4'],
    ['{"a": 1} x', '1:10-1:11'],
    ["{'a': 1}", '1:2-1:5'],
    ['["a\u0001b"]', '1:2-1:7'],
  ])('%j', (text, where) => {
    expect(place(refused('a.json', text).location)).toBe(where);
  });

  test('a name given twice is an error at the second', () => {
    const problem = refused('a.json', '{"a": 1,\n "b": {"c": 1, "c": 2}}');
    expect(problem.message).toBe('The name "c" stands twice in the same object.');
    expect(place(problem.location)).toBe('2:16-2:19');
  });
});

describe('names and numbers keep their meaning', () => {
  test.each(['{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}', '__proto__: {polluted: 1}\nconstructor: 2\ntoString: 3\n'])(
    '%j',
    (text) => {
      const document = parse('a', text);
      expect(Object.keys(document.value as object)).toEqual(['__proto__', 'constructor', 'toString']);
      expect(Object.getPrototypeOf(document.value)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(covered(text, document.locate('/__proto__/polluted'))).toBe('1');
    },
  );

  test.each([
    ['a.json', '9223372036854775807', '9223372036854775807'],
    ['a.yaml', '9223372036854775807', '9223372036854775807'],
    ['a.yaml', '+9223372036854775807', '9223372036854775807'],
    ['a.yaml', '0x7fffffffffffffff', '9223372036854775807'],
    ['a.yaml', '0.10000000000000000000001', '0.10000000000000000000001'],
  ])('%s %s is exact', (path, text, exact) => {
    expect(parse(path, text).value).toEqual(new ExactNumber(exact));
  });

  test.each([
    ['012', 12],
    ['0o14', 12],
    ['-0x', '-0x'],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1_000', '1_000'],
    ['1:30', '1:30'],
    ['2026-01-01', '2026-01-01'],
    ['yes', 'yes'],
    ['True', true],
    ['~', null],
    ['!!str 12', '12'],
    ['!!binary aGk=', 'aGk='],
    ['!!js/function "function () {}"', 'function () {}'],
    ['%YAML 1.1\n---\nno', 'no'],
  ] satisfies [string, Json][])('YAML %j', (text, value) => {
    expect(parse('a.yaml', text).value).toEqual(value);
  });

  test.each(['.inf', '-.INF', '.nan', `0x${'f'.repeat(500)}`])('YAML number %# has no counterpart in JSON', (text) => {
    expect(refused('a.yaml', `a: ${text}`)).toMatchObject({ location: { line: 1, column: 4 } });
  });

  test('YAML names are strings as written', () => {
    expect(parse('a.yaml', '1.10: a\ntrue: b\nnull: c\n0x10: d\nno: e\n').value).toEqual({
      '1.10': 'a',
      true: 'b',
      null: 'c',
      '0x10': 'd',
      no: 'e',
    });
    expect(refused('a.yaml', '1: a\n"1": b').message).toContain('stands twice');
    expect(refused('a.yaml', '? [a]\n: b').message).toContain('not a string');
  });
});

describe('YAML structure', () => {
  test('a name given twice is an error at the second', () => {
    expect(place(refused('a.yaml', 'a:\n  b: 1\n  b: 2\n').location)).toBe('3:3-3:4');
  });

  test('a syntax error stands on its line', () => {
    expect(refused('a.yaml', 'a: 1\nb: [1, 2\nc: 3\n')).toMatchObject({ code: 'unreadable-file', location: { file: 'a.yaml' } });
    expect(refused('a.yaml', 'a: 1\n\tb: 2\n').location.line).toBe(2);
  });

  test('a second document is located, a trailing marker is none', () => {
    expect(parse('a.yaml', '---\na: 1\n---\nb: 2\n').secondDocument).toMatchObject({ line: 4, column: 1 });
    expect(parse('a.yaml', '---\na: 1\n...\n').secondDocument).toBeUndefined();
    expect(parse('a.yaml', '---\na: 1\n---\n').secondDocument).toBeUndefined();
  });

  test('an alias stands where it is written, its members where they are defined', () => {
    const document = parse('a.yaml', 'one: &x\n  deep: 1\ntwo: *x\n');
    expect(document.value).toEqual({ one: { deep: 1 }, two: { deep: 1 } });
    expect(place(document.locate('/two'))).toBe('3:6-3:8');
    expect(place(document.locate('/two/deep', 'entry'))).toBe('2:3-2:10');
  });

  test('merge keys: own names win, then the earlier source', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd: {"<<": 1}\ne:\n  <<: *b\n';
    const document = parse('a.yaml', text);
    expect(document.value).toMatchObject({ c: { x: 3, y: 1, z: 2 }, d: { '<<': 1 }, e: { y: 2, z: 2 } });
    expect(place(document.locate('/c/z', 'key'))).toBe('2:14-2:15');
    expect(place(refused('a.yaml', 'a: &a [1]\nb:\n  <<: *a\n').location)).toBe('3:7-3:9');
  });

  test.each([
    ['an alias without an anchor', 'a: *x\n', 'no anchor'],
    ['an alias inside its own anchor', 'a: &x\n  b: *x\n', 'inside its own anchor'],
    [
      'aliases that multiply',
      Array.from(
        { length: 12 },
        (_, i) =>
          `a${i}: &a${i} [${
            i === 0
              ? 1
              : Array(10)
                  .fill(`*a${i - 1}`)
                  .join(', ')
          }]`,
      ).join('\n'),
      '200000 values',
    ],
    [
      'aliases that deepen',
      Array.from({ length: 300 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 1 : `*a${i - 1}`}]`).join('\n'),
      '200 levels',
    ],
  ])('%s', (_, text, message) => {
    expect(refused('a.yaml', text).message).toContain(message);
  });
});

describe('a text of too many tokens is refused, not held in memory', () => {
  test('JSON', () => {
    expect(refused('a.json', `[${'1,'.repeat(1_000_001)}1]`).message).toBe('It holds more than 2,000,000 tokens.');
  });

  test('YAML', () => {
    expect([...boundedTokens('a: 1\n', 20)]).toHaveLength(1);
    expect(() => [...boundedTokens('a: 1\n'.repeat(4), 20)]).toThrow('tokens');
  });
});

describe('deep nesting is refused, not crashed on', () => {
  test.each([
    ['a.json', '['.repeat(200_000)],
    ['a.json', `${'['.repeat(201)}${']'.repeat(201)}`],
    ['a.yaml', '['.repeat(20_000)],
    ['a.yaml', '['.repeat(8_000_000)],
    ['a.yaml', '? '.repeat(4_000_000)],
    ['a.yaml', `a: ["[", '[', [${'{a: '.repeat(200)}`],
    ['a.yaml', '- '.repeat(20_000)],
    ['a.yaml', `${'- '.repeat(201)}1`],
  ])('%s, case %#', (path, text) => {
    expect(refused(path, text).message).toContain('200 levels');
  });

  test('brackets in scalars, and many dashes on lines of their own, are no nesting', () => {
    const text = `a: "${'['.repeat(300)}"\nb: x${'[{'.repeat(300)}\nc:\n${'  - - 1\n'.repeat(300)}`;
    expect(parse('a.yaml', text).value).toMatchObject({ a: '['.repeat(300), c: expect.objectContaining({ length: 300 }) });
  });

  test.each(['a.json', 'a.yaml'])('200 levels of %s are read', (path) => {
    expect(parse(path, `${'['.repeat(200)}${']'.repeat(200)}`).value).toHaveLength(1);
  });
});

describe('places', () => {
  const yaml =
    '# head\nversion: 1\nspec:\n  names:\n    - "é😀": x   # note\n      other: |\n        text\n\n    - two\nempty:\nlast: end\n';

  test.each([
    ['', 'value', '2:1-11:10'],
    ['/spec', 'key', '3:1-3:5'],
    ['/spec/names/0/é😀', 'key', '5:7-5:12'],
    ['/spec/names/0/é😀', 'value', '5:14-5:15'],
    ['/spec/names/0', 'value', '5:7-7:13'],
    ['/spec/names/1', 'key', '9:7-9:10'],
    ['/spec/names/1', 'entry', '9:7-9:10'],
    ['/empty', 'value', '10:1-10:6'],
    ['/last', 'entry', '11:1-11:10'],
    ['/last/deeper/still', 'value', '11:7-11:10'],
    ['/spec/names/01', 'value', '5:5-9:10'],
  ] as const)('%j %s', (pointer, part, where) => {
    expect(place(parse('a.yaml', yaml).locate(pointer, part))).toBe(where);
  });

  test('CRLF and a byte order mark change no place', () => {
    const plain = parse('a.yaml', yaml);
    const windows = parse('a.yaml', `\uFEFF${yaml.replaceAll('\n', '\r\n')}`);
    expect(windows.value).toEqual(plain.value);
    for (const [pointer] of pointersOf(plain.value)) expect(windows.locate(pointer, 'entry')).toEqual(plain.locate(pointer, 'entry'));
    const json = '{\n "a": [1,\n  "b"]\n}';
    expect(place(parse('a.json', `\uFEFF${json.replaceAll('\n', '\r\n')}`).locate('/a'))).toBe(place(parse('a.json', json).locate('/a')));
  });

  test('every node of a random JSON text stands where it is written', () => {
    const indents = fc.constantFrom<string | number>('', 1, '\t');
    fc.assert(
      fc.property(fc.jsonValue(), indents, (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const document = parse('a.json', text);
        for (const [pointer, member] of pointersOf(JSON.parse(text))) {
          expect(JSON.parse(covered(text, document.locate(pointer)))).toEqual(member);
          expect(covered(text, document.locate(pointer, 'entry')).endsWith(covered(text, document.locate(pointer)))).toBe(true);
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  test('JSON read as YAML has the same value and the same places', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        const [json, yamlDocument] = [parse('a.json', text), parse('a.yaml', text)];
        expect(yamlDocument.value).toEqual(json.value);
        for (const [pointer] of pointersOf(json.value))
          expect(place(yamlDocument.locate(pointer, 'entry'))).toBe(place(json.locate(pointer, 'entry')));
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});
