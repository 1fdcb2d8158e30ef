import { afterAll, expect, test } from 'vitest';
import { compare, type Json } from '../../../src/jsonschema/index.ts';
import { oracle, schema } from '../engine-harness.ts';

afterAll(() => oracle.close());

const label = (maxLength: number): Json => ({
  propertyNames: { $ref: '#/$defs/label' },
  $defs: { label: { pattern: '^[a-z]*$', maxLength } },
});
const holdsKind = (kind: string): Json => ({
  type: 'array',
  contains: { type: 'object', properties: { kind: { const: kind } }, required: ['kind'] },
});
const without = (not: Json): Json => ({ type: 'object', properties: { a: { type: 'integer' }, b: true }, not });

interface Row {
  readonly name: string;
  readonly base: Json;
  readonly head: Json;
  readonly breaks: readonly object[];
}

test.for<Row>([
  {
    name: 'a bound in propertyNames, behind a reference',
    base: label(9),
    head: label(7),
    breaks: [{ keyword: 'propertyNames', head: { pointer: '/$defs/label/maxLength' }, before: 9, after: 7 }],
  },
  {
    name: 'each keyword in propertyNames is a cause of its own',
    base: { type: 'object', propertyNames: { maxLength: 9, pattern: '^[a-z]*$' } },
    head: { type: 'object', propertyNames: { maxLength: 7, pattern: '^[a-y]*$' } },
    breaks: [
      { keyword: 'propertyNames', before: 9, after: 7 },
      { keyword: 'propertyNames', before: '^[a-z]*$', after: '^[a-y]*$' },
    ],
  },
  {
    name: 'a keyword in contains',
    base: holdsKind('a'),
    head: holdsKind('b'),
    breaks: [{ keyword: 'contains', head: { pointer: '/contains/properties/kind/const' }, before: 'a', after: 'b' }],
  },
  {
    name: 'the count of contains',
    base: { type: 'array', contains: { type: 'string' } },
    head: { type: 'array', contains: { type: 'string' }, minContains: 2 },
    breaks: [{ keyword: 'minContains', head: { pointer: '/minContains' }, after: 2, counterexample: ['text'] }],
  },
  {
    name: 'what not holds: the one keyword that differs inside',
    base: without({ required: ['a'], properties: { a: { maximum: 1 } } }),
    head: without({ required: ['a'], properties: { a: { maximum: 3 } } }),
    breaks: [{ keyword: 'not', head: { pointer: '/not/properties/a/maximum' }, before: 1, after: 3 }],
  },
  {
    name: 'two differences in not: not itself',
    base: without({ required: ['a'], minProperties: 2 }),
    head: without({ required: ['b'], minProperties: 1 }),
    breaks: [{ keyword: 'not', head: { pointer: '/not' } }],
  },
])('$name', ({ base, head, breaks }) => {
  const { producers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
  expect(producers).toMatchObject({ verdict: 'not-included', breaks });
});
