import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { install, type Installed } from './cli-harness.ts';

let command: Installed;
beforeAll(() => {
  command = install();
});
afterAll(() => command.remove());

describe('a wrong call ends with 2, says why on stderr, and prints no report', () => {
  it.each<[args: string, message: RegExp]>([
    ['', /Usage: schema-gate/],
    ['chekc', /unknown command 'chekc'.*\n.*Did you mean check\?/],
    ['--frobnicate', /unknown option '--frobnicate'/],
    ['check --bsae main', /unknown option '--bsae'.*\n.*Did you mean --base\?/],
    ['check extra', /too many arguments/],
    ['check --base main --base-exact v1', /'--base <ref>' cannot be used with option '--base-exact <ref>'/],
    ['check --base main --base-dir old --head-dir new', /'--base <ref>' cannot be used with option '--base-dir <dir>'/],
    ['check --base-dir old --head main', /cannot be used with option/],
    ['check --base-dir old', /--base-dir needs --head-dir beside it/],
    ['check --head-dir new', /--head-dir needs --base-dir beside it/],
    ['check --format yaml', /Known formats: text, json, markdown, github/],
    ['check --format jsn', /Did you mean "json"\?/],
    ['check --format sarif', /"sarif" comes in a later version; this one prints text, json, markdown, github/],
    ['check --format junit', /comes in a later version/],
    ['check --format html', /comes in a later version/],
    ['check --fail-on warn', /Did you mean "warning"\?/],
    ['check --content-model loose', /Known values: planned, strict/],
    ['check --date 2026-02-30', /It is no day of the form/],
    ['check --date tomorrow', /It is no day of the form/],
    ['check --config ../elsewhere.yml', /lies outside the repository/],
    ['check --config /etc/passwd', /lies outside the repository/],
    ['check --base', /argument missing/],
    ['compare', /Two files are needed/],
    ['compare one.json', /Two files are needed/],
    ['compare a.json b.json c.json', /too many arguments/],
    ['compare a.json b.json', /Cannot read a.json: there is no such file/],
    ['compare - -', /Only one of the two schemas can come from stdin/],
    ['compare dist fixtures', /Cannot read dist: it is a folder/],
    ['compare --pairs a.ndjson b.json', /--pairs takes no files beside it/],
    ['compare --pairs - --format text', /--pairs prints JSON only/],
    ['compare --pairs missing.ndjson', /Cannot read missing.ndjson: there is no such file/],
    ['compare --pairs dist', /Cannot read dist: it is a folder/],
    ['explain compat/type-chnaged', /There is no rule "compat\/type-chnaged".\nDid you mean "compat\/type-changed"\?/],
    ['explain type-changed', /Did you mean "compat\/type-changed"\?/],
    ['explain __proto__', /There is no rule "__proto__"/],
    ['explain --report report.json', /--report needs the fingerprint of a finding/],
    ['explain 0a1b2c3d4e5f --report missing.json', /Cannot read missing.json/],
    ['explain 0a1b2c3d4e5f --report dist/package.json', /is no report of this version/],
    ['explain 0a1b2c3d4e5f --report dist/cli.js', /is not JSON/],
  ])('schema-gate %s', (args, message) => {
    const { status, stdout, stderr } = command.run(args.split(' ').filter((arg) => arg !== ''));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it.each([
    ['compare', 'none\u001B[31m\n::error::planted', 'b.json'],
    ['check', '--format', '\u001B[31m\n::error::planted'],
    ['explain', '\u001B[31m\n::error::planted'],
  ])('and repeats nothing that a terminal or a runner obeys: %s', (...args) => {
    const { status, stderr } = command.run(args);
    expect(status).toBe(2);
    expect(stderr).toContain('error');
    expect(stderr).not.toMatch(/\u001B|^\s*::/m);
  });

  it('and takes one schema from a file, not the first of two', () => {
    const { status, stderr } = command.run(['compare', '-', 'dist/package.json'], { input: 'type: string\n---\ntype: integer\n' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^error: stdin:3:1: A second YAML document starts here/) as unknown,
    });
  });
});

describe('what is asked for goes to stdout, with 0', () => {
  it('the version', () => {
    expect(command.run(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it.each(['', 'demo', 'check', 'compare', 'explain', 'waive'])('the help of %s, with examples', (name) => {
    const asked = command.run([name, '--help'].filter((arg) => arg !== ''));
    expect(asked).toMatchObject({ status: 0, stderr: '' });
    expect(asked.stdout).toContain('Usage: schema-gate');
    expect(asked.stdout).toMatch(name === '' || name === 'demo' ? /^Exit codes:$/m : /^Examples:\n {2}\$ schema-gate/m);
    expect(command.run(['help', name].filter((arg) => arg !== ''))).toEqual(asked);
  });

  it.each(['', 'demo', 'check', 'compare', 'explain', 'waive'])('the help of %s in 80 columns', (name) => {
    const { stdout } = command.run([name, '--help'].filter((arg) => arg !== ''));
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  $ '))).toEqual([]);
  });

  it('the exit codes, in the help', () => {
    const { stdout } = command.run(['--help']);
    for (const code of [0, 1, 2, 3]) expect(stdout).toMatch(new RegExp(`^ {2}${code} {2}\\S`, 'm'));
  });

  it('only what exists', () => {
    const { stdout } = command.run(['--help']);
    const commands = stdout.slice(stdout.indexOf('\nCommands:\n'), stdout.indexOf('\nStart here:\n'));
    expect([...commands.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name)).toEqual([
      'demo',
      'check',
      'compare',
      'classify',
      'explain',
      'waive',
      'help',
    ]);
  });
});

describe.skipIf(!existsSync('/dev/full'))('output that is lost (needs /dev/full)', () => {
  it('is 3: nobody could read the verdict', () => {
    expect(command.runInto('/dev/full', ['explain'])).toEqual({
      status: 3,
      stderr: expect.stringMatching(/could not be written: ENOSPC/) as unknown,
    });
  });
});

describe('explain', () => {
  it('lists every rule with its severity, in a stable order', () => {
    const { status, stdout, stderr } = command.run(['explain']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(20);
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^[a-z]+\/[a-z-]+ +(error|warning|notice|off) +\S/);
    expect(command.run(['explain']).stdout).toBe(stdout);
  });

  it('prints the page of a rule', () => {
    const { status, stdout } = command.run(['explain', 'compat/type-changed']);
    expect(status).toBe(0);
    for (const title of [
      'What it finds',
      'Why it matters',
      'How to fix it',
      'Before',
      'After',
      'In schema-gate.yml',
      'The opposite change',
    ]) {
      expect(stdout).toContain(`\n${title}\n`);
    }
    expect(stdout).not.toMatch(/undefined|\[object/);
  });

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '' }, true],
    [{ NO_COLOR: '1' }, false],
  ])('has colours with %j: %j', (env, colours) => {
    expect(command.run(['explain'], { env }).stdout.includes('\u001b[')).toBe(colours);
  });
});
