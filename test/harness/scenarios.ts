import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gate } from '../../src/gate.ts';
import type { Report } from '../../src/report/report.ts';
import { resolveRevisions } from '../../src/revision/resolve.ts';
import type { Finding, FindingAudience } from '../../src/rules/rule.ts';

export const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');

/** A finding as expected.json states it: what a reviewer would check by hand. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly severity: string;
  /** file:line:column where it is shown in head. */
  readonly at: string | null;
  /** Where it was in base. */
  readonly was: string | null;
  readonly path: string;
  readonly events: readonly string[];
  readonly audiences: readonly FindingAudience[];
  readonly example?: unknown;
}

export interface Expected {
  /** What the scenario shows, in one sentence. */
  readonly shows: string;
  readonly exitCode: number;
  readonly findings: readonly ExpectedFinding[];
}

/** The names of the scenarios: folders of fixtures/ with an expected.json. */
export const scenarios: readonly string[] = readdirSync(FIXTURES).filter((name) => existsSync(path.join(FIXTURES, name, 'expected.json')));

/** What a scenario expects. */
export function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(path.join(FIXTURES, name, 'expected.json'), 'utf8')) as Expected;
}

/** Runs the gate on a scenario's two folders. */
export function runScenario(name: string, options: { readonly contentModel?: 'planned' | 'strict' } = {}): Report {
  const folder = path.join(FIXTURES, name);
  const revisions = resolveRevisions({ kind: 'folders', baseDir: path.join(folder, 'base'), headDir: path.join(folder, 'head') });
  return gate({ revisions, directory: '', date: '2026-01-01', ...options });
}

function at(location: Finding['locations']['head']): string | null {
  return location ? `${location.file}:${location.line}:${location.column}` : null;
}

/** A finding reduced to what expected.json states. */
export function stated(finding: Finding): ExpectedFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    at: at(finding.locations.head),
    was: at(finding.locations.base),
    path: finding.path,
    events: finding.events.map(({ key }) => key),
    audiences: finding.audiences,
    ...(finding.example !== undefined && { example: finding.example }),
  };
}
