import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readText, root } from './files.ts';

interface Manifest {
  readonly version: string;
  readonly dependencies?: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;
const windows = process.platform === 'win32';

describe('the packed package, installed into an empty folder', () => {
  let folder = '';
  let consumer = '';

  function npm(cwd: string, ...args: string[]): string {
    return execFileSync('npm', args, { cwd, encoding: 'utf8', shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-package-'));
    consumer = path.join(folder, 'consumer');
    mkdirSync(consumer);
    writeFileSync(path.join(consumer, 'package.json'), '{ "private": true }');
    npm(root, 'pack', '--pack-destination', folder, '--ignore-scripts');
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'no tarball';
    // Offline: the package needs nothing else, so that no registry can be asked.
    npm(consumer, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--offline', path.join(folder, tarball));
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('brings no other package with it', () => {
    expect(readdirSync(path.join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['schema-gate']);
  });

  test('runs the demo by its command', () => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'schema-gate', 'demo'], {
      cwd: consumer,
      encoding: 'utf8',
      shell: windows,
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Blocked: /m);
  });

  test('holds what the papers name, and no sources', () => {
    const installed = path.join(consumer, 'node_modules/schema-gate');
    for (const file of [
      'action.yml',
      'dist/main.js',
      'dist/licenses.txt',
      'docs/report.schema.json',
      'docs/schema-gate.schema.json',
      'README.md',
      'LICENSE',
    ]) {
      expect(existsSync(path.join(installed, file)), file).toBe(true);
    }
    expect(existsSync(path.join(installed, 'src'))).toBe(false);
    expect(existsSync(path.join(installed, 'test'))).toBe(false);
  });
});

describe('package.json', () => {
  test('needs nothing at run time, since dist/ holds it', () => {
    expect(manifest.dependencies).toBeUndefined();
  });

  test('names exact versions', () => {
    expect(Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('has each of its packages explained in CONTRIBUTING.md, and no other', () => {
    const named = [...readText('CONTRIBUTING.md').matchAll(/^\| (`[^|]*`) +\|/gm)]
      .flatMap(([, names = '']) => names.split(', ').map((name) => name.replaceAll('`', '')))
      .filter((name) => !['dist', 'docs', 'types', 'lint', 'format', 'tests', '@types/*'].includes(name));
    const used = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith('@types/'));
    expect(named.toSorted()).toEqual(used.toSorted());
  });
});
