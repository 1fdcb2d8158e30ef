import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const EVENT = 'description: Somebody paid\ninternal_events: true\naction: pay_order\nproduct_group: checkout\n';

function planOf(files: Readonly<Record<string, string>>): Plan {
  const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
  return loadPlans(memoryTree({}), memoryTree(files), settings).head;
}

const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.file}:${location.line}: ${message}`);

const properties = (text: string): unknown => {
  const [event] = planOf({ 'config/events/a.yml': text }).events;
  const schema = event?.schema.documents.get(event.schema.uri);
  return schema !== null && typeof schema === 'object' && 'properties' in schema ? schema.properties : null;
};

describe('an event definition of GitLab', () => {
  test.each([
    ['config/events/a.yml', EVENT, 1],
    ['ee/config/events/2024/a.yml', EVENT, 1],
    ['config/events/a.yml', `\uFEFF---\n${EVENT}`.replaceAll('\n', '\r\n'), 1],
    ['config/metrics/a.yml', EVENT, 0],
    ['config/events.yml', EVENT, 0],
    ['config/events/a.yml', 'description: A webhook\naction: send\nurl: https://example.test\n', 0],
    ['config/events/a.yml', 'product_group: checkout\n', 0],
    ['config/events/a.yml', '', 0],
  ])('%s', (path, text, count) => {
    const plan = planOf({ [path]: text });
    expect(plan.events).toHaveLength(count);
    expect(said(plan)).toEqual([]);
  });

  test('that is a JSON Schema is no definition', () => {
    const { files } = planOf({ 'config/events/schema.yml': `$schema: http://json-schema.org/draft-07/schema#\n${EVENT}` });
    expect(files).toMatchObject([{ format: 'json-schema' }]);
  });

  test('says what it is called, whose it is and what it is used for', () => {
    const text = `${EVENT}product_categories: [orders]\nclassification: duo\ntiers: [free]\ncategory: InternalEventTracking\n`;
    expect(planOf({ 'config/events/a.yml': text }).events).toMatchObject([
      {
        key: 'gitlab-events:pay_order',
        name: 'pay_order',
        type: 'track',
        description: 'Somebody paid',
        meta: { owner: 'checkout', tags: ['orders', 'duo'], deprecated: null },
      },
    ]);
  });

  test('carries its identifiers and its additional properties, and nothing else', () => {
    const more =
      'identifiers: [project, user, new_one]\nadditional_properties: {label: {description: L.}, value: , namespace: , kind: {description: K.}}\n';
    expect(properties(EVENT + more)).toEqual({
      project: { type: 'integer' },
      user: {},
      new_one: {},
      label: { type: 'string', description: 'L.' },
      value: { type: 'number' },
      namespace: { type: 'integer' },
      kind: { description: 'K.' },
    });
    expect(properties(`${EVENT}identifiers:\nextra_properties: {lines: How many}\nadditional_properties: {}\n`)).toEqual({
      lines: { description: 'How many' },
    });
  });

  test('of an old kind is known by its category, too', () => {
    const old = (category: string): string => `${EVENT}category: ${category}\n`.replace('internal_events: true\n', '');
    const plan = planOf({ 'config/events/a.yml': old('cart'), 'config/events/b.yml': old('search'), 'config/events/c.yml': EVENT });
    expect(plan.events.map(({ key }) => key)).toEqual([
      'gitlab-events:cart/pay_order',
      'gitlab-events:search/pay_order',
      'gitlab-events:pay_order',
    ]);
    expect(said(plan)).toEqual([]);
  });

  test('may come back after it was removed', () => {
    const removed = { 'config/events/removed/a.yml': `${EVENT}status: removed\n` };
    expect(planOf(removed).events).toEqual([]);
    const plan = planOf({ ...removed, 'config/events/a.yml': `${EVENT}status: active\n` });
    expect([plan.events.length, said(plan)]).toEqual([1, []]);
    const files = (text: string): Record<string, string> => ({ 'config/events/a.yml': text });
    expect(gateFiles(files(`${EVENT}status: removed\n`), {}).findings).toEqual([]);
    expect(gateFiles(files(`${EVENT}status: removed\n`), files(EVENT)).findings.map(({ rule }) => rule)).toEqual(['compat/event-added']);
  });

  test('is the same in another file', () => {
    expect(gateFiles({ 'config/events/a.yml': EVENT }, { 'ee/config/events/b.yml': `${EVENT}tiers: [ultimate]\n` }).findings).toEqual([]);
  });

  test('is told what is wrong with it', () => {
    const all = planOf({
      'config/events/a.yml': EVENT,
      'config/events/b.yml': EVENT,
      'config/events/c.yml': 'description: No name\nproduct_group: checkout\n',
      'config/events/d.yml': EVENT.replace('pay', 'd').replace('product_group', 'product_groups'),
      'config/events/e.yml': `${EVENT.replace('pay', 'e')}additional_properties: [label]\nstatus: gone\nextra_properties: {a: [1]}\n`,
      'config/events/f.yml': 'description: 1\naction: [f]\nproduct_group: checkout\n',
    });
    expect(said(all)).toEqual([
      'duplicate config/events/b.yml:3: The event "pay_order" is defined in config/events/a.yml, too.',
      'invalid-definition config/events/c.yml:1: The event definition has no "action".',
      'invalid-definition config/events/d.yml:4: The event definition has an unknown field "product_groups", which is left out.',
      'invalid-definition config/events/e.yml:6: The status "gone" is none that GitLab knows.',
      'invalid-definition config/events/e.yml:5: "additional_properties" of the event definition must be a map, not a list.',
      'invalid-definition config/events/e.yml:7: The property "a" must be a map, not a list.',
      'invalid-definition config/events/f.yml:2: "action" of the event definition must be a text, not a list.',
    ]);
    expect(all.events).toHaveLength(3);
  });

  test('may be one of ten thousand', () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`config/events/${at}.yml`, `${EVENT.replace('pay', `pay_${at}`)}identifiers: [user]\n`]),
    );
    const start = performance.now();
    expect(planOf(files).events).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

const CORPUS = fileURLToPath(new URL('../../../shared/corpora/gitlab-events/config/events/create_ci_build.yml', import.meta.url));

test.skipIf(!existsSync(CORPUS))('a real definition is read as it stands (needs ../shared/corpora)', () => {
  const text = readFileSync(CORPUS, 'utf8');
  const plan = planOf({ 'config/events/create_ci_build.yml': text });
  const file = parse(text) as { action: string; additional_properties: object };
  expect(said(plan)).toEqual([]);
  expect(plan.events.map(({ key, schema }) => [key, [...vocabularyOf(schema).properties.keys()]])).toEqual([
    [`gitlab-events:${file.action}`, Object.keys(file.additional_properties)],
  ]);
});
