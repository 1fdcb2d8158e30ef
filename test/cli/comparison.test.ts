import { describe, expect, it } from 'vitest';
import { breakMessage, changeMessage, comparisonExitCode, comparisonJson, reasonOf, unjudgedJson } from '../../src/cli/comparison.ts';
import type { Answer, Break, Question } from '../../src/jsonschema/index.ts';

const INCLUDED: Answer = { verdict: 'included', steps: 1 };
const UNDECIDED: Answer = {
  verdict: 'undecided',
  steps: 1,
  undecided: [
    { code: 'outside-theory', message: 'the pattern has a back-reference', introduced: true },
    { code: 'outside-theory', message: 'the pattern has a back-reference', introduced: true },
  ],
};

function found(change: Partial<Break>): Break {
  return { keyword: 'type', path: [{ kind: 'property', name: 'total' }], conditional: false, counterexample: null, ...change };
}

function broken(...breaks: readonly Break[]): Answer {
  return { verdict: 'not-included', steps: 1, counterexample: null, breaks, undecided: [] };
}

describe('the exit code of a comparison', () => {
  it.each<[Answer, Answer, number]>([
    [INCLUDED, INCLUDED, 0],
    [broken(), INCLUDED, 1],
    [INCLUDED, broken(), 1],
    [INCLUDED, UNDECIDED, 1],
    [UNDECIDED, INCLUDED, 1],
  ])('%#', (producers, consumers, code) => {
    expect(comparisonExitCode({ producers, consumers })).toBe(code);
  });
});

describe('the public form of a comparison', () => {
  it('has a counterexample exactly with not-included, a reason where there is one, and always the findings', () => {
    expect(comparisonJson({ producers: broken(found({ before: 'number', after: 'string' })), consumers: UNDECIDED }, null)).toEqual({
      producers: {
        verdict: 'not-included',
        counterexample: null,
        findings: [
          {
            keyword: 'type',
            path: 'total',
            message: '"total": type "number" → "string".',
            conditional: false,
            before: 'number',
            after: 'string',
            counterexample: null,
          },
        ],
        steps: 1,
      },
      consumers: { verdict: 'undecided', reason: 'the pattern has a back-reference', findings: [], steps: 1 },
    });
    expect(comparisonJson({ producers: INCLUDED, consumers: INCLUDED }, null)).toEqual({
      producers: { verdict: 'included', findings: [], steps: 1 },
      consumers: { verdict: 'included', findings: [], steps: 1 },
    });
  });

  it('is the same for a pair that could not be judged', () => {
    const answer = { verdict: 'undecided', reason: 'why', findings: [], steps: 0 };
    expect(unjudgedJson('why')).toEqual({ producers: answer, consumers: answer });
  });

  it('says what else is to be said', () => {
    expect(reasonOf(INCLUDED)).toBeNull();
    expect(reasonOf({ ...INCLUDED, note: 'The base can never be sent.' })).toBe('The base can never be sent.');
    expect(reasonOf({ ...UNDECIDED, note: 'read as written' })).toBe('the pattern has a back-reference; read as written');
  });
});

describe('a break in a sentence', () => {
  it.each<[Question, Partial<Break>, string]>([
    ['producers', { keyword: 'required' }, '"total" is now required.'],
    ['consumers', { keyword: 'required' }, '"total" is no longer required.'],
    ['producers', { keyword: 'required', conditional: true }, '"total" is now required, under a condition.'],
    ['producers', { keyword: 'properties' }, '"total" is no longer allowed.'],
    ['consumers', { keyword: 'properties' }, '"total" is newly allowed.'],
    ['producers', { keyword: 'properties', after: { type: 'string' } }, '"total" is now bound to a schema.'],
    ['consumers', { keyword: 'properties', before: { type: 'string' } }, '"total" is no longer bound to a schema.'],
    [
      'producers',
      { keyword: 'oneOf', base: { uri: 'a', pointer: '/oneOf/1' }, before: { type: 'string' } },
      '"total": an alternative of oneOf was removed.',
    ],
    ['producers', { keyword: 'enum', before: ['a', 'b'], after: ['a'] }, '"total": "b" no longer allowed.'],
    ['consumers', { keyword: 'enum', before: ['a'], after: ['a', 'b', 1] }, '"total": "b", 1 newly allowed.'],
    ['producers', { keyword: 'enum', after: ['a', 'b'] }, '"total": only "a", "b" allowed now.'],
    ['consumers', { keyword: 'enum', before: ['a', 'b'] }, '"total": no longer limited to "a", "b".'],
    ['producers', { keyword: 'const', before: 1, after: 2 }, '"total": 1 no longer allowed.'],
    ['producers', { keyword: 'enum', before: [1, 2, 3, 4, 5, 6, 7], after: [] }, '"total": 1, 2, 3, 4, 5 and 2 more no longer allowed.'],
    ['producers', { keyword: 'minimum', after: 1 }, '"total": minimum 1 was added.'],
    ['consumers', { keyword: 'minimum', before: 1 }, '"total": minimum 1 was removed.'],
    ['producers', { keyword: 'oneOf', before: [{}], after: [{}, {}] }, '"total": oneOf changed.'],
    ['producers', { keyword: 'not', after: {} }, '"total": not was added.'],
    ['consumers', { keyword: 'not', before: {} }, '"total": not was removed.'],
    ['producers', { keyword: 'type', before: 'string', after: ['string', 'null'] }, '"total": type "string" → ["string", "null"].'],
    ['producers', { keyword: '$ref', before: '#/a', after: '#/a' }, '"total": $ref changed.'],
    ['producers', { keyword: 'false', after: false }, '"total": no value is allowed any more.'],
    ['consumers', { keyword: 'false', before: false }, '"total": no longer forbidden.'],
    ['producers', { keyword: '$ref' }, '"total": $ref changed.'],
    ['producers', { keyword: 'type', path: [], before: 'string', after: 'null' }, 'The value: type "string" → "null".'],
    [
      'producers',
      { keyword: 'required', path: [{ kind: 'items' }, { kind: 'property', name: 'a"\u001b' }] },
      '"a"\u001b" is now required.',
    ],
  ])('%s %j', (question, change, message) => {
    expect(breakMessage(question, found(change))).toBe(message);
  });
});

describe('a change that breaks both sides', () => {
  const told = (change: Partial<Break>): string =>
    changeMessage((['producers', 'consumers'] as const).map((question) => ({ question, found: found(change) })));

  it('is told once where it is the same for both', () => {
    expect(told({ before: 'number', after: 'string' })).toBe('"total": type "number" → "string".');
  });

  it('is told for each where it is not', () => {
    expect(told({ keyword: 'enum', before: ['a', 'b'], after: ['b', 'c'] })).toBe('"total": "a" no longer allowed; "c" newly allowed.');
  });
});

it('a break of long lists is told quickly', () => {
  const before = Array.from({ length: 50_000 }, (_, index) => `value ${index}`);
  const started = performance.now();
  expect(breakMessage('producers', found({ keyword: 'enum', before, after: before.slice(1) }))).toBe(
    '"total": "value 0" no longer allowed.',
  );
  expect(performance.now() - started).toBeLessThan(5000);
});
