import { describe, expect, it } from 'vitest';
import { line, said } from './support.ts';

const NOTHING = { properties: { note: { type: 'string' } } };

/** What is said of a schema that the change brings, under demands on all events. */
function judged(schema: object, demands: string): readonly string[] {
  return said('required', {
    base: { other: NOTHING },
    head: { other: NOTHING, order: schema },
    policy: `required: [{events: [order], properties: ${demands}}]\n`,
  })
    .findings.map(line)
    .toSorted();
}

describe('what the policy requires', () => {
  it.each<[what: string, schema: object, demands: string, said: readonly string[]]>([
    ['is declared and required', { properties: { id: { type: 'string' } }, required: ['id'] }, '{id: string}', []],
    ['may be of any type', { properties: { id: { type: 'integer' } }, required: ['id'] }, '{id: any}', []],
    ['is a number where it is an integer', { properties: { id: { type: 'integer' } }, required: ['id'] }, '{id: number}', []],
    [
      'is a whole number by one of two parts',
      { properties: { id: { type: 'number', allOf: [{ type: 'integer' }] } }, required: ['id'] },
      '{id: integer}',
      [],
    ],
    [
      'is required by every variant',
      { oneOf: ['card', 'cash'].map((k) => ({ properties: { k: { const: k }, id: { type: 'string' } }, required: ['k', 'id'] })) },
      '{id: string}',
      [],
    ],
    [
      'is required whatever a condition says',
      { properties: { a: {}, id: { type: 'string' } }, if: { required: ['a'] }, then: { required: ['id'] }, else: { required: ['id'] } },
      '{id: string}',
      [],
    ],
    ['is of the type that its only value has', { properties: { id: { const: 3 } }, required: ['id'] }, '{id: number}', []],
    [
      'is required by one of two variants only',
      {
        oneOf: [
          { properties: { k: { const: 1 }, id: { type: 'string' } }, required: ['k', 'id'] },
          { properties: { k: { const: 2 }, id: { type: 'string' } }, required: ['k'] },
        ],
      },
      '{id: string}',
      ['error required/optional id', 'notice required/variant-optional id'],
    ],
    ['is anything at all', { properties: { id: true }, required: ['id'] }, '{id: any}', ['error required/nullable id']],
    [
      'is no integer where it is a number',
      { properties: { id: { type: 'number' } }, required: ['id'] },
      '{id: integer}',
      ['error required/wrong-type id'],
    ],
    [
      'is declared in a definition elsewhere',
      { $ref: '#/definitions/base', definitions: { base: { properties: { id: { type: 'string' } }, required: ['id'] } } },
      '{id: string}',
      [],
    ],
    [
      'is narrowed by allOf',
      { properties: { id: { type: ['string', 'null'] } }, required: ['id'], allOf: [{ properties: { id: { type: 'string' } } }] },
      '{id: string}',
      [],
    ],
    [
      'is null only in a type that its list forbids',
      { properties: { id: { type: ['string', 'null'], enum: ['a'] } }, required: ['id'] },
      '{id: string}',
      [],
    ],
    [
      'may be null where the policy says so',
      { properties: { id: { type: ['string', 'null'] } }, required: ['id'] },
      '{id: {type: string, nullable: true}}',
      [],
    ],
    [
      'may be null in one of its alternatives',
      { properties: { id: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, required: ['id'] },
      '{id: string}',
      ['error required/nullable id'],
    ],
    [
      'says no type and takes null with all else',
      { properties: { id: {} }, required: ['id'] },
      '{id: any}',
      ['error required/nullable id'],
    ],
    [
      'says no type where one is asked for: told once',
      { properties: { id: {} }, required: ['id'] },
      '{id: string}',
      ['error required/wrong-type id'],
    ],
    ['says its kinds by a list', { properties: { level: { enum: [1, 2] } }, required: ['level'] }, '{level: integer}', []],
    [
      'is required in a case only',
      { properties: { id: { type: 'string' } }, if: { required: ['note'] }, then: { required: ['id'] } },
      '{id: string}',
      ['error required/optional id'],
    ],
    [
      'is wrong in every way',
      { properties: { id: { type: ['integer', 'null'] } } },
      '{id: string}',
      ['error required/nullable id', 'error required/optional id', 'error required/wrong-type id'],
    ],
    [
      'is in an object that may be missing',
      { properties: { who: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } } },
      '{who.id: string}',
      ['error required/optional who.id'],
    ],
    [
      'is in each entry of a list that may be empty',
      { properties: { lines: { type: 'array', items: { properties: { sku: { type: 'string' } }, required: ['sku'] } } } },
      '{"lines[].sku": string}',
      [],
    ],
    ['is missing', { properties: {} }, '{id: string}', ['error required/missing id']],
  ])('%s', (_, schema, demands, expected) => {
    expect(judged(schema, demands)).toEqual(expected);
  });

  it('blocks nobody where it was so before', () => {
    const loose = { properties: { id: { type: 'string' } } };
    const policy = 'required: [{properties: {id: string}}]\n';
    const { findings, debt } = said('required', {
      base: { order: loose },
      head: { order: { properties: { ...loose.properties, note: { type: 'string' } } } },
      policy,
    });
    expect(findings).toEqual([]);
    expect(debt.map(line)).toEqual(['error required/optional id']);
  });

  it('does not ask events outside its scope', () => {
    const change = { base: { other: NOTHING }, head: { other: NOTHING, order: { properties: {} } } };
    expect(said('required', { ...change, policy: 'required: [{events: [invoice], properties: {id: string}}]\n' }).findings).toEqual([]);
  });
});

describe('without a policy', () => {
  const of = (schema: object): readonly string[] =>
    said('required', { base: { order: NOTHING }, head: { order: { ...schema } } }).findings.map(line);

  it.each<[what: string, schema: object, said: readonly string[]]>([
    ['a required name that nothing describes', { ...NOTHING, required: ['id'] }, ['warning required/undeclared id']],
    ['one that a definition describes', { ...NOTHING, required: ['id'], allOf: [{ properties: { id: {} } }] }, []],
    ['one that a pattern of names describes', { ...NOTHING, required: ['id'], patternProperties: { '^i': {} } }, []],
    ['one of a map', { ...NOTHING, required: ['id'], additionalProperties: { type: 'string' } }, []],
    ['alternatives that only require', { properties: { a: {}, b: {}, note: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] }, []],
    [
      'alternatives of which one requires what all name',
      { oneOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { a: {} } }, { properties: { a: {} }, required: ['a'] }] },
      ['notice required/variant-optional a'],
    ],
    [
      'alternatives by reference',
      {
        oneOf: [{ $ref: '#/definitions/one' }, { $ref: '#/definitions/other' }],
        definitions: { one: { properties: { a: {} }, required: ['a'] }, other: { properties: { a: {} } } },
      },
      ['notice required/variant-optional a'],
    ],
    [
      'alternatives where the whole requires it',
      { required: ['a'], oneOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { a: {} } }] },
      [],
    ],
    [
      'then and else',
      { if: { required: ['note'] }, then: { properties: { a: {} }, required: ['a'] }, else: { properties: { a: {} } } },
      ['notice required/variant-optional a'],
    ],
    [
      'a property that one alternative does not have',
      { oneOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { b: {} } }] },
      [],
    ],
    ['a required property that may be null', { properties: { a: { type: ['string', 'null'] } }, required: ['a'] }, []],
  ])('%s', (_, schema, expected) => {
    expect(of(schema)).toEqual(expected);
  });

  it('null on a required property is told once, as the break that it is', () => {
    const order = (type: unknown): object => ({ properties: { a: { type } }, required: ['a'] });
    const policy = 'rules: {required/null-accepted: warning}\n';
    expect(said('required', { base: { order: order('string') }, head: { order: order(['string', 'null']) }, policy }).findings).toEqual([]);
  });
});
