/** Files on disk: the work tree of a repository as it is now, or a plain folder. */
import { type Dirent, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ReadFailure, Tree, TreeEntry } from '../formats/tree.ts';
import { readBlobs } from './blobs.ts';
import { MAX_READ_BYTES, TOO_MUCH, blobId, inPathOrder, searchByReading, unreadable } from './content.ts';
import { hashDiskFile, readDiskFile, readDiskStart } from './disk-file.ts';
import { pathText, recordsOf } from './git.ts';
import { kindOfMode } from './git-tree.ts';
import { type ObjectFormat, type Repository, gitFailure } from './repository.ts';
import { type Result, misconfigured, notEvaluated, success } from './revision.ts';

/** More files than this in a plain folder are not walked. */
const MAX_FOLDER_ENTRIES = 200_000;
/** Folders inside folders deeper than this are not walked. */
const MAX_FOLDER_DEPTH = 128;

/**
 * The files of the work tree: tracked, and untracked that no ignore rule names. A tracked file that was deleted is absent; one
 * that a sparse checkout leaves out is there, as the index holds it. Links are not followed, neither files nor folders.
 */
export function workTree(repository: Repository): Result<Tree> {
  if (repository.bare) return misconfigured('A bare repository has no work tree.', 'Name the commit to judge with --head REF.');
  const tracked = repository.run(['ls-files', '-z', '--stage', '-t']);
  if (!tracked.ok) return gitFailure(tracked, 'Listing the work tree');
  const untracked = repository.run(['ls-files', '-z', '--others', '--exclude-standard']);
  if (!untracked.ok) return gitFailure(untracked, 'Listing the work tree');
  return fromDisk(repository.root, () => listWorkTree(repository, recordsOf(tracked.output), recordsOf(untracked.output)));
}

function listWorkTree(repository: Repository, tracked: readonly Buffer[], untracked: readonly Buffer[]): Result<Tree> {
  const disk = new Disk(repository.root, repository.objectFormat);
  const entries = new Map<string, TreeEntry>();
  const fromIndex = new Map<string, string>();
  for (const record of tracked) {
    const { name, mode, blob, leftOut } = indexEntry(record);
    const entry = disk.entry(name, mode === '120000' ? 'symlink' : 'file');
    if (mode === '160000') entries.set(pathText(name), { path: pathText(name), blob, kind: 'submodule' });
    else if (entry !== null) entries.set(entry.path, entry);
    else if (leftOut) {
      entries.set(pathText(name), { path: pathText(name), blob, kind: kindOfMode(mode) });
      fromIndex.set(pathText(name), blob);
    }
  }
  for (const record of untracked) {
    const entry = disk.entry(record, 'file');
    if (entry !== null) entries.set(entry.path, entry);
  }
  return success(disk.tree([...entries.values()], (paths) => readFromIndex(repository, fromIndex, paths)));
}

/** The files below a plain folder, without `.git` and `node_modules` folders. Links are not followed. */
export function folderTree(folder: string): Result<Tree> {
  const facts = statSync(folder, { throwIfNoEntry: false });
  if (facts === undefined) return misconfigured(`There is no folder ${folder}.`, 'Check the path.');
  if (!facts.isDirectory()) return misconfigured(`${folder} is not a folder.`, 'Name the folder that holds the schema files.');
  return fromDisk(folder, () => listFolder(folder, realpathSync(folder)));
}

/** A file or folder that the system does not let us see must not pass for one that is not there. */
function fromDisk(folder: string, list: () => Result<Tree>): Result<Tree> {
  try {
    return list();
  } catch (error) {
    return notEvaluated(
      `Listing the files of ${folder} failed: ${error instanceof Error ? error.message : String(error)}.`,
      'Check who may read them.',
    );
  }
}

function listFolder(folder: string, root: string): Result<Tree> {
  const disk = new Disk(root, 'sha1');
  const entries: TreeEntry[] = [];
  const open: { readonly name: Buffer; readonly depth: number }[] = [{ name: Buffer.alloc(0), depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of childrenOf(disk.absolute(at.name))) {
      const name = at.name.length === 0 ? child.name : Buffer.concat([at.name, SLASH, child.name]);
      if (!child.isDirectory()) {
        const entry = disk.entry(name, 'file');
        if (entry !== null) entries.push(entry);
      } else if (!SKIPPED_FOLDERS.has(pathText(child.name))) {
        open.push({ name, depth: at.depth + 1 });
      }
      if (entries.length > MAX_FOLDER_ENTRIES || at.depth >= MAX_FOLDER_DEPTH) {
        return notEvaluated(
          `${folder} holds more than ${MAX_FOLDER_ENTRIES} files, or folders nested more than ${MAX_FOLDER_DEPTH} deep.`,
          'Name the folder that holds the schemas.',
        );
      }
    }
  }
  return success(disk.tree(entries, () => new Map()));
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const SLASH = Buffer.from('/');

function childrenOf(folder: Buffer): readonly Dirent<Buffer>[] {
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
}

interface IndexEntry {
  readonly name: Buffer;
  readonly mode: string;
  readonly blob: string;
  /** The index says that the file is deliberately not on disk (sparse checkout). */
  readonly leftOut: boolean;
}

/** Tag, mode, id and stage, then a tab and the path: https://git-scm.com/docs/git-ls-files#_output */
function indexEntry(record: Buffer): IndexEntry {
  const tab = record.indexOf('\t');
  const [tag, mode = '', blob = ''] = record.subarray(0, tab).toString('latin1').split(' ');
  return { name: record.subarray(tab + 1), mode, blob, leftOut: tag === 'S' };
}

function readFromIndex(
  repository: Repository,
  fromIndex: ReadonlyMap<string, string>,
  paths: readonly string[],
): ReadonlyMap<string, Uint8Array | ReadFailure> {
  const wanted = paths.filter((name) => fromIndex.has(name));
  const contents = readBlobs(repository, [...new Set(wanted.map((name) => fromIndex.get(name) ?? ''))]);
  const result = new Map<string, Uint8Array | ReadFailure>();
  for (const name of wanted) {
    const content = contents.get(fromIndex.get(name) ?? '');
    if (content !== undefined) result.set(name, content);
  }
  return result;
}

/** A file on disk. Its blob id is made when it is first asked for: most files of a repository are never looked at. */
class DiskEntry implements TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'symlink';
  readonly #hash: () => string;
  #blob: string | null = null;

  constructor(name: string, kind: 'file' | 'symlink', hash: () => string) {
    this.path = name;
    this.kind = kind;
    this.#hash = hash;
  }

  get blob(): string {
    this.#blob ??= this.#hash();
    return this.#blob;
  }
}

/** A folder on disk that is never left. */
class Disk {
  readonly #root: Buffer;
  readonly #format: ObjectFormat;
  readonly #folders = new Map<string, boolean>([['', true]]);
  readonly #names = new Map<string, Buffer>();

  constructor(root: string, format: ObjectFormat) {
    this.#root = Buffer.from(root.endsWith(path.sep) ? root : `${root}${path.sep}`);
    this.#format = format;
  }

  absolute(name: Buffer): Buffer {
    return Buffer.concat([this.#root, name]);
  }

  /** The plain file or link of that name; null where there is none, or only through a link. `known` is what the index says. */
  entry(name: Buffer, known: 'file' | 'symlink'): TreeEntry | null {
    if (!this.#isInside(name)) return null;
    const file = this.absolute(name);
    const facts = lstatSync(file, { throwIfNoEntry: false });
    if (facts === undefined) return null;
    const text = pathText(name);
    const format = this.#format;
    if (facts.isSymbolicLink()) return new DiskEntry(text, 'symlink', () => linkId(file, format));
    if (!facts.isFile()) return null;
    this.#names.set(text, name);
    return new DiskEntry(text, known, () => hashDiskFile(file, format));
  }

  tree(unordered: readonly TreeEntry[], readElsewhere: Tree['read']): Tree {
    const entries = inPathOrder(unordered);
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const reader =
      (content: (file: Buffer) => Uint8Array | ReadFailure): Tree['read'] =>
      (paths) => {
        const result = new Map<string, Uint8Array | ReadFailure>(readElsewhere(paths));
        let total = 0;
        for (const name of paths) {
          if (result.has(name)) continue;
          const bytes = total > MAX_READ_BYTES ? TOO_MUCH : (unreadable(byPath.get(name)) ?? content(this.#fileOf(name)));
          if (bytes instanceof Uint8Array) total += bytes.length;
          result.set(name, bytes);
        }
        return result;
      };
    // A file too large to be read is still found by its mark: a schema that grew over the limit is an error, not silence.
    const starts = reader(readDiskStart);
    return { entries: () => entries, read: reader(readDiskFile), search: (strings, paths) => searchByReading(starts, strings, paths) };
  }

  #fileOf(name: string): Buffer {
    return this.absolute(this.#names.get(name) ?? Buffer.from(name));
  }

  /** Whether every folder on the way is a real one: a link would lead to files that Git does not count to the repository. */
  #isInside(name: Buffer): boolean {
    const slash = name.lastIndexOf('/');
    if (slash < 0) return true;
    const folder = name.subarray(0, slash);
    const key = folder.toString('latin1');
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const inside = this.#isInside(folder) && (lstatSync(this.absolute(folder), { throwIfNoEntry: false })?.isDirectory() ?? false);
    this.#folders.set(key, inside);
    return inside;
  }
}

function linkId(file: Buffer, format: ObjectFormat): string {
  const target = readlinkSync(file, { encoding: 'buffer' });
  return blobId(format, target.length, [target]);
}
