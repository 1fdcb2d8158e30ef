/**
 * A bare repository of our own that sees the user's objects and is thrown away. In the user's, asking with `--filter` or
 * `--depth` would change settings or cut history, and looking for a missing object of a partial clone would fetch it.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type GitOptions, type GitOutcome, type GitSetting, recordsOf } from './git.ts';
import { type Repository, gitFailure } from './repository.ts';
import { type Result, success } from './revision.ts';

export interface Scratch {
  /** The list of commits whose history is cut; the same as the user's to begin with. */
  readonly shallowFile: string;
  /** Runs Git on the scratch repository; `origin` is the user's, with the user's credentials. */
  readonly run: Repository['run'];
}

/** Makes a scratch repository, uses it, and removes it. */
export function withScratch<T>(repository: Repository, use: (scratch: Scratch) => T): Result<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-'));
  try {
    const made = repository.run(['init', '--quiet', '--bare', `--object-format=${repository.objectFormat}`, '--template=', folder]);
    if (!made.ok) return gitFailure(made, 'Making a scratch repository');
    writeFileSync(path.join(folder, 'objects', 'info', 'alternates'), `${repository.objectsFolder}\n`);
    const shallowFile = path.join(folder, 'shallow');
    if (existsSync(repository.shallowFile)) copyFileSync(repository.shallowFile, shallowFile);
    const transport = transportSettings(repository);
    const run = (args: readonly string[], options: GitOptions = {}): GitOutcome =>
      repository.run(args, { ...options, gitDir: folder, settings: [...transport, ...(options.settings ?? [])] });
    return success(use({ shallowFile, run }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TRANSPORT = String.raw`^(http|credential|url|protocol|ssh)\.|^core\.(sshcommand|gitproxy|askpass)$|^remote\.origin\.(url|proxy|proxyauthmethod)$`;

/** How the user's repository talks to its remote: address, credentials, proxy, program. */
function transportSettings(repository: Repository): readonly GitSetting[] {
  const found = repository.run(['config', '--local', '--includes', '-z', '--get-regexp', TRANSPORT]);
  if (!found.ok) return [];
  return recordsOf(found.output).map((record): GitSetting => {
    const text = record.toString('utf8');
    const end = text.indexOf('\n');
    return end < 0 ? [text, 'true'] : [text.slice(0, end), text.slice(end + 1)];
  });
}
