import process from 'node:process';
import { resolveRevisions, type RevisionRequest } from '../revision/resolve.ts';
import type { Revision } from '../revision/revision.ts';
import { asError } from './call-error.ts';

/** The work tree of a repository, or, outside of one, the folder as it is. */
export function workTree(): Revision {
  const cwd = process.cwd();
  const inGit = resolveRevisions({ kind: 'local', cwd, baseExact: 'HEAD' });
  return inGit.ok ? inGit.value.head : folderAt(cwd);
}

/** A folder as it is, without Git. */
export function folderAt(folder: string): Revision {
  const request: RevisionRequest = { kind: 'folders', baseDir: folder, headDir: folder };
  const plain = resolveRevisions(request);
  if (plain.ok) return plain.value.head;
  throw asError(plain.failure);
}
