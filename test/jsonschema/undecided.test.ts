import { afterAll, describe, expect, test } from 'vitest';
import { compare, type Answer, type Json } from '../../src/jsonschema/index.ts';
import { oracle, schema } from './engine-harness.ts';

afterAll(() => oracle.close());

const url = (pattern: string): Json => ({ type: 'object', properties: { url: { type: 'string', pattern } } });

function introduced(base: Json, head: Json): boolean[] {
  const { producers, consumers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
  const of = (answer: Answer): boolean[] => (answer.verdict === 'included' ? [] : answer.undecided.map((reason) => reason.introduced));
  return [...of(producers), ...of(consumers)];
}

describe('what stops a proof is introduced', () => {
  test('where head has a back-reference and base none', () => {
    expect(introduced(url('^https://'), url('^https://([a-z]+)\\.\\1/'))).toContain(true);
  });

  test('not where base had one at the same place', () => {
    const reasons = introduced(url('^https://([a-z]+)\\.\\1/'), url('^https://([a-z]+)\\.\\1/v2/'));
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons).not.toContain(true);
  });
});

describe('formats that are regular', () => {
  const email = (limits: { readonly [name: string]: Json }): Json => ({ type: 'string', format: 'email', ...limits });
  const pattern = '^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$';
  const verdicts = (base: Json, head: Json): string[] => {
    const answers = compare(schema(base), schema(head), { contentModel: 'strict' }, oracle);
    return [answers.producers.verdict, answers.consumers.verdict];
  };

  test('no address is shorter than five characters', () => {
    expect(verdicts(email({ minLength: 5 }), email({ minLength: 3 }))).toEqual(['included', 'included']);
    expect(verdicts(email({ minLength: 5, pattern }), email({ minLength: 3, pattern }))).toEqual(['included', 'included']);
  });

  test('a bound that addresses reach is a break', () => {
    expect(verdicts(email({ minLength: 10, pattern }), email({ minLength: 15, pattern }))).toEqual(['not-included', 'included']);
  });

  test('the Kelvin sign is no letter of an address, and no proof rests on it', () => {
    expect(
      verdicts({ type: 'string', format: 'email' }, { type: 'string', format: 'email', pattern: '^[\\u0000-\\u007f]*$' }),
    ).not.toContain('not-included');
  });
});
