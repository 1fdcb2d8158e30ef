// Bundles src/ into dist/, which is committed: a runner starts dist/main.js without installing anything.
//   node scripts/build.mjs [--out DIR]
// The same sources and lock file give the same bytes on every machine and Node version; the freshness check relies on it.
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { licenceList } from './licences.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

// The oracle is a bundle of its own: its worker is ended and started anew, and loads nothing that it does not need.
const bundles = {
  oracle: { oracle: 'src/jsonschema/oracle/worker.ts' },
  shared: { main: 'src/main.ts', cli: 'src/cli.ts' },
};
const executables = new Set(['cli.js']);

/**
 * Bundles those of the entries that exist.
 * @param {string} prefix what the names of its shared parts begin with
 * @param {Record<string, string>} entries source file by name
 * @returns {Promise<{files: Map<string, string>, modules: string[]}>} the files by name, and what they are made of
 */
async function bundle(prefix, entries) {
  const files = new Map();
  const modules = [];
  const input = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))));
  for (const [name, file] of Object.entries(entries)) {
    if (!Object.hasOwn(input, name)) console.error(`build: there is no ${file}, dist/${name}.js is left out`);
  }
  if (Object.keys(input).length === 0) return { files, modules };
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    transform: { target: 'node20' },
    resolve: {
      alias: {
        'json-schema-ref-parser': path.join(root, 'scripts/stubs/json-schema-ref-parser.cjs'),
        // Its main file is UMD, whose `require` no bundler can follow.
        'jsonc-parser': path.join(root, 'node_modules/jsonc-parser/lib/esm/main.js'),
      },
    },
    onLog: failOnWarnings,
  });
  const { output } = await build.generate({
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${prefix}-[name].js`,
    comments: false,
  });
  await build.close();
  for (const chunk of output) {
    files.set(chunk.fileName, chunk.type === 'chunk' ? withShebang(chunk) : chunk.source);
    if (chunk.type === 'chunk') modules.push(...chunk.moduleIds);
  }
  return { files, modules };
}

// `eval` and the like inside a dependency are its own affair; everything else a bundler warns of breaks at run time.
const harmless = new Set(['EVAL', 'PLUGIN_TIMINGS', 'COMMONJS_VARIABLE_IN_ESM']);

function failOnWarnings(level, log, handle) {
  if (level === 'warn' && !harmless.has(log.code)) handle('error', log);
  else if (level === 'warn') return;
  else handle(level, log);
}

function withShebang(chunk) {
  const code = chunk.code.endsWith('\n') ? chunk.code : `${chunk.code}\n`;
  return executables.has(chunk.fileName) && !code.startsWith('#!') ? `#!/usr/bin/env node\n${code}` : code;
}

/** Writes a file in one step, so that a process that reads dist/ meanwhile never sees half of it. */
async function replaceFile(file, content) {
  const mode = executables.has(path.basename(file)) ? 0o755 : 0o644;
  const old = await readFile(file, 'utf8').catch(() => undefined);
  if (old !== content) {
    const temporary = `${file}.${process.pid}.tmp`;
    await writeFile(temporary, content);
    await rename(temporary, file);
  }
  await chmod(file, mode);
}

/**
 * Builds into a folder and removes from it what an earlier build left there.
 * @param {string} folder
 * @returns {Promise<string[]>} the names of the files, in order
 */
export async function buildInto(folder) {
  const files = new Map([['package.json', '{ "type": "module" }\n']]);
  const modules = [];
  for (const [prefix, entries] of Object.entries(bundles)) {
    const made = await bundle(prefix, entries);
    for (const [name, content] of made.files) files.set(name, content);
    modules.push(...made.modules);
    await writeAll(folder, made.files);
  }
  files.set('licenses.txt', await licenceList(modules));
  await writeAll(folder, files);
  const stale = (await readdir(folder)).filter((name) => !files.has(name) && !name.endsWith('.tmp'));
  await Promise.all(stale.map((name) => rm(path.join(folder, name), { force: true })));
  return [...files.keys()].toSorted();
}

async function writeAll(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) await replaceFile(path.join(folder, name), content);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(root, 'dist') } } });
  const names = await buildInto(path.resolve(values.out));
  console.error(`build: ${names.length} files in ${path.relative(process.cwd(), path.resolve(values.out)) || '.'}: ${names.join(', ')}`);
}
