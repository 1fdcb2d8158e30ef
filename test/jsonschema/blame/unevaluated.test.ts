import { afterAll, expect, test } from 'vitest';
import { compare, type Json } from '../../../src/jsonschema/index.ts';
import { oracle, schema } from '../engine-harness.ts';

afterAll(() => oracle.close());

const text: Json = { type: ['string'] };

/** A closed object with a case of its own for some methods, which names one property more. */
function closedWithCase(mail: { readonly [name: string]: Json }, methods: Json, named: string): Json {
  return {
    type: 'object',
    properties: { method: text, ...mail },
    required: Object.keys(mail),
    unevaluatedProperties: false,
    allOf: [{ if: { properties: { method: methods }, required: ['method'] }, then: { properties: { [named]: text } } }],
  };
}

test('a name that the reader drops is never blamed for what another name breaks', () => {
  const base = schema(closedWithCase({}, { enum: ['POST'] }, 'agent'), '2019-09');
  const head = schema(closedWithCase({ mail: text }, { not: { enum: ['POST'] } }, 'agent'), '2019-09');
  const { consumers } = compare(base, head, { contentModel: 'planned' }, oracle);
  const blamed = consumers.verdict === 'not-included' ? consumers.breaks.map(({ path }) => path) : [];
  expect(blamed).toEqual([[{ kind: 'property', name: 'agent' }]]);
});
