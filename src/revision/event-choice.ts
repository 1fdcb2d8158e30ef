/** Which commits a run of a GitHub workflow compares, by event. */
import { type Choice, type Head, describe, forkChoice, parentChoice, rootChoice } from './choice.ts';
import { ensureCommit, localCommit, remoteRefs } from './fetch.ts';
import { mergeBase } from './merge-base.ts';
import { type PullRequestFacts, defaultBranchName, field, idIn, pullRequestFacts } from './payload.ts';
import { type NamedCommit, localDefaultBranch, parentsOf, shortId } from './refs.ts';
import type { Repository } from './repository.ts';
import { type Result, misconfigured, notEvaluated, success } from './revision.ts';

/** A run, as the workflow's environment tells it. */
export interface EventFacts {
  readonly eventName: string;
  readonly payload: unknown;
  /** GITHUB_SHA. */
  readonly sha: string;
}

const NAME_A_BASE = 'Name the revision to compare with in the input `base`.';

/**
 * What to judge where nobody said so: the change that the event is about. That is the checked-out commit, unless the workflow
 * checked out something else (`pull_request_target` does, and must: there the pull request is data that is never checked out).
 */
export function eventHead(repository: Repository, event: EventFacts): Result<NamedCommit> {
  const checkedOut = localCommit(repository, 'HEAD');
  const pullRequest = pullRequestFacts(event.payload);
  if (pullRequest !== null) {
    if (checkedOut !== null && isTestMerge(repository, event, pullRequest, checkedOut)) {
      return success({ id: checkedOut, name: `${mergeOf(pullRequest)} of ${pullRequest.title}` });
    }
    return commitNamed(repository, pullRequest.headSha, pullRequest.title);
  }
  const mergeGroup = idIn(event.payload, 'merge_group', 'head_sha');
  if (mergeGroup !== null) return commitNamed(repository, mergeGroup, 'merge group');
  const pushed = event.eventName === 'push' ? idIn(event.payload, 'after') : null;
  if (pushed !== null) return commitNamed(repository, pushed, 'pushed commit');
  if (checkedOut !== null) return success({ id: checkedOut, name: 'HEAD' });
  return misconfigured('No commit is checked out here.', 'Add a step with actions/checkout before schema-gate.');
}

/** The base for `commit`, the commit to judge, where nobody named one. */
export function eventChoice(repository: Repository, event: EventFacts, head: Head, commit: NamedCommit): Result<Choice> {
  const pullRequest = pullRequestFacts(event.payload);
  if (pullRequest !== null) return pullRequestChoice(repository, event, pullRequest, head, commit);
  if (event.eventName === 'merge_group') return mergeGroupChoice(event, head);
  if (event.eventName === 'push') return pushChoice(repository, event, head, commit);
  return defaultChoice(repository, event, head, commit);
}

/**
 * GitHub's test merge has two parents: the base branch, then the pull request's head. A person's merge commit ("Merge main into x")
 * is the pull request's head itself, or has that head as its first parent, or is not a commit that the event vouches for: its first
 * parent could be anything, and must not become the base. The commit of a `pull_request` run is a test merge also where the
 * payload names a newer or older head; not so once the pull request is closed, and never in `pull_request_target`.
 */
function isTestMerge(repository: Repository, event: EventFacts, pullRequest: PullRequestFacts, commit: string): boolean {
  const [base, head, ...others] = parentsOf(repository, commit);
  if (head === undefined || others.length > 0 || commit === pullRequest.headSha) return false;
  const ofRun = commit === event.sha;
  if (head === pullRequest.headSha) return ofRun || commit === pullRequest.mergeCommit || base === pullRequest.baseSha;
  return ofRun && event.eventName === 'pull_request' && base !== pullRequest.headSha && !pullRequest.closed;
}

/** Once the pull request is merged, its merge looks like the test merge and is none. */
function mergeOf({ closed }: PullRequestFacts): 'merge' | 'test merge' {
  return closed ? 'merge' : 'test merge';
}

function pullRequestChoice(
  repository: Repository,
  event: EventFacts,
  pullRequest: PullRequestFacts,
  head: Head,
  commit: NamedCommit,
): Result<Choice> {
  const branch = pullRequest.baseRef ?? 'the base branch';
  if (isTestMerge(repository, event, pullRequest, commit.id)) {
    const base = parentsOf(repository, commit.id)[0] ?? '';
    const reason = `Base is ${shortId(base)}, the state of ${branch} that GitHub merged ${pullRequest.title} into (the first parent of the ${mergeOf(pullRequest)}).`;
    return success({ base: { id: base, name: branch }, head, reason });
  }
  const fork = forkPoint(repository, pullRequest, commit.id);
  if (!fork.ok) return fork;
  if (fork.value === commit.id) return mergedChoice(repository, pullRequest, head);
  if (fork.value === null) return notEvaluated(`${describe(commit)} and ${branch} have no history in common.`, NAME_A_BASE);
  const reason = `Base is ${shortId(fork.value)}, where ${pullRequest.title} forked from ${branch} (the merge base).`;
  return success({ base: { id: fork.value, name: `merge base with ${branch}` }, head, reason });
}

/**
 * The payload's `base.sha` can lag behind what the pull request has already merged, which would show the base branch's own
 * changes as the pull request's. So the branch as it is now counts too, unless it holds the pull request already.
 */
function forkPoint(repository: Repository, pullRequest: PullRequestFacts, commit: string): Result<string | null> {
  const tip = pullRequest.baseRef === null ? null : branchTip(repository, pullRequest.baseRef);
  if (tip !== null && tip !== pullRequest.baseSha) {
    const fork = mergeBase(repository, commit, [pullRequest.baseSha, tip]);
    if (fork.ok && fork.value !== commit) return fork;
  }
  return mergeBase(repository, commit, [pullRequest.baseSha]);
}

/** The branch at origin: as this clone knows it where its history is whole (then it was just fetched), else as origin says. */
function branchTip(repository: Repository, branch: string): string | null {
  const known = localCommit(repository, `refs/remotes/origin/${branch}`);
  if (known !== null) return known;
  const ref = `refs/heads/${branch}`;
  const remote = remoteRefs(repository, [ref]);
  return remote.ok ? (remote.value.get(ref) ?? null) : null;
}

/** The base already holds the pull request. Comparing it with itself would pass anything, so the commit that merged it is judged. */
function mergedChoice(repository: Repository, pullRequest: PullRequestFacts, head: Head): Result<Choice> {
  const merge = pullRequest.mergeCommit === null ? null : ensureCommit(repository, pullRequest.mergeCommit);
  const parents = merge?.ok ? parentsOf(repository, merge.value) : [];
  if (merge?.ok && parents.length === 2 && parents[1] === pullRequest.headSha) {
    const commit = { id: merge.value, name: `merge of ${pullRequest.title}` };
    return parentChoice(repository, head.kind === 'worktree' ? head : { kind: 'commit', commit }, commit, 'because it is merged already');
  }
  return notEvaluated(`The base branch already holds all of ${pullRequest.title}: there is no change left to judge.`, NAME_A_BASE);
}

/** A squash queue makes commits with one parent, and a group may hold several pull requests: only the event knows its base. */
function mergeGroupChoice(event: EventFacts, head: Head): Result<Choice> {
  const base = idIn(event.payload, 'merge_group', 'base_sha');
  if (base === null) return notEvaluated('The merge_group event names no base_sha.', NAME_A_BASE);
  const reason = `Base is ${shortId(base)}, what the merge queue puts this group on (base_sha of the event).`;
  return success({ base: { id: base, name: 'base of the merge group' }, head, reason });
}

/** What the branch was before the push. A new branch has no before: it is compared with where it left the default branch. */
function pushChoice(repository: Repository, event: EventFacts, head: Head, commit: NamedCommit): Result<Choice> {
  if (field(event.payload, 'deleted') === true) {
    return misconfigured(
      'This push deleted the branch: there is nothing to judge.',
      'Leave such pushes out of the workflow (on: push: branches: [main]).',
    );
  }
  const defaultBranch = defaultBranchName(event.payload);
  const onDefault = defaultBranch !== null && field(event.payload, 'ref') === `refs/heads/${defaultBranch}`;
  const before = idIn(event.payload, 'before');
  if (before === null) {
    if (onDefault) return success(rootChoice(head, `This is the first push to ${defaultBranch}`));
    return newBranchChoice(repository, event, head, commit, 'because the branch is new');
  }
  const base = ensureCommit(repository, before);
  if (!base.ok) {
    if (onDefault) return base;
    return newBranchChoice(
      repository,
      event,
      head,
      commit,
      `because what the branch was before the push (${shortId(before)}) cannot be had`,
    );
  }
  const forced =
    field(event.payload, 'forced') === true ? ' The branch was force-pushed: what it held before is compared with what it holds now.' : '';
  const reason = `Base is ${shortId(base.value)}, what the branch was before the push.${forced}`;
  return success({ base: { id: base.value, name: 'before the push' }, head, reason });
}

function newBranchChoice(repository: Repository, event: EventFacts, head: Head, commit: NamedCommit, why: string): Result<Choice> {
  const from = defaultBranchTip(repository, event);
  if (from === null) {
    return notEvaluated('The default branch is not known, so there is nothing to compare the new branch with.', NAME_A_BASE);
  }
  const fork = mergeBase(repository, commit.id, [from.id]);
  if (fork.ok && fork.value === null) return success(rootChoice(head, `${describe(commit)} shares no history with ${from.name}`));
  return forkChoice(repository, head, commit, from, why);
}

/**
 * `workflow_dispatch`, `schedule` and every other event say nothing about a base. On another branch than the default one it is
 * where the branch left it; on the default branch the commit before, so that a run judges what came in last.
 */
function defaultChoice(repository: Repository, event: EventFacts, head: Head, commit: NamedCommit): Result<Choice> {
  const from = defaultBranchTip(repository, event);
  if (from === null) return parentChoice(repository, head, commit, 'because the default branch is not known');
  if (from.id === commit.id) return parentChoice(repository, head, commit, `because it is the tip of ${from.name}`);
  const fork = mergeBase(repository, commit.id, [from.id]);
  if (!fork.ok) return fork;
  if (fork.value === commit.id) return parentChoice(repository, head, commit, `because ${from.name} holds it already`);
  return forkChoice(repository, head, commit, from, `because ${event.eventName} names no base`);
}

function defaultBranchTip(repository: Repository, event: EventFacts): NamedCommit | null {
  const name = defaultBranchName(event.payload);
  const id = name === null ? null : branchTip(repository, name);
  return name === null || id === null ? localDefaultBranch(repository) : { id, name };
}

/** The commit of that id, fetched where it is missing. */
function commitNamed(repository: Repository, id: string, name: string): Result<NamedCommit> {
  const commit = ensureCommit(repository, id);
  return commit.ok ? success({ id: commit.value, name }) : commit;
}
