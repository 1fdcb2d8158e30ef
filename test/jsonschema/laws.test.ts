import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluate, type Json, type JsonObject } from '../../src/jsonschema/index.ts';
import { compile } from '../../src/jsonschema/schema/compile.ts';
import { Evaluator } from '../../src/jsonschema/evaluate/evaluate.ts';
import { dropUnplanned, isSent, Locations } from '../../src/jsonschema/evaluate/location.ts';
import { oracle, schema } from './engine-harness.ts';

afterAll(() => oracle.close());

const RUNS = { seed: 20_240_517, numRuns: 120 } as const;
const NAMES = ['a', 'b', 'c'];

const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'object', 'array') }),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom<Json>('a', 'b', 1, 2, 1.5, true, null), { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -2, max: 2 }), maximum: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ type: fc.constant('number'), multipleOf: fc.constantFrom(0.5, 1, 2, 3) }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(2), maxLength: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^a', 'b$', '^[ab]+$') }),
);

const schemas = fc.letrec<{ node: JsonObject }>((tie) => {
  const node = tie('node');
  const objects = fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...NAMES), node, { maxKeys: 3 }),
      required: fc.subarray(NAMES, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), node),
      minProperties: fc.nat(2),
    },
    { requiredKeys: ['type', 'properties'] },
  );
  const arrays = fc.record(
    { type: fc.constant('array'), items: node, minItems: fc.nat(2), maxItems: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ['type', 'items'] },
  );
  const combined = fc.oneof(
    fc.record({ anyOf: fc.array(node, { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(node, { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(node, { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: node }),
    fc.record({ if: node, then: node }),
  );
  return { node: fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaf, objects, arrays, combined) };
}).node;

const instances = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.constantFrom<Json>('a', 'b', 'ab', '', 'abc', 0, 1, 2, 3, -1, 1.5, 0.5, true, false, null),
    fc.dictionary(fc.constantFrom(...NAMES, 'd'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

const verdict = (base: Json, head: Json, contentModel: 'strict' | 'planned' = 'strict'): string =>
  compare(schema(base), schema(head), { contentModel }, oracle).producers.verdict;

describe('laws of inclusion', () => {
  test('a schema is included in itself, written another way too', () => {
    fc.assert(
      fc.property(schemas, (one) => {
        const again: Json = { $ref: '#/$defs/same', $defs: { same: Object.fromEntries(Object.entries(one).toReversed()) } };
        for (const model of ['strict', 'planned'] as const)
          expect([verdict(one, again, model), verdict(again, one, model)]).toEqual(['included', 'included']);
      }),
      RUNS,
    );
  });

  test('allOf [A, B] in A in anyOf [A, B] is never denied', () => {
    fc.assert(
      fc.property(schemas, schemas, (one, other) => {
        expect(verdict({ allOf: [one, other] }, one)).not.toBe('not-included');
        expect(verdict(one, { anyOf: [one, other] })).not.toBe('not-included');
      }),
      RUNS,
    );
  });

  test('what is included survives random instances, in both directions', () => {
    fc.assert(
      fc.property(schemas, schemas, fc.array(instances, { minLength: 60, maxLength: 60 }), (base, head, values) => {
        const { producers, consumers } = compare(schema(base), schema(head), { contentModel: 'strict' }, oracle);
        for (const value of values) {
          const valid = [evaluate(schema(base), value), evaluate(schema(head), value)];
          if (producers.verdict === 'included') expect(valid).not.toEqual(['valid', 'invalid']);
          if (consumers.verdict === 'included') expect(valid).not.toEqual(['invalid', 'valid']);
        }
      }),
      RUNS,
    );
  });

  test('every counterexample separates', () => {
    fc.assert(
      fc.property(schemas, schemas, (base, head) => {
        for (const contentModel of ['strict', 'planned'] as const) {
          const { producers } = compare(schema(base), schema(head), { contentModel }, oracle);
          if (producers.verdict !== 'not-included') continue;
          expect(producers.breaks.length).toBeGreaterThan(0);
          for (const { counterexample } of producers.breaks) {
            expect(evaluate(schema(base), counterexample)).toBe('valid');
            expect(evaluate(schema(head), counterexample)).toBe('invalid');
          }
        }
      }),
      RUNS,
    );
  });

  test('what planned includes survives random instances of what the sender sends', () => {
    fc.assert(
      fc.property(schemas, schemas, fc.array(instances, { minLength: 60, maxLength: 60 }), (base, head, values) => {
        const { producers, consumers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
        for (const value of values) {
          if (producers.verdict === 'included' && producers.note === undefined) expect(separates(base, head, value, false)).toBe(false);
          if (consumers.verdict === 'included' && consumers.note === undefined) expect(separates(head, base, value, true)).toBe(false);
        }
      }),
      RUNS,
    );
  });
});

/** Whether the sender sends the value and the reader rejects what it reads of it, by the definitions on instances. */
function separates(sender: Json, reader: Json, value: Json, drops: boolean): boolean {
  const [from, to] = [compile(schema(sender)), compile(schema(reader))];
  if (from === null || to === null) return false;
  const locations = new Locations();
  const evaluator = new Evaluator(100_000);
  const sent = evaluator.holds(from, value) === true && isSent(locations, locations.of([from]), [from], value, evaluator) === true;
  const read = drops ? dropUnplanned(locations, locations.of([to]), value) : value;
  return sent && evaluator.holds(to, read) === false;
}
