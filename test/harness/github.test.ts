import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub } from './github.ts';

const repository = { owner: 'acme', repo: 'plans' };
const annotation = { path: 'a.json', start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: 'm' };
const run = { ...repository, name: 'gate', head_sha: 'a'.repeat(40) };

let gitHub: GitHub;
beforeEach(async () => {
  gitHub = await startGitHub();
});
afterEach(async () => {
  await gitHub.close().catch(() => undefined);
});

async function statusOf(route: string, body: Record<string, unknown>): Promise<unknown> {
  try {
    return (await getOctokit(gitHub.token, { baseUrl: gitHub.url }).request(route, body)).status;
  } catch (error) {
    return error instanceof Error && 'status' in error ? error.status : error;
  }
}

const CREATE = 'POST /repos/{owner}/{repo}/check-runs';
const COMMENT = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const output = (change: object) => ({ ...run, output: { title: 't', summary: 's', ...change } });

describe("the double of GitHub's API", () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['fifty annotations', CREATE, output({ annotations: Array.from({ length: 50 }, () => annotation) })],
    ['a summary of 65,535 characters', CREATE, output({ summary: 'x'.repeat(65_535) })],
    ['a comment of 65,536 characters', COMMENT, { ...repository, issue_number: 1, body: 'x'.repeat(65_536) }],
  ])('takes %s', async (_, route, body) => {
    expect(await statusOf(route, body)).toBe(201);
    expect(gitHub.invalid).toEqual([]);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['51 annotations', CREATE, output({ annotations: Array.from({ length: 51 }, () => annotation) })],
    ['a run without head_sha', CREATE, { ...repository, name: 'gate' }],
    ['an annotation without end_line', CREATE, output({ annotations: [{ ...annotation, end_line: undefined }] })],
    ['the level "error"', CREATE, output({ annotations: [{ ...annotation, annotation_level: 'error' }] })],
    ['the conclusion "failed"', CREATE, { ...run, status: 'completed', conclusion: 'failed' }],
    ['a summary of 65,536 characters', CREATE, output({ summary: 'x'.repeat(65_536) })],
    ['an output without summary', CREATE, { ...run, output: { title: 't' } }],
    ['a title of 256 characters', CREATE, output({ annotations: [{ ...annotation, title: 'x'.repeat(256) }] })],
    ['columns over two lines', CREATE, output({ annotations: [{ ...annotation, end_line: 2, start_column: 1, end_column: 2 }] })],
    ['line 0', CREATE, output({ annotations: [{ ...annotation, start_line: 0 }] })],
    ['a comment of 65,537 characters', COMMENT, { ...repository, issue_number: 1, body: 'x'.repeat(65_537) }],
    [
      'an unknown query parameter',
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { ...repository, issue_number: 1, colour: 'red' },
    ],
  ])('refuses %s, and says so when it is closed', async (_, route, body) => {
    expect(await statusOf(route, body)).toBe(422);
    await expect(gitHub.close()).rejects.toThrow('GitHub would have refused');
  });

  test('knows a wrong token', async () => {
    const client = getOctokit('another', { baseUrl: gitHub.url });
    await expect(client.request(CREATE, run)).rejects.toThrow('Bad credentials');
  });
});
