import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { MappedField, PlannedRoute } from '../../../src/plan/model.ts';
import { printPath } from '../../../src/plan/paths.ts';
import { load, rule } from './support.ts';

const subscription = (body: string): string => `resource "segment_destination_subscription" "orders" {\n${body}\n}\n`;
const destination = (body = '', label = 'ads'): string =>
  `resource "segment_destination" "${label}" {\n  name = "Ads"\n  source_id = segment_source.web.id\n${body}\n}\n`;
const SOURCE = 'resource "segment_source" "web" {\n  slug = "web"\n}\n';
const BODY = '  name = "Orders"\n  destination_id = segment_destination.ads.id\n  action_id = "act1"';
const governed = (plan: string): string =>
  `resource "segment_source_tracking_plan_connection" "web" {\n  source_id = segment_source.web.id\n  tracking_plan_id = ${plan}\n}\n`;

const routes = (...parts: readonly string[]): readonly PlannedRoute[] => load({ 'main.tf': parts.join('') }).routes ?? [];

describe('a subscription of a destination', () => {
  it('is a route to what its destination is, as far as the repository says', () => {
    expect(routes(subscription(`${BODY}\n  trigger = "type = \\"track\\""`))).toMatchObject([
      {
        owner: 'segment-subscription:orders',
        name: 'Orders',
        format: 'segment',
        receiver: null,
        action: null,
        plans: null,
        types: ['track'],
        admitted: null,
        blocked: [],
        mapping: null,
        location: { file: 'main.tf', line: 2, column: 3 },
      },
    ]);
    expect(routes(subscription(BODY), destination('  metadata = { id = "m1" }'), SOURCE)).toMatchObject([
      { name: 'Ads: Orders', receiver: 'm1', action: null, plans: null, types: null },
    ]);
    const metadata = '  metadata = { id = "m1", slug = "ads-cloud", actions = [{ id = "act1", slug = "purchase" }] }';
    expect(routes(subscription(BODY), destination(metadata))).toMatchObject([{ receiver: 'ads-cloud', action: 'purchase' }]);
  });

  it.each([['metadata = data.segment_destination_metadata.ads'], ['metadata = { id = data.segment_destination_metadata.ads.id }']])(
    'knows what Terraform looks up: %s',
    (metadata) => {
      const data = 'data "segment_destination_metadata" "ads" {\n  id = "m2"\n}\n';
      expect(routes(subscription(BODY), destination(`  ${metadata}`), data)).toMatchObject([{ receiver: 'm2' }]);
    },
  );

  it('finds what Git sync writes by its ids, over folders', () => {
    const files = {
      'destinations/d1.tf': `import {\n  to = segment_destination.id-d1\n  id = "d1"\n}\n${destination('  metadata = { id = "m1" }', 'id-d1').replace('segment_source.web.id', '"s1"')}`,
      'subscriptions/d1_1.tf': subscription('  name = "Orders"\n  destination_id = "d1"'),
      'sources/s1.tf': 'resource "segment_source" "id-s1" {\n  enabled = true\n}\n',
    };
    expect(load(files).routes).toMatchObject([{ owner: 'segment-subscription:subscriptions/orders', name: 'Ads: Orders', receiver: 'm1' }]);
    expect(load({ ...files, 'sources/s1.tf': files['sources/s1.tf'].replace('true', 'false') }).routes).toEqual([]);
  });

  it.each([
    ['it is switched off', [subscription(`${BODY}\n  enabled = false`), destination()]],
    ['its destination is', [subscription(BODY), destination('  enabled = false')]],
    ['its source is', [subscription(BODY), destination(), SOURCE.replace('slug = "web"', 'enabled = false')]],
    ['it reads rows of a warehouse', [subscription(`${BODY}\n  model_id = "m"`), destination()]],
  ])('is none where %s', (_, parts) => {
    expect(routes(...parts)).toEqual([]);
  });

  it('gets what the plan of its source holds', () => {
    const at = [subscription(BODY), destination(), SOURCE];
    const plan = 'resource "segment_tracking_plan" "shop" {\n  name = "Shop"\n}\n';
    expect(routes(...at, governed('"tp_1"'))).toMatchObject([{ plans: ['tp_1'] }]);
    expect(routes(...at, governed('segment_tracking_plan.shop.id'), plan)).toMatchObject([{ plans: ['shop'] }]);
    expect(routes(...at, governed('var.plan'))).toMatchObject([{ plans: null }]);
    const copies = { id: 'tp_1', resourceSchemaId: 'rs_1', rules: [rule('A', {})] };
    const { routes: reaching } = load({
      'a.json': copies,
      'b.json': { ...copies, rules: [rule('B', {})] },
      'main.tf': [...at, governed('"tp_1"')].join(''),
    });
    expect(reaching).toMatchObject([{ plans: ['tp_1', 'tp_1 in b.json'] }]);
  });
});

const show = (field: MappedField): string => {
  switch (field.kind) {
    case 'paths':
      return field.paths.map(printPath).join(' else ');
    case 'list':
      return `each of ${printPath(field.path)}: ${shown(field.each)}`;
    case 'object':
      return `{${shown(field.fields)}}`;
    case 'literal':
      return JSON.stringify(field.value);
    case 'unknown':
      return '?';
  }
};
const shown = (fields: ReadonlyMap<string, MappedField>): string => [...fields].map(([name, field]) => `${name}=${show(field)}`).join(' ');

test.each([
  ['a path', '{ "@path" = "$.properties.order_id" }', 'properties.order_id'],
  ['the whole message', '{ "@path" = "$." }', ''],
  ['another expression', '{ "@path" = "$.properties[0]" }', '?'],
  ['a value', '75', '75'],
  ['a literal', '{ "@literal" = "web" }', '"web"'],
  ['a literal that is computed', '{ "@literal" = { "@path" = "$.a" } }', '?'],
  ['a choice', '{ "@if" = { exists = { "@path" = "$.a" }, then = { "@path" = "$.a" }, else = { "@path" = "$.b" } } }', 'a else b'],
  ['a choice without an else', '{ "@if" = { blank = { "@path" = "$.a" }, then = { "@path" = "$.a" } } }', 'a'],
  [
    'a choice in a choice',
    '{ "@if" = { exists = { "@path" = "$.a" }, then = { "@path" = "$.a" }, else = { "@if" = { exists = { "@path" = "$.b" }, then = { "@path" = "$.b" }, else = { "@path" = "$.c" } } } } }',
    'a else b else c',
  ],
  ['a choice by something else', '{ "@if" = { exists = { "@path" = "$.a" }, then = { "@path" = "$.b" } } }', '?'],
  ['a choice that ends in a literal', '{ "@if" = { exists = { "@path" = "$.a" }, then = { "@path" = "$.a" }, else = "x" } }', '?'],
  [
    'a list',
    '{ "@arrayPath" = ["$.properties.lines", { sku = { "@path" = "sku" }, price = { "@path" = "$.price" } }] }',
    'each of properties.lines: sku=properties.lines[].sku price=properties.lines[].price',
  ],
  ['a list as it is', '{ "@arrayPath" = ["$.properties.lines"] }', 'properties.lines'],
  ['a list of something computed', '{ "@arrayPath" = [{ "@template" = "{{a}}" }, { a = 1 }] }', '?'],
  ['an object', '{ value = { "@path" = "$.a" }, kind = "sum" }', '{value=a kind="sum"}'],
  ['a template', '{ "@template" = "{{a}}" }', '?'],
  ['a list written out', '["a", "b"]', '["a","b"]'],
  ['what Terraform computes', 'var.field', '?'],
])('the mapping of a field: %s', (_, text, expected) => {
  const [route] = routes(subscription(`  settings = jsonencode({ field = ${text} })`));
  expect(route?.mapping instanceof Map ? shown(route.mapping) : route?.mapping).toBe(`field=${expected}`);
});

test.each([
  ['{ "@transform" = { apply = {} } }', 'unknown'],
  ['var.settings', 'unknown'],
  ['null', null],
])('the mapping %s', (settings, expected) => {
  expect(routes(subscription(`  settings = ${settings}`))).toMatchObject([{ mapping: expected }]);
});

const CORPUS = fileURLToPath(new URL('../../../../shared/corpora/segment-git-sync-tf/', import.meta.url));

test.skipIf(!existsSync(CORPUS))('real subscriptions that are on are routes (needs ../shared/corpora)', () => {
  const texts = (folder: string): readonly (readonly [string, string])[] =>
    readdirSync(`${CORPUS}${folder}`).map((name) => [`${folder}/${name}`, readFileSync(`${CORPUS}${folder}/${name}`, 'utf8')] as const);
  const [subscriptions, destinations] = [texts('destination_subscriptions'), texts('destinations')];
  const isOff = (text: string): boolean => /^\s*enabled\s*=\s*false/m.test(text);
  const off = new Set(destinations.flatMap(([, text]) => (isOff(text) ? [/to = segment_destination\.id-(\w+)/.exec(text)?.[1]] : [])));
  const on = subscriptions.filter(
    ([, text]) => !isOff(text) && /model_id\s*=\s*null/.test(text) && !off.has(/destination_id\s*=\s*"(\w+)"/.exec(text)?.[1]),
  );
  const found = load(Object.fromEntries([...subscriptions, ...destinations])).routes ?? [];
  expect(found.length).toBeGreaterThan(20);
  expect(found.map(({ location }) => location.file).toSorted()).toEqual(on.map(([path]) => path).toSorted());
  expect(found.every(({ receiver }) => receiver !== null)).toBe(true);
});
