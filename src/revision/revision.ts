import type { Tree } from '../formats/tree.ts';

/** One side of the comparison: a commit, the work tree or a folder. */
export interface Revision {
  /** For a person: `origin/main (1a2b3c4)`, `work tree`, `folder plans/`. */
  readonly label: string;
  /** The commit's id; null for a work tree, a folder, or nothing (before the root commit). */
  readonly commit: string | null;
  readonly tree: Tree;
}

/** The two sides, and why these. */
export interface Revisions {
  readonly base: Revision;
  readonly head: Revision;
  /** One sentence that says how the base was chosen. Printed and recorded. */
  readonly reason: string;
}

/** Why a run could not be judged: the call is wrong (exit 2), or the evaluation could not be done (exit 3). */
export interface Failure {
  readonly kind: 'configuration' | 'evaluation';
  /** What and where (file:line where there is one). */
  readonly message: string;
  /** What to do; the exact command where there is one. */
  readonly hint: string;
  readonly location?: { readonly file: string; readonly line: number; readonly column: number };
}

/** A value, or the failure that stands for it. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
