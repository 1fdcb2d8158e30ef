import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RevisionError } from '../../src/revision/revision.ts';
import { checkout, git, pullRequestPayload, serveGit } from '../harness/pull-request.ts';
import {
  LATER,
  containing,
  event,
  failureOf,
  isolateGit,
  pathsOf,
  pullRequest,
  removePullRequests,
  revisionsOf,
  snapshot,
  textOf,
} from './support.ts';

beforeAll(isolateGit);
afterEach(removePullRequests);

describe('what must not change', () => {
  test.each([
    ['the test merge', 1, 'refs/pull/1/merge'],
    ['the head', 1, 'refs/pull/1/head'],
    ['everything', 0, 'refs/pull/1/merge'],
  ] as const)('%s with depth %i: settings, refs and depth of history', (_, depth, ref) => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { depth, ref, sha: ref.endsWith('merge') ? pr.merge : pr.head });
    const before = snapshot(dir);
    revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect(snapshot(dir)).toEqual(before);
  });

  test('a clone with some history keeps it when an older commit is fetched', () => {
    const pr = pullRequest({ extraHistory: 6 });
    const dir = checkout(pr, { depth: 3 });
    const before = snapshot(dir);
    const old = git(pr.author, 'rev-parse', 'main~5');
    const { base } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge, { baseExact: old }));
    expect(base.commit).toBe(old);
    expect(snapshot(dir)).toEqual(before);
  });

  test('a full clone that lacks the head stays full', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = path.join(pr.root, 'clone');
    git(pr.root, 'clone', '-q', '--single-branch', `file://${pr.origin}`, dir);
    const before = snapshot(dir);
    const { base, head } = revisionsOf(event(dir, 'pull_request_target', pullRequestPayload(pr), pr.base));
    expect([base.commit, head.commit]).toEqual([pr.forkPoint, pr.head]);
    expect(git(dir, 'rev-parse', '--is-shallow-repository')).toBe('false');
    expect(snapshot(dir)).toEqual(before);
  });

  test('a partial clone keeps its filter and gets the files it lacks in one go', () => {
    const pr = pullRequest({ baseLater: LATER });
    const dir = checkout(pr, { filter: 'blob:none', depth: 0 });
    const before = snapshot(dir);
    const { base, head } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    expect(textOf(base.tree, 'plan/user.json')).toBe('{"type":"object"}\n');
    expect(base.tree.search(['object', 'nothing'], pathsOf(base.tree))).toEqual(new Set(['plan/user.json']));
    expect(textOf(head.tree, 'plan/new.json')).toBe('{"type":"null"}\n');
    expect(snapshot(dir)).toEqual(before);
  });

  test('a partial clone whose remote is gone: thrown, so that nothing is judged', () => {
    const pr = pullRequest();
    const dir = checkout(pr, { filter: 'blob:none', depth: 0 });
    const { base } = revisionsOf(event(dir, 'pull_request', pullRequestPayload(pr), pr.merge));
    git(dir, 'remote', 'set-url', 'origin', path.join(pr.root, 'gone.git'));
    expect(() => base.tree.read(['plan/old.json'])).toThrow(RevisionError);
  });
});

describe('credentials', () => {
  test('none kept: refused with what to do; with the token it works, and the token is not kept', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const token = 'ghs_notarealtoken';
    const server = await serveGit(pr.root, { token });
    try {
      const url = `${server.url}/acme/plans.git`;
      const dir = checkout(pr, { url, token });
      const request = event(dir, 'pull_request', pullRequestPayload(pr), pr.merge, { serverUrl: server.url });
      const failure = failureOf(request);
      expect(failure.kind).toBe('evaluation');
      expect(failure.hint).toContain('token: ${{ github.token }}');
      expect(failure.hint).toContain(`git fetch --no-tags --depth=1 origin ${pr.base}`);
      expect(failureOf({ ...request, token: 'wrong-token' })).not.toMatchObject({ message: containing('wrong-token') });
      const before = snapshot(dir);
      expect(revisionsOf({ ...request, token }).base.commit).toBe(pr.base);
      expect(snapshot(dir)).toEqual(before);
      expect(readFileSync(path.join(dir, '.git', 'config'), 'utf8')).not.toContain('extraheader');
      // The head alone has its history fetched into a scratch repository, which needs the token too.
      const second = checkout(pr, { url, token, ref: 'refs/pull/1/head', sha: pr.head, dir: path.join(pr.root, 'second') });
      expect(revisionsOf({ ...request, cwd: second, token }).base.commit).toBe(pr.forkPoint);
    } finally {
      await server.close();
    }
  });

  test.each(['blob:none', 'tree:0'])('none kept in a partial clone (%s): the token gets what it lacks', async (filter) => {
    const pr = pullRequest({ baseLater: LATER });
    const token = 'ghs_notarealtoken';
    const server = await serveGit(pr.root, { token });
    try {
      const dir = checkout(pr, { url: `${server.url}/acme/plans.git`, token, filter });
      const request = event(dir, 'pull_request', pullRequestPayload(pr), pr.merge, { serverUrl: server.url, token });
      const { base } = revisionsOf(request);
      expect(textOf(base.tree, 'plan/later.json')).toBe('{"type":"string"}\n');
      // Only what was asked for: the test merge and its first parent, without their history.
      expect(git(dir, 'rev-list', '--count', pr.base)).toBe('1');
    } finally {
      await server.close();
    }
  });

  test('kept by the checkout: used in both repositories, and a token beside them does no harm', async () => {
    const pr = pullRequest({ baseLater: LATER });
    const token = 'ghs_notarealtoken';
    const server = await serveGit(pr.root, { token });
    try {
      const dir = checkout(pr, { url: `${server.url}/acme/plans.git`, token, ref: 'refs/pull/1/head', sha: pr.head });
      const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
      git(dir, 'config', '--local', `http.${server.url}/.extraheader`, header);
      const request = event(dir, 'pull_request', pullRequestPayload(pr), pr.merge, { serverUrl: server.url, token: 'a-wrong-token' });
      expect(revisionsOf(request).base.commit).toBe(pr.forkPoint);
      // One that is kept and has expired does not stand in the way of the token.
      const second = checkout(pr, { url: `${server.url}/acme/plans.git`, token, dir: path.join(pr.root, 'second') });
      git(second, 'config', '--local', `http.${server.url}/.extraheader`, 'AUTHORIZATION: basic ZXhwaXJlZDpleHBpcmVk');
      expect(revisionsOf({ ...request, cwd: second, token }).base.commit).toBe(pr.base);
    } finally {
      await server.close();
    }
  });
});
