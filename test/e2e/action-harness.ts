import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../../scripts/build.mjs';
import type { Report } from '../../src/report/report.ts';
import { temporaryFolder } from '../harness/pull-request.ts';
import type { ActionResult } from '../harness/runner.ts';

/** No server answers there, so nothing but origin can help. */
export const NOWHERE = 'http://127.0.0.1:9';

/** The Action as a runner downloads it: action.yml and dist/ in a folder of their own, with nothing installed around it. */
export function installAction(): string {
  const folder = temporaryFolder();
  for (const part of ['dist', 'action.yml']) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  return folder;
}

/** Line of the first property that {@link schema} writes. */
export const FIRST_PROPERTY = 7;

/** The text of an event schema: a property a line, from line {@link FIRST_PROPERTY} on, in the order given. */
export function schema(name: string, properties: Readonly<Record<string, string>>, required: readonly string[] = []): string {
  const lines = Object.entries(properties).map(
    ([property, type]) => `    ${JSON.stringify(property)}: { "type": ${JSON.stringify(type)} }`,
  );
  return [
    '{',
    '  "$schema": "http://json-schema.org/draft-07/schema#",',
    `  "$id": ${JSON.stringify(`https://schemas.example/${name}.json`)},`,
    '  "type": "object",',
    `  "required": ${JSON.stringify(required)},`,
    '  "properties": {',
    lines.join(',\n'),
    '  }',
    '}',
    '',
  ].join('\n');
}

export function reportOf(run: ActionResult): Report {
  return JSON.parse(readFileSync(run.outputs.get('report-file') ?? '', 'utf8')) as Report;
}

/** What a run that writes no check run put on lines: `error file:line`. */
export function annotated(run: ActionResult): string[] {
  return run.commands.map(({ command, properties }) => `${command} ${properties['file'] ?? ''}:${properties['line'] ?? ''}`);
}

/** The log as a person reads it, its wrapped lines joined. */
export function logOf(run: ActionResult): string {
  return stripVTControlCharacters(run.stdout).replaceAll(/\s+/g, ' ');
}
