import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDocument } from '../../../src/formats/document.ts';
import { loadPlans } from '../../../src/formats/load.ts';
import type { PlanProblem } from '../../../src/plan/model.ts';
import { memoryTree } from '../../harness/memory-tree.ts';
import { DEVIATIONS } from './rule-docs.ts';

const DOCS = fileURLToPath(new URL('../../../../shared/corpora/rudder-iac/rule-docs', import.meta.url));
const absent = !existsSync(DOCS);

interface Case {
  readonly example_id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected_diagnostics?: readonly { readonly file: string; readonly reference: string }[];
}

interface Rule {
  readonly rule_id: string;
  readonly match_behavior: readonly { readonly valid?: readonly Case[]; readonly invalid?: readonly Case[] }[];
}

const rules: readonly Rule[] = absent
  ? []
  : readdirSync(DOCS).map((name): Rule => {
      const rule: Rule = parse(readFileSync(join(DOCS, name), 'utf8'));
      return rule;
    });

/** Cases of other rules are no whole project: what they refer to is not in them. */
const ABOUT_REFERENCES =
  /^(?:event-stream\/(?:source|connection)|destination)\/semantic-valid$|enabled-endpoints|relationship-(?!unique)|unique-names/;

function problemsOf({ files }: Case, rule: string): readonly PlanProblem[] {
  const settings = { directory: '', include: [], ignore: [], format: [], everything: true };
  const { problems } = loadPlans(memoryTree({}), memoryTree(files), settings).head;
  return ABOUT_REFERENCES.test(rule) ? problems : problems.filter(({ code }) => code !== 'unresolved-reference');
}

/** The line of what a diagnostic is about; most count from `spec`. */
function lineOf(files: Case['files'], { file, reference }: { readonly file: string; readonly reference: string }): number {
  const parsed = parseDocument(file, '', new TextEncoder().encode(files[file] ?? ''));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.problem.message}`);
  const pointer = /^\/(?:spec|metadata|kind|version)(?:\/|$)/.test(reference) ? reference : `/spec${reference}`;
  return parsed.document.locate(pointer, 'entry').line;
}

const shown = (problems: readonly PlanProblem[]): readonly string[] =>
  problems.map(({ location: { file, line }, message }) => `${file}:${line} ${message}`);

/** How the gate and rudder-cli differ about a case; null where they do not. */
function deviationOf(each: Case, rule: string): string | null {
  const problems = problemsOf(each, rule);
  if (each.expected_diagnostics === undefined) return problems.length === 0 ? null : `valid: ${shown(problems).join(' | ')}`;
  const missed = each.expected_diagnostics
    .map((expected) => ({ file: expected.file, line: lineOf(each.files, expected), reference: expected.reference }))
    .filter(({ file, line }) => !problems.some(({ location }) => location.file === file && location.line === line));
  return missed.length === 0
    ? null
    : `missed ${missed.map(({ file, line, reference }) => `${file}:${line} ${reference}`).join(', ')}: ${shown(problems).join(' | ')}`;
}

const cases = rules.flatMap(({ rule_id: rule, match_behavior: behaviours }) =>
  behaviours.flatMap(({ valid = [], invalid = [] }) => [...valid, ...invalid].map((each) => ({ rule, each }))),
);

describe.skipIf(absent)("the cases of rudder-cli's own rules (skipped where ../shared is absent)", () => {
  it('are all there', () => {
    const invalid = cases.filter(({ each }) => each.expected_diagnostics !== undefined);
    expect([cases.length - invalid.length, invalid.length]).toEqual([64, 89]);
  });

  it.each(cases.map(({ rule, each }) => [each.example_id, rule, each] as const))('%s (%s)', (id, rule, each) => {
    const deviation = deviationOf(each, rule);
    const reason = DEVIATIONS.get(id);
    // A deviation that is none any more has to leave the list.
    if (reason === undefined) expect(deviation).toBeNull();
    else expect(deviation, `listed as a deviation: ${reason}`).not.toBeNull();
  });

  it('every deviation is of a case', () => {
    const ids = new Set(cases.map(({ each }) => each.example_id));
    expect([...DEVIATIONS.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});
