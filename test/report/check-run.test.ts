import { getOctokit } from '@actions/github';
import { afterEach, describe, expect, test } from 'vitest';
import { CHECK_RUN_NAME, writeCheckRun, type CheckRunOutcome } from '../../src/report/check-run.ts';
import { retrying } from '../../src/report/retry.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../harness/github.ts';
import { exampleFinding, exampleReport } from './example-report.ts';
import { hostileReport } from './hostile.ts';

const target = { owner: 'acme', repo: 'plans', headSha: 'a'.repeat(40) };
const open: GitHub[] = [];

async function start(
  options: GitHubOptions = {},
): Promise<{ gitHub: GitHub; pauses: number[]; write: (report: Parameters<typeof writeCheckRun>[2]) => ReturnType<typeof writeCheckRun> }> {
  const gitHub = await startGitHub(options);
  open.push(gitHub);
  const pauses: number[] = [];
  const retry = retrying((ms) => {
    pauses.push(ms);
    return Promise.resolve();
  });
  const client = getOctokit(gitHub.token, { baseUrl: gitHub.url });
  return { gitHub, pauses, write: (report) => writeCheckRun(client, target, report, retry) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((gitHub) => gitHub.close()));
});

const reasonOf = (outcome: CheckRunOutcome): string => (outcome.written ? '' : outcome.reason);

const many = (count: number) =>
  exampleReport({ findings: Array.from({ length: count }, (_, index) => exampleFinding({ path: `properties.p${index}` })) });

describe('writeCheckRun', () => {
  test('writes one run with annotations and the conclusion last', async () => {
    const { gitHub, write } = await start();
    const title = 'plan/event-removed: Wishlist Viewed';
    expect(await write(exampleReport())).toMatchObject({ written: true, left: [{ title, at: null }], problem: null });
    const [run] = gitHub.checkRuns;
    expect(run).toMatchObject({
      name: CHECK_RUN_NAME,
      head_sha: target.headSha,
      status: 'completed',
      conclusion: 'failure',
      title: 'Blocked: 2 errors, 1 warning in 3 events',
    });
    expect(run?.summary).toMatch(/^### ❌ Blocked/);
    expect(run?.annotations.map((annotation) => annotation.annotation_level)).toEqual(['failure', 'failure', 'notice', 'notice', 'notice']);
    expect(run?.annotations[0]).toMatchObject({
      path: 'plans/properties.yaml',
      start_line: 14,
      end_line: 14,
      start_column: 13,
      end_column: 18,
    });
    expect(gitHub.requests).toEqual(['checks/create 201', 'checks/update 200']);
  });

  test('gives columns only on one line, as GitHub demands', async () => {
    const { gitHub, write } = await start();
    const head = { file: 'plans/wishlist.yaml', line: 4, column: 5, endLine: 9, endColumn: 1 };
    await write(exampleReport({ findings: [exampleFinding({ locations: { head } })] }));
    expect(gitHub.checkRuns[0]?.annotations[0]).toMatchObject({ start_line: 4, end_line: 9 });
    expect(gitHub.checkRuns[0]?.annotations[0]).not.toHaveProperty('start_column');
  });

  test('sends fifty annotations a request, in order', async () => {
    const { gitHub, write } = await start();
    await write(many(120));
    expect(gitHub.requests).toEqual(['checks/create 201', 'checks/update 200', 'checks/update 200', 'checks/update 200']);
    expect(gitHub.checkRuns[0]?.annotations.map(({ title }) => title?.split(' ')[1])).toEqual(
      Array.from({ length: 120 }, (_, index) => `properties.p${index}`),
    );
  });

  test('leaves to the other channel what stands on no line, and what is too much', async () => {
    const { write } = await start();
    const failures = [{ kind: 'evaluation', message: 'm', hint: 'h' }] as const;
    const some = await write(exampleReport({ failures, findings: [exampleFinding()] }));
    expect(some.left.map(({ title }) => title)).toEqual(['Schema Gate: could not evaluate']);
    expect((await write(many(1003))).left).toHaveLength(3);
  });

  test('a long report still fits', async () => {
    const { gitHub, write } = await start();
    expect((await write(many(900))).written).toBe(true);
    expect(gitHub.checkRuns[0]?.summary.length).toBeLessThanOrEqual(65_535);
    expect((await write(hostileReport(`@x|\`\n${'長'.repeat(30_000)}`))).written).toBe(true);
  });

  test.each([
    [exampleReport({ result: 'passed', exitCode: 0, counts: { errors: 0, warnings: 2, notices: 0, undecided: 0 } }), 'success'],
    [exampleReport({ result: 'passed', exitCode: 0, failOn: 'never' }), 'neutral'],
    [exampleReport({ result: 'not-evaluated', exitCode: 3, findings: [] }), 'failure'],
    [exampleReport({ result: 'misconfigured', exitCode: 2, findings: [] }), 'failure'],
  ])('concludes %#: %s', async (report, conclusion) => {
    const { gitHub, write } = await start();
    await write(report);
    expect(gitHub.checkRuns[0]?.conclusion).toBe(conclusion);
  });

  test('a token that may not write is no accident: nothing is tried again, everything is left', async () => {
    const { pauses, write } = await start({ permissions: {} });
    const outcome = await write(exampleReport());
    expect(reasonOf(outcome)).toContain('checks: write');
    expect(outcome.left).toHaveLength(6);
    expect(pauses).toEqual([]);
  });

  test('a passing fault is tried again', async () => {
    const { gitHub, pauses, write } = await start({
      faults: [
        { operation: 'checks/create', status: 502 },
        { operation: 'checks/update', status: 403, message: 'You have exceeded a secondary rate limit.', headers: { 'retry-after': '7' } },
      ],
    });
    expect(await write(many(1))).toEqual({ written: true, left: [], problem: null });
    expect(pauses).toEqual([1000, 7000]);
    expect(gitHub.checkRuns[0]?.conclusion).toBe('failure');
  });

  test('gives up after three more tries', async () => {
    const { gitHub, write } = await start({ faults: [{ operation: 'checks/create', status: 503, times: 9 }] });
    expect(reasonOf(await write(exampleReport()))).toContain('503');
    expect(gitHub.requests).toEqual(Array.from({ length: 4 }, () => 'checks/create 503'));
  });

  test('a batch that fails for good leaves the rest, and the run is completed all the same', async () => {
    const { gitHub, write } = await start({ faults: [{ operation: 'checks/update', status: 500, times: 4 }] });
    const outcome = await write(many(120));
    expect(outcome.written ? outcome.problem : '').toContain('50 of 120');
    expect(outcome.left).toHaveLength(70);
    expect(gitHub.checkRuns[0]?.conclusion).toBe('failure');
  });

  test('a server that cannot be reached costs a line', async () => {
    const { gitHub, write } = await start();
    await gitHub.close();
    expect(reasonOf(await write(exampleReport()))).not.toBe('');
  });
});
