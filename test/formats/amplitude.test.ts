import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import type { JsonObject } from '../../src/jsonschema/index.ts';
import type { Plan } from '../../src/plan/model.ts';
import { memoryTree } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, string>>;
type Cells = Readonly<Record<string, string>>;

const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
const planOf = (files: Files): Plan => loadPlans(memoryTree({}), memoryTree(files), settings).head;
const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.line}:${location.column} ${message}`);

const COLUMNS = [
  'Action',
  'Object Type',
  'Object Name',
  'Object Owner',
  'Object Description',
  'Event Category',
  'Tags',
  'Event Schema Status',
  'Event 30 Day Volume',
];
const PROPERTY_COLUMNS = [
  'Property Type',
  'Event Property Name',
  'Property Description',
  'Property Value Type',
  'Property Schema Status',
  'Property Required',
  'Property Is Array',
  'String Property Value Min Length',
  'String Property Value Max Length',
  'Number Is Integer',
  'Number Property Value Min',
  'Number Property Value Max',
  'Array Unique Items',
  'Array Min Items',
  'Array Max Items',
  'Enum Values',
  'Const Value',
  'Property Regex',
  'Property Last Seen',
];

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const table = (columns: readonly string[], rows: readonly Cells[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((line) => line.map(quoted).join(',')).join('\n');
const taxonomy = (...rows: readonly Cells[]): string => table([...COLUMNS, ...PROPERTY_COLUMNS], rows);

const event = (name: string, more: Cells = {}): Cells => ({ 'Object Type': 'Event', 'Object Name': name, ...more });
const property = (name: string, more: Cells = {}): Cells => ({ 'Property Type': 'Event Property', 'Event Property Name': name, ...more });

function inSmallLetters(text: string): string {
  const [header = '', ...rows] = text.split('\n');
  return [header.replaceAll(/ [A-Z]/g, (word) => word.toLowerCase()), ...rows].join('\n');
}

function propertiesOf(plan: Plan, at = 0): JsonObject {
  const head = plan.events[at];
  const section = head === undefined ? '' : head.section;
  const schema = head?.schema.documents.get('plan:event') as { properties: Record<string, { properties: JsonObject }> } | undefined;
  return schema?.properties[section]?.properties ?? {};
}

describe('what a taxonomy is', () => {
  const ROWS = [event('Order Placed'), property('order_id')];

  test.each([
    ['in capitals', (text: string) => text],
    ['in small letters, as the reference writes its columns', inSmallLetters],
    [
      'with columns that nobody knows',
      (text: string) => text.replace('Event 30 Day Volume', 'Event 90 Day Volume').replace('Property Last Seen', 'Colour'),
    ],
    ['with tabs before its cells', (text: string) => text.replace('Order Placed', '\tOrder Placed').replace('order_id', '\torder_id')],
  ])('%s', (_, change) => {
    const plan = planOf({ 'a.csv': change(taxonomy(...ROWS)) });
    expect(plan.events.map(({ key, type, section }) => [key, type, section])).toEqual([
      ['amplitude:event/Order Placed', 'track', 'event_properties'],
    ]);
    expect(Object.keys(propertiesOf(plan))).toEqual(['order_id']);
  });

  test.each([
    ['houses', 'Property Type,Property Name,Property Value Type\nHouse,Sea View,market\n'],
    ['a table of some of its columns', 'Object Type,Object Name,Property Value Type\nEvent,Order Placed,string\n'],
    ['other objects', `${[...COLUMNS, ...PROPERTY_COLUMNS].join(',')}\n,Chart,Sales\n`],
    ['column names alone', [...COLUMNS, ...PROPERTY_COLUMNS].join(',')],
    ['data of events', 'event_type,user_id,order_total\nOrder Placed,7,12.5\n'],
    ['a table that is no CSV', 'a,b\n1,"2\n'],
    ['nothing', ''],
  ])('not %s', (_, text) => {
    const { events, files, problems } = planOf({ 'a.csv': text });
    expect({ events, files, problems }).toEqual({ events: [], files: [], problems: [] });
  });

  test('not a file of another name', () => {
    expect(planOf({ 'a.json': JSON.stringify([event('Order Placed'), { 'Property Value Type': 'x' }]) }).files).toEqual([]);
  });
});

describe('an event', () => {
  test('says what it is about, whom to ask, and what it is filed under', () => {
    const row = event('Order Placed', {
      'Object Owner': 'shop@example.com',
      'Object Description': 'Paid',
      'Event Category': 'Checkout',
      Tags: 'core, web,core',
    });
    expect(planOf({ 'a.csv': taxonomy(row) }).events).toMatchObject([
      {
        name: 'Order Placed',
        description: 'Paid',
        plan: 'a.csv',
        meta: { owner: 'shop@example.com', tags: ['Checkout', 'core', 'web'], deprecated: null },
      },
    ]);
  });

  test('may be named again with each of its properties', () => {
    const rows = [
      property('order_id', event('Order Placed')),
      property('order_total', event('Order Placed')),
      property('cart_id', event('Cart Viewed')),
    ];
    const plan = planOf({ 'a.csv': taxonomy(...rows) });
    expect(plan.events.map(({ name }) => name)).toEqual(['Order Placed', 'Cart Viewed']);
    expect(Object.keys(propertiesOf(plan))).toEqual(['order_id', 'order_total']);
    expect(said(plan)).toEqual([]);
  });

  test.each(['UNEXPECTED', 'Blocked', 'DELETED'])('that is %s is no part of the plan', (status) => {
    const rows = [
      event('Gone', { 'Event Schema Status': status }),
      property('a'),
      event('Kept'),
      property('b', { 'Property Schema Status': status }),
      property('c'),
    ];
    const plan = planOf({ 'a.csv': taxonomy(...rows) });
    expect(plan.events.map(({ name }) => name)).toEqual(['Kept']);
    expect(Object.keys(propertiesOf(plan))).toEqual(['c']);
  });

  test('that an import leaves as it is counts, one that it removes does not', () => {
    const rows = [event('a', { Action: 'Ignore' }), event('b', { Action: 'Remove' }), property('x'), event('c')];
    expect(planOf({ 'a.csv': taxonomy(...rows) }).events.map(({ name }) => name)).toEqual(['a', 'c']);
  });

  test('does not take the properties of a group that stands below it', () => {
    const group = { 'Object Type': 'Property Group', 'Object Name': 'Money' };
    const plan = planOf({
      'a.csv': taxonomy(event('a'), group, property('currency'), { 'Property Type': 'Property Group', 'Event Property Name': 'x' }),
    });
    expect(propertiesOf(plan)).toEqual({});
    expect(said(plan)).toEqual([]);
  });
});

describe('a property', () => {
  test.each<readonly [Cells, object]>([
    [{}, {}],
    [{ 'Property Value Type': 'any' }, {}],
    [
      { 'Property Value Type': 'String', 'Property Description': 'd' },
      { type: 'string', description: 'd' },
    ],
    [
      { 'Property Value Type': 'string', 'String Property Value Min Length': '1', 'String Property Value Max Length': '20' },
      { type: 'string', minLength: 1, maxLength: 20 },
    ],
    [
      { 'Property Value Type': 'string', 'Property Regex': '^[A-Z]{2,3}$' },
      { type: 'string', pattern: '^[A-Z]{2,3}$' },
    ],
    [
      { 'Property Value Type': 'number', 'Number Property Value Min': '-1.5', 'Number Property Value Max': '10' },
      { type: 'number', minimum: -1.5, maximum: 10 },
    ],
    [{ 'Property Value Type': 'number', 'Number Is Integer': 'TRUE' }, { type: 'integer' }],
    [{ 'Property Value Type': 'string', 'Number Is Integer': 'TRUE' }, { type: 'string' }],
    [{ 'Property Value Type': 'enum', 'Enum Values': 'card, invoice,card,' }, { enum: ['card', 'invoice'] }],
    [{ 'Property Value Type': 'enum', 'Enum Values': '["a,b", "c"]' }, { enum: ['a,b', 'c'] }],
    [
      { 'Property Value Type': 'number', 'Enum Values': '1,2.5' },
      { type: 'number', enum: [1, 2.5] },
    ],
    [{ 'Property Value Type': 'const', 'Const Value': 'web' }, { const: 'web' }],
    [
      { 'Property Value Type': 'boolean', 'Const Value': 'TRUE' },
      { type: 'boolean', const: true },
    ],
    [
      {
        'Property Value Type': 'string',
        'Property Is Array': 'True',
        'Array Unique Items': 'TRUE',
        'Array Min Items': '0',
        'Array Max Items': '9',
      },
      { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 0, maxItems: 9 },
    ],
    [
      { 'Property Value Type': 'enum', 'Property Is Array': 'TRUE', 'Enum Values': 'a' },
      { type: 'array', items: { enum: ['a'] } },
    ],
    [{ 'Property Is Array': 'TRUE' }, { type: 'array' }],
    [{ 'Property Value Type': 'array' }, { type: 'array' }],
    [
      { 'Property Value Type': 'array', 'Property Is Array': 'TRUE', 'Array Max Items': '3' },
      { type: 'array', maxItems: 3 },
    ],
    [{ 'Property Value Type': 'object' }, { type: 'object' }],
  ])('of %j', (cells, schema) => {
    const plan = planOf({ 'a.csv': taxonomy(event('a'), property('p', cells)) });
    expect(propertiesOf(plan)).toEqual({ p: schema });
    expect(said(plan)).toEqual([]);
  });

  test('may be required, and be called anything', () => {
    const names = ['__proto__', 'constructor', 'a.b', 'x"y', 'two\nlines'];
    const plan = planOf({ 'a.csv': taxonomy(event('a'), ...names.map((name) => property(name, { 'Property Required': 'TRUE' }))) });
    expect(Object.keys(propertiesOf(plan))).toEqual(names);
    expect(plan.events[0]?.schema.documents.get('plan:event')).toMatchObject({ properties: { event_properties: { required: names } } });
  });

  test.each<readonly [string, Cells, string]>([
    [
      'a type',
      { 'Property Value Type': 'date' },
      '"Property Value Type" of the property "p" must be any, enum, const, array, string, number, integer, boolean, object, not "date".',
    ],
    ['a flag', { 'Property Required': 'yes' }, '"Property Required" of the property "p" must be TRUE or FALSE, not "yes".'],
    ['a number', { 'Number Property Value Min': '1,5' }, 'must be a number, not "1,5".'],
    ['a length', { 'String Property Value Max Length': '-1' }, 'must be a whole number from 0 on, not "-1".'],
    ['a kind', { 'Property Type': 'Prop' }, 'must be Event Property, User Property or Group Property, not "Prop".'],
  ])('with a wrong cell is told: %s', (_, cells, message) => {
    const plan = planOf({ 'a.csv': taxonomy(event('a'), property('p', cells), property('last')) });
    expect(said(plan)).toEqual([expect.stringContaining(message)]);
    expect(Object.keys(propertiesOf(plan))).toContain('last');
  });

  test.each<readonly [string, readonly Cells[], readonly string[]]>([
    ['a property below no event', [property('p'), event('a')], ['invalid-definition 2:25 The property "p" stands below no event.']],
    ['an event without a name', [event(''), property('p'), event('a')], ['invalid-definition 2:8 An event has no name.']],
    [
      'an event that is there twice',
      [event('a'), property('p'), event('a'), property('q')],
      ['duplicate 4:8 The event "a" stands twice in this file; the first is in line 2.'],
    ],
    [
      'a property that is there twice',
      [event('a'), property('p'), property('p')],
      ['duplicate 4:25 The property "p" of "a" stands twice; the first is in line 3.'],
    ],
  ])('%s is told', (_, rows, messages) => {
    const plan = planOf({ 'a.csv': taxonomy(...rows) });
    expect(said(plan)).toEqual(messages);
    expect(plan.events.map(({ name }) => name)).toEqual(['a']);
  });
});

test('properties of users and groups have tables of their own, in which a column may stand twice', () => {
  const columns = ['Action', 'Property Type', 'Property Name', 'Property Value Type', 'Property Is Array', 'Property Value Type'];
  const text = `${columns.join(',')}\n,User Property,plan,string,FALSE,\n,Group Property,seats,number,FALSE,\n`;
  const plan = planOf({ 'users.csv': text });
  expect(plan.events.map(({ key, name, type, section }) => [key, name, type, section])).toEqual([
    ['amplitude:user_properties', '$identify', 'identify', 'user_properties'],
    ['amplitude:group_properties', '$groupidentify', 'group', 'group_properties'],
  ]);
  expect(propertiesOf(plan)).toEqual({ plan: { type: 'string' } });
});

test('every keyword stands in its cell', () => {
  const text = taxonomy(
    event('a'),
    property('p', { 'Property Value Type': 'string', 'Property Is Array': 'TRUE', 'Enum Values': 'x,y', 'Array Max Items': '3' }),
  );
  const [head] = planOf({ 'a.csv': text }).events;
  const cell = (pointer: string): string | undefined => {
    const at = head?.originOf({ uri: 'plan:event', pointer: `/properties/event_properties${pointer}` }).location;
    return at && text.split('\n')[at.line - 1]?.slice(at.column - 1, at.endColumn - 1);
  };
  expect(cell('')).toBe('a');
  expect(cell('/properties/p')).toBe('p');
  expect(cell('/properties/p/type')).toBe('TRUE');
  expect(cell('/properties/p/items/type')).toBe('string');
  expect(cell('/properties/p/items/enum/1')).toBe('"x,y"');
  expect(cell('/properties/p/maxItems')).toBe('3');
  expect(cell('/required/=p')).toBe('');
});

test('copies in other files count once where they say the same', () => {
  const one = taxonomy(event('a'), property('p'), event('b'));
  const two = taxonomy(event('b', { 'Event 30 Day Volume': '9' }), event('a'), property('q'));
  const plan = planOf({ 'ios.csv': one, 'web.csv': two });
  expect(plan.events.map(({ key }) => key)).toEqual(['amplitude:event/a', 'amplitude:event/b', 'amplitude:event/a in web.csv']);
});

test('a file of five megabytes is read', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => [
    event(`Event ${at}`),
    ...Array.from({ length: 20 }, (__, each) =>
      property(`property_number_${each}`, { 'Property Value Type': 'string', 'Property Description': 'What it is about' }),
    ),
  ]).flat();
  const text = taxonomy(...rows);
  expect(text.length).toBeGreaterThan(5_000_000);
  const started = performance.now();
  expect(planOf({ 'a.csv': text }).events).toHaveLength(3_000);
  expect(performance.now() - started).toBeLessThan(15_000);
});
