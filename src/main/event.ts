/** The parts of a pull request that the sinks need. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** The pull request of a GitHub event; null where there is none, or its parts are not what GitHub documents. */
export function pullRequestOf(payload: unknown): PullRequest | null {
  const pullRequest = member(payload, 'pull_request');
  const number = member(pullRequest, 'number');
  const headSha = member(member(pullRequest, 'head'), 'sha');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return null;
  return typeof headSha === 'string' && /^[0-9a-f]{40,64}$/.test(headSha) ? { number, headSha } : null;
}
