import { describe, expect, test } from 'vitest';
import type { Contract, LimitFact, NameFact, PersonalFact } from '../../src/destinations/contract.ts';
import { packs } from '../../src/destinations/packs.ts';
import type { PiiSettings } from '../../src/rules/settings.ts';
import { DEFAULT_SETTINGS } from '../../src/rules/settings.ts';
import { saidOf } from './support.ts';

interface Fact<Kind> {
  readonly at: string;
  readonly pack: Contract;
  readonly key: string;
  readonly fact: Kind;
}

function factsOf<Kind>(group: (pack: Contract) => Readonly<Record<string, Kind>>): readonly Fact<Kind>[] {
  return packs.flatMap((pack) =>
    Object.entries(group(pack)).map(([key, fact]) => ({ at: `${pack.receiver.id}: ${key}`, pack, key, fact })),
  );
}

const NOTHING = { requirements: {}, names: {}, limits: {}, pii: {}, envelope: {} };
const event = (name: string) => ({
  type: 'track' as const,
  name,
  data: { type: 'object', properties: { order_total: { type: 'number' } } },
});
const withProperties = (properties: object) => ({ type: 'track' as const, name: 'order_placed', data: { type: 'object', properties } });

const names = factsOf<NameFact>(({ names: facts }) => facts);

/** Names that break a fact, one for each thing that it says, and names that just keep it. */
function namesFor(fact: NameFact): { readonly bad: readonly string[]; readonly good: readonly string[] } {
  const { 'max-length': length, 'max-bytes': bytes, pattern, reserved = [], 'reserved-prefixes': prefixes = [] } = fact;
  const expression = pattern === undefined ? null : new RegExp(pattern, 'u');
  return {
    bad: [
      ...(length === undefined ? [] : ['a'.repeat(length + 1)]),
      ...(bytes === undefined ? [] : ['é'.repeat(bytes / 2 + 1)]),
      ...(expression === null ? [] : ['1st-order', 'größe '].filter((each) => !expression.test(each.trim()))),
      ...reserved,
      ...prefixes.map((prefix) => `${prefix}total`),
    ],
    good: [
      ...(length === undefined ? [] : ['a'.repeat(length)]),
      ...(bytes === undefined ? [] : ['é'.repeat(bytes / 2)]),
      ...reserved.map((each) => `order_${each.replaceAll(/\W/g, '')}`),
      ...prefixes.map((prefix) => `order_${prefix.replaceAll(/\W/g, '')}`),
      'order_total',
    ],
  };
}

const ROWS = {
  rejected: 'destination-loses-event',
  dropped: 'destination-loses-property',
  coerced: 'destination-coerces',
  truncated: 'destination-truncates',
} as const;

describe.each(names)('the fact of names $at', ({ pack, key, fact }) => {
  const contract = { ...pack, ...NOTHING, names: { [key]: fact } };
  const said = (...all: readonly string[]): readonly string[] =>
    saidOf(
      ['destination/name'],
      contract,
      fact.of === 'event' ? all.map(event) : [withProperties(Object.fromEntries(all.map((each) => [each, { type: 'number' }])))],
    ).map(
      ({ path, audiences, events: [first] }) =>
        `${fact.of === 'event' ? first?.name : path.slice('properties.'.length)} ${audiences[0]?.row}`,
    );
  const row = fact.of === 'event' && fact.effect === 'dropped' ? ROWS.rejected : ROWS[fact.effect];
  const { bad, good } = namesFor(fact);

  test('is told of each name that breaks it, and of no other', () => {
    if (fact['same-after'] === undefined) expect(bad.length).toBeGreaterThan(0);
    for (const each of bad) {
      const [told, ...more] = said(each);
      expect(more, each).toEqual([]);
      expect(told, each).toMatch(new RegExp(`${row}$`));
    }
    expect(said(...good)).toEqual([]);
  });

  test('tells of names that are one', () => {
    const same = fact['same-after'] === 'lower-case-underscores' ? ['Order Total', 'order_total'] : ['Order_Total', 'order_total'];
    expect(said(...same)).toEqual(fact['same-after'] === undefined ? [] : [`order_total ${row}`]);
  });
});

const limits = factsOf<LimitFact>((pack) => pack.limits);
const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, { type: 'number' }]));
const deep = (levels: number): object => (levels === 1 ? { type: 'number' } : { type: 'object', properties: { inner: deep(levels - 1) } });

/** Properties that break a limit, with where it is told, and such as just keep it. */
function propertiesFor(fact: LimitFact): readonly { readonly bad: object; readonly path: string; readonly good: object }[] {
  const { 'max-properties': count, 'max-depth': depth, 'no-kinds': kinds = [], 'max-items': items, 'max-text': text } = fact;
  return [
    ...(count === undefined ? [] : [{ bad: many(count + 1), path: '', good: many(count) }]),
    ...(depth === undefined
      ? []
      : [{ bad: { a: deep(depth + 1) }, path: `properties.a${'.inner'.repeat(depth)}`, good: { a: deep(depth) } }]),
    ...kinds.map((kind) => ({
      bad: { a: { type: ['string', kind] } },
      path: 'properties.a',
      good: { a: { type: ['string', 'number', 'boolean'] } },
    })),
    ...(items === undefined
      ? []
      : [
          {
            bad: { a: { type: 'array', maxItems: items + 1, items: {} } },
            path: 'properties.a',
            good: { a: { type: 'array', maxItems: items }, b: { type: 'array' } },
          },
        ]),
    ...(text === undefined
      ? []
      : [
          {
            bad: { a: { type: 'string', maxLength: text + 1 } },
            path: 'properties.a',
            good: { a: { type: 'string', maxLength: text }, b: { type: 'string' } },
          },
        ]),
  ];
}

describe.each(limits)('the limit $at', ({ pack, key, fact }) => {
  const contract = { ...pack, ...NOTHING, limits: { [key]: fact } };
  const said = (properties: object): readonly string[] =>
    saidOf(['destination/limit'], contract, [withProperties(properties)]).map(({ path, audiences }) => `${path} ${audiences[0]?.row}`);

  test('is told of what is beyond it, and not of what just keeps it', () => {
    const cases = propertiesFor(fact);
    expect(cases.length).toBeGreaterThan(0);
    for (const { bad, path, good } of cases) {
      expect(said(bad)).toEqual([`${path} ${ROWS[fact.effect]}`]);
      expect(said(good)).toEqual([]);
    }
  });

  test('does not hold for what is excepted', () => {
    const excepted = (fact.except ?? []).flatMap((name) =>
      propertiesFor(fact).flatMap(({ bad, path }) => (path === '' ? [] : said({ [name]: (Object.values(bad) as readonly object[])[0] }))),
    );
    expect(excepted).toEqual([]);
  });
});

const personal = factsOf<PersonalFact>(({ pii }) => pii);
const RULE = { deny: 'pii/denied-destination', 'require-hash': 'pii/hash-required', 'never-hash': 'pii/needless-hash' } as const;
const PLAIN = { type: 'string' };
const HASHED = { type: 'string', pattern: '^[a-f0-9]{64}$' };

describe.each(personal)('the fact of personal data $at', ({ pack, key, fact }) => {
  const contract = { ...pack, ...NOTHING, pii: { [key]: fact } };
  /** What is told of a property that the team declared to be of a category. */
  const said = (schema: object, category: string): readonly string[] => {
    const place = { file: 'schema-gate.yml', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const scope = { events: [], types: [], plans: [], tags: [], files: [], paths: ['**.datum'] };
    const pii: PiiSettings = { ...DEFAULT_SETTINGS.pii, fields: [{ scope, category, at: place }] };
    return saidOf(Object.values(RULE), contract, [withProperties({ datum: schema })], { pii }).map(({ rule, path }) => `${rule} ${path}`);
  };
  const told = [`${RULE[fact.action]} properties.datum`];

  test('is told of data of its category and below it, and of no other', () => {
    const [bad, good] = fact.action === 'never-hash' ? [HASHED, PLAIN] : [PLAIN, HASHED];
    for (const category of [fact.category, `${fact.category}.finer`]) {
      expect(said(bad, category)).toEqual(told);
      expect(said(good, category)).toEqual(fact.action === 'deny' ? told : []);
    }
    expect(said(bad, `${fact.category}er`)).toEqual([]);
    expect(said(bad, 'user.behavior')).toEqual([]);
  });
});
