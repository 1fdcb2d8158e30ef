import { describe, expect, it } from 'vitest';
import { load, schemaOf, shown } from './project.ts';
import { HEAD, META, file, properties, legacyProperties, events, types, plan, EVENT, rule } from './texts.ts';

/** The problems of one file, without code, file and owner where these are as expected of an invalid definition. */
function invalid(text: string, owner: string): string[] {
  const prefix = 'invalid-definition f.yaml:';
  return shown(load({ 'f.yaml': text })).map((line) => {
    expect(line.startsWith(prefix), line).toBe(true);
    expect(line, 'owner').toContain(` ${owner} | `);
    return line.slice(prefix.length).replace(` ${owner} | `, ' ');
  });
}

describe('the envelope', () => {
  it.each([
    ['an unknown field', `${HEAD}events${META}  events: []\nowner: me\n`, ['6:1 This file has an unknown field "owner".']],
    ['no metadata', `${HEAD}events\nspec:\n  events: []\n`, ['1:1 This file has no "metadata".']],
    ['no name', `${HEAD}events\nmetadata:\n  import: {}\nspec:\n  events: []\n`, ['3:1 The metadata has no "name".']],
    [
      'an import without its workspace',
      `${HEAD}events\nmetadata:\n  name: a\n  import:\n    workspaces:\n      - resources:\n          - { urn: "event:a", local_id: a, remote_id: b }\nspec:\n  events: []\n`,
      ['7:9 The workspace has no "workspace_id".', '8:13 The resource has both "local_id" and "urn".'],
    ],
    ['no spec', `${HEAD}events\nmetadata: { name: a }\n`, ['1:1 This file has no "spec".']],
    [
      'a spec that is a list',
      `${HEAD}events\nmetadata: { name: a }\nspec: [events]\n`,
      ['4:7 The spec of kind events must be a map, not a list.'],
    ],
    ['an unknown version', `version: rudder/v3\nkind: events${META}  events: []\n`, ['1:1 The version "rudder/v3" is unknown.']],
    ['a kind of another version', `${HEAD}tp${META}  id: p\n  display_name: Plan\n`, ['2:1 The kind "tp" does not exist in this version.']],
    [
      'a second document',
      `${HEAD}events${META}  events: []\n---\n${HEAD}events${META}  events: []\n`,
      ['7:1 This file holds more than one YAML document.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(invalid(text, 'f.yaml')).toEqual(expected);
  });

  it('leaves out other kinds, and says why', () => {
    const loaded = load({
      'a.yaml': `${HEAD}account${META}  id: t\n`,
      'b.yaml': `${HEAD}event${META}  events: []\n`,
      'c.yaml': 'version: rudder/v1\nmetadata: { name: a }\nspec: {}\n',
      'd.yaml': `${HEAD}import-manifest${META}  workspaces: []\n`,
      'e.yaml': `${HEAD}retl-source-sql-model${META}  id: t\n`,
    });
    expect(loaded.ignored).toEqual([
      { path: 'a.yaml', reason: 'kind account holds no events' },
      { path: 'b.yaml', reason: 'kind "event" is unknown' },
      { path: 'c.yaml', reason: 'it has no kind' },
      { path: 'd.yaml', reason: 'kind import-manifest holds no events' },
      { path: 'e.yaml', reason: 'kind retl-source-sql-model holds no events' },
    ]);
    expect(shown(loaded)).toEqual(['invalid-definition c.yaml:1:1 c.yaml | This file has no "kind".']);
  });
});

describe('a property', () => {
  it.each([
    ['{ id: a, name: a, type: string, x-pii: true }', ['6:39 Property "a" has an unknown field "x-pii".']],
    ['{ id: a, name: a, typ: string }', ['6:25 Property "a" has an unknown field "typ".']],
    ['{ id: a }', ['6:7 Property "a" has no "name".']],
    ['{ id: a, name: 7 }', ['6:16 "name" of property "a" must be a text, not a number.']],
    [`{ id: a, name: ${'n'.repeat(66)} }`, ['6:16 The name of property "a" is longer than 65 characters.']],
    ['{ id: a, name: " a" }', ['6:16 The name of property "a" starts or ends with a blank.']],
    ['{ id: a, name: a, type: strng }', ['6:31 "type" of property "a" names an unknown type "strng".']],
    ['{ id: a, name: a, type: [string] }', ['6:25 "type" of property "a" must be a text, not a list.']],
    ['{ id: a, name: a, type: "string, null" }', ['6:25 "type" of property "a" names several types, which only the legacy versions read.']],
    ['{ id: a, name: a, types: [string, string] }', ['6:41 "types" of property "a" names string twice.']],
    ['{ id: a, name: a, types: [] }', ['6:25 "types" of property "a" is empty.']],
    ['{ id: a, name: a, types: [string, "#custom-type:t"] }', ['6:41 "types" of property "a" lists a custom type.']],
    ['{ id: a, name: a, type: string, types: [string] }', ['6:39 Property "a" has both "type" and "types".']],
    ['{ id: a, name: a, type: string, item_type: string }', ['6:50 Property "a" has item types, but is no array.']],
    ['{ id: a, name: a, type: "#custom:t" }', ['6:31 "#custom:t" is no reference to a custom type.']],
    [
      '{ id: a, name: a, type: string, config: { minLength: 1 } }',
      ['6:49 The configuration of property "a" has an unknown keyword "minLength".'],
    ],
    [
      '{ id: a, name: a, type: string, config: { minimun: 1 } }',
      ['6:49 The configuration of property "a" has an unknown keyword "minimun".'],
    ],
    ['{ id: a, name: a, type: string, config: [1] }', ['6:39 The configuration of property "a" must be a map, not a list.']],
    ['{ id: a, name: a, type: string, config: { minimum: 1 } }', ['6:49 "minimum" of property "a" does not go with the type string.']],
    [
      '{ id: a, name: a, type: object, config: { additional_properties: false } }',
      ['6:49 "additional_properties" of property "a" does not go with the type object.'],
    ],
    [
      '{ id: a, name: a, type: string, config: { min_length: "1" } }',
      ['6:49 "min_length" of property "a" must be a whole number, 0 or more, not a text.'],
    ],
    [
      '{ id: a, name: a, type: string, config: { min_length: 1.5 } }',
      ['6:49 "min_length" of property "a" must be a whole number, 0 or more, not a number.'],
    ],
    [
      '{ id: a, name: a, type: number, config: { multiple_of: 0 } }',
      ['6:49 "multiple_of" of property "a" must be a number above 0, not a number.'],
    ],
    [
      '{ id: a, name: a, type: array, config: { unique_items: 1 } }',
      ['6:48 "unique_items" of property "a" must be true or false, not a number.'],
    ],
    ['{ id: a, name: a, type: string, config: { format: uri } }', ['6:49 "format" of property "a" names an unknown format "uri".']],
    [
      '{ id: a, name: a, type: string, config: { pattern: "(" } }',
      ['6:49 "pattern" of property "a" is no regular expression: Unterminated group.'],
    ],
    [
      String.raw`{ id: a, name: a, type: string, config: { pattern: "^[\\w-.]+$" } }`,
      ['6:49 "pattern" of property "a" is no regular expression: Invalid character class.'],
    ],
    ['{ id: a, name: a, type: string, config: { enum: [] } }', ['6:49 "enum" of property "a" is empty.']],
    ['{ id: a, name: a, type: string, config: { enum: [x, x] } }', ['6:59 "enum" of property "a" lists a value twice.']],
    ['{ id: a, name: a, type: integer, config: { enum: [1, 1.0] } }', ['6:60 "enum" of property "a" lists a value twice.']],
    [
      '{ id: a, name: a, type: integer, config: { enum: [1, "2", 2.5] } }',
      ['6:60 "enum" of property "a" lists a value that is no integer.', '6:65 "enum" of property "a" lists a value that is no integer.'],
    ],
    [
      '{ id: a, name: a, type: number, config: { minimum: 2, maximum: 1 } }',
      ['6:61 "minimum" of property "a" (2) leaves nothing below "maximum" (1).'],
    ],
    [
      '{ id: a, name: a, type: number, config: { exclusive_minimum: 1, maximum: 1 } }',
      ['6:71 "exclusiveMinimum" of property "a" (1) leaves nothing below "maximum" (1).'],
    ],
    ['{ id: a, name: a, type: number, config: { minimum: 1, maximum: 1 } }', []],
    ['{ id: a, name: a, type: integer, config: { minimum: -9223372036854775808, maximum: 9223372036854775807 } }', []],
    ['{ id: a, name: a, types: [string, integer], config: { min_length: 1, maximum: 5 } }', []],
  ])('%s', (item, expected) => {
    expect(invalid(properties(item), 'property:a')).toEqual(expected);
  });

  it('in the legacy version', () => {
    const one = (item: string): string[] => invalid(legacyProperties(item), 'property:a');
    expect(one('{ id: a, name: a, type: "string, null", propConfig: { minLength: 1 } }')).toEqual([]);
    expect(one('{ id: a, name: a, type: array, propConfig: { itemTypes: [string, integer], uniqueItems: true } }')).toEqual([]);
    expect(one('{ id: a, name: a, config: {} }')).toEqual(['6:25 Property "a" has an unknown field "config".']);
    expect(one('{ id: a, name: a, type: string, propConfig: { min_length: 1 } }')).toEqual([
      '6:53 The configuration of property "a" has an unknown keyword "min_length".',
    ]);
    expect(one('{ id: a, name: a, type: string, propConfig: { itemTypes: [string] } }')).toEqual([
      '6:53 Property "a" has item types, but is no array.',
    ]);
  });

  it('says what was probably meant', () => {
    const hints = load({ 'f.yaml': properties('{ id: a, name: a, typ: strng, config: { min_lenght: 1, minLength: 1 } }') }).problems.map(
      ({ hint }) => hint,
    );
    expect(hints).toEqual(['Did you mean "type"?', 'Did you mean "min_length"?', 'Did you mean "min_length"?']);
  });
});

describe('events, categories and custom types', () => {
  it.each([
    ['{ id: a, name: A }', ['6:7 Event "a" has no "event_type".']],
    ['{ id: a, name: A, event_type: custom }', ['6:25 "event_type" of event "a" is "custom".']],
    ['{ id: a, event_type: track }', ['6:7 Event "a" has no "name".']],
    ['{ id: a, event_type: page, name: Home }', ['6:34 Event "a" is of type page, which has no name.']],
    [`{ id: a, event_type: track, name: ${'n'.repeat(65)} }`, ['6:35 The name of event "a" is longer than 64 characters.']],
    ['{ id: a, name: A, event_type: track, category: lending }', ['6:44 "lending" is no reference to a category.']],
  ])('event %s', (item, expected) => {
    expect(invalid(events(item), 'event:a')).toEqual(expected);
  });

  it('a category', () => {
    const text = file('categories', '  categories:\n    - { id: a, name: "7 days" }\n    - { id: b }\n');
    expect(shown(load({ 'f.yaml': text }))).toEqual([
      'invalid-definition f.yaml:6:16 category:a | The name "7 days" of category "a" is not allowed.',
      'invalid-definition f.yaml:7:7 category:b | Category "b" has no "name".',
    ]);
  });

  it.each([
    ['{ id: a, name: A b, type: string }', ['6:16 The name "A b" of custom type "a" is not allowed.']],
    ['{ id: a, name: Ab }', ['6:7 Custom type "a" has no "type".']],
    ['{ id: a, name: Ab, type: "#custom-type:a" }', ['6:26 "type" of custom type "a" must be one JSON type.']],
    ['{ id: a, name: Ab, type: string, properties: [] }', ['6:40 Only an object may have "properties".']],
    ['{ id: a, name: Ab, type: object, config: { additional_properties: false } }', []],
    ['{ id: a, name: Ab, type: object, properties: [{ required: true }] }', ['6:53 A property of custom type "a" has no "property".']],
  ])('custom type %s', (item, expected) => {
    expect(invalid(types(item), 'custom-type:a')).toEqual(expected);
  });
});

describe('what may exist once', () => {
  it('ids', () => {
    const loaded = load({
      'a.yaml': properties('{ id: a, name: a, type: string }'),
      'b.yaml': properties('{ id: a, name: b, type: string }'),
      'e.yaml': EVENT,
      'p.yaml': plan(rule('properties: [{ property: "#property:a" }]')),
      'q.yaml': plan(),
    });
    expect(shown(loaded)).toEqual([
      'duplicate b.yaml:6:9 property:a | The property id "a" is defined twice; the first is in a.yaml, line 6.',
      'duplicate q.yaml:5:3 tracking-plan:p | The tracking plan id "p" is defined twice; the first is in p.yaml, line 5.',
    ]);
    expect(schemaOf(loaded, 'rudderstack:p/e')).toMatchObject({ properties: { properties: { properties: { a: {} } } } });
  });

  it('a property of one name and type, an event of one name and type', () => {
    const loaded = load({
      'a.yaml': properties(
        '{ id: a, name: n, types: [string, "null"] }',
        '{ id: b, name: n, type: string }',
        '{ id: c, name: n, type: array, item_type: string }',
        '{ id: d, name: n, type: array, item_type: integer }',
      ),
      'b.yaml': legacyProperties(
        '{ id: e, name: n, type: "null, string" }',
        '{ id: f, name: n, type: array, propConfig: { itemTypes: [integer] } }',
      ),
      'e.yaml': events('{ id: a, event_type: identify }', '{ id: b, event_type: group }', '{ id: c, event_type: identify }'),
    });
    expect(shown(loaded)).toEqual([
      'duplicate b.yaml:6:16 property:e | The property "e" has the same name and type as "a", in a.yaml, line 6.',
      'duplicate b.yaml:7:16 property:f | The property "f" has the same name and type as "d", in a.yaml, line 9.',
      'duplicate e.yaml:8:7 event:c | The event "c" has the same name and event_type as "a", in e.yaml, line 6.',
    ]);
  });

  it('names of categories, custom types and plans', () => {
    const categories = file('categories', '  categories:\n    - { id: a, name: Same }\n    - { id: b, name: Same }\n');
    const loaded = load({
      'c.yaml': categories,
      'p.yaml': plan(),
      'q.yaml': plan().replace('id: p', 'id: q'),
      't.yaml': types('{ id: a, name: Same, type: string }', '{ id: b, name: Same, type: integer }'),
      'x.yaml': properties('{ id: a, name: one, type: "#custom-type:a" }', '{ id: b, name: two, type: "#custom-type:b" }'),
      'z.yaml': EVENT,
      'zz.yaml': plan(rule('properties: [{ property: "#property:a" }, { property: "#property:b" }]'))
        .replace('id: p', 'id: z')
        .replace('Plan', 'Third'),
    });
    expect(shown(loaded).map((line) => line.slice(0, line.indexOf(' | ')))).toEqual([
      'duplicate c.yaml:7:16 category:b',
      'duplicate t.yaml:7:16 custom-type:b',
      'duplicate q.yaml:6:3 tracking-plan:q',
    ]);
    expect(schemaOf(loaded, 'rudderstack:z/e')).toMatchObject({ $defs: { Same: { type: ['string'] }, 'Same:b': { type: ['integer'] } } });
  });
});

describe('cycles', () => {
  it('are reported once, and expanded', () => {
    const loaded = load({
      'e.yaml': EVENT,
      'p.yaml': plan(rule('properties: [{ property: "#property:node" }]')),
      't.yaml': types(
        '{ id: node, name: Node, type: object, properties: [{ property: "#property:children" }] }',
        '{ id: list, name: NodeList, type: array, item_type: "#custom-type:node" }',
      ),
      'x.yaml': properties(
        '{ id: node, name: node, type: "#custom-type:node" }',
        '{ id: children, name: children, type: "#custom-type:list" }',
      ),
    });
    expect(shown(loaded)).toEqual([
      'invalid-definition t.yaml:7:59 custom-type:list | The custom types "node" and "list" hold each other.',
    ]);
    expect(schemaOf(loaded, 'rudderstack:p/e')).toMatchObject({
      $defs: {
        Node: { properties: { children: { $ref: '#/$defs/NodeList' } } },
        NodeList: { type: ['array'], items: { $ref: '#/$defs/Node' } },
      },
    });
  });
});
