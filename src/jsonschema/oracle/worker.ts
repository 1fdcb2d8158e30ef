/**
 * The threads in which foreign validators run; the build makes dist/oracle.js of this file. The one that works can be ended at any time and only ever
 * sees texts. The one that watches it tells when it is gone: the thread that waits for a reply cannot be told by an event.
 */
import { Worker, workerData } from 'node:worker_threads';
import type { Job, WorkerStart } from './protocol.ts';

function watch({ port, counter, stopped, memoryMb }: WorkerStart & { readonly role: 'watch' }): void {
  const start: WorkerStart = { role: 'work', port, counter };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: start,
    transferList: [port],
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  // The exit follows.
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    Atomics.store(stopped, 0, 1);
    signal(counter);
  });
}

async function work({ port, counter }: WorkerStart & { readonly role: 'work' }): Promise<void> {
  const { replyTo } = await import('./jobs.ts');
  port.on('message', (job: Job) => {
    void replyTo(job).then((reply) => {
      port.postMessage(reply);
      signal(counter);
    });
  });
  signal(counter);
}

function signal(counter: Int32Array): void {
  Atomics.add(counter, 0, 1);
  Atomics.notify(counter, 0);
}

function isStart(value: unknown): value is WorkerStart {
  return typeof value === 'object' && value !== null && 'role' in value && (value.role === 'watch' || value.role === 'work');
}

const start: unknown = workerData;
if (!isStart(start)) throw new TypeError('this file runs as a thread of the gate only');
if (start.role === 'watch') watch(start);
else await work(start);
