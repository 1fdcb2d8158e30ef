/** What every tree does alike with the bytes of a file. */
import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES, type ReadFailure, type Tree, type TreeEntry } from '../formats/tree.ts';
import type { ObjectFormat } from './repository.ts';

/** The most that one call to read may bring into memory, in bytes. */
export const MAX_READ_BYTES = 512 * 1024 * 1024;

export const TOO_LARGE: ReadFailure = { problem: `is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB, the most that is read` };
export const TOO_MUCH: ReadFailure = { problem: `is beyond the ${MAX_READ_BYTES / 1024 / 1024} MiB that are read at once` };
const ABSENT: ReadFailure = { problem: 'is not in this revision' };
const SYMLINK: ReadFailure = { problem: 'is a symbolic link, and links are not followed' };
const SUBMODULE: ReadFailure = { problem: 'is a submodule, whose files are not part of this repository' };
const LFS_POINTER: ReadFailure = {
  problem: 'is kept in Git LFS, so the repository holds only a pointer to it; keep schema files out of LFS',
};

/** Why a path of a tree has no bytes to read, before trying; null for a plain file. */
export function unreadable(entry: TreeEntry | undefined): ReadFailure | null {
  if (entry === undefined) return ABSENT;
  if (entry.kind === 'symlink') return SYMLINK;
  return entry.kind === 'submodule' ? SUBMODULE : null;
}

/** The first line of every pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const LFS_PREFIX = Buffer.from('version https://git-lfs.github.com/spec/');
const LFS_MAX_BYTES = 1024;

/** The bytes of a file, or why they are not what its author wrote. */
export function fileContent(bytes: Uint8Array): Uint8Array | ReadFailure {
  const pointer = bytes.length < LFS_MAX_BYTES && LFS_PREFIX.equals(bytes.subarray(0, LFS_PREFIX.length));
  return pointer ? LFS_POINTER : bytes;
}

/** Git's id for a blob of `size` bytes that come in `chunks`. */
export function blobId(format: ObjectFormat, size: number, chunks: Iterable<Uint8Array>): string {
  const hash = createHash(format).update(`blob ${size}\0`);
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** Entries in path order, by code unit. */
export function inPathOrder(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

const SEARCH_BATCH = 64;

/** {@link Tree.search} by reading: for what has no index. A few files at a time, so that memory stays bounded. */
export function searchByReading(read: Tree['read'], strings: readonly string[], paths: readonly string[]): ReadonlySet<string> {
  const needles = strings.map((text) => Buffer.from(text, 'utf8'));
  const found = new Set<string>();
  if (needles.length === 0) return found;
  for (let start = 0; start < paths.length; start += SEARCH_BATCH) {
    for (const [path, content] of read(paths.slice(start, start + SEARCH_BATCH))) {
      if (!(content instanceof Uint8Array)) continue;
      const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
      if (needles.some((needle) => bytes.includes(needle))) found.add(path);
    }
  }
  return found;
}
