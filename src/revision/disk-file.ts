/** One plain file on disk, read and hashed without following a link in its last part. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { MAX_FILE_BYTES, type ReadFailure } from '../formats/tree.ts';
import { TOO_LARGE, blobId, fileContent } from './content.ts';
import type { ObjectFormat } from './repository.ts';

const CHUNK_BYTES = 1024 * 1024;
/** Windows has neither: there these are undefined at run time. Non-blocking, so that a pipe put there meanwhile cannot hold us. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of the file, or why it has none. */
export function readDiskFile(file: string | Buffer): Uint8Array | ReadFailure {
  return withFile<Uint8Array | ReadFailure>(
    file,
    (descriptor, size) => (size > MAX_FILE_BYTES ? TOO_LARGE : fileContent(Buffer.concat([...chunksOf(descriptor, MAX_FILE_BYTES)]))),
    (problem) => ({ problem }),
  );
}

/** The file's first bytes, as many as a schema file may have at the most: enough to tell whether it is one, however large it is. */
export function readDiskStart(file: string | Buffer): Uint8Array | ReadFailure {
  return withFile<Uint8Array | ReadFailure>(
    file,
    (descriptor) => Buffer.concat([...chunksOf(descriptor, MAX_FILE_BYTES)]),
    (problem) => ({ problem }),
  );
}

/** Git's blob id of the file's bytes; for a file that cannot be read, a text that no blob id equals. */
export function hashDiskFile(file: string | Buffer, format: ObjectFormat): string {
  return withFile(
    file,
    (descriptor, size) => blobId(format, size, chunksOf(descriptor, size)),
    (problem) => `unreadable ${file.toString()}: ${problem}`,
  );
}

function withFile<T>(file: string | Buffer, use: (descriptor: number, size: number) => T, otherwise: (problem: string) => T): T {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, OPEN_FLAGS);
    const facts = fstatSync(descriptor);
    return facts.isFile() ? use(descriptor, facts.size) : otherwise('is not a plain file');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return otherwise(`could not be read (${code})`);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** The file from its start, at most `limit` bytes of it. */
function* chunksOf(descriptor: number, limit: number): Generator<Buffer> {
  for (let left = limit; left > 0;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, left));
    const count = readSync(descriptor, chunk);
    if (count === 0) return;
    left -= count;
    yield chunk.subarray(0, count);
  }
}
