import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { commit, git, removeFolder, temporaryFolder } from '../harness/pull-request.ts';
import { install, type Installed, type Run } from './cli-harness.ts';

// A team with a RudderStack project of three destinations, a warehouse and a contract of its own.

const POLICY = `version: 1
destinations:
  finance: {contract: contracts/finance.yaml}
  warehouse: {warehouse: snowflake}
`;

const CONTRACT = `receiver: {id: revenue-model, title: Revenue model, kind: model, owner: finance}
requirements:
  order:
    events: {names: [Order Completed]}
    mapping: {amount: properties.total, currency: properties.currency}
    requires:
      type: object
      required: [amount, currency]
      properties: {amount: {type: number}, currency: {type: string}}
    source: https://wiki.example.test/finance/revenue-model
    checked: 2026-05-02
`;

const head = (kind: string): string => `version: rudder/v1\nkind: ${kind}\nmetadata: {name: shop}\nspec:\n`;

const destination = (id: string, name: string, type: string, config: string): string => `${head('destination')}  id: ${id}
  display_name: ${name}
  type: ${type}
  enabled: true
  definition_version: 1
  config:
${config}`;

const PROJECT = {
  'schema-gate.yml': POLICY,
  'contracts/finance.yaml': CONTRACT,
  'events.yaml': `${head('events')}  events:
    - {id: order, name: Order Completed, event_type: track, description: Customer placed an order}
`,
  'source.yaml': `${head('event-stream-source')}  id: web
  name: Web shop
  type: javascript
  governance:
    validations:
      tracking_plan: "#tracking-plan:shop"
      config: {track: {drop_unplanned_events: true}}
`,
  'destinations/statistics.yaml': destination('statistics', 'Statistics', 'ga4', '    api_secret: "{{ .SECRET }}"\n'),
  'destinations/ads.yaml': destination(
    'ads',
    'Ads',
    'facebook_conversions',
    '    dataset_id: "1042"\n    whitelist_pii_properties:\n      - property: voucher\n',
  ),
  'destinations/finance.yaml': destination('finance', 'Finance', 'webhook', '    webhook_url: "https://finance.example.test"\n'),
  'connections.yaml': `${head('event-stream-connections')}  connections:
${['statistics', 'ads', 'finance'].map((id) => `    - {id: web_to_${id}, source: "#event-stream-source:web", destination: "#destination:${id}"}\n`).join('')}`,
};

const PROPERTIES = `${head('properties')}  properties:
    - {id: order_id, name: order_id, type: string}
    - {id: total, name: total, type: number}
    - {id: currency, name: currency, type: string}
    - {id: voucher, name: voucher, type: string}
`;

const PLAN = `${head('tracking-plan')}  id: shop
  display_name: Shop
  rules:
    - type: event_rule
      id: order_rule
      event: "#event:order"
      properties:
        - {property: "#property:order_id", required: true}
        - {property: "#property:total", required: true}
        - {property: "#property:currency", required: true}
        - {property: "#property:voucher", required: false}
`;

/** \`total\` retyped, \`currency\` dropped, an \`email\` added, \`voucher\` renamed. */
const CHANGED_PROPERTIES = `${PROPERTIES.replace('type: number', 'type: string').replace('name: voucher', 'name: voucher_code')}    - {id: email, name: email, type: string}
`;
const CHANGED_PLAN = PLAN.replace('{property: "#property:currency", required: true}', '{property: "#property:email", required: false}');

let command: Installed;
let repository = '';

function check(): { readonly run: Run; readonly report: Report } {
  const run = command.run(['check', '--base', 'main', '--date', '2026-06-01', '--format', 'json'], { cwd: repository });
  return { run, report: JSON.parse(run.stdout) as Report };
}

function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

const placeOf = ({ locations }: Finding): string => `${locations.head?.file}:${locations.head?.line}`;

beforeAll(() => {
  command = install();
  repository = temporaryFolder();
  git(repository, 'init', '-q', '-b', 'main');
  commit(repository, 'the project', { ...PROJECT, 'properties.yaml': PROPERTIES, 'plan.yaml': PLAN });
  git(repository, 'checkout', '-q', '-b', 'change');
});
afterAll(() => {
  command.remove();
  removeFolder(repository);
});

describe('a project with three destinations, a warehouse and a policy of under 25 lines', () => {
  it('has such a policy', () => {
    expect(POLICY.trimEnd().split('\n').length).toBeLessThan(25);
  });

  it('is silent where nothing changed, and where a description did', () => {
    const { run, report } = check();
    expect({ status: run.status, findings: report.findings }).toEqual({ status: 0, findings: [] });
  });

  it('blocks the four breaks, each on its line, with the event and who gets it', () => {
    commit(repository, 'a bad change', { 'properties.yaml': CHANGED_PROPERTIES, 'plan.yaml': CHANGED_PLAN });
    const { run, report } = check();
    expect(run.status).toBe(1);
    const at = (rule: string, name: string): readonly string[] =>
      report.findings
        .filter((finding) => finding.rule === rule && finding.path === `properties.${name}`)
        .map((finding) => `${finding.severity} ${placeOf(finding)} ${finding.message}`);
    const total = `properties.yaml:${lineOf(CHANGED_PROPERTIES, 'name: total')}`;
    expect(at('destination/rejects', 'total')).toEqual([
      `error ${total} "total" may be string, and Revenue model (Finance) needs number as "amount": the event is lost there.`,
    ]);
    expect(at('warehouse/column-retyped', 'total')).toEqual([expect.stringMatching(new RegExp(`^error ${total} .*"warehouse"`))]);
    expect(at('destination/rejects', 'currency')).toEqual([
      expect.stringMatching(/^error plan\.yaml:\d+ "Order Completed" has no "currency", which Revenue model \(Finance\) needs/),
    ]);
    expect(at('pii/denied-destination', 'email')).toEqual([
      expect.stringMatching(
        new RegExp(`^error plan\\.yaml:${lineOf(CHANGED_PLAN, '#property:email')} "email" .*Google Analytics 4 \\(Statistics\\)`),
      ),
    ]);
    expect(at('destination/names-changed', 'voucher_code')).toEqual([
      expect.stringMatching(
        new RegExp(`^warning properties\\.yaml:${lineOf(CHANGED_PROPERTIES, 'voucher_code')} .*"Ads".*destinations/ads\\.yaml:13`),
      ),
    ]);
    for (const { events } of report.findings) expect(events.map(({ name }) => name)).toEqual(['Order Completed']);
  });

  it('says of the event who gets it and what each needs', () => {
    const { status, stdout } = command.run(['explain', '--event', 'Order Completed'], { cwd: repository });
    expect(status).toBe(0);
    for (const said of [
      'Statistics  destinations/statistics.yaml',
      'order_id',
      'Finance',
      'amount (properties.total)',
      'warehouse  schema-gate.yml:4',
    ])
      expect(stdout).toContain(said);
  });
});
