import { describe, expect, test } from 'vitest';
import { MAX_CODE, readsOf } from '../../src/transformations/reads.ts';

const LENGTH = 400_000;
const filled = (text: string, length = LENGTH): string => text.repeat(Math.floor(length / text.length));

/** Far more than any of these takes; what is not bounded takes minutes. */
const SECONDS = 20;

const TOO_DEEP = [
  '(',
  '[',
  '!',
  'a=>',
  'x=a+',
  'if(a){}else ',
  'if(a)',
  'a?',
  'a?b:',
  'a=',
  'a**',
  '({a:',
  '(class{a=',
  'new ',
  'await ',
  '[...',
  'x`${',
  'f(',
  'a?.[',
  'import(',
  'for(;;)',
  'try{',
  'async(',
  'async a=>',
  'a??',
  'a+',
];

describe('JavaScript that is nested too deeply is a problem, not the end of the process', () => {
  test.each(TOO_DEEP)('%s', (text) => {
    const { reads, problem } = readsOf(filled(text), 'javascript');
    expect(reads).toEqual([]);
    expect(problem?.message).toMatch(/^It is (nested too deeply|not valid JavaScript)\.$/);
  });

  test.each([
    ['patterns', `var ${filled('[')}`],
    ['parameters', `(function f(${filled('{a:')}`],
    ['labels', Array.from({ length: 20_000 }, (_, index) => `a${index}:`).join('')],
    ['members', `event${filled('.a')}`],
    ['calls', `event${filled('.a()')}`],
    ['a regular expression', `/${filled('(', 100_000)}${filled(')', 100_000)}/;`],
  ])('%s', (_, code) => {
    expect(readsOf(code, 'javascript').reads).toEqual([]);
  });
});

const LISTED = Array.from({ length: 3_000 }, (_, index) => `'a${index}'`).join(',');

describe('large code is read in bounded time', () => {
  test.each([
    ['statements', filled('a;')],
    ['reads', `function transformEvent(event){${filled('event.properties[event.x];')}}`],
    ['calls', `function f(event){return event.a}\n${filled('f(f);')}`],
    [
      'functions that call each other',
      Array.from({ length: 5_000 }, (_, index) => `function f${index}(e){f${(index * 7) % 5_000}(e.a);f${(index * 3) % 5_000}(e.b)}`).join(
        '\n',
      ),
    ],
    ['names from a list', `const L=[${LISTED}];function g(event){for (const k of L) {${filled('event[k][k][k];', 300_000)}}}`],
    ['comparisons with a list', `const L=[${LISTED}];function g(event){${filled('L.includes(event.event);', 300_000)}}`],
    ['patterns that backtrack', filled('/(a*)*b/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");')],
  ])('JavaScript: %s', { timeout: SECONDS * 1_000 }, (_, code) => {
    expect(code.length).toBeLessThan(MAX_CODE);
    expect(['It is too large.', undefined]).toContain(readsOf(code, 'javascript').problem?.message);
  });

  test.each([
    ...[
      'event[',
      'event["a"]',
      '(',
      '"""',
      "'",
      'f"',
      'x=((;',
      ':case',
      'case ;',
      'f"{event[1]}"',
      'f"{',
      'def f(event):\n',
      'k="a";',
      '{',
      '"""\\',
      'event.get(',
      'for x in event:',
      '[x for x in event:',
      'for x in event ',
      '\\\n',
      '#',
    ].map((text): [string, string] => [text, filled(text)]),
    ['names from a list', `k=[${LISTED}]\nfor j in k:\n  ${filled('event[j][j][j]\n')}`],
    ['comparisons with a list', `k=[${LISTED}]\n${filled('event["event"] in k;')}`],
  ])('Python: %s', { timeout: SECONDS * 1_000 }, (_, code) => {
    expect(code.length).toBeLessThan(MAX_CODE);
    expect(['It is too large.', undefined]).toContain(readsOf(code, 'python').problem?.message);
  });

  test('longer code is not read at all', () => {
    expect(readsOf(' '.repeat(MAX_CODE + 1), 'python')).toEqual({
      reads: [],
      problem: { message: 'It is longer than 512 KiB.', start: 0 },
    });
  });
});

test.each(['javascript', 'python'] as const)('%s: names of the language itself are no names of ours', (language) => {
  const code =
    language === 'javascript'
      ? 'export function transformEvent(event) { event.__proto__.constructor; const { toString } = event.properties; [..."ab"].has; hasOwnProperty(event); }'
      : 'def transformEvent(event):\n    event["__proto__"]["constructor"]\n    toString = event["properties"]["toString"]\n';
  expect(readsOf(code, language).problem).toBeNull();
});
