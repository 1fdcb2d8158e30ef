import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../harness/github.ts';
import {
  checkout,
  makePullRequest,
  mergeGroupPayload,
  pullRequestPayload,
  pushPayload,
  removeFolder,
  temporaryFolder,
  type Files,
  type PullRequest,
  type PullRequestOptions,
} from '../harness/pull-request.ts';
import { runAction, type ActionResult, type ActionRun } from '../harness/runner.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** The Action as a runner downloads it, where nothing is installed around it. */
const actionDir = temporaryFolder();
cpSync(path.join(root, 'dist'), path.join(actionDir, 'dist'), { recursive: true });
cpSync(path.join(root, 'action.yml'), path.join(actionDir, 'action.yml'));
const node24 = process.env['SCHEMA_GATE_NODE24'];

/** A tracking plan of one event, in two files. */
function plan(properties: Readonly<Record<string, string>>, required: readonly string[] = []): Files {
  const names = Object.keys(properties);
  return {
    'plan/properties.yaml': [
      'version: rudder/v1',
      'kind: properties',
      'metadata:',
      '  name: orders',
      'spec:',
      '  properties:',
      ...names.flatMap((name, index) => [
        `    - id: p${index}`,
        `      name: ${JSON.stringify(name)}`,
        `      type: ${properties[name] ?? 'string'}`,
      ]),
      '',
    ].join('\n'),
    'plan/plan.yaml': [
      'version: rudder/v1',
      'kind: tracking-plan',
      'metadata:',
      '  name: orders',
      'spec:',
      '  id: orders',
      '  display_name: Orders',
      '  rules:',
      '    - type: event_rule',
      '      id: order_rule',
      '      event: "#event:order_completed"',
      '      properties:',
      ...names.flatMap((name, index) => [
        `        - property: "#property:p${index}"`,
        ...(required.includes(name) ? ['          required: true'] : []),
      ]),
      '',
    ].join('\n'),
    'plan/events.yaml': [
      'version: rudder/v1',
      'kind: events',
      'metadata:',
      '  name: orders',
      'spec:',
      '  events:',
      '    - id: order_completed',
      '      name: Order Completed',
      '      event_type: track',
      '',
    ].join('\n'),
  };
}

const before = plan({ order_id: 'string', total: 'number', note: 'string' }, ['order_id']);
/** `total` becomes a string: line 12 of the properties. */
const after = plan({ order_id: 'string', total: 'string', note: 'string' }, ['order_id']);

const endings: (() => Promise<void> | void)[] = [() => removeFolder(actionDir)];
const perTest: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of perTest.splice(0)) await end();
});
afterAll(async () => {
  for (const end of endings.splice(0)) await end();
});

function pullRequest(options: Partial<PullRequestOptions> = {}): PullRequest {
  const pr = makePullRequest({ base: before, head: after, ...options });
  perTest.push(pr.cleanup);
  return pr;
}

/** The usual pull request and its workspace, for tests that do not care how the base was fetched. */
let shared: PullRequest | undefined;
function common(): PullRequest {
  if (shared === undefined) {
    shared = makePullRequest({ base: before, head: after });
    endings.push(shared.cleanup);
    checkout(shared);
  }
  return shared;
}

async function gitHubOf(options: GitHubOptions = {}): Promise<GitHub> {
  const gitHub = await startGitHub(options);
  perTest.push(gitHub.close);
  return gitHub;
}

/** Runs the Action on a pull request as actions/checkout leaves it. */
async function judge(pr: PullRequest, gitHub: GitHub, change: Partial<ActionRun> = {}): Promise<ActionResult> {
  const run = await runAction({
    actionDir,
    workspace: change.workspace ?? (pr === shared ? path.join(pr.root, 'workspace') : checkout(pr)),
    event: pullRequestPayload(pr),
    sha: pr.merge,
    apiUrl: gitHub.url,
    token: gitHub.token,
    ...change,
  });
  perTest.push(() => removeFolder(run.temp));
  return run;
}

function reportOf(run: ActionResult): Report {
  return JSON.parse(readFileSync(run.outputs.get('report-file') ?? '', 'utf8')) as Report;
}

/** What a verdict is made of, whoever it is told to. */
const verdictOf = (run: ActionResult) => ({
  exitCode: run.exitCode,
  result: run.outputs.get('result'),
  errors: run.outputs.get('errors'),
  findings: reportOf(run).findings,
});

const levels = (run: ActionResult): string[] => run.commands.map(({ command }) => command);

const nodes = [['this Node', process.execPath] as const, ...(node24 === undefined ? [] : [['Node 24', node24] as const])];

describe.each(nodes)('the Action on %s', (_, node) => {
  test('blocks a breaking pull request, annotated by a check run on its head commit', async () => {
    const pr = pullRequest({ baseLater: { 'README.md': 'moved on\n' } });
    const gitHub = await gitHubOf();
    const run = await judge(pr, gitHub, { node });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.warnings).toEqual([]);
    expect(run.commands).toEqual([]);
    expect(Object.fromEntries(run.outputs)).toMatchObject({ result: 'blocked', 'version-bump': 'major' });
    const [checkRun, ...others] = gitHub.checkRuns;
    expect(others).toEqual([]);
    expect(checkRun).toMatchObject({ head_sha: pr.head, status: 'completed', conclusion: 'failure' });
    expect(checkRun?.annotations[0]).toMatchObject({ path: 'plan/properties.yaml', start_line: 12, annotation_level: 'failure' });
    expect(run.summary.split('\n')[0]).toMatch(/^### ❌ Blocked: /);
    expect(stripVTControlCharacters(run.stdout)).toContain('--> plan/properties.yaml:12:');
    expect(reportOf(run).base.commit).toBe(pr.base);
  });
});

describe('the Action', () => {
  test('passes a pull request that breaks nobody, and says so in one channel only', async () => {
    const pr = pullRequest({ head: plan({ order_id: 'string', total: 'number', note: 'string', coupon: 'string' }, ['order_id']) });
    const gitHub = await gitHubOf();
    const run = await judge(pr, gitHub, { inputs: { comment: 'true' } });
    expect(run.exitCode).toBe(0);
    expect(run.outputs.get('result')).toBe('passed');
    expect(gitHub.checkRuns[0]?.conclusion).toBe('success');
    expect(gitHub.comments).toEqual([]);
    expect(run.commands).toEqual([]);
  });

  test('lets pass what a waiver at the base is for, and shows what a change asks for', async () => {
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const waiver: Files = {
      'schema-gate.waivers.yml': `waivers: [{rules: [compat/*], events: ["Order *", order_*], reason: "No reader is left", owner: shop, expires: ${day}}]\n`,
    };
    const granted = await judge(pullRequest({ base: { ...before, ...waiver } }), await gitHubOf());
    expect(granted.exitCode).toBe(0);
    expect(granted.summary).toMatch(/finding(s)? waived/);
    expect(granted.outputs.get('version-bump')).toBe('major');
    const gitHub = await gitHubOf();
    const asked = await judge(pullRequest({ head: { ...after, ...waiver } }), gitHub);
    expect(asked.exitCode).toBe(1);
    expect(gitHub.checkRuns[0]?.annotations[0]?.message).toContain(`Asks for a waiver until ${day} by shop: No reader is left.`);
  });

  test('gives the same verdict with a read-only token, and annotates by workflow commands', async () => {
    const pr = common();
    const writer = await judge(pr, await gitHubOf());
    const gitHub = await gitHubOf({ permissions: {} });
    const reader = await judge(pr, gitHub, { inputs: { comment: 'true' } });
    expect(verdictOf(reader)).toEqual(verdictOf(writer));
    expect(reader.summary).toBe(writer.summary);
    expect(gitHub.checkRuns).toEqual([]);
    expect(reader.commands[0]).toMatchObject({ command: 'error', properties: { file: 'plan/properties.yaml', line: '12' } });
    expect(reader.stdout).toContain('no check run, the token may not: it needs the permission "checks: write"');
    expect(reader.stdout).toContain('no comment, the token may not');
  });

  test('needs no token at all', async () => {
    const gitHub = await gitHubOf();
    const run = await judge(common(), gitHub, { token: '' });
    expect(run.exitCode).toBe(1);
    expect(levels(run)).toContain('error');
    expect(gitHub.requests).toEqual([]);
  });

  test('asks nothing of GitHub when the check run is switched off', async () => {
    const gitHub = await gitHubOf();
    const run = await judge(common(), gitHub, { inputs: { 'check-run': 'false' } });
    expect(gitHub.requests).toEqual([]);
    expect(levels(run)).toContain('error');
  });

  test('judges a merge group', async () => {
    const pr = pullRequest({ baseLater: { 'README.md': 'moved on\n' } });
    const gitHub = await gitHubOf();
    const run = await judge(pr, gitHub, { eventName: 'merge_group', event: mergeGroupPayload(pr.base, pr.merge) });
    expect(run.exitCode).toBe(1);
    expect(reportOf(run).base.commit).toBe(pr.base);
    expect(gitHub.checkRuns[0]?.head_sha).toBe(pr.merge);
  });

  test('reports on push and fails only when asked', async () => {
    const pr = pullRequest();
    const push = {
      eventName: 'push',
      event: pushPayload(pr.base, pr.head, { ref: 'refs/heads/main' }),
      sha: pr.head,
      workspace: checkout(pr, { ref: 'refs/heads/feature', sha: pr.head }),
    };
    const gitHub = await gitHubOf();
    const told = await judge(pr, gitHub, push);
    expect(told.exitCode).toBe(0);
    expect(Number(told.outputs.get('errors'))).toBeGreaterThan(0);
    expect(gitHub.checkRuns[0]).toMatchObject({ head_sha: pr.head, conclusion: 'neutral' });
    expect((await judge(pr, gitHub, { ...push, inputs: { 'fail-on': 'error' } })).exitCode).toBe(1);
  });

  test('compares with the base that a workflow_dispatch names', async () => {
    const pr = pullRequest();
    const workspace = checkout(pr, { depth: 0 });
    const run = await judge(pr, await gitHubOf(), {
      eventName: 'workflow_dispatch',
      event: { inputs: null, ref: 'refs/heads/feature', repository: pullRequestPayload(pr)['repository'] },
      sha: pr.merge,
      workspace,
      inputs: { base: 'origin/main' },
    });
    expect(run.exitCode).toBe(1);
    expect(reportOf(run).base.commit).toBe(pr.base);
  });

  test('writes sixty findings in two requests, and ten of them where only workflow commands are left', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `property_${index}`);
    const all = (type: string): Files => plan(Object.fromEntries(names.map((name) => [name, type])));
    const pr = pullRequest({ base: all('string'), head: all('boolean') });
    const workspace = checkout(pr);
    const gitHub = await gitHubOf();
    const run = await judge(pr, gitHub, { workspace });
    expect(run.outputs.get('errors')).toBe('60');
    expect(gitHub.requests).toEqual(['checks/create 201', 'checks/update 200', 'checks/update 200']);
    expect(gitHub.checkRuns[0]?.annotations).toHaveLength(60);
    expect(gitHub.checkRuns[0]?.summary.length).toBeLessThanOrEqual(65_535);
    const alone = await judge(pr, gitHub, { workspace, inputs: { 'check-run': 'false' } });
    expect(levels(alone)).toEqual(Array.from({ length: 10 }, () => 'error'));
    expect(alone.commands.at(-1)?.properties['title']).toBe('Schema Gate: +51 more');
  });

  test('puts what was removed on no line of base: at the top of its file, and nowhere where that is gone', async () => {
    const metrics = (...categories: readonly string[]): string =>
      [
        '$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0',
        ...categories.flatMap((category) => [`${category}:`, '  opened:', '    type: event', '    expires: never']),
        '',
      ].join('\n');
    const pr = pullRequest({
      base: { 'shop/metrics.yaml': metrics('cart', 'order', 'wishlist'), 'blog/metrics.yaml': metrics('post') },
      head: { 'shop/metrics.yaml': metrics('cart', 'order'), 'blog/metrics.yaml': null },
    });
    const gitHub = await gitHubOf();
    const run = await judge(pr, gitHub);
    const onLines = gitHub.checkRuns[0]?.annotations.map((each) => [each.path, each.start_line, each.title]);
    expect(onLines).toEqual([['shop/metrics.yaml', 1, 'compat/event-removed: wishlist.opened']]);
    const [command, ...others] = run.commands;
    expect(command?.properties).toEqual({ title: 'compat/event-removed: post.opened' });
    expect(command?.message).toContain('It is gone in head; in base it was blog/metrics.yaml:3:3.');
    expect(others).toEqual([]);
  });

  test('gets over a fault of GitHub, and past one that stays', async () => {
    const pr = common();
    const once = await gitHubOf({ faults: [{ operation: 'checks/create', status: 502, headers: { 'retry-after': '0.1' } }] });
    expect((await judge(pr, once)).exitCode).toBe(1);
    expect(once.checkRuns).toHaveLength(1);
    const broken = await gitHubOf({ faults: [{ operation: 'checks/create', status: 503, times: 9, headers: { 'retry-after': '0.1' } }] });
    const run = await judge(pr, broken);
    expect(run.exitCode).toBe(1);
    expect(levels(run)).toContain('error');
    expect(run.stdout).toContain('no check run, GitHub answered 503');
  });

  test('keeps one comment up to date', async () => {
    const pr = common();
    const gitHub = await gitHubOf();
    await judge(pr, gitHub, { inputs: { comment: 'true' } });
    await judge(pr, gitHub, { inputs: { comment: 'true' } });
    expect(gitHub.comments).toHaveLength(1);
    expect(gitHub.comments[0]?.body).toContain('### ❌ Blocked');
  });

  test('limits the check to a folder', async () => {
    const run = await judge(pullRequest({ base: { ...before, 'other/a.txt': 'x' } }), await gitHubOf(), {
      inputs: { 'working-directory': 'other' },
    });
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain('No schema file was found under other');
  });

  test('names of files, events and properties give no orders', async () => {
    const evil = 'total\n::error file=x,line=1::injected\r\n##[add-mask]secret @acme <b>|`x`';
    const rename = (files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace('plan/', 'plan\n::add-mask::x,%0A/'), text]));
    const evilPlan = (type: string): Files => rename(plan({ [evil]: type, order_id: 'string' }));
    const gitHub = await gitHubOf();
    const pr = pullRequest({ base: evilPlan('number'), head: evilPlan('string') });
    const workspace = checkout(pr);
    const quiet = await judge(pr, gitHub, { workspace });
    expect(quiet.exitCode).toBe(1);
    expect(quiet.commands).toEqual([]);
    expect(gitHub.checkRuns[0]?.annotations[0]?.path).toBe('plan\n::add-mask::x,%0A/properties.yaml');
    const loud = await judge(pr, gitHub, { workspace, token: '' });
    expect(new Set(levels(loud))).toEqual(new Set(['error']));
    expect(loud.commands[0]?.properties['file']).toBe('plan\n::add-mask::x,%0A/properties.yaml');
  });

  test('refuses an unknown value of an input with exit code 2, and names those there are', async () => {
    const run = await judge(common(), await gitHubOf(), { inputs: { 'fail-on': 'sometimes' } });
    expect(run.exitCode).toBe(2);
    expect(run.outputs.get('result')).toBe('misconfigured');
    expect(run.commands.map(({ message }) => message)).toEqual([expect.stringContaining('Set fail-on to one of: error, warning, never.')]);
    expect(run.summary).toMatch(/^### ⛔/);
  });

  test('is red when it cannot evaluate: the base can be had from nowhere', async () => {
    const pr = pullRequest({ baseLater: { 'README.md': 'moved on\n' } });
    const workspace = checkout(pr);
    removeFolder(pr.origin);
    const run = await judge(pr, await gitHubOf(), { workspace });
    expect(run.exitCode).toBe(3);
    expect(run.outputs.get('result')).toBe('not-evaluated');
    expect(levels(run)).toEqual(['error']);
  });

  test('is red where there is no Git', async () => {
    const run = await judge(common(), await gitHubOf(), { env: { PATH: '/nowhere' } });
    expect(run.exitCode).toBe(3);
    expect(run.commands.map(({ message }) => message)).toEqual([expect.stringMatching(/git/i)]);
    expect(run.stderr).toBe('');
  });

  test('the verdict does not depend on what can be written', async () => {
    const nowhere = { GITHUB_STEP_SUMMARY: '/nowhere/summary', RUNNER_TEMP: '/nowhere' };
    const run = await judge(common(), await gitHubOf(), { env: nowhere });
    expect(run.exitCode).toBe(1);
    expect(run.outputs.get('result')).toBe('blocked');
    expect(run.outputs.get('report-file')).toBe('');
    expect(run.stdout).toContain('Schema Gate: The job summary could not be written: ');
  });
});
