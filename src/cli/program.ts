import { Command } from 'commander';
import { VERSION } from '../version.ts';
import { checkCommand } from './check.ts';
import { classifyCommand } from './classify.ts';
import { compareCommand } from './compare.ts';
import type { Context } from './context.ts';
import { demoCommand } from './demo.ts';
import { explainCommand } from './explain.ts';
import { waiveCommand } from './waive.ts';

const HELP = `
Start here:
  $ schema-gate demo                            see the gate judge a small plan
  $ schema-gate check                           your work tree against origin's default branch
  $ schema-gate compare old.json new.json       two JSON Schemas
  $ schema-gate classify                        what it takes for personal data
  $ schema-gate explain                         all rules
  $ schema-gate waive 1f2e3d4c5b6a ...          let a finding pass for a while

Exit codes:
  0  passed
  1  blocked by findings
  2  the call or the configuration is wrong
  3  could not be evaluated (never a pass)`;

/** The command line: every command with its options, examples and exit codes. */
export function program(context: Context): Command {
  const { terminal } = context;
  const command = new Command('schema-gate')
    .description('Stops a bad customer-data change before it merges: proves who breaks, and shows the event that breaks.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ helpWidth: terminal.width })
    .configureOutput({ writeErr: (text) => terminal.talk(text.trimEnd()) })
    .showHelpAfterError('Run with --help to see how it is used.')
    .exitOverride()
    .addHelpText('after', HELP);
  for (const make of [demoCommand, checkCommand, compareCommand, classifyCommand, explainCommand, waiveCommand]) {
    command.addCommand(make(context).copyInheritedSettings(command));
  }
  return command;
}
