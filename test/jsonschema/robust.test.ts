import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluate, type Answer, type Json } from '../../src/jsonschema/index.ts';
import { ask, oracle, schema } from './engine-harness.ts';

afterAll(() => oracle.close());

function nested(depth: number, innermost: Json): Json {
  let value = innermost;
  for (let i = 0; i < depth; i++) value = { type: 'object', properties: { a: value }, required: ['a'] };
  return value;
}

function verdicts(base: Json, head: Json): readonly Answer['verdict'][] {
  const { producers, consumers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
  return [producers.verdict, consumers.verdict];
}

describe('hostile schemas end in an answer or in undecided', () => {
  test('10,000 levels, equal', () => {
    expect(verdicts(nested(10_000, { type: 'string' }), nested(10_000, { type: 'string' }))).toEqual(['included', 'included']);
  });
  test('10,000 levels, different at the bottom', () => {
    const { producers } = compare(
      schema(nested(10_000, { type: 'string' })),
      schema(nested(10_000, { type: 'integer' })),
      { contentModel: 'strict' },
      oracle,
    );
    expect(producers).toMatchObject({ verdict: 'undecided', undecided: [{ code: 'budget' }] });
  });
  test('30 levels, different at the bottom', () => {
    expect(ask(nested(30, { type: 'string' }), nested(30, { type: 'integer' })).producers).toBe(`type@${Array(30).fill('a').join('.')}`);
  });
  test('10,000 levels of instance', () => {
    let value: Json = 1;
    for (let i = 0; i < 10_000; i++) value = [value];
    const recursive: Json = { $ref: '#/$defs/list', $defs: { list: { type: 'array', items: { $ref: '#/$defs/list' } } } };
    expect(evaluate(schema(recursive), value)).toMatchObject({ undecided: { code: 'budget' } });
  });
  test('references that go in circles', () => {
    const loop: Json = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
    expect(verdicts(loop, { type: 'string' })[0]).toBe('undecided');
    expect(verdicts(loop, structuredClone(loop))).toEqual(['included', 'included']);
    expect(verdicts({ allOf: [{ $ref: '#' }, { type: 'string' }] }, { type: 'integer' })).toContain('undecided');
  });
  test('10,000 enum values', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => `v${i}`);
    expect(ask({ enum: values }, { enum: values.slice(1) })).toEqual({ producers: 'enum@', consumers: 'included' });
  });
  test('1,000 branches', () => {
    const branches = Array.from({ length: 1_000 }, (_, i) => ({ type: 'object', properties: { t: { const: `t${i}` } }, required: ['t'] }));
    expect(verdicts({ anyOf: branches }, { anyOf: branches.slice(1) })).toEqual(['not-included', 'included']);
  });
  test('catastrophic patterns are languages like others', () => {
    const evil = (pattern: string): Json => ({ type: 'string', pattern });
    expect(verdicts(evil('^(a+)+$'), evil('^a+$'))).toEqual(['included', 'included']);
    expect(evaluate(schema(evil('^(a+)+$')), `${'a'.repeat(5_000)}!`)).toBe('invalid');
    expect(evaluate(schema(evil('^(?=a)(a+)+$')), `${'a'.repeat(50)}!`)).toBe('invalid');
    expect(evaluate(schema(evil('^(a+)+\\1$')), `${'a'.repeat(50)}!`)).toMatchObject({ undecided: { code: 'budget' } });
  });
  test('enormous counts and numbers', () => {
    expect(verdicts({ type: 'array', minItems: 1e15 }, { type: 'array', minItems: 1e16 })[0]).not.toBe('included');
    expect(ask({ type: 'integer', minimum: 1e300 }, { type: 'integer', minimum: 1e301 }).producers).toBe('minimum@');
  });
  test('names that objects inherit', () => {
    const names = ['toString', 'constructor', '__proto__', 'hasOwnProperty'];
    const schemaOf = (type: string): Json => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type }])),
      required: names,
    });
    expect(verdicts(schemaOf('string'), schemaOf('integer'))).toEqual(['not-included', 'not-included']);
  });
  test('the same steps every time', () => {
    const steps = (): number =>
      compare(schema(nested(5, { type: 'string' })), schema(nested(5, { enum: ['a'] })), { contentModel: 'planned' }, oracle).producers
        .steps;
    expect(steps()).toBe(steps());
  });
  test('a small budget ends in undecided', () => {
    const { producers } = compare(
      schema(nested(5, { type: 'string' })),
      schema(nested(5, { enum: ['a'] })),
      { contentModel: 'planned', budget: 3 },
      oracle,
    );
    expect(producers).toMatchObject({ verdict: 'undecided', undecided: [{ code: 'budget' }] });
  });
});
