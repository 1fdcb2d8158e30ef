// What a team would have seen: the gate with its defaults over the real changes of ../shared/corpora.
//   npm run bench:noise [-- --policy FILE] [--rule ID]     --rule lists what one rule says
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/build.mjs';
import type { Report } from '../src/report/report.ts';
import { gateFiles, type Files } from '../test/harness/gate-files.ts';

const corpora = path.resolve(root, '../shared/corpora');

interface Change {
  readonly name: string;
  readonly base: Files;
  readonly head: Files;
}

interface History {
  readonly corpus: string;
  /** Part of the policy that reads the corpus: which files are JSON Schema. */
  readonly schemas: string;
  readonly changes: readonly Change[];
}

function filesBelow(folder: string): Record<string, Uint8Array> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => path.join(entry.parentPath, entry.name)).map((file) => [path.relative(folder, file), readFileSync(file)]),
  );
}

/** Commits: the files that each touched, laid over the last state of the repository, so that references resolve. */
function commits(corpus: string): readonly Change[] {
  const folder = path.join(corpora, corpus);
  const around = filesBelow(path.join(folder, 'head'));
  return readdirSync(path.join(folder, 'pairs'))
    .toSorted()
    .map((name) => {
      const [base, head] = ['base', 'head'].map((side) => filesBelow(path.join(folder, 'pairs', name, side))) as [Files, Files];
      const rest = Object.fromEntries(Object.entries(around).filter(([file]) => !(file in base) && !(file in head)));
      return { name, base: { ...rest, ...base }, head: { ...rest, ...head } };
    });
}

/** Consecutive versions of one schema, as edits of one file. */
function versions(corpus: string, at: string): readonly Change[] {
  const folder = path.join(corpora, corpus);
  const [, ...rows] = readFileSync(path.join(folder, 'version-pairs.tsv'), 'utf8').trim().split('\n');
  return rows.map((line) => {
    const [, before = '', after = ''] = line.split('\t');
    const side = (file: string): Files => ({ [at]: readFileSync(path.join(folder, file)) });
    return { name: after, base: side(before), head: side(after) };
  });
}

function folders(corpus: string, before: string, after: string): readonly Change[] {
  const side = (name: string): Files => filesBelow(path.join(corpora, corpus, name));
  return [{ name: `${before} to ${after}`, base: side(before), head: side(after) }];
}

function histories(): readonly History[] {
  return [
    { corpus: 'mozilla-pipeline-schemas', schemas: '{}', changes: commits('mozilla-pipeline-schemas') },
    { corpus: 'redhat-event-schemas', schemas: '{}', changes: commits('redhat-event-schemas') },
    {
      corpus: 'snowplow-iglu-central',
      schemas: '{format: [{glob: "**", format: json-schema}]}',
      changes: versions('snowplow-iglu-central', 'schemas/schema.json'),
    },
    { corpus: 'wikimedia-primary', schemas: '{}', changes: versions('wikimedia-primary', 'jsonschema/schema.yaml') },
    { corpus: 'rudder-iac', schemas: '{}', changes: folders('rudder-iac', 'e2e-create', 'e2e-update') },
  ];
}

interface Tally {
  changes: number;
  blocked: number;
  failed: number;
  debt: number;
  readonly severities: Map<string, number>;
  readonly rules: Map<string, { findings: number; changes: number }>;
}

function add(tally: Tally, report: Report): void {
  tally.changes += 1;
  if (report.exitCode === 1) tally.blocked += 1;
  if (report.exitCode > 1) tally.failed += 1;
  tally.debt += report.debt.length;
  for (const { severity } of report.findings) tally.severities.set(severity, (tally.severities.get(severity) ?? 0) + 1);
  for (const rule of new Set(report.findings.map((finding) => finding.rule))) {
    const known = tally.rules.get(rule) ?? { findings: 0, changes: 0 };
    known.changes += 1;
    known.findings += report.findings.filter((finding) => finding.rule === rule).length;
    tally.rules.set(rule, known);
  }
}

const emptyTally = (): Tally => ({ changes: 0, blocked: 0, failed: 0, debt: 0, severities: new Map(), rules: new Map() });

function row(name: string, { changes, blocked, failed, debt, severities }: Tally): string {
  const per = (count: number): string => ((100 * count) / Math.max(1, changes)).toFixed(0).padStart(8);
  const of = (severity: string): string => per(severities.get(severity) ?? 0);
  return `${name.padEnd(26)}${String(changes).padStart(8)}${per(blocked)}${of('error')}${of('warning')}${of('notice')}${per(debt)}${String(failed).padStart(8)}`;
}

const { values } = parseArgs({ options: { policy: { type: 'string' }, rule: { type: 'string' } } });
const extra = values.policy === undefined ? '' : readFileSync(values.policy, 'utf8');
if (existsSync(corpora)) {
  const total = emptyTally();
  console.log(
    `per 100 changes           ${['changes', 'blocked', 'errors', 'warnings', 'notices', 'debt', 'failed'].map((name) => name.padStart(8)).join('')}`,
  );
  for (const { corpus, schemas, changes } of histories()) {
    const own = emptyTally();
    for (const { name, base, head } of changes) {
      const policy = { 'schema-gate.yml': `schemas: ${schemas}\n${extra}` };
      const report = gateFiles({ ...base, ...policy }, { ...head, ...policy });
      add(own, report);
      add(total, report);
      for (const finding of report.findings.filter(({ rule }) => rule === values.rule))
        console.log(`  ${corpus} ${name}: ${finding.severity} ${finding.path}: ${finding.message}`);
    }
    console.log(row(corpus, own));
  }
  console.log(row('all', total));
  console.log('\nnoisiest rules                        findings  in changes');
  const noisiest = [...total.rules].toSorted(([, one], [, other]) => other.findings - one.findings).slice(0, 10);
  for (const [rule, { findings, changes }] of noisiest)
    console.log(`${rule.padEnd(36)}${String(findings).padStart(10)}${String(changes).padStart(12)}`);
} else {
  console.log('Skipped: the real changes are in ../shared/corpora, which is not here.');
}
