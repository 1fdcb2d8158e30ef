import path from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { expect, test } from 'vitest';
import { filesBelow, readText } from './files.ts';

/** From the top of the house to its floor; an import goes down or stays on its level. */
const layers: readonly (readonly string[])[] = [
  ['main.ts', 'main', 'cli.ts', 'cli'],
  ['gate.ts', 'gate'],
  ['rules', 'report', 'policy', 'revision'],
  ['plan', 'formats', 'destinations', 'transformations'],
  ['jsonschema', 'version.ts'],
];

/** The stages between reading the revisions and printing the report: pure functions of their input. */
const pure = /^(gate\.ts|(gate|rules|policy|plan|formats|destinations|transformations|jsonschema)\/)/;
/** Runs foreign validators in a worker that it can end by the clock. */
const box = /^jsonschema\/oracle\//;
const pureBuiltins = new Set(['node:buffer', 'node:crypto', 'node:path', 'node:url', 'node:util']);
const impureGlobals = new Set(['process', 'fetch', 'performance', 'setTimeout', 'setInterval', 'XMLHttpRequest']);

interface Source {
  readonly file: string;
  readonly imports: readonly string[];
  /** Those of the imports that exist when the program runs; the others are of types only. */
  readonly loads: readonly string[];
  /** Uses of the clock, the environment or chance. */
  readonly impurities: readonly string[];
}

function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text, { lang: 'ts' });
  expect(errors, `src/${file} can be parsed`).toEqual([]);
  const imports: string[] = [];
  const loads: string[] = [];
  const impurities: string[] = [];
  const add = (source: { readonly value: unknown } | null, kind: 'type' | 'value'): void => {
    if (typeof source?.value !== 'string') return;
    imports.push(source.value);
    if (kind === 'value') loads.push(source.value);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind ?? 'value'),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind ?? 'value'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind ?? 'value'),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal') add(node.source, 'value');
      else impurities.push('an import whose name is computed');
    },
    TSImportType: (node) => add(node.source, 'type'),
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) impurities.push('new Date()');
    },
    MemberExpression: (node) => {
      const member =
        node.object.type === 'Identifier' && node.property.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : '';
      if (member === 'Date.now' || member === 'Math.random') impurities.push(member);
      if (node.object.type === 'Identifier' && impureGlobals.has(node.object.name)) impurities.push(node.object.name);
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && impureGlobals.has(node.callee.name)) impurities.push(node.callee.name);
    },
  }).visit(program);
  return { file, imports, loads, impurities };
}

/** Where the relative imports of a file lead, from src/. */
function edgesOf(from: string, specifiers: readonly string[]): { readonly from: string; readonly to: string }[] {
  const relative = specifiers.filter((specifier) => specifier.startsWith('.'));
  return relative.map((specifier) => ({ from, to: path.posix.join(path.posix.dirname(from), specifier) }));
}

const layerOf = (file: string): number => layers.findIndex((names) => names.includes(file.split('/')[0] ?? ''));
const sources = filesBelow('src')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readSource(file.slice('src/'.length), readText(file)));
const inside = sources.flatMap(({ file, imports }) => edgesOf(file, imports));

test('every way to import or to reach outside is seen', () => {
  const text = `
    import type { A } from './a.ts';
    export { b } from './b.ts';
    export * from './c.ts';
    const d: import('./d.ts').D = await import('./e.ts');
    const now = [new Date(), Date.now(), Math.random(), process.env, fetch('x'), await import(d)];
    const fine = [new Date(0), Date.UTC(2026)];
  `;
  expect(readSource('sample.ts', text)).toEqual({
    file: 'sample.ts',
    imports: ['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts'],
    loads: ['./b.ts', './c.ts', './e.ts'],
    impurities: ['new Date()', 'Date.now', 'Math.random', 'process', 'fetch', 'an import whose name is computed'],
  });
});

test('every file of src/ belongs to a layer', () => {
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.map(({ file }) => file).filter((file) => layerOf(file) < 0)).toEqual([]);
});

test('imports go down the layers, never up', () => {
  expect(inside.filter(({ from, to }) => to.startsWith('..') || layerOf(to) < layerOf(from)).filter(({ to }) => !isData(to))).toEqual([]);
});

/** Published JSON and the version stand outside src/ and are bundled as data. */
function isData(file: string): boolean {
  return /^\.\.\/(package\.json|docs\/([\w.-]+\.schema|rule-examples)\.json)$/.test(file);
}

test('outside jsonschema/ only its index is imported', () => {
  const entered = inside.filter(({ from, to }) => !from.startsWith('jsonschema/') && to.startsWith('jsonschema/'));
  expect(entered.filter(({ to }) => to !== 'jsonschema/index.ts')).toEqual([]);
});

test('jsonschema/ knows nothing of the rest of the house', () => {
  expect(inside.filter(({ from, to }) => from.startsWith('jsonschema/') && !to.startsWith('jsonschema/'))).toEqual([]);
});

/** The rooms of the engine, from the top to the floor; what stands beside them uses them all. */
const engine: readonly (readonly string[])[] = [['blame', 'oracle'], ['proof'], ['evaluate'], ['schema'], ['values']];

test('inside jsonschema/ imports go down its rooms, never up', () => {
  const room = (file: string): number => engine.findIndex((names) => names.includes(file.split('/')[1] ?? ''));
  const between = inside.filter(({ from, to }) => from.startsWith('jsonschema/') && to !== 'jsonschema/types.ts');
  const folders = new Set(between.map(({ from }) => from.split('/')).flatMap(([, name = '', file]) => (file === undefined ? [] : [name])));
  expect([...folders].toSorted()).toEqual(engine.flat().toSorted());
  expect(between.filter(({ from, to }) => room(to) < room(from))).toEqual([]);
});

test('no module loads itself by a detour', () => {
  const edges = new Map<string, readonly string[]>();
  for (const { file, loads } of sources)
    edges.set(
      file,
      edgesOf(file, loads).map(({ to }) => to),
    );
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push([...trail.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const { file } of sources) walk(file, []);
  expect(cycles).toEqual([]);
});

test('between the first and the last stage there is no clock, environment, network, Git or chance', () => {
  const between = sources.filter(({ file }) => pure.test(file) && !box.test(file));
  const isImpure = (name: string): boolean => (name.startsWith('node:') && !pureBuiltins.has(name)) || name.startsWith('@actions/');
  const impure = between.flatMap(({ file, imports, impurities }) =>
    [...impurities, ...imports.filter(isImpure)].map((what) => `${file}: ${what}`),
  );
  expect(impure).toEqual([]);
});
