import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { FIXTURES } from '../harness/scenarios.ts';

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
