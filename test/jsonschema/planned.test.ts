import { afterAll, describe, expect, test } from 'vitest';
import { compare, decide, evaluate, exampleOf, type Json } from '../../src/jsonschema/index.ts';
import { ask, oracle, schema } from './engine-harness.ts';
import { Falsifier } from './falsifier/falsifier.ts';

afterAll(() => oracle.close());

const SILENT = { producers: 'included', consumers: 'included' };
const text: Json = { type: ['string'] };
const integer: Json = { type: ['integer'] };

interface Case {
  readonly when: string;
  readonly properties: { readonly [name: string]: Json };
  readonly required?: readonly string[];
}

/** An event of a tracking plan whose payment method picks a variant, as plans write them. */
function event(cases: readonly Case[], more: { readonly [name: string]: Json } = {}, open = false, otherwise: Json | null = null): Json {
  const variants = cases.map(({ when, properties, required = [] }) => ({
    if: { properties: { method: { enum: [when] } }, required: ['method'] },
    then: { properties, required },
  }));
  const rest =
    otherwise === null
      ? []
      : [{ if: { properties: { method: { not: { enum: cases.map(({ when }) => when) } } }, required: ['method'] }, then: otherwise }];
  const section = {
    type: 'object',
    properties: { method: text, ...more },
    required: [],
    unevaluatedProperties: open,
    allOf: [{ type: 'object', allOf: [...variants, ...rest] }],
  };
  return { $schema: 'https://json-schema.org/draft/2019-09/schema', type: 'object', properties: { properties: section } };
}

const card: Case = { when: 'card', properties: { last4: text }, required: ['last4'] };
const wallet: Case = { when: 'wallet', properties: { provider: { type: ['integer', 'string'] } } };
const planned = (base: Json, head: Json): { readonly producers: string; readonly consumers: string } =>
  ask(base, head, 'planned', '2019-09');

describe('what planned must say', () => {
  const open = (properties: Json): Json => ({ type: 'object', properties });
  const closed = (properties: Json): Json => ({ type: 'object', properties, additionalProperties: false });

  test('optional property added to an open object: silent', () => {
    expect(planned(open({ a: text }), open({ a: text, b: integer }))).toEqual(SILENT);
  });
  test('optional property added to a closed object: silent', () => {
    expect(planned(closed({ a: text }), closed({ a: text, b: integer }))).toEqual(SILENT);
    expect(planned(event([card]), event([card], { note: text }))).toEqual(SILENT);
  });
  test("a map's value schema retyped: break both ways", () => {
    const map = (value: Json): Json => ({ type: 'object', properties: { a: text }, additionalProperties: value });
    expect(planned(map(text), map(integer))).toEqual({ producers: 'type@*', consumers: 'type@*' });
  });
  test("a variant's property retyped in then: break", () => {
    const head = event([{ ...card, properties: { last4: integer } }]);
    expect(planned(event([card]), head)).toEqual({ producers: 'type@properties.last4?', consumers: 'type@properties.last4?' });
  });
  test('first property added to properties {}: silent', () => {
    expect(planned(open({}), open({ a: text }))).toEqual(SILENT);
  });
  test('a free-form object gets its first property: producers break', () => {
    expect(planned({ type: 'object' }, open({ a: text })).producers).toBe('properties@a');
  });
  test('an unrelated edit beside a oneOf of closed branches: silent', () => {
    const branches = [closed({ t: text, a: text }), closed({ t: text, b: text })];
    const pay = (properties: Json): Json => ({
      type: 'object',
      properties: { payload: { oneOf: branches }, ...(properties as { [name: string]: Json }) },
    });
    expect(planned(pay({}), pay({ note: text }))).toEqual(SILENT);
  });
  test('a name of variant B added to variant A with a narrower type: silent', () => {
    const head = event([{ ...card, properties: { last4: text, provider: text } }, wallet], {}, true);
    expect(planned(event([card, wallet], {}, true), head)).toEqual(SILENT);
  });
  test('property removed from a closed object: producers break', () => {
    expect(planned(closed({ a: text, b: text }), closed({ a: text }))).toEqual({ producers: 'properties@b', consumers: 'included' });
    expect(planned(event([card], { note: text }), event([card]))).toEqual({
      producers: 'properties@properties.note',
      consumers: 'included',
    });
  });
  test('property removed from an open object: silent', () => {
    expect(planned(open({ a: text, b: text }), open({ a: text }))).toEqual(SILENT);
  });
  test('open to closed breaks no producer who keeps to the plan', () => {
    expect(planned(open({ a: text }), closed({ a: text }))).toEqual(SILENT);
  });
  test('required added breaks producers, required removed consumers', () => {
    const required = (names: readonly string[]): Json => ({ type: 'object', properties: { a: text, b: text }, required: names });
    expect(planned(required(['a']), required(['a', 'b']))).toEqual({ producers: 'required@b', consumers: 'included' });
    expect(planned(required(['a', 'b']), required(['a']))).toEqual({ producers: 'included', consumers: 'required@b' });
  });
  test('minProperties above the names planned: the sender is read as written, and it says so', () => {
    const base: Json = { type: 'object', properties: { a: text }, minProperties: 2 };
    const { producers } = compare(schema(base), schema({ ...base, minProperties: 3 }), { contentModel: 'planned' }, oracle);
    expect(producers).toMatchObject({ verdict: 'not-included', note: expect.stringContaining('as written') });
  });
});

test('a free-form sender may send the names that the reader reads', () => {
  for (const head of [
    { propertyNames: { pattern: '^a' } },
    { propertyNames: false },
    { maxProperties: 0 },
    { minProperties: 1, propertyNames: { enum: ['a'] } },
  ])
    expect(ask({ type: 'object', properties: { c: {} }, ...head }, { type: 'object' }, 'planned').consumers).not.toBe('included');
});

test('names that only a pattern gives count for the reader', () => {
  const most = (maxProperties: number): Json => ({ type: 'object', patternProperties: { '^a': {} }, maxProperties });
  expect(ask(most(1), most(2), 'planned')).toEqual({ producers: 'included', consumers: 'maxProperties@' });
});

describe('what a sender without a plan sends is dropped below a plan of the reader', () => {
  const none: Json = { properties: {}, maxProperties: 0 };
  const some: Json = { properties: {}, minProperties: 1 };
  test('so that a limit on names holds', () => {
    expect(ask({ items: none }, { type: 'array' }, 'planned').consumers).toBe('included');
    expect(ask({ properties: { a: { ...none, maxProperties: 1 } } }, {}, 'planned').consumers).toBe('included');
  });
  test('so that a demand for names is not met', () => {
    expect(ask({ items: some }, { const: [{ x: 1 }] }, 'planned').consumers).not.toBe('included');
  });
  test('also where a branch that does not hold speaks of the place', () => {
    const branches: Json = { anyOf: [{ properties: { a: { type: 'string' } } }, { const: { a: { x: 1 } }, required: ['a'] }] };
    expect(ask({ properties: { a: some } }, branches, 'planned').consumers).not.toBe('included');
  });
});

describe('variants are always decided', () => {
  test('a case added to a variant with a default', () => {
    const other = { properties: { note: text }, required: ['note'] };
    const { producers, consumers } = planned(event([card], {}, false, other), event([card, wallet], {}, false, other));
    expect(producers).toContain('properties@properties.note?');
    expect(consumers).toBe('if@properties?');
  });
  test('a required name added to one case', () => {
    const head = event([{ ...card, properties: { last4: text, bank: text }, required: ['last4', 'bank'] }]);
    expect(planned(event([card]), head).producers).toBe('required@properties.bank?');
  });
  test('a property removed from one case', () => {
    const base = event([{ ...card, properties: { last4: text, bank: text } }]);
    expect(planned(base, event([card])).producers).toBe('properties@properties.bank?');
  });
  test('twenty cases, one retyped', () => {
    const cases = (retyped: Json): Case[] =>
      Array.from({ length: 20 }, (_, i) => ({ when: `m${i}`, properties: { [`p${i}`]: i === 11 ? retyped : text }, required: [`p${i}`] }));
    expect(planned(event(cases(text)), event(cases(integer)))).toEqual({
      producers: 'type@properties.p11?',
      consumers: 'type@properties.p11?',
    });
  });
  test('a match value moved from one case to another', () => {
    const base = event([card, wallet]);
    const head = event([{ ...card, when: 'credit' }, wallet]);
    expect(planned(base, head).producers).not.toContain('undecided');
    expect(planned(base, head).consumers).not.toContain('undecided');
  });
});

describe('counterexamples keep to the plan', () => {
  test('they hold only planned names and values a person believes', () => {
    const base = event([card], { currency: { type: ['string'], enum: ['EUR', 'USD'] }, note: text });
    const { producers } = compare(
      schema(base),
      schema(event([card], { currency: { type: ['string'], enum: ['EUR'] }, note: text })),
      { contentModel: 'planned' },
      oracle,
    );
    expect(producers).toMatchObject({
      counterexample: { properties: { currency: 'USD' } },
      breaks: [{ keyword: 'enum', before: ['EUR', 'USD'], after: ['EUR'] }],
    });
  });

  test('an example carries what is asked for, and is valid', () => {
    const plan = schema(event([card]), '2019-09');
    const found = exampleOf(plan, [
      { kind: 'property', name: 'properties' },
      { kind: 'property', name: 'last4' },
    ]);
    expect(found).toMatchObject({ properties: { method: 'card', last4: expect.any(String) } });
    expect(found === null ? null : evaluate(plan, found)).toBe('valid');
  });
});

describe('names within a property that several schemas describe', () => {
  const customer = (name: string): Json => ({ properties: { customer: { type: 'object', properties: { [name]: {} } } } });
  const single: Json = { properties: { customer: { maxProperties: 1 } } };
  const base = (more: { readonly [keyword: string]: Json }): Json => ({ type: 'object', ...more });
  const producers = (sender: Json): string => decide(schema(sender), schema(single), { contentModel: 'planned' }).producers.verdict;

  test('can be sent together where the schemas can hold together', () => {
    expect(producers(base({ anyOf: [customer('id'), customer('email')] }))).toBe('not-included');
    const plan: Json = { type: 'object', properties: { vip: {}, customer: { type: 'object', properties: { id: {} } } } };
    expect(producers(base({ allOf: [plan], if: { required: ['vip'] }, then: customer('email') }))).toBe('not-included');
    expect(producers(base({ allOf: [plan], dependentSchemas: { vip: customer('email') } }))).toBe('not-included');
    const list = (name: string): Json => ({
      properties: { customer: { type: 'object', properties: { all: { type: 'array', items: customer(name) } } } },
    });
    const singles: Json = { properties: { customer: { properties: { all: { items: single } } } } };
    const { producers: lists } = decide(schema(base({ anyOf: [list('id'), list('email')] })), schema(singles), { contentModel: 'planned' });
    expect(lists.verdict).toBe('not-included');
  });

  test('cannot where only one of the schemas holds', () => {
    const variant = (kind: string, name: string): Json =>
      base({ allOf: [{ required: ['kind'], properties: { kind: { const: kind } } }, customer(name)] });
    expect(producers(base({ oneOf: [variant('a', 'id'), variant('b', 'email')] }))).toBe('included');
    expect(producers(base({ anyOf: [variant('a', 'id'), variant('b', 'email')] }))).toBe('included');
  });

  test('are not given by `unevaluatedProperties` to what others evaluate', () => {
    const sender = base({ allOf: [customer('id')], unevaluatedProperties: { type: 'object', properties: { email: {} } } });
    expect(producers(sender)).toBe('included');
    const falsifier = new Falsifier(schema(sender), schema(single));
    expect(falsifier.separates({ customer: { id: 1, email: 2 } }, 'planned', 'producers')).toBe(false);
  });

  test('are not known where a schema is missing that may describe them', () => {
    expect(producers(base({ allOf: [customer('id'), { $ref: 'missing.json' }] }))).toBe('undecided');
  });
});
