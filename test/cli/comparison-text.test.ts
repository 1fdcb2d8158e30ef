import stringWidth from 'fast-string-width';
import { afterAll, describe, expect, it } from 'vitest';
import { comparisonText } from '../../src/cli/comparison-text.ts';
import { pairSchema } from '../../src/cli/schema-file.ts';
import { parseDocument } from '../../src/formats/document.ts';
import { compare, createOracle, type Answer, type Comparison } from '../../src/jsonschema/index.ts';

const oracle = createOracle();
afterAll(() => oracle.close());

function side(path: string, text: string) {
  const parsed = parseDocument(path, '', new TextEncoder().encode(text));
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const schema = pairSchema(parsed.document.value, '2020-12');
  if ('problem' in schema) throw new Error(schema.problem);
  return { document: parsed.document, schema };
}

interface View {
  readonly columns?: number | null;
  readonly width?: number;
  readonly answers?: Partial<Comparison>;
}

function shown(baseText: string, headText: string, { columns = null, width = 80, answers = {} }: View = {}): string {
  const [base, head] = [side('base.json', baseText), side('head.json', headText)];
  const comparison = { ...compare(base.schema, head.schema, { contentModel: 'planned' }, oracle), ...answers };
  const files = { base: base.document, head: head.document };
  return comparisonText(comparison, files, { color: false, width, columns, contentModel: 'planned' });
}

const ENUM = (...values: readonly string[]): string => `{\n"enum":\n${JSON.stringify(values)}\n}`;
const blockOf = (text: string): string => text.split('\n\n')[1] ?? '';

describe('a change in a terminal', () => {
  it('stands side by side in a wide window', () => {
    const lines = shown(ENUM('a', 'größe', '日本'), ENUM('a', 'b'), { columns: 100, width: 100 }).split('\n');
    const start = lines.findIndex((line) => line.startsWith('break[enum]'));
    expect(lines.slice(start + 1, start + 8)).toEqual([
      '  base base.json:3:1                              | head head.json:3:1',
      '  2   "enum": [                                   | 2   "enum": [',
      '  3     "a"                                       | 3     "a"',
      '  3 -   "größe"                                   |',
      '  3 -   "日本"                                    |',
      '                                                  | 3 +   "b"',
      '      ]                                           |     ]',
    ]);
    expect(new Set(lines.slice(start + 1, start + 8).map((line) => stringWidth(line.slice(0, line.indexOf('|')))))).toEqual(new Set([50]));
  });

  it.each([null, 60, 99])('stands base above head in a window of %j columns', (columns) => {
    const text = shown(ENUM('a'), ENUM('b'), { columns, width: 60 });
    expect(text).toMatch(/base base\.json:3:1\n.*\n.*- +"a"\n.*\n {2}head head\.json:3:1\n.*\n.*\+ +"b"\n/);
  });

  it.each([100, 130])('keeps within %i columns', (columns) => {
    const long = (letter: string): string => `{"pattern": "^${letter.repeat(110)}$"}`;
    const lines = shown(long('a'), long('b'), { columns, width: 100 }).split('\n');
    const panels = lines.filter((line) => line.includes(' | '));
    expect(panels.length).toBeGreaterThan(3);
    expect(Math.max(...panels.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it('shows what a reference names on both sides', () => {
    const schema = (name: string): string => `{"$ref": "#/$defs/${name}", "$defs": {"one": {"minimum": 1}, "two": {"minimum": 2}}}`;
    expect(blockOf(shown(schema('one'), schema('two')))).toMatch(
      /- "\$ref": "#\/\$defs\/one"\n(.*\n)*.*- +"minimum": 1\n(.*\n)*.*\+ +"minimum": 2/,
    );
  });

  it('shows what belongs to a condition', () => {
    const block = blockOf(shown('{"type": "object"}', '{"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}'));
    expect(block).toContain('+ "if": {"required": ["a"]}');
    expect(block).toContain('+ "then": {"required": ["b"]}');
  });

  it('says on which side a keyword is not there', () => {
    expect(blockOf(shown('{"type": "string"}', '{"type": "string", "minLength": 3}'))).toMatch(
      /^ {2}base .*\(not there\)\n {2}head head\.json:1:33\n/m,
    );
  });

  it('is told once where it breaks both sides, with an event and an advice for each', () => {
    const text = shown(ENUM('a'), ENUM('b'));
    expect(text.match(/^break\[/gm)).toHaveLength(1);
    expect(text).toContain('break[enum]: The value: "a" no longer allowed; "b" newly allowed.');
    expect(text).toMatch(
      /breaks producers: (.*\n)+.*valid before, rejected after this change:\n +"a"\n(.*\n)*.*breaks consumers: (.*\n)+.*not valid before:\n +"b"\n/,
    );
    expect(text).toMatch(/\n2 breaks: producers 1, consumers 1\n$/);
  });

  it('is counted where there are too many', () => {
    const many = (type: string): string =>
      JSON.stringify({
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 53 }, (_, index) => [`p${index}`, { type }])),
      });
    const text = shown(many('integer'), many('number'));
    expect(text.match(/^break\[/gm)).toHaveLength(50);
    expect(text).toContain('\nand 3 more changes: --format json tells them all\n');
    expect(text).toMatch(/\n53 breaks: consumers 53\n$/);
  });
});

describe('what is not proved', () => {
  const open = (introduced: boolean): Answer => ({
    verdict: 'undecided',
    steps: 1,
    undecided: [
      { code: 'outside-theory', message: 'why\u001b', head: { uri: '', pointer: '/pattern' }, introduced },
      { code: 'outside-theory', message: 'why\u001b', introduced },
    ],
  });
  const PATTERN = '{"type": "string",\n "pattern": "a"}';

  it('is told once, with its place, what it leaves open and what to do', () => {
    const text = shown(PATTERN, PATTERN, { answers: { producers: open(true), consumers: open(true) } });
    expect(blockOf(text)).toBe(
      [
        String.raw`not proved[outside-theory]: why\u{1b}`,
        '  --> head.json:2:13',
        '   = open   whether it breaks producers and consumers',
        '   = fix    Write it with keywords that can be decided; what is not proved does',
        '            not pass.',
      ].join('\n'),
    );
    expect(text).toMatch(/\nnot proved: producers and consumers \(neither a proof nor a counterexample was found\)\n$/);
  });

  it('is summed up beside the breaks', () => {
    const text = shown('{"type": "number"}', '{"type": "integer"}', { answers: { consumers: open(false) } });
    expect(text).toContain('could not be decided before either');
    expect(text).toMatch(/\n1 break: producers 1; not proved: consumers\n$/);
  });

  it('is no break of which no keyword is to blame', () => {
    const broken: Answer = { verdict: 'not-included', steps: 1, counterexample: 'b', breaks: [], undecided: [] };
    const text = shown(PATTERN, PATTERN, { answers: { producers: broken } });
    expect(blockOf(text)).toMatch(/^break: No single keyword is to blame(.*\n)+.*valid before, rejected after this change:\n +"b"$/);
    expect(text).toMatch(/\n1 break: producers 1\n$/);
  });
});
