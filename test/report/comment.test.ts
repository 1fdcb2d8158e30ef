import { getOctokit } from '@actions/github';
import { afterEach, describe, expect, test } from 'vitest';
import { writeComment } from '../../src/report/comment.ts';
import type { Report } from '../../src/report/report.ts';
import { retrying } from '../../src/report/retry.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../harness/github.ts';
import { exampleFinding, exampleReport } from './example-report.ts';

const target = { owner: 'acme', repo: 'plans', pullRequest: 7, key: ['plans', 'schema-gate', '', ''] };
const clean = exampleReport({
  result: 'passed',
  exitCode: 0,
  verdict: 'Passed',
  findings: [],
  counts: { errors: 0, warnings: 0, notices: 0, undecided: 0 },
});
const open: GitHub[] = [];

async function start(
  options: GitHubOptions = {},
): Promise<{ gitHub: GitHub; write: (report: Report, key?: string[]) => ReturnType<typeof writeComment> }> {
  const gitHub = await startGitHub(options);
  open.push(gitHub);
  const client = getOctokit(gitHub.token, { baseUrl: gitHub.url });
  const retry = retrying(() => Promise.resolve());
  return { gitHub, write: (report, key = target.key) => writeComment(client, { ...target, key }, report, retry) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((gitHub) => gitHub.close()));
});

describe('writeComment', () => {
  test('says nothing on a clean pull request', async () => {
    const { gitHub, write } = await start();
    expect(await write(clean)).toEqual({ written: true, action: 'not-needed' });
    expect(gitHub.comments).toEqual([]);
  });

  test('makes one comment, keeps it up to date and turns it green', async () => {
    const { gitHub, write } = await start();
    expect(await write(exampleReport())).toEqual({ written: true, action: 'created' });
    expect(await write(exampleReport())).toEqual({ written: true, action: 'updated' });
    expect(gitHub.comments[0]?.body).toMatch(/^<!-- schema-gate:[0-9a-f]{16} -->\n### ❌ Blocked/);
    expect(await write(clean)).toEqual({ written: true, action: 'updated' });
    expect(gitHub.comments).toHaveLength(1);
    expect(gitHub.comments[0]?.body).toContain('### ✅ Passed');
  });

  test('finds its own among hundreds', async () => {
    const { gitHub, write } = await start();
    gitHub.comments.push(...Array.from({ length: 250 }, (_, id) => ({ id, body: `comment ${id}`, author: 'User' as const })));
    await write(exampleReport());
    gitHub.comments.unshift({ id: 999, body: 'later', author: 'User' });
    expect(await write(exampleReport())).toEqual({ written: true, action: 'updated' });
    expect(gitHub.comments).toHaveLength(252);
  });

  test("never edits a stranger's comment that copies the marker, nor another gate's", async () => {
    const { gitHub, write } = await start();
    await write(exampleReport());
    const body = gitHub.comments[0]?.body ?? '';
    gitHub.comments.splice(0, 1, { id: 1, body, author: 'User' });
    expect(await write(exampleReport())).toEqual({ written: true, action: 'created' });
    expect(await write(exampleReport(), ['plans', 'another job', '', ''])).toEqual({ written: true, action: 'created' });
    expect(gitHub.comments.map(({ author }) => author)).toEqual(['User', 'Bot', 'Bot']);
  });

  test('fits into a comment', async () => {
    const { write } = await start();
    const findings = Array.from({ length: 500 }, () => exampleFinding());
    expect(await write(exampleReport({ findings }))).toEqual({ written: true, action: 'created' });
  });

  test('a read-only token costs a line', async () => {
    const { write } = await start({ permissions: {} });
    const outcome = await write(exampleReport());
    expect(outcome.written ? '' : outcome.reason).toContain('pull-requests: write');
  });
});
