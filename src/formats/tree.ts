/** A file of a revision, known without reading it. */
export interface TreeEntry {
  /** Path from the repository's root, `/` between parts; any character that Git allows. */
  readonly path: string;
  /** Git's blob id (or the same hash for folders): equal ids mean equal bytes. */
  readonly blob: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
}

/** Why the bytes of a file could not be had. */
export interface ReadFailure {
  /** What is wrong, as a predicate without a full stop: `is larger than …`. */
  readonly problem: string;
}

/** The files of one revision. Reads are in bulk, bounded, and never follow a link out of the tree. */
export interface Tree {
  /** All entries in path order (by code unit). */
  readonly entries: () => readonly TreeEntry[];
  /** The bytes of each path. A path over the size limit, missing or not a plain file gives a {@link ReadFailure}. */
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, Uint8Array | ReadFailure>;
  /** Those of `paths` whose bytes hold at least one of `strings`, literally, case-sensitively. */
  readonly search: (strings: readonly string[], paths: readonly string[]) => ReadonlySet<string>;
}

/** The largest schema file that is read, in bytes. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;
