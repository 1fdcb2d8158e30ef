import { describe, expect, it } from 'vitest';
import { dialectOf, pairSchema } from '../../src/cli/schema-file.ts';

describe('the dialect that a person means', () => {
  it.each([
    ['draft4', 'draft-04'],
    ['draft-04', 'draft-04'],
    ['draft04', 'draft-04'],
    ['Draft-06', 'draft-06'],
    ['draft7', 'draft-07'],
    ['7', 'draft-07'],
    ['2019-09', '2019-09'],
    ['draft2019-09', '2019-09'],
    ['draft-2020-12', '2020-12'],
    ['draft2020-12', '2020-12'],
  ])('%s', (name, dialect) => {
    expect(dialectOf(name)).toBe(dialect);
  });

  it.each(['draft3', '', 'draft', '2020', 'constructor', 'draft-draft4', '00004'])('is not known: %j', (name) => {
    expect(dialectOf(name)).toBeNull();
  });
});

describe('one side of a pair', () => {
  it.each([[true], [false], [{}]])('is a schema: %j', (value) => {
    const schema = pairSchema(value, 'draft-07');
    expect('problem' in schema ? schema : [...schema.documents.values()]).toEqual([value]);
  });

  it.each([[null], [3], ['{}'], [[]], [undefined]])('is none: %j', (value) => {
    expect(pairSchema(value, 'draft-07')).toHaveProperty('problem');
  });
});
