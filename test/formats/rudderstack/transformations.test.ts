import { describe, expect, test } from 'vitest';
import { loadPlans, type LoadedPlans } from '../../../src/formats/load.ts';
import type { Transformation } from '../../../src/plan/model.ts';
import { memoryTree, type MemoryFile, type MemoryTree } from '../../harness/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const PROPERTIES = 'version: rudder/v1\nkind: properties\nmetadata: {name: a}\nspec:\n  properties: []\n';
const spec = (rest: string, kind = 'transformation'): string =>
  `version: rudder/v1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n  id: t\n  name: The T\n  language: javascript\n${rest}`;

const trees = (base: Files, head: Files): { base: MemoryTree; head: MemoryTree; plans: LoadedPlans } => {
  const sides = { base: memoryTree(base), head: memoryTree(head) };
  return { ...sides, plans: loadPlans(sides.base, sides.head, { directory: '', include: [], ignore: [], format: [] }) };
};

/** The transformations of head, where a properties file changed beside them. */
const changed = (files: Files): LoadedPlans =>
  trees({ ...files, 'p.yaml': PROPERTIES }, { ...files, 'p.yaml': `${PROPERTIES}# changed\n` }).plans;
const only = (files: Files): Transformation | undefined => changed(files).head.transformations[0];
const problems = (plans: LoadedPlans): readonly string[] =>
  plans.head.problems.map(({ code, message, location }) => `${location.file}:${location.line} ${code} ${message}`);

/** Where a word of the code stands in the repository. */
function placeOf(transformation: Transformation | undefined, word: string): string {
  const code = transformation?.code();
  if (code?.ok !== true) return code?.problem ?? 'none';
  const start = code.text.indexOf(word);
  const { file, line, column, endLine, endColumn } = code.locate({ start, end: start + word.length });
  return `${file} ${line}:${column}-${endLine}:${endColumn}`;
}

describe('code in the definition', () => {
  const code = (block: string): Transformation | undefined => only({ 'dir/t.yaml': spec(block) });

  test.each([
    ['a literal block', '  code: |\n    one;\n\n      two;\n', '11:7-11:10'],
    ['without its last line break', '  code: |-\n    one;\n    two;', '10:5-10:8'],
    ['with an indentation of its own', '  code: |2\n      one;\n    two;\n', '10:5-10:8'],
    ['that starts with blank lines', '  code: | # code\n\n\n    two;\n', '11:5-11:8'],
    ['with an anchor', '  code: &code |\n    two;\n', '9:5-9:8'],
    ['with CRLF', '  code: |\r\n    one;\r\n    two;\r\n', '10:5-10:8'],
    ['with a variable before it', '  code: |\n    one {{ .NAME | x }} two;\n', '9:25-9:28'],
    ['a folded block: all of it', '  code: >\n    one;\n    two;\n', '8:9-10:9'],
    ['a text in quotes: all of it', '  code: "one; two;"\n', '8:9-8:20'],
    ['several lines in quotes: all of it', '  code: "one;\n    two;"\n', '8:9-9:10'],
  ])('%s', (_, block, place) => {
    expect(placeOf(code(block), 'two')).toBe(`dir/t.yaml ${place}`);
  });

  test('a variable is a name', () => {
    const given = code('  code: |\n    const a = {{ .NAME }};\n')?.code();
    expect(given?.ok === true && given.text).toBe('const a = ___________;\n');
  });

  test('its identity and name', () => {
    const { plans } = trees({}, { 'a.yaml': spec('  code: a\n'), 'b.yaml': spec('  code: a\n', 'transformation-library') });
    expect(plans.head.transformations.map(({ key, name, language }) => [key, name, language])).toEqual([
      ['transformation-library:t', 'The T', 'javascript'],
      ['transformation:t', 'The T', 'javascript'],
    ]);
  });

  test.each([
    ['no language that we know', 'version: rudder/v1\nkind: transformation\nspec: {id: t, language: go, code: a}\n'],
    ['no code', spec('  description: a\n')],
    ['code that is no text', spec('  code: [a]\n')],
    ['no spec', 'version: rudder/v1\nkind: transformation\n'],
  ])('%s: left out without a word', (_, text) => {
    const plans = changed({ 't.yaml': text });
    expect([plans.head.transformations, problems(plans)]).toEqual([[], []]);
  });
});

describe('code in a file', () => {
  const file = (name: string, files: Files = {}): LoadedPlans =>
    changed({ 'dir/t.yaml': spec(`  file: ${JSON.stringify(name)}\n`), ...files });

  test.each([
    ['beside it', 't.js', 'dir/t.js'],
    ['below', './js/t.js', 'dir/js/t.js'],
    ['elsewhere in the repository', '../js/t.js', 'js/t.js'],
  ])('%s', (_, name, path) => {
    const plans = file(name, { [path]: '\uFEFFone;\r\n  two;\r\n' });
    expect(problems(plans)).toEqual([]);
    expect(placeOf(plans.head.transformations[0], 'two')).toBe(`${path} 2:3-2:6`);
  });

  test.each([
    ['none there', 't.js', {}, 'is not in the repository'],
    ['out of the repository', '../../etc/passwd', { 'etc/passwd': 'x' }, 'is outside the repository'],
    ['out of it and back', '../../repo/dir/t.js', { 'dir/t.js': 'x' }, 'is outside the repository'],
    ['an absolute path', '/dir/t.js', { 'dir/t.js': 'x' }, 'is outside the repository'],
    ['a symbolic link', 't.js', { 'dir/t.js': { symlink: '/etc/passwd' } }, 'is a symlink, which is not followed'],
    ['below a symbolic link', 'link/t.js', { 'dir/link': { symlink: '/etc' } }, 'is not in the repository'],
    ['a submodule', 'sub', { 'dir/sub': { submodule: 'abc' } }, 'is a submodule, which is not followed'],
    ['a folder', '.', {}, 'is not in the repository'],
    ['the folder above all', '..', {}, 'is not in the repository'],
    ['a line break', 'a\nb.js', {}, 'is not in the repository'],
  ])('%s is reported', (_, name, files, reason) => {
    const plans = file(name, files);
    expect(problems(plans)).toEqual([
      `dir/t.yaml:8 unresolved-reference The file ${JSON.stringify(name)} of the transformation "t" ${reason}.`,
    ]);
    expect(plans.head.transformations).toEqual([]);
  });

  test('a name with a variable is not looked for', () => {
    expect(problems(file('{{ .FOLDER }}/t.js'))).toEqual([]);
  });

  test.each([
    ['binary', new Uint8Array([0, 1, 2]), 'It is not a UTF-8 text: it holds a NUL byte.'],
    ['too large', ' '.repeat(8 * 1024 * 1024 + 1), 'It is larger than 8 MiB.'],
  ])('%s: said when it is asked for', (_, content, problem) => {
    const plans = file('t.js', { 'dir/t.js': content });
    expect(problems(plans)).toEqual([]);
    expect(plans.head.transformations[0]?.code()).toMatchObject({ ok: false, problem, location: { file: 'dir/t.yaml', line: 8 } });
  });
});

describe('what is read', () => {
  const FILES: Files = {
    't.yaml': spec('  file: t.js\n'),
    't.js': 'a',
    'source.yaml': 'version: rudder/v1\nkind: event-stream-source\nspec: {transformation: x}\n',
    'q.yaml': PROPERTIES,
    'p.yaml': PROPERTIES,
  };

  test('nothing where nothing changed', () => {
    const { base, head } = trees(FILES, FILES);
    expect([...base.reads, ...head.reads]).toEqual([]);
  });

  test('with any change the definitions, and not the code before it is asked for', () => {
    const { base, head, plans } = trees(FILES, { ...FILES, 'p.yaml': `${PROPERTIES}#` });
    expect([...new Set([...base.reads, ...head.reads])].toSorted()).toEqual(['p.yaml', 'source.yaml', 't.yaml']);
    expect(plans.base.transformations).toHaveLength(1);
    expect(plans.head.transformations[0]?.code()).toMatchObject({ ok: true, text: 'a' });
    expect(head.reads.at(-1)).toBe('t.js');
    expect(plans.head.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'p.yaml loaded',
      'q.yaml unchanged',
      'source.yaml loaded',
      't.yaml loaded',
    ]);
  });

  test('where code is gone the definitions too: they miss it', () => {
    const { 't.js': gone, ...left } = FILES;
    expect(gone).toBe('a');
    expect(problems(trees(FILES, left).plans)).toEqual([
      't.yaml:8 unresolved-reference The file "t.js" of the transformation "t" is not in the repository.',
    ]);
  });

  test('not where code is edited, or something else', () => {
    const { base, head } = trees({ ...FILES, 'README.md': 'a' }, { ...FILES, 'README.md': 'b', 't.js': 'edited', 'new.js': 'a' });
    expect([...base.reads, ...head.reads]).toEqual([]);
  });
});
