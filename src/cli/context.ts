import type { ExitCode } from '../report/report.ts';
import type { Terminal } from './terminal.ts';

/** What a command needs of the process. */
export interface Context {
  readonly terminal: Terminal;
  /** Sets the exit code; called before the report is printed, so that a closed pipe does not change it. */
  readonly exit: (code: ExitCode) => void;
}
