/** The files of a commit, read from Git's objects: nothing is checked out, no filter or converter runs. */
import type { ReadFailure, Tree, TreeEntry } from '../formats/tree.ts';
import { readBlobs } from './blobs.ts';
import { inPathOrder, searchByReading, unreadable } from './content.ts';
import { tokenSettings } from './fetch.ts';
import { pathText, recordsOf } from './git.ts';
import { type Repository, gitFailure } from './repository.ts';
import { type Result, success } from './revision.ts';

/** The files of `commit`, an id that is present in the repository. */
export function gitTree(repository: Repository, commit: string): Result<Tree> {
  // A clone without trees (--filter=tree:0) gets them from its remote while listing.
  const settings = repository.partial ? tokenSettings(repository) : [];
  const listed = repository.run(['ls-tree', '-r', '-z', '--full-tree', commit], { settings });
  if (!listed.ok) return gitFailure(listed, `Listing the files of ${commit}`);
  const entries = inPathOrder(recordsOf(listed.output).map(entryOf));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const read: Tree['read'] = (paths) => readEntries(repository, byPath, paths);
  return success({ entries: () => entries, read, search: (strings, paths) => searchCommit(repository, commit, read, strings, paths) });
}

/** The tree of nothing: what there was before the first commit. */
export function emptyTree(): Tree {
  return {
    entries: () => [],
    read: (paths) => new Map(paths.map((path) => [path, unreadable(undefined) ?? { problem: '' }])),
    search: () => new Set(),
  };
}

/** Mode, type and id, then a tab and the path: https://git-scm.com/docs/git-ls-tree#_output_format */
function entryOf(record: Buffer): TreeEntry {
  const tab = record.indexOf('\t');
  const [mode, , blob = ''] = record.subarray(0, tab).toString('latin1').split(' ');
  return { path: pathText(record.subarray(tab + 1)), blob, kind: kindOfMode(mode ?? '') };
}

/** What Git's file mode says a path is. */
export function kindOfMode(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'symlink';
  return mode === '160000' ? 'submodule' : 'file';
}

function readEntries(
  repository: Repository,
  byPath: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): ReadonlyMap<string, Uint8Array | ReadFailure> {
  const blobs = new Set<string>();
  for (const path of paths) {
    const entry = byPath.get(path);
    if (entry !== undefined && unreadable(entry) === null) blobs.add(entry.blob);
  }
  const contents = readBlobs(repository, [...blobs]);
  const result = new Map<string, Uint8Array | ReadFailure>();
  for (const path of paths) {
    const entry = byPath.get(path);
    const failure = unreadable(entry);
    const content = failure ?? contents.get(entry?.blob ?? '');
    if (content !== undefined) result.set(path, content);
  }
  return result;
}

/** Longest list of paths, in bytes, that is given to Git as arguments; beyond it the whole tree is searched. */
const MAX_PATH_ARGUMENTS = 24_000;

function searchCommit(
  repository: Repository,
  commit: string,
  read: Tree['read'],
  strings: readonly string[],
  paths: readonly string[],
): ReadonlySet<string> {
  if (strings.length === 0 || paths.length === 0) return new Set();
  // A list of patterns has one a line. And in a partial clone a search would fetch the tree's missing files one by one.
  if (repository.partial || strings.some((text) => text === '' || /[\0\r\n]|\p{Surrogate}/u.test(text))) {
    return searchByReading(read, strings, paths);
  }
  const listLength = paths.reduce((sum, path) => sum + Buffer.byteLength(path) + 1, 0);
  const limit = listLength > MAX_PATH_ARGUMENTS ? [] : ['--', ...paths];
  const found = repository.run(
    ['grep', '-l', '-z', '-F', '--text', '--no-textconv', '--no-color', '--full-name', '-f', '-', commit, ...limit],
    {
      input: `${strings.join('\n')}\n`,
    },
  );
  if (!found.ok) return found.status === 1 ? new Set() : searchByReading(read, strings, paths);
  const asked = new Set(paths);
  const named = recordsOf(found.output).map((record) => pathText(record.subarray(commit.length + 1)));
  return new Set(named.filter((path) => asked.has(path)));
}
