import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const file = (kind: string, spec: string): string => `version: rudder/v1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n${spec}`;
const properties = (...ids: readonly string[]): string =>
  file('properties', `  properties:\n${ids.map((id) => `    - {id: ${id}, name: ${id}_name, type: string}\n`).join('')}`);
const plan = (id: string, ...used: readonly string[]): string =>
  file(
    'tracking-plan',
    `  id: ${id}\n  display_name: Plan\n  rules:\n    - type: event_rule\n      id: r\n      event: "#event:${id}_event"\n      properties:\n${used
      .map((name) => `        - {property: "#property:${name}"}\n`)
      .join('')}`,
  );
const type = (body: string): string => file('custom-types', `  types:\n    - {id: line, name: Line, ${body}}\n`);

/** What nothing uses in head, where a properties file changed. */
function unused(files: Files, changed: string, everything = false): readonly string[] {
  const settings = { directory: '', include: [], ignore: [], format: [], everything };
  const { head } = loadPlans(
    memoryTree({ ...files, 'p.yaml': properties('before') }),
    memoryTree({ ...files, 'p.yaml': changed }),
    settings,
  );
  return head.unused.map(({ owner, location }) => `${owner} ${location.file}:${location.line}`);
}

describe('a definition that nothing uses', () => {
  test('is told at its line, whether all files are read or only those concerned', () => {
    const files = { 'plan.yaml': plan('shop', 'order_id') };
    for (const everything of [false, true])
      expect(unused(files, properties('order_id', 'coupon'), everything)).toEqual(['property:coupon p.yaml:7']);
  });

  test('is told once where it is defined twice, at the first', () => {
    expect(unused({ 'plan.yaml': plan('shop') }, properties('coupon', 'coupon'))).toEqual(['property:coupon p.yaml:6']);
  });

  test.each([
    ['a plan that was not read for anything else', { 'plan.yaml': plan('shop', 'coupon') }],
    ['another spelling of the reference', { 'plan.yaml': plan('shop', 'coupon').replace('#property:coupon', '#/properties/a/coupon') }],
    ['an escape', { 'plan.yaml': plan('shop', 'coupon').replace('property:coupon', String.raw`property:cou\x70on`) }],
    ['a custom type', { 'plan.yaml': plan('shop'), 'types.yaml': type('type: object, properties: [{property: "#property:coupon"}]') }],
  ])('is used by %s', (_, files: Files) => {
    expect(unused(files, properties('coupon')).filter((owner) => owner.startsWith('property:'))).toEqual([]);
  });

  test('is not known where a file that speaks of it cannot be read', () => {
    const broken = `${plan('shop', 'coupon')}    - [`;
    expect(unused({ 'plan.yaml': plan('cart'), 'broken.yaml': broken }, properties('coupon'))).toEqual([]);
  });

  test('is none where the repository holds no plan: it is used elsewhere', () => {
    expect(unused({}, properties('coupon'))).toEqual([]);
  });
});
