/**
 * A GitHub runner's contract with a JavaScript action and nothing else: inputs with their defaults from action.yml, the GITHUB_*
 * world, command files, workflow commands on stdout, a clean environment, a real child process.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import type { Payload } from './pull-request.ts';

export interface ActionRun {
  /** Folder with action.yml and what it runs. */
  readonly actionDir: string;
  readonly node?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event: Payload;
  readonly eventName?: string;
  readonly workspace: string;
  readonly apiUrl: string;
  readonly serverUrl?: string;
  /** What `github.token` is; '' for none. */
  readonly token?: string;
  readonly sha: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A workflow command as the runner understands it. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface ActionResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly commands: readonly WorkflowCommand[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
  /** What a runner would warn of: unknown inputs, undeclared outputs, a summary that is dropped. */
  readonly warnings: readonly string[];
  readonly temp: string;
}

const SUMMARY_LIMIT = 1024 * 1024;
/** The commands that a runner registers (actions/runner, ActionCommandManager). */
const REGISTERED = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
);

const unescapeData = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');

/** The commands of one line, both spellings: `::name k=v::data` after any space, and `##[name k=v]data` anywhere (ActionCommand.cs). */
function commandOf(line: string): WorkflowCommand | null {
  const [, name, properties = '', data = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/su.exec(line) ?? [];
  if (name !== undefined && REGISTERED.has(name)) {
    const pairs = properties.split(',').filter((pair) => pair.includes('='));
    const entries = pairs.map(
      (pair) => [pair.slice(0, pair.indexOf('=')).trim(), unescapeProperty(pair.slice(pair.indexOf('=') + 1))] as const,
    );
    return { command: name, properties: Object.fromEntries(entries), message: unescapeData(data) };
  }
  const [, old, rest = ''] = /##\[([^\s\]]+)[^\]]*\](.*)$/su.exec(line) ?? [];
  return old !== undefined && REGISTERED.has(old) ? { command: old, properties: {}, message: rest } : null;
}

/** All workflow commands that a runner would obey in some output. */
export function parseCommands(output: string): WorkflowCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => commandOf(line) ?? []);
}

/** The entries of a command file: `name=value` and `name<<DELIMITER`. */
export function parseCommandFile(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`The value of ${name} does not end.`);
      entries.set(name, lines.slice(index + 1, end).join('\n'));
      index = end;
    } else if (line !== '') {
      const equals = line.indexOf('=');
      if (equals < 0) throw new Error(`Invalid format: ${line}`);
      entries.set(line.slice(0, equals), line.slice(equals + 1));
    }
  }
  return entries;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly main: string };
}

function inputsOf(action: ActionFile, run: ActionRun): Record<string, string> {
  const expand = (text: string): string =>
    text.replaceAll(/\$\{\{\s*(.+?)\s*\}\}/g, (_, expression: string) => {
      if (expression !== 'github.token') throw new Error(`This runner cannot evaluate ${expression}.`);
      return run.token ?? '';
    });
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value = '' }]) => [
      `INPUT_${name.toUpperCase()}`,
      run.inputs?.[name] ?? expand(value),
    ]),
  );
}

/** Runs an action as a runner would. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const action = parse(readFileSync(path.join(run.actionDir, 'action.yml'), 'utf8')) as ActionFile;
  const temp = mkdtempSync(path.join(tmpdir(), 'schema-gate-runner-'));
  const file = (name: string, text = ''): string => {
    const full = path.join(temp, name);
    writeFileSync(full, text);
    return full;
  };
  mkdirSync(path.join(temp, 'home'));
  const files = { output: file('output'), summary: file('summary.md') };
  const child = spawn(run.node ?? process.execPath, [path.join(run.actionDir, action.runs.main)], {
    cwd: run.workspace,
    env: {
      PATH: process.env['PATH'],
      HOME: path.join(temp, 'home'),
      LANG: 'C.UTF-8',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: run.workspace,
      GITHUB_REPOSITORY: 'acme/plans',
      GITHUB_EVENT_NAME: run.eventName ?? 'pull_request',
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(run.event)),
      GITHUB_SHA: run.sha,
      GITHUB_API_URL: run.apiUrl,
      GITHUB_SERVER_URL: run.serverUrl ?? 'https://github.com',
      GITHUB_RUN_ID: '1',
      GITHUB_WORKFLOW: 'plans',
      GITHUB_JOB: 'schema-gate',
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      ...inputsOf(action, run),
      ...run.env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const outputs = parseCommandFile(readFileSync(files.output, 'utf8'));
  const summary = readFileSync(files.summary, 'utf8');
  const warnings = [
    ...Object.keys(run.inputs ?? {}).flatMap((name) => (name in action.inputs ? [] : [`Unexpected input '${name}'`])),
    ...[...outputs.keys()].flatMap((name) => (name in action.outputs ? [] : [`The output '${name}' is not declared.`])),
    ...(Buffer.byteLength(summary) > SUMMARY_LIMIT ? ['The summary is larger than 1 MiB and dropped.'] : []),
  ];
  // A runner reads commands from both streams.
  const commands = parseCommands(`${stdout}\n${stderr}`);
  return { exitCode, stdout, stderr, commands, outputs, summary, warnings, temp };
}
