import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import * as core from '@actions/core';
import { context, getOctokit } from '@actions/github';
import type { Location } from '../plan/model.ts';
import { writeCheckRun } from '../report/check-run.ts';
import { writeComment } from '../report/comment.ts';
import { foreign, inert } from '../report/foreign.ts';
import { annotationsOf, workflowCommands, type Annotation } from '../report/github.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { retrying } from '../report/retry.ts';
import { renderText } from '../report/text.ts';
import { pullRequestOf } from './event.ts';
import type { Inputs } from './inputs.ts';

/** What the sinks need beside the report. */
export interface Publication {
  readonly report: Report;
  readonly inputs: Pick<Inputs, 'token' | 'checkRun' | 'comment' | 'environment' | 'workingDirectory'>;
  readonly readLine: (location: Location) => string | undefined;
}

const LOG_WIDTH = 110;
/** "Each step is restricted to a maximum size of 1MiB" (GitHub Docs, job summaries). */
const SUMMARY_LIMIT = { units: 1024 * 1024, bytes: 1024 * 1024 };

/** Everything but the exit code is best effort: a sink that fails costs one line in the log. */
export async function attempt(what: string, write: () => void | Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    say(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A line of the log. What it quotes is made visible, so that it stays one line and starts no workflow command. */
function say(line: string): void {
  core.info(inert(`Schema Gate: ${foreign(line, 1000)}`));
}

function linkTo({ head }: Report): ((location: Location) => string) | undefined {
  const commit = head.commit ?? context.sha;
  const repository = process.env['GITHUB_REPOSITORY'];
  if (repository === undefined || !commit) return undefined;
  const root = `${context.serverUrl}/${repository}/blob/${commit}`;
  return ({ file, line }) => `${root}/${file.split('/').map(encodeURIComponent).join('/')}#L${line}`;
}

function writeReportFile(report: Report): string {
  const file = path.join(process.env['RUNNER_TEMP'] ?? tmpdir(), `schema-gate-report-${process.pid}.json`);
  writeFileSync(file, renderJson(report));
  return file;
}

/** Sets the Action's outputs; `file` is the report file's path. */
export function setOutputs(report: Pick<Report, 'result' | 'counts' | 'versionBump'>, file: string): void {
  core.setOutput('result', report.result);
  core.setOutput('errors', report.counts.errors);
  core.setOutput('warnings', report.counts.warnings);
  core.setOutput('report-file', file);
  core.setOutput('version-bump', report.versionBump);
}

async function annotate({ report, inputs }: Publication, link: ReturnType<typeof linkTo>): Promise<void> {
  let left: readonly Annotation[] = annotationsOf(report);
  await attempt('The check run', async () => {
    left = await annotateByCheckRun(report, inputs, link);
  });
  process.stdout.write(workflowCommands(left));
}

/** One finding, one channel: gives back what the check run does not carry. */
async function annotateByCheckRun(
  report: Report,
  { token, checkRun }: Publication['inputs'],
  link: ReturnType<typeof linkTo>,
): Promise<readonly Annotation[]> {
  const all = annotationsOf(report);
  if (!checkRun) return all;
  if (token === undefined) {
    say('no check run without a token; findings are annotated by workflow commands.');
    return all;
  }
  const headSha = pullRequestOf(context.payload)?.headSha ?? report.head.commit ?? context.sha;
  const target = { ...context.repo, headSha };
  const outcome = await writeCheckRun(getOctokit(token), target, report, retrying(wait), link ? { linkTo: link } : {});
  if (!outcome.written) say(`no check run, ${outcome.reason}; findings are annotated by workflow commands.`);
  else if (outcome.problem !== null) say(outcome.problem);
  return outcome.left;
}

async function comment({ report, inputs }: Publication, link: ReturnType<typeof linkTo>): Promise<void> {
  const pullRequest = pullRequestOf(context.payload);
  if (pullRequest === null) return say('no comment, since this run belongs to no pull request.');
  if (inputs.token === undefined) return say('no comment without a token.');
  const key = [context.workflow, context.job, inputs.workingDirectory, inputs.environment ?? ''];
  const target = { ...context.repo, pullRequest: pullRequest.number, key };
  const outcome = await writeComment(getOctokit(inputs.token), target, report, retrying(wait), link ? { linkTo: link } : {});
  if (!outcome.written) say(`no comment, ${outcome.reason}.`);
}

/** Shows a report everywhere a run shows something: log, outputs, report file, annotations, job summary, comment. */
export async function publish(publication: Publication): Promise<void> {
  const { report, readLine } = publication;
  const link = linkTo(report);
  await attempt('The text report', () => {
    process.stdout.write(renderText(report, { color: true, width: LOG_WIDTH, readLine }));
  });
  let file = '';
  await attempt('The report file', () => {
    file = writeReportFile(report);
  });
  await attempt('The outputs', () => setOutputs(report, file));
  await attempt('The annotations', () => annotate(publication, link));
  await attempt('The job summary', async () => {
    await core.summary.addRaw(renderMarkdown(report, { limit: SUMMARY_LIMIT, ...(link ? { linkTo: link } : {}) })).write();
  });
  if (publication.inputs.comment) await attempt('The comment', () => comment(publication, link));
}
