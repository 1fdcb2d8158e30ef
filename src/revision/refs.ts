/** Turns the name a person or an event gives into a commit that is here. */
import { ensureCommit, hasRemote, localCommit, remoteRefs } from './fetch.ts';
import { isObjectId, textOf } from './git.ts';
import type { Repository } from './repository.ts';
import { type Result, misconfigured, success } from './revision.ts';

/** A commit and what a person calls it. */
export interface NamedCommit {
  readonly id: string;
  readonly name: string;
}

const MAX_REF_LENGTH = 512;
/** Names of branches and tags as https://git-scm.com/docs/git-check-ref-format allows them, and nothing Git could read as an expression. */
const PLAIN_NAME = /^(?!-|.*(?:\.\.|@\{|\/\/|\.$|\.lock$|\/$))[^\p{Cc} ~^:?*[\\]+$/u;

/** Whether a text can be the name of a branch. */
export function isBranchName(text: string): boolean {
  return text.length <= MAX_REF_LENGTH && PLAIN_NAME.test(text);
}

/** How ids are shown to a person. */
export function shortId(id: string): string {
  return id.slice(0, 7);
}

/**
 * The commit that `ref` names: here, as a branch of origin, or at origin itself (then it is fetched). `HEAD~3`, tags and ids work
 * too. What begins with `-` is never handed to Git.
 */
export function resolveRef(repository: Repository, ref: string): Result<NamedCommit> {
  if (ref === '' || ref.startsWith('-') || ref.length > MAX_REF_LENGTH || /\p{Cc}/u.test(ref)) {
    return misconfigured(`${JSON.stringify(ref.slice(0, 80))} cannot be the name of a revision.`, 'Give a branch, a tag or a commit id.');
  }
  for (const name of [ref, `refs/remotes/origin/${ref}`]) {
    const id = localCommit(repository, name);
    if (id !== null) return success({ id, name: ref });
  }
  if (isObjectId(ref)) return commitById(repository, ref);
  const short = ref.replace(/^(?:refs\/remotes\/)?origin\//u, '').replace(/^refs\/(?:heads|tags)\//u, '');
  if (!isBranchName(short)) return unknownRef(repository, ref);
  const wanted = ref.startsWith('refs/') && !ref.startsWith('refs/remotes/') ? [ref] : [`refs/heads/${short}`, `refs/tags/${short}`];
  const remote = remoteRefs(repository, wanted);
  if (!remote.ok) return remote;
  const id = wanted.map((name) => remote.value.get(name)).find((found) => found !== undefined);
  return id === undefined ? unknownRef(repository, ref) : named(ensureCommit(repository, id), ref);
}

/** Origin's default branch, as far as this clone knows it; else a local `main` or `master`; null where there is none of them. */
export function localDefaultBranch(repository: Repository): NamedCommit | null {
  const pointer = repository.run(['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']);
  const remembered = pointer.ok ? [textOf(pointer.output)] : [];
  const usual = ['refs/remotes/origin/main', 'refs/remotes/origin/master', 'refs/heads/main', 'refs/heads/master'];
  for (const ref of [...remembered, ...usual]) {
    const id = localCommit(repository, ref);
    if (id !== null) return { id, name: ref.replace(/^refs\/(?:remotes|heads)\//u, '') };
  }
  return null;
}

/** The ids of a commit's parents as the commit itself names them, also where the history is cut there. */
export function parentsOf(repository: Repository, commit: string): readonly string[] {
  const raw = repository.run(['cat-file', 'commit', commit]);
  if (!raw.ok) return [];
  const [header = ''] = raw.output.toString('latin1').split('\n\n', 1);
  return header.split('\n').flatMap((line) => (line.startsWith('parent ') ? [line.slice('parent '.length)] : []));
}

function named(commit: Result<string>, name: string): Result<NamedCommit> {
  return commit.ok ? success({ id: commit.value, name }) : commit;
}

function commitById(repository: Repository, id: string): Result<NamedCommit> {
  const commit = ensureCommit(repository, id);
  const nowhere = !hasRemote(repository) || (!commit.ok && /not our ref|no such remote ref/u.test(commit.failure.message));
  return !commit.ok && nowhere ? unknownRef(repository, id) : named(commit, shortId(id));
}

function unknownRef(repository: Repository, ref: string): Result<never> {
  const hint = repository.shallow
    ? 'Check the spelling. This clone has only part of the history: names like HEAD~5 need fetch-depth: 0 on actions/checkout, or git fetch --unshallow.'
    : 'Check the spelling; `git branch --all` and `git tag` list what there is.';
  return misconfigured(`There is no revision ${JSON.stringify(ref)}, neither here nor at origin.`, hint);
}
