import { spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../../scripts/build.mjs';
import { GIT_ENV, removeFolder, temporaryFolder } from '../harness/pull-request.ts';

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The command as a package holds it: dist/ and fixtures/demo in a folder of their own, no node_modules anywhere near. */
export interface Installed {
  readonly folder: string;
  /** Runs it to its end. */
  readonly run: (args: readonly string[], options?: RunOptions) => Run;
  /** Runs it with its stdout in a file. */
  readonly runInto: (file: string, args: readonly string[]) => Omit<Run, 'stdout'>;
  /** Runs it, closes its stdout after the first bytes, and gives its exit code and what it said on stderr. */
  readonly runClosingStdout: (args: readonly string[], options?: RunOptions) => Promise<Omit<Run, 'stdout'>>;
  /** Runs it, gives it each next part of its input once a line has come back, and tells how many lines had come after each part. */
  readonly runInSteps: (args: readonly string[], parts: readonly string[]) => Promise<readonly number[]>;
  readonly remove: () => void;
}

/** Only what a command needs of the machine, so that no setting of it changes a result. */
const CLEAN_ENV: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(GIT_ENV).filter(([name]) => name === 'PATH' || name === 'SystemRoot' || name.startsWith('GIT_') || name.startsWith('LC_')),
);

/** A command that takes longer is ended, and has no exit status. */
const MAX_MILLISECONDS = 25_000;

export function install(): Installed {
  const folder = temporaryFolder();
  for (const part of ['dist', 'fixtures/demo']) {
    mkdirSync(path.dirname(path.join(folder, part)), { recursive: true });
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  const command = path.join(folder, 'dist', 'cli.js');
  const settings = ({ cwd = folder, env = {} }: RunOptions): { cwd: string; env: NodeJS.ProcessEnv } => ({
    cwd,
    env: { ...CLEAN_ENV, ...env },
  });
  return {
    folder,
    run: (args, options = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
        ...settings(options),
        encoding: 'utf8',
        input: options.input ?? '',
        timeout: MAX_MILLISECONDS,
        maxBuffer: 2 ** 28,
      });
      return { status, stdout, stderr };
    },
    runInto: (file, args) => {
      const descriptor = openSync(file, 'w');
      const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
        ...settings({}),
        encoding: 'utf8',
        stdio: ['ignore', descriptor, 'pipe'],
      });
      closeSync(descriptor);
      return { status, stderr };
    },
    runClosingStdout: (args, options = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [command, ...args], settings(options));
        let stderr = '';
        child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        child.stdout.once('data', () => child.stdout.destroy());
        child.stdin.on('error', () => {}).end(options.input ?? '');
        child.on('error', reject).on('close', (status) => resolve({ status, stderr }));
      }),
    runInSteps: async (args, parts) => {
      const child = spawn(process.execPath, [command, ...args], { ...settings({}), timeout: MAX_MILLISECONDS });
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const counts: number[] = [];
      for (const part of parts) {
        child.stdin.write(part);
        const { done } = await lines.next();
        counts.push((counts.at(-1) ?? 0) + (done === true ? 0 : 1));
      }
      child.stdin.end();
      return counts;
    },
    remove: () => removeFolder(folder),
  };
}
