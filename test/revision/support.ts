import { expect } from 'vitest';
import type { Tree } from '../../src/formats/tree.ts';
import { type EventRequest, type RevisionRequest, resolveRevisions } from '../../src/revision/resolve.ts';
import type { Failure, Revisions } from '../../src/revision/revision.ts';
import { GIT_ENV, type Payload, type PullRequest, type PullRequestOptions, git, makePullRequest } from '../harness/pull-request.ts';

/** Keeps the machine's Git configuration from the code under test, too. */
export function isolateGit(): void {
  process.env['GIT_CONFIG_GLOBAL'] = GIT_ENV['GIT_CONFIG_GLOBAL'];
  process.env['GIT_CONFIG_NOSYSTEM'] = GIT_ENV['GIT_CONFIG_NOSYSTEM'];
}

/** No server answers there, so nothing but origin can help. */
export const NOWHERE = 'http://127.0.0.1:9';

const BASE = { 'plan/user.json': '{"type":"object"}\n', 'plan/old.json': '{}\n', 'README.md': 'x\n' };
const HEAD = { 'plan/user.json': '{"type":"array"}\n', 'plan/new.json': '{"type":"null"}\n', 'plan/old.json': null };
/** What a base branch gets that has moved on. */
export const LATER = { 'plan/later.json': '{"type":"string"}\n' };

const open: PullRequest[] = [];

/** A pull request that changes one file, adds one and deletes one. */
export function pullRequest(options: Partial<PullRequestOptions> = {}): PullRequest {
  const pr = makePullRequest({ base: BASE, head: HEAD, ...options });
  open.push(pr);
  return pr;
}

/** Removes every pull request made since the last call. */
export function removePullRequests(): void {
  for (const pr of open.splice(0)) pr.cleanup();
}

export function event(cwd: string, eventName: string, payload: Payload, sha: string, more: Partial<EventRequest> = {}): EventRequest {
  return { kind: 'event', cwd, eventName, payload, sha, serverUrl: NOWHERE, ...more };
}

export function revisionsOf(request: RevisionRequest): Revisions {
  const found = resolveRevisions(request);
  if (!found.ok) throw new Error(`${found.failure.kind}: ${found.failure.message} ${found.failure.hint}`);
  return found.value;
}

export function failureOf(request: RevisionRequest): Failure {
  const found = resolveRevisions(request);
  if (found.ok) throw new Error(`Expected a failure, got: ${found.value.reason}`);
  return found.failure;
}

export function pathsOf(tree: Tree): string[] {
  return tree.entries().map((entry) => entry.path);
}

/** The text of a file, or the problem in brackets. */
export function textOf(tree: Tree, path: string): string {
  const content = tree.read([path]).get(path);
  if (content === undefined) return '[no answer]';
  return content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : `[${content.problem}]`;
}

/** What the gate must leave as it found it: settings, refs, HEAD, the index, what is checked out, and how far history reaches. */
export function snapshot(dir: string): Record<string, string> {
  return {
    settings: git(dir, 'config', '--local', '--list'),
    refs: git(dir, 'for-each-ref'),
    head: git(dir, 'rev-parse', 'HEAD'),
    shallow: git(dir, 'rev-parse', '--is-shallow-repository'),
    history: git(dir, 'rev-list', '--all', 'HEAD'),
    index: git(dir, 'ls-files', '--stage'),
    status: git(dir, 'status', '--porcelain'),
  };
}

/** Matches a text that holds `part`. */
export function containing(part: string): unknown {
  return expect.stringContaining(part);
}
