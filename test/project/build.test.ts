import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { licenceList } from '../../scripts/licences.mjs';
import { filesBelow, readText } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-licences-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A module of a package that is installed under the given licence. */
function moduleUnder(name: string, license: string | undefined, text?: string): string {
  const home = path.join(folder, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  if (text !== undefined) writeFileSync(path.join(home, 'LICENSE.md'), text);
  return path.join(home, 'lib/index.js');
}

describe('the licence list', () => {
  test('holds the licence text of each package once, in the order of names', async () => {
    const modules = [
      moduleUnder('beta', 'ISC'),
      moduleUnder('@scope/alpha', 'MIT', 'Do as you like.\r\n'),
      path.join(folder, 'src/own.js'),
    ];
    const list = await licenceList([...modules, ...modules]);
    expect(list.split(/\n-+\n\n/)).toEqual([
      '@scope/alpha 1.2.3\nMIT\n\nDo as you like.\n',
      'beta 1.2.3\nISC\n\nThe package holds no licence text.\n',
    ]);
  });

  test.each(['GPL-3.0', 'UNLICENSED', undefined])('refuses a package under %s', async (licence) => {
    await expect(licenceList([moduleUnder('gamma', licence)])).rejects.toThrow(/^may not be shipped: gamma 1\.2\.3 /);
  });
});

describe('dist/', () => {
  const licences = readText('dist/licenses.txt');

  test('names the packages that it holds', () => {
    for (const name of ['@actions/core', '@actions/github', 'ajv', 'commander', 'json-schema-diff', 'yaml']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  test('leaves out the parser that follows references to files and the network', () => {
    expect(licences).not.toContain('json-schema-ref-parser');
  });

  test('starts the command as a program', () => {
    expect(readText('dist/cli.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test('loads nothing but Node and itself', () => {
    const foreign = filesBelow('dist')
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [...readText(file).matchAll(/^(?:import|export)\b[^'"\n]*?["']([^'"\n]+)["'];?$/gm)].map(([, name = '']) => name))
      .filter((name) => !name.startsWith('./') && !name.startsWith('node:'));
    expect([...new Set(foreign)].filter((name) => !builtinModules.includes(name))).toEqual([]);
  });
});
