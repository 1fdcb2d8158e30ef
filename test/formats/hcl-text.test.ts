import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computed, readHcl } from '../../src/formats/hcl-text.ts';
import type { SourceNode } from '../../src/formats/source-node.ts';
import type { Json } from '../../src/jsonschema/index.ts';

function read(text: string): SourceNode {
  const answer = readHcl(text);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.root;
}

function refusal(text: string): string {
  const answer = readHcl(text);
  if (answer.ok) throw new Error(`read: ${JSON.stringify(answer.root.value)}`);
  return `${answer.error.start}-${answer.error.end} ${answer.error.message}`;
}

const valueOf = (expression: string): Json | undefined => read(`x = ${expression}\ny = 1\n`).members?.get('x')?.value;
const expressionOf = (expression: string): string | null => computed(valueOf(expression));

describe('what is written out', () => {
  test.each<[string, Json]>([
    ['"a"', 'a'],
    ['""', ''],
    [String.raw`"a\n\t\"\\\u00e9\U0001F6D2"`, 'a\n\t"\\é🛒'],
    ['"5 $ and 6 % $x %y"', '5 $ and 6 % $x %y'],
    ['"$${var.x} %%{if}"', '${var.x} %{if}'],
    ['12', 12],
    ['-1.5e3', -1500],
    ['true', true],
    ['false', false],
    ['null', null],
    ['[]', []],
    ['[1, "b", ]', [1, 'b']],
    ['[\n  1,\n  # one\n  2, // two\n  3 /* three */\n]', [1, 2, 3]],
    ['{}', {}],
    ['{ a = 1, "b c" : 2 }', { a: 1, 'b c': 2 }],
    ['{\n  a = { b = [null] }\n\n  c-d =\n    3,\n  4 = 5\n}', { a: { b: [null] }, 'c-d': 3, 4: 5 }],
    ['{ null = 1, true = 2, for_all = 3 }', { null: 1, true: 2, for_all: 3 }],
    ['jsonencode({ a = 1 })', { a: 1 }],
    ['jsonencode(\n  "a"\n)', 'a'],
    ['<<EOT\n  a\n    b\nEOT', '  a\n    b\n'],
    ['<<-EOT\n    a\n\n      b\n  EOT', 'a\n\n  b\n'],
    ['<<X\n"$${a}"\nX', '"${a}"\n'],
    ['["a",\n <<X\nb\nX\n]', ['a', 'b\n']],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  test('CRLF makes no difference', () => {
    expect(read('a = 1\r\nb {\r\n  c = <<E\r\nd\r\nE\r\n}\r\n').value).toEqual({ a: 1, b: [{ labels: [], body: { c: 'd\n' } }] });
  });

  test('blocks of one type are a list, each with its labels and body', () => {
    expect(read('# c\nresource "a" "b" {\n  x = 1\n  inner {}\n}\nresource "a" c { x = 2 }\nimport {\n}\n').value).toEqual({
      resource: [
        { labels: ['a', 'b'], body: { x: 1, inner: [{ labels: [], body: {} }] } },
        { labels: ['a', 'c'], body: { x: 2 } },
      ],
      import: [{ labels: [], body: {} }],
    });
    expect(read('').value).toEqual({});
  });
});

describe('what is computed is kept as its text', () => {
  test.each([
    'var.name',
    '"a ${var.b} c"',
    '"${"}"}"',
    '"%{ if true }a%{ endif }"',
    String.raw`"${'${'}replace("\"}", "}", "{")}"`,
    'merge({ a = 1 }, var.b)',
    'merge({\n  a = 1\n}, var.b)',
    '1 + 2',
    '"a" == "," ? 1 : 2',
    '{ a = 1 }.a',
    '[1, 2][0]',
    '[for s in var.list : upper(s)]',
    '{ for k, v in var.map : k => v }',
    '{ (var.k) = 1 }',
    '{ a = 1 }["a"]',
    '!true',
    '-var.x',
    '(\n  1\n)',
    'file("${path.module}/a.json")',
    '<<E\n${var.x}\nE',
    'aws_x.y[*].id',
  ])('%s', (expression) => {
    expect(expressionOf(expression)).toBe(expression);
  });

  test('part by part', () => {
    expect(valueOf('[1, var.x, { a = f(1, [2]), b = 3 }]')).toMatchObject([1, { '${}': 'var.x' }, { a: { '${}': 'f(1, [2])' }, b: 3 }]);
    expect(valueOf('jsonencode([\n  var.x\n  ,\n  1\n  + 2,\n])')).toMatchObject([{ '${}': 'var.x' }, { '${}': '1\n  + 2' }]);
    expect(expressionOf('jsonencode(var.x)')).toBe('var.x');
    expect(computed(1)).toBeNull();
    expect(computed({ a: 1 })).toBeNull();
  });
});

describe('what is no HCL is refused at its place', () => {
  test.each([
    ['x = "a', '4-6 It is not valid HCL: a string is not closed.'],
    ['x = "a\n"', '4-6 It is not valid HCL: a string is not closed.'],
    ['x = "${a', '4-8 It is not valid HCL: a string is not closed.'],
    [String.raw`x = "\q"`, '5-7 It is not valid HCL: a malformed escape in a string.'],
    [String.raw`x = "\UFFFFFFFF"`, '5-7 It is not valid HCL: a malformed escape in a string.'],
    ['x = <<E\na', '4-8 It is not valid HCL: a heredoc is not closed.'],
    ['/* x', '0-2 It is not valid HCL: a comment is not closed.'],
    ['x = [1, ', '4-5 It is not valid HCL: a bracket is not closed.'],
    ['x = [1', '6-6 It is not valid HCL: a comma or a closing bracket is expected.'],
    ['x = { a = 1', '4-5 It is not valid HCL: a brace is not closed.'],
    ['x =', '3-3 It is not valid HCL: a value is expected.'],
    ['x = ]', '4-5 It is not valid HCL: a value is expected.'],
    ['= 1', '0-1 It is not valid HCL: the name of an attribute or block is expected.'],
    ['a {', '3-3 It is not valid HCL: the name of an attribute or block is expected.'],
    ['a', '1-1 It is not valid HCL: a label, "=" or "{" is expected.'],
    ['a = 1\na = 2', '6-7 The name "a" stands twice in the same object.'],
    ['x = { a = 1, a = 2 }', '13-14 The name "a" stands twice in the same object.'],
    ['a {}\na = 2', '0-1 The name "a" stands twice in the same object.'],
  ])('%j', (text, told) => {
    expect(refusal(text)).toBe(told);
  });
});

describe('hostile texts end soon', () => {
  const nested = (open: string, times: number): string => `x = ${open.repeat(times)}`;
  test.each([
    ['lists', nested('[', 100_000)],
    ['objects', nested('{a=', 100_000)],
    ['calls', nested('jsonencode(', 100_000)],
    ['brackets of an expression', nested('f(', 100_000)],
    ['blocks', 'a {\n'.repeat(100_000)],
    ['templates', nested('"${', 100_000)],
    ['lists that are expressions after all', `x = ${'['.repeat(190)}${'"a",'.repeat(20_000)}${']+1'.repeat(190)}`],
    ['tokens', `x = [${'1,'.repeat(1_200_000)}]`],
  ])('%s', (_, text) => {
    expect(refusal(text)).toMatch(/nested more than 200 levels deep|more than 2,000,000 tokens/);
  });

  test('any text is read or refused', () => {
    const parts = fc.constantFrom(
      'a',
      '=',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '"',
      '${',
      '\n',
      ',',
      '1',
      '<<E\n',
      'E',
      '\\',
      '#',
      '/*',
      '*/',
      ' ',
      'jsonencode(',
      'for',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (texts) => {
        expect(typeof readHcl(texts.join('')).ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});

/** A JSON value as HCL writes it. */
function written(value: Json, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((each: Json) => written(each, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).replaceAll(/[$%](?=\{)/g, '$&$&');
  const lines = Object.entries(value).map(([name, each]) => `${inner}${written(name)} = ${written(each as Json, inner)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}

test('every value that is written out is read back, and every node stands where it is written', () => {
  const json = fc
    .jsonValue({ maxDepth: 4 })
    .filter((value) => !JSON.stringify(value).includes('e') && !/\\[bf]/.test(JSON.stringify(value)));
  const nodes = (node: SourceNode): readonly SourceNode[] => [node, ...[...(node.members ?? node.entries ?? []).values()].flatMap(nodes)];
  fc.assert(
    fc.property(json, (given) => {
      // JSON has no minus zero.
      const value: unknown = JSON.parse(JSON.stringify(given));
      const text = `x = ${written(value as Json)}\n`;
      const node = read(text).members?.get('x');
      expect(node?.value).toEqual(value);
      for (const { start, end, value: own } of node === undefined ? [] : nodes(node)) expect(valueOf(text.slice(start, end))).toEqual(own);
    }),
  );
});
