import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES, type Tree } from '../../src/formats/tree.ts';
import { blobId } from '../../src/revision/content.ts';
import { folderTree, workTree } from '../../src/revision/disk-tree.ts';
import { emptyTree, gitTree } from '../../src/revision/git-tree.ts';
import { type Repository, openRepository } from '../../src/revision/repository.ts';
import type { Result } from '../../src/revision/revision.ts';
import { commit, git, removeFolder, temporaryFolder, writeFiles } from '../harness/pull-request.ts';
import { containing, isolateGit, pathsOf, textOf } from './support.ts';

beforeAll(isolateGit);

let dir = '';
beforeEach(() => {
  dir = temporaryFolder();
  git(dir, 'init', '-q', '-b', 'main');
});
afterEach(() => {
  removeFolder(dir);
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function repository(): Repository {
  return value(openRepository(dir, { network: { addresses: [] }, trustOwner: false }));
}

/** The same files, three ways: as committed, on disk, and as a plain folder. */
function threeTrees(): readonly (readonly [string, Tree])[] {
  commit(dir, 'all');
  return [
    ['commit', value(gitTree(repository(), 'HEAD'))],
    ['work tree', value(workTree(repository()))],
    ['folder', value(folderTree(dir))],
  ];
}

const HOSTILE = [
  'plain.json',
  '-rf.json',
  '--output=x',
  ':(glob)*.json',
  ':/top.json',
  'a b.json',
  'new\nline.json',
  'tab\there.json',
  'quote".json',
  "apostrophe'.json",
  'back\\slash.json',
  'co:lon.json',
  'star*.json',
  '[brackets].json',
  'naïve.json',
  'nai\u0308ve.json',
  'emoji 🧾.json',
  '__proto__',
  'constructor/toString',
  '$(touch x).json',
  '%0A::error::x.json',
  'folder/HEAD',
];

test('hostile names are listed in order by code unit, with the ids that Git gives, read and searched like any other', () => {
  writeFiles(dir, Object.fromEntries(HOSTILE.map((name, index) => [name, `"content ${index}."\n`])));
  const expected = HOSTILE.toSorted((a, b) => (a < b ? -1 : 1));
  const ids = new Map(HOSTILE.map((name) => [name, git(dir, 'hash-object', '--no-filters', '--', path.join(dir, name))]));
  for (const [kind, tree] of threeTrees()) {
    expect(pathsOf(tree), kind).toEqual(expected);
    expect(new Map(tree.entries().map((entry) => [entry.path, entry.blob])), kind).toEqual(
      new Map(expected.map((name) => [name, ids.get(name)])),
    );
    expect([...tree.read(HOSTILE).keys()], kind).toEqual(HOSTILE);
    for (const [index, name] of HOSTILE.entries()) {
      expect(textOf(tree, name), kind).toBe(`"content ${index}."\n`);
      expect(tree.search([`content ${index}.`], HOSTILE), kind).toEqual(new Set([name]));
      expect(tree.search(['content'], [name]), kind).toEqual(new Set([name]));
    }
  }
});

test.skipIf(process.platform !== 'linux')('names that are no text stay apart (only Linux file systems take them)', () => {
  const bytes = (last: number): Buffer => Buffer.concat([Buffer.from(`${dir}/x`), Buffer.from([last]), Buffer.from('.json')]);
  writeFileSync(bytes(0xe9), '"e9"\n');
  writeFileSync(bytes(0xea), '"ea"\n');
  for (const [kind, tree] of threeTrees()) {
    expect(pathsOf(tree), kind).toEqual([String.raw`x\xe9.json`, String.raw`x\xea.json`]);
    expect(textOf(tree, String.raw`x\xe9.json`), kind).toBe('"e9"\n');
  }
});

test('names that differ only in case are two files', () => {
  // By Git's own means: some file systems hold only one of them.
  const blob = (text: string): string => {
    writeFileSync(path.join(dir, 'blob'), text);
    return git(dir, 'hash-object', '-w', 'blob');
  };
  git(dir, 'update-index', '--add', '--cacheinfo', `100644,${blob('1')},Order.json`);
  git(dir, 'update-index', '--add', '--cacheinfo', `100644,${blob('2')},order.json`);
  const tree = value(gitTree(repository(), git(dir, 'write-tree')));
  expect([textOf(tree, 'Order.json'), textOf(tree, 'order.json'), textOf(tree, 'ORDER.json')]).toEqual([
    '1',
    '2',
    '[is not in this revision]',
  ]);
});

describe('what is no plain file', () => {
  test('links are listed and never followed, neither files nor folders', () => {
    const outside = temporaryFolder();
    try {
      writeFiles(outside, { 'secret.json': '"secret"\n' });
      writeFiles(dir, {
        'a.json': '1\n',
        'link.json': { symlink: path.join(outside, 'secret.json') },
        'near.json': { symlink: 'a.json' },
        linked: { symlink: outside },
      });
      for (const [kind, tree] of threeTrees()) {
        expect(
          tree.entries().map((entry) => [entry.path, entry.kind]),
          kind,
        ).toEqual([
          ['a.json', 'file'],
          ['link.json', 'symlink'],
          ['linked', 'symlink'],
          ['near.json', 'symlink'],
        ]);
        expect(textOf(tree, 'link.json'), kind).toContain('links are not followed');
        expect(textOf(tree, 'linked/secret.json'), kind).toBe('[is not in this revision]');
        expect(tree.search(['secret'], [...pathsOf(tree), 'linked/secret.json']), kind).toEqual(new Set());
        expect(tree.entries()[1]?.blob, kind).toBe(git(dir, 'rev-parse', 'HEAD:link.json'));
      }
    } finally {
      removeFolder(outside);
    }
  });

  test('a tracked folder that was replaced by a link out of the repository is gone', () => {
    const outside = temporaryFolder();
    try {
      writeFiles(dir, { 'plan/a.json': '1\n', 'b.json': '2\n' });
      commit(dir, 'all');
      writeFiles(outside, { 'a.json': '"secret"\n' });
      rmSync(path.join(dir, 'plan'), { recursive: true });
      symlinkSync(outside, path.join(dir, 'plan'));
      const tree = value(workTree(repository()));
      expect(pathsOf(tree)).toEqual(['b.json', 'plan']);
      expect(textOf(tree, 'plan/a.json')).toBe('[is not in this revision]');
    } finally {
      removeFolder(outside);
    }
  });

  test('a link that appears after listing is not followed either', () => {
    writeFiles(dir, { 'a.json': '1\n', 'b.json': '"other"\n' });
    const tree = value(workTree(repository()));
    rmSync(path.join(dir, 'a.json'));
    symlinkSync('b.json', path.join(dir, 'a.json'));
    expect(textOf(tree, 'a.json')).toContain('could not be read');
  });

  test('submodules are listed and never entered', () => {
    writeFiles(dir, { 'a.json': '1\n' });
    const inner = path.join(dir, 'shared');
    git(dir, 'init', '-q', inner);
    const id = commit(inner, 'inner', { 'x.json': '"secret"\n' });
    git(dir, 'update-index', '--add', '--cacheinfo', `160000,${id},shared`);
    git(dir, 'add', 'a.json');
    git(dir, 'commit', '-q', '-m', 'all');
    for (const tree of [value(gitTree(repository(), 'HEAD')), value(workTree(repository()))]) {
      expect(tree.entries()[1]).toMatchObject({ path: 'shared', kind: 'submodule', blob: id });
      expect(textOf(tree, 'shared')).toContain('submodule');
      expect(pathsOf(tree)).toEqual(['a.json', 'shared']);
    }
  });

  test('a file in Git LFS is a problem, not a file without schemas', () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`;
    writeFiles(dir, { 'a.json': pointer });
    for (const [kind, tree] of threeTrees()) expect(textOf(tree, 'a.json'), kind).toContain('Git LFS');
  });

  test('a file over the limit is a problem; one at the limit is read', () => {
    writeFiles(dir, { 'big.json': Buffer.alloc(MAX_FILE_BYTES + 1, 0x20), 'fits.json': Buffer.alloc(MAX_FILE_BYTES, 0x20) });
    for (const [kind, tree] of threeTrees()) {
      const read = tree.read(['big.json', 'fits.json']);
      expect(read.get('big.json'), kind).toMatchObject({ problem: containing('8 MiB') });
      expect(read.get('fits.json'), kind).toHaveLength(MAX_FILE_BYTES);
    }
  });
});

describe('the work tree', () => {
  test('deleted files are absent, ignored ones too, conflicted ones there once', () => {
    writeFiles(dir, { '.gitignore': 'ignored.json\n', 'a.json': '1\n', 'gone.json': '2\n' });
    commit(dir, 'base');
    git(dir, 'checkout', '-q', '-b', 'side');
    commit(dir, 'side', { 'a.json': '3\n' });
    git(dir, 'checkout', '-q', 'main');
    commit(dir, 'main', { 'a.json': '4\n' });
    expect(() => git(dir, 'merge', '-q', 'side')).toThrow('merge -q side failed');
    rmSync(path.join(dir, 'gone.json'));
    writeFiles(dir, { 'ignored.json': '5\n', 'node_modules/untracked.json': '6\n' });
    const tree = value(workTree(repository()));
    expect(pathsOf(tree)).toEqual(['.gitignore', 'a.json', 'node_modules/untracked.json']);
    expect(textOf(tree, 'a.json')).toContain('<<<<<<<');
  });

  test('listed from the top, wherever the command runs', () => {
    writeFiles(dir, { 'plan/deep/a.json': '1\n', 'b.json': '2\n' });
    commit(dir, 'all');
    const inside = value(openRepository(path.join(dir, 'plan', 'deep'), { network: { addresses: [] }, trustOwner: false }));
    expect(pathsOf(value(workTree(inside)))).toEqual(['b.json', 'plan/deep/a.json']);
    expect(pathsOf(value(gitTree(inside, 'HEAD')))).toEqual(['b.json', 'plan/deep/a.json']);
    expect(value(gitTree(inside, 'HEAD')).search(['1'], ['plan/deep/a.json', 'b.json'])).toEqual(new Set(['plan/deep/a.json']));
  });

  test('what a sparse checkout leaves out is not deleted', () => {
    writeFiles(dir, { 'in/a.json': '1\n', 'out/b.json': '2\n' });
    commit(dir, 'all');
    git(dir, 'sparse-checkout', 'set', 'in');
    const tree = value(workTree(repository()));
    expect(pathsOf(tree)).toEqual(['in/a.json', 'out/b.json']);
    expect(textOf(tree, 'out/b.json')).toBe('2\n');
    expect(tree.entries().map((entry) => entry.blob)).toEqual([
      git(dir, 'rev-parse', 'HEAD:in/a.json'),
      git(dir, 'rev-parse', 'HEAD:out/b.json'),
    ]);
  });

  test('a linked work tree', () => {
    commit(dir, 'all', { 'a.json': '1\n' });
    const linked = path.join(dir, 'linked');
    git(dir, 'worktree', 'add', '-q', '-b', 'topic', linked);
    writeFiles(linked, { 'b.json': '2\n' });
    const opened = value(openRepository(linked, { network: { addresses: [] }, trustOwner: false }));
    expect(pathsOf(value(workTree(opened)))).toEqual(['a.json', 'b.json']);
  });
});

test('a SHA-256 repository: ids agree between commit and work tree', () => {
  const other = path.join(dir, 'sha256');
  git(dir, 'init', '-q', '--object-format=sha256', other);
  commit(other, 'all', { 'a.json': '1\n' });
  const opened = value(openRepository(other, { network: { addresses: [] }, trustOwner: false }));
  const [inCommit] = value(gitTree(opened, 'HEAD')).entries();
  const [onDisk] = value(workTree(opened)).entries();
  expect(inCommit?.blob).toMatch(/^[0-9a-f]{64}$/u);
  expect(onDisk?.blob).toBe(inCommit?.blob);
});

test('a plain folder is walked without .git and node_modules, and from its real place', () => {
  writeFiles(dir, { 'plans/a.json': '1\n', 'plans/node_modules/x/b.json': '2\n', 'plans/.git/c.json': '3\n', 'plans/sub/d.json': '4\n' });
  symlinkSync('plans', path.join(dir, 'alias'));
  expect(pathsOf(value(folderTree(path.join(dir, 'alias'))))).toEqual(['a.json', 'sub/d.json']);
});

test('a folder nested without end is refused, not walked', () => {
  const deep = path.join(dir, ...Array.from({ length: 140 }, () => 'd'));
  mkdirSync(deep, { recursive: true });
  expect(folderTree(dir)).toMatchObject({ ok: false, failure: { kind: 'evaluation' } });
});

test('nothing', () => {
  const tree = emptyTree();
  expect(pathsOf(tree)).toEqual([]);
  expect(textOf(tree, 'a.json')).toBe('[is not in this revision]');
  expect(tree.search(['x'], ['a.json'])).toEqual(new Set());
});

test('search finds exactly the files that hold one of the strings (property)', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'b', '.', '*', '\\', '[', 'é', 'A', '\n', '\r', ' ', '"', '-', '\0'),
    maxLength: 4,
  });
  const contents = fc.sample(letters, { seed: 20_260_101, numRuns: 100 });
  const names = contents.map((_, index) => `${index}.json`);
  commit(dir, 'all', Object.fromEntries(contents.map((content, index) => [`${index}.json`, content])));
  const trees = [value(gitTree(repository(), 'HEAD')), value(workTree(repository()))];
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 3 }), (strings) => {
      const expected = names.filter((_, index) => strings.some((text) => contents[index]?.includes(text)));
      for (const tree of trees) expect(tree.search(strings, names)).toEqual(new Set(expected));
    }),
    { seed: 20_260_101, numRuns: 40 },
  );
});

test('search is limited to the paths asked for, however many they are', () => {
  const names = Array.from({ length: 2000 }, (_, index) => `plan/with-a-rather-long-name-${index}.json`);
  writeFiles(dir, Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? '"even"\n' : '"odd"\n'])));
  commit(dir, 'all');
  const tree = value(gitTree(repository(), 'HEAD'));
  expect(tree.entries()).toHaveLength(2000);
  expect(tree.read(names).size).toBe(2000);
  const asked = names.slice(0, 1500);
  expect(tree.search(['even'], asked).size).toBe(750);
});

test('blob ids are those of Git, in any number of pieces (property)', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }), (chunks) => {
      const whole = Buffer.concat(chunks);
      expect(blobId('sha1', whole.length, chunks)).toBe(blobId('sha1', whole.length, [whole]));
    }),
    { seed: 20_260_101 },
  );
  expect(blobId('sha1', 0, [])).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
});
