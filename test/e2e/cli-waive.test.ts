import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { commit, makePullRequest, writeFiles, type Files, type PullRequest } from '../harness/pull-request.ts';
import { install, type Installed, type Run } from './cli-harness.ts';

/** An event whose total is of a type; `note` is one more property. */
function order(type: string): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://schemas.example.test/order',
    title: 'order',
    type: 'object',
    properties: { total: { type } },
  };
  return JSON.stringify(schema, null, 2);
}

const TODAY = '2026-01-01';
const SAID = ['--reason', 'Nobody reads "total": #1', '--owner', 'shop-team', '--date', TODAY];

let command: Installed;
const cleanups: (() => void)[] = [];
beforeAll(() => {
  command = install();
  cleanups.push(command.remove);
});
afterAll(() => {
  for (const cleanup of cleanups) cleanup();
});

function pullRequest(base: Files, head: Files): PullRequest {
  const made = makePullRequest({ base, head });
  cleanups.push(made.cleanup);
  return made;
}

interface Repo {
  readonly run: (...args: readonly string[]) => Run;
  readonly report: () => Report;
  readonly file: (name: string) => string;
}

function repo({ author }: PullRequest): Repo {
  const run: Repo['run'] = (...args) => command.run(args, { cwd: author });
  return {
    run,
    report: () => JSON.parse(run('check', '--format', 'json', '--date', TODAY).stdout) as Report,
    file: (name) => readFileSync(path.join(author, name), 'utf8'),
  };
}

const WAIVERS = 'schema-gate.waivers.yml';

// Each starts the command a dozen times, which a busy machine takes its time for.
describe('a waiver from the first block to the merge', { timeout: 120_000 }, () => {
  it('is asked for, merged, and then lets the change pass', () => {
    const pr = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    const { run, report, file } = repo(pr);

    const blocked = run('check', '--date', TODAY);
    expect(blocked.status).toBe(1);
    const pasted = /= waive {2}schema-gate (waive [0-9a-f]{12})/.exec(blocked.stdout)?.[1]?.split(' ') ?? [];
    const [, fingerprint = ''] = pasted;

    const waived = run(...pasted, ...SAID, '--expires', '2026-02-01', '--ticket', 'https://tickets.example.test/7');
    expect(waived).toMatchObject({ status: 0, stderr: '' });
    expect(waived.stdout).toContain('Waived until 2026-02-01: error compat/type-changed total · order\n');
    expect(waived.stdout).toContain(`Written to ${WAIVERS}:5. It counts once it is in the base`);
    expect(file(WAIVERS))
      .toBe(`# Findings that may pass for a while, each with a reason, an owner and a last day. What stands here on the branch that
# is merged into counts. \`schema-gate waive FINGERPRINT\` adds an entry.
waivers:
  # compat/type-changed: total · order
  - fingerprint: ${/^\d+(e\d+)?$/.test(fingerprint) ? `"${fingerprint}"` : fingerprint}
    reason: 'Nobody reads "total": #1'
    owner: shop-team
    ticket: https://tickets.example.test/7
    expires: 2026-02-01
`);

    const asked = report();
    expect(asked).toMatchObject({ exitCode: 1, findings: [{ waiver: { status: 'requested', owner: 'shop-team' } }] });
    expect(run('check', '--date', TODAY).stdout).toMatch(/= waiver asked for until 2026-02-01 by shop-team/);

    // Merged by itself, it counts for the change.
    const merged = pullRequest({ 'order.json': order('number'), [WAIVERS]: file(WAIVERS) }, { 'order.json': order('string') });
    const passed = repo(merged);
    expect(passed.report()).toMatchObject({ exitCode: 0, verdict: 'Passed: 1 error waived', waived: [{ fingerprint }] });
    expect(passed.run('check', '--date', TODAY).stdout).toMatch(
      /1 finding waived\n {2}error\[[0-9a-f]{12}\] compat\/type-changed total · order, until 2026-02-01/,
    );
    expect(passed.run('explain', fingerprint).stdout).toContain('compat/type-changed');

    // And no longer after its last day.
    expect(passed.run('check', '--date', '2026-02-02').status).toBe(1);
  });

  it('counts at once where the policy of base takes waivers from head', () => {
    const policy = { 'schema-gate.yml': 'waivers:\n  from-head: true\n  max-days: 10\n' };
    const pr = pullRequest({ 'order.json': order('number'), ...policy }, { 'order.json': order('string') });
    const { run, report } = repo(pr);
    const [finding] = report().findings;
    const waive = (expires: string): Run => run('waive', finding?.fingerprint ?? '', ...SAID, '--expires', expires);
    expect(waive('2026-01-12')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/more than 10 days away.*\n.*between 2026-01-01 and 2026-01-11/),
    });
    expect(waive('2026-01-11')).toMatchObject({ status: 0, stdout: expect.stringContaining('It counts with the change that holds it.') });
    expect(report()).toMatchObject({ exitCode: 0, waived: [{ waiver: { status: 'granted' } }] });
    commit(pr.author, 'waive', { [WAIVERS]: readFileSync(path.join(pr.author, WAIVERS), 'utf8') });
    expect(JSON.parse(run('check', '--head', 'HEAD', '--format', 'json', '--date', TODAY).stdout)).toMatchObject({ exitCode: 0 });

    // Written again, it is renewed and not doubled.
    expect(waive('2026-01-05').status).toBe(0);
    expect(readFileSync(path.join(pr.author, WAIVERS), 'utf8').match(/fingerprint/g)).toHaveLength(1);
  });
});

describe('schema-gate waive', () => {
  let pr: PullRequest;
  let fingerprint = '';
  beforeAll(() => {
    pr = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    fingerprint = repo(pr).report().findings[0]?.fingerprint ?? '';
  });
  const waive = (...args: readonly string[]): Run => repo(pr).run('waive', ...args);

  it.each<[string, () => readonly string[], RegExp]>([
    ['an unknown finding', () => ['000000000000', ...SAID, '--expires', '2026-02-01'], /no finding 000000000000/],
    ['a day that has passed', () => [fingerprint, ...SAID, '--expires', '2025-12-31'], /has passed/],
    ['a day too far away', () => [fingerprint, ...SAID, '--expires', '2026-12-31'], /more than 90 days away/],
    ['no day', () => [fingerprint, ...SAID, '--expires', '2026-02-30'], /no day of the form/],
    ['no reason', () => [fingerprint, '--owner', 'me', '--expires', '2026-02-01'], /--reason/],
    [
      'a reason that says nothing',
      () => [fingerprint, '--reason', '…', '--owner', 'me', '--date', TODAY, '--expires', '2026-02-01'],
      /says nothing/,
    ],
    ['a report that is none', () => [fingerprint, ...SAID, '--expires', '2026-02-01', '--report', 'order.json'], /is no report/],
  ])('refuses %s, and writes nothing', (_, args, message) => {
    const run = waive(...args());
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(() => repo(pr).file(WAIVERS)).toThrow(/ENOENT/);
  });

  it('takes the finding from a report, from any folder of the repository', () => {
    const folder = path.join(pr.author, 'deep/er');
    mkdirSync(folder, { recursive: true });
    repo(pr).run('check', '--format', 'json', '--date', TODAY, '--output', path.join(folder, 'report.json'));
    const run = command.run(['waive', fingerprint, ...SAID, '--expires', '2026-02-01', '--report', 'report.json'], { cwd: folder });
    expect(run).toMatchObject({ status: 0 });
    expect(repo(pr).file(WAIVERS)).toContain(fingerprint);
  });

  it('keeps what is there and refuses what is not valid', () => {
    const target = path.join(pr.author, WAIVERS);
    const own = '# ours\nwaivers:\n- {fingerprint: "00000000000a",   reason: "kept as it is", owner: b, expires: 2026-01-31}\n';
    writeFileSync(target, own);
    expect(waive(fingerprint, ...SAID, '--expires', '2026-02-01').status).toBe(0);
    expect(repo(pr).file(WAIVERS)).toMatch(own);
    appendFileSync(target, 'typo: 1\n');
    const run = waive(fingerprint, ...SAID, '--expires', '2026-02-01');
    expect(run).toMatchObject({ status: 2 });
    expect(run.stderr).toMatch(/schema-gate\.waivers\.yml.*Unknown key "typo"/);
  });

  it('does not write through a link', () => {
    const linked = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    writeFiles(linked.root, { 'outside.yml': '' });
    symlinkSync(path.join(linked.root, 'outside.yml'), path.join(linked.author, WAIVERS));
    const run = repo(linked).run('waive', fingerprint, ...SAID, '--expires', '2026-02-01');
    expect(run.status).toBe(2);
    expect(readFileSync(path.join(linked.root, 'outside.yml'), 'utf8')).toBe('');
  });
});

describe('check --write-baseline', () => {
  it('writes the list, says what to do with it, and exits with 0 whatever the change would have', () => {
    const pr = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    const { run, file } = repo(pr);
    const written = run('check', '--write-baseline', 'old.json');
    expect(written).toMatchObject({ status: 0, stdout: '' });
    expect(written.stderr).toMatch(/^old\.json lists \d+ findings?.*\n.*"baseline: old\.json"/);
    expect(JSON.parse(file('old.json'))).toMatchObject({ version: 1 });
    expect(run('check', '--write-baseline', 'old.json').stderr).toMatch(/0 gone since/);
  });

  it('lists what the rules of the policy say of the plan, and what is mended leaves the list', { timeout: 120_000 }, () => {
    const policy = { 'schema-gate.yml': 'rules: {hygiene/property-name: error}\nnaming: {properties: camelCase}\n' };
    const named = (name: string): string => order('number').replace('"total"', `"${name}"`);
    const pr = pullRequest({ 'order.json': named('grand_total'), ...policy }, { 'note.txt': 'nothing of the plan' });
    const { run, file } = repo(pr);
    expect(run('check', '--write-baseline', 'old.json').stderr).toContain('lists 1 finding (1 hygiene/property-name)');
    expect(file('old.json')).toContain('"rule":"hygiene/property-name","path":"grand_total","events":["order"]');
    writeFiles(pr.author, { 'order.json': named('grandTotal') });
    expect(run('check', '--write-baseline', 'old.json').stderr).toContain('lists 0 findings: 1 gone since');
    writeFiles(pr.author, { 'order.json': named('grand_total') });
    expect(run('check', '--write-baseline', 'old.json').stderr).toMatch(
      /1 finding of today is not in it and counts: a baseline only shrinks/,
    );
  });

  it('takes away what is gone and adds nothing', () => {
    const pr = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    const { run, file } = repo(pr);
    writeFiles(pr.author, {
      'old.json': '{"version": 1, "findings": [{"fingerprint": "00000000000a"}, {"fingerprint": "00000000000b"}]}\n',
    });
    expect(run('check', '--write-baseline', 'old.json').stderr).toMatch(/lists 0 findings: 2 gone since/);
    expect(file('old.json')).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it('refuses a file that is no baseline, a folder that is not there, and a report beside it', () => {
    const pr = pullRequest({ 'order.json': order('number') }, { 'order.json': order('string') });
    const { run, file } = repo(pr);
    expect(run('check', '--write-baseline', 'order.json')).toMatchObject({ status: 2, stderr: expect.stringMatching(/baseline/) });
    expect(file('order.json')).toBe(order('string'));
    expect(run('check', '--write-baseline', 'no/where.json').status).toBe(2);
    expect(run('check', '--write-baseline', 'a.json', '--output', 'b.json').status).toBe(2);
  });
});
