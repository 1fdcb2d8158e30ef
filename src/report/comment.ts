import { createHash } from 'node:crypto';
import type { GitHubClient } from './check-run.ts';
import { renderMarkdown, type MarkdownOptions } from './markdown.ts';
import type { Report } from './report.ts';
import { refusal, type Retrying } from './retry.ts';

export interface CommentTarget {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
  /** What tells this gate from others on the same pull request: workflow, job, folder, environment. */
  readonly key: readonly string[];
}

export type CommentOutcome =
  | { readonly written: true; readonly action: 'created' | 'updated' | 'not-needed' }
  | { readonly written: false; readonly reason: string };

/** GitHub takes 65,536 characters; the marker needs some. */
const COMMENT_LIMIT = { units: 65_000, bytes: 250_000 };

/** Hashed, because the parts come from the workflow file of the pull request. */
function markerOf(key: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `<!-- schema-gate:${digest.slice(0, 16)} -->`;
}

function isClean(report: Report): boolean {
  return report.result === 'passed' && report.counts.errors + report.counts.warnings === 0;
}

/** The number of our own comment: it starts with the marker and a bot wrote it, since anyone may write the marker. */
async function findOwn(
  client: GitHubClient,
  { owner, repo, pullRequest }: CommentTarget,
  marker: string,
  signal: AbortSignal,
): Promise<number | null> {
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: pullRequest,
    per_page: 100,
    request: { signal },
  });
  for await (const { data } of pages) {
    const own = data.find((comment) => comment.user?.type === 'Bot' && comment.body?.startsWith(marker) === true);
    if (own) return own.id;
  }
  return null;
}

/**
 * Keeps one comment of the pull request up to date with the report: made at the first error or warning, edited from then on,
 * also when all is well again. Never throws for what GitHub answers.
 */
export async function writeComment(
  client: GitHubClient,
  target: CommentTarget,
  report: Report,
  retry: Retrying,
  markdown: Pick<MarkdownOptions, 'linkTo'> = {},
): Promise<CommentOutcome> {
  const { owner, repo, pullRequest } = target;
  const marker = markerOf(target.key);
  try {
    const own = await retry((signal) => findOwn(client, target, marker, signal));
    if (own === null && isClean(report)) return { written: true, action: 'not-needed' };
    const body = `${marker}\n${renderMarkdown(report, { ...markdown, limit: COMMENT_LIMIT })}`;
    if (own === null) {
      await retry((signal) => client.rest.issues.createComment({ owner, repo, issue_number: pullRequest, body, request: { signal } }));
      return { written: true, action: 'created' };
    }
    await retry((signal) => client.rest.issues.updateComment({ owner, repo, comment_id: own, body, request: { signal } }));
    return { written: true, action: 'updated' };
  } catch (error) {
    return { written: false, reason: refusal(error, 'the permission "pull-requests: write"') };
  }
}
