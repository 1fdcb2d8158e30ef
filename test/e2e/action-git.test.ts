import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startGitHub } from '../harness/github.ts';
import {
  checkout,
  commit,
  git,
  makePullRequest,
  pullRequestPayload,
  pushPayload,
  removeFolder,
  serveGit,
  testMerge,
  type Files,
  type GitServer,
  type Payload,
  type PullRequest,
  type PullRequestOptions,
} from '../harness/pull-request.ts';
import { runAction, type ActionResult, type ActionRun } from '../harness/runner.ts';
import { annotated, FIRST_PROPERTY, installAction, logOf, NOWHERE, reportOf, schema } from './action-harness.ts';

const actionDir = installAction();
const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});
afterAll(() => removeFolder(actionDir));

const ORDER = schema('order', { order_id: 'string', total: 'number', note: 'string' }, ['order_id']);
const SIGNUP = schema('signup', { plan: 'string', seats: 'integer' });
const BASE: Files = { 'events/order.json': ORDER, 'events/signup.json': SIGNUP };
/** `total` becomes a string, on the second property's line. */
const BROKEN: Files = { 'events/order.json': schema('order', { order_id: 'string', total: 'string', note: 'string' }, ['order_id']) };
const BROKEN_AT = `events/order.json:${FIRST_PROPERTY + 1}`;
/** What the base branch gets meanwhile: an event of its own, and an edit of another one that would be a break. */
const LATER: Files = {
  'events/refund.json': schema('refund', { reason: 'string' }),
  'events/signup.json': schema('signup', { plan: 'string', seats: 'boolean' }),
};

function pullRequest(options: Partial<PullRequestOptions> = {}): PullRequest {
  const pr = makePullRequest({ base: BASE, head: BROKEN, ...options });
  endings.push(pr.cleanup);
  return pr;
}

/** Runs the Action on the test merge as actions/checkout leaves it, without a token unless one is given. */
async function judge(pr: PullRequest, change: Partial<ActionRun> = {}): Promise<ActionResult> {
  const run = await runAction({
    actionDir,
    workspace: change.workspace ?? checkout(pr),
    event: pullRequestPayload(pr),
    sha: pr.merge,
    apiUrl: NOWHERE,
    serverUrl: NOWHERE,
    token: '',
    ...change,
  });
  endings.push(() => removeFolder(run.temp));
  expect(run.stderr).toBe('');
  expect(run.warnings).toEqual([]);
  return run;
}

/** The parts of a verdict that a workflow sees. */
const outcome = (run: ActionResult): Record<string, unknown> => ({
  exit: run.exitCode,
  result: run.outputs.get('result'),
  errors: run.outputs.get('errors'),
  annotations: annotated(run),
});

const rulesOf = (run: ActionResult): string[] => reportOf(run).findings.map(({ rule }) => rule);
const short = (id: string): string => id.slice(0, 7);

const BLOCKED = { exit: 1, result: 'blocked', errors: '1', annotations: [`error ${BROKEN_AT}`] };

describe('pull_request, the test merge at depth 1', () => {
  test('the base branch has moved on: only what the pull request changes is reported', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const run = await judge(pr);
    expect(outcome(run)).toEqual(BLOCKED);
    expect(logOf(run)).toContain(`Base is ${short(pr.base)}, the state of main that GitHub merged pull request #1 into`);
    expect(run.stdout).not.toMatch(/refund|signup/);
  });

  test('a deleted schema file is an event removed, shown where it was', async () => {
    const run = await judge(pullRequest({ head: { 'events/signup.json': null } }));
    expect(outcome(run)).toMatchObject({ exit: 1, result: 'blocked', errors: '1' });
    expect(rulesOf(run)).toEqual(['compat/event-removed']);
    // Head has no such file, so that no line of it can be marked.
    expect(run.commands[0]).toMatchObject({
      command: 'error',
      properties: { title: expect.stringContaining('compat/event-removed') as string },
    });
    expect(run.commands[0]?.properties).not.toHaveProperty('file');
    expect(run.commands[0]?.message).toContain('It is gone in head; in base it was events/signup.json:');
  });

  test.each([
    ['by $id', ORDER],
    ['without $id', ORDER.replace(/^ {2}"\$id".*\n/m, '')],
  ])('a moved file is no change (%s)', async (_, text) => {
    const run = await judge(
      pullRequest({ base: { ...BASE, 'events/order.json': text }, head: { 'events/order.json': null, 'shop/orders/order.json': text } }),
    );
    expect(outcome(run)).toEqual({ exit: 0, result: 'passed', errors: '0', annotations: [] });
    expect(rulesOf(run)).toEqual([]);
  });

  test('a file moved and edited is judged as the edit, on its new line', async () => {
    const moved = { 'events/order.json': null, 'shop/order.json': BROKEN['events/order.json'] ?? '' };
    const run = await judge(pullRequest({ head: moved }));
    expect(outcome(run)).toEqual({ ...BLOCKED, annotations: [`error shop/order.json:${FIRST_PROPERTY + 1}`] });
  });

  test('retargeted: the new target counts, though the event file still names the old one', async () => {
    const pr = pullRequest();
    // release has taken the break in already, so against it the pull request changes nothing.
    git(pr.author, 'checkout', '-q', '-b', 'release', pr.forkPoint);
    const release = commit(pr.author, 'same change', BROKEN);
    git(pr.author, 'push', '-q', 'origin', 'release');
    const merge = testMerge(pr.origin, release, pr.head);
    git(pr.origin, 'update-ref', 'refs/pull/1/merge', merge);
    const payload = pullRequestPayload({ ...pr, merge }, { action: 'edited' });
    const facts = payload['pull_request'] as { readonly base: Payload };
    const retargeted = { ...payload, pull_request: { ...facts, base: { ...facts.base, ref: 'release', sha: pr.base } } };
    const run = await judge(pr, { workspace: checkout({ ...pr, merge }), event: retargeted, sha: merge });
    expect(outcome(run)).toEqual({ exit: 0, result: 'passed', errors: '0', annotations: [] });
    expect(logOf(run)).toContain(`Base is ${short(release)}, the state of release that GitHub merged pull request #1 into`);
  });

  test('limited to a folder: only that is judged, and its lines are named from the root', async () => {
    const head: Files = { 'shop/order.json': BROKEN['events/order.json'] ?? '', 'crm/signup.json': null };
    const pr = pullRequest({ base: { 'shop/order.json': ORDER, 'crm/signup.json': SIGNUP }, head });
    const run = await judge(pr, { inputs: { 'working-directory': 'shop' } });
    expect(outcome(run)).toEqual({ ...BLOCKED, annotations: [`error shop/order.json:${FIRST_PROPERTY + 1}`] });
  });

  test("the policy at the base counts, not the pull request's", async () => {
    const rules = (severity: string): string => `rules:\n  compat/type-changed: ${severity}\n`;
    const loosened = await judge(pullRequest({ head: { ...BROKEN, 'schema-gate.yml': rules('off') } }));
    expect(outcome(loosened)).toEqual({ ...BLOCKED, annotations: [...BLOCKED.annotations, 'warning schema-gate.yml:2'] });
    expect(rulesOf(loosened)).toContain('policy/weakened');
    expect(logOf(loosened)).toContain('This change edits the policy. It is judged by the policy at base');
    const noFile = await judge(
      pullRequest({ base: { ...BASE, 'schema-gate.yml': rules('warning') }, head: { ...BROKEN, 'schema-gate.yml': null } }),
    );
    expect(outcome(noFile)).toMatchObject({ exit: 0, result: 'passed', annotations: [`warning ${BROKEN_AT}`, 'notice :'] });
  });
});

describe('other events', () => {
  test('push of the first commit: everything is new, and it is said', async () => {
    const pr = pullRequest({ extraHistory: 0 });
    const run = await judge(pr, {
      workspace: checkout(pr, { ref: 'refs/heads/main', sha: pr.base }),
      eventName: 'push',
      event: pushPayload(null, pr.base),
      sha: pr.base,
      inputs: { 'fail-on': 'error' },
    });
    expect(outcome(run)).toMatchObject({ exit: 0, result: 'passed', errors: '0' });
    expect(new Set(rulesOf(run))).toEqual(new Set(['compat/event-added']));
    expect(logOf(run)).toContain('This is the first push to main, so there is no base and everything is new.');
  });

  test('pull_request_target: the head is judged and never checked out', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const workspace = checkout(pr, { ref: 'refs/heads/main', sha: pr.base });
    const run = await judge(pr, { workspace, eventName: 'pull_request_target', sha: pr.base });
    expect(outcome(run)).toEqual(BLOCKED);
    expect(logOf(run)).toContain(`Base is ${short(pr.forkPoint)}, where pull request #1 forked from main (the merge base).`);
    expect(reportOf(run).head.commit).toBe(pr.head);
    expect(git(workspace, 'rev-parse', 'HEAD')).toBe(pr.base);
    expect(git(workspace, 'status', '--porcelain', '--ignored')).toBe('');
    expect(readFileSync(path.join(workspace, 'events/order.json'), 'utf8')).toBe(ORDER);
  });

  test('schedule: the last commit of the default branch is reported, and fails only when asked', async () => {
    const pr = pullRequest();
    const tip = commit(pr.author, 'on main', {});
    git(pr.author, 'push', '-q', 'origin', 'feature:main');
    const scheduled = {
      workspace: checkout(pr, { ref: 'refs/heads/main', sha: tip }),
      eventName: 'schedule',
      event: { schedule: '0 4 * * *', repository: pullRequestPayload(pr)['repository'] },
      sha: tip,
    };
    const nothing = await judge(pr, scheduled);
    expect(outcome(nothing)).toEqual({ exit: 0, result: 'passed', errors: '0', annotations: [] });
    expect(logOf(nothing)).toContain(`Base is ${short(pr.head)}, the first parent of`);
    const since = await judge(pr, { ...scheduled, inputs: { base: pr.forkPoint } });
    expect(outcome(since)).toMatchObject({ exit: 0, errors: '1', annotations: [`error ${BROKEN_AT}`] });
    expect((await judge(pr, { ...scheduled, inputs: { base: pr.forkPoint, 'fail-on': 'error' } })).exitCode).toBe(1);
  });

  test('closed, merged and run again: the merge is judged, never the base against itself', async () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    const merged = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const event = pullRequestPayload({ ...pr, merge: merged, base: merged }, { action: 'closed', merged: true });
    const atOnce = await judge(pr, { workspace: checkout(pr, { ref: 'refs/heads/main', sha: merged }), event, sha: merged });
    expect(outcome(atOnce)).toEqual(BLOCKED);
    expect(logOf(atOnce)).toContain(`Base is ${short(pr.base)}, the state of main that GitHub merged pull request #1 into`);
    expect(logOf(atOnce)).not.toContain('test merge');
    const later = commit(pr.author, 'main goes on', { 'events/signup.json': null });
    git(pr.author, 'push', '-q', 'origin', 'main');
    const workspace = checkout(pr, { ref: 'refs/heads/main', sha: later, dir: path.join(pr.root, 'later') });
    const again = await judge(pr, { workspace, event, sha: merged });
    expect(outcome(again)).toEqual(BLOCKED);
    expect(logOf(again)).toContain(
      `Base is ${short(pr.base)}, the first parent of merge of pull request #1, because it is merged already.`,
    );
  });
});

const TOKEN = 'ghs_0123456789notarealtoken';

async function served(pr: PullRequest): Promise<GitServer> {
  const server = await serveGit(pr.root, { token: TOKEN });
  endings.push(server.close);
  return server;
}

/** All that a run leaves behind for others to read. */
function traces(run: ActionResult, workspace: string): string {
  const settings = readFileSync(path.join(workspace, '.git', 'config'), 'utf8');
  return [run.stdout, run.stderr, run.summary, JSON.stringify([...run.outputs]), JSON.stringify(reportOf(run)), settings].join('\n');
}

const secretForms = [TOKEN, Buffer.from(TOKEN).toString('base64'), Buffer.from(`x-access-token:${TOKEN}`).toString('base64')];

describe('what a checkout did not bring', () => {
  test('persist-credentials: false: the base is fetched by token, which shows up nowhere', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const server = await served(pr);
    const workspace = checkout(pr, { url: `${server.url}/acme/plans.git`, token: TOKEN });
    const gitHub = await startGitHub({ token: TOKEN });
    endings.push(gitHub.close);
    const run = await judge(pr, { workspace, serverUrl: server.url, apiUrl: gitHub.url, token: TOKEN });
    expect(outcome(run)).toEqual({ ...BLOCKED, annotations: [] });
    expect(gitHub.checkRuns[0]?.annotations).toMatchObject([{ path: 'events/order.json', start_line: FIRST_PROPERTY + 1 }]);
    expect((await server.requests()).at(-1)).toMatch(/^200 POST .*git-upload-pack$/);
    for (const form of secretForms) expect(traces(run, workspace)).not.toContain(form);
  });

  test('persist-credentials: false and no token: not evaluated, with what to do', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const server = await served(pr);
    const workspace = checkout(pr, { url: `${server.url}/acme/plans.git`, token: TOKEN });
    const run = await judge(pr, { workspace, serverUrl: server.url });
    expect(outcome(run)).toEqual({ exit: 3, result: 'not-evaluated', errors: '0', annotations: ['error :'] });
    const message = run.commands[0]?.message ?? '';
    expect(message).toContain('Give the action a token (token: ${{ github.token }}) that may read the repository');
    expect(message).toContain('set fetch-depth: 0 on actions/checkout');
    expect(message).toContain(`git fetch --no-tags --depth=1 origin ${pr.base}`);
  });

  test('a fork: its own repository in the event, a read-only token, the base from the repository of the event', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const fork = path.join(pr.root, 'stranger', 'plans.git');
    git(pr.root, 'clone', '-q', '--bare', `file://${pr.origin}`, fork);
    // Nobody keeps a fork up to date: its main is where it was forked, and it knows nothing of the test merge.
    git(fork, 'update-ref', 'refs/heads/main', pr.forkPoint);
    git(fork, 'update-ref', '-d', 'refs/pull/1/merge');
    git(fork, 'gc', '-q', '--prune=now');
    const payload = pullRequestPayload(pr);
    const facts = payload['pull_request'] as { readonly head: Payload };
    const repo = { name: 'plans', full_name: 'stranger/plans', default_branch: 'main', fork: true, owner: { login: 'stranger' } };
    const event = { ...payload, pull_request: { ...facts, head: { ...facts.head, repo } } };
    const gitHub = await startGitHub({ token: TOKEN, permissions: {} });
    endings.push(gitHub.close);
    const server = await served(pr);
    const reader = { event, apiUrl: gitHub.url, serverUrl: server.url, token: TOKEN };
    expect(outcome(await judge(pr, reader))).toEqual(BLOCKED);
    // The other usual checkout: the author's branch, from the fork.
    const workspace = checkout(pr, {
      url: `file://${fork}`,
      ref: 'refs/heads/feature',
      sha: pr.head,
      dir: path.join(pr.root, 'fork-checkout'),
    });
    const run = await judge(pr, { ...reader, workspace });
    expect(outcome(run)).toEqual(BLOCKED);
    expect(logOf(run)).toContain(`Base is ${short(pr.forkPoint)}, where pull request #1 forked from main (the merge base).`);
    expect(gitHub.checkRuns).toEqual([]);
    for (const form of secretForms) expect(traces(run, workspace)).not.toContain(form);
  });

  test('objects are missing and nobody has them: not evaluated, with the exact command', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const workspace = checkout(pr);
    removeFolder(pr.origin);
    const run = await judge(pr, { workspace });
    expect(outcome(run)).toEqual({ exit: 3, result: 'not-evaluated', errors: '0', annotations: ['error :'] });
    expect(run.commands[0]?.message).toContain(`By hand it is: git fetch --no-tags --depth=1 origin ${pr.base}`);
    expect(run.summary).toContain(pr.base);
    expect(run.commands[0]?.message).not.toContain('..');
  });

  test('the history that a merge base needs is missing and nobody has it: not evaluated, with the exact command', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const workspace = checkout(pr, { ref: 'refs/pull/1/head', sha: pr.head });
    removeFolder(pr.origin);
    const run = await judge(pr, { workspace });
    expect(outcome(run)).toMatchObject({ exit: 3, result: 'not-evaluated' });
    expect(run.commands[0]?.message).toContain('By hand it is: git fetch --no-tags --unshallow origin');
  });
});
