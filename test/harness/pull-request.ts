/**
 * Real pull requests in real Git: a bare origin, a base branch, a pull request's branch, GitHub's test merge under
 * `refs/pull/N/merge`, a workspace checked out as actions/checkout does it, and smart HTTP that may ask for a token.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Files by path: text, bytes, a symbolic link, or null for one that is deleted. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly symlink: string } | null>>;

export interface PullRequestOptions {
  /** What the pull request starts from. */
  readonly base: Files;
  /** What it changes. */
  readonly head: Files;
  /** What lands on the base branch after the pull request has forked off; default nothing. */
  readonly baseLater?: Files;
  readonly number?: number;
  /** Empty commits before the base commit, so that there is history to cut; default 1. */
  readonly extraHistory?: number;
  /** Name of the pull request's branch; default `feature`. */
  readonly branch?: string;
}

export interface PullRequest {
  /** Folder that holds everything; also the root to serve with {@link serveGit}. */
  readonly root: string;
  /** The bare repository, `<root>/acme/plans.git`. */
  readonly origin: string;
  /** The author's full clone, on the pull request's branch. */
  readonly author: string;
  readonly number: number;
  readonly branch: string;
  /** Tip of `main`. */
  readonly base: string;
  /** Tip of the pull request. */
  readonly head: string;
  /** GitHub's test merge: parents are base and head, in that order. */
  readonly merge: string;
  /** The commit that the pull request forked from. */
  readonly forkPoint: string;
  readonly cleanup: () => void;
}

/** Keeps the machine's Git configuration out of the tests. */
export const GIT_ENV: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  GIT_AUTHOR_NAME: 'Author',
  GIT_AUTHOR_EMAIL: 'author@example.test',
  GIT_COMMITTER_NAME: 'Author',
  GIT_COMMITTER_EMAIL: 'author@example.test',
};

/** What the event file of a workflow run holds; only what is sent today and used here. */
export type Payload = Readonly<Record<string, unknown>>;

/** Runs Git in `cwd`, throws with what Git said where it fails, and returns its output without the last line end. */
export function git(cwd: string, ...args: readonly string[]): string {
  return runGit(cwd, args, {});
}

/** Writes `files` into `dir`. */
export function writeFiles(dir: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(dir, name);
    if (content === null) {
      rmSync(file, { recursive: true });
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) {
      writeFileSync(file, content);
    } else {
      rmSync(file, { force: true });
      symlinkSync(content.symlink, file);
    }
  }
}

/** Seconds since 1970 of the last commit made. */
let clock = 1_767_225_600;

/** Writes `files` into the clone `dir`, commits everything, and returns the commit's id. */
export function commit(dir: string, message: string, files: Files = {}): string {
  writeFiles(dir, files);
  git(dir, 'add', '-A');
  // Every commit a minute after the one before, so that order by date is order by history.
  clock += 60;
  const date = `${clock} +0000`;
  runGit(dir, ['commit', '-q', '--allow-empty', '-m', message], { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
  return git(dir, 'rev-parse', 'HEAD');
}

/** Puts `count` empty commits on `branch` of the repository `dir`, quickly, and returns the last one's id. */
export function addHistory(dir: string, branch: string, count: number): string {
  const commits = Array.from({ length: count }, (_, index) => {
    clock += 60;
    const from = index === 0 ? `from refs/heads/${branch}^0\n` : '';
    return `commit refs/heads/${branch}\ncommitter Author <author@example.test> ${clock} +0000\ndata 4\nmore\n${from}\n`;
  });
  runGit(dir, ['fast-import', '--quiet'], {}, commits.join(''));
  return git(dir, 'rev-parse', branch);
}

/** An empty bare repository at `<root>/<name>.git` that serves any commit by its id and filters, as github.com does. */
export function makeOrigin(root: string, name = 'acme/plans', objectFormat: 'sha1' | 'sha256' = 'sha1'): string {
  const origin = path.join(root, `${name}.git`);
  mkdirSync(path.dirname(origin), { recursive: true });
  git(root, 'init', '-q', '--bare', '-b', 'main', `--object-format=${objectFormat}`, origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  return origin;
}

/** A new empty folder for a test, with links in its own path resolved. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'schema-gate-test-')));
}

/** Makes a pull request against `main`. */
export function makePullRequest(options: PullRequestOptions): PullRequest {
  const { number = 1, branch = 'feature', extraHistory = 1, baseLater = {} } = options;
  const root = temporaryFolder();
  const origin = makeOrigin(root);
  const author = path.join(root, 'author');
  git(root, 'clone', '-q', `file://${origin}`, author);
  for (let index = 0; index < extraHistory; index += 1) commit(author, `history ${index}`);
  const forkPoint = commit(author, 'base', options.base);
  git(author, 'branch', branch);
  const base = Object.keys(baseLater).length > 0 ? commit(author, 'base moved on', baseLater) : forkPoint;
  git(author, 'push', '-q', 'origin', 'main');
  git(author, 'checkout', '-q', branch);
  const head = commit(author, 'head', options.head);
  git(author, 'push', '-q', 'origin', `${branch}:refs/pull/${number}/head`, branch);
  const merge = testMerge(origin, base, head);
  git(origin, 'update-ref', `refs/pull/${number}/merge`, merge);
  return { root, origin, author, number, branch, base, head, merge, forkPoint, cleanup: () => removeFolder(root) };
}

/** Removes a folder with everything in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** GitHub's test merge of `head` into `base`, made in the bare repository without a work tree. Returns the commit's id. */
export function testMerge(origin: string, base: string, head: string): string {
  const tree = git(origin, 'merge-tree', '--write-tree', base, head).split('\n')[0] ?? '';
  return git(origin, 'commit-tree', tree, '-p', base, '-p', head, '-m', `Merge ${head} into ${base}`);
}

export interface CheckoutOptions {
  /** Where from; default the origin by `file://`. */
  readonly url?: string;
  /** 1 (the default) is what actions/checkout does unasked; 0 is everything. */
  readonly depth?: number;
  /** e.g. `blob:none`. */
  readonly filter?: string;
  /** Default the test merge, `refs/pull/N/merge`. */
  readonly ref?: string;
  /** The commit to check out; default the test merge. */
  readonly sha?: string;
  /** Default `<root>/workspace`. */
  readonly dir?: string;
  /** Token sent while checking out and not kept, as `persist-credentials: false` does. */
  readonly token?: string;
}

/** A workspace as actions/checkout leaves it behind; returns its folder. */
export function checkout(pr: PullRequest, options: CheckoutOptions = {}): string {
  const { url = `file://${pr.origin}`, depth = 1, ref = `refs/pull/${pr.number}/merge`, sha = pr.merge } = options;
  const dir = options.dir ?? path.join(pr.root, 'workspace');
  mkdirSync(dir, { recursive: true });
  git(dir, 'init', '-q');
  git(dir, 'remote', 'add', 'origin', url);
  git(dir, 'config', '--local', 'gc.auto', '0');
  const tracking = ref.replace(/^refs\/heads\//, 'refs/remotes/origin/').replace(/^refs\/pull\//, 'refs/remotes/pull/');
  const everything = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'] : [];
  const args = ['-c', 'protocol.version=2', 'fetch', '-q', '--no-tags', '--prune', '--no-recurse-submodules'];
  if (options.filter !== undefined) args.push(`--filter=${options.filter}`);
  if (depth > 0) args.push(`--depth=${depth}`);
  const environment = options.token === undefined ? {} : tokenEnvironment(url, options.token);
  runGit(dir, [...args, 'origin', ...everything, `+${sha}:${tracking}`], environment);
  runGit(dir, ['checkout', '-q', '--force', tracking], environment);
  return dir;
}

/** A running server; see {@link serveGit}. */
export interface GitServer {
  /** `http://127.0.0.1:<port>`; the origin of a {@link PullRequest} is at `/acme/plans.git`. */
  readonly url: string;
  /** The requests so far, each `<status> <method> <path>`; the status is 401 where the token was missing. */
  readonly requests: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Serves the bare repositories under `root` by smart HTTP; with a token, as GitHub serves private repositories. */
export async function serveGit(root: string, options: { readonly token?: string } = {}): Promise<GitServer> {
  const seen: string[] = [];
  const worker = new Worker(new URL('git-server.mjs', import.meta.url), { workerData: { root, token: options.token ?? null } });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: string | { readonly port: number }) => {
      if (typeof message === 'string') seen.push(message);
      else resolve(message.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    // Messages that were posted while this thread was busy arrive in the next turns of its event loop.
    requests: async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [...seen];
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** The event payload of a `pull_request` run. */
export function pullRequestPayload(pr: PullRequest, change: { readonly action?: string; readonly merged?: boolean } = {}): Payload {
  const action = change.action ?? 'synchronize';
  const repo = repository();
  return {
    action,
    number: pr.number,
    pull_request: {
      number: pr.number,
      state: action === 'closed' ? 'closed' : 'open',
      merged: change.merged ?? false,
      merge_commit_sha: pr.merge,
      commits: 1,
      head: { ref: pr.branch, sha: pr.head, repo },
      base: { ref: 'main', sha: pr.base, repo },
    },
    repository: repo,
  };
}

/** The event payload of a `merge_group` run. */
export function mergeGroupPayload(base: string, head: string, number = 1): Payload {
  const headRef = `refs/heads/gh-readonly-queue/main/pr-${number}-${base}`;
  return {
    action: 'checks_requested',
    merge_group: { head_sha: head, head_ref: headRef, base_sha: base, base_ref: 'refs/heads/main' },
    repository: repository(),
  };
}

/** The event payload of a `push` run; `before` is null where the branch is new. */
export function pushPayload(
  before: string | null,
  after: string,
  options: { readonly ref?: string; readonly forced?: boolean } = {},
): Payload {
  return {
    ref: options.ref ?? 'refs/heads/main',
    before: before ?? '0'.repeat(after.length),
    after,
    created: before === null,
    deleted: false,
    forced: options.forced ?? false,
    repository: repository(),
  };
}

function repository(): Payload {
  return { name: 'plans', full_name: 'acme/plans', default_branch: 'main', fork: false, owner: { login: 'acme' } };
}

function runGit(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv, input = ''): string {
  const result = spawnSync('git', args, { cwd, env: { ...GIT_ENV, ...environment }, encoding: 'utf8', input, maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')} failed: ${result.stderr ?? ''}`, { cause: result.error });
  return result.stdout.replace(/\n$/, '');
}

function tokenEnvironment(url: string, token: string): NodeJS.ProcessEnv {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}
