// What a team would have seen that sends every event to every built-in receiver: the rules about destinations over the real changes of ../shared/corpora.
//   npm run bench:destinations [-- --fact RECEIVER--GROUP--KEY]     --fact lists what the facts say whose ids begin so
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Contract } from '../src/destinations/contract.ts';
import { packs } from '../src/destinations/packs.ts';
import type { Finding } from '../src/rules/rule.ts';
import { gateFiles } from '../test/harness/gate-files.ts';
import { corpora, customerHistories } from './histories.ts';

const GROUPS = ['requirements', 'names', 'limits', 'pii'] as const;
const RULES = /^destination\/|^pii\/(denied-destination|hash-required|needless-hash)$/;

/** A contract with one fact alone: its destination is named so that every finding tells its fact. */
function single({ receiver }: Contract, group: (typeof GROUPS)[number], key: string, fact: object): string {
  return JSON.stringify({ receiver, [group]: { [key]: fact } });
}

const facts = packs.flatMap((pack) =>
  GROUPS.flatMap((group) =>
    Object.entries(pack[group]).map(([key, fact]: [string, object]) => ({
      id: `${pack.receiver.id}--${group}--${key}`,
      text: single(pack, group, key, fact),
    })),
  ),
);
const contracts = Object.fromEntries(facts.map(({ id, text }) => [`destination-contracts/${id}.yaml`, text]));
const destinations = facts.map(({ id }) => `  ${id}: {contract: destination-contracts/${id}.yaml}\n`).join('');

interface Count {
  findings: number;
  changes: number;
  debt: number;
  readonly severities: Map<string, number>;
}

const tallies = { rule: new Map<string, Count>(), pack: new Map<string, Count>(), fact: new Map<string, Count>() };

function factOf({ message }: Finding): string {
  return /\(([a-z0-9_-]+--[a-z]+--[a-z0-9_-]+)\)/.exec(message)?.[1] ?? 'unknown';
}

const keysOf = (finding: Finding): Readonly<Record<keyof typeof tallies, string>> => ({
  rule: finding.rule,
  pack: factOf(finding).split('--')[0] ?? '',
  fact: factOf(finding),
});

function countOf(by: Map<string, Count>, key: string): Count {
  const known = by.get(key) ?? { findings: 0, changes: 0, debt: 0, severities: new Map<string, number>() };
  by.set(key, known);
  return known;
}

function add(findings: readonly Finding[], debt: readonly Finding[]): void {
  for (const kind of ['rule', 'pack', 'fact'] as const) {
    const by = tallies[kind];
    for (const finding of findings) {
      const count = countOf(by, keysOf(finding)[kind]);
      count.findings += 1;
      count.severities.set(finding.severity, (count.severities.get(finding.severity) ?? 0) + 1);
    }
    for (const key of new Set(findings.map((finding) => keysOf(finding)[kind]))) countOf(by, key).changes += 1;
    for (const finding of debt) countOf(by, keysOf(finding)[kind]).debt += 1;
  }
}

const { values } = parseArgs({ options: { fact: { type: 'string' } } });
const about = ({ rule }: Finding): boolean => RULES.test(rule);

if (existsSync(corpora)) {
  let total = 0;
  console.log('corpus                     changes  with findings  findings per 100');
  for (const { corpus, schemas, changes } of customerHistories()) {
    const seen = { changes: 0, findings: 0 };
    for (const { name, base, head } of changes) {
      const more = { ...contracts, 'schema-gate.yml': `schemas: ${schemas}\ndestinations:\n${destinations}` };
      const report = gateFiles({ ...base, ...more }, { ...head, ...more });
      if (report.failures.length > 0) throw new Error(`${corpus} ${name}: ${report.failures.map(({ message }) => message).join('; ')}`);
      const findings = report.findings.filter(about);
      add(findings, report.debt.filter(about));
      seen.findings += findings.length;
      if (findings.length > 0) seen.changes += 1;
      for (const finding of [...findings].filter((each) => values.fact !== undefined && factOf(each).startsWith(values.fact)))
        console.log(`  ${corpus} ${name}: ${finding.severity} ${finding.path}: ${finding.message}`);
    }
    total += changes.length;
    const per = ((100 * seen.findings) / Math.max(1, changes.length)).toFixed(0);
    console.log(`${corpus.padEnd(26)}${String(changes.length).padStart(8)}${String(seen.changes).padStart(15)}${per.padStart(18)}`);
  }
  for (const [kind, by] of Object.entries(tallies)) {
    console.log(`\n${`by ${kind}`.padEnd(56)}per 100  in changes  errors  warnings  notices  there before`);
    for (const [key, { findings, changes, debt, severities }] of [...by]
      .toSorted(([, one], [, other]) => other.findings - one.findings)
      .slice(0, 30)) {
      const of = (severity: string, width: number): string => String(severities.get(severity) ?? 0).padStart(width);
      const per = ((100 * findings) / total).toFixed(0).padStart(7);
      console.log(
        `${key.padEnd(56)}${per}${String(changes).padStart(12)}${of('error', 8)}${of('warning', 10)}${of('notice', 9)}${String(debt).padStart(14)}`,
      );
    }
  }
} else {
  console.log('Skipped: the real changes are in ../shared/corpora, which is not here.');
}
