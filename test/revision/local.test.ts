import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LocalRequest } from '../../src/revision/resolve.ts';
import { commit, git, makeOrigin, removeFolder, temporaryFolder, writeFiles } from '../harness/pull-request.ts';
import { containing, failureOf, isolateGit, pathsOf, revisionsOf, snapshot, textOf } from './support.ts';

beforeAll(isolateGit);

let root = '';
let dir = '';
let fork = '';
let origin = '';

/** A clone on branch `topic`, one commit ahead of where it forked from a `main` that has moved on. */
beforeEach(() => {
  root = temporaryFolder();
  origin = makeOrigin(root);
  dir = path.join(root, 'clone');
  git(root, 'clone', '-q', `file://${origin}`, dir);
  fork = commit(dir, 'base', { 'plan/a.json': '{}\n' });
  git(dir, 'checkout', '-q', '-b', 'topic');
  commit(dir, 'topic', { 'plan/b.json': '{}\n' });
  git(dir, 'checkout', '-q', 'main');
  commit(dir, 'later', { 'plan/later.json': '{}\n' });
  git(dir, 'push', '-q', 'origin', 'main', 'topic');
  git(dir, 'checkout', '-q', 'topic');
});

afterEach(() => {
  vi.unstubAllEnvs();
  removeFolder(root);
});

function local(more: Partial<LocalRequest> = {}): LocalRequest {
  return { kind: 'local', cwd: dir, ...more };
}

describe('the base', () => {
  test("nobody names one: where HEAD left origin's default branch, against the work tree", () => {
    writeFiles(dir, { 'plan/b.json': '{"type":"object"}\n', 'plan/untracked.json': '1\n' });
    const { base, head, reason } = revisionsOf(local());
    expect(base.commit).toBe(fork);
    expect(head.commit).toBeNull();
    expect(head.label).toBe('work tree');
    expect(pathsOf(head.tree)).toEqual(['plan/a.json', 'plan/b.json', 'plan/untracked.json']);
    expect(textOf(head.tree, 'plan/b.json')).toBe('{"type":"object"}\n');
    expect(reason).toBe(`Base is ${fork.slice(0, 7)}, the merge base of origin/main and HEAD, because no base was named.`);
  });

  test("origin's HEAD decides where it is known", () => {
    git(dir, 'push', '-q', 'origin', 'main:trunk');
    git(dir, 'remote', 'set-head', 'origin', 'trunk');
    expect(revisionsOf(local()).reason).toContain('origin/trunk');
  });

  test('without a remote a local main serves; without any the call is wrong and the options are named', () => {
    git(dir, 'remote', 'remove', 'origin');
    expect(revisionsOf(local()).base.commit).toBe(fork);
    git(dir, 'branch', '-q', '-D', 'main');
    const failure = failureOf(local());
    expect(failure.kind).toBe('configuration');
    for (const option of ['--base REF', '--base-exact REF', '--base-dir']) expect(failure.hint).toContain(option);
  });

  test('on the default branch itself: what is not committed', () => {
    git(dir, 'checkout', '-q', 'main');
    const { base, reason } = revisionsOf(local());
    expect(base.commit).toBe(git(dir, 'rev-parse', 'main'));
    expect(reason).toContain('only what is not committed is new');
  });

  test('--base is the merge base, --base-exact the revision itself, --head any revision', () => {
    const tip = git(dir, 'rev-parse', 'main');
    expect(revisionsOf(local({ base: 'main' })).base).toMatchObject({ commit: fork, label: `merge base with main (${fork.slice(0, 7)})` });
    expect(revisionsOf(local({ baseExact: 'main' })).base).toMatchObject({ commit: tip, label: `main (${tip.slice(0, 7)})` });
    const both = revisionsOf(local({ base: 'topic', head: 'main' }));
    expect([both.base.commit, both.head.commit]).toEqual([fork, tip]);
    expect(revisionsOf(local({ base: 'main', head: 'main' })).reason).toContain('nothing is new');
    expect(failureOf(local({ base: 'main', baseExact: 'main' })).kind).toBe('configuration');
  });

  test('a branch that only origin has is fetched', () => {
    git(origin, 'update-ref', 'refs/heads/release', fork);
    const before = snapshot(dir);
    expect(revisionsOf(local({ baseExact: 'release' })).base.commit).toBe(fork);
    expect(snapshot(dir)).toEqual(before);
  });

  test('no commit yet: everything is new', () => {
    const empty = path.join(root, 'empty');
    git(root, 'init', '-q', empty);
    writeFiles(empty, { 'plan/a.json': '{}\n' });
    const { base, head, reason } = revisionsOf(local({ cwd: empty }));
    expect([pathsOf(base.tree), pathsOf(head.tree)]).toEqual([[], ['plan/a.json']]);
    expect(reason).toContain('no commit yet');
    expect(failureOf(local({ cwd: empty, base: 'HEAD' })).kind).toBe('configuration');
  });

  test('no history in common: the call is wrong, and the hint says what would do', () => {
    git(dir, 'checkout', '-q', '--orphan', 'island');
    commit(dir, 'island');
    expect(failureOf(local({ base: 'main' }))).toMatchObject({ kind: 'configuration', hint: containing('--base-exact main') });
  });

  test('a shallow clone on a laptop: the merge base is found, and nothing is changed', () => {
    const shallow = path.join(root, 'shallow');
    git(root, 'clone', '-q', '--depth=1', '--no-single-branch', '--branch', 'topic', `file://${origin}`, shallow);
    commit(shallow, 'not pushed', { 'plan/c.json': '{}\n' });
    const before = snapshot(shallow);
    expect(revisionsOf(local({ cwd: shallow, head: 'HEAD' })).base.commit).toBe(fork);
    expect(snapshot(shallow)).toEqual(before);
  });

  test('cut history is not taken for the whole: an old common ancestor is here, the better one is not', () => {
    // main: fork, later, better, tip. topic: a merge of `better`, then a merge of a side branch that left main at `fork`.
    git(dir, 'checkout', '-q', 'main');
    const better = commit(dir, 'better', { 'plan/better.json': '{}\n' });
    commit(dir, 'tip', { 'plan/tip.json': '{}\n' });
    git(dir, 'checkout', '-q', 'topic');
    git(dir, 'merge', '-q', '-m', 'Merge main into topic', better);
    const cut = git(dir, 'rev-parse', 'HEAD');
    git(dir, 'checkout', '-q', '-b', 'side', fork);
    commit(dir, 'side', { 'plan/side.json': '{}\n' });
    git(dir, 'checkout', '-q', 'topic');
    git(dir, 'merge', '-q', '-m', 'Merge side into topic', 'side');
    git(dir, 'push', '-q', 'origin', 'main', 'topic');
    writeFileSync(path.join(dir, '.git', 'shallow'), `${cut}\n`);
    expect(git(dir, 'merge-base', 'main', 'topic')).toBe(fork);
    expect(revisionsOf(local({ base: 'main', head: 'topic' })).base.commit).toBe(better);
  });
});

describe('bad calls', () => {
  test('unknown revisions', () => {
    for (const name of ['no-such-branch', 'HEAD~999', 'main:plan/a.json', 'main..topic', 'f'.repeat(40)]) {
      expect(failureOf(local({ base: name })), name).toMatchObject({ kind: 'configuration', message: containing(name) });
      expect(failureOf(local({ head: name })), name).toMatchObject({ kind: 'configuration' });
    }
  });

  test('names that are none never reach Git', () => {
    for (const name of ['--output=owned', '-O', '', 'a\nb', 'a\0b', '--upload-pack=touch owned', 'x'.repeat(600)]) {
      expect(failureOf(local({ base: name })), name).toMatchObject({ kind: 'configuration' });
      expect(failureOf(local({ head: name })), name).toMatchObject({ kind: 'configuration' });
    }
    expect(existsSync(path.join(dir, 'owned'))).toBe(false);
  });

  test('not a repository, not a folder, inside .git, a bare one', () => {
    expect(failureOf(local({ cwd: root }))).toMatchObject({ kind: 'configuration', hint: containing('--base-dir') });
    expect(failureOf(local({ cwd: path.join(root, 'nowhere') }))).toMatchObject({ kind: 'configuration' });
    expect(failureOf(local({ cwd: path.join(dir, '.git') }))).toMatchObject({ kind: 'configuration' });
    expect(failureOf(local({ cwd: origin }))).toMatchObject({ kind: 'configuration', hint: containing('--head REF') });
    expect(revisionsOf(local({ cwd: origin, head: 'topic' })).base.commit).toBe(fork);
  });

  test('the remote is gone and the revision is not here: not evaluated, with the command', () => {
    git(dir, 'remote', 'set-url', 'origin', path.join(root, 'gone.git'));
    expect(failureOf(local({ base: 'elsewhere' }))).toMatchObject({ kind: 'evaluation', hint: containing('git fetch') });
  });

  test('a password in the address of the remote is not repeated', () => {
    git(dir, 'remote', 'set-url', 'origin', 'http://someone:hunter2@127.0.0.1:9/acme/plans.git');
    const failure = failureOf(local({ base: 'elsewhere' }));
    expect(failure.kind).toBe('evaluation');
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  test('no Git on the PATH', () => {
    vi.stubEnv('PATH', root);
    expect(failureOf(local())).toMatchObject({ kind: 'evaluation', message: containing('not installed') });
  });

  test("a repository that is another user's: refused on a laptop, read in a workflow", () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(failureOf(local())).toMatchObject({ kind: 'configuration', hint: containing('safe.directory') });
    const sha = git(dir, '-c', `safe.directory=${dir}`, 'rev-parse', 'HEAD');
    const request = { kind: 'event', cwd: path.join(dir, 'plan'), eventName: 'schedule', payload: {}, sha, serverUrl: '' } as const;
    expect(revisionsOf(request).base.commit).toBe(fork);
  });
});

describe('nothing of the repository runs', () => {
  test('hooks, file system monitor, converters and the pager', () => {
    const trap = path.join(root, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch '${path.join(root, 'sprung')}'\ncat\n`);
    chmodSync(trap, 0o755);
    const hooks = path.join(dir, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['reference-transaction', 'post-index-change', 'post-checkout']) {
      writeFileSync(path.join(hooks, hook), `#!/bin/sh\ntouch '${path.join(root, 'sprung')}'\n`, { mode: 0o755 });
    }
    for (const [key, value] of [
      ['core.fsmonitor', trap],
      ['filter.trap.clean', trap],
      ['filter.trap.smudge', trap],
      ['diff.trap.textconv', trap],
      ['diff.external', trap],
      ['core.pager', trap],
    ] as const) {
      git(dir, 'config', key, value);
    }
    writeFiles(dir, { '.gitattributes': '*.json filter=trap diff=trap\n', 'plan/c.json': '"needle"\n', 'plan/a.json': '{"b":1}\n' });
    git(origin, 'update-ref', 'refs/heads/release', fork);
    for (const request of [local({ baseExact: 'release' }), local({ head: 'HEAD' })]) {
      const { base, head } = revisionsOf(request);
      for (const tree of [base.tree, head.tree]) {
        tree.read(pathsOf(tree));
        tree.search(['needle'], pathsOf(tree));
        expect(tree.entries().every((entry) => /^[0-9a-f]{40}$/u.test(entry.blob))).toBe(true);
      }
    }
    expect(existsSync(path.join(root, 'sprung'))).toBe(false);
  });

  test('variables that a hook leaves behind do not lead elsewhere', () => {
    const elsewhere = path.join(root, 'elsewhere');
    git(root, 'init', '-q', elsewhere);
    const left = {
      GIT_DIR: path.join(elsewhere, '.git'),
      GIT_WORK_TREE: elsewhere,
      GIT_INDEX_FILE: path.join(root, 'no-index'),
      GIT_TRACE: '1',
    };
    for (const [name, value] of Object.entries(left)) vi.stubEnv(name, value);
    expect(pathsOf(revisionsOf(local()).head.tree)).toEqual(['plan/a.json', 'plan/b.json']);
    expect(failureOf(local({ base: 'nothing-like-it' })).message).not.toContain('trace');
  });

  test('a replaced object does not deceive', () => {
    const lie = git(dir, 'commit-tree', 'HEAD^{tree}', '-m', 'no parents');
    git(dir, 'replace', fork, lie);
    expect(pathsOf(revisionsOf(local({ baseExact: fork })).base.tree)).toEqual(['plan/a.json']);
  });
});

describe('two folders', () => {
  test('compared without Git', () => {
    writeFiles(root, { 'x/a.json': '1\n', 'y/b.json': '2\n' });
    const { base, head, reason } = revisionsOf({ kind: 'folders', baseDir: path.join(root, 'x'), headDir: path.join(root, 'y') });
    expect([pathsOf(base.tree), pathsOf(head.tree)]).toEqual([['a.json'], ['b.json']]);
    expect([base.commit, head.commit]).toEqual([null, null]);
    expect(reason).toContain('folder');
  });

  test('one of them is not there, or is a file', () => {
    writeFiles(root, { 'x/a.json': '1\n' });
    const baseDir = path.join(root, 'x');
    expect(failureOf({ kind: 'folders', baseDir, headDir: path.join(root, 'z') }).kind).toBe('configuration');
    expect(failureOf({ kind: 'folders', baseDir: path.join(baseDir, 'a.json'), headDir: baseDir }).kind).toBe('configuration');
  });
});
