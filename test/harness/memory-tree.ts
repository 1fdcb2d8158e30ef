import { createHash } from 'node:crypto';
import { MAX_FILE_BYTES, type ReadFailure, type Tree, type TreeEntry } from '../../src/formats/tree.ts';

/** A file's text or bytes, or an entry that is no plain file. */
export type MemoryFile = string | Uint8Array | { readonly symlink: string } | { readonly submodule: string };

/** A revision's files in memory, as {@link Tree} promises them. */
export interface MemoryTree extends Tree {
  /** Every path that was read so far, in order. */
  readonly reads: readonly string[];
}

/** Builds a tree from paths and contents. */
export function memoryTree(files: Readonly<Record<string, MemoryFile>>): MemoryTree {
  const entries = Object.entries(files)
    .map(([path, file]) => entryOf(path, file))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const contents = new Map(Object.entries(files).flatMap(([path, file]) => contentOf(path, file)));
  const reads: string[] = [];
  return {
    reads,
    entries: () => entries,
    read: (paths) => {
      reads.push(...paths);
      return new Map(paths.map((path) => [path, bounded(contents.get(path))]));
    },
    search: (strings, paths) => new Set(paths.filter((path) => strings.some((text) => holds(contents.get(path), text)))),
  };
}

/** Git's blob id of some bytes: sha1 over a header and the bytes. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function bounded(bytes: Uint8Array | undefined): Uint8Array | ReadFailure {
  if (bytes === undefined) return { problem: 'is no plain file of this revision' };
  return bytes.length > MAX_FILE_BYTES ? { problem: 'is larger than 8 MiB' } : bytes;
}

function entryOf(path: string, file: MemoryFile): TreeEntry {
  if (typeof file === 'string' || file instanceof Uint8Array) return { path, blob: blobId(bytesOf(file)), kind: 'file' };
  if ('symlink' in file) return { path, blob: blobId(bytesOf(file.symlink)), kind: 'symlink' };
  return { path, blob: file.submodule, kind: 'submodule' };
}

function contentOf(path: string, file: MemoryFile): [string, Uint8Array][] {
  return typeof file === 'string' || file instanceof Uint8Array ? [[path, bytesOf(file)]] : [];
}

function bytesOf(file: string | Uint8Array): Uint8Array {
  return typeof file === 'string' ? new TextEncoder().encode(file) : file;
}

function holds(bytes: Uint8Array | undefined, text: string): boolean {
  return bytes !== undefined && Buffer.from(bytes).includes(text);
}
