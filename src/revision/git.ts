/** Runs Git: synchronously, bounded, and so that nothing a repository holds or configures is executed while reading it. */
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';

/** What became of one run of Git. */
export type GitOutcome =
  | { readonly ok: true; readonly output: Buffer }
  | {
      readonly ok: false;
      /** `absent`: there is no Git to run. `cut`: it ran out of time or gave more output than it may. */
      readonly cause: 'absent' | 'exit' | 'cut';
      /** The exit code; null where it did not end by itself. */
      readonly status: number | null;
      /** What Git said on stderr: short, without control characters and without credentials. */
      readonly said: string;
      /** The subcommand with its arguments, for a person. */
      readonly command: string;
    };

export interface GitOptions {
  readonly input?: string | Uint8Array;
  /** Settings for this run only. They travel in the environment, so that a secret among them is never on a command line. */
  readonly settings?: readonly GitSetting[];
  /** Another repository than the one at the folder; relative addresses still count from the folder. */
  readonly gitDir?: string;
  readonly timeoutSeconds?: number;
  readonly maxOutputBytes?: number;
}

/** A configuration key and its value. */
export type GitSetting = readonly [key: string, value: string];

const DEFAULT_TIMEOUT_SECONDS = 120;
const DEFAULT_MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
const MAX_SAID = 600;

/** What the user's shell or a hook may have set for another purpose: it would point Git elsewhere, or fill stderr with traces. */
const FOREIGN_VARIABLES =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|NAMESPACE|CEILING_DIRECTORIES|DEFAULT_HASH|SHALLOW_FILE|EXTERNAL_DIFF|PAGER|CURL_VERBOSE|TRACE.*|(?:GLOB|NOGLOB|ICASE)_PATHSPECS)$/u;

/** Programs that a repository's configuration could start while it is only read, and output that a person's settings could change. */
const SAFE_SETTINGS: readonly GitSetting[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.quotePath', 'false'],
  ['color.ui', 'false'],
  ['submodule.recurse', 'false'],
];

/** Runs Git in `folder` (absolute). */
export function runGit(folder: string, args: readonly string[], options: GitOptions = {}): GitOutcome {
  const where = options.gitDir === undefined ? ['-C', folder] : ['-C', folder, `--git-dir=${options.gitDir}`];
  const result = spawnSync('git', [...where, '--no-pager', '--literal-pathspecs', ...args], {
    // Not the repository: Windows looks for programs in the current folder first, and a pull request may hold a git.exe.
    cwd: path.dirname(process.execPath),
    env: gitEnvironment(options.settings ?? []),
    input: options.input ?? '',
    maxBuffer: options.maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES,
    timeout: (options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    windowsHide: true,
  });
  if (result.error === undefined && result.status === 0) return { ok: true, output: result.stdout };
  const command = `git ${args.map(quoted).join(' ')}`;
  const code = errorCode(result.error);
  if (code === 'ENOENT') return { ok: false, cause: 'absent', status: null, said: '', command };
  const cut = result.status === null;
  const said = clean(result.stderr?.toString('utf8') ?? '') || (code ?? '');
  return { ok: false, cause: cut ? 'cut' : 'exit', status: result.status, said, command };
}

/** The output as text, without the line end at its end. */
export function textOf(output: Buffer): string {
  return output.toString('utf8').replace(/\r?\n$/u, '');
}

/** The records of output made with `-z`. */
export function recordsOf(output: Buffer): readonly Buffer[] {
  const records: Buffer[] = [];
  for (let start = 0; start < output.length;) {
    const found = output.indexOf(0, start);
    const end = found < 0 ? output.length : found;
    records.push(output.subarray(start, end));
    start = end + 1;
  }
  return records;
}

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Whether a text is a full object id, and not the one of zeros that stands for none. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text) && !/^0+$/u.test(text);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A path as text. Git's paths are bytes: those that are no UTF-8 are written as `\xNN`, so that different paths stay different. */
export function pathText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)).join('');
  }
}

function gitEnvironment(settings: readonly GitSetting[]): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!FOREIGN_VARIABLES.test(name)) environment[name] = value;
  }
  Object.assign(environment, {
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
  });
  const count = Number.parseInt(environment['GIT_CONFIG_COUNT'] ?? '0', 10) || 0;
  const all = [...SAFE_SETTINGS, ...settings];
  all.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${count + index}`] = key;
    environment[`GIT_CONFIG_VALUE_${count + index}`] = value;
  });
  environment['GIT_CONFIG_COUNT'] = String(count + all.length);
  return environment;
}

function errorCode(error: Error | undefined): string | undefined {
  return error !== undefined && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function quoted(argument: string): string {
  return /^[\w./:=@^~+,-]+$/u.test(argument) ? argument : JSON.stringify(argument);
}

/** What Git says may name an address with a password in it, and repeats what the other side says. */
function clean(text: string): string {
  const oneLine = text
    .replace(/\/\/[^/@\s']*@/gu, '//')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return oneLine.length > MAX_SAID ? `…${oneLine.slice(-MAX_SAID)}` : oneLine;
}
