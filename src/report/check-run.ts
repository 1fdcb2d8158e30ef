import type { getOctokit } from '@actions/github';
import { shorten } from '../rules/excerpt.ts';
import { visible } from './foreign.ts';
import { annotationsOf, type Annotation } from './github.ts';
import { renderMarkdown, type MarkdownOptions } from './markdown.ts';
import type { Report } from './report.ts';
import { refusal, type Retrying } from './retry.ts';

export type GitHubClient = ReturnType<typeof getOctokit>;

/** The check run's name. It is not the job's name: only the job can be made required. */
export const CHECK_RUN_NAME = 'Schema Gate report';

export interface CheckRunTarget {
  readonly owner: string;
  readonly repo: string;
  /** The pull request's head commit, never its test merge: a check run on that is shown nowhere. */
  readonly headSha: string;
}

/** What became of the check run. `left` are the annotations that it does not carry, for the other channel. */
export type CheckRunOutcome =
  | { readonly written: true; readonly left: readonly Annotation[]; readonly problem: string | null }
  | { readonly written: false; readonly left: readonly Annotation[]; readonly reason: string };

/** Annotations a request may carry (Checks API). */
const BATCH = 50;
/** Twenty requests; nobody reads more annotations than that, and the report holds every finding. */
const MAX_ANNOTATIONS = 1000;
const MAX_TITLE = 255;
/** `output.summary` of the Checks API. */
const SUMMARY_LIMIT = { units: 65_535, bytes: 65_535 };
const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

type Placed = Annotation & { readonly at: NonNullable<Annotation['at']> };

function isPlaced(annotation: Annotation): annotation is Placed {
  return annotation.at !== null;
}

function payloadOf({ severity, title, message, at }: Placed) {
  return {
    path: at.file,
    start_line: at.line,
    end_line: at.endLine,
    annotation_level: LEVELS[severity],
    title,
    message,
    ...(at.columns ? { start_column: at.columns.start, end_column: at.columns.end } : {}),
  };
}

/** `neutral` is for findings that were asked not to block; what could not be judged is a failure. */
function conclusionOf(report: Report): 'success' | 'neutral' | 'failure' {
  if (report.result !== 'passed') return 'failure';
  return report.counts.errors > 0 ? 'neutral' : 'success';
}

function batchesOf(annotations: readonly Placed[]): Placed[][] {
  const batches: Placed[][] = [];
  for (let start = 0; start < annotations.length; start += BATCH) batches.push(annotations.slice(start, start + BATCH));
  return batches;
}

/** Writes the report as a check run: annotations in batches, one after the other, the conclusion last. Never throws for what GitHub answers. */
export async function writeCheckRun(
  client: GitHubClient,
  target: CheckRunTarget,
  report: Report,
  retry: Retrying,
  markdown: Pick<MarkdownOptions, 'linkTo'> = {},
): Promise<CheckRunOutcome> {
  const all = annotationsOf(report);
  const placed = all.filter(isPlaced).slice(0, MAX_ANNOTATIONS);
  const [first = [], ...further] = batchesOf(placed);
  const { owner, repo, headSha } = target;
  const title = shorten(visible(report.verdict), MAX_TITLE);
  const summary = renderMarkdown(report, { ...markdown, limit: SUMMARY_LIMIT });
  const done = new Set<Annotation>();
  const permission = 'the permission "checks: write"';

  let id: number;
  try {
    const output = { title, summary, annotations: first.map(payloadOf) };
    const created = await retry((signal) =>
      client.rest.checks.create({
        owner,
        repo,
        name: CHECK_RUN_NAME,
        head_sha: headSha,
        status: 'in_progress',
        output,
        request: { signal },
      }),
    );
    id = created.data.id;
    for (const annotation of first) done.add(annotation);
  } catch (error) {
    return { written: false, left: all, reason: refusal(error, permission) };
  }

  let problem: string | null = null;
  try {
    for (const batch of further) {
      const output = { title, summary, annotations: batch.map(payloadOf) };
      await retry((signal) => client.rest.checks.update({ owner, repo, check_run_id: id, output, request: { signal } }));
      for (const annotation of batch) done.add(annotation);
    }
  } catch (error) {
    problem = `Only ${done.size} of ${placed.length} annotations are in the check run: ${refusal(error, permission)}.`;
  }
  try {
    const conclusion = conclusionOf(report);
    await retry((signal) =>
      client.rest.checks.update({ owner, repo, check_run_id: id, status: 'completed', conclusion, request: { signal } }),
    );
  } catch (error) {
    problem = `The check run could not be completed: ${refusal(error, permission)}.`;
  }
  return { written: true, left: all.filter((annotation) => !done.has(annotation)), problem };
}
