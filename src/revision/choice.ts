/** Which commits are base and head, and the sentence that says why; and the rules that every way of asking shares. */
import { mergeBase } from './merge-base.ts';
import { type NamedCommit, parentsOf, resolveRef, shortId } from './refs.ts';
import type { Repository } from './repository.ts';
import { type Result, misconfigured, success } from './revision.ts';

/** The side to judge: a commit, or the work tree on top of one (null before the first commit). */
export type Head =
  | { readonly kind: 'commit'; readonly commit: NamedCommit }
  | { readonly kind: 'worktree'; readonly commit: NamedCommit | null };

export interface Choice {
  /** Null: nothing, before the first commit. */
  readonly base: NamedCommit | null;
  readonly head: Head;
  readonly reason: string;
}

/** What a person asked for by name. */
export interface ExplicitBase {
  readonly base?: string;
  readonly baseExact?: string;
}

/** The base that a person named, for the commit to judge; null where none was named. */
export function explicitBase(repository: Repository, asked: ExplicitBase, head: Head): Result<Choice> | null {
  if (asked.base !== undefined && asked.baseExact !== undefined) {
    return misconfigured(
      'Both --base and --base-exact are given.',
      'Give one: --base compares with the merge base, --base-exact with the revision itself.',
    );
  }
  if (asked.baseExact !== undefined) {
    const exact = resolveRef(repository, asked.baseExact);
    if (!exact.ok) return exact;
    return success({ base: exact.value, head, reason: `Base is ${describe(exact.value)} itself, as asked.` });
  }
  if (asked.base === undefined) return null;
  const named = resolveRef(repository, asked.base);
  if (!named.ok) return named;
  if (head.commit === null) {
    return misconfigured(
      'There is no commit yet, so there is no merge base.',
      `Compare with the revision itself: --base-exact ${asked.base}`,
    );
  }
  return forkChoice(repository, head, head.commit, named.value, 'as asked');
}

/** Compares with the point where `commit` forked from `from`. `why` ends the sentence. */
export function forkChoice(repository: Repository, head: Head, commit: NamedCommit, from: NamedCommit, why: string): Result<Choice> {
  const fork = mergeBase(repository, commit.id, [from.id]);
  if (!fork.ok) return fork;
  if (fork.value === null) {
    return misconfigured(
      `${describe(commit)} and ${describe(from)} have no history in common.`,
      `Compare with the revision itself: --base-exact ${from.name}`,
    );
  }
  const base = { id: fork.value, name: `merge base with ${from.name}` };
  const contained = fork.value === commit.id ? ` ${contains(head, commit, from)}` : '';
  return success({
    base,
    head,
    reason: `Base is ${shortId(base.id)}, the merge base of ${from.name} and ${commit.name}, ${why}.${contained}`,
  });
}

/** Compares with what the commit stands on: its first parent, or nothing where it is the first commit. */
export function parentChoice(repository: Repository, head: Head, commit: NamedCommit, why: string): Result<Choice> {
  const [parent] = parentsOf(repository, commit.id);
  if (parent === undefined) return success(rootChoice(head, `${describe(commit)} is the first commit`));
  return success({
    base: { id: parent, name: `first parent of ${commit.name}` },
    head,
    reason: `Base is ${shortId(parent)}, the first parent of ${commit.name}, ${why}.`,
  });
}

/** Compares with nothing: everything is new. `because` begins the sentence. */
export function rootChoice(head: Head, because: string): Choice {
  return { base: null, head, reason: `${because}, so there is no base and everything is new.` };
}

/** `main (1a2b3c4)`, or the short id alone where it is the name. */
export function describe(commit: NamedCommit): string {
  return commit.name === shortId(commit.id) ? commit.name : `${commit.name} (${shortId(commit.id)})`;
}

function contains(head: Head, commit: NamedCommit, from: NamedCommit): string {
  const rest = head.kind === 'worktree' ? 'only what is not committed is new' : 'nothing is new';
  return `${from.name} contains all of ${commit.name}, so ${rest}.`;
}
