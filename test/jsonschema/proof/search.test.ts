import { describe, expect, test } from 'vitest';
import { decide, type Json } from '../../../src/jsonschema/index.ts';
import { schema } from '../engine-harness.ts';

const verdicts = (base: Json, head: Json): readonly string[] => {
  const { producers, consumers } = decide(schema(base), schema(head), { contentModel: 'strict' });
  return [producers.verdict, consumers.verdict];
};

describe('objects and arrays that are excluded one by one', () => {
  test('leave others, which differ in a name, a value or a length', () => {
    expect(verdicts({ type: 'object' }, { const: {} })).toEqual(['not-included', 'included']);
    expect(verdicts({ type: 'array' }, { enum: [[], [null], [[]]] })).toEqual(['not-included', 'included']);
    const cart: Json = { type: 'object', required: ['sku'], properties: { sku: { enum: ['a', 'b'] } } };
    expect(verdicts(cart, { enum: [{ sku: 'a' }, { sku: 'b' }] })).toEqual(['not-included', 'included']);
  });

  test('are all there is where names and values are few', () => {
    const closed: Json = { type: 'object', required: ['sku'], properties: { sku: { enum: ['a', 'b'] } }, additionalProperties: false };
    expect(verdicts(closed, { enum: [{ sku: 'b' }, { sku: 'a' }] })).toEqual(['included', 'included']);
    const nested: Json = { type: 'array', maxItems: 1, items: { type: 'array', maxItems: 1, items: { type: 'null' } } };
    expect(verdicts(nested, { enum: [[], [[]], [[null]]] })).toEqual(['included', 'included']);
    expect(verdicts(nested, { enum: [[], [[null]]] })).toEqual(['not-included', 'included']);
  });

  test('settle nothing where something else was left open before them', () => {
    // A back-reference is beyond the engine, so that ["ababqq"] is not found; [0, "q"], tried next, must not count as all there is.
    const entries: Json = {
      type: 'array',
      minItems: 1,
      prefixItems: [{ anyOf: [{ const: 0 }, { type: 'string', pattern: String.raw`^(ab+)\1qq$` }] }, { const: 'q' }],
      items: false,
      contains: { type: 'string' },
      minContains: 0,
      maxContains: 1,
    };
    expect(verdicts(entries, { enum: [[0], [0, 'q']] })).toEqual(['undecided', 'included']);
  });
});

describe('unions of many closed shapes', () => {
  const shape = (kind: string, names: readonly string[], extra: Json = {}): Json => ({
    type: 'object',
    required: [`${kind}_url`],
    properties: {
      [`${kind}_url`]: { type: 'string' },
      kind: { const: kind },
      ...Object.fromEntries(names.map((name) => [name, { type: 'array', items: { type: 'string' }, minItems: 1 }])),
      ...(extra as object),
    },
    additionalProperties: false,
  });
  const kinds = Array.from({ length: 10 }, (_, i) => `kind${i}`);
  const names = Array.from({ length: 8 }, (_, i) => `list${i}`);
  const union = (keyword: 'anyOf' | 'oneOf', extra: Json = {}): Json => ({
    [keyword]: kinds.map((kind, i) => shape(kind, names.slice(0, i), i === 4 ? extra : {})),
  });

  test.each(['anyOf', 'oneOf'] as const)('%s: a wider branch is found to be wider in few steps', (keyword) => {
    const { producers, consumers } = decide(schema(union(keyword)), schema(union(keyword, { note: {} })), { contentModel: 'strict' });
    expect([producers.verdict, consumers.verdict]).toEqual(['included', 'not-included']);
    expect(producers.steps).toBeLessThan(10_000);
  });
});

describe('a contradiction that binds objects only', () => {
  test('does not refute the ways of other kinds', () => {
    const base: Json = { minProperties: 1, maxProperties: 0 };
    const head: Json = { allOf: [{ dependentSchemas: { a: { type: 'string' } } }], not: true };
    expect(verdicts(base, head)).toEqual(['not-included', 'included']);
  });
});

describe('a schema that refers to itself without end has no meaning', () => {
  const own = (schemaOfItself: (self: Json) => Json): Json => ({
    $ref: '#/$defs/self',
    $defs: { self: schemaOfItself({ $ref: '#/$defs/self' }) },
  });
  const negated = own((self) => ({ not: self }));

  test.each<[string, Json, Json]>([
    ['its own negation', negated, false],
    ['everything in its own negation', true, negated],
    ['its own negation in a property', { type: 'object', required: ['x'], properties: { x: negated } }, false],
    ['a condition on itself', true, { if: negated, then: false }],
    ['itself and more', { type: 'integer' }, own((self) => ({ allOf: [self, { type: 'integer' }] }))],
    ['itself alone', true, own((self) => self)],
  ])('%s', (_, base, head) => {
    expect(verdicts(base, head)[0]).toBe('undecided');
  });

  test('but a step into the instance ends it', () => {
    const tree = own((self) => ({ type: 'object', properties: { left: self, right: { not: { not: self } } } }));
    expect(verdicts(tree, { type: 'object' })).toEqual(['included', 'not-included']);
  });
});

describe('unions that refer to each other', () => {
  const ids = Array.from({ length: 12 }, (_, i) => i);
  const variant = (id: number, tag: string, maximum: number): Json => ({
    type: 'object',
    properties: {
      tag: { const: `${tag}${id}` },
      size: { type: 'integer', maximum },
      ...Object.fromEntries(ids.map((other) => [`child_${other}`, { $ref: `#/$defs/d${other}` }])),
    },
    required: ['tag'],
  });
  const entangled = (last: number): Json => ({
    oneOf: ids.map((id) => ({ $ref: `#/$defs/d${id}` })),
    $defs: Object.fromEntries(
      ids.map((id) => [`d${id}`, { oneOf: ['a', 'b', 'c'].map((tag) => variant(id, tag, id === 11 && tag === 'c' ? last : 100)) }]),
    ),
  });

  test.each(['strict', 'planned'] as const)('%s: a tag tells them apart before they are taken apart', (contentModel) => {
    const { producers, consumers } = decide(schema(entangled(10)), schema(entangled(9)), { contentModel });
    expect([producers.verdict, consumers.verdict]).toEqual(['not-included', 'included']);
    expect(producers.steps + consumers.steps).toBeLessThan(40_000);
  });
});

describe('closed tasks of a list', () => {
  const names = Array.from({ length: 10 }, (_, i) => `run_${i}`);
  const options: Json = { args: { type: 'array', items: { type: 'string' } }, cwd: { type: 'string' } };
  const task = (name: string, extra: Json = {}): Json => ({
    type: 'object',
    required: [name],
    properties: { [name]: { type: 'string' }, ...(options as object), ...(extra as object) },
    additionalProperties: false,
    if: { required: ['cwd'], properties: { cwd: { const: '' } } },
    then: { properties: { args: false } },
  });

  test('a name that a closed object does not have is missing, and need not be tried', () => {
    const base: Json = { oneOf: names.map((name) => task(name)) };
    const head: Json = { oneOf: names.map((name) => task(name, name === 'run_4' ? { note: {} } : {})) };
    const { producers, consumers } = decide(schema(base), schema(head), { contentModel: 'strict' });
    expect([producers.verdict, consumers.verdict]).toEqual(['included', 'not-included']);
    expect(producers.steps + consumers.steps).toBeLessThan(3_000);
  });
});

describe('further properties of any kind', () => {
  // A back-reference is beyond the engine: only that both sides are equal decides.
  const hard: Json = { properties: { code: { pattern: String.raw`^(a+)b\1$` } } };
  const free: Json = { ...(hard as object), additionalProperties: true };

  test('are as good as not spoken of', () => {
    expect(verdicts(hard, free)).toEqual(['included', 'included']);
    expect(verdicts({ items: hard }, { items: { ...(hard as object), additionalProperties: {} } })).toEqual(['included', 'included']);
  });

  test('but are evaluated, where that counts', () => {
    const closed = (inner: Json): Json => ({ allOf: [inner], unevaluatedProperties: false });
    const plain: Json = { properties: { code: {} } };
    expect(verdicts(closed(plain), closed({ ...(plain as object), additionalProperties: true }))).toEqual(['included', 'not-included']);
  });
});
