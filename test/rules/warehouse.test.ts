import { describe, expect, it } from 'vitest';
import { line, said } from './support.ts';

const BOTH = 'destinations: {bq: {warehouse: bigquery}, pg: {warehouse: postgres, events: [order_placed]}}';

const event = (properties: object): object => ({ type: 'object', properties });

/** What the warehouse rules say of a change of one event's properties. */
function saidOf(base: object, head: object, policy: string = BOTH): readonly string[] {
  const { findings } = said('warehouse', { base: { order_placed: event(base) }, head: { order_placed: event(head) }, policy });
  return findings.map(line);
}

const INTEGER = { type: 'integer' };
const STRING = { type: 'string' };

describe('warehouse/column-retyped', () => {
  const RETYPED = ['error warehouse/column-retyped total'];

  it('is for events that go to a warehouse', () => {
    const change = [{ total: INTEGER }, { total: STRING }] as const;
    expect(saidOf(...change)).toEqual(RETYPED);
    expect(saidOf(...change, 'destinations: {bq: {}}')).toEqual([]);
    expect(saidOf(...change, 'destinations: {bq: {warehouse: bigquery, events: [cart_viewed]}}')).toEqual([]);
  });

  it('names each warehouse once, whichever event is loaded into it', () => {
    const schema = (total: object): object => ({
      $defs: { money: total },
      properties: { total: { $ref: '#/$defs/money' }, tax: { $ref: '#/$defs/money' } },
    });
    const { findings } = said('warehouse', {
      base: { order_placed: schema(INTEGER) },
      head: { order_placed: schema(STRING) },
      policy: BOTH,
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('tax of "bq" (BigQuery), "pg" (Postgres)');
    expect(findings[0]?.message).toContain('The same happens to "total".');
    expect(findings[0]?.suggestion).toMatch(/Source: https:\/\/github\.com\/rudderlabs\/rudder-server\/blob\/f2655fb\/[\w./]+$/);
  });

  it.each<[string, object, object, readonly string[]]>([
    ['what is stored as it is', { total: { type: 'number' } }, { total: INTEGER }, []],
    ['what is stored as text', { total: STRING }, { total: INTEGER }, []],
    ['fractions in an int column', { total: INTEGER }, { total: { type: 'number' } }, ['warning warehouse/column-retyped total']],
    ['what base may hold as well', { total: { type: ['integer', 'string'] } }, { total: STRING }, []],
    ['a type where base had none', { total: {} }, { total: INTEGER }, []],
    ['no type any more', { total: INTEGER }, { total: {} }, RETYPED],
    ['null', { total: INTEGER }, { total: { type: ['integer', 'null'] } }, []],
    ['a format that goes', { total: { type: 'string', format: 'date-time' } }, { total: STRING }, RETYPED],
    ['a list of values of another kind', { total: { enum: [1, 2] } }, { total: { enum: ['one', 'two'] } }, RETYPED],
    ['another kind in a list', { lines: { type: 'array', items: INTEGER } }, { lines: { type: 'array', items: STRING } }, []],
    ['a property that goes', { total: INTEGER }, {}, []],
    ['another name of the same column', { orderTotal: INTEGER }, { order_total: STRING }, ['error warehouse/column-retyped order_total']],
    ['a column of the loader', { timestamp: INTEGER }, { timestamp: STRING }, []],
    [
      'an object that becomes a list',
      { cart: event({ id: STRING }) },
      { cart: { type: 'array' } },
      ['error warehouse/column-retyped cart'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(saidOf(base, head)).toEqual(expected);
  });
});

describe('warehouse/column-collision', () => {
  const COLLISION = ['warning warehouse/column-collision productId'];

  it('is told of what comes, not of what was there', () => {
    const both = { product_id: STRING, productId: STRING };
    expect(saidOf({ product_id: STRING }, both)).toEqual(COLLISION);
    expect(saidOf(both, { ...both, sku: STRING })).toEqual([]);
  });

  it('is told alone where the types differ', () => {
    expect(saidOf({ product_id: INTEGER }, { product_id: INTEGER, productId: STRING })).toEqual(COLLISION);
  });

  it('is none between an object and what is in it', () => {
    expect(saidOf({}, { cart: event({ id: STRING }), cart_total: INTEGER })).toEqual([]);
  });
});

describe('warehouse/column-reserved', () => {
  it('is told at the top only', () => {
    expect(saidOf({}, { id: STRING, cart: event({ id: STRING }) })).toEqual(['warning warehouse/column-reserved id']);
  });

  it('is a notice where only an underscore is added, or the message holds the same id', () => {
    expect(saidOf({}, { group: STRING, userId: STRING })).toEqual([
      'notice warehouse/column-reserved group',
      'notice warehouse/column-reserved userId',
    ]);
  });

  it('is none of a property that was there', () => {
    expect(saidOf({ id: STRING }, { id: STRING, sku: STRING })).toEqual([]);
  });
});
