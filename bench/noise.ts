// What a team would have seen: the gate with its defaults over the real changes of ../shared/corpora.
//   npm run bench:noise [-- --policy FILE] [--rule ID]     --rule lists what one rule says
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Report } from '../src/report/report.ts';
import { gateFiles } from '../test/harness/gate-files.ts';
import { corpora, histories } from './histories.ts';

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
