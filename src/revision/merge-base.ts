/** Finds merge bases, also where the clone's history is cut: the commits that are missing are fetched without their files, and not kept. */
import { existsSync, readFileSync } from 'node:fs';
import { askRemote, fetchFailure, localCommit } from './fetch.ts';
import { textOf } from './git.ts';
import { type Repository, gitFailure } from './repository.ts';
import { type Result, success } from './revision.ts';
import { type Scratch, withScratch } from './scratch.ts';

/** How many commits below each tip are asked for, step by step; the last is Git's word for all of them. */
const DEPTHS = [64, 1024, 16_384, 2_147_483_647];

/**
 * The best common ancestor of `head` and of any of `others` (commit ids, here or at the remote); null where they have no
 * history in common. Where there are several equally good ones (after criss-cross merges), the one Git names first.
 */
export function mergeBase(repository: Repository, head: string, others: readonly string[]): Result<string | null> {
  const tips = [head, ...others];
  if (tips.every((tip) => localCommit(repository, tip) !== null)) {
    const found = commonAncestors(repository.run, tips);
    if (!found.ok) return found;
    if (!repository.shallow || isCertain(repository.run, tips, found.value, cutCommits(repository.shallowFile))) {
      return success(found.value[0] ?? null);
    }
  }
  const deepened = withScratch(repository, (scratch) => deepen(repository, scratch, tips));
  return deepened.ok ? deepened.value : deepened;
}

function deepen(repository: Repository, scratch: Scratch, tips: readonly string[]): Result<string | null> {
  // A cut commit is asked for as well: its own history is what is missing below a tip that is already here.
  const wanted = [...new Set([...tips.filter((tip) => localCommit(repository, tip) === null), ...cutCommits(repository.shallowFile)])];
  for (const depth of DEPTHS) {
    const fetched = askRemote(repository, (remote, settings) =>
      scratch.run(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--filter=tree:0', `--depth=${depth}`, '--stdin', remote], {
        input: `${wanted.join('\n')}\n`,
        settings,
      }),
    );
    if (!fetched.ok) return fetchFailure(repository, fetched, repository.shallow ? '--unshallow origin' : `origin ${wanted.join(' ')}`);
    const found = commonAncestors(scratch.run, tips);
    if (!found.ok) return found;
    if (isCertain(scratch.run, tips, found.value, cutCommits(scratch.shallowFile))) return success(found.value[0] ?? null);
  }
  return success(null);
}

function commonAncestors(run: Repository['run'], tips: readonly string[]): Result<readonly string[]> {
  const found = run(['merge-base', '--all', ...tips]);
  if (found.ok) return success(textOf(found.output).split('\n'));
  // Exit code 1 without a word: no common ancestor.
  return found.status === 1 ? success([]) : gitFailure(found, 'Finding the merge base');
}

/**
 * Whether history that is not here could not hold a better answer: every commit above the answer is here with its parents.
 * Without an answer, nothing may be cut.
 */
function isCertain(run: Repository['run'], tips: readonly string[], found: readonly string[], cut: ReadonlySet<string>): boolean {
  if (cut.size === 0) return true;
  const above = run(['rev-list', '--stdin'], { input: `${[...tips, ...found.map((commit) => `^${commit}`)].join('\n')}\n` });
  return (
    above.ok &&
    !textOf(above.output)
      .split('\n')
      .some((commit) => cut.has(commit))
  );
}

function cutCommits(shallowFile: string): ReadonlySet<string> {
  if (!existsSync(shallowFile)) return new Set();
  return new Set(
    readFileSync(shallowFile, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
}
