import path from 'node:path';
import process from 'node:process';
import * as core from '@actions/core';
import { context } from '@actions/github';
import { sourceLines } from './cli/source-lines.ts';
import type { GateRequest } from './gate/request.ts';
import { gate } from './gate.ts';
import { readInputs, type Inputs } from './main/inputs.ts';
import { attempt, publish, setOutputs, type Publication } from './main/publish.ts';
import { foreign } from './report/foreign.ts';
import { workflowCommands } from './report/github.ts';
import type { Report } from './report/report.ts';
import { runGit, textOf } from './revision/git.ts';
import { resolveRevisions } from './revision/resolve.ts';
import { notEvaluated, type Result, type Revisions } from './revision/revision.ts';

/** Events that tell of what has already been merged: blocking them repairs nothing. */
const REPORT_ONLY = new Set(['push', 'schedule']);

function revisionsOf(inputs: Inputs, cwd: string): Result<Revisions> {
  return resolveRevisions({
    kind: 'event',
    cwd,
    eventName: context.eventName,
    payload: context.payload,
    sha: context.sha,
    serverUrl: context.serverUrl,
    ...(inputs.token === undefined ? {} : { token: inputs.token }),
    ...(inputs.base === undefined ? {} : { base: inputs.base }),
    ...(inputs.head === undefined ? {} : { head: inputs.head }),
  });
}

/** The folder as the repository's root sees it; '' where that cannot be told, and then the revisions say why. */
function directoryOf(cwd: string): string {
  const prefix = runGit(cwd, ['rev-parse', '--show-prefix']);
  return prefix.ok ? textOf(prefix.output).replace(/\/$/, '') : '';
}

function requestOf(inputs: Inputs, revisions: Result<Revisions>, cwd: string): GateRequest {
  return {
    revisions,
    directory: directoryOf(cwd),
    date: new Date().toISOString().slice(0, 10),
    ...(inputs.config === undefined ? {} : { config: inputs.config }),
    ...(inputs.environment === undefined ? {} : { environment: inputs.environment }),
    ...(inputs.contentModel === undefined ? {} : { contentModel: inputs.contentModel }),
    ...(inputs.failOn === undefined ? {} : { failOn: inputs.failOn }),
    ...(REPORT_ONLY.has(context.eventName) ? { failOnDefault: 'never' as const } : {}),
  };
}

/** An error and its causes, as one sentence. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const described = `${error.name}: ${error.message}`;
  return error.cause === undefined ? described : `${described}, caused by ${causes(error.cause)}`;
}

function failureOf(error: unknown): Result<Revisions> {
  core.debug(error instanceof Error ? (error.stack ?? '') : '');
  return notEvaluated(
    `The evaluation could not be finished: ${causes(error)}.`,
    'Run the job again with debug logging; if it stays, report it with the change that caused it.',
  );
}

interface Evaluation {
  readonly report: Report;
  readonly revisions: Result<Revisions>;
}

/** Never throws for what the change holds or the gate runs into: that is a report with exit code 3. */
function evaluate(inputs: Result<Inputs>, cwd: string): Evaluation {
  if (!inputs.ok)
    return { revisions: inputs, report: gate({ revisions: inputs, directory: '', date: new Date().toISOString().slice(0, 10) }) };
  try {
    const revisions = revisionsOf(inputs.value, cwd);
    return { revisions, report: gate(requestOf(inputs.value, revisions, cwd)) };
  } catch (error) {
    const revisions = failureOf(error);
    return { revisions, report: gate(requestOf(inputs.value, revisions, cwd)) };
  }
}

/** Source lines are a comfort: where they cannot be read the report does without. */
function lineReader(report: Report, revisions: Result<Revisions>): Publication['readLine'] {
  const none = (): undefined => undefined;
  if (!revisions.ok) return none;
  try {
    return sourceLines(report, revisions.value.head);
  } catch {
    return none;
  }
}

const SAFE_INPUTS: Inputs = { checkRun: false, comment: false, workingDirectory: '' };

async function run(): Promise<void> {
  const inputs = readInputs();
  const { workingDirectory } = inputs.ok ? inputs.value : SAFE_INPUTS;
  const cwd = path.resolve(process.env['GITHUB_WORKSPACE'] ?? '.', workingDirectory);
  const { report, revisions } = evaluate(inputs, cwd);
  process.exitCode = report.exitCode;
  await publish({ report, inputs: inputs.ok ? inputs.value : SAFE_INPUTS, readLine: lineReader(report, revisions) });
}

try {
  await run();
} catch (error) {
  process.exitCode = process.exitCode === undefined || process.exitCode === 0 ? 3 : process.exitCode;
  process.stdout.write(
    workflowCommands([{ severity: 'error', title: 'Schema Gate: could not evaluate', message: foreign(causes(error), 4000), at: null }]),
  );
  const counts = { errors: 0, warnings: 0, notices: 0, undecided: 0 };
  await attempt('The outputs', () => setOutputs({ result: 'not-evaluated', counts, versionBump: 'none' }, ''));
}
