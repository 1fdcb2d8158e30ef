import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/jsonschema/index.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';

const POLICY = { 'schema-gate.yml': 'required: [{properties: {order_id: string}}]\n' };
const order = (
  more: { readonly [name: string]: Json } = {},
  inner: Json = { type: 'object', properties: { ssn: { 'x-pii': 'user.name' } } },
): string =>
  JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Order Placed',
    properties: { total: { type: 'number' }, currency: { type: 'string' }, buyer: inner },
    ...more,
  });

/** What blocks or is told, and what was there before. */
function told(base: Files, head: Files): { readonly findings: readonly string[]; readonly debt: readonly string[] } {
  const { findings, debt } = gateFiles({ ...POLICY, ...base }, { ...POLICY, ...head });
  const shown = (all: typeof findings): readonly string[] => all.map(({ rule, path }) => `${rule} ${path}`);
  return { findings: shown(findings), debt: shown(debt) };
}

const DEBT = ['required/missing order_id', 'pii/tag-mismatch buyer.ssn'];

describe('what was there before stays debt', () => {
  test('where the file of a schema without $id gets another name and is edited', () => {
    const { findings, debt } = told({ 'a.json': order() }, { 'b/order.json': order({ description: 'An order was placed.' }) });
    expect(findings).toEqual(['compat/description-changed ']);
    expect(debt.toSorted()).toEqual(DEBT.toSorted());
  });

  test('where a schema gets an $id', () => {
    expect(told({ 'a.json': order() }, { 'a.json': order({ $id: 'https://schemas.example.test/order' }) })).toEqual({
      findings: [],
      debt: DEBT,
    });
  });

  test('where a part of it moves into a definition', () => {
    const inner = { type: 'object', properties: { ssn: { 'x-pii': 'user.name' } } };
    expect(told({ 'a.json': order() }, { 'a.json': order({ $defs: { buyer: inner } }, { $ref: '#/$defs/buyer' }) })).toEqual({
      findings: [],
      debt: DEBT,
    });
  });
});

describe('what was said of a property under its old name', () => {
  const schema = (properties: Json, definitions: Json = {}): Files => ({
    'a.json': JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'Order Placed', properties, definitions }),
  });
  const lines = (name: string, part: string): Files =>
    schema(
      { [name]: { type: 'object', $ref: '#/definitions/line' } },
      { line: { type: 'object', properties: { [part]: { type: 'string' } } } },
    );
  const of = (result: ReturnType<typeof told>, family: RegExp) => ({
    findings: result.findings.filter((each) => family.test(each)),
    debt: result.debt.filter((each) => family.test(each)),
  });

  test('is debt under the new one', () => {
    const text = { type: 'string' };
    expect(of(told(schema({ userEmail: text }), schema({ user_email: text })), /^pii/)).toEqual({
      findings: [],
      debt: ['pii/untagged user_email'],
    });
    expect(of(told(lines('orderLine', 'sku'), lines('order_line', 'sku')), /^hygiene\/idle/)).toEqual({
      findings: [],
      debt: ['hygiene/idle-keyword order_line'],
    });
  });

  test('is debt inside it, too', () => {
    const inner = told(lines('orderLine', 'buyerEmail'), lines('order_line', 'buyer_email'));
    expect(of(inner, /^pii/)).toEqual({ findings: [], debt: ['pii/untagged order_line.buyer_email'] });
  });

  test('is not said of a name that makes it so', () => {
    const text = { type: 'string' };
    expect(of(told(schema({ user_contact: text }), schema({ user_email: text })), /^pii/)).toEqual({
      findings: ['pii/untagged user_email'],
      debt: [],
    });
  });

  test('is not said of another property beside it', () => {
    const text = { type: 'string' };
    const result = told(schema({ userEmail: text }), schema({ user_email: text, email: { ...text, maxLength: 9 } }));
    expect(of(result, /^pii/)).toEqual({ findings: ['pii/untagged email'], debt: ['pii/untagged user_email'] });
  });
});

test('a renamed file keeps the fingerprints of what is said of it', () => {
  const of = (path: string): readonly string[] =>
    gateFiles(POLICY, { ...POLICY, [path]: order() }).findings.map(({ fingerprint }) => fingerprint);
  expect(of('a.json').length).toBeGreaterThan(2);
  expect(of('b/order.json')).toEqual(of('a.json'));
});

test('a schema of the same name that is another one is no renamed one', () => {
  const other = JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Order Placed',
    properties: { sku: {}, order_id: { type: 'string' } },
  });
  expect(told({ 'a.json': order() }, { 'b.json': other }).findings).toContain('compat/event-removed ');
});
