/** Gets what is missing from the remote: exact objects, in the user's repository, without making anything shallower. */
import { type GitOutcome, type GitSetting, isObjectId, textOf } from './git.ts';
import { type Repository, gitFailure } from './repository.ts';
import { type Result, notEvaluated, success } from './revision.ts';

/** The commit that `name` (an object id, or an expression of Git's) stands for here, without asking a remote; null where there is none. */
export function localCommit(repository: Repository, name: string): string | null {
  const question = isObjectId(name) ? [...FIND_ID, '--end-of-options', name] : [...FIND_NAME, '--end-of-options', `${name}^{commit}`];
  const found = repository.run(question);
  const commit = found.ok ? textOf(found.output) : '';
  return commit === '' ? null : commit;
}

const FIND_NAME = ['rev-parse', '--verify', '--quiet'];
/** Asked any other way, a partial clone would fetch the commit, and with it all of its history. */
const FIND_ID = ['rev-list', '--no-walk', '--max-count=1', '--missing=allow-any'];

/** Makes sure that the commit `id` is here with its files; returns the commit (an annotated tag's id gives the commit it names). */
export function ensureCommit(repository: Repository, id: string): Result<string> {
  const here = localCommit(repository, id);
  if (here !== null) return success(here);
  // In a clone whose history is cut, one commit is enough. In a full one `--depth` would cut what is there, so it is not given.
  const depth = repository.shallow ? ['--depth=1'] : [];
  const fetched = askRemote(repository, (remote, settings) => repository.run([...FETCH, ...depth, remote, id], { settings }));
  if (!fetched.ok) return fetchFailure(repository, fetched, [...depth, 'origin', id].join(' '));
  const commit = localCommit(repository, id);
  return commit === null ? notEvaluated(`${id} is not a commit.`, 'Name a commit, a branch or a tag.') : success(commit);
}

/** Gets objects that a partial clone left with its remote, all in one request. */
export function fetchObjects(repository: Repository, ids: readonly string[]): Result<null> {
  const fetched = askRemote(repository, (remote, settings) =>
    repository.run([...FETCH, '--filter=blob:none', '--stdin', remote], {
      input: `${ids.join('\n')}\n`,
      settings: [...settings, ['fetch.negotiationAlgorithm', 'noop']],
    }),
  );
  return fetched.ok ? success(null) : fetchFailure(repository, fetched, 'origin');
}

/** The object ids of those of `refs` (full names, `refs/heads/main`) that the remote has. */
export function remoteRefs(repository: Repository, refs: readonly string[]): Result<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (!hasRemote(repository)) return success(found);
  const answer = askRemote(repository, (remote, settings) => repository.run(['ls-remote', remote, ...refs], { settings }));
  if (!answer.ok) return fetchFailure(repository, answer, 'origin');
  for (const line of textOf(answer.output).split('\n')) {
    const [id, ref] = line.split('\t');
    if (id !== undefined && ref !== undefined && refs.includes(ref)) found.set(ref, id);
  }
  return success(found);
}

/**
 * Asks `origin` as it is configured, then with the token, then the other addresses. Gives the first answer that worked, or the
 * first remote's last refusal, which is the one that a person can do something about.
 */
export function askRemote(repository: Repository, ask: (remote: string, settings: readonly GitSetting[]) => GitOutcome): GitOutcome {
  let refusal: GitOutcome | null = null;
  for (const remote of remotesOf(repository)) {
    let answer = ask(remote, []);
    const token = tokenSettings(repository);
    if (!answer.ok && answer.cause === 'exit' && token.length > 0) answer = ask(remote, token);
    if (answer.ok || answer.cause === 'absent') return answer;
    refusal ??= answer;
  }
  return refusal ?? { ok: false, cause: 'exit', status: null, said: 'there is no remote named origin', command: 'git fetch origin' };
}

/** Whether there is anybody to ask. */
export function hasRemote(repository: Repository): boolean {
  return remotesOf(repository).length > 0;
}

function remotesOf(repository: Repository): readonly string[] {
  const { originUrl, network } = repository;
  const others = network.addresses.filter((address) => withoutSuffix(address) !== withoutSuffix(originUrl ?? ''));
  return originUrl === null ? others : ['origin', ...others];
}

function withoutSuffix(address: string): string {
  return address.replace(/(?:\.git)?\/?$/u, '');
}

/** Everything a fetch could do beside getting objects is switched off: tags, branches, FETCH_HEAD, pruning, maintenance. */
const FETCH = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-prune',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--refmap=',
];

/** As actions/checkout sends it. The empty first value drops a header that is configured for the same address: two are refused. */
export function tokenSettings(repository: Repository): readonly GitSetting[] {
  const { token, server } = repository.network;
  if (token === undefined || token === '' || server === undefined) return [];
  const key = `http.${server}/.extraheader`;
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`],
  ];
}

const NEEDS_CREDENTIALS =
  /could not read (?:Username|Password)|Authentication failed|Permission denied|error: 40[13]|not found|publickey/iu;

/** Why `git fetch <what>` was refused, and what to do about it. */
export function fetchFailure(
  repository: Repository,
  refusal: Extract<GitOutcome, { ok: false }>,
  what: string,
): Extract<Result<never>, { ok: false }> {
  if (refusal.cause === 'absent') return gitFailure(refusal, 'Fetching');
  const inWorkflow = repository.network.server !== undefined;
  const command = `git fetch --no-tags ${what}`;
  const message = `What the comparison needs is not in this clone, and fetching it was refused: ${refusal.said.replace(/\.$/u, '') || 'no answer in time'}.`;
  if (!inWorkflow) return notEvaluated(message, `Run: ${command}`);
  const token = repository.network.token === undefined ? 'Give the action a token (token: ${{ github.token }})' : 'Use a token';
  const credentials = NEEDS_CREDENTIALS.test(refusal.said)
    ? `${token} that may read the repository (permissions: contents: read), or`
    : 'Try again, or';
  return notEvaluated(message, `${credentials} set fetch-depth: 0 on actions/checkout. By hand it is: ${command}`);
}
