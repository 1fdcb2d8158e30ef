import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { commit, git, removeFolder, temporaryFolder } from '../harness/pull-request.ts';
import { install, type Installed, type Run } from './cli-harness.ts';

// A team with a RudderStack plan and a short policy, from its first change to its waiver.

const POLICY = `version: 1
rules:
  pii/untagged: error
required:
  - events: ["Order *"]
    properties: {order_id: string, total: number, currency: string}
enums:
  required: [{paths: [payment_method]}]
  lists: [{paths: [currency], values: iso-4217}]
pii:
  fields: [{paths: [customer_id], category: user.unique_id}]
  categories:
    user.government_id: {allow: never}
waivers:
  max-days: 60
  from-head: true
`;

const PROPERTIES = `version: rudder/v1
kind: properties
metadata: {name: shop}
spec:
  properties:
    - {id: order_id, name: order_id, type: string}
    - {id: customer_id, name: customer_id, type: string}
    - id: total
      name: total
      type: number
    - id: currency
      name: currency
      type: string
      config: {enum: [EUR, USD, GBP]}
    - id: payment_method
      name: payment_method
      type: string
      config:
        enum: [card, wallet, invoice]
`;

const EVENTS = `version: rudder/v1
kind: events
metadata: {name: shop}
spec:
  events:
    - {id: order_placed, name: Order Placed, event_type: track, description: Customer placed an order}
`;

const PLAN = `version: rudder/v1
kind: tracking-plan
metadata: {name: shop}
spec:
  id: shop
  display_name: Shop
  rules:
    - type: event_rule
      id: order_placed_rule
      event: "#event:order_placed"
      additional_properties: false
      properties:
        - {property: "#property:order_id", required: true}
        - {property: "#property:customer_id", required: true}
        - {property: "#property:total", required: true}
        - {property: "#property:currency", required: true}
        - {property: "#property:payment_method", required: true}
`;

/** The change: \`total\` retyped, \`currency\` dropped, an untagged \`email\` added, \`payment_method\` narrowed. */
const CHANGED_PROPERTIES = `${PROPERTIES.replace('type: number', 'type: string').replace('[card, wallet, invoice]', '[card, wallet]')}    - {id: email, name: email, type: string}
`;
const CHANGED_PLAN = PLAN.replace('        - {property: "#property:currency", required: true}\n', '').replace(
  '        - {property: "#property:payment_method"',
  '        - {property: "#property:email"}\n        - {property: "#property:payment_method"',
);

let command: Installed;
let repository = '';

function check(...args: readonly string[]): { readonly run: Run; readonly report: Report } {
  const run = command.run(['check', '--base', 'main', '--date', '2026-06-01', '--format', 'json', ...args], { cwd: repository });
  return { run, report: JSON.parse(run.stdout) as Report };
}

function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

beforeAll(() => {
  command = install();
  repository = temporaryFolder();
  git(repository, 'init', '-q', '-b', 'main');
  commit(repository, 'the plan', { 'schema-gate.yml': POLICY, 'properties.yaml': PROPERTIES, 'events.yaml': EVENTS, 'plan.yaml': PLAN });
  git(repository, 'checkout', '-q', '-b', 'change');
});
afterAll(() => {
  command.remove();
  removeFolder(repository);
});

describe('a repository with a RudderStack plan and a policy of under 25 lines', () => {
  it('has such a policy', () => {
    expect(POLICY.trimEnd().split('\n').length).toBeLessThan(25);
  });

  it('is silent where nothing changed', () => {
    const { run, report } = check();
    expect(run.status).toBe(0);
    expect({ findings: report.findings, verdict: report.verdict }).toEqual({ findings: [], verdict: 'Passed: no event changed' });
  });

  it('blocks the four breaks, each on its line, the compatible ones with their event', () => {
    commit(repository, 'a bad change', { 'properties.yaml': CHANGED_PROPERTIES, 'plan.yaml': CHANGED_PLAN });
    const { run, report } = check();
    expect(run.status).toBe(1);
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    const at = (rule: string, name: string): { readonly line: string; readonly proved: boolean } | undefined => {
      const found = errors.find((finding) => finding.rule === rule && finding.path === `properties.${name}`);
      const head = found?.locations.head;
      return (
        found && {
          line: `${head?.file}:${head?.line}`,
          proved: found.audiences.every(({ counterexample }) => counterexample !== undefined),
        }
      );
    };
    expect(at('compat/type-changed', 'total')).toEqual({
      line: `properties.yaml:${lineOf(CHANGED_PROPERTIES, 'name: total') + 1}`,
      proved: true,
    });
    expect(at('compat/enum-value-removed', 'payment_method')).toEqual({
      line: `properties.yaml:${lineOf(CHANGED_PROPERTIES, 'enum: [card, wallet]')}`,
      proved: true,
    });
    expect(at('compat/property-removed', 'currency')?.proved).toBe(true);
    expect(at('pii/untagged', 'email')?.line).toBe(`plan.yaml:${lineOf(CHANGED_PLAN, '#property:email')}`);
  });

  it('lets one of them pass by a waiver of the same change', () => {
    const before = check();
    const saved = path.join(command.folder, 'report.json');
    writeFileSync(saved, before.run.stdout);
    const narrowed = before.report.findings.find(({ rule }) => rule === 'compat/enum-value-removed');
    const waive = command.run(
      [
        'waive',
        narrowed?.fingerprint ?? '',
        '--reason',
        'No app sends it since spring',
        '--owner',
        'payments',
        '--expires',
        '2026-07-01',
        '--date',
        '2026-06-01',
        '--report',
        saved,
      ],
      { cwd: repository },
    );
    expect(waive.status, waive.stderr).toBe(0);
    git(repository, 'add', '-A');
    commit(repository, 'waive it');
    const { run, report } = check();
    expect(run.status).toBe(1);
    expect(report.waived.map(({ rule, waiver }) => [rule, waiver?.status, waiver?.owner])).toEqual([
      ['compat/enum-value-removed', 'granted', 'payments'],
    ]);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('compat/enum-value-removed');
  });

  it('only asks for it where the team does not allow that', () => {
    git(repository, 'checkout', '-q', 'main');
    writeFileSync(
      path.join(repository, 'schema-gate.yml'),
      readFileSync(path.join(repository, 'schema-gate.yml'), 'utf8').replace('from-head: true', 'from-head: false'),
    );
    commit(repository, 'waivers count from the merge on');
    git(repository, 'checkout', '-q', 'change');
    git(repository, 'rebase', '-q', 'main');
    const { report } = check();
    expect(report.waived).toEqual([]);
    expect(report.findings.find(({ rule }) => rule === 'compat/enum-value-removed')?.waiver?.status).toBe('requested');
  });
});
