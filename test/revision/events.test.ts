import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  checkout,
  commit,
  git,
  pullRequestPayload,
  pushPayload,
  removeFolder,
  temporaryFolder,
  testMerge,
} from '../harness/pull-request.ts';
import {
  LATER,
  NOWHERE,
  containing,
  event,
  failureOf,
  isolateGit,
  pathsOf,
  pullRequest,
  removePullRequests,
  revisionsOf,
} from './support.ts';

beforeAll(isolateGit);
afterEach(removePullRequests);

describe('push', () => {
  test('what the branch was before, also after a force-push', () => {
    const pr = pullRequest();
    const dir = checkout(pr, { ref: 'refs/heads/feature', sha: pr.head });
    const { base, head } = revisionsOf(event(dir, 'push', pushPayload(pr.forkPoint, pr.head), pr.head));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
    git(pr.author, 'reset', '-q', '--hard', 'HEAD~1');
    const forced = commit(pr.author, 'other', { 'plan/other.json': '{}\n' });
    git(pr.author, 'push', '-q', '--force', 'origin', 'feature');
    const second = checkout(pr, { ref: 'refs/heads/feature', sha: forced, dir: path.join(pr.root, 'second') });
    const payload = pushPayload(pr.head, forced, { ref: 'refs/heads/feature', forced: true });
    const found = revisionsOf(event(second, 'push', payload, forced));
    expect([found.base.commit, found.head.commit]).toEqual([pr.head, forced]);
    expect(found.reason).toContain('force-pushed');
  });

  test('before is gone for good: on a branch the fork point, on the default branch not evaluated', () => {
    const pr = pullRequest();
    const dir = checkout(pr, { ref: 'refs/heads/feature', sha: pr.head });
    const lost = 'd'.repeat(40);
    const branch = revisionsOf(event(dir, 'push', pushPayload(lost, pr.head, { ref: 'refs/heads/feature', forced: true }), pr.head));
    expect(branch.base.commit).toBe(pr.forkPoint);
    expect(branch.reason).toContain('cannot be had');
    expect(failureOf(event(dir, 'push', pushPayload(lost, pr.head), pr.head)).kind).toBe('evaluation');
  });

  test('a new branch: where it left the default branch', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { ref: 'refs/heads/feature', sha: pr.head });
    const { base } = revisionsOf(event(dir, 'push', pushPayload(null, pr.head, { ref: 'refs/heads/feature' }), pr.head));
    expect(base.commit).toBe(pr.forkPoint);
  });

  test('the first push of a repository: everything is new, and it is said', () => {
    const pr = pullRequest();
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: pr.base });
    const { base, reason } = revisionsOf(event(dir, 'push', pushPayload(null, pr.base), pr.base));
    expect(base.commit).toBeNull();
    expect(pathsOf(base.tree)).toEqual([]);
    expect(reason).toContain('everything is new');
  });

  test('a deleted branch', () => {
    const pr = pullRequest();
    const dir = checkout(pr);
    const payload = { ...pushPayload(pr.head, pr.base), after: '0'.repeat(40), deleted: true };
    expect(failureOf(event(dir, 'push', payload, pr.base)).kind).toBe('configuration');
  });
});

describe('other events', () => {
  test('on the default branch: the commit before; the first commit: everything is new', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: pr.base });
    const repository = { repository: pullRequestPayload(pr)['repository'] };
    const { base, head } = revisionsOf(event(dir, 'schedule', repository, pr.base));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.base]);
    const root = git(pr.author, 'rev-list', '--max-parents=0', 'main');
    const rootDir = checkout(pr, { ref: 'refs/heads/main', sha: root, dir: path.join(pr.root, 'first') });
    git(rootDir, 'update-ref', '-d', 'refs/remotes/origin/main');
    git(pr.origin, 'update-ref', 'refs/heads/main', root);
    const first = revisionsOf(event(rootDir, 'workflow_dispatch', repository, root));
    expect(first.base.commit).toBeNull();
    expect(first.reason).toContain('is the first commit');
  });

  test('on another branch: where it left the default branch', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { ref: 'refs/heads/feature', sha: pr.head });
    const repository = { repository: pullRequestPayload(pr)['repository'] };
    expect(revisionsOf(event(dir, 'workflow_dispatch', repository, pr.head)).base.commit).toBe(pr.forkPoint);
  });

  test('an explicit base goes first: a branch that only origin has, a tag, an id', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'tag', '-a', '-m', 'deployed', 'production', pr.forkPoint);
    git(pr.author, 'push', '-q', 'origin', 'production');
    const dir = checkout(pr);
    const request = event(dir, 'pull_request', pullRequestPayload(pr), pr.merge);
    expect(revisionsOf({ ...request, base: 'main' }).base.commit).toBe(pr.base);
    expect(revisionsOf({ ...request, base: 'origin/main' }).base.commit).toBe(pr.base);
    expect(revisionsOf({ ...request, baseExact: 'production' }).base.commit).toBe(pr.forkPoint);
    expect(revisionsOf({ ...request, baseExact: pr.forkPoint }).base.commit).toBe(pr.forkPoint);
    expect(revisionsOf({ ...request, head: pr.head }).base.commit).toBe(pr.forkPoint);
    const onDisk = revisionsOf({ ...request, head: 'worktree' });
    expect([onDisk.base.commit, onDisk.head.label]).toEqual([pr.base, 'work tree']);
    expect(failureOf({ ...request, base: 'no-such-branch' }).kind).toBe('configuration');
    expect(failureOf({ ...request, base: 'e'.repeat(40) }).kind).toBe('configuration');
  });
});

test.each([
  { payload: null },
  { payload: 'text' },
  { payload: [] },
  { payload: { pull_request: null } },
  { payload: { pull_request: { head: { sha: '--upload-pack=x' }, base: { sha: 'y' } } } },
  { payload: JSON.parse('{"__proto__":{"pull_request":{}},"repository":{"full_name":"../../etc","default_branch":"--evil"}}') as unknown },
])('a payload that is not what it should be is no danger: $payload', ({ payload }) => {
  const pr = pullRequest();
  const dir = checkout(pr, { depth: 0 });
  const { head } = revisionsOf({ kind: 'event', cwd: dir, eventName: 'pull_request', payload, sha: pr.merge, serverUrl: NOWHERE });
  expect(head.commit).toBe(pr.merge);
});

test('no commit checked out: the hint names the missing step', () => {
  const folder = temporaryFolder();
  try {
    const missingStep = { kind: 'configuration', hint: containing('actions/checkout') };
    expect(failureOf(event(folder, 'push', {}, 'a'.repeat(40)))).toMatchObject(missingStep);
    git(folder, 'init', '-q');
    expect(failureOf(event(folder, 'schedule', {}, 'a'.repeat(40)))).toMatchObject(missingStep);
  } finally {
    removeFolder(folder);
  }
});

test('the test merge of the harness is what GitHub makes', () => {
  const pr = pullRequest({ baseLater: LATER });
  expect(git(pr.origin, 'rev-parse', `${testMerge(pr.origin, pr.base, pr.head)}^@`).split('\n')).toEqual([pr.base, pr.head]);
});
