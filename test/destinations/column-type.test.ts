import { describe, expect, it } from 'vitest';
import { columnKinds, kindOfValue } from '../../src/destinations/warehouse/column-type.ts';
import { outcomeOf, retyped } from '../../src/destinations/warehouse/retype.ts';
import type { ColumnKind } from '../../src/destinations/warehouse/column-type.ts';
import type { JsonObject } from '../../src/jsonschema/index.ts';

const always = (...schemas: readonly JsonObject[]): readonly string[] | null => {
  const kinds = columnKinds(schemas.map((schema) => ({ schema, conditional: false })));
  return kinds && [...kinds];
};

describe('the kinds of column of a property', () => {
  it.each<[JsonObject, readonly string[] | null]>([
    [{ type: 'string' }, ['string']],
    [{ type: 'string', format: 'date-time' }, ['datetime']],
    [{ type: 'string', format: 'date' }, ['datetime']],
    [{ type: 'string', format: 'time' }, ['string']],
    [{ type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' }, ['datetime']],
    [{ type: 'string', pattern: '^[0-9-]+$' }, ['string']],
    [{ type: 'string', pattern: '(' }, ['string']],
    [{ type: 'integer' }, ['int']],
    [{ type: 'number' }, ['int', 'float']],
    [{ type: 'number', multipleOf: 1 }, ['int']],
    [{ type: ['boolean', 'null'] }, ['boolean']],
    [{ type: 'array', items: { type: 'integer' } }, ['array']],
    [{ properties: { city: { type: 'string' } } }, ['object']],
    [{ enum: ['a', 1, 1.5, null] }, ['string', 'int', 'float']],
    [{ type: 'string', const: '2026-01-31' }, ['datetime']],
    [{ description: 'anything' }, null],
    [{}, null],
  ])('of %j are %j', (schema, kinds) => {
    expect(always(schema)).toEqual(kinds);
  });

  it('are those that all its schemas allow', () => {
    expect(always({ type: ['string', 'number'] }, { type: 'integer' })).toEqual(['int']);
    expect(always({ type: 'string' }, { format: 'date-time' })).toEqual(['datetime']);
  });

  it('are those of all branches where only branches say something', () => {
    const kinds = columnKinds([
      { schema: { description: 'a total' }, conditional: false },
      { schema: { type: 'string' }, conditional: true },
      { schema: { type: 'integer' }, conditional: true },
    ]);
    expect([...(kinds ?? [])]).toEqual(['string', 'int']);
  });

  it('of a value are as the loader sees it', () => {
    expect([null, 1, 1.5, true, 'a', '2026-01-31T10:00:00Z', '2026-13-31', [], {}].map(kindOfValue)).toEqual([
      null,
      'int',
      'float',
      'boolean',
      'string',
      'datetime',
      'string',
      'array',
      'object',
    ]);
  });
});

const KINDS: readonly ColumnKind[] = ['string', 'int', 'float', 'boolean', 'datetime', 'array'];

describe('a column that is there', () => {
  it.each<[ColumnKind, readonly string[]]>([
    // Values:    string, int, float, boolean, datetime, array
    ['string', ['stored', 'stringified', 'stringified', 'stringified', 'stringified', 'stored']],
    ['int', ['discarded', 'stored', 'cut', 'discarded', 'discarded', 'discarded']],
    ['float', ['discarded', 'stored', 'stored', 'discarded', 'discarded', 'discarded']],
    ['boolean', ['discarded', 'discarded', 'discarded', 'stored', 'discarded', 'discarded']],
    ['datetime', ['discarded', 'discarded', 'discarded', 'discarded', 'stored', 'discarded']],
    ['array', ['stored', 'stringified', 'stringified', 'stringified', 'stringified', 'stored']],
  ])('of %s takes values as the loader does', (column, outcomes) => {
    expect(KINDS.map((value) => outcomeOf(column, value))).toEqual(outcomes);
  });

  const after = (before: readonly ColumnKind[], now: readonly ColumnKind[]): string => {
    const { outcome, certain, replaced } = retyped(new Set(before), new Set(now));
    return [outcome, ...(certain ? [] : ['perhaps']), ...(replaced ? ['replaced'] : [])].join(' ');
  };

  it.each<[readonly ColumnKind[], readonly ColumnKind[], string]>([
    [['int'], ['int', 'float'], 'cut'],
    [['int', 'float'], ['int'], 'stored'],
    [['string'], ['int'], 'stringified replaced'],
    [['int'], ['string'], 'discarded replaced'],
    [['datetime'], ['string'], 'discarded replaced'],
    [['string', 'int'], ['string', 'int', 'boolean'], 'discarded perhaps'],
    [['string'], ['object'], 'elsewhere replaced'],
    [['object'], ['string'], 'elsewhere replaced'],
    [['string'], ['string', 'object'], 'elsewhere'],
    [['object', 'string'], ['object', 'int'], 'stringified'],
    [['array'], ['string'], 'stored replaced'],
    [['int'], ['array'], 'discarded replaced'],
  ])('of %j that becomes %j: %s', (before, now, outcome) => {
    expect(after(before, now)).toBe(outcome);
  });
});
