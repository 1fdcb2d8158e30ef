import { describe, expect, it } from 'vitest';
import { event, load, origin, schemaOf, shown } from './project.ts';
import { file } from './texts.ts';

const graph = (...models: string[]): string =>
  file('data-graph', `  id: crm\n  account_id: w\n  models:\n${models.map((model) => `    - ${model}\n`).join('')}`);
const entity = (id: string, rest = ''): string =>
  `{ id: ${id}, display_name: M ${id}, type: entity, table: a.b.${id}, primary_id: id${rest === '' ? '' : `, ${rest}`} }`;
const CUSTOMER = 'rudderstack-data-graph:crm/customer';

describe('a model', () => {
  const loaded = load({
    'g.yaml': graph(
      entity(
        'customer',
        'description: A customer, columns: [{ name: id }, { name: mobile, description: To call, pii_mask: true }, { name: __proto__, pii_mask: false }]',
      ).replace('description: A customer', 'description: "A customer"'),
    ),
  });

  it('is an entity with its columns', () => {
    expect(loaded.problems).toEqual([]);
    expect(event(loaded, CUSTOMER)).toMatchObject({
      plan: 'data-graph:crm',
      type: 'entity',
      name: 'customer',
      section: 'message',
      description: 'A customer',
    });
    const columns = Object.fromEntries([
      ['id', {}],
      ['mobile', { description: 'To call', 'x-pii': true }],
      ['__proto__', {}],
    ]);
    expect(schemaOf(loaded, CUSTOMER)).toEqual({
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      type: 'object',
      properties: columns,
    });
    expect(Object.keys((schemaOf(loaded, CUSTOMER) as { properties: object }).properties)).toEqual(['id', 'mobile', '__proto__']);
  });

  it('says where its mask and its columns stand', () => {
    const at = (pointer: string): string => origin(loaded, CUSTOMER, pointer);
    expect(at('/properties/mobile/x-pii')).toMatch(/^g\.yaml:8:\d+ rudderstack-data-graph:crm\/customer $/);
    const column = (text: string): number => Number(text.split(':')[2]?.split(' ')[0]);
    expect(column(at('/properties/mobile'))).toBeLessThan(column(at('/properties/mobile/x-pii')));
    expect(column(at('/properties'))).toBeLessThan(column(at('/properties/id')));
    expect(loaded.homes?.get('data-graph:crm')).toMatchObject({ file: 'g.yaml', line: 7 });
  });

  it.each([
    ['an unknown field', entity('a', 'tabel: x'), ['8:79 Data graph model "a" has an unknown field "tabel".']],
    ['a table of two parts', entity('a').replace('a.b.a', 'b.a'), ['8:49 "table" of data graph model "a" is "b.a".']],
    [
      'a column twice',
      entity('a', 'columns: [{ name: x }, { name: x }]'),
      ['8:104 The column "x" of data graph model "a" stands there twice.'],
    ],
    ['a column without name', entity('a', 'columns: [{ pii_mask: true }]'), ['8:89 A column of data graph model "a" has no "name".']],
    [
      'a mask that is none',
      entity('a', 'columns: [{ name: x, pii_mask: "yes" }]'),
      ['8:100 "pii_mask" of a column of data graph model "a" must be true or false, not a text.'],
    ],
    [
      'a type that there is not',
      '{ id: a, display_name: A, type: entitty, table: a.b.c }',
      ['8:33 "type" of data graph model "a" is "entitty".'],
    ],
  ])('with %s', (_, model, expected) => {
    const found = load({ 'g.yaml': graph(model) }).problems.map(
      ({ location, message }) => `${location.line}:${location.column} ${message}`,
    );
    expect(found).toEqual(expected);
  });

  it('of an id that another one has is read once', () => {
    const twice = load({ 'g.yaml': graph(entity('a'), entity('a').replace('M a', 'N')), 'h.yaml': graph(entity('b')) });
    expect(twice.events.map(({ key }) => key)).toEqual(['rudderstack-data-graph:crm/a']);
    expect(shown(twice).map((text) => text.replace(/ \| .*/, ''))).toEqual([
      'duplicate h.yaml:5:3 data-graph:crm',
      'duplicate g.yaml:9:9 data-graph-model:a',
    ]);
  });
});

describe('relationships', () => {
  const way = (id: string, target: string, cardinality = 'one-to-one'): string =>
    `{ id: ${id}, display_name: R ${id}, cardinality: ${cardinality}, target: "${target}", source_join_key: a, target_join_key: b }`;
  const messages = (...models: string[]): readonly string[] => load({ 'g.yaml': graph(...models) }).problems.map(({ message }) => message);

  it('lead to a model of their own graph', () => {
    const to = entity('a', `relationships: [${way('r', '#data-graph-model:b')}]`);
    expect(messages(to, entity('b'))).toEqual([]);
    expect(load({ 'g.yaml': graph(to), 'h.yaml': graph(entity('b')).replace('id: crm', 'id: erp') }).problems).toMatchObject([
      { code: 'unresolved-reference', message: 'There is no data graph model "b".' },
    ]);
  });

  it('of other kinds are told', () => {
    expect(messages(entity('a', `relationships: [${way('r', 'b')}, ${way('s', '#data-graph-model:a', 'many')}]`))).toEqual([
      '"target" of relationship "r" is "b", which is no reference to a data graph model.',
      '"cardinality" of relationship "s" is "many".',
    ]);
  });
});

it('10,000 models with the same columns are read quickly', () => {
  const models = Array.from({ length: 10_000 }, (_, at) => entity(`m${at}`, 'columns: [{ name: x }]'));
  const started = performance.now();
  expect(load({ 'g.yaml': graph(...models) }).events).toHaveLength(10_000);
  expect(performance.now() - started).toBeLessThan(20_000);
});
