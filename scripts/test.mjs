// Everything there is to check, cheapest first; all checks run, and the last lines say which failed.
//   npm test                     all
//   npm test -- types lint       only these
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildInto, root } from './build.mjs';

/** @type {Record<string, { fix: string, run: () => boolean | Promise<boolean> }>} */
const checks = {
  dist: { fix: 'npm run build, and commit dist/', run: distIsFresh },
  docs: { fix: 'npm run docs, and commit what it wrote', run: () => runTool('tsx', 'scripts/docs.ts', '--check') },
  types: { fix: 'mend what tsc names above', run: () => runTool('tsc', '--noEmit') },
  lint: { fix: 'mend what oxlint names above', run: () => runTool('oxlint', '--deny-warnings') },
  format: { fix: 'npm run format', run: () => runTool('oxfmt', '--check') },
  tests: { fix: 'npx vitest run FILE shows one file', run: () => runTool('vitest', 'run') },
};

function runTool(name, ...args) {
  const tool = path.join(root, 'node_modules', '.bin', name);
  const { status, error } = spawnSync(tool, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined) console.error(`${name} could not be started (npm ci installs it): ${error.message}`);
  return status === 0;
}

/** Whether a build of the sources gives the committed dist/, byte by byte. */
async function distIsFresh() {
  const folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-dist-'));
  try {
    await buildInto(folder);
    const differences = differencesBetween(folder, path.join(root, 'dist'));
    for (const difference of differences) console.error(difference);
    return differences.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function differencesBetween(built, committed) {
  const names = [...new Set([...readdirSync(built), ...namesIn(committed)])].toSorted();
  return names.flatMap((name) => {
    const [expected, actual] = [built, committed].map((folder) => contentOf(path.join(folder, name)));
    if (actual === undefined) return [`dist/${name} is missing`];
    if (expected === undefined) return [`dist/${name} is not made by the build`];
    if (!expected.bytes.equals(actual.bytes)) return [`dist/${name} differs from what the sources give`];
    return expected.executable === actual.executable ? [] : [`dist/${name} should ${expected.executable ? '' : 'not '}be executable`];
  });
}

function namesIn(folder) {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

function contentOf(file) {
  const status = statSync(file, { throwIfNoEntry: false });
  return status && { bytes: readFileSync(file), executable: (status.mode & 0o100) !== 0 };
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`There is no check called ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}.`);
  process.exit(2);
}

const results = [];
for (const [name, { fix, run }] of Object.entries(checks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`\n── ${name}`);
  const start = performance.now();
  const passed = await Promise.resolve(run()).catch((/** @type {unknown} */ error) => {
    console.error(error);
    return false;
  });
  results.push({ name, fix, passed, seconds: ((performance.now() - start) / 1000).toFixed(1) });
}

console.error(`\nNode ${process.versions.node}`);
for (const { name, fix, passed, seconds } of results) {
  console.error(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(7)} ${seconds.padStart(6)} s${passed ? '' : `   to mend it: ${fix}`}`);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
