import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { FIXTURES } from '../harness/scenarios.ts';

vi.mock('../../src/rules/registry.ts', async (original) => {
  const { rules } = await original<typeof import('../../src/rules/registry.ts')>();
  const { mindsNames } = await import('../gate/plan-rule.ts');
  return { rules: [...rules, mindsNames] };
});

type Texts = Readonly<Record<string, string>>;

function filesOf(scenario: string, side: 'base' | 'head'): Texts {
  const folder = path.join(FIXTURES, scenario, side);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

function fingerprints(base: Files, head: Files): string[] {
  return gateFiles(base, head)
    .findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`)
    .toSorted();
}

const mapFiles = (files: Texts, change: (name: string, text: string) => readonly [string, string]): Texts =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => change(name, text)));

describe.each([
  'required-added',
  'type-changed',
  'enum-value-swapped',
  'property-removed-required',
  'shared-definition',
  'variant-property-retyped',
])('the fingerprints of %s', (scenario) => {
  const base = filesOf(scenario, 'base');
  const head = filesOf(scenario, 'head');
  const expected = fingerprints(base, head);

  it('are 12 hex digits, each its own', () => {
    expect(expected.length).toBeGreaterThan(0);
    expect(new Set(expected).size).toBe(expected.length);
    for (const entry of expected) expect(entry).toMatch(/^[a-z]+\/[a-z-]+ [0-9a-f]{12}$/);
  });

  it('survive lines that moved', () => {
    const moved = (files: Texts): Texts => mapFiles(files, (name, text) => [name, `# a comment\n\n${text}`]);
    expect(fingerprints(base, moved(head))).toEqual(expected);
  });

  it('survive files that were renamed', () => {
    const renamed = mapFiles(head, (name, text) => [`plans/new-${name}`, text]);
    expect(fingerprints(base, renamed)).toEqual(expected);
  });

  it('survive reordered definitions', () => {
    const reordered = mapFiles(head, (name, text) => {
      if (name !== 'properties.yaml') return [name, text];
      const [top = '', ...entries] = text.split(/(?=^ {4}- id:)/m);
      return [name, top + entries.toReversed().join('')];
    });
    expect(fingerprints(base, reordered)).toEqual(expected);
  });
});

describe('a fingerprint', () => {
  it('changes when the meaning changes', () => {
    const base = filesOf('enum-value-removed', 'base');
    const without = (value: string): Texts => mapFiles(base, (name, text) => [name, text.replace(`, ${value}`, '')]);
    const gbp = gateFiles(base, without('GBP')).findings;
    const usd = gateFiles(base, without('USD')).findings;
    expect(gbp).toHaveLength(1);
    expect(usd).toHaveLength(1);
    expect(gbp[0]?.fingerprint).not.toBe(usd[0]?.fingerprint);
  });

  it('of a shared definition does not depend on the events it reaches', () => {
    const one = gateFiles(filesOf('type-changed', 'base'), filesOf('type-changed', 'head')).findings;
    const many = gateFiles(filesOf('shared-definition', 'base'), filesOf('shared-definition', 'head')).findings;
    expect(many[0]?.events.length).toBe(2);
    expect(many[0]?.fingerprint).toBe(one[0]?.fingerprint);
  });
});

describe('the fingerprints of JSON Schema', () => {
  const schema = (properties: object, required: readonly string[] = []): object => ({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://schemas.example.test/order',
    title: 'Order',
    type: 'object',
    properties,
    required,
  });
  const base = { 'order.json': JSON.stringify(schema({ total: { type: 'number' }, state: { enum: ['new', 'paid'] }, id: {}, key: {} })) };
  const head = schema({ total: { type: 'string' }, state: { enum: ['new'] }, id: {}, key: {} }, ['id']);
  const expected = fingerprints(base, { 'order.json': JSON.stringify(head) });

  it('are one for each cause', () => {
    expect(expected).toHaveLength(3);
    expect(new Set(expected).size).toBe(3);
  });

  it.each<[string, Files]>([
    ['other spacing', { 'order.json': `\n\n${JSON.stringify(head, null, 4)}` }],
    ['keys in another order', { 'order.json': JSON.stringify(Object.fromEntries(Object.entries(head).toReversed())) }],
    ['YAML', { 'order.json': `\n${JSON.stringify(head)}`.replaceAll('\n', '\n ') }],
    ['another name of the file', { 'schemas/v2/the-order.json': JSON.stringify(head) }],
    [
      'another file beside it',
      {
        'order.json': JSON.stringify(head),
        'cart.json': JSON.stringify({ ...head, $id: 'https://schemas.example.test/cart', title: 'Cart' }),
      },
    ],
  ])('survive %s', (_, files) => {
    const found = fingerprints(base, files).filter((entry) => /^compat\/(?!event-added)/.test(entry));
    expect(found).toEqual(expected);
  });

  it.each<[string, object]>([
    ['another type', schema({ total: { type: 'boolean' }, state: { enum: ['new'] }, id: {}, key: {} }, ['id'])],
    ['another value', schema({ total: { type: 'string' }, state: { enum: ['paid'] }, id: {}, key: {} }, ['id'])],
    ['another property', schema({ total: { type: 'string' }, state: { enum: ['new'] }, id: {}, key: {} }, ['key'])],
  ])('change with %s, and that one alone', (_, changed) => {
    const found = fingerprints(base, { 'order.json': JSON.stringify(changed) });
    expect(found.filter((entry) => expected.includes(entry))).toHaveLength(2);
    expect(found).toHaveLength(3);
  });
});

describe('the fingerprints of what stands in a plan', () => {
  const debt = (files: Files): string[] => gateFiles(files, files, { everything: true }).debt.map(({ fingerprint }) => fingerprint);
  const base = filesOf('shared-definition', 'base');
  const expected = debt(base);

  it('survive lines that moved, files that were renamed and another order', () => {
    expect(expected.length).toBeGreaterThan(0);
    const moved = mapFiles(base, (name, text) => [`elsewhere/${name}`, `# a comment\n\n${text}`]);
    expect(debt(moved)).toEqual(expected);
    const reordered = mapFiles(base, (name, text) => {
      const [top = '', ...entries] = text.split(/(?=^ {4}- id:)/m);
      return name === 'properties.yaml' ? [name, top + entries.toReversed().join('')] : [name, text];
    });
    expect(debt(reordered)).toEqual(expected);
  });

  it('change when the definition is another one', () => {
    const renamed = mapFiles(base, (name, text) => [name, text.replaceAll('total', 'note')]);
    expect(debt(renamed).filter((fingerprint) => expected.includes(fingerprint))).toEqual([]);
    expect(debt(renamed)).not.toEqual([]);
  });
});
