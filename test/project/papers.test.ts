import { existsSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHECK_RUN_NAME } from '../../src/report/check-run.ts';
import { formats } from '../../src/formats/registry.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { rules } from '../../src/rules/registry.ts';
import { committedFiles, readText, root } from './files.ts';

const papers = [
  'README.md',
  'docs/policy.md',
  'docs/destinations.md',
  'docs/warehouses.md',
  'docs/formats.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
];
const readme = readText('README.md');
const { version } = JSON.parse(readText('package.json')) as { version: string };

describe('README.md', () => {
  test('starts with the two commands', () => {
    const blocks = fromMarkdown(readme).children.filter((node) => node.type === 'code');
    expect(blocks.slice(0, 2).map((node) => node.value)).toEqual(['node dist/cli.js demo', 'npm cit']);
  });

  test('shows a configuration that the published schema accepts', () => {
    const examples = fromMarkdown(readme).children.flatMap((node) =>
      node.type === 'code' && node.lang === 'yaml' && /^fail-on:/m.test(node.value) ? [parse(node.value) as unknown] : [],
    );
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readText('docs/schema-gate.schema.json')) as object);
    expect(examples.length).toBe(1);
    expect(validate(examples[0]), JSON.stringify(validate.errors)).toBe(true);
    const known = rules.map((rule) => rule.meta.id);
    expect(Object.keys((examples[0] as { rules: object }).rules).filter((id) => !known.includes(id))).toEqual([]);
  });

  test.each([
    ['waivers', /^waivers:\n/m, 'docs/schema-gate.waivers.schema.json'],
    ['a policy that builds on another', /^extends:/m, 'docs/schema-gate.schema.json'],
  ])('shows %s that the published schema accepts', (_, telling, schema) => {
    const examples = fromMarkdown(readme).children.flatMap((node) =>
      node.type === 'code' && node.lang === 'yaml' && telling.test(node.value) ? [parse(node.value) as unknown] : [],
    );
    const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(JSON.parse(readText(schema)) as object);
    expect(examples).toHaveLength(1);
    expect(validate(examples[0]), JSON.stringify(validate.errors)).toBe(true);
  });

  test('names the major version that a release moves', () => {
    expect([...readme.matchAll(/schema-gate@(\S+)/g)].map(([, tag]) => tag)).toEqual([`v${version.split('.')[0]}`]);
  });

  test('names the check to require as the job of its workflow is named', () => {
    expect(readme).toMatch(/^ {4}name: Schema Gate$/m);
    expect(readme).toContain('select the check called **Schema Gate**:');
    expect(readme).toContain(`**Do not select** the check **${CHECK_RUN_NAME}**`);
  });
});

describe('docs/policy.md', () => {
  const examples = fromMarkdown(readText('docs/policy.md')).children.flatMap((node) => (node.type === 'code' ? [node.value] : []));
  const names = { ruleIds: rules.map(({ meta }) => meta.id), formatIds: formats.map(({ id }) => id), source: 'docs/policy.md' };

  test('shows something of every key but those for compatibility, waivers and the baseline, which the README shows', () => {
    const keys = Object.keys((JSON.parse(readText('docs/schema-gate.schema.json')) as { properties: object }).properties);
    const shown = examples.flatMap((example) => Object.keys(parse(example) as object));
    const elsewhere = ['version', 'extends', 'compatibility', 'fail-on', 'waivers', 'baseline'];
    expect(keys.filter((key) => !shown.includes(key))).toEqual(elsewhere);
  });

  test.each(examples)('has an example that is read: %s', (example) => {
    const named = new Map([
      ['lists/plans.txt', 'free\npro\n'],
      ['contracts/ads.yaml', 'receiver: {id: ads}\n'],
    ]);
    const read = (at: string): Uint8Array | null => {
      const text = named.get(at);
      return text === undefined ? null : new TextEncoder().encode(text);
    };
    const loaded = loadPolicy({ path: 'schema-gate.yml', bytes: new TextEncoder().encode(example) }, { ...names, read });
    expect(loaded).toMatchObject({ ok: true });
  });
});

test.each(papers)('the links of %s lead to files of the project', (paper) => {
  const links = [...readText(paper).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
  expect(links.filter((target) => !existsSync(path.join(root, path.dirname(paper), target)))).toEqual([]);
});

/** Text files that people write; dist/ and the lock file are made from them, and this file names what it looks for. */
const written = committedFiles().filter(
  (file) => !/^(dist\/|package-lock\.json$|test\/project\/papers\.test\.ts$)|\.(png|ico)$/.test(file),
);

/** Places of files where a line holds something. */
function holding(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('every file of the project', () => {
  test('is free of paths of a machine', () => {
    expect(holding(written, /(^|[\s"'`(=])\/(home|Users|root|work)\/\w/)).toEqual([]);
    const bundles = committedFiles().filter((file) => file.startsWith('dist/'));
    expect(bundles.filter((file) => readText(file).includes(root))).toEqual([]);
  });

  test('is free of secrets', () => {
    const secret = /-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[opsu]_\w{36}|\bgithub_pat_\w{22}|\bAKIA[0-9A-Z]{16}\b|\bnpm_\w{36}/;
    expect(holding([...written, 'package-lock.json'], secret)).toEqual([]);
  });

  test('names no registry', () => {
    expect(holding(['package-lock.json', ...written.filter((file) => file.endsWith('.npmrc'))], /"resolved":|registry=/)).toEqual([]);
  });

  test('has nothing left to do, and no check switched off', () => {
    const sources = written.filter((file) => /^(src|test|scripts|bench)\//.test(file));
    expect(holding(sources, /\b(TODO|FIXME)\b|(oxlint|eslint)-disable|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
  });
});
