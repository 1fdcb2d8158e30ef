import process from 'node:process';
import { CommanderError } from 'commander';
import { CallError } from './cli/call-error.ts';
import { program } from './cli/program.ts';
import { processTerminal, type Terminal } from './cli/terminal.ts';
import type { ExitCode } from './report/report.ts';

/** What an error thrown by a command means: the exit code, after saying on stderr what the person needs. */
function exitCodeOf(error: unknown, terminal: Terminal): ExitCode {
  // Commander has printed its message, or the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CallError) {
    terminal.talk(`error: ${error.message}\n${error.hint}`);
    return 2;
  }
  terminal.talk(`error: The evaluation could not be finished: ${causes(error)}`);
  return 3;
}

function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const described = `${error.name}: ${error.message}`;
  return error.cause === undefined ? described : `${described}\n  caused by ${causes(error.cause)}`;
}

const terminal = processTerminal();
const exit = (code: ExitCode): void => {
  process.exitCode = code;
};

try {
  await program({ terminal, exit }).parseAsync();
} catch (error) {
  exit(exitCodeOf(error, terminal));
}
