import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtIn, readContract, type ReadContract } from '../../src/policy/contracts.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { formats } from '../../src/formats/registry.ts';
import { rules } from '../../src/rules/registry.ts';
import { install } from '../e2e/cli-harness.ts';
import { readText } from './files.ts';

const blocks = fromMarkdown(readText('docs/destinations.md')).children.flatMap((node) => (node.type === 'code' ? [node] : []));
const yaml = blocks.flatMap(({ lang, value }) => (lang === 'yaml' ? [value] : []));
const has = (text: string, key: string): boolean => Object.hasOwn(parse(text) as object, key);

/** The first line of a block names its file. */
const fileOf = (text: string): string | undefined => /^# (\S+)\n/.exec(text)?.[1];
const files = new Map(yaml.flatMap((text): [string, string][] => [[fileOf(text) ?? '', text]]).filter(([file]) => file !== ''));

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (at: string): Uint8Array | null => {
  const text = files.get(at);
  return text === undefined ? null : encode(text);
};

function contractOf(name: string): ReadContract {
  const location = { file: 'schema-gate.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return readContract({ name, from: 'schema-gate.yml', location }, read);
}

const contracts = yaml.filter((text) => has(text, 'receiver'));
const policies = yaml.filter((text) => has(text, 'destinations'));

describe('docs/destinations.md', () => {
  test('shows contracts and policies, and nothing else in YAML', () => {
    expect(contracts.length).toBeGreaterThan(1);
    expect(policies.length).toBeGreaterThan(2);
    expect([...contracts, ...policies].toSorted()).toEqual(yaml.toSorted());
  });

  test.each(contracts)('has a contract that is read: %s', (text) => {
    expect(contractOf(fileOf(text) ?? '')).toMatchObject({ ok: true });
  });

  test.each(policies)('has a policy that is read: %s', (text) => {
    const names = { ruleIds: rules.map(({ meta }) => meta.id), formatIds: formats.map(({ id }) => id), source: 'docs/destinations.md' };
    const loaded = loadPolicy({ path: 'schema-gate.yml', bytes: encode(text) }, { ...names, read });
    expect(loaded).toMatchObject({ ok: true });
    const routes = loaded.ok ? loaded.value.settings.routes : [];
    expect(routes.length).toBeGreaterThan(0);
    expect(routes.filter(({ contract }) => contract === null)).toEqual([]);
  });

  test('has a contract with a fact of each kind', () => {
    const found = contractOf('contracts/ads.yaml');
    const { receiver, ...facts } = found.ok ? found.contract : {};
    expect(receiver).toMatchObject({ id: 'ads' });
    expect(Object.values(facts).map((group) => Object.keys(group).length > 0)).toEqual([true, true, true, true, true]);
  });

  test('has a contract that changes one fact of a built-in one and takes one away', () => {
    const found = contractOf('contracts/ga4.yaml');
    const own = found.ok ? found.contract : null;
    const parent = builtIn('google-analytics-4');
    expect(own?.limits['parameters']?.['max-properties']).toBe(100);
    expect(own?.limits['parameters']?.effect).toBe(parent?.limits['parameters']?.effect);
    expect([...Object.keys(own?.requirements ?? {}), 'refund'].toSorted()).toEqual(Object.keys(parent?.requirements ?? {}).toSorted());
    expect(own?.names).toEqual(parent?.names);
  });

  const command = install();
  afterAll(command.remove);

  test('shows what the built gate says of its example', () => {
    const diff = blocks.find(({ lang }) => lang === 'diff')?.value ?? '';
    const [, ...lines] = diff.split('\n');
    const sides = [
      ['base', /^[ -]/],
      ['head', /^[ +]/],
    ] as const;
    for (const [side, belongs] of sides) {
      const kept = lines.filter((line) => belongs.test(line)).map((line) => line.slice(1));
      for (const [file, text] of [...files, [fileOf(diff) ?? '', kept.join('\n')] as const]) {
        const at = path.join(command.folder, side, file);
        mkdirSync(path.dirname(at), { recursive: true });
        writeFileSync(at, `${text}\n`);
      }
    }
    const { status, stdout } = command.run(['check', '--base-dir', 'base', '--head-dir', 'head', '--format', 'text']);
    expect(status).toBe(1);
    const shown = blocks.find(({ lang }) => lang === 'text')?.value.split('\n…\n') ?? [];
    expect(shown.length).toBeGreaterThan(2);
    let rest = stdout;
    for (const part of shown) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
  });
});
