import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install, type Installed, type Run } from './cli-harness.ts';

let command: Installed;
beforeAll(() => {
  command = install();
});
afterAll(() => command.remove());

const RULES = ['Order Placed', 'Cart Viewed'].map((key) => ({ key, type: 'TRACK', version: 1, jsonSchema: { type: 'object' } }));
const FILES: Readonly<Record<string, string>> = {
  'plan.json': JSON.stringify({ rules: [...RULES, { key: null, type: 'IDENTIFY', version: 1, jsonSchema: { type: 'object' } }] }, null, 2),
  'ads.tf': `resource "segment_destination" "ads" {
  name     = "Ads"
  metadata = { id = "m1" }
}

resource "segment_destination_subscription" "orders" {
  destination_id = segment_destination.ads.id
  name           = "Orders"
  trigger        = "type = \\"track\\" and event = \\"Order Placed\\""
  settings = jsonencode({
    value    = { "@if" = { exists = { "@path" = "$.properties.total" }, then = { "@path" = "$.properties.total" }, else = { "@path" = "$.properties.value" } } }
    items    = { "@arrayPath" = ["$.properties.lines", { id = { "@path" = "sku" } }] }
    currency = "EUR"
    note     = { "@template" = "{{properties.note}}" }
    user     = { mail = { "@path" = "$.context.traits.email" } }
  })
}

resource "segment_destination_subscription" "people" {
  name    = "People"
  trigger = "type = \\"identify\\" or (type = \\"track\\" and event != \\"Cart Viewed\\")"
}
`,
  'schema-gate.yml': 'version: 1\ndestinations:\n  crm:\n    events: ["Order *"]\n    hashes: true\n  lake: {}\n',
};

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(command.folder, 'plan-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function explain(name: string, ...options: readonly string[]): Run {
  return command.run(['explain', '--event', name, ...options], { cwd: folderOf(FILES) });
}

describe('explain --event', () => {
  it('lists who gets it, with the place, the filter, and the mapping field by field', () => {
    expect(explain('Order Placed')).toEqual({
      status: 0,
      stderr: '',
      stdout: `track event "Order Placed" of "plan.json"  plan.json:4:7

  Ads: Orders  ads.tf:8:3
    is       m1
    gets     events of any plan: none is named for its source
    filter   lets track messages through; track events only by name: "Order Placed"
    mapping  value     properties.total, else properties.value
             items     each of properties.lines
               id      properties.lines[].sku
             currency  always "EUR"
             note      computed, not known here
             user
               mail    context.traits.email

  People  ads.tf:20:3
    gets     events of any plan: none is named for its source
    filter   lets track, identify messages through; blocks track events "Cart Viewed"
    mapping  the receiver's default, and what its own settings say

  crm  schema-gate.yml:3:3
    gets     by the policy: events: "Order *"
    filter   hashes the personal data that it gets

  lake  schema-gate.yml:6:3
    gets     by the policy: every event
    filter   none is known
`,
    });
  });

  it('leaves out who does not', () => {
    const { stdout } = explain('Cart Viewed');
    expect(stdout).toContain('  lake  schema-gate.yml:6:3\n');
    expect(stdout).not.toMatch(/Orders|People|crm/);
  });

  it('prints the same as JSON', () => {
    const { status, stdout } = explain('Order Placed', '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      events: [
        {
          key: 'segment:plan.json/track/Order Placed',
          format: 'segment',
          plan: 'plan.json',
          type: 'track',
          name: 'Order Placed',
          location: { file: 'plan.json', line: 4, column: 7 },
          receivers: [
            {
              from: 'plan',
              name: 'Ads: Orders',
              needs: [],
              location: { file: 'ads.tf', line: 8, column: 3 },
              owner: 'segment-subscription:orders',
              format: 'segment',
              receiver: 'm1',
              action: null,
              through: null,
              plans: null,
              types: ['track'],
              admitted: ['Order Placed'],
              blocked: [],
              mapping: {
                value: { paths: ['properties.total', 'properties.value'] },
                items: { list: 'properties.lines', each: { id: { paths: ['properties.lines[].sku'] } } },
                currency: { value: 'EUR' },
                note: { unknown: true },
                user: { fields: { mail: { paths: ['context.traits.email'] } } },
              },
            },
            expect.objectContaining({
              from: 'plan',
              name: 'People',
              types: ['track', 'identify'],
              blocked: ['Cart Viewed'],
              mapping: null,
            }),
            {
              from: 'policy',
              name: 'crm',
              needs: [],
              location: { file: 'schema-gate.yml', line: 3, column: 3 },
              scope: { events: ['Order *'] },
              hashes: true,
            },
            {
              from: 'policy',
              name: 'lake',
              needs: [],
              location: { file: 'schema-gate.yml', line: 6, column: 3 },
              scope: {},
              hashes: false,
            },
          ],
        },
      ],
      unread: [],
    });
  });

  it('reads another folder, and another policy', () => {
    const folder = folderOf({ ...FILES, 'gate/policy.yml': 'version: 1\n' });
    const { status, stdout } = command.run(['explain', '--event', 'Cart Viewed', '--head-dir', folder, '--config', 'gate/policy.yml']);
    expect(status).toBe(0);
    expect(stdout).toContain('Nobody gets it, as far as the repository says.');
  });

  it('says nothing that a terminal would obey', () => {
    const folder = folderOf({
      'plan.json': FILES['plan.json'] ?? '',
      'ads.tf': FILES['ads.tf']?.replace('"Ads"', '"\\u001b[31m\\n::error::planted"') ?? '',
    });
    const { stdout } = command.run(['explain', '--event', 'Order Placed', '--head-dir', folder]);
    expect(stdout).toContain(String.raw`\u{1b}[31m\n::error::planted: Orders`);
  });

  it.each<[name: string, options: readonly string[], said: RegExp]>([
    ['Order Plaecd', [], /There is no event "Order Plaecd"\.\nDid you mean "Order Placed"\?/],
    ['nothing of the kind', [], /There is no event "nothing of the kind"\.\nKnown events: /],
    ['Order Placed', ['compat/type-changed'], /--event takes no rule or finding beside it/],
    ['Order Placed', ['--base', 'main'], /cannot be used with option/],
    ['Order Placed', ['--head-dir', 'missing'], /missing/],
  ])('of %s with %j is a wrong call', (name, options, said) => {
    expect(explain(name, ...options)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(said) as string });
  });

  it('is what its options need', () => {
    expect(command.run(['explain', '--format', 'json'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--head-dir, --config and --format need --event/) as string,
    });
  });
});
