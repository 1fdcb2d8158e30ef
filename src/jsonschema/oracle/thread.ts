import { MessageChannel, type MessagePort, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { Job, Reply, WorkerStart } from './protocol.ts';

/** What came of a job: a reply, or the worker ended before it gave one. */
export type Outcome =
  | { readonly kind: 'replied'; readonly reply: Reply }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'out-of-memory' };

export interface ThreadLimits {
  /** How long one job may take. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** How long the worker may take to load, apart from any job. */
const START_MS = 60_000;

/** From the sources (tests, tsx) the worker is the one that the build last made. */
const WORKER_URL = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/oracle.js' : './oracle.js', import.meta.url);

/**
 * A worker thread that answers one job at a time while the caller waits. It has no environment variables, and what it prints goes nowhere.
 * After any outcome but a reply it is of no more use.
 */
export class WorkerThread {
  readonly #timeoutMs: number;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #counter = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #stopped = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #seen = 0;

  /** Starts the thread and waits until it has loaded. Throws where it cannot be started. */
  constructor({ timeoutMs, memoryMb }: ThreadLimits) {
    this.#timeoutMs = timeoutMs;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: WorkerStart = { role: 'watch', port: port2, counter: this.#counter, stopped: this.#stopped, memoryMb };
    this.#worker = new Worker(WORKER_URL, { workerData, transferList: [port2], env: {}, execArgv: [], stdout: true, stderr: true });
    // A worker that cannot be loaded is noticed below; its error event comes too late to be of use.
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
    this.#port.unref();
    if (this.#wait(START_MS) === 'signalled') return;
    this.end();
    throw new Error(`the validator thread ${WORKER_URL.pathname} could not be started; build it with: npm run build`);
  }

  /** Has a job done. */
  ask(job: Job): Outcome {
    this.#port.postMessage(job);
    const end = this.#wait(this.#timeoutMs);
    if (end === 'timeout') return { kind: 'timeout' };
    if (end === 'stopped') return { kind: 'out-of-memory' };
    const received: { readonly message: Reply } | undefined = receiveMessageOnPort(this.#port);
    if (received === undefined) throw new Error('the validator thread signalled without a reply');
    return { kind: 'replied', reply: received.message };
  }

  /** Ends the thread, whatever it is doing. */
  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }

  #wait(limitMs: number): 'signalled' | 'timeout' | 'stopped' {
    if (!waitForChange(this.#counter, this.#seen, limitMs)) return 'timeout';
    this.#seen = Atomics.load(this.#counter, 0);
    return Atomics.load(this.#stopped, 0) === 1 ? 'stopped' : 'signalled';
  }
}

/**
 * Waits until the counter's first element differs from what was seen; false where the time runs out first. A late notification of an earlier change may
 * wake the wait for the next one, so that being woken proves nothing.
 */
export function waitForChange(counter: Int32Array, seen: number, limitMs: number): boolean {
  const deadline = performance.now() + limitMs;
  while (Atomics.load(counter, 0) === seen) {
    const left = deadline - performance.now();
    if (left <= 0) return false;
    Atomics.wait(counter, 0, seen, left);
  }
  return true;
}
