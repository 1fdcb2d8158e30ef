import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root as projectRoot } from '../../scripts/build.mjs';

export const root: string = path.resolve(projectRoot);

/** Files below a folder of the project, from its root, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

/** Files that are committed or would be, from the project's root. */
export function committedFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return [...new Set(list.split('\0'))].filter((file) => file !== '' && existsSync(path.join(root, file))).toSorted();
}

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
