import { inert, visibleLines } from '../report/foreign.ts';
import process from 'node:process';

/** Where a command's output goes: the report to stdout, everything else to stderr. */
export interface Terminal {
  /** Whether stdout takes colours: `FORCE_COLOR` and `NO_COLOR` first, then whether it is a terminal. */
  readonly color: boolean;
  /** Columns to wrap prose at. */
  readonly width: number;
  /** Columns of the window; null where stdout is none (a pipe, a file). */
  readonly columns: number | null;
  /** Writes a part of the report to stdout; resolves when the reader is ready for more. */
  readonly print: (text: string) => Promise<void>;
  /** Says something about the run on stderr. `text` gets its line feed. */
  readonly talk: (text: string) => void;
}

/** Wide lines tire the eye; beyond this a wider window changes nothing. */
const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;

/**
 * Whether to print colours. `FORCE_COLOR` (any value but '' and '0') wins over `NO_COLOR` (any value but '', https://no-color.org), as in Node itself;
 * without either a terminal gets them unless it calls itself dumb.
 */
export function wantsColor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: refuse, TERM: term } = environment;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (refuse !== undefined && refuse !== '') return false;
  return isTerminal && term !== 'dumb';
}

/** The terminal of this process. A reader that closes the pipe early (`| head`) ends the process quietly, with the exit code set so far. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  stdout.on('error', endOnLostOutput);
  stderr.on('error', endOnLostOutput);
  return {
    color: wantsColor(process.env, stdout.isTTY),
    width: Math.min(stdout.columns ?? DEFAULT_WIDTH, MAX_WIDTH),
    columns: stdout.isTTY ? stdout.columns : null,
    print: (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once('drain', resolve);
      }),
    talk: (text) => {
      // A call may name files and rules that came from outside.
      const lines = visibleLines(text, text.length).split('\n').map(inert);
      stderr.write(`${lines.join('\n')}\n`);
    },
  };
}

/** A closed pipe is no error of ours; output that is lost (a full disk) is. */
function endOnLostOutput(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`error: The output could not be written: ${error.message}\n`);
  process.exit(3);
}
