import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PropertyDiff } from '../../src/plan/property-diff.ts';
import { diffProperties } from '../../src/plan/property-diff.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { EVENT, events, plan, properties, rule, types } from '../formats/rudderstack/texts.ts';
import { eventOf, onlyChanged, plansOf, versions } from './support.ts';

function shown({ added, removed, renamed }: PropertyDiff): string[] {
  return [
    ...added.map(({ wirePath }) => `+${wirePath}`),
    ...removed.map(({ wirePath }) => `-${wirePath}`),
    ...renamed.map(({ from, to, by }) => `${from.wirePath}>${to.wirePath} by ${by}`),
  ].toSorted();
}

/** What differs between two versions of one JSON Schema. */
function diff(base: object, head: object): string[] {
  const plans = plansOf(...versions(base, head));
  const key = 'json-schema:https://schemas.example.com/order';
  const [before, after] = [eventOf(plans.base, key), eventOf(plans.head, key)];
  return shown(diffProperties(before, after, { base: vocabularyOf(before.schema), head: vocabularyOf(after.schema) }));
}

const string = { type: 'string' };
const short = { type: 'string', maxLength: 7 };
const number = { type: 'number' };
const of = (all: object): object => ({ properties: all });

describe('properties', () => {
  it('come and go', () => {
    expect(diff(of({ a: string, b: number }), of({ a: string, c: string }))).toEqual(['+c', '-b']);
  });

  it('that only changed are neither', () => {
    expect(diff(of({ a: string }), of({ a: number }))).toEqual([]);
  });

  it('inside a property that comes or goes are not listed again', () => {
    expect(diff(of({ a: string }), of({ a: string, b: of({ c: of({ d: string }) }) }))).toEqual(['+b']);
    expect(diff(of({ b: { items: of({ c: string }) } }), of({ z: number }))).toEqual(['+z', '-b']);
  });

  describe('around a reference that names nothing', () => {
    const nowhere = { $ref: './nowhere.json' };

    it('are not known to come or go where only one side has it', () => {
      expect(diff(of({ a: { allOf: [of({ b: string })] } }), of({ a: { allOf: [nowhere] } }))).toEqual([]);
      expect(diff(of({ a: { allOf: [nowhere] } }), of({ a: { allOf: [of({ b: string })] } }))).toEqual([]);
    });

    it('come and go where both sides have it, and elsewhere', () => {
      const both = { a: { allOf: [nowhere, of({ b: string })] } };
      expect(diff(of({ ...both, c: string }), of({ a: { allOf: [nowhere, of({ d: number })] } }))).toEqual(['+a.d', '-a.b', '-c']);
    });
  });

  it('are compared at any depth', () => {
    expect(diff(of({ a: { items: of({ b: string, c: number }) } }), of({ a: { items: of({ b: string }) } }))).toEqual(['-a[].c']);
  });

  it('may have any name', () => {
    expect(diff(JSON.parse('{"properties": {"__proto__": {"type": "string"}}}') as object, of({ constructor: number }))).toEqual([
      '+constructor',
      '-__proto__',
    ]);
  });
});

describe('a rename', () => {
  it('by shape takes a similar name', () => {
    expect(diff(of({ coupon: short }), of({ coupon_code: short }))).toEqual(['coupon>coupon_code by shape']);
    expect(diff(of({ orderTotal: number }), of({ order_total: number }))).toEqual(['orderTotal>order_total by shape']);
  });

  it('is not guessed from the shape alone', () => {
    expect(diff(of({ coupon: short }), of({ voucher: short }))).toEqual(['+voucher', '-coupon']);
  });

  it('is not guessed where the shape changed', () => {
    expect(diff(of({ coupon: short }), of({ coupon_code: string }))).toEqual(['+coupon_code', '-coupon']);
  });

  it('is seen where the words about it changed, too', () => {
    const told = { ...short, title: 'Coupon', description: 'What was typed in.', examples: ['TEA'], $comment: 'asked for by sales' };
    expect(diff(of({ coupon: short }), of({ coupon_code: told }))).toEqual(['coupon>coupon_code by shape']);
    const line = (description: string): object => ({ items: of({ sku: { ...string, description } }) });
    expect(diff(of({ order_lines: line('An article.') }), of({ orderLines: line('What is sold.') }))).toEqual([
      'order_lines>orderLines by shape',
    ]);
  });

  it('needs more of the name than what kind of value it is where the words about it differ', () => {
    const ids = (one: string, words: string): object => of({ [one]: { ...string, description: words } });
    expect(diff(ids('cart_id', 'The cart.'), ids('order_id', 'The order.'))).toEqual(['+order_id', '-cart_id']);
    expect(diff(ids('button_color', 'As shown.'), ids('button_clr', 'As clicked.'))).toEqual(['button_color>button_clr by shape']);
  });

  it('is told apart by the words about it, where that is all there is', () => {
    const base = of({ unit_price: { ...number, description: 'net' }, price_unit: { ...number, description: 'gross' } });
    const head = of({ unitPrice: { ...number, description: 'gross' }, priceUnit: { ...number, description: 'net' } });
    expect(diff(base, head)).toEqual(['price_unit>unitPrice by shape', 'unit_price>priceUnit by shape']);
  });

  it('is none where properties are called as such words are', () => {
    expect(diff(of({ order_text: of({ title: string }) }), of({ orderText: of({ description: string }) }))).toEqual([
      '+orderText',
      '-order_text',
    ]);
  });

  it('is not guessed where two could be meant', () => {
    expect(diff(of({ coupon: short }), of({ coupon_code: short, coupon_text: short }))).toEqual([
      '+coupon_code',
      '+coupon_text',
      '-coupon',
    ]);
    expect(diff(of({ coupon_code: short, coupon_text: short }), of({ coupon: short }))).toEqual([
      '+coupon',
      '-coupon_code',
      '-coupon_text',
    ]);
  });

  it('is not guessed across objects', () => {
    expect(
      diff(of({ a: of({ coupon: short }), b: of({ z: number }) }), of({ a: of({ y: number }), b: of({ z: number, coupon_code: short }) })),
    ).toEqual(['+a.y', '+b.coupon_code', '-a.coupon']);
  });

  it('is seen at any depth', () => {
    expect(diff(of({ a: { items: of({ unit_price: number }) } }), of({ a: { items: of({ unit_cost: number }) } }))).toEqual([
      'a[].unit_price>a[].unit_cost by shape',
    ]);
  });

  it('is seen inside a property that is renamed itself', () => {
    const request = (name: string, part: object): object => ({
      properties: { [name]: { type: 'object', $ref: '#/$defs/line' } },
      $defs: { line: { properties: part } },
    });
    expect(
      diff(request('orderLine', { unitPrice: number, sku: string }), request('order_line', { unit_price: number, note: short })),
    ).toEqual([
      '+order_line.note',
      '-orderLine.sku',
      'orderLine.unitPrice>order_line.unit_price by shape',
      'orderLine>order_line by shape',
    ]);
  });

  it('does not depend on the order of properties', () => {
    const base = Object.entries({ ship_city: string, bill_city: string, ship_zip: string, note: short });
    const head = Object.entries({ ship_town: string, bill_town: string, ship_zip_code: string, remark: short });
    const expected = diff(of(Object.fromEntries(base)), of(Object.fromEntries(head)));
    expect(expected).toContain('bill_city>bill_town by shape');
    const shuffled = <T>(all: T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray(all, { minLength: all.length });
    fc.assert(
      fc.property(shuffled(base), shuffled(head), (before, after) => {
        expect(diff(of(Object.fromEntries(before)), of(Object.fromEntries(after)))).toEqual(expected);
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it('is not searched for among thousands of one shape', () => {
    const many = (prefix: string): object =>
      of(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`${prefix}_${index}`, string])));
    expect(diff(many('old'), many('new'))).toHaveLength(6000);
  });
});

describe('in a RudderStack plan', () => {
  const property = (use: string): string => `properties: [ { property: "#property:${use}" }, { property: "#property:kept" } ]`;
  const project = (name: string, use = 'a') => ({
    'properties.yaml': properties(
      `{ id: a, name: ${name}, type: string }`,
      '{ id: b, name: beta, type: string }',
      '{ id: kept, name: kept, type: number }',
    ),
    'events.yaml': EVENT,
    'plan.yaml': plan(rule(property(use))),
  });

  it('a definition under a new name is that property renamed, however little the names share', () => {
    expect(shown(onlyChanged(project('alpha'), project('omega')).properties)).toEqual(['properties.alpha>properties.omega by definition']);
  });

  it('another definition is another property', () => {
    expect(shown(onlyChanged(project('alpha'), project('alpha', 'b')).properties)).toEqual(['+properties.beta', '-properties.alpha']);
  });

  it('a renamed property of a shared type is renamed wherever it is used', () => {
    const nested = (name: string) => ({
      'properties.yaml': properties(`{ id: a, name: ${name}, type: string }`, '{ id: box, name: box, type: "#custom-type:box" }'),
      'types.yaml': types('{ id: box, name: Box, type: object, properties: [ { property: "#property:a" } ] }'),
      'events.yaml': EVENT,
      'plan.yaml': plan(rule('properties: [ { property: "#property:box" }, { property: "#property:a" } ]')),
    });
    expect(shown(onlyChanged(nested('alpha'), nested('omega')).properties)).toEqual([
      'properties.alpha>properties.omega by definition',
      'properties.box.alpha>properties.box.omega by definition',
    ]);
  });

  it('a section that moved keeps its properties', () => {
    const identify = (section: string) => ({
      'properties.yaml': properties('{ id: a, name: alpha, type: string }'),
      'events.yaml': events('{ id: e, event_type: identify }'),
      'plan.yaml': plan(rule(`identity_section: ${section}, properties: [ { property: "#property:a" } ]`)),
    });
    expect(shown(onlyChanged(identify('traits'), identify('context.traits')).properties)).toEqual([]);
  });
});
