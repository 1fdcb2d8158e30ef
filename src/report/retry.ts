/** Calls GitHub, and again after a pause where the failure may pass. */
export type Retrying = <T>(request: (signal: AbortSignal) => Promise<T>) => Promise<T>;

const PAUSES_MS = [1000, 3000, 9000];
const MAX_PAUSE_MS = 30_000;
/** All pauses of one piece of work together; a job must not stand still for a report. */
const PATIENCE_MS = 60_000;
const REQUEST_TIMEOUT_MS = 20_000;

/** The parts of Octokit's RequestError that say what to do next; a network failure has no status. */
interface Failed {
  readonly status: number | undefined;
  readonly message: string;
  readonly retryAfter: string | undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function failed(error: unknown): Failed {
  const status = member(error, 'status');
  const retryAfter = member(member(member(error, 'response'), 'headers'), 'retry-after');
  return {
    status: typeof status === 'number' ? status : undefined,
    message: error instanceof Error ? error.message : String(error),
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
  };
}

/** GitHub says a secondary rate limit with 403 or 429 and a `retry-after` header or the words (REST docs, "Rate limits"). */
function mayPass({ status, message, retryAfter }: Failed): boolean {
  if (status === undefined || status >= 500 || status === 429) return true;
  return status === 403 && (retryAfter !== undefined || /secondary rate limit/i.test(message));
}

function pauseFor({ retryAfter }: Failed, attempt: number): number {
  const asked = Number(retryAfter) * 1000;
  const pause = Number.isFinite(asked) && asked > 0 ? asked : (PAUSES_MS[attempt] ?? MAX_PAUSE_MS);
  return Math.min(pause, MAX_PAUSE_MS);
}

/** Retries up to three times a request, and never pauses longer than a minute over all requests together. `wait` is the clock. */
export function retrying(wait: (ms: number) => Promise<void>, requestTimeoutMs = REQUEST_TIMEOUT_MS): Retrying {
  let patience = PATIENCE_MS;
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request(AbortSignal.timeout(requestTimeoutMs));
      } catch (error) {
        const failure = failed(error);
        const pause = pauseFor(failure, attempt);
        if (attempt >= PAUSES_MS.length || pause > patience || !mayPass(failure)) throw error;
        patience -= pause;
        await wait(pause);
      }
    }
  };
}

/** Why GitHub did not take something, in one line; `permission` names what the token needs. */
export function refusal(error: unknown, permission: string): string {
  const { status, message } = failed(error);
  const [line = ''] = message.split('\n');
  if (status === 403) return `the token may not: it needs ${permission}, which a pull request from a fork never has (GitHub: ${line})`;
  return status === undefined ? `GitHub could not be reached (${line})` : `GitHub answered ${status} (${line})`;
}
