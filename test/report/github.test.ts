import { spawnSync } from 'node:child_process';
import process from 'node:process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationsOf, renderGitHub, workflowCommands, type Annotation } from '../../src/report/github.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { parseCommands } from '../harness/runner.ts';
import { exampleFinding, exampleReport } from './example-report.ts';
import { hostileReport, hostileText } from './hostile.ts';

const some = (count: number, severity: 'error' | 'warning' | 'notice') =>
  Array.from({ length: count }, (_, index) => exampleFinding({ severity, fingerprint: String(index).padStart(12, '0') }));

describe('annotationsOf', () => {
  test('has a title with the rule and the place, and columns only on one line', () => {
    const [first, , gone] = annotationsOf(exampleReport());
    expect(first?.title).toBe('compat/type-changed: properties.total · Order Completed');
    expect(first?.at).toEqual({ file: 'plans/properties.yaml', line: 14, endLine: 14, columns: { start: 13, end: 18 } });
    expect(gone?.message).toContain('It is gone in head; in base it was plans/wishlist.yaml:4:5.');
  });

  test('puts nothing on a line of base: in head that is another line', () => {
    const base = { file: 'plans/wishlist.yaml', line: 4, column: 5, endLine: 9, endColumn: 1 };
    const head = { ...base, line: 2, endLine: 2 };
    const at = (locations: Finding['locations']) => annotationsOf(exampleReport({ findings: [exampleFinding({ locations })] }))[0]?.at;
    expect(at({ base })).toBeNull();
    expect(at({})).toBeNull();
    expect(at({ base, head })?.line).toBe(2);
  });

  test('gives the line that waives what blocks, and leaves out what is let be', () => {
    const report = exampleReport({ debt: [exampleFinding()], waived: [exampleFinding()] });
    const annotations = annotationsOf(report);
    expect(annotations).toHaveLength(report.findings.length);
    expect(annotations[0]?.message).toContain("\nWaive: - {fingerprint: '0a1b2c3d4e5f', reason: …, owner: …, expires: …}\n");
    expect(annotations.filter(({ message }) => message.includes('Waive:'))).toHaveLength(report.counts.errors);
  });

  test('keeps titles and messages within what GitHub takes', () => {
    const long = '長'.repeat(200_000);
    for (const annotation of annotationsOf(hostileReport(long))) {
      expect(annotation.title.length).toBeLessThanOrEqual(255);
      expect(Buffer.byteLength(annotation.message)).toBeLessThanOrEqual(65_536);
    }
  });
});

describe('renderGitHub', () => {
  test('prints one command a finding', () => {
    const [command] = parseCommands(renderGitHub(exampleReport({ findings: [exampleFinding({ before: 1, after: '1' })] })));
    expect(command?.command).toBe('error');
    expect(command?.properties).toEqual({
      title: 'compat/type-changed: properties.total · Order Completed',
      file: 'plans/properties.yaml',
      line: '14',
      endLine: '14',
      col: '13',
      endColumn: '18',
    });
    expect(command?.message.split('\n')).toContain('was: 1');
  });

  test('prints ten of each level; the last slot says how many more there are', () => {
    const findings = [...some(60, 'error'), ...some(10, 'warning'), ...some(11, 'notice')];
    const commands = parseCommands(renderGitHub(exampleReport({ findings })));
    const titles = (level: string) => commands.filter(({ command }) => command === level).map(({ properties }) => properties['title']);
    expect(titles('error')).toHaveLength(10);
    expect(titles('error').at(-1)).toBe('Schema Gate: +51 more');
    expect(titles('warning')).toHaveLength(10);
    expect(titles('warning').at(-1)).not.toContain('more');
    expect(titles('notice').at(-1)).toBe('Schema Gate: +2 more');
  });

  test('shows failures as errors', () => {
    const failures = [{ kind: 'evaluation', message: 'Fetching failed.\nNo route.', hint: 'Run git fetch.' }] as const;
    const [command] = parseCommands(renderGitHub(exampleReport({ findings: [], failures })));
    expect(command).toEqual({
      command: 'error',
      properties: { title: 'Schema Gate: could not evaluate' },
      message: 'Fetching failed.\nNo route.\nRun git fetch.',
    });
  });

  test('what comes from outside is carried whole and starts no command of its own', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const output = renderGitHub(hostileReport(text));
        const commands = parseCommands(output);
        expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'warning', 'notice']);
        expect(output.trimEnd().split(/\r\n|\r|\n/)).toHaveLength(5);
        // The warning is about something that is gone.
        expect(commands.slice(1).map(({ properties }) => properties['file'])).toEqual([text, text, undefined, text]);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  test('escapes as @actions/core does', () => {
    const texts = ['a,b:c%d\r\ne', '%0A', '::x::', 'plain'];
    const annotations = texts.map((text): Annotation => ({
      severity: 'error',
      title: text,
      message: text,
      at: { file: text, line: 2, endLine: 3, columns: null },
    }));
    const script = `import { error } from '@actions/core'; for (const text of ${JSON.stringify(texts)}) error(text, { title: text, file: text, startLine: 2, endLine: 3 });`;
    const core = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(workflowCommands(annotations)).toBe(core.stdout);
  });
});
