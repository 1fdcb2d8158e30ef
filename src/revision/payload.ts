/** Reads GitHub's event payloads. Branch names and more in them are chosen by strangers: each part is checked before it is used. */
import { isObjectId } from './git.ts';
import { isBranchName } from './refs.ts';

/** What a payload says about a pull request: https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export interface PullRequestFacts {
  /** For a person: `pull request #7`. */
  readonly title: string;
  readonly headSha: string;
  readonly baseSha: string;
  /** Name of the branch it is to be merged into; null where it is missing or no branch name. */
  readonly baseRef: string | null;
  /** It is closed, so the commit of the run is no test merge any more. */
  readonly closed: boolean;
  /** The commit that merged it, or the last test merge. */
  readonly mergeCommit: string | null;
}

/** The pull request of an event; null where the event has none. */
export function pullRequestFacts(payload: unknown): PullRequestFacts | null {
  const headSha = idIn(payload, 'pull_request', 'head', 'sha');
  const baseSha = idIn(payload, 'pull_request', 'base', 'sha');
  if (headSha === null || baseSha === null) return null;
  const number = field(payload, 'pull_request', 'number');
  return {
    title: typeof number === 'number' ? `pull request #${number}` : 'the pull request',
    headSha,
    baseSha,
    baseRef: branchIn(payload, 'pull_request', 'base', 'ref'),
    closed: field(payload, 'action') === 'closed' || field(payload, 'pull_request', 'state') === 'closed',
    mergeCommit: idIn(payload, 'pull_request', 'merge_commit_sha'),
  };
}

/** `owner/name` of the repository that the event is about; of a pull request from a fork, the one it is made against. */
export function repositoryName(payload: unknown): string | null {
  const name = field(payload, 'repository', 'full_name');
  return typeof name === 'string' && /^[\w-][\w.-]*\/[\w-][\w.-]*$/u.test(name) && name.length <= 200 ? name : null;
}

/** Name of the repository's default branch. */
export function defaultBranchName(payload: unknown): string | null {
  return branchIn(payload, 'repository', 'default_branch');
}

/** The object id at a place of a payload; null where there is none, or the zeros that stand for none. */
export function idIn(payload: unknown, ...names: readonly string[]): string | null {
  const value = field(payload, ...names);
  return typeof value === 'string' && isObjectId(value) ? value : null;
}

/** The value at a place of a payload, by own properties only. */
export function field(payload: unknown, ...names: readonly string[]): unknown {
  let value = payload;
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, name)?.value;
  }
  return value;
}

function branchIn(payload: unknown, ...names: readonly string[]): string | null {
  const value = field(payload, ...names);
  return typeof value === 'string' && isBranchName(value) ? value : null;
}
