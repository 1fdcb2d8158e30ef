/** A Git repository on disk, opened once: where it is and what kind it is. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type GitOptions, type GitOutcome, type GitSetting, recordsOf, runGit, textOf } from './git.ts';
import { type Result, misconfigured, notEvaluated, success } from './revision.ts';

export type ObjectFormat = 'sha1' | 'sha256';

/** Where missing objects may come from besides `origin` as it is configured. */
export interface Network {
  /** Sent to {@link server} where a fetch is refused without it. */
  readonly token?: string;
  /** Origin of the GitHub server, e.g. `https://github.com`. */
  readonly server?: string;
  /** Addresses tried after `origin`. */
  readonly addresses: readonly string[];
}

export interface Repository {
  /** Top of the work tree; of a bare repository its folder. */
  readonly root: string;
  readonly bare: boolean;
  readonly objectFormat: ObjectFormat;
  /** Where the objects and the list of cut commits are. */
  readonly objectsFolder: string;
  readonly shallowFile: string;
  /** History is cut somewhere. */
  readonly shallow: boolean;
  /** Made with `--filter`: objects may be missing and are the remote's to give. */
  readonly partial: boolean;
  /** Address of the remote named `origin`; null where there is none. */
  readonly originUrl: string | null;
  readonly network: Network;
  /** Runs Git at {@link root}. */
  readonly run: (args: readonly string[], options?: GitOptions) => GitOutcome;
}

export interface OpenOptions {
  readonly network: Network;
  /**
   * Whether to read a repository that belongs to another user. In a workflow's container the workspace often does, and it is the
   * one that the workflow itself checked out; on a shared machine it could be a trap, so there Git's refusal stands.
   */
  readonly trustOwner: boolean;
}

/** Opens the repository that holds `folder`. */
export function openRepository(folder: string, options: OpenOptions): Result<Repository> {
  const absolute = path.resolve(folder);
  let settings: readonly GitSetting[] = [];
  let found = runGit(absolute, FACTS);
  const owned = found.ok ? null : foreignRepository(found.said, absolute);
  if (owned !== null && options.trustOwner) {
    settings = [['safe.directory', owned]];
    found = runGit(absolute, FACTS, { settings });
  }
  if (!found.ok) return openFailure(found, folder, owned);
  const [bare, inside, gitFolder = '', objectFormat, shallow, objects = '', shallowFile = ''] = textOf(found.output).split('\n');
  if (bare !== 'true' && inside !== 'true') {
    return misconfigured(`${folder} is inside a repository's own .git folder.`, 'Run schema-gate in the work tree.');
  }
  const top = bare === 'true' ? null : runGit(absolute, ['rev-parse', '--show-toplevel'], { settings });
  if (top !== null && !top.ok) return openFailure(top, folder, null);
  const root = top === null ? gitFolder : path.resolve(textOf(top.output));
  const run = (args: readonly string[], more: GitOptions = {}): GitOutcome =>
    runGit(root, args, { ...more, settings: [...settings, ...(more.settings ?? [])] });
  return success({
    root,
    bare: bare === 'true',
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    objectsFolder: path.resolve(absolute, objects),
    shallowFile: path.resolve(absolute, shallowFile),
    shallow: shallow === 'true',
    ...remoteFacts(run),
    network: options.network,
    run,
  });
}

/** The failure that stands for a run of Git that should have worked. */
export function gitFailure(outcome: Extract<GitOutcome, { ok: false }>, doing: string): Extract<Result<never>, { ok: false }> {
  if (outcome.cause === 'absent') {
    return notEvaluated('Git is not installed, or not on the PATH.', 'Install Git, or compare two folders with --base-dir and --head-dir.');
  }
  const why = outcome.cause === 'cut' ? 'ran out of time or gave too much output' : `ended with exit code ${outcome.status}`;
  const said = outcome.said === '' ? '' : `: ${outcome.said}`;
  return notEvaluated(`${doing} failed: \`${outcome.command}\` ${why}${said}`, 'Run the command by hand to see more.');
}

const FACTS = [
  'rev-parse',
  '--is-bare-repository',
  '--is-inside-work-tree',
  '--absolute-git-dir',
  '--show-object-format',
  '--is-shallow-repository',
  '--git-path',
  'objects',
  '--git-path',
  'shallow',
];

function remoteFacts(run: Repository['run']): { readonly partial: boolean; readonly originUrl: string | null } {
  const settings = run(['config', '-z', '--get-regexp', String.raw`^(remote\..*\.promisor|remote\.origin\.url|extensions\.partialclone)$`]);
  let partial = false;
  let originUrl: string | null = null;
  for (const record of settings.ok ? recordsOf(settings.output) : []) {
    const [key, value = ''] = record.toString('utf8').split('\n');
    if (key === 'remote.origin.url') originUrl ??= value;
    else partial = true;
  }
  return { partial, originUrl };
}

/** The folder of a repository that Git does not read because it belongs to another user; only where it holds `folder`. */
function foreignRepository(said: string, folder: string): string | null {
  const named = /detected dubious ownership in repository at '([^']+)'/u.exec(said)?.[1];
  if (named === undefined) return null;
  const relative = path.relative(realpathSync(named), realpathSync(folder));
  return relative.split(path.sep)[0] === '..' || path.isAbsolute(relative) ? null : named;
}

function openFailure(outcome: Extract<GitOutcome, { ok: false }>, folder: string, owned: string | null): Result<never> {
  if (outcome.cause !== 'exit') return gitFailure(outcome, 'Opening the repository');
  if (owned !== null) {
    return misconfigured(
      `The repository at ${owned} belongs to another user, so Git does not read it.`,
      `If you trust it, run: git config --global --add safe.directory '${owned}'`,
    );
  }
  if (outcome.said.includes('not a git repository')) {
    return misconfigured(
      `${folder} is not in a Git repository.`,
      'Run schema-gate inside one (in a workflow, after actions/checkout), or compare two folders with --base-dir and --head-dir.',
    );
  }
  if (outcome.said.includes('cannot change to')) return misconfigured(`There is no folder ${folder}.`, 'Check the path.');
  return gitFailure(outcome, 'Opening the repository');
}
