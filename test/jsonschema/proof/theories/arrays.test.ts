import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { canonicalJson, decide, type ContentModel, type Dialect, type Json, type JsonObject } from '../../../../src/jsonschema/index.ts';
import { Evaluator } from '../../../../src/jsonschema/evaluate/evaluate.ts';
import { dropUnplanned, isSent, Locations } from '../../../../src/jsonschema/evaluate/location.ts';
import { compile } from '../../../../src/jsonschema/schema/compile.ts';
import { syntheticNode, type SchemaNode } from '../../../../src/jsonschema/schema/schema-node.ts';
import { oracle, schema } from '../../engine-harness.ts';

afterAll(() => oracle.close());

interface Options {
  readonly contentModel?: ContentModel;
  readonly dialect?: Dialect;
}

/** `included`, the reason, or the instance that refutes. */
function producers(base: Json, head: Json, { contentModel = 'strict', dialect = '2020-12' }: Options = {}): Json {
  const answer = decide(schema(base, dialect), schema(head, dialect), { contentModel }).producers;
  if (answer.verdict === 'undecided') return `${answer.undecided[0].code}: ${answer.undecided[0].message}`;
  return answer.verdict === 'included' ? 'included' : answer.instance;
}

/** An instance of a schema, or that there is none. */
function instanceOf(value: Json, options: Options = {}): Json {
  const found = producers(value, false, options);
  return found === 'included' ? 'none' : found;
}

/** A list whose order is nothing to rely on. */
function sorted(value: Json): Json {
  return Array.isArray(value) ? value.toSorted((one: Json, other: Json) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1)) : value;
}

const array = (keywords: JsonObject): JsonObject => ({ type: 'array', ...keywords });
const integers = (minimum: number, maximum: number): JsonObject => ({ type: 'integer', minimum, maximum });
const having = (...names: string[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

describe('different entries', () => {
  test.each<[string, JsonObject, Json]>([
    ['two booleans', { items: { type: 'boolean' }, minItems: 2 }, [true, false]],
    ['three booleans', { items: { type: 'boolean' }, minItems: 3 }, 'none'],
    ['four of three values', { items: { enum: ['a', 'b', 'c'] }, minItems: 4 }, 'none'],
    ['101 of 100 integers', { items: integers(1, 100), minItems: 101 }, 'none'],
    ['more than can be built, of 100 integers', { items: integers(1, 100), minItems: 50_000 }, 'none'],
    ['objects over finite sets', { items: { enum: [{}, { a: 1 }, { a: 1.0 }] }, minItems: 3 }, 'none'],
    ['places that want the same values', { prefixItems: [{ enum: [1, 2] }, { enum: [1] }, { enum: [1, 2] }], minItems: 3 }, 'none'],
    ['places that have to give way', { prefixItems: [{ enum: [1, 2] }, { enum: [1, 3] }, { enum: [1] }], minItems: 3 }, [2, 3, 1]],
    ['one value twice', { prefixItems: [{ const: 1 }], items: { const: 2 }, minItems: 3 }, 'none'],
    ['one value counted three times', { contains: { const: 1 }, minContains: 3 }, 'none'],
    ['a value more than those counted', { items: { enum: [1, 2] }, contains: { const: 1 }, minItems: 2, maxContains: 1 }, [1, 2]],
    ['lists of booleans', { items: array({ items: { type: 'boolean' }, maxItems: 1 }), minItems: 4 }, 'none'],
  ])('%s', (_, keywords, expected) => {
    expect(sorted(instanceOf(array({ uniqueItems: true, ...keywords })))).toEqual(sorted(expected));
  });

  test('as many as there are', () => {
    const found = instanceOf(array({ uniqueItems: true, items: integers(1, 100), minItems: 100 }));
    expect(new Set(Array.isArray(found) ? found : [])).toEqual(new Set(Array.from({ length: 100 }, (__, i) => i + 1)));
  });

  test('hundreds of texts, objects and lists', () => {
    for (const [items, minItems] of [
      [{ type: 'string' }, 400],
      [{ type: 'string', pattern: '^[a-z]{2}$' }, 60],
      [{ type: 'string', format: 'date-time' }, 20],
      [{ type: 'object' }, 30],
      [{ type: 'array', items: { type: 'integer' } }, 30],
    ] as const) {
      const found = instanceOf(array({ uniqueItems: true, items, minItems }));
      expect(found).toHaveLength(minItems);
    }
  });

  test('too many to build is said, with the keyword', () => {
    expect(instanceOf(array({ uniqueItems: true, minItems: 5000 }))).toMatch(
      /^budget: "uniqueItems" asks for 5000 different entries, too many to build/,
    );
  });
});

describe('equal entries', () => {
  test.each<[string, JsonObject, Json]>([
    ['both beyond the prefix', { prefixItems: [{ const: 1 }], items: { const: 2 } }, [1, 2, 2]],
    ['one of the prefix', { prefixItems: [{ const: 1 }, { const: 2 }], items: { enum: [2, 3] } }, [1, 2, 2]],
    ['both of the prefix', { prefixItems: [{ enum: [1, 2] }, { const: 3 }, { enum: [2, 4] }], items: false }, [2, 3, 2]],
    ['none', { prefixItems: [{ const: 1 }, { const: 2 }], items: { const: 3 }, maxItems: 3 }, 'included'],
    ['counted once', { items: { enum: [1, 2] }, contains: { const: 1 }, maxContains: 1, minItems: 2 }, [2, 2, 1]],
    ['counted as two', { items: { const: 1 }, contains: { const: 1 }, maxContains: 1 }, 'included'],
  ])('%s', (_, keywords, expected) => {
    const found = producers(array(keywords), { uniqueItems: true });
    expect(found).toEqual(expected);
  });
});

describe('counts', () => {
  test.each<[string, JsonObject, JsonObject, Json]>([
    ['of all entries', { contains: true, maxContains: 2 }, { minItems: 1, maxItems: 2 }, 'included'],
    ['one within another', { contains: { type: 'integer' }, minContains: 3 }, { contains: { type: 'number' }, minContains: 2 }, 'included'],
    [
      'that exclude each other',
      { contains: { type: 'integer' }, minContains: 2, maxItems: 3, allOf: [{ contains: { type: 'string' }, minContains: 2 }] },
      { minItems: 9 },
      'included',
    ],
    [
      'thousands of two kinds',
      { contains: { const: 1 }, minContains: 5000, maxContains: 5001, items: { enum: [1, 'a'] }, minItems: 20_000 },
      { contains: { const: 'a' }, minContains: 14_999 },
      'included',
    ],
    [
      'one entry for two demands',
      { contains: { type: 'integer', minimum: 1 }, allOf: [{ contains: { type: 'integer', maximum: 1 } }], maxItems: 1 },
      { maxItems: 0 },
      [1],
    ],
    [
      'twelve demands that no two share',
      { allOf: Array.from({ length: 12 }, (__, i) => ({ contains: { const: i } })), maxItems: 11 },
      { minItems: 99 },
      'included',
    ],
    [
      'twelve demands in pairs',
      { allOf: Array.from({ length: 12 }, (__, i) => ({ contains: { enum: [i, i - (i % 2) + 100] } })), maxItems: 6 },
      { minItems: 7 },
      [100, 102, 104, 106, 108, 110],
    ],
    [
      'a place takes part of the count',
      { prefixItems: [{ const: 1 }], contains: { const: 1 }, maxContains: 1, items: { const: 1 } },
      { maxItems: 1 },
      'included',
    ],
  ])('%s', (_, base, head, expected) => {
    expect(sorted(producers(array(base), head))).toEqual(sorted(expected));
  });
});

describe('lengths', () => {
  test('a long array of equal entries is built', () => {
    expect(producers(array({ items: { type: 'boolean' }, minItems: 30_000 }), { maxItems: 29_999 })).toHaveLength(30_000);
  });

  test('that there is none is proved at any length', () => {
    expect(instanceOf(array({ items: { type: 'boolean', not: { enum: [true, false] } }, minItems: 2_000_000_000 }))).toBe('none');
    expect(producers(array({ minItems: 2_000_000_000, items: { type: 'string' } }), { items: { type: ['string', 'null'] } })).toBe(
      'included',
    );
  });

  test('a long list of places is gone through once', () => {
    const prefixItems = Array.from({ length: 2_000 }, (_, i): Json => ({ const: i }));
    expect(instanceOf(array({ prefixItems, items: false, contains: { const: -1 } }))).toBe('none');
  });

  test('what is too long or too large to be built is said', () => {
    expect(instanceOf(array({ minItems: 2_000_000_000 }))).toMatch(/^budget: "minItems" asks for 2000000000 entries/);
    const long = array({ minItems: 20_000, items: { type: 'integer' } });
    expect(instanceOf(array({ minItems: 20_000, items: long }))).toMatch(/^budget: "items" asks for an array too large/);
  });
});

/** All lists of at most two integers from 1 to a number. */
function pairsUpTo(most: number): Json {
  return arraysOver(
    Array.from({ length: most }, (_, i) => i + 1),
    2,
  );
}

describe('arrays that an enum lists', () => {
  const upTo2: Json = [[], [1], [2], [1, 1], [1, 2], [2, 1], [2, 2]];
  test.each<[string, JsonObject, Json, Json]>([
    ['all of them', { maxItems: 2, items: { enum: [1, 2] } }, { enum: upTo2 }, 'included'],
    ['all but one', { maxItems: 2, items: { enum: [1, 2] } }, { enum: upTo2.filter((_, i) => i !== 5) }, [2, 1]],
    ['hundreds of them', { maxItems: 2, items: integers(1, 15) }, { enum: pairsUpTo(15) }, 'included'],
    ['the empty one', { maxItems: 0 }, { const: [] }, 'included'],
    ['and one of them is another schema', { items: { const: 1 } }, { anyOf: [{ enum: [[], [1]] }, { minItems: 2 }] }, 'included'],
  ])('%s', (_, base, head, expected) => {
    expect(producers(array(base), head)).toEqual(expected);
  });
});

describe('unevaluatedItems', () => {
  test.each<[string, JsonObject, JsonObject, Json, Dialect]>([
    [
      'a match counts as evaluated',
      { contains: { type: 'string' }, unevaluatedItems: false },
      { items: { type: 'string' } },
      'included',
      '2020-12',
    ],
    [
      'in 2019-09 it is disputed',
      { contains: { const: 1 }, unevaluatedItems: { const: 2 } },
      { items: { enum: [1, 2] } },
      'included',
      '2019-09',
    ],
    [
      'and what both readings allow is found',
      { contains: { const: 1 }, unevaluatedItems: { enum: [1, 2] } },
      { items: { const: 1 } },
      [2, 1],
      '2019-09',
    ],
    ['all are evaluated', { items: { type: 'string' } }, { items: true, unevaluatedItems: false }, 'included', '2020-12'],
  ])('%s', (_, base, head, expected, dialect) => {
    expect(producers(array(base), head, { dialect })).toEqual(expected);
  });
});

describe('what the sender sends in the entries', () => {
  const both = { items: { not: { required: ['a', 'b'] } } };
  test('names of two variants that hold at once', () => {
    const base = array({ anyOf: [{ items: having('a') }, { items: having('b') }] });
    expect(producers(base, both, { contentModel: 'planned' })).toEqual([{ a: 'text', b: 'text' }]);
  });

  test('names that a count of none gives', () => {
    const base = array({ items: having('a'), minContains: 0, contains: having('b') });
    expect(producers(base, both, { contentModel: 'planned' })).toEqual([{ a: 'text', b: 'text' }]);
  });

  test('entries that are equal for a reader that ignores a name', () => {
    const unique = (...names: string[]): Json => array({ uniqueItems: true, items: having(...names) });
    const { consumers } = decide(schema(unique('a')), schema(unique('a', 'b')), { contentModel: 'planned' });
    expect(consumers).toMatchObject({ verdict: 'not-included', instance: [{}, { b: 'text' }] });
  });

  test('a sender with two equal entries needs no such pair in what the reader sees', () => {
    const twins = array({ items: having('a', 'b'), not: { uniqueItems: true }, maxItems: 2 });
    const { consumers } = decide(schema(array({ items: having('a'), maxItems: 2 })), schema(twins), { contentModel: 'planned' });
    expect(consumers.verdict).toBe('included');
  });
});

/** All arrays up to a length over a domain, shortest first. */
function arraysOver(domain: readonly Json[], length: number): readonly (readonly Json[])[] {
  const all: (readonly Json[])[] = [[]];
  let from = 0;
  for (let n = 0; n < length; n++) {
    const to = all.length;
    for (; from < to; from++) for (const value of domain) all.push([...(all[from] ?? []), value]);
  }
  return all;
}

function nodeOf(value: Json): SchemaNode {
  return compile(schema(value)) ?? syntheticNode({ uri: '', pointer: '' }, []);
}

/** Schemas of arrays with up to four keywords each, and combinations of them. */
function arraySchemas(entry: fc.Arbitrary<Json>, listed: readonly Json[]): fc.Arbitrary<JsonObject> {
  const all = fc.record({
    items: entry,
    prefixItems: fc.array(entry, { minLength: 1, maxLength: 3 }),
    contains: entry,
    minContains: fc.nat(3),
    maxContains: fc.nat(3),
    minItems: fc.nat(3),
    maxItems: fc.nat(3),
    uniqueItems: fc.boolean(),
    unevaluatedItems: entry,
  });
  const names = [
    'items',
    'prefixItems',
    'contains',
    'minContains',
    'maxContains',
    'minItems',
    'maxItems',
    'uniqueItems',
    'unevaluatedItems',
  ];
  const plain = fc
    .tuple(all, fc.subarray(names, { minLength: 1, maxLength: 4 }))
    .map(([keywords, kept]): JsonObject => Object.fromEntries(Object.entries(keywords).filter(([name]) => kept.includes(name))));
  return fc.letrec<{ node: JsonObject }>((tie) => {
    const pair = fc.array(tie('node'), { minLength: 2, maxLength: 2 });
    const optional = { requiredKeys: [] };
    return {
      node: fc.oneof(
        { depthSize: 'small', maxDepth: 2 },
        plain,
        fc.record({ enum: fc.array(fc.constantFrom(...listed), { minLength: 1, maxLength: 5 }) }),
        fc.record({ allOf: pair, unevaluatedItems: entry }, optional),
        fc.record({ anyOf: pair, unevaluatedItems: entry }, optional),
        fc.record({ oneOf: pair, unevaluatedItems: entry }, optional),
        fc.record({ not: tie('node') }),
        fc.record({ if: tie('node'), then: tie('node'), unevaluatedItems: entry }, optional),
      ),
    };
  }).node;
}

describe('against all arrays over a small domain', () => {
  test('as written', { timeout: 60_000 }, () => {
    const domain: readonly Json[] = [null, true, false, 0, 1, 2, 'a', 'b', {}, [1]];
    const all = arraysOver(domain, 3);
    const entry = fc.oneof(
      fc.record({ type: fc.constantFrom('null', 'boolean', 'integer', 'string', 'object', 'array') }),
      fc.record({ enum: fc.subarray([...domain], { minLength: 1, maxLength: 4 }) }),
      fc.record({ not: fc.record({ type: fc.constantFrom('null', 'boolean', 'integer', 'string') }) }),
      fc.record({ minimum: fc.integer({ min: 0, max: 2 }) }),
      fc.boolean(),
    );
    const schemas = arraySchemas(entry, all.slice(0, 111));
    const bounds = array({ maxItems: 3, items: { enum: domain } });
    let decided = 0;
    fc.assert(
      fc.property(schemas, schemas, (some, head) => {
        const base = { allOf: [some, bounds] };
        const evaluator = new Evaluator(Number.POSITIVE_INFINITY);
        const [from, to] = [nodeOf(base), nodeOf(head)];
        const isRefuted = all.some((value) => evaluator.holds(from, value) === true && evaluator.holds(to, value) === false);
        const { verdict } = decide(schema(base), schema(head), { contentModel: 'strict' }).producers;
        if (verdict !== 'undecided') decided++;
        if (verdict !== 'undecided') expect(verdict).toBe(isRefuted ? 'not-included' : 'included');
      }),
      { seed: 20_240_517, numRuns: 200 },
    );
    expect(decided).toBeGreaterThan(195);
  });

  test('as planned, for both questions', { timeout: 60_000 }, () => {
    const domain: readonly Json[] = [1, {}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }, { a: 2 }, { a: 1, b: 2 }, [{ a: 1 }]];
    const all = arraysOver(domain, 2);
    const properties = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom<Json>({}, { const: 1 }, { const: 2 }), { maxKeys: 2 });
    const plain = fc.oneof(
      fc.record({ type: fc.constant('object'), properties }),
      fc.record({ properties, required: fc.subarray(['a', 'b']) }),
      fc.record({ type: fc.constantFrom('object', 'array', 'integer') }),
      fc.record({ properties, additionalProperties: fc.constantFrom<Json>(false, { type: 'integer' }) }),
      fc.constantFrom<Json>(true, { not: { type: 'integer' } }),
    );
    const entry = fc.oneof(
      { weight: 5, arbitrary: plain },
      { weight: 1, arbitrary: fc.record({ anyOf: fc.array(plain, { minLength: 2, maxLength: 2 }) }) },
      { weight: 1, arbitrary: fc.record({ items: plain }) },
      { weight: 1, arbitrary: fc.record({ not: plain }) },
    );
    const schemas = arraySchemas(entry, all);
    const bounds = array({ maxItems: 2, items: { enum: domain } });
    let decided = 0;
    fc.assert(
      fc.property(schemas, schemas, (some, to) => {
        const from = { allOf: [some, bounds] };
        const evaluator = new Evaluator(Number.POSITIVE_INFINITY);
        const locations = new Locations();
        const [sender, reader] = [nodeOf(from), nodeOf(to)];
        const [senders, readers] = [locations.of([sender]), locations.of([reader])];
        const sent = all.filter(
          (value) => evaluator.holds(sender, value) === true && isSent(locations, senders, [sender], value, evaluator) === true,
        );
        const isRefuted = (asRead: (value: Json) => Json): boolean =>
          sent.some((value) => evaluator.holds(reader, asRead(value)) === false);
        const expected = {
          producers: isRefuted((value) => value),
          consumers: isRefuted((value) => dropUnplanned(locations, readers, value)),
        };
        const answers = {
          producers: decide(schema(from), schema(to), { contentModel: 'planned' }).producers,
          consumers: decide(schema(to), schema(from), { contentModel: 'planned' }).consumers,
        };
        for (const question of ['producers', 'consumers'] as const) {
          const { verdict } = answers[question];
          if (verdict === 'undecided') continue;
          decided++;
          // Where nothing is sent as planned, the sender's schema is read as written.
          if (sent.length > 0) expect(verdict).toBe(expected[question] ? 'not-included' : 'included');
        }
      }),
      { seed: 20_240_517, numRuns: 150 },
    );
    expect(decided).toBeGreaterThan(285);
  });
});
