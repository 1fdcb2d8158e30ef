import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../../src/formats/document.ts';
import { segment } from '../../../src/formats/segment/index.ts';
import { loadPlans } from '../../../src/formats/load.ts';
import { memoryTree } from '../../harness/memory-tree.ts';
import { event, keys, load, origin, problems, schemaOf } from './support.ts';

const rule = (key: string, schema: string, type = 'TRACK'): string =>
  `    {\n      key         = ${key === '' ? 'null' : JSON.stringify(key)}\n      type        = "${type}"\n      version     = 1\n      json_schema = ${schema}\n    },\n`;
const plan = (label: string, rules: string): string =>
  `resource "segment_tracking_plan" "${label}" {\n  name = "Shop"\n  type = "LIVE"\n  rules = ${rules}\n}\n`;
const list = (...rules: readonly string[]): string => `[\n${rules.join('')}  ]`;
const SCHEMA = `jsonencode({
        "$schema" = "http://json-schema.org/draft-07/schema#"
        type      = "object"
        properties = {
          properties = {
            type = "object"
            properties = {
              total = { type = ["number"], id = "/properties/total" }
              kind  = { type = "string", pattern = "^(a|b)$" }
            }
            required = ["total"]
          }
        }
      })`;

test('a rule is what jsonencode is given, on its own lines', () => {
  const loaded = load({ 'plan.tf': plan('shop', list(rule('Paid', SCHEMA))) });
  expect(problems(loaded)).toEqual([]);
  expect(event(loaded)).toMatchObject({ key: 'segment:shop/track/Paid', plan: 'shop', location: { file: 'plan.tf', line: 6, column: 7 } });
  expect(schemaOf(loaded)).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      properties: {
        type: 'object',
        properties: { total: { type: ['number'] }, kind: { type: 'string', enum: ['a', 'b'] } },
        required: ['total'],
      },
    },
  });
  const at = '/properties/properties';
  expect(origin(loaded, `${at}/properties/total/type/0`)).toBe('plan.tf:16:33 segment:shop/track/Paid');
  expect(origin(loaded, `${at}/properties/total`)).toMatch(/^plan\.tf:16:15 /);
  expect(origin(loaded, `${at}/properties/kind/enum/1`)).toMatch(/^plan\.tf:17:42 /);
  expect(origin(loaded, `${at}/required/0`)).toMatch(/^plan\.tf:19:25 /);
  expect(loaded.homes?.get('shop')).toMatchObject({ file: 'plan.tf', line: 4, column: 3 });
});

test.each([
  ['an empty plan', 'resource "segment_tracking_plan" "a" {\n  name = "A"\n}\n', true],
  ['rules alone', 'resource "segment_tracking_plan_rules" "a" {\n  tracking_plan_id = "tp_1"\n  rules = []\n}\n', true],
  ['a connection', 'resource "segment_source_tracking_plan_connection" "a" {\n  tracking_plan_id = segment_tracking_plan.a.id\n}\n', true],
  ['a destination', 'resource "segment_destination" "a" {\n  source_id = "1"\n}\n', true],
  ['another resource', 'resource "aws_s3_bucket" "segment_tracking_plan" {\n}\n', false],
])('%s is claimed: %s', (_, text, claimed) => {
  const parsed = parseDocument('a.tf', '', new TextEncoder().encode(text));
  expect(parsed.ok && segment.claims(parsed.document)).toBe(claimed);
  if (claimed) expect(segment.markers.some((marker) => text.includes(marker))).toBe(true);
});

describe('the plan', () => {
  const one = list(rule('Paid', 'jsonencode({})'));
  const imported = (id: string): string => `import {\n  to = segment_tracking_plan.shop\n  id = "${id}"\n}\n`;
  const rules = (id: string, key: string): string =>
    `resource "segment_tracking_plan_rules" "r" {\n  tracking_plan_id = ${id}\n  rules = ${list(rule(key, 'jsonencode({})'))}\n}\n`;

  test.each([
    ['imported', `${imported('tp_1')}${plan('shop', one)}`, 'tp_1'],
    ['as Git sync names it', plan('id-tp_2', one), 'tp_2'],
    ['by its name, in its folder', plan('shop', one), 'infra/shop'],
    ['of rules alone', rules('"tp_3"', 'Paid'), 'tp_3'],
    ['of rules that refer to it', rules('segment_tracking_plan.shop.id', 'Paid'), 'infra/shop'],
    ['of rules that do not say it plainly', rules('var.id', 'Paid'), 'infra/plan.tf'],
  ])('%s', (_, text, id) => {
    expect(keys(load({ 'infra/plan.tf': text }))).toEqual([`segment:${id}/track/Paid`]);
  });

  test('rules in resources of their own join it', () => {
    const files = {
      'infra/plan.tf': `${imported('tp_1')}${plan('shop', one)}`,
      'infra/rules.tf': rules('segment_tracking_plan.shop.id', 'Seen'),
      'more/rules.tf': rules('"tp_1"', 'Left'),
    };
    const all = ['segment:tp_1/track/Paid', 'segment:tp_1/track/Seen', 'segment:tp_1/track/Left'];
    expect(keys(load(files))).toEqual(all);
    const changed = { ...files, 'infra/rules.tf': `${files['infra/rules.tf']}# changed\n` };
    const settings = { directory: '', include: [], ignore: [], format: [] };
    expect(loadPlans(memoryTree(files), memoryTree(changed), settings).head.events.map(({ key }) => key)).toEqual(all);
  });

  test('a rule for all messages reaches the events of other files', () => {
    const common = `resource "segment_tracking_plan_rules" "c" {\n  tracking_plan_id = segment_tracking_plan.shop.id\n  rules = ${list(rule('', 'jsonencode({ required = ["userId"] })', 'COMMON'))}\n}\n`;
    const loaded = load({ 'a.tf': common, 'b.tf': rules('segment_tracking_plan.shop.id', 'Paid') });
    expect(event(loaded).schema.documents.size).toBe(2);
  });
});

describe('what is computed is left out, on its line', () => {
  const inside = (schema: string): readonly string[] => problems(load({ 'a.tf': plan('shop', list(rule('Paid', schema))) }));

  test.each([
    ['local.schema', 'a.tf:9:7 invalid-definition "json_schema" of the rule "Paid" is computed ("local.schema"), so it is left out.'],
    [
      'jsonencode(merge(a, b))',
      'a.tf:9:7 invalid-definition "json_schema" of the rule "Paid" is computed ("merge(a, b)"), so it is left out.',
    ],
    [
      'jsonencode({ properties = { properties = local.p } })',
      'a.tf:9:49 invalid-definition A schema in the rule "Paid" is computed ("local.p"), so it is left out.',
    ],
    [
      'jsonencode({ required = ["a", var.b] })',
      'a.tf:9:34 invalid-definition "required" in the rule "Paid" is computed ("var.b"), so it is left out.',
    ],
    [
      'jsonencode({ properties = merge(a) })',
      'a.tf:9:34 invalid-definition "properties" in the rule "Paid" is computed ("merge(a)"), so it is left out.',
    ],
  ])('%s', (schema, told) => {
    expect(inside(schema)).toEqual([told]);
  });

  test('everything else is read', () => {
    const text = plan(
      'shop',
      list(
        '    local.rule,\n',
        rule('Paid', 'jsonencode({ properties = { properties = { properties = { a = var.a, b = { type = "string" } } } } })'),
      ),
    );
    const loaded = load({ 'a.tf': text });
    expect(problems(loaded)).toHaveLength(2);
    expect(schemaOf(loaded)).toMatchObject({ properties: { properties: { properties: { b: { type: 'string' } } } } });
    expect(problems(load({ 'a.tf': plan('shop', 'concat(local.a, local.b)') }))).toEqual([
      'a.tf:4:3 invalid-definition The list of rules is computed ("concat(local.a, local.b)"), so it is left out.',
    ]);
  });
});

test('a schema may be a text of JSON, which stands where the text does', () => {
  const loaded = load({ 'a.tf': plan('shop', list(rule('Paid', '<<EOT\n{"properties": {"properties": {"required": ["a"]}}}\nEOT\n'))) });
  expect(problems(loaded)).toEqual([]);
  expect(schemaOf(loaded)).toMatchObject({ properties: { properties: { required: ['a'] } } });
  expect(origin(loaded, '/properties/properties/required/0')).toMatch(/^a\.tf:9:7 /);
  expect(problems(load({ 'a.tf': plan('shop', list(rule('Paid', '"no JSON"'))) }))).toEqual([
    'a.tf:9:7 invalid-definition A schema in the rule "Paid" is a text.',
  ]);
});
