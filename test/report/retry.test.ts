import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { refusal, retrying } from '../../src/report/retry.ts';

/** An error as Octokit throws it. */
function answered(status: number, message = 'no', headers: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error(message), { status, response: { headers } });
}

/** Runs a request that always fails; gives the pauses it took. */
async function pausesOf(error: Error, requests = 1): Promise<number[]> {
  const pauses: number[] = [];
  const retry = retrying((ms) => {
    pauses.push(ms);
    return Promise.resolve();
  });
  const failing = async (): Promise<never> => {
    throw error;
  };
  for (let index = 0; index < requests; index += 1) await expect(retry(failing)).rejects.toBe(error);
  return pauses;
}

describe('retrying', () => {
  test.each([
    ['a server error', answered(500), [1000, 3000, 9000]],
    ['no network', new Error('fetch failed'), [1000, 3000, 9000]],
    ['too many requests', answered(429, 'slow down', { 'retry-after': '2' }), [2000, 2000, 2000]],
    ['a secondary rate limit', answered(403, 'You have exceeded a secondary rate limit'), [1000, 3000, 9000]],
    ['a long wait asked for', answered(403, 'wait', { 'retry-after': '3600' }), [30_000, 30_000]],
    ['a missing permission', answered(403, 'Resource not accessible by integration'), []],
    ['a refused request', answered(422), []],
  ])('%s', async (_, error, pauses) => {
    expect(await pausesOf(error)).toEqual(pauses);
  });

  test('loses patience after a minute over all requests', async () => {
    const pauses = await pausesOf(answered(500), 30);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(60_000);
  });

  test('ends a request that hangs', async () => {
    const retry = retrying(() => Promise.resolve(), 20);
    const hanging = (signal: AbortSignal): Promise<never> => once(signal, 'abort').then(() => Promise.reject(new Error('aborted')));
    await expect(retry(hanging)).rejects.toThrow('aborted');
  });
});

describe('refusal', () => {
  test('says what the token needs', () => {
    expect(refusal(answered(403, 'Resource not accessible by integration'), 'the permission "checks: write"')).toBe(
      'the token may not: it needs the permission "checks: write", which a pull request from a fork never has (GitHub: Resource not accessible by integration)',
    );
    expect(refusal(answered(404, 'Not Found\nmore'), '')).toBe('GitHub answered 404 (Not Found)');
    expect(refusal(new Error('fetch failed'), '')).toBe('GitHub could not be reached (fetch failed)');
  });
});
