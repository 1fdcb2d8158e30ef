import { describe, expect, it } from 'vitest';
import { event, load, schemaOf, shown } from './project.ts';
import { legacyFile, properties, plan, EVENT, rule } from './texts.ts';

describe('a rule', () => {
  const KEY = 'rudderstack:p/e';
  const catalog = {
    'a.yaml': EVENT,
    'b.yaml': properties(
      '{ id: text, name: text, type: string }',
      '{ id: any, name: any }',
      '{ id: box, name: box, type: object }',
      '{ id: number, name: number, type: number }',
      '{ id: other_text, name: text, types: [string, "null"] }',
      '{ id: list, name: list, type: array, item_type: string }',
    ),
  };
  const check = (...rules: string[]): string[] =>
    shown(load({ ...catalog, 'p.yaml': plan(...rules) })).map((line) => {
      expect(line).toContain(` ${KEY} | `);
      return line.replace(` ${KEY} | `, ' ').replace('p.yaml:', '');
    });

  it.each([
    ['an unknown field', 'aditional_properties: true', ['invalid-definition 8:53 Rule "r" has an unknown field "aditional_properties".']],
    ['a section that there is not', 'identity_section: context', ['invalid-definition 8:53 "identity_section" is "context".']],
    [
      'an openness that is no flag',
      'additional_properties: "no"',
      ['invalid-definition 8:53 "additional_properties" of rule "r" must be true or false, not a text.'],
    ],
    [
      'a property that there is not',
      'properties: [{ property: "#property:txt" }]',
      ['unresolved-reference 8:68 There is no property "txt".'],
    ],
    [
      'a reference to something else',
      'properties: [{ property: "#event:e" }]',
      ['invalid-definition 8:68 "#event:e" is no reference to a property.'],
    ],
    [
      'a legacy field',
      'properties: [{ $ref: "#property:text" }]',
      ['invalid-definition 8:68 A property of rule "r" has an unknown field "$ref".'],
    ],
    [
      'a property twice',
      'properties: [{ property: "#property:text" }, { property: "#/properties/x/text" }]',
      ['duplicate 8:100 The property "text" stands twice in the same list.'],
    ],
    [
      'a name twice',
      'properties: [{ property: "#property:text" }, { property: "#property:other_text" }]',
      ['duplicate 8:100 The properties "text" and "other_text" have the same name "text".'],
    ],
    [
      'nesting below a text',
      'properties: [{ property: "#property:text", properties: [] }]',
      ['invalid-definition 8:96 The type of property "text" does not allow anything nested below it.'],
    ],
    [
      'openness of a list of texts',
      'properties: [{ property: "#property:list", additional_properties: false }]',
      ['invalid-definition 8:96 The type of property "list" does not allow anything nested below it.'],
    ],
    [
      'a discriminator that is no own property',
      'variants: [{ type: discriminator, discriminator: "#property:text", cases: [{ display_name: x, match: [y], properties: [] }] }]',
      ['invalid-definition 8:87 The discriminator "text" is none of the properties beside the variant.'],
    ],
    [
      'a discriminator that is a number',
      'properties: [{ property: "#property:number" }], variants: [{ type: discriminator, discriminator: "#property:number", cases: [{ display_name: x, match: [1], properties: [] }] }]',
      ['invalid-definition 8:135 The discriminator "number" is neither a string, nor an integer, nor a boolean.'],
    ],
    [
      'a variant without cases',
      'properties: [{ property: "#property:text" }], variants: [{ type: discriminator, discriminator: "#property:text", cases: [] }]',
      ['invalid-definition 8:166 The variant has no case.'],
    ],
    [
      'a match that selects nothing',
      'properties: [{ property: "#property:text" }], variants: [{ type: discriminator, discriminator: "#property:text", cases: [{ display_name: x, match: [1.5], properties: [] }] }]',
      ['invalid-definition 8:201 "match" of a case of the variant of rule "r" lists a value that is no text, whole number, true or false.'],
    ],
    [
      'a default of the other version',
      'properties: [{ property: "#property:text" }], variants: [{ type: discriminator, discriminator: "#property:text", cases: [{ display_name: x, match: [a], properties: [] }], default: [] }]',
      ['invalid-definition 8:224 The default of the variant of rule "r" must be a map in this version.'],
    ],
  ])('%s', (_, rest, expected) => {
    expect(check(rule(rest))).toEqual(expected);
  });

  it('keeps the other properties of an event with an unresolved one', () => {
    const loaded = load({
      ...catalog,
      'p.yaml': plan(rule('properties: [{ property: "#property:gone" }, { property: "#property:text", required: true }]')),
    });
    expect(schemaOf(loaded, KEY)).toMatchObject({
      properties: { properties: { properties: { text: { type: ['string'] } }, required: ['text'] } },
    });
  });

  it('says what was probably meant', () => {
    const loaded = load({ ...catalog, 'p.yaml': plan(rule('properties: [{ property: "#property:txt" }]')) });
    expect(loaded.problems[0]?.hint).toBe('Did you mean "text"? Else define it.');
  });

  it('nests three levels and no more', () => {
    const nest = (levels: number): string => (levels === 0 ? '' : `, properties: [{ property: "#property:box"${nest(levels - 1)} }]`);
    expect(check(rule(`properties: [{ property: "#property:box"${nest(3)} }]`))).toEqual([]);
    expect(check(rule(`properties: [{ property: "#property:box"${nest(4)} }]`))).toEqual([
      'invalid-definition 8:221 Properties are nested more than 3 levels below the property of the rule.',
    ]);
  });

  it('is one for each event of a plan', () => {
    const loaded = load({ ...catalog, 'p.yaml': plan(rule('additional_properties: true'), rule('additional_properties: false')) });
    expect(shown(loaded)).toEqual([`duplicate p.yaml:9:34 ${KEY} | Tracking plan "p" has event "e" twice.`]);
    expect(schemaOf(loaded, KEY)).toMatchObject({ properties: { properties: { unevaluatedProperties: true } } });
  });

  it('needs an event or an include', () => {
    expect(shown(load({ 'p.yaml': plan('{ type: event_rule, id: r }') }))).toEqual([
      'invalid-definition p.yaml:8:7 tracking-plan:p | Rule "r" has no "event".',
    ]);
    expect(shown(load({ 'p.yaml': plan('{ type: event_rule, id: r, event: "#event:gone" }') }))).toEqual([
      'unresolved-reference p.yaml:8:34 rudderstack:p/gone | There is no event "gone".',
    ]);
  });

  it('may include the rules of another plan', () => {
    const other = plan(rule('properties: [{ property: "#property:text" }]')).replace(
      'id: p\n  display_name: Plan',
      'id: q\n  display_name: Other',
    );
    const included = (target: string): ReturnType<typeof load> =>
      load({ ...catalog, 'q.yaml': other, 'p.yaml': plan(`{ type: event_rule, id: i, includes: { $ref: "#/tp/${target}" } }`) });
    for (const target of ['q/event_rule/r', 'q/event_rule/*']) {
      const loaded = included(target);
      expect(loaded.problems).toEqual([]);
      expect(schemaOf(loaded, KEY)).toEqual(schemaOf(loaded, 'rudderstack:q/e'));
      expect(event(loaded, KEY).location).toMatchObject({ file: 'q.yaml', line: 8 });
    }
    expect(shown(included('q/event_rule/s'))).toEqual([
      'unresolved-reference p.yaml:8:46 tracking-plan:p | Tracking plan "q" has no rule "s" with an event.',
    ]);
    expect(shown(included('z/event_rule/*'))).toEqual([
      'unresolved-reference p.yaml:8:46 tracking-plan:p | There is no tracking plan "z".',
    ]);
    expect(shown(included('q'))).toEqual(['invalid-definition p.yaml:8:46 tracking-plan:p | "#/tp/q" includes nothing.']);
  });

  it('of the legacy version says inside its event what is open: beside it is refused, and read', () => {
    const text = legacyFile(
      'tp',
      '  id: p\n  display_name: Plan\n  rules:\n    - type: event_rule\n      id: r\n      allow_unplanned: true\n      event:\n        $ref: "#/events/any/e"\n',
    );
    const loaded = load({ ...catalog, 'p.yaml': text });
    expect(shown(loaded)).toEqual([
      `invalid-definition p.yaml:10:7 ${KEY} | "allow_unplanned" of rule "r" stands beside "event"; rudder-cli refuses it there.`,
    ]);
    expect(schemaOf(loaded, KEY)).toMatchObject({ properties: { properties: { unevaluatedProperties: true } } });
  });
});
