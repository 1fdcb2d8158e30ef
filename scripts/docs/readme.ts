import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { code, print, table, type Inline } from './markdown.ts';

interface Parameter {
  readonly description: string;
  readonly default?: string;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, Parameter>>;
  readonly outputs: Readonly<Record<string, Parameter>>;
}

/** The README with the parts between its markers made anew from action.yml and from a run of the demo. */
export function readmeWithGeneratedParts(root: string): string {
  const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as ActionFile;
  let text = readFileSync(path.join(root, 'README.md'), 'utf8');
  text = replacePart(text, 'demo', print([code('text', demoExcerpt(root))]));
  text = replacePart(text, 'inputs', print([table(['Input', 'What it does', 'Default'], Object.entries(action.inputs).map(inputRow))]));
  const outputs = Object.entries(action.outputs).map(([name, { description }]): Inline[] => [`\`${name}\``, oneLine(description)]);
  return replacePart(text, 'outputs', print([table(['Output', 'What it holds'], outputs)]));
}

function inputRow([name, parameter]: [string, Parameter]): Inline[] {
  const value = parameter.default ?? '';
  return [`\`${name}\``, oneLine(parameter.description), value === '' ? '' : [{ type: 'inlineCode', value }]];
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function replacePart(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest] = split(text, start);
  const [, after] = split(rest, end);
  return `${before}${start}\n\n${content}\n${end}${after}`;
}

function split(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`README.md has lost its marker ${marker}`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}

/** The first finding of the demo's report, and its verdict. */
function demoExcerpt(root: string): string {
  const cli = path.join(root, 'dist/cli.js');
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing; npm run build makes it');
  const env = { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'demo'], { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the demo ended with exit code ${status}: ${stderr}`);
  const blocks = stdout.trim().split('\n\n');
  return [blocks[0], '…', blocks.at(-1)].join('\n\n');
}
