import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Contract, FieldSource, Requirement } from '../../src/destinations/contract.ts';
import { packs } from '../../src/destinations/packs.ts';
import { isKnownCategory } from '../../src/rules/pii/categories.ts';
import { filesBelow, root } from '../project/files.ts';
import { filled, type FieldSchema } from './support.ts';

const FOLDER = 'src/destinations/packs';
const files = filesBelow(FOLDER).map((file) => ({
  id: path.basename(file, '.json'),
  value: JSON.parse(readFileSync(path.join(root, file), 'utf8')) as unknown,
}));

/** What each kind of fact must say: the published schema lets a file that builds on another leave out what it does not change. */
const COMPLETE = {
  requirements: ['requires', 'mapping', 'coerces'],
  names: ['of', 'effect'],
  limits: ['effect'],
  pii: ['category', 'action'],
  envelope: ['needs'],
} as const;

type Kind = keyof typeof COMPLETE;
const kinds = Object.keys(COMPLETE) as Kind[];

function factsOf(pack: Contract): { readonly at: string; readonly kind: Kind; readonly fact: object }[] {
  return kinds.flatMap((kind) =>
    Object.entries(pack[kind]).map(([key, fact]) => ({ at: `${pack.receiver.id}: ${kind}.${key}`, kind, fact })),
  );
}

const facts = packs.flatMap(factsOf);
const requirements = packs.flatMap((pack) =>
  Object.entries(pack.requirements).map(([key, requirement]) => ({ at: `${pack.receiver.id}: ${key}`, requirement })),
);

/** Strict, but for `required` in an `anyOf`, whose properties stand beside it. */
const STRICT = { strict: true, strictRequired: false, allowUnionTypes: true } as const;

const schemaOf = (requirement: Requirement): FieldSchema => requirement.requires as FieldSchema;

test('every file is in the registry, under its name', () => {
  expect(packs.map(({ receiver }) => receiver.id)).toEqual(files.map(({ id }) => id).toSorted());
  expect(packs).toEqual(files.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ value }) => value));
});

test('no two receivers are called the same by a plan', () => {
  const names = packs.flatMap(({ receiver }) =>
    Object.entries(receiver.types ?? {}).flatMap(([format, types]) => types.map((type) => `${format} ${type}`)),
  );
  expect(names.length).toBe(new Set(names).size);
  expect(names.length).toBeGreaterThanOrEqual(2 * packs.length);
});

test('the published schema accepts every file', () => {
  const ajv = new Ajv2020(STRICT);
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path.join(root, 'docs/contract.schema.json'), 'utf8')) as object);
  for (const { id, value } of files) expect(validate(value), `${id}: ${JSON.stringify(validate.errors)}`).toBe(true);
});

test('every fact is complete, with the address of its source and the day on which it was looked up', () => {
  for (const { at, kind, fact } of facts) {
    for (const key of COMPLETE[kind]) expect(fact, at).toHaveProperty(key);
    expect(fact, at).toMatchObject({
      source: expect.stringMatching(/^https:\/\/[^\s/]+\/\S+$/) as string,
      checked: expect.stringMatching(/^202\d-\d\d-\d\d$/) as string,
    });
  }
});

test('a name fact and a limit say something', () => {
  const besides = ['of', 'effect', 'source', 'checked', 'except', 'normalised'];
  const limiting = facts.filter(({ kind }) => kind === 'names' || kind === 'limits');
  expect(limiting.filter(({ fact }) => Object.keys(fact).every((key) => besides.includes(key)))).toEqual([]);
});

test('the length of a text loses a part of it or the property, never the event', () => {
  const texts = packs.flatMap((pack) => Object.values(pack.limits)).filter((fact) => fact['max-text'] !== undefined);
  expect(texts.length).toBeGreaterThan(0);
  for (const { effect } of texts) expect(['truncated', 'dropped']).toContain(effect);
});

test('every category of personal data is one that the rules know', () => {
  const categories = packs.flatMap((pack) => Object.values(pack.pii).map(({ category }) => category));
  expect(categories.filter((category) => !isKnownCategory(category))).toEqual([]);
});

test('every pattern is a regular expression with the `u` flag', () => {
  const patterns = [
    ...packs.flatMap((pack) => Object.values(pack.names).flatMap(({ pattern }) => pattern ?? [])),
    ...requirements.flatMap(({ requirement }) =>
      Object.values(schemaOf(requirement).properties ?? {}).flatMap(({ pattern }) => pattern ?? []),
    ),
  ];
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) expect(() => new RegExp(pattern, 'u'), pattern).not.toThrow();
});

/** The fields that a schema speaks of must be those that the mapping fills, in lists too. */
function expectMapped(schema: FieldSchema, mapping: Readonly<Record<string, FieldSource>>, at: string): void {
  const fields = Object.keys(schema.properties ?? {});
  const mapped = Object.keys(mapping);
  expect(fields.toSorted(), at).toEqual(mapped.toSorted());
  const needed = [...(schema.required ?? []), ...(schema.anyOf ?? []).flatMap(({ required }) => required)];
  expect(
    needed.filter((field) => !mapped.includes(field)),
    at,
  ).toEqual([]);
  for (const [field, source] of Object.entries(mapping)) {
    if (typeof source === 'string' || !('each' in source)) continue;
    expectMapped(schema.properties?.[field]?.items ?? {}, source.each, `${at}.${field}`);
  }
}

describe.each(requirements)('$at', ({ at, requirement }) => {
  test('its schema compiles, strictly', () => {
    const ajv = new Ajv2020(STRICT);
    expect(() => ajv.compile(requirement.requires as object)).not.toThrow();
  });

  test('every field of its schema is mapped, from what a plan describes', () => {
    expectMapped(schemaOf(requirement), requirement.mapping ?? {}, at);
    const section = requirement.events?.types?.some((type) => type === 'identify' || type === 'group') === true ? 'traits' : 'properties';
    const paths = Object.values(requirement.mapping ?? {}).flatMap((source) =>
      typeof source === 'string' ? source : 'each' in source ? source.list : source,
    );
    expect(paths.filter((source) => !source.startsWith(`${section}.`))).toEqual([]);
  });
});

/** What becomes of an event: the fields that a requirement fills from it, as Segment's pipeline makes them fit. */
function accepts(id: string, key: string, properties: Readonly<Record<string, unknown>>): boolean {
  const requirement = packs.find(({ receiver }) => receiver.id === id)?.requirements[key];
  if (requirement === undefined) throw new Error(`${id} has no ${key}`);
  const ajv = new Ajv2020({ ...STRICT, coerceTypes: 'array' });
  return ajv.validate(requirement.requires as object, filled(requirement.mapping ?? {}, { properties }));
}

describe('"Order Completed"', () => {
  const order = { order_id: 'o-1', currency: 'EUR', total: 19.9, products: [{ product_id: 'p-1', name: 'Cup', price: 19.9, quantity: 1 }] };

  test('with total and without revenue is fine for Google Analytics and Iterable, and lost for Meta', () => {
    expect(accepts('google-analytics-4', 'purchase', order)).toBe(true);
    expect(accepts('iterable', 'track-purchase', order)).toBe(true);
    expect(accepts('facebook-conversions-api', 'purchase', order)).toBe(false);
    expect(accepts('facebook-conversions-api', 'purchase', { ...order, revenue: 18 })).toBe(true);
  });

  test('with a currency in small letters is fine for Google Analytics, and lost for Meta', () => {
    expect(accepts('google-analytics-4', 'purchase', { ...order, currency: 'eur' })).toBe(true);
    expect(accepts('facebook-conversions-api', 'purchase', { ...order, revenue: 18, currency: 'eur' })).toBe(false);
  });

  test('with products without an id or a name is lost for Google Analytics', () => {
    expect(accepts('google-analytics-4', 'purchase', { ...order, products: [{ name: 'Cup' }] })).toBe(true);
    expect(accepts('google-analytics-4', 'purchase', { ...order, products: [{ sku: 's-1' }] })).toBe(false);
  });

  test('with half a piece is lost for Iterable, and with the price as a text it is made to fit', () => {
    const product = { product_id: 'p-1', name: 'Cup', price: '19.9', quantity: 1 };
    expect(accepts('iterable', 'track-purchase', { ...order, products: [product] })).toBe(true);
    expect(accepts('iterable', 'track-purchase', { ...order, products: [{ ...product, quantity: 0.5 }] })).toBe(false);
  });
});
