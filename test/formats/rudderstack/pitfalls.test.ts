import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../../src/formats/format.ts';
import { substitute } from '../../../src/formats/rudderstack/dynamic.ts';
import { rudderstack } from '../../../src/formats/rudderstack/index.ts';
import { documentsOf, event, folder, load, loadDocuments, origin, schemaOf, shown } from './project.ts';

const library = folder(fileURLToPath(new URL('../../../fixtures/formats/rudderstack/library', import.meta.url)));
const LENT = 'rudderstack:desk/book_lent';

const head = (kind: string): string => `version: rudder/v1\nkind: ${kind}\nmetadata: { name: test }\nspec:\n`;
const KEY = 'rudderstack:p/e';
const MINIMAL = {
  'e.yaml': `${head('events')}  events:\n    - { id: e, name: Played, event_type: track }\n`,
  'p.yaml': `${head('tracking-plan')}  id: p\n  display_name: Plan\n  rules:\n    - { type: event_rule, id: r, event: "#event:e" }\n`,
};
const planWith = (...uses: string[]): string =>
  MINIMAL['p.yaml'].replace('#event:e" }\n', `#event:e", properties: [${uses.map((use) => `{ property: ${use} }`).join(', ')}] }\n`);
const section = (loaded: ReturnType<typeof load>): unknown =>
  (schemaOf(loaded, KEY) as { readonly properties: { readonly properties: unknown } }).properties.properties;

describe('which files it takes', () => {
  it.each([
    ['plans/a.yaml', true],
    ['a "b" ü:\n.yml', true],
    ['dev.vars.yaml', false],
    ['dev.vars.yml', false],
    ['vars.yaml', true],
    ['a.json', false],
    ['a.YAML', false],
  ])('%j: %j', (path, expected) => {
    expect(rudderstack.mayHold(path)).toBe(expected);
  });

  it.each([
    ['version: rudder/v1\nkind: events\n', true],
    ['version: rudder/v9\n', true],
    ['version: 1\nkind: events\n', false],
    ['version: [rudder/v1]\n', false],
    ['- version: rudder/v1\n', false],
    ['rudder/v1\n', false],
    ['', false],
  ])('%j: %j', (text, expected) => {
    const [document] = documentsOf({ 'a.yaml': text });
    expect(document !== undefined && rudderstack.claims(document)).toBe(expected);
    expect(!expected || rudderstack.markers.some((marker) => text.includes(marker))).toBe(true);
  });

  it('takes any file name', () => {
    const path = 'pläne/a "b"\n: c.yaml';
    const loaded = load({ ...MINIMAL, [path]: MINIMAL['p.yaml'].replace('id: p', 'id: q').replace('Plan', 'Other') });
    expect(loaded.problems).toEqual([]);
    expect(event(loaded, 'rudderstack:q/e').location.file).toBe(path);
  });
});

describe('identity', () => {
  it('is the id of the event; its name and the name of the file are none', () => {
    const renamed = { 'z.yaml': MINIMAL['e.yaml'].replace('Played', 'Started'), 'a.yaml': MINIMAL['p.yaml'].replace('id: r', 'id: other') };
    expect(load(renamed).events.map(({ key, name }) => [key, name])).toEqual([[KEY, 'Started']]);
  });

  it('of a property is its id; its name is what the wire carries', () => {
    const property = (id: string, name: string): string =>
      `${head('properties')}  properties:\n    - { id: ${id}, name: ${name}, type: string }\n`;
    const before = load({ ...MINIMAL, 'p.yaml': planWith('"#property:a"'), 'x.yaml': property('a', 'one') });
    const newId = load({ ...MINIMAL, 'p.yaml': planWith('"#property:b"'), 'x.yaml': property('b', 'one') });
    const newName = load({ ...MINIMAL, 'p.yaml': planWith('"#property:a"'), 'x.yaml': property('a', 'two') });
    expect(schemaOf(newId, KEY)).toEqual(schemaOf(before, KEY));
    expect(schemaOf(newName, KEY)).not.toEqual(schemaOf(before, KEY));
  });
});

describe('variables', () => {
  const text = `${head('properties')}  properties:\n    - id: a\n      name: "{{ .NAME }}"\n      type: string\n      description: {{ .TEXT | none: yet }}\n      config:\n        min_length: {{ .LEAST | 3 }}\n        max_length: 9\n        pattern: "^{{ .PREFIX }}"\n        enum: [one, {{ .OTHER }}]\n`;
  const loaded = load({ ...MINIMAL, 'p.yaml': planWith('"#property:a"'), 'x.yaml': substitute(text) });

  it('leave out the constraints that they stand in, and nothing else', () => {
    expect(loaded.problems).toEqual([]);
    expect(section(loaded)).toMatchObject({ properties: { '{{ .NAME }}': { type: ['string'], maxLength: 9 } } });
    expect(origin(loaded, KEY, '/properties/properties/properties/{{ .NAME }}/maxLength')).toContain('x.yaml:12:9 property:a');
  });

  it('in quotes need no help of the reader of the file', () => {
    const quotedOnly = text.replaceAll(/: (\{\{.*\}\})$/gm, ': "$1"').replace('{{ .OTHER }}', '"{{ .OTHER }}"');
    const plain = load({ ...MINIMAL, 'p.yaml': planWith('"#property:a"'), 'x.yaml': quotedOnly });
    expect(plain.problems).toEqual([]);
    expect(schemaOf(plain, KEY)).toEqual(schemaOf(loaded, KEY));
  });

  it('may stand for anything: a reference, a type, a flag, a section', () => {
    const rule =
      '    - { type: event_rule, id: r, event: "#event:e", additional_properties: "{{ .OPEN }}", identity_section: "{{ .WHERE }}", properties: [{ property: "{{ .WHAT }}" }, { property: "#property:a", required: "{{ .MUST }}" }] }\n';
    const dynamic = load({
      'e.yaml': MINIMAL['e.yaml'],
      'p.yaml': `${head('tracking-plan')}  id: p\n  display_name: Plan\n  rules:\n${rule}`,
      'x.yaml': `${head('properties')}  properties:\n    - { id: a, name: a, type: "{{ .TYPE }}", config: { min_length: "{{ .LEAST }}" } }\n`,
    });
    expect(dynamic.problems).toEqual([]);
    expect(section(dynamic)).toEqual({ type: 'object', properties: { a: {} }, required: [], unevaluatedProperties: false });
  });

  it('as what selects a case leave out the case and the default', () => {
    const plan = (match: string): string =>
      planWith('"#property:a"').replace(
        '] }\n',
        `], variants: [{ type: discriminator, discriminator: "#property:a", cases: [{ display_name: A, match: ${match}, properties: [] }], default: { properties: [] } }] }\n`,
      );
    const property = `${head('properties')}  properties:\n    - { id: a, name: a, type: string }\n`;
    const withMatch = (match: string): ReturnType<typeof load> => load({ ...MINIMAL, 'p.yaml': plan(match), 'x.yaml': property });
    expect(section(withMatch('[one]'))).toMatchObject({ allOf: [{ allOf: [{}, {}] }] });
    expect(section(withMatch('["{{ .ONE }}"]'))).not.toHaveProperty('allOf');
    expect(withMatch('["{{ .ONE }}"]').problems).toEqual([]);
  });

  it('keep length and layout when they are replaced', () => {
    const token = fc
      .tuple(fc.constantFrom('NAME', 'a_1'), fc.constantFrom('', ' | ', ' | a: b # "c"', '|x'))
      .map(([name, rest]) => `{{ .${name}${rest} }}`);
    const texts = fc
      .array(fc.oneof(token, fc.constantFrom('\n', '{{', '}}', 'key: ', '{ a: b }', 'ü', '{{ x }}')), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (source) => {
        const replaced = substitute(source);
        expect(replaced).toHaveLength(source.length);
        expect(replaced.split('\n').map((line) => line.length)).toEqual(source.split('\n').map((line) => line.length));
        expect(replaced).not.toMatch(/\{\{ \.\w+(?: \|[^{}\n]*)? \}\}/);
      }),
      { seed: 20_261_123 },
    );
  });
});

describe('the runtime', () => {
  // The options of the runtime that validates events (rudder-transformer).
  const runtime = (): Ajv2019 => {
    const ajv = new Ajv2019({ strictRequired: true, allErrors: true, allowUnionTypes: true, logger: false });
    addFormats.default(ajv);
    return ajv;
  };
  const validate = runtime().compile(schemaOf(load(library), LENT) as object);
  const lent = { shelfMark: 'QA76', loanKind: 'long', condition: null };
  it.each([
    ['no section at all', {}, true],
    ['all that is required', { properties: lent }, true],
    ['a required property missing', { properties: { shelfMark: 'QA76', loanKind: 'long' } }, false],
    ['an unplanned property', { properties: { ...lent, more: 1 } }, false],
    ['a property of the branch that applies', { properties: { ...lent, loanKind: 'short', loanDays: 3 } }, true],
    ['that one missing', { properties: { ...lent, loanKind: 'short' } }, false],
    ['a property of the branch that does not apply', { properties: { ...lent, loanDays: 3 } }, false],
    ['a property of the default', { properties: { ...lent, anything: [1] } }, true],
    ['an unplanned property of a closed nested object', { properties: { ...lent, borrower: { email: 'a@b.cd', age: 3 } } }, false],
    ['nested properties in items', { properties: { ...lent, borrower: { email: 'a@b.cd', visits: [{ loanDays: null, more: 1 }] } } }, true],
    ['a wrong value there', { properties: { ...lent, borrower: { email: 'a@b.cd', visits: [{ loanDays: 91 }] } } }, false],
    ['a custom type', { properties: { ...lent, address: { streets: ['High Street'], more: 1 } } }, true],
    ['a wrong custom type', { properties: { ...lent, address: { streets: [1] } } }, false],
  ])('%s', (_, message, expected) => {
    expect(validate(message)).toBe(expected);
  });

  it('compiles every effective schema', () => {
    for (const { key } of load(library).events) expect(() => runtime().compile(schemaOf(load(library), key) as object)).not.toThrow();
  });
});

describe('what is wrong', () => {
  it('leaves the rest of the schema whole', () => {
    const items = [
      '{ id: a, name: a, type: "#custom-type:gone" }',
      '{ id: b, name: b, type: strng, config: { min_length: "3", max_length: 4 } }',
      '{ id: c, name: c, types: [string, nul] }',
      '{ id: d, name: d, type: array, item_type: "#custom-type:gone" }',
      '{ id: e, name: e, type: integer, config: { min_length: 1 } }',
    ];
    const loaded = load({
      ...MINIMAL,
      'p.yaml': planWith('"#property:a"', '"#property:b"', '"#property:c"', '"#property:d"', '"#property:e"'),
      'x.yaml': `${head('properties')}  properties:\n${items.map((item) => `    - ${item}\n`).join('')}`,
    });
    expect(loaded.problems).toHaveLength(6);
    expect(section(loaded)).toMatchObject({
      properties: {
        a: {},
        b: { maxLength: 4 },
        c: { type: ['string'] },
        d: { type: ['array'], items: {} },
        e: { type: ['integer'], minLength: 1 },
      },
    });
  });
});

describe('objects', () => {
  it('are open unless their use closes them, whatever else they may be', () => {
    const loaded = load({
      ...MINIMAL,
      'p.yaml': planWith(
        '"#property:a"',
        '"#property:b", additional_properties: false',
        '"#property:c"',
        '"#property:d", additional_properties: true',
      ),
      'x.yaml': `${head('properties')}  properties:\n    - { id: a, name: a, types: [object, "null"] }\n    - { id: b, name: b, type: object }\n    - { id: c, name: c, type: "#custom-type:c" }\n    - { id: d, name: d, type: array }\n`,
      't.yaml': `${head('custom-types')}  types:\n    - { id: c, name: Free, type: object, config: { additional_properties: false } }\n`,
    });
    expect(loaded.problems).toEqual([]);
    expect(section(loaded)).toMatchObject({
      properties: {
        a: { type: ['null', 'object'], additionalProperties: true },
        b: { type: ['object'], additionalProperties: false },
        d: { type: ['array'], items: { additionalProperties: true } },
      },
    });
    expect(schemaOf(loaded, KEY)).toMatchObject({ $defs: { Free: { type: ['object'], additionalProperties: false } } });
  });
});

describe('links', () => {
  const linksOf = (path: string): ReturnType<typeof rudderstack.links> => {
    const [document] = documentsOf({ [path]: library[path] ?? '' });
    if (document === undefined) throw new Error(path);
    return rudderstack.links(document);
  };

  it('name what a file defines and needs by id, whatever the spelling of the reference', () => {
    expect(linksOf('plan-legacy.yaml')).toEqual({
      defines: ['tracking-plan/readers', 'name of tracking-plan/Readers'],
      needs: ['event/reader_known', 'property/mail', 'event/branch_joined', 'property/condition'],
    });
    expect(linksOf('types.yaml')).toEqual({
      defines: ['custom-type/street', 'name of custom-type/Street', 'custom-type/address', 'name of custom-type/PostalAddress'],
      needs: ['property/streets', 'property/mail', 'property/anything'],
    });
    expect(linksOf('properties-legacy.yaml').needs).toEqual(['custom-type/address']);
    expect(linksOf('plan.yaml').needs.toSorted()).toEqual([
      'event/book_lent',
      'property/address',
      'property/anything',
      'property/borrower',
      'property/condition',
      'property/loan_days',
      'property/loan_kind',
      'property/mail',
      'property/shelf_mark',
      'property/visits',
    ]);
    expect(linksOf('events.yaml')).toMatchObject({
      defines: [
        'event/book_lent',
        'name of event/Book Lent',
        'event/reader_known',
        'name of event/identify',
        'event/branch_joined',
        'name of event/group',
      ],
      needs: ['category/lending'],
    });
    expect(linksOf('source.yaml')).toEqual({
      defines: ['event-stream-source/desk_source', 'name of event-stream-source/Desk'],
      needs: [],
      checks: [],
    });
  });

  it('are enough: what an event needs follows from link to link', () => {
    const all = documentsOf(library);
    const linked = (start: string): SourceDocument[] => {
      const found = new Set(all.filter(({ path }) => path === start));
      for (const document of found) {
        for (const other of all)
          if (rudderstack.links(document).needs.some((id) => rudderstack.links(other).defines.includes(id))) found.add(other);
      }
      return [...found].toSorted((one, other) => (one.path < other.path ? -1 : 1));
    };
    const alone = loadDocuments(linked('plan-legacy.yaml'));
    expect(alone.problems).toEqual([]);
    expect(schemaOf(alone, 'rudderstack:readers/reader_known')).toEqual(schemaOf(load(library), 'rudderstack:readers/reader_known'));
    expect(linked('plan.yaml').map(({ path }) => path)).not.toContain('plan-legacy.yaml');
  });
});

describe('hostile files', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a/b~c', '#', '%41', 'ü', '"\\ud800"'])(
    '%s as id and name of everything',
    (name) => {
      const id = name.startsWith('"') ? name : JSON.stringify(name);
      const text = JSON.parse(id) as string;
      const reference = (kind: string): string => JSON.stringify(`#${kind}:${text}`).replaceAll('\uD800', '\\ud800');
      const loaded = load({
        'e.yaml': `${head('events')}  events:\n    - { id: ${id}, name: ${id}, event_type: track, category: ${reference('category')} }\n`,
        'c.yaml': `${head('categories')}  categories:\n    - { id: ${id}, name: ${id} }\n`,
        'x.yaml': `${head('properties')}  properties:\n    - { id: ${id}, name: ${id}, type: ${reference('custom-type')} }\n`,
        't.yaml': `${head('custom-types')}  types:\n    - { id: ${id}, name: ${id}, type: string, config: { max_length: 2 } }\n`,
        'p.yaml': `${head('tracking-plan')}  id: ${id}\n  display_name: Plan\n  rules:\n    - { type: event_rule, id: ${id}, event: ${reference('event')}, properties: [{ property: ${reference('property')}, required: true }] }\n`,
      });
      expect(shown(loaded).filter((line) => !line.includes('is not allowed'))).toEqual([]);
      const [only] = loaded.events;
      expect(loaded.events).toHaveLength(1);
      const schema = only?.schema.documents.get(only.schema.uri) as {
        readonly properties: { readonly properties: { readonly properties: object; readonly required: readonly string[] } };
        readonly $defs: object;
      };
      expect(Object.keys(schema.properties.properties.properties)).toEqual([text]);
      expect(schema.properties.properties.required).toEqual([text]);
      expect(Object.keys(schema.$defs)).toEqual([text]);
      expect(Object.getPrototypeOf(schema.$defs)).toBe(Object.prototype);
      expect(() => new URL(only?.schema.uri ?? '')).not.toThrow();
    },
  );

  it('as unknown fields', () => {
    const loaded = load({
      ...MINIMAL,
      'x.yaml': `${head('properties')}  properties:\n    - { id: a, name: a, __proto__: 1, constructor: 2, config: { toString: 3 } }\n`,
    });
    expect(shown(loaded).map((line) => line.slice(line.indexOf('| ') + 2))).toEqual([
      'Property "a" has an unknown field "__proto__".',
      'Property "a" has an unknown field "constructor".',
      'The configuration of property "a" has an unknown keyword "toString".',
    ]);
  });

  it.each([
    'version: rudder/v1\nkind: KIND\nmetadata: []\nspec: 7\n',
    `${head('KIND')}  FIELD: 7\n`,
    `${head('KIND')}  FIELD: [7, [], {}, null, "x"]\n`,
  ])('of another shape: %j', (pattern) => {
    const fields = {
      properties: 'properties',
      events: 'events',
      categories: 'categories',
      'custom-types': 'types',
      'tracking-plan': 'rules',
    };
    for (const [kind, field] of Object.entries(fields)) {
      const loaded = load({ 'f.yaml': pattern.replace('KIND', kind).replace('FIELD', field) });
      expect(loaded.events).toEqual([]);
      expect(loaded.problems.length).toBeGreaterThan(0);
    }
  });

  it('never throws, whatever stands where', () => {
    const scalar = fc.constantFrom('7', '"x"', 'true', 'null', '[]', '{}', '[[1]]', '"#property:a"', '"{{ .X }}"', '1e999', '{ $ref: x }');
    const names = [
      'id',
      'name',
      'type',
      'types',
      'item_type',
      'item_types',
      'config',
      'propConfig',
      'properties',
      'variants',
      'event',
      'includes',
      'required',
    ];
    const map = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), scalar), { selector: ([name]) => name })
      .map((pairs) => `{ ${pairs.map(([name, value]) => `${name}: ${value}`).join(', ')} }`);
    const kinds = fc.constantFrom(
      ['properties', 'properties'],
      ['events', 'events'],
      ['categories', 'categories'],
      ['custom-types', 'types'],
      ['tracking-plan', 'rules'],
      ['tp', 'rules'],
    );
    fc.assert(
      fc.property(kinds, fc.array(map, { maxLength: 4 }), fc.boolean(), ([kind = '', field = ''], items, legacy) => {
        const text = `${head(kind)}  ${field}:\n${items.map((item) => `    - ${item}\n`).join('')}${field === 'rules' ? '  id: p\n' : ''}`;
        const loaded = load({ 'f.yaml': legacy ? text.replace('rudder/v1', 'rudder/0.1') : text });
        expect(loaded.events.length).toBeLessThanOrEqual(items.length);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });

  it('with long chains of custom types overflow nothing', () => {
    const count = 5_000;
    const list = (line: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => `    - ${line(index)}\n`).join('');
    const loaded = load({
      'e.yaml': MINIMAL['e.yaml'],
      'p.yaml': planWith('"#property:p0"'),
      't.yaml': `${head('custom-types')}  types:\n${list((index) => `{ id: t${index}, name: T${index}, type: object, properties: [{ property: "#property:p${index + 1}" }] }`)}`,
      'x.yaml': `${head('properties')}  properties:\n${list((index) => `{ id: p${index}, name: n${index}, type: "#custom-type:t${index}" }`)}`,
    });
    expect(shown(loaded)).toEqual([
      `unresolved-reference t.yaml:${count + 5}:62 custom-type:t${count - 1} | There is no property "p${count}".`,
      `invalid-definition p.yaml:8:34 ${KEY} | The event uses more than 1000 custom types; the rest is left out.`,
    ]);
    expect(Object.keys((schemaOf(loaded, KEY) as { readonly $defs: object }).$defs)).toHaveLength(1_000);
  });
});
