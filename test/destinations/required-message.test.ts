import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepted, unwrapped } from '../../src/destinations/coercion.ts';
import type { FieldSource } from '../../src/destinations/contract.ts';
import { requiredMessage } from '../../src/destinations/required-message.ts';
import type { Json } from '../../src/jsonschema/index.ts';
import { filled } from './support.ts';

const RUNS = Number(process.env['RUNS'] ?? 300);
const STRICT = new Ajv2020({ strict: false, addUsedSchema: false });
const COERCING = new Ajv2020({ strict: false, addUsedSchema: false, validateSchema: false, coerceTypes: 'array' });

const isValid = (schema: Json, value: unknown): boolean => STRICT.validate(schema as object, value);

/** Whether a value is taken where it is made to fit; below an object, as Ajv can put nothing else in place of the whole. */
function isTaken(schema: Json, value: unknown): boolean {
  return COERCING.validate({ properties: { at: schema } }, { at: structuredClone(value) });
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'object', 'array'] as const;

const scalar = fc.constantFrom<Json[]>(
  null,
  true,
  false,
  0,
  1,
  7,
  -2,
  1.5,
  '',
  'text',
  '7',
  ' 7 ',
  '1.0',
  '1.5',
  '-2e3',
  'true',
  'false',
  '0',
);
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
  ),
})).value;

/** Schemas that say nothing but kinds. */
const plainSchema: fc.Arbitrary<Json> = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json[]>(true, {}),
    fc.constantFrom(...TYPES).map((type): Json => ({ type })),
    fc.constantFrom('string', 'number', 'integer', 'boolean').map((type): Json => ({ type: [type, 'null'] })),
    fc
      .record({ items: tie('schema'), minItems: fc.constantFrom(0, 1, 2) }, { requiredKeys: [] })
      .map((more): Json => ({ type: 'array', ...more })),
    fc
      .record(
        { properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }), additionalProperties: tie('schema') },
        { requiredKeys: [] },
      )
      .map((more): Json => ({ type: 'object', ...more })),
  ),
})).schema;

/** Of a list of one value that is of another kind Ajv makes one of several kinds, though not of a list of one that is of the kind. */
function isKnownGap(schema: Json, given: Json): boolean {
  return /"type":\["/.test(JSON.stringify(schema)) && /\[/.test(JSON.stringify(given));
}

const limitedSchema: fc.Arbitrary<Json> = fc.oneof(
  fc
    .record(
      { minimum: fc.constantFrom(-1, 0, 1, 2), maximum: fc.constantFrom(0, 1, 5), multipleOf: fc.constantFrom(1, 2) },
      { requiredKeys: [] },
    )
    .chain((limits) => fc.constantFrom('number', 'integer').map((type): Json => ({ type, ...limits }))),
  fc
    .record(
      { minLength: fc.constantFrom(0, 1, 2), maxLength: fc.constantFrom(3, 24, 25, 100), pattern: fc.constantFrom('^t', '') },
      { requiredKeys: [] },
    )
    .map((limits): Json => ({ type: 'string', ...limits })),
  fc
    .subarray<Json>([null, true, 0, 1, '7', 'text'], { minLength: 1 })
    .chain((values) => fc.constantFrom('string', 'number', 'boolean').map((type): Json => ({ type, enum: values }))),
);

const anySchema = fc.oneof(
  plainSchema,
  limitedSchema,
  limitedSchema.map((items): Json => ({ type: 'array', items })),
  fc.tuple(plainSchema, limitedSchema).map(([a, b]): Json => ({ type: 'object', properties: { a, b }, required: ['a'] })),
);

describe('what is accepted where values are made to fit', () => {
  test('is taken by Ajv with `coerceTypes: "array"`, whatever the limits', () => {
    fc.assert(
      fc.property(anySchema, value, (schema, given) => {
        fc.pre(isValid(accepted(schema), given));
        expect(isTaken(schema, given)).toBe(true);
      }),
      { seed: 20_261_127, numRuns: RUNS },
    );
  });

  // It is not all with limits: a text that is a number within its bounds, a number that is a text of a pattern, a list of one such.
  test('is all that Ajv takes, where a schema speaks of kinds alone', () => {
    fc.assert(
      fc.property(plainSchema, value, (schema, given) => {
        fc.pre(isTaken(schema, given) && !isKnownGap(schema, given));
        expect(isValid(accepted(schema), given)).toBe(true);
      }),
      { seed: 20_261_127, numRuns: RUNS },
    );
  });

  test('is at least what is valid as it is', () => {
    fc.assert(
      fc.property(anySchema, value, (schema, given) => {
        fc.pre(isValid(schema, given));
        expect(isValid(unwrapped(schema), given)).toBe(true);
        expect(isValid(accepted(schema), given)).toBe(true);
      }),
      { seed: 20_261_127, numRuns: RUNS },
    );
  });

  // Texts that JavaScript reads as numbers and nobody sends as such are refused: a false alarm at worst.
  test.each(['0x10', ' ', '0b11', 'Infinity'])('a number written as %j is known to be taken and not accepted', (text) => {
    expect(isTaken({ type: 'number' }, text)).toBe(true);
    expect(isValid(accepted({ type: 'number' }), text)).toBe(false);
  });
});

const NAMES = ['a', 'b', 'c'] as const;
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }).map((names) => names.join('.'));
const fieldSchema: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  true,
  { type: 'string' },
  { type: 'number' },
  { type: ['string', 'null'] },
  { enum: [1, 'x', null] },
);

interface Asked {
  readonly requires: Json;
  readonly mapping: Readonly<Record<string, FieldSource>>;
}

/** An object of some fields, and where each comes from. */
function objectOf(field: fc.Arbitrary<{ readonly schema: Json; readonly source: FieldSource | null }>): fc.Arbitrary<Asked> {
  const names = fc.subarray(['x', 'y', 'z']);
  return fc
    .record({
      fields: fc.dictionary(fc.constantFrom('x', 'y', 'z'), field, { maxKeys: 3 }),
      required: names,
      anyOf: fc.option(fc.array(names, { minLength: 1, maxLength: 2 }), { nil: null }),
      needs: fc.option(fc.tuple(fc.constantFrom('x', 'y'), names), { nil: null }),
      when: fc.option(fc.tuple(names, names, names), { nil: null }),
    })
    .map(({ fields, required, anyOf, needs, when }) => {
      const entries = Object.entries(fields);
      const requires = {
        type: 'object',
        required,
        properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
        ...(anyOf && { anyOf: anyOf.map((each) => ({ required: each })) }),
        ...(needs && { dependentRequired: { [needs[0]]: needs[1] } }),
        ...(when && { if: { required: when[0] }, then: { required: when[1] }, else: { not: { required: when[2] } } }),
      };
      return { requires, mapping: Object.fromEntries(entries.flatMap(([name, { source }]) => (source === null ? [] : [[name, source]]))) };
    });
}

const plainField = fc.record({ schema: fieldSchema, source: fc.oneof(path, fc.array(path, { minLength: 1, maxLength: 3 })) });
const listField = fc
  .record({ list: path, entry: objectOf(plainField), limits: fc.constantFrom<Json[]>({}, { minItems: 1 }, { maxItems: 1 }) })
  .map(({ list, entry, limits }) => ({
    schema: { type: 'array', ...(limits as object), items: entry.requires } as Json,
    source: { list, each: everyNameOf(entry.mapping) },
  }));
const asked = objectOf(fc.oneof(plainField, listField)).map(({ requires, mapping }) => ({ requires, mapping: everyNameOf(mapping) }));

/** A field that is not mapped has its own name; the tests' mapping knows those that are mapped only. */
function everyNameOf(mapping: Asked['mapping']): Asked['mapping'] {
  return { x: 'x', y: 'y', z: 'z', ...mapping };
}

const message: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json[]>(null, 1, 2.5, 'x', 'text', true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x', 'y'), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const messages = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x', 'y'), message, { maxKeys: 5 });

test('a message meets what is asked of it exactly if what the mapping makes of it meets the requirement', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(asked, messages, ({ requires, mapping }, given) => {
      const { schema } = requiredMessage({ requires, mapping }, (at) => at.split('.'));
      const expected = isValid(requires, filled(mapping, given));
      seen[`${expected}`] += 1;
      expect(isValid(schema, given), JSON.stringify({ requires, mapping, given, schema })).toBe(expected);
    }),
    { seed: 20_261_127, numRuns: RUNS },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(RUNS / 15);
});
