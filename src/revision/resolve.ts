/** Decides what is compared with what. */
import { type Choice, type Head, describe, explicitBase, forkChoice, rootChoice } from './choice.ts';
import { folderTree, workTree } from './disk-tree.ts';
import { eventChoice, eventHead } from './event-choice.ts';
import { ensureCommit, localCommit } from './fetch.ts';
import { emptyTree, gitTree } from './git-tree.ts';
import { repositoryName } from './payload.ts';
import { type NamedCommit, localDefaultBranch, resolveRef } from './refs.ts';
import { type Network, type Repository, openRepository } from './repository.ts';
import { type Result, type Revision, type Revisions, misconfigured, success } from './revision.ts';

/** A comparison asked for at the command line, in a Git repository. */
export interface LocalRequest {
  readonly kind: 'local';
  /** Any folder inside the repository. */
  readonly cwd: string;
  /** `--base REF`: compare with the merge base of REF and head. At most one of `base` and `baseExact`; neither: origin's default branch. */
  readonly base?: string;
  /** `--base-exact REF`: compare with REF itself. */
  readonly baseExact?: string;
  /** A ref, or `worktree` (the default): the files as they are on disk, those untracked and not ignored among them. */
  readonly head?: string;
}

/** Two plain folders, without Git. */
export interface FoldersRequest {
  readonly kind: 'folders';
  readonly baseDir: string;
  readonly headDir: string;
}

/** A run of a GitHub workflow. */
export interface EventRequest {
  readonly kind: 'event';
  /** The checked-out workspace. */
  readonly cwd: string;
  /** GITHUB_EVENT_NAME. */
  readonly eventName: string;
  /** The parsed event file. What it holds comes from strangers: every part is checked before it is used. */
  readonly payload: unknown;
  /** GITHUB_SHA. */
  readonly sha: string;
  /** Used for fetching where the checkout kept no credentials; never stored, printed or put on a command line. */
  readonly token?: string;
  /** GITHUB_SERVER_URL; default https://github.com. */
  readonly serverUrl?: string;
  /** The inputs `base` and `head`; they mean what `--base` and `--head` mean. */
  readonly base?: string;
  readonly baseExact?: string;
  readonly head?: string;
}

export type RevisionRequest = LocalRequest | FoldersRequest | EventRequest;

/**
 * Decides which two revisions are compared, gets what is missing, and says why these. Changes no branch, file or setting of
 * the repository, and makes no history shallower.
 */
export function resolveRevisions(request: RevisionRequest): Result<Revisions> {
  if (request.kind === 'folders') return folderRevisions(request);
  const event = request.kind === 'event';
  const opened = openRepository(request.cwd, { network: event ? networkOf(request) : { addresses: [] }, trustOwner: event });
  if (!opened.ok) return opened;
  const repository = opened.value;
  const choice = event ? chooseForEvent(repository, request) : chooseLocally(repository, request);
  return choice.ok ? revisionsOf(repository, choice.value) : choice;
}

function folderRevisions(request: FoldersRequest): Result<Revisions> {
  const base = folderTree(request.baseDir);
  if (!base.ok) return base;
  const head = folderTree(request.headDir);
  if (!head.ok) return head;
  return success({
    base: { label: `folder ${request.baseDir}`, commit: null, tree: base.value },
    head: { label: `folder ${request.headDir}`, commit: null, tree: head.value },
    reason: `Base is the folder ${request.baseDir}, as asked.`,
  });
}

function chooseLocally(repository: Repository, request: LocalRequest): Result<Choice> {
  const head = explicitHead(repository, request.head ?? WORK_TREE);
  if (!head.ok) return head;
  const asked = explicitBase(repository, request, head.value);
  if (asked !== null) return asked;
  const { commit } = head.value;
  if (commit === null) return success(rootChoice(head.value, 'There is no commit yet'));
  const from = localDefaultBranch(repository);
  if (from === null) {
    return misconfigured(
      'Cannot tell what to compare with: there is no origin/HEAD, origin/main, origin/master, main or master.',
      'Say it with --base REF (merge base), --base-exact REF (the revision itself), or --base-dir and --head-dir (two folders).',
    );
  }
  return forkChoice(repository, head.value, commit, from, 'because no base was named');
}

function chooseForEvent(repository: Repository, request: EventRequest): Result<Choice> {
  const head = request.head === undefined ? headOf(eventHead(repository, request)) : explicitHead(repository, request.head);
  if (!head.ok) return head;
  const asked = explicitBase(repository, request, head.value);
  if (asked !== null) return asked;
  const { commit } = head.value;
  if (commit === null) return success(rootChoice(head.value, 'There is no commit yet'));
  return eventChoice(repository, request, head.value, commit);
}

const WORK_TREE = 'worktree';

function explicitHead(repository: Repository, name: string): Result<Head> {
  if (name !== WORK_TREE) return headOf(resolveRef(repository, name));
  const id = localCommit(repository, 'HEAD');
  return success({ kind: 'worktree', commit: id === null ? null : { id, name: 'HEAD' } });
}

function headOf(commit: Result<NamedCommit>): Result<Head> {
  return commit.ok ? success({ kind: 'commit', commit: commit.value }) : commit;
}

function revisionsOf(repository: Repository, choice: Choice): Result<Revisions> {
  const base = choice.base === null ? success(NOTHING) : commitRevision(repository, choice.base);
  if (!base.ok) return base;
  const head = choice.head.kind === 'worktree' ? workTreeRevision(repository) : commitRevision(repository, choice.head.commit);
  return head.ok ? success({ base: base.value, head: head.value, reason: choice.reason }) : head;
}

const NOTHING: Revision = { label: 'nothing (before the first commit)', commit: null, tree: emptyTree() };

function commitRevision(repository: Repository, commit: NamedCommit): Result<Revision> {
  const present = ensureCommit(repository, commit.id);
  if (!present.ok) return present;
  const tree = gitTree(repository, commit.id);
  return tree.ok ? success({ label: describe(commit), commit: commit.id, tree: tree.value }) : tree;
}

function workTreeRevision(repository: Repository): Result<Revision> {
  const tree = workTree(repository);
  return tree.ok ? success({ label: 'work tree', commit: null, tree: tree.value }) : tree;
}

/** The repository the event is about counts too: a workflow may have checked out a fork, whose `main` may be old. */
function networkOf(request: EventRequest): Network {
  const server = serverOrigin(request.serverUrl ?? 'https://github.com');
  const name = repositoryName(request.payload);
  return {
    ...(request.token === undefined ? {} : { token: request.token }),
    ...(server === null ? {} : { server }),
    addresses: server === null || name === null ? [] : [`${server}/${name}.git`],
  };
}

function serverOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : null;
}
