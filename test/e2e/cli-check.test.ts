import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import {
  commit,
  git,
  makePullRequest,
  removeFolder,
  temporaryFolder,
  writeFiles,
  type Files,
  type PullRequest,
} from '../harness/pull-request.ts';
import { install, type Installed, type Run, type RunOptions } from './cli-harness.ts';

let command: Installed;
let scratch = '';
let count = 0;
beforeAll(() => {
  command = install();
  scratch = temporaryFolder();
});
afterAll(() => {
  command.remove();
  removeFolder(scratch);
});

/** A schema file of an event with the properties given. */
function schema(name: string, properties: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `https://schemas.example.test/${name}`,
      title: name,
      type: 'object',
      properties,
    },
    null,
    2,
  );
}

const BEFORE = schema('order', { total: { type: 'number' } });
const AFTER = schema('order', { total: { type: 'string' } });
const WIDER = schema('order', { total: { type: 'number' }, note: { type: 'string' } });

function newFolder(files: Files): string {
  count += 1;
  const folder = path.join(scratch, String(count));
  mkdirSync(folder);
  writeFiles(folder, files);
  return folder;
}

/** `check` of two folders. */
function checkFolders(base: Files, head: Files, args: readonly string[] = []): Run {
  return command.run(['check', '--base-dir', newFolder(base), '--head-dir', newFolder(head), ...args]);
}

function reportOf(run: Run): Report {
  return JSON.parse(run.stdout) as Report;
}

/** The report of `check --format json` over two folders; its exit code is the process's. */
function judge(base: Files, head: Files, ...args: readonly string[]): Report {
  const run = checkFolders(base, head, ['--format', 'json', ...args]);
  const report = reportOf(run);
  expect(run.status).toBe(report.exitCode);
  return report;
}

const rulesOf = (report: Report): string[] => report.findings.map(({ rule, severity }) => `${severity} ${rule}`);

describe('check of two folders', () => {
  it('passes an unchanged plan with 0', () => {
    expect(judge({ 'order.json': BEFORE }, { 'order.json': BEFORE })).toMatchObject({ result: 'passed', exitCode: 0, findings: [] });
  });

  it('blocks a retyped property with 1, on its line', () => {
    const report = judge({ 'order.json': BEFORE }, { 'order.json': AFTER });
    expect(report).toMatchObject({ result: 'blocked', exitCode: 1 });
    expect(report.findings[0]).toMatchObject({
      rule: 'compat/type-changed',
      locations: { head: { file: 'order.json', line: 8, column: 7 } },
    });
  });

  it('shows and does not block what is below --fail-on', () => {
    expect(judge({ 'order.json': BEFORE }, { 'order.json': AFTER }, '--fail-on', 'never')).toMatchObject({
      result: 'passed',
      exitCode: 0,
      counts: { errors: 1 },
    });
    expect(judge({ 'order.json': BEFORE }, { 'order.json': WIDER })).toMatchObject({ exitCode: 0 });
  });

  it('asks the question that --content-model says', () => {
    expect(judge({ 'order.json': BEFORE }, { 'order.json': WIDER }, '--content-model', 'strict')).toMatchObject({
      exitCode: 1,
      contentModel: 'strict',
    });
  });

  it('records the date it was told', () => {
    expect(judge({ 'order.json': BEFORE }, { 'order.json': BEFORE }, '--date', '2031-07-04').date).toBe('2031-07-04');
    expect(judge({ 'order.json': BEFORE }, { 'order.json': BEFORE }).date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('says the same twice', () => {
    const [base, head] = [newFolder({ 'a.json': BEFORE, 'b.json': schema('b', { x: {} }) }), newFolder({ 'a.json': AFTER })];
    const runs = [1, 2].map(() =>
      command.run(['check', '--base-dir', base, '--head-dir', head, '--format', 'json', '--date', '2026-01-01']),
    );
    expect(runs[0]?.stdout).not.toBe('');
    expect(runs[0]).toEqual(runs[1]);
  });
});

describe('the report', () => {
  it('alone is on stdout, in every form', () => {
    const forms = ['text', 'json', 'markdown', 'github'].map(
      (format) => [format, checkFolders({ 'order.json': BEFORE }, { 'order.json': AFTER }, ['--format', format])] as const,
    );
    for (const [, { status, stderr }] of forms) expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const [text, json, markdown, github] = forms.map(([, { stdout }]) => stdout);
    expect(text).toMatch(/^error\[compat\/type-changed\]: /m);
    expect(text).toMatch(/^ +--> order\.json:8:7$/m);
    expect(text).toContain('"type": "string"');
    expect(() => JSON.parse(json ?? '') as unknown).not.toThrow();
    expect(markdown).toContain('compat/type-changed');
    expect(github).toMatch(/^::error .*file=order\.json,line=8,/m);
  });

  it('goes to a file with --output, and the verdict to stderr', () => {
    const file = path.join(scratch, 'report.json');
    const { status, stdout, stderr } = checkFolders({ 'order.json': BEFORE }, { 'order.json': AFTER }, [
      '--format',
      'json',
      '--output',
      file,
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    expect(stderr).toBe(`${report.verdict}\nThe report is in ${file}.\n`);
  });

  it('in a file has no colours', () => {
    const file = path.join(scratch, 'report.txt');
    const [base, head] = [newFolder({ 'order.json': BEFORE }), newFolder({ 'order.json': AFTER })];
    const args = ['check', '--base-dir', base, '--head-dir', head];
    const env = { FORCE_COLOR: '1' };
    expect(command.run(args, { env }).stdout).toContain('\u001b[');
    command.run([...args, '--output', file], { env });
    expect(readFileSync(file, 'utf8')).not.toContain('\u001b[');
  });

  it('that cannot be written is a wrong call', () => {
    const { status, stderr } = checkFolders({ 'order.json': BEFORE }, { 'order.json': BEFORE }, [
      '--output',
      path.join(scratch, 'no', 'such', 'folder.txt'),
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/Cannot write the report to .*\nGive --output a file in a folder that exists\./);
  });

  it('ends quietly with its exit code when its reader goes away', async () => {
    const many = (type: string): Files =>
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`e${index}.json`, schema(`event-${index}`, { value: { type } })]));
    const args = ['check', '--base-dir', newFolder(many('number')), '--head-dir', newFolder(many('string'))];
    expect(await command.runClosingStdout(args)).toEqual({ status: 1, stderr: '' });
  });
});

describe('explain FINGERPRINT', () => {
  it('explains a finding of a saved report', () => {
    const file = path.join(scratch, 'saved.json');
    checkFolders({ 'order.json': BEFORE, 'b.json': schema('b', { x: { type: 'string' } }) }, { 'order.json': AFTER }, [
      '--format',
      'json',
      '--output',
      file,
    ]);
    const [finding, other] = (JSON.parse(readFileSync(file, 'utf8')) as Report).findings;
    const { status, stdout, stderr } = command.run(['explain', finding?.fingerprint ?? '', '--report', file]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`[${finding?.rule}]`);
    expect(stdout).toContain('\nWhy it matters\n');
    expect(stdout).not.toContain(other?.fingerprint);
    expect(command.run(['explain', 'ffffffffffff', '--report', file])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('bad input has one clear message and the right code', () => {
  /** The one failure of a run that could not be judged. */
  function failure(report: Report): { readonly exitCode: number; readonly message: string; readonly hint: string } {
    expect(report.failures).toHaveLength(1);
    return { exitCode: report.exitCode, message: report.failures[0]?.message ?? '', hint: report.failures[0]?.hint ?? '' };
  }

  it('no schema file on either side: 2', () => {
    const { exitCode, message, hint } = failure(judge({ 'README.md': 'a' }, { 'README.md': 'b' }));
    expect(exitCode).toBe(2);
    expect(message).toMatch(/No schema file/);
    expect(hint).not.toBe('');
  });

  it('a folder that is not there: 2', () => {
    const run = command.run(['check', '--base-dir', path.join(scratch, 'missing'), '--head-dir', newFolder({}), '--format', 'json']);
    expect(run.status).toBe(2);
    expect(failure(reportOf(run)).message).toMatch(/missing/);
  });

  it('a head file that cannot be parsed: 1, on its line, and the others are still judged', () => {
    const report = judge(
      { 'a.json': schema('a', {}), 'order.json': BEFORE },
      { 'a.json': '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  oops\n}', 'order.json': AFTER },
    );
    expect(report.exitCode).toBe(1);
    expect(report.findings.find(({ locations }) => locations.head?.file === 'a.json')).toMatchObject({
      severity: 'error',
      locations: { head: { line: 3 } },
    });
    expect(rulesOf(report)).toContain('error compat/type-changed');
  });

  it('a base file that cannot be parsed: a warning, so that the repair can merge', () => {
    const report = judge({ 'a.json': '{"$schema": "http://json-schema.org/draft-07/schema#", oops}' }, { 'a.json': schema('a', {}) });
    expect(report).toMatchObject({ exitCode: 0, result: 'passed' });
    expect(report.findings.filter(({ severity }) => severity === 'warning')).toHaveLength(1);
  });

  it('a policy with a wrong key: 2, with its line and what was meant', () => {
    const policy = { 'schema-gate.yml': 'rules:\n  compat/type-changed: off\nfail_on: never\n' };
    const { exitCode, message, hint } = failure(judge({ ...policy, 'order.json': BEFORE }, { ...policy, 'order.json': AFTER }));
    expect({ exitCode, hint }).toEqual({ exitCode: 2, hint: 'Did you mean "fail-on"?' });
    expect(message).toBe('schema-gate.yml:3:1: Unknown key "fail_on".');
  });

  it('a policy that is wrong at base and mended in head: the built-in defaults, and a note', () => {
    const report = judge(
      { 'schema-gate.yml': 'fail_on: never', 'order.json': BEFORE },
      { 'schema-gate.yml': 'fail-on: never', 'order.json': AFTER },
    );
    expect(report).toMatchObject({ exitCode: 1, policy: 'built-in defaults' });
    expect(report.notes.join(' ')).toMatch(/policy at base cannot be used/);
  });

  it('a policy that head loosens: the one at base judges', () => {
    expect(judge({ 'order.json': BEFORE }, { 'schema-gate.yml': 'fail-on: never', 'order.json': AFTER }).exitCode).toBe(1);
    expect(judge({ 'schema-gate.yml': 'fail-on: never', 'order.json': BEFORE }, { 'order.json': AFTER }).exitCode).toBe(0);
  });

  it('an environment that the policy does not have: 2, naming those it has', () => {
    const policy = { 'schema-gate.yml': 'environments: {staging: {fail-on: never}, production: {}}' };
    const { exitCode, hint } = failure(
      judge({ ...policy, 'order.json': BEFORE }, { ...policy, 'order.json': AFTER }, '--environment', 'stagin'),
    );
    expect(exitCode).toBe(2);
    expect(hint).toBe('Did you mean "staging"? Its environments: staging, production.');
    expect(judge({ ...policy, 'order.json': BEFORE }, { ...policy, 'order.json': AFTER }, '--environment', 'staging')).toMatchObject({
      exitCode: 0,
      environment: 'staging',
    });
  });

  it('a policy file that is named and not there: 2', () => {
    expect(failure(judge({ 'order.json': BEFORE }, { 'order.json': AFTER }, '--config', 'gate.yml')).exitCode).toBe(2);
    const policy = { 'ci/gate.yml': 'fail-on: never' };
    expect(judge({ ...policy, 'order.json': BEFORE }, { ...policy, 'order.json': AFTER }, '--config', './ci/gate.yml').exitCode).toBe(0);
  });

  it('an `undecided` that head brought in does not pass', () => {
    const opaque = JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: 'https://schemas.example.test/order',
      type: 'object',
      properties: { total: { type: 'string', pattern: '^(a)\\1$' } },
    });
    const report = judge({ 'order.json': schema('order', { total: { type: 'string', pattern: '^a$' } }) }, { 'order.json': opaque });
    expect(report.exitCode).toBe(1);
  });
});

describe('check in a Git repository', () => {
  let pr: PullRequest;
  beforeAll(() => {
    pr = makePullRequest({
      base: { 'plans/order.json': BEFORE },
      head: { 'plans/order.json': AFTER },
      baseLater: { 'plans/later.json': schema('later', {}) },
    });
  });
  afterAll(() => pr.cleanup());

  const check = (args: readonly string[], options: RunOptions = {}): Run =>
    command.run(['check', '--format', 'json', ...args], { cwd: pr.author, ...options });

  it("compares the work tree with the merge base of origin's default branch, and says so", () => {
    const run = check([]);
    const report = reportOf(run);
    expect(run.status).toBe(1);
    expect(rulesOf(report)).toContain('error compat/type-changed');
    expect(rulesOf(report)).not.toContain('error compat/event-removed');
    expect(report.base.commit).toBe(pr.forkPoint);
    expect(report.reason).not.toBe('');
  });

  it('judges from any folder of the repository', () => {
    expect(reportOf(check([], { cwd: path.join(pr.author, 'plans') })).base.commit).toBe(pr.forkPoint);
  });

  it('takes --base for the merge base and --base-exact for the ref itself', () => {
    expect(reportOf(check(['--base', 'origin/main'])).base.commit).toBe(pr.forkPoint);
    expect(reportOf(check(['--base-exact', 'origin/main'])).base.commit).toBe(pr.base);
  });

  it('takes a commit for head', () => {
    expect(reportOf(check(['--base-exact', pr.forkPoint, '--head', pr.forkPoint]))).toMatchObject({
      exitCode: 0,
      head: { commit: pr.forkPoint },
    });
  });

  it.each([
    [['--base', 'no-such-ref'], /no-such-ref/],
    [['--base-exact', 'no-such-ref'], /no-such-ref/],
    [['--head', 'no-such-ref'], /no-such-ref/],
    [['--base', '--upload-pack=touch /tmp/x'], /upload-pack/],
  ])('an unknown ref is 2: %j', (args, message) => {
    const run = check(args);
    expect(run.status).toBe(2);
    expect(reportOf(run).failures[0]).toMatchObject({ kind: 'configuration', message: expect.stringMatching(message) as unknown });
  });

  it('explains a finding of the work tree where no report is given', () => {
    const [finding] = reportOf(check([])).findings;
    const explained = command.run(['explain', finding?.fingerprint ?? ''], { cwd: pr.author });
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    expect(explained.stdout).toContain(finding?.fingerprint);
    const elsewhere = command.run(['explain', finding?.fingerprint ?? ''], { cwd: scratch, env: { GIT_CEILING_DIRECTORIES: scratch } });
    expect(elsewhere).toMatchObject({ status: 2, stdout: '' });
    expect(elsewhere.stderr).toMatch(/repository/);
  });

  it('outside of a repository is 2, with the way without Git', () => {
    const run = check([], { cwd: newFolder({ 'order.json': BEFORE }), env: { GIT_CEILING_DIRECTORIES: scratch } });
    expect(run.status).toBe(2);
    expect(reportOf(run).failures[0]?.hint).toMatch(/--base-dir/);
  });

  it('without Git on the machine is 3', () => {
    const run = check([], { env: { PATH: path.join(scratch, 'nothing-here') } });
    expect(run.status).toBe(3);
    expect(reportOf(run)).toMatchObject({ result: 'not-evaluated', failures: [{ kind: 'evaluation' }] });
  });

  it('is 3 where what is missing cannot be fetched', () => {
    const clone = path.join(scratch, 'shallow');
    git(scratch, 'clone', '-q', '--depth=1', '--branch', pr.branch, `file://${pr.origin}`, clone);
    git(clone, 'remote', 'set-url', 'origin', `file://${path.join(scratch, 'gone.git')}`);
    const run = check(['--base-exact', pr.forkPoint], { cwd: clone });
    expect(run.status).toBe(3);
    expect(reportOf(run).failures[0]).toMatchObject({ kind: 'evaluation', hint: expect.stringMatching(/\S/) as unknown });
  });

  it('runs nothing that the repository brings', () => {
    const marker = path.join(scratch, 'executed');
    const clone = path.join(scratch, 'hostile');
    git(scratch, 'clone', '-q', `file://${pr.origin}`, clone);
    commit(clone, 'hostile', { '.gitattributes': '* diff=evil filter=evil\n' });
    const hook = path.join(clone, '.git', 'hooks', 'post-checkout');
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch ${marker}\n`);
    chmodSync(hook, 0o755);
    for (const [name, value] of [
      ['diff.evil.textconv', `touch ${marker}; cat`],
      ['core.fsmonitor', `touch ${marker}`],
      ['filter.evil.clean', `touch ${marker}; cat`],
    ]) {
      git(clone, 'config', name ?? '', value ?? '');
    }
    expect(check(['--base', 'origin/main'], { cwd: clone }).status).toBe(0);
    expect(existsSync(marker)).toBe(false);
  });
});
