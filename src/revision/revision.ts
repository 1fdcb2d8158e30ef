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

/**
 * Thrown by a {@link Tree} where files that a revision holds cannot be had (an object of a partial clone that the remote does
 * not give, a broken repository). Neither "no such file" nor "unreadable file" would be true, so nothing may be judged: exit 3.
 */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.message} ${failure.hint}`, options);
    this.failure = failure;
  }
}

/** Something that worked. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** The call is wrong: exit 2. */
export function misconfigured(message: string, hint: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: 'configuration', message, hint } };
}

/** The evaluation could not be done: exit 3. */
export function notEvaluated(message: string, hint: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { kind: 'evaluation', message, hint } };
}
