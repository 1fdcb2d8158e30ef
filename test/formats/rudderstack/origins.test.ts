import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentsOf, event, folder, load, loadDocuments, origin, schemaOf } from './project.ts';

const library = folder(fileURLToPath(new URL('../../../fixtures/formats/rudderstack/library', import.meta.url)));
const loaded = load(library);
const LENT = 'rudderstack:desk/book_lent';
const KNOWN = 'rudderstack:readers/reader_known';
const JOINED = 'rudderstack:readers/branch_joined';
const SECTION = '/properties/properties';

describe('a project of mixed versions', () => {
  it('is read without a problem', () => {
    expect(loaded.problems).toEqual([]);
    expect(loaded.ignored).toEqual([]);
  });

  it('gives one event for each rule of each plan', () => {
    const shown = loaded.events.map(({ key, plan, type, name, section, sectionPointer }) => [
      key,
      plan,
      type,
      name,
      section,
      sectionPointer,
    ]);
    expect(shown).toEqual([
      [KNOWN, 'readers', 'identify', 'identify', 'context.traits', '/properties/context/properties/traits'],
      [JOINED, 'readers', 'group', 'group', 'traits', '/properties/traits'],
      [LENT, 'desk', 'track', 'Book Lent', 'properties', '/properties/properties'],
    ]);
    expect(event(loaded, LENT).description).toBe('A reader took a book home');
    expect(event(loaded, LENT).location).toEqual({ file: 'plan.yaml', line: 11, column: 7, endLine: 11, endColumn: 32 });
  });

  it('expands a rule with nested properties, custom types and variants', () => {
    expect(schemaOf(loaded, LENT)).toEqual({
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      type: 'object',
      properties: {
        properties: {
          type: 'object',
          properties: {
            shelfMark: { type: ['string'], minLength: 3, pattern: '^[A-Z]' },
            loanKind: { type: ['string'], enum: ['short', 'long'] },
            condition: { type: ['null', 'string'], enum: ['mint', 'worn', null] },
            borrower: {
              type: ['object'],
              additionalProperties: false,
              properties: {
                email: { type: ['string'], format: 'email' },
                visits: {
                  type: ['array'],
                  maxItems: 12,
                  items: {
                    type: ['object'],
                    additionalProperties: true,
                    properties: { loanDays: { type: ['integer', 'null'], minimum: 1, maximum: 90 } },
                    required: [],
                  },
                },
              },
              required: ['email'],
            },
            address: { $ref: '#/$defs/PostalAddress' },
          },
          required: ['shelfMark', 'loanKind', 'condition'],
          unevaluatedProperties: false,
          allOf: [
            {
              type: 'object',
              allOf: [
                {
                  if: { properties: { loanKind: { enum: ['short'] } }, required: ['loanKind'] },
                  then: { properties: { loanDays: { type: ['integer', 'null'], minimum: 1, maximum: 90 } }, required: ['loanDays'] },
                },
                {
                  if: { properties: { loanKind: { not: { enum: ['short'] } } }, required: ['loanKind'] },
                  then: { properties: { anything: {} }, required: [] },
                },
              ],
            },
          ],
        },
      },
      $defs: {
        PostalAddress: {
          type: ['object'],
          properties: {
            streets: { type: ['array'], items: { $ref: '#/$defs/Street' } },
            email: { type: ['string'], format: 'email' },
          },
          required: ['streets'],
          allOf: [
            {
              type: 'object',
              allOf: [
                {
                  if: { properties: { email: { enum: ['nobody@example.org'] } }, required: ['email'] },
                  then: { properties: { anything: {} }, required: ['anything'] },
                },
              ],
            },
          ],
        },
        Street: { type: ['string'], maxLength: 80 },
      },
    });
  });

  it('puts the section of an identity event where the rule says, and does not require it', () => {
    expect(schemaOf(loaded, KNOWN)).toEqual({
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      type: 'object',
      properties: {
        context: {
          type: 'object',
          properties: {
            traits: {
              type: 'object',
              properties: { email: { type: ['string'], format: 'email' } },
              required: ['email'],
              unevaluatedProperties: true,
            },
          },
        },
      },
    });
    expect(schemaOf(loaded, JOINED)).toMatchObject({ properties: { traits: { required: ['condition'], unevaluatedProperties: false } } });
  });
});

// Lines and columns counted by hand in the files.
describe('where the parts of an effective schema come from', () => {
  const rule = `${LENT} `;
  const inside = (name: string): string => `${SECTION}/properties/${name}`;
  const branches = `${SECTION}/allOf/0/allOf`;
  const nested = `${inside('borrower')}/properties`;
  it.each([
    ['the event', '', `plan.yaml:11:7 ${rule}`],
    ['an unknown place', '/nowhere/at/all', `plan.yaml:11:7 ${rule}`],
    ['the section', SECTION, `plan.yaml:11:7 ${rule}`],
    ['openness by default', `${SECTION}/unevaluatedProperties`, `plan.yaml:11:7 ${rule}`],
    ['the list of properties', `${SECTION}/properties`, `plan.yaml:12:7 ${rule}`],
    ['a property', inside('shelfMark'), `plan.yaml:13:11 ${rule}`],
    ['its requirement', `${SECTION}/required/0`, `plan.yaml:14:11 ${rule}`],
    ['a requirement before its property', `${SECTION}/required/2`, `plan.yaml:17:11 ${rule}`],
    ['that property', inside('condition'), `plan.yaml:18:11 ${rule}`],
    ['a type', `${inside('shelfMark')}/type`, `properties-legacy.yaml:9:13 property:shelf_mark ${inside('shelfMark')}`],
    ['a bound', `${inside('shelfMark')}/minLength`, `properties-legacy.yaml:11:9 property:shelf_mark ${inside('shelfMark')}`],
    [
      'a keyword that is not there',
      `${inside('shelfMark')}/format`,
      `properties-legacy.yaml:7:7 property:shelf_mark ${inside('shelfMark')}`,
    ],
    ['an enum', `${inside('condition')}/enum`, `properties-legacy.yaml:17:9 property:condition ${inside('condition')}`],
    ['a value of an enum', `${inside('condition')}/enum/1`, `properties-legacy.yaml:19:13 property:condition ${inside('condition')}`],
    ['a value of a flow enum', `${inside('loanKind')}/enum/1`, `properties.yaml:11:23 property:loan_kind ${inside('loanKind')}`],
    ['a nested property', `${nested}/email`, `plan.yaml:22:15 ${rule}`],
    ['its requirement', `${inside('borrower')}/required/0`, `plan.yaml:23:15 ${rule}`],
    ['its inside', `${nested}/email/format`, `properties.yaml:23:17 property:mail ${nested}/email`],
    ['the openness of the object around it', `${inside('borrower')}/additionalProperties`, `plan.yaml:20:11 ${rule}`],
    ['the type of that object', `${inside('borrower')}/type`, `properties-legacy.yaml:23:13 property:borrower ${inside('borrower')}`],
    ['a property of items', `${nested}/visits/items/properties/loanDays`, `plan.yaml:26:19 ${rule}`],
    [
      'the first of sorted types',
      `${nested}/visits/items/properties/loanDays/type/0`,
      `properties.yaml:16:11 property:loan_days ${nested}/visits/items/properties/loanDays`,
    ],
    ['a type of items', `${nested}/visits/items/type`, `properties-legacy.yaml:28:9 property:visits ${nested}/visits`],
    ['a reference to a custom type', `${inside('address')}/$ref`, `properties-legacy.yaml:32:13 property:address ${inside('address')}`],
    ['a custom type', '/$defs/PostalAddress', 'types.yaml:12:7 custom-type:address /$defs/PostalAddress'],
    ['its property', '/$defs/PostalAddress/properties/email', 'types.yaml:18:11 custom-type:address /$defs/PostalAddress'],
    ['its requirement', '/$defs/PostalAddress/required/0', 'types.yaml:17:11 custom-type:address /$defs/PostalAddress'],
    [
      'the inside of its property',
      '/$defs/PostalAddress/properties/email/type',
      'properties.yaml:22:13 property:mail /$defs/PostalAddress/properties/email',
    ],
    [
      'a value that selects its variant',
      '/$defs/PostalAddress/allOf/0/allOf/0/if/properties/email/enum/0',
      'types.yaml:24:23 custom-type:address /$defs/PostalAddress',
    ],
    ['another custom type', '/$defs/Street/maxLength', 'types.yaml:11:9 custom-type:street /$defs/Street'],
    ['a variant', `${SECTION}/allOf/0`, `plan.yaml:29:11 ${rule}`],
    ['a case', `${branches}/0`, `plan.yaml:32:15 ${rule}`],
    ['its values', `${branches}/0/if`, `plan.yaml:33:15 ${rule}`],
    ['a value', `${branches}/0/if/properties/loanKind/enum/0`, `plan.yaml:34:19 ${rule}`],
    ['the discriminator', `${branches}/0/if/required/0`, `plan.yaml:30:11 ${rule}`],
    ['a property of the case', `${branches}/0/then/properties/loanDays`, `plan.yaml:36:19 ${rule}`],
    ['its requirement', `${branches}/0/then/required/0`, `plan.yaml:37:19 ${rule}`],
    [
      'its inside',
      `${branches}/0/then/properties/loanDays/maximum`,
      `properties.yaml:19:9 property:loan_days ${branches}/0/then/properties/loanDays`,
    ],
    ['the default', `${branches}/1`, `plan.yaml:38:11 ${rule}`],
    ['a value that the default excludes', `${branches}/1/if/properties/loanKind/not/enum/0`, `plan.yaml:34:19 ${rule}`],
    ['a property of the default', `${branches}/1/then/properties/anything`, `plan.yaml:40:17 ${rule}`],
  ])('%s: %s', (_, pointer, expected) => {
    expect(origin(loaded, LENT, pointer)).toBe(expected);
  });

  it.each([
    ['the section', '/properties/context/properties/traits', `plan-legacy.yaml:14:9 ${KNOWN} `],
    ['openness', '/properties/context/properties/traits/unevaluatedProperties', `plan-legacy.yaml:13:9 ${KNOWN} `],
    ['a property', '/properties/context/properties/traits/properties/email', `plan-legacy.yaml:16:11 ${KNOWN} `],
  ])('in the legacy version, %s: %s', (_, pointer, expected) => {
    expect(origin(loaded, KNOWN, pointer)).toBe(expected);
  });

  it('says what several events may share', () => {
    const { originOf, schema } = event(loaded, LENT);
    const shared = (pointer: string): boolean => originOf({ uri: schema.uri, pointer }).shared;
    expect(shared(inside('shelfMark'))).toBe(false);
    expect(shared(`${inside('shelfMark')}/type`)).toBe(true);
    expect(shared('/$defs/Street')).toBe(true);
  });

  it('knows nothing of another document', () => {
    const { originOf, location } = event(loaded, LENT);
    expect(originOf({ uri: 'elsewhere', pointer: inside('shelfMark') }).location).toEqual(location);
  });

  it('is right with CRLF and a byte order mark', () => {
    const files = Object.fromEntries(Object.entries(library).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
    const windows = loadDocuments(documentsOf(files));
    expect(origin(windows, LENT, `${inside('condition')}/enum/1`)).toBe(
      `properties-legacy.yaml:19:13 property:condition ${inside('condition')}`,
    );
    expect(schemaOf(windows, LENT)).toEqual(schemaOf(loaded, LENT));
  });

  it('is known for every part: a line of the project, under the root of its owner', () => {
    for (const { key, schema, originOf } of loaded.events) {
      const pointers = pointersOf(schema.documents.get(schema.uri), '');
      expect(pointers.length).toBeGreaterThan(5);
      for (const pointer of pointers) {
        const { location, owner, root, shared } = originOf({ uri: schema.uri, pointer });
        expect(Object.keys(library)).toContain(location.file);
        expect(pointer.startsWith(root.pointer)).toBe(true);
        expect(shared).toBe(owner !== key);
      }
    }
  });
});

function pointersOf(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([name, part]) => pointersOf(part, `${pointer}/${name}`))];
}
