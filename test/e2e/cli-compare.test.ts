import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install, type Installed, type Run } from './cli-harness.ts';

let command: Installed;
let folder = '';
beforeAll(() => {
  command = install();
  folder = path.join(command.folder, 'schemas');
  mkdirSync(folder);
});
afterAll(() => command.remove());

function compare(base: string, head: string, ...options: readonly string[]): Run {
  writeFileSync(path.join(folder, 'base.json'), base);
  writeFileSync(path.join(folder, 'head.json'), head);
  return command.run(['compare', 'base.json', 'head.json', ...options], { cwd: folder });
}

interface AnswerJson {
  readonly verdict: string;
  readonly counterexample?: unknown;
  readonly reason?: string;
  readonly findings: readonly Record<string, unknown>[];
}
type ComparisonJson = { readonly producers: AnswerJson; readonly consumers: AnswerJson };

function compareJson(
  base: string,
  head: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly answer: ComparisonJson } {
  const { status, stdout, stderr } = compare(base, head, '--format', 'json', ...options);
  expect(stderr).toBe('');
  return { status, answer: JSON.parse(stdout) as ComparisonJson };
}

const STRING = '{"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}';
const INTEGER = '{"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}';

describe('compare', () => {
  it('passes equal schemas with 0', () => {
    const { status, answer } = compareJson(STRING, `\n${STRING}\n`);
    expect(status).toBe(0);
    const included = { verdict: 'included', findings: [], steps: 1 };
    expect(answer).toEqual({ producers: included, consumers: included });
  });

  it('shows both ways what breaks, where and for whom', () => {
    const { status, answer } = compareJson(STRING, INTEGER);
    expect(status).toBe(1);
    expect(answer.producers).toMatchObject({ verdict: 'not-included', counterexample: { id: expect.any(String) as unknown } });
    expect(answer.consumers).toMatchObject({ verdict: 'not-included', counterexample: { id: expect.any(Number) as unknown } });
    expect(answer.producers.findings).toEqual([
      {
        keyword: 'type',
        path: 'id',
        message: '"id": type "string" → "integer".',
        conditional: false,
        base: { pointer: '/properties/id/type', file: 'base.json', line: 1, column: 50 },
        head: { pointer: '/properties/id/type', file: 'head.json', line: 1, column: 50 },
        before: 'string',
        after: 'integer',
        counterexample: { id: expect.any(String) as unknown },
      },
    ]);
  });

  it('exits with 1 where only one way is broken', () => {
    const { status, answer } = compareJson('{"enum": ["a", "b"]}', '{"enum": ["a"]}');
    expect([status, answer.producers.verdict, answer.consumers.verdict]).toEqual([1, 'not-included', 'included']);
    expect(answer.producers.findings[0]).toMatchObject({ message: 'The value: "b" no longer allowed.' });
  });

  it('has a counterexample exactly with not-included, also where it is null', () => {
    const { answer } = compareJson('{"enum": ["a", null]}', '{"enum": ["a"]}');
    expect(answer.producers).toHaveProperty('counterexample', null);
    expect(answer.consumers).not.toHaveProperty('counterexample');
  });

  it('says why it could not decide, and does not pass', () => {
    const { status, answer } = compareJson('{"$ref": "other.json"}', '{"type": "string"}');
    expect(status).toBe(1);
    expect(answer.producers.verdict).toBe('undecided');
    expect(answer.producers.reason).toMatch(/other\.json/);
    expect(answer.producers).not.toHaveProperty('counterexample');
  });

  it('takes a reference outside the file for the same thing on both sides', () => {
    expect(compareJson('{"$ref": "other.json"}', '{"$ref": "other.json", "title": "x"}').status).toBe(0);
  });

  it('reads openness as the content model says', () => {
    const closed = '{"type": "object", "properties": {"a": {}}, "additionalProperties": false}';
    const wider = '{"type": "object", "properties": {"a": {}, "b": {"type": "string"}}, "additionalProperties": false}';
    expect(compareJson(closed, wider).status).toBe(0);
    expect(compareJson(closed, wider, '--content-model', 'strict').status).toBe(1);
  });

  it('keeps numbers as they are written', () => {
    const { stdout } = compare('{"const": 9223372036854775807}', '{"const": 1.00}', '--format', 'json');
    expect(stdout).toContain('"counterexample": 9223372036854775807');
    expect(stdout).not.toContain('9223372036854775808');
  });

  it('reads YAML, with the places of the YAML file', () => {
    writeFileSync(path.join(folder, 'base.yaml'), 'type: object\nproperties:\n  id:\n    type: string\n');
    writeFileSync(path.join(folder, 'head.yaml'), '# changed\ntype: object\nproperties:\n  id:\n    type: integer\n');
    const { status, stdout } = command.run(['compare', 'base.yaml', 'head.yaml', '--format', 'json'], { cwd: folder });
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as ComparisonJson).producers.findings[0]).toMatchObject({
      base: { file: 'base.yaml', line: 4, column: 11 },
      head: { file: 'head.yaml', line: 5, column: 11 },
    });
  });

  it('reads a side from stdin', () => {
    writeFileSync(path.join(folder, 'head.json'), STRING);
    expect(command.run(['compare', '-', 'head.json'], { cwd: folder, input: STRING })).toMatchObject({ status: 0 });
  });

  it('tells it to a person: the verdicts, the change on both sides, who breaks, the event, what to do, the sum', () => {
    const { status, stdout, stderr } = compare(
      '{"type": "object", "properties": {\n"pay": {"enum": ["card", "invoice"]}}}',
      '{"type": "object", "properties": {\n\n"pay": {"enum": ["card"]}}}',
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toBe(`producers  not-included  something valid under base is rejected by head
consumers  included      proved: head lets nothing through that readers of base
                         cannot take

break[enum]: "pay": "invoice" no longer allowed.
  base base.json:2:17
    2   "enum": [
    2     "card"
    2 -   "invoice"
        ]
  head head.json:3:17
    3   "enum": [
    3     "card"
        ]
   = in     pay
   = breaks producers: released apps that still send the old shape
   = event  valid before, rejected after this change:
              {
                "pay": "invoice"  <- rejected
              }
   = fix    Keep every value until no released app sends it.

base      base.json
head      head.json
model     planned: senders send what is named, readers ignore what they do not
          know

1 break: producers 1
`);
  });

  it('tells a person that nothing breaks, and what is not proved', () => {
    expect(compare(STRING, STRING).stdout).toMatch(/\n\nproved: nothing breaks\n$/);
    const { status, stdout } = compare('{"$ref": "other.json"}', '{"type": "string"}');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^not proved\[unresolved-reference\]: .*other\.json/m);
    expect(stdout).toMatch(/^ +--> base\.json:1:\d+$/m);
    expect(stdout).toMatch(/\nnot proved: producers.*\n$/);
  });

  it('colours it where colours are wanted, with the same words', () => {
    const plain = compare(STRING, INTEGER).stdout;
    const { stdout } = command.run(['compare', 'base.json', 'head.json'], { cwd: folder, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain('\u001b[');
    expect(stripVTControlCharacters(stdout)).toBe(plain);
  });

  it('is not held up by a pattern that backtracks without end', () => {
    const { status } = compare(`{"enum": ["${'a'.repeat(50)}!"]}`, '{"type": "string", "pattern": "^(a+)+$"}');
    expect([1, 3]).toContain(status);
  });

  it('lets no schema speak to the terminal', () => {
    const name = '\\u001b[2J\\u202eevil';
    const { stdout } = compare(`{"properties": {"${name}": {"type": "string"}}}`, `{"properties": {"${name}": {"type": "integer"}}}`);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('lets no schema speak to the runner of a job', () => {
    const { stdout } = compare('{"properties": {"##[group]": {"const": "##[error]a"}}}', '{"properties": {"##[group]": {"const": "b"}}}');
    expect(stdout).not.toContain('##[');
    expect(stdout).toContain(String.raw`"#\u{23}[error]a"`);
  });

  it.each([
    ['{"type": ', /head\.json:1:\d+: /],
    ['[1]', /head\.json is neither an object nor a boolean/],
    ['{"a": 1, "a": 2}', /head\.json:1:10: /],
  ])('refuses a file that is no schema: %j', (head, message) => {
    const { status, stdout, stderr } = compare('{}', head);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('compare --pairs', () => {
  function pairs(
    lines: readonly string[],
    ...options: readonly string[]
  ): { readonly status: number | null; readonly lines: string[]; readonly stderr: string } {
    const { status, stdout, stderr } = command.run(['compare', '--pairs', '-', ...options], {
      input: lines.map((line) => `${line}\n`).join(''),
    });
    return { status, stderr, lines: stdout.split('\n').slice(0, -1) };
  }
  type PairJson = ComparisonJson & { readonly id: unknown; readonly ms: number };
  const parsed = (line: string | undefined): PairJson => JSON.parse(line ?? '') as PairJson;

  it('answers each line by one line, in order, and exits with 0', () => {
    const { status, lines, stderr } = pairs([
      '{"id": "one", "base": {"type": "string"}, "head": {"type": "integer"}}',
      '',
      '{"id": {"two": [2]}, "base": {"type": "string"}, "head": {"type": "string"}}',
      '{"base": true, "head": false}',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines.map((line) => parsed(line).id)).toEqual(['one', { two: [2] }, null]);
    expect(lines.map((line) => [parsed(line).producers.verdict, parsed(line).consumers.verdict])).toEqual([
      ['not-included', 'not-included'],
      ['included', 'included'],
      ['not-included', 'included'],
    ]);
    for (const line of lines) expect(parsed(line).ms).toBeGreaterThanOrEqual(0);
    expect(Object.keys(parsed(lines[0]))).toEqual(['id', 'producers', 'consumers', 'ms']);
  });

  it.each<[line: string, id: unknown, reason: RegExp]>([
    ['{', null, /not JSON/],
    ['[]', null, /not an object/],
    ['{"id": 1}', 1, /"base" is missing/],
    ['{"id": 2, "base": {}}', 2, /"head" is missing/],
    ['{"id": 3, "base": {}, "head": "x"}', 3, /"head" is neither an object nor a boolean/],
    ['{"id": 4, "base": {}, "head": {}, "draft": "draft3"}', 4, /Unknown draft "draft3"/],
    ['{"id": 5, "base": {}, "head": {}, "draft": 7}', 5, /Unknown draft 7/],
  ])('gives undecided with its reason for a line that cannot be judged: %s', (line, id, reason) => {
    const { status, lines } = pairs([line, '{"id": "next", "base": {}, "head": {}}']);
    expect(status).toBe(0);
    const [answer, next] = lines.map(parsed);
    expect(answer?.id).toEqual(id);
    for (const side of [answer?.producers, answer?.consumers]) {
      expect(side).toEqual({ verdict: 'undecided', reason: expect.stringMatching(reason) as unknown, findings: [], steps: 0 });
    }
    expect(next).toMatchObject({ id: 'next', producers: { verdict: 'included' } });
  });

  it('is not upset by a nesting without end', () => {
    const deep = `{"id": 1, "base": ${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}, "head": {}}`;
    const { status, lines } = pairs([deep]);
    expect(status).toBe(0);
    expect(parsed(lines[0]).producers).toMatchObject({ verdict: 'undecided' });
  });

  it('takes the draft of the line where a schema names none', () => {
    // `const` is no keyword of draft-04.
    const schemas = '"base": {}, "head": {"const": 1}';
    const { lines } = pairs([`{"draft": "draft4", ${schemas}}`, `{"draft": "draft-06", ${schemas}}`]);
    expect(lines.map((line) => parsed(line).producers.verdict)).toEqual(['included', 'not-included']);
  });

  it('keeps numbers as they are written, also in the id', () => {
    const { lines } = pairs(['{"id": 12345678901234567890, "base": {"const": 1e400}, "head": {"const": 9007199254740993}}']);
    expect(lines[0]).toContain('"id":12345678901234567890');
    expect(lines[0]).toContain('"counterexample":1e400');
    expect(lines[0]).toContain('"counterexample":9007199254740993');
  });

  it('takes names like __proto__ for names', () => {
    const { status, lines } = pairs(['{"__proto__": {"id": 1, "base": true, "head": true}, "id": "a"}']);
    expect(status).toBe(0);
    expect(parsed(lines[0]).producers.reason).toMatch(/"base" is missing/);
  });

  it('takes strict and planned', () => {
    const line =
      '{"base": {"type": "object", "properties": {"a": {}}}, "head": {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}}}';
    const verdicts = ['planned', 'strict'].map((model) => parsed(pairs([line], '--content-model', model).lines[0]).producers.verdict);
    expect(verdicts).toEqual(['included', 'not-included']);
  });

  it('answers lines that are no UTF-8, and a byte order mark and CRLF do not upset it', () => {
    const line = Buffer.from('{"id": "?", "base": true, "head": true}\r\n');
    const broken = Buffer.from(line);
    broken[broken.indexOf('?')] = 0xff;
    writeFileSync(path.join(folder, 'pairs.ndjson'), Buffer.concat([Buffer.from('\uFEFF'), line, broken, line]));
    const { status, stdout } = command.run(['compare', '--pairs', 'pairs.ndjson'], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, -1).map(parsed)).toMatchObject([
      { id: '?', producers: { verdict: 'included' } },
      { id: null, producers: { verdict: 'undecided', reason: 'The line is not UTF-8.' } },
      { id: '?', producers: { verdict: 'included' } },
    ]);
  });

  it('answers a line before the next one comes', async () => {
    const line = '{"id": 1, "base": true, "head": true}\n';
    expect(await command.runInSteps(['compare', '--pairs', '-'], [line, line, line])).toEqual([1, 2, 3]);
  });

  it.each([
    [['--pairs', 'pairs.ndjson', '--format', 'text'], /--pairs prints JSON only/, /--format json/],
    [['--pairs', 'pairs.ndjson', 'old.json', 'new.json'], /--pairs takes no files beside it/, /either two files or --pairs/],
    [['--pairs', 'missing.ndjson'], /Cannot read missing\.ndjson: there is no such file/, /Check the path/],
  ])('is called wrongly with %j', (args, message, hint) => {
    const { status, stdout, stderr } = command.run(['compare', ...args], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(hint);
  });

  it('ends quietly when its reader goes away', async () => {
    const input = '{"base": {}, "head": {}}\n'.repeat(20_000);
    expect(await command.runClosingStdout(['compare', '--pairs', '-'], { input })).toEqual({ status: 0, stderr: '' });
  });
});
