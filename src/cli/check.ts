import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { gate } from '../gate.ts';
import type { GateRequest } from '../gate/request.ts';
import type { ContentModel } from '../jsonschema/index.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { FailOn } from '../policy/policy.ts';
import type { Report } from '../report/report.ts';
import { resolveRevisions, type RevisionRequest } from '../revision/resolve.ts';
import type { Result, Revisions } from '../revision/revision.ts';
import { CallError } from './call-error.ts';
import { baseOption, configOption, contentModelOption, dateOption, failOnOption } from './options.ts';
import type { Context } from './context.ts';
import { LATER_FORMATS, render, REPORT_FORMATS, type ReportFormat } from './render.ts';
import { sourceLines } from './source-lines.ts';
import type { Terminal } from './terminal.ts';
import { writeBaseline } from './write-baseline.ts';

/** What is judged, and how. */
export interface JudgeOptions {
  readonly base?: string;
  readonly baseExact?: string;
  readonly baseDir?: string;
  readonly head?: string;
  readonly headDir?: string;
  readonly config?: string;
  readonly environment?: string;
  readonly contentModel?: ContentModel;
  readonly failOn?: FailOn;
  readonly date?: string;
}

interface CheckOptions extends JudgeOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly writeBaseline?: string;
}

const HELP = `
Without options it compares your work tree with the merge base of origin's
default branch: what a pull request would be judged by. The policy is the one
at the base; a change cannot loosen the rules that judge it.

Examples:
  $ schema-gate check                                       what you are about to push
  $ schema-gate check --base origin/release-7               against another branch
  $ schema-gate check --base-exact v1.4.0 --head HEAD       from a released tag to a commit
  $ schema-gate check --base-dir old/ --head-dir new/       two folders, without Git
  $ schema-gate check --format json --output report.json    for a program
  $ schema-gate check --environment production --fail-on warning
  $ schema-gate check --write-baseline schema-gate.baseline.json

Exit codes:
  0  passed (findings that do not block are shown all the same)
  1  blocked: a finding at or above --fail-on (default: error)
  2  the call or the configuration is wrong
  3  could not be evaluated`;

/** `schema-gate check`: judges head against base. */
export function checkCommand(context: Context): Command {
  return new Command('check')
    .summary('judge a change of your schemas')
    .description('Compares the schemas at base with those at head, proves who breaks, and shows each problem on the line that causes it.')
    .addOption(baseOption().conflicts(['baseExact', 'baseDir', 'headDir']))
    .addOption(new Option('--base-exact <ref>', 'compare with exactly this ref').conflicts(['base', 'baseDir', 'headDir']))
    .addOption(
      new Option('--base-dir <dir>', 'compare with this folder, without Git; needs --head-dir').conflicts(['base', 'baseExact', 'head']),
    )
    .addOption(new Option('--head <ref>', 'a ref, or worktree: the files on disk (default: worktree)').conflicts(['baseDir', 'headDir']))
    .addOption(new Option('--head-dir <dir>', 'judge this folder, without Git; needs --base-dir').conflicts(['base', 'baseExact', 'head']))
    .addOption(configOption())
    .option('--environment <name>', 'apply the overrides that the policy has for this environment')
    .addOption(contentModelOption())
    .addOption(failOnOption())
    .addOption(dateOption())
    .addOption(formatOption())
    .option('--output <file>', 'write the report to a file instead of stdout')
    .addOption(
      new Option('--write-baseline <file>', 'instead of a report, write the list of what is wrong today and is to be let be').conflicts(
        'output',
      ),
    )
    .addHelpText('after', HELP)
    .action((options: CheckOptions) => check(options, context));
}

function formatOption(): Option {
  return new Option('--format <format>', 'how to print the report')
    .choices(REPORT_FORMATS)
    .default('text')
    .argParser((value: string) => {
      if (REPORT_FORMATS.some((format) => format === value)) return value;
      if (LATER_FORMATS.includes(value)) {
        throw new InvalidArgumentError(`"${value}" comes in a later version; this one prints ${REPORT_FORMATS.join(', ')}.`);
      }
      throw new InvalidArgumentError(didYouMean(value, REPORT_FORMATS, 'formats'));
    });
}

async function check(options: CheckOptions, context: Context): Promise<void> {
  const { terminal, exit } = context;
  if (options.writeBaseline !== undefined) return writeBaseline(options.writeBaseline, gateRequest(options), context);
  const judged = judge(options);
  exit(judged.report.exitCode);
  await publish(judged, options, terminal);
}

/** A report, and the revisions that it judges where they could be had. */
export interface Judged {
  readonly report: Report;
  readonly revisions: Result<Revisions>;
}

/** Runs the gate as the options say; with none, on the work tree. */
export function judge(options: JudgeOptions): Judged {
  const request = gateRequest(options);
  return { report: gate(request), revisions: request.revisions };
}

/** What the options ask of the gate. */
export function gateRequest(options: JudgeOptions): GateRequest {
  const request = revisionRequest(options);
  const config = options.config === undefined ? {} : { config: configPath(options.config) };
  return {
    revisions: resolveRevisions(request),
    ...config,
    directory: '',
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    ...(options.contentModel === undefined ? {} : { contentModel: options.contentModel }),
    ...(options.failOn === undefined ? {} : { failOn: options.failOn }),
    date: options.date ?? new Date().toISOString().slice(0, 10),
  };
}

async function publish({ report, revisions }: Judged, options: CheckOptions, terminal: Terminal): Promise<void> {
  const text = render(report, options.format, {
    color: options.output === undefined && terminal.color,
    width: terminal.width,
    ...(revisions.ok ? { readLine: sourceLines(report, revisions.value.head) } : {}),
  });
  if (options.output === undefined) return terminal.print(text);
  try {
    writeFileSync(options.output, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CallError(`Cannot write the report to ${options.output}: ${why}.`, 'Give --output a file in a folder that exists.', {
      cause: error,
    });
  }
  terminal.talk(`${report.verdict}\nThe report is in ${options.output}.`);
}

function revisionRequest(options: JudgeOptions): RevisionRequest {
  const { base, baseExact, baseDir, head, headDir } = options;
  if (baseDir !== undefined && headDir !== undefined) return { kind: 'folders', baseDir, headDir };
  if (baseDir !== undefined || headDir !== undefined) {
    const [given, lacking] = baseDir === undefined ? ['--head-dir', '--base-dir'] : ['--base-dir', '--head-dir'];
    throw new CallError(
      `${given} needs ${lacking} beside it.`,
      'Without Git both sides are folders: schema-gate check --base-dir old/ --head-dir new/',
    );
  }
  return {
    kind: 'local',
    cwd: process.cwd(),
    ...(base === undefined ? {} : { base }),
    ...(baseExact === undefined ? {} : { baseExact }),
    ...(head === undefined ? {} : { head }),
  };
}

/** The policy is read from the base revision, so its path counts from the root of that, not from the current folder. */
function configPath(file: string): string {
  const normal = path.posix.normalize(file);
  if (normal.startsWith('../') || normal === '..' || path.isAbsolute(file)) {
    throw new CallError(
      `--config ${file} lies outside the repository.`,
      "Give the path from the repository's root; the policy is read from the base revision.",
    );
  }
  return normal;
}
