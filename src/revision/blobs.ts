/** Reads blobs by id from Git's objects, many in one run, each and all together bounded. */
import { MAX_FILE_BYTES, type ReadFailure } from '../formats/tree.ts';
import { MAX_READ_BYTES, TOO_LARGE, TOO_MUCH, fileContent } from './content.ts';
import { fetchObjects } from './fetch.ts';
import { textOf } from './git.ts';
import { withScratch } from './scratch.ts';
import { type Repository, gitFailure } from './repository.ts';
import { type Failure, RevisionError } from './revision.ts';

/** How much one run of Git may print, in bytes; more is read in several runs. */
const BATCH_BYTES = 64 * 1024 * 1024;
/** The longest line that `cat-file --batch` prints before a blob. */
const HEADER_BYTES = 256;

/**
 * The bytes of each blob. One that is too large gives a {@link ReadFailure}.
 * @throws {RevisionError} where an object is missing or the repository is broken: the revision is then not known.
 */
export function readBlobs(repository: Repository, ids: readonly string[]): ReadonlyMap<string, Uint8Array | ReadFailure> {
  const contents = new Map<string, Uint8Array | ReadFailure>();
  if (ids.length === 0) return contents;
  if (repository.partial) fetchMissing(repository, ids);
  let batch: string[] = [];
  let batchBytes = 0;
  let total = 0;
  const flush = (): void => {
    if (batch.length > 0) readBatch(repository, batch, batchBytes, contents);
    batch = [];
    batchBytes = 0;
  };
  for (const [id, size] of blobSizes(repository, ids)) {
    if (size > MAX_FILE_BYTES) contents.set(id, TOO_LARGE);
    else if (total + size > MAX_READ_BYTES) contents.set(id, TOO_MUCH);
    else {
      if (batchBytes + size > BATCH_BYTES) flush();
      batch.push(id);
      batchBytes += size + HEADER_BYTES;
      total += size;
    }
  }
  flush();
  return contents;
}

function blobSizes(repository: Repository, ids: readonly string[]): ReadonlyMap<string, number> {
  const checked = repository.run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], { input: lines(ids) });
  if (!checked.ok) throw failed(gitFailure(checked, 'Reading files from Git').failure);
  const sizes = new Map<string, number>();
  for (const line of textOf(checked.output).split('\n')) {
    const [id = '', type, size] = line.split(' ');
    if (type !== 'blob') throw failed(missing(id));
    sizes.set(id, Number(size));
  }
  return sizes;
}

/** For each id a line with its type and size, the bytes, and a line end: https://git-scm.com/docs/git-cat-file#_batch_output */
function readBatch(repository: Repository, ids: readonly string[], bytes: number, into: Map<string, Uint8Array | ReadFailure>): void {
  const printed = repository.run(['cat-file', '--batch=%(objectname) %(objectsize)'], {
    input: lines(ids),
    maxOutputBytes: bytes + HEADER_BYTES,
  });
  if (!printed.ok) throw failed(gitFailure(printed, 'Reading files from Git').failure);
  const { output } = printed;
  for (let position = 0; position < output.length;) {
    const end = output.indexOf('\n', position);
    const [id = '', size] = output.subarray(position, end).toString('latin1').split(' ');
    const start = end + 1;
    position = start + Number(size) + 1;
    if (end < 0 || Number.isNaN(position)) throw failed(missing(id));
    into.set(id, fileContent(output.subarray(start, position - 1)));
  }
}

/** Asked in the repository itself, Git would fetch each missing object by itself; a scratch view of its objects has no remote. */
function fetchMissing(repository: Repository, ids: readonly string[]): void {
  const checked = withScratch(repository, (scratch) => scratch.run(['cat-file', '--batch-check=%(objectname)'], { input: lines(ids) }));
  if (!checked.ok) throw failed(checked.failure);
  if (!checked.value.ok) throw failed(gitFailure(checked.value, 'Reading files from Git').failure);
  const absent = textOf(checked.value.output)
    .split('\n')
    .filter((line) => line.endsWith(' missing'))
    .map((line) => line.slice(0, line.indexOf(' ')));
  if (absent.length === 0) return;
  const fetched = fetchObjects(repository, absent);
  if (!fetched.ok) throw failed(fetched.failure);
}

function lines(ids: readonly string[]): string {
  return `${ids.join('\n')}\n`;
}

function missing(id: string): Failure {
  return {
    kind: 'evaluation',
    message: `The repository lacks the object ${id}, which one of the two revisions holds.`,
    hint: 'Run git fsck, or make a fresh clone.',
  };
}

function failed(failure: Failure): RevisionError {
  return new RevisionError(failure);
}
