// Figures, never asserted: cold start, size of dist/, and a plan of 1,000 events with none, 1 and 1,000 changed events.
//   npm run bench
// The ratios of one run can be compared, the milliseconds of two machines cannot.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../src/report/report.ts';
import { writePlan } from './plan.ts';

interface Run {
  /** Milliseconds to the first output, and to the end. */
  readonly first: number;
  readonly total: number;
  /** The most memory it held, in MB. */
  readonly peak: number;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-bench-'));
const probe = path.join(folder, 'peak.mjs');
const peakMark = 'peak memory in kB: ';

/** Runs Node on a program; `measureMemory` preloads a module that reports the peak at the end. */
function run(args: readonly string[], { env = process.env, measureMemory = false } = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, [...(measureMemory ? ['--import', probe] : []), ...args], { cwd: folder, env });
    let first = Number.POSITIVE_INFINITY;
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      first = Math.min(first, performance.now() - start);
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      first = Math.min(first, performance.now() - start);
      stderr += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const peak = Number(stderr.split(peakMark)[1] ?? Number.NaN) / 1024;
      resolve({ first, total: performance.now() - start, peak, code, stdout, stderr });
    });
  });
}

/** The quickest of several runs: the one that the rest of the machine disturbed least. */
async function quickest(times: number, key: 'first' | 'total', args: readonly string[], options = {}): Promise<Run> {
  let best = await run(args, options);
  for (let index = 1; index < times; index++) {
    const next = await run(args, options);
    if (next[key] < best[key]) best = next;
  }
  return best;
}

function print(label: string, value: string, note = ''): void {
  console.log(`${label.padEnd(46)} ${value.padStart(9)}   ${note}`.trimEnd());
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

async function coldStart(): Promise<void> {
  const empty = path.join(folder, 'empty.mjs');
  writeFileSync(empty, 'console.log()');
  const bare = await quickest(10, 'first', [empty]);
  print('an empty program, to its first line', ms(bare.first));
  const event = path.join(folder, 'event.json');
  writeFileSync(event, '{}');
  const env = {
    PATH: process.env['PATH'],
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: event,
    GITHUB_WORKSPACE: folder,
  };
  const programs: readonly (readonly string[])[] = [['main.js'], ['cli.js', '--version'], ['cli.js', 'demo']];
  for (const [file = '', ...args] of programs) {
    const { first } = await quickest(10, 'first', [path.join(dist, file), ...args], { env });
    print(`dist/${file} ${args.join(' ')}, to its first line`, ms(first), `${(first / bare.first).toFixed(1)} x the empty program`);
  }
}

function sizes(): void {
  const files = readdirSync(dist).map((name) => ({ name, size: statSync(path.join(dist, name)).size }));
  const total = files.reduce((sum, { size }) => sum + size, 0);
  print(
    'size of dist/',
    `${(total / 1e6).toFixed(2)} MB`,
    files.map(({ name, size }) => `${name} ${(size / 1e3).toFixed(0)} kB`).join(', '),
  );
}

async function largePlans(): Promise<void> {
  const base = path.join(folder, 'base');
  mkdirSync(base);
  writePlan(base, { events: 1000, changed: 0 });
  let one = Number.NaN;
  for (const changed of [0, 1, 1000]) {
    const head = path.join(folder, `head-${changed}`);
    mkdirSync(head);
    writePlan(head, { events: 1000, changed });
    const args = [path.join(dist, 'cli.js'), 'check', '--base-dir', base, '--head-dir', head, '--format', 'json'];
    const best = await quickest(3, 'total', args, { measureMemory: true });
    if (best.code !== 0 && best.code !== 1) throw new Error(`check ended with exit code ${best.code}: ${best.stderr}`);
    if (changed === 1) one = best.total;
    const { counts, result } = JSON.parse(best.stdout) as Report;
    const ratio = changed > 1 ? `, ${(best.total / one).toFixed(1)} x one changed event` : '';
    const found = `${result}, ${counts.errors} errors, ${counts.warnings} warnings, ${counts.undecided} undecided`;
    print(`1,000 RudderStack events, ${changed} changed`, ms(best.total), `${best.peak.toFixed(0)} MB at the most, ${found}${ratio}`);
  }
}

try {
  if (!existsSync(path.join(dist, 'cli.js'))) throw new Error('dist/cli.js is missing; npm run build makes it');
  writeFileSync(probe, `process.on('exit', () => process.stderr.write('${peakMark}' + process.resourceUsage().maxRSS));\n`);
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}, the quickest of several runs`);
  await coldStart();
  sizes();
  await largePlans();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
