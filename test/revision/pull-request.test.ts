import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addHistory, checkout, commit, git, mergeGroupPayload, pullRequestPayload, serveGit } from '../harness/pull-request.ts';
import { LATER, event, failureOf, isolateGit, pathsOf, pullRequest, removePullRequests, revisionsOf, snapshot, textOf } from './support.ts';

beforeAll(isolateGit);
afterEach(removePullRequests);

describe('pull_request', () => {
  test('depth-1 test merge: base is the first parent, fetched; the base branch having moved on removes nothing', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr);
    const { base, head, reason } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect(base.commit).toBe(pr.base);
    expect(head.commit).toBe(pr.merge);
    expect(pathsOf(base.tree)).toEqual(['README.md', 'plan/later.json', 'plan/old.json', 'plan/user.json']);
    expect(pathsOf(head.tree)).toEqual(['README.md', 'plan/later.json', 'plan/new.json', 'plan/user.json']);
    expect(textOf(base.tree, 'plan/user.json')).toBe('{"type":"object"}\n');
    expect(textOf(head.tree, 'plan/user.json')).toBe('{"type":"array"}\n');
    expect(reason).toContain(pr.base.slice(0, 7));
    expect(reason).toContain('pull request #1');
    expect(base.label).toBe(`main (${pr.base.slice(0, 7)})`);
  });

  test('the payload lags behind the test merge: the test merge decides', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr);
    const stale = { ...pr, head: pr.forkPoint, base: pr.forkPoint };
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(stale), pr.merge));
    expect([base.commit, head.commit]).toEqual([pr.base, pr.merge]);
  });

  test.each([1, 2, 0])('the head itself checked out with depth %i: base is the fork point', (depth) => {
    const pr = pullRequest({ baseLater: LATER, extraHistory: 4 });
    const dir = checkout(pr, { depth, ref: 'refs/pull/1/head', sha: pr.head });
    const before = snapshot(dir);
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
    expect(pathsOf(base.tree)).not.toContain('plan/later.json');
    expect(snapshot(dir)).toEqual(before);
  });

  test('a merge commit made by a person is the head, not a test merge', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'merge', '-q', '-m', 'Merge main into feature', 'main');
    const head = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'feature');
    const moved = { ...pr, head };
    const dir = checkout(moved, { ref: 'refs/heads/feature', sha: head });
    const found = revisionsOf(event(dir, 'pull_request', pullRequestPayload(moved), pr.merge));
    expect([found.base.commit, found.head.commit]).toEqual([pr.base, head]);
    const byItself = revisionsOf(event(dir, 'pull_request', pullRequestPayload({ ...moved, base: pr.forkPoint }), head));
    expect([byItself.base.label, byItself.head.commit]).toEqual([`merge base with main (${pr.base.slice(0, 7)})`, head]);
    // base.sha of the payload lags: what the person merged in is still not the pull request's own change.
    const lagging = { ...moved, base: pr.forkPoint };
    const second = revisionsOf(event(dir, 'pull_request', pullRequestPayload(lagging), pr.merge));
    expect(second.base.commit).toBe(pr.base);
  });

  test('a person merged main on top of the head that the payload names', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'merge', '-q', '-m', 'Merge branch main into feature', 'main');
    const top = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'feature');
    const dir = checkout(pr, { ref: 'refs/heads/feature', sha: top });
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), top));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });

  test('a merge of the head that the event does not vouch for cannot choose its own base', () => {
    const pr = pullRequest();
    git(pr.author, 'checkout', '-q', '-b', 'crafted', pr.forkPoint);
    commit(pr.author, 'crafted base', { 'plan/user.json': '{"type":"array"}\n' });
    git(pr.author, 'merge', '-q', '-m', `Merge ${pr.head} into ${pr.base}`, '-X', 'ours', 'feature');
    const crafted = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'crafted');
    const dir = checkout(pr, { ref: 'refs/heads/crafted', sha: crafted });
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });

  test('another branch checked out: the pull request is judged all the same', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: pr.base });
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });

  test('pull_request_target on a base branch whose tip is itself a merge: the head is data, never checked out', () => {
    const pr = pullRequest();
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'checkout', '-q', '-b', 'other');
    commit(pr.author, 'other', { 'plan/other.json': '{}\n' });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--no-ff', '-m', 'Merge pull request #9', 'other');
    const tip = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: tip });
    const { base, head } = revisionsOf(event(dir, 'pull_request_target', pullRequestPayload({ ...pr, base: tip }), tip));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
    expect(git(dir, 'rev-parse', 'HEAD')).toBe(tip);
    expect(git(dir, 'status', '--porcelain')).toBe('');
  });

  test('merged and run again: by merge commit, the merge is judged; never the base against itself', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    const merged = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: merged });
    const closed = pullRequestPayload({ ...pr, merge: merged, base: merged }, { action: 'closed', merged: true });
    const { base, head } = revisionsOf(event(dir, 'pull_request', closed, merged));
    expect([base.commit, head.commit]).toEqual([pr.base, merged]);
    const later = commit(pr.author, 'more');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const second = checkout(pr, { ref: 'refs/heads/main', sha: later, dir: path.join(pr.root, 'second') });
    const again = revisionsOf(event(second, 'pull_request', closed, merged));
    expect([again.base.commit, again.head.commit]).toEqual([pr.base, merged]);
  });

  test('merged by squash and run again: the fork point and the head', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--squash', 'feature');
    const squashed = commit(pr.author, 'head (#1)');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: squashed });
    const closed = pullRequestPayload({ ...pr, merge: squashed }, { action: 'closed', merged: true });
    const { base, head } = revisionsOf(event(dir, 'pull_request', closed, squashed));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });

  test('closed, and its base holds all of it by a fast-forward: refused, not passed', () => {
    const pr = pullRequest();
    git(pr.author, 'push', '-q', 'origin', 'feature:main');
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: pr.head });
    const closed = pullRequestPayload({ ...pr, merge: pr.head, base: pr.head }, { action: 'closed', merged: true });
    expect(failureOf(event(dir, 'pull_request', closed, pr.head))).toMatchObject({ kind: 'evaluation' });
  });

  test('the fork is checked out and its main is old: the base comes from the repository of the event', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const fork = path.join(pr.root, 'fork', 'plans.git');
    git(pr.root, 'clone', '-q', '--bare', `file://${pr.origin}`, fork);
    for (const ref of ['refs/heads/main', 'refs/pull/1/merge']) git(fork, 'update-ref', ref, pr.forkPoint);
    git(fork, 'update-ref', 'refs/heads/feature', pr.head);
    git(fork, 'gc', '-q', '--prune=now');
    const server = await serveGit(pr.root);
    try {
      const dir = checkout(pr, { url: `file://${fork}`, ref: 'refs/heads/feature', sha: pr.head });
      const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge, { serverUrl: server.url }));
      expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
      const merged = checkout(pr, { url: `file://${fork}`, ref: 'refs/heads/feature', sha: pr.head, dir: path.join(pr.root, 'exact') });
      const exact = event(merged, 'pull_request', pullRequestPayload(pr), pr.merge, { serverUrl: server.url, baseExact: pr.base });
      expect(pathsOf(revisionsOf(exact).base.tree)).toContain('plan/later.json');
    } finally {
      await server.close();
    }
  });

  test('history is deepened step by step, exactly, and thrown away', () => {
    const pr = pullRequest();
    const base = addHistory(pr.author, 'main', 150);
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/pull/1/head', sha: pr.head });
    const found = revisionsOf(event(dir, 'pull_request', pullRequestPayload({ ...pr, base }), pr.merge));
    expect(found.base.commit).toBe(pr.forkPoint);
    expect(git(dir, 'rev-list', '--count', '--all', '--reflog')).toBe('1');
  });

  test('closed, and the commit of the run is the merge of another pull request: no test merge of this one', () => {
    const pr = pullRequest();
    git(pr.author, 'checkout', '-q', '-b', 'other', pr.forkPoint);
    commit(pr.author, 'other', { 'plan/other.json': '{}\n' });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--no-ff', '-m', 'Merge pull request #9', 'other');
    const tip = git(pr.author, 'rev-parse', 'HEAD');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/heads/main', sha: tip });
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr, { action: 'closed' }), tip));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });

  test('run again with the old payload after the base branch has taken it in: still the fork point', () => {
    const pr = pullRequest({ baseLater: LATER });
    git(pr.author, 'checkout', '-q', 'main');
    git(pr.author, 'merge', '-q', '--no-ff', '-m', 'Merge pull request #1', 'feature');
    git(pr.author, 'push', '-q', 'origin', 'main');
    const dir = checkout(pr, { ref: 'refs/pull/1/head', sha: pr.head });
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
  });
});

describe('merge_group', () => {
  test('a squash queue: base_sha of the event', () => {
    const pr = pullRequest({ baseLater: LATER });
    const tree = git(pr.origin, 'rev-parse', `${pr.merge}^{tree}`);
    const first = git(pr.origin, 'commit-tree', tree, '-p', pr.base, '-m', 'first (#1)');
    const second = git(pr.origin, 'commit-tree', tree, '-p', first, '-m', 'second (#2)');
    const ref = `refs/heads/gh-readonly-queue/main/pr-2-${pr.base}`;
    git(pr.origin, 'update-ref', ref, second);
    const dir = checkout(pr, { ref, sha: second });
    const { base, head, reason } = revisionsOf(event(dir, 'merge_group', mergeGroupPayload(pr.base, second, 2), second));
    expect([base.commit, head.commit]).toEqual([pr.base, second]);
    expect(reason).toContain('merge queue');
  });

  test('without base_sha it is not evaluated', () => {
    const pr = pullRequest();
    const dir = checkout(pr);
    expect(failureOf(event(dir, 'merge_group', {}, pr.merge)).kind).toBe('evaluation');
  });
});
