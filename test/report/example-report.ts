import { ExactNumber } from '../../src/jsonschema/index.ts';
import type { Report } from '../../src/report/report.ts';
import type { Finding } from '../../src/rules/rule.ts';

/** A finding as the gate makes it, to be varied by tests. */
export function exampleFinding(change: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '0a1b2c3d4e5f',
    rule: 'compat/type-changed',
    severity: 'error',
    audiences: [
      {
        audience: 'producers',
        severity: 'error',
        counterexample: {
          type: 'track',
          event: 'Order Completed',
          properties: { order_id: 'A-1', lines: [{ sku: 'tea-100', price: 4.5 }], total: 12.5 },
        },
      },
      {
        audience: 'consumers',
        severity: 'error',
        counterexample: { type: 'track', event: 'Order Completed', properties: { total: 'twelve' } },
      },
    ],
    events: [{ key: 'event:order_completed', type: 'track', name: 'Order Completed', plan: 'shop' }],
    path: 'properties.total',
    message: '`properties.total` of `Order Completed` was a number and is a string now: every app that is out there still sends a number.',
    suggestion: 'Keep the number, and add a new property for the text.',
    locations: {
      head: { file: 'plans/properties.yaml', line: 14, column: 13, endLine: 14, endColumn: 19 },
      base: { file: 'plans/properties.yaml', line: 14, column: 13, endLine: 14, endColumn: 19 },
    },
    ...change,
  };
}

/** A blocked run with one finding of each kind. */
export function exampleReport(change: Partial<Report> = {}): Report {
  return {
    reportVersion: 1,
    tool: { name: 'schema-gate', version: '0.1.0' },
    result: 'blocked',
    exitCode: 1,
    verdict: 'Blocked: 2 errors, 1 warning in 3 events',
    base: { label: 'main (1111111)', commit: '1'.repeat(40) },
    head: { label: 'pull request 7 (2222222)', commit: '2'.repeat(40) },
    reason: 'the first parent of the test merge of pull request 7',
    date: '2026-11-23',
    environment: null,
    contentModel: 'planned',
    failOn: 'error',
    policy: 'built-in defaults',
    counts: { errors: 2, warnings: 1, notices: 3, undecided: 0 },
    versionBump: 'major',
    events: { base: 12, head: 13, compared: 12, changed: 4 },
    findings: exampleFindings(),
    debt: [],
    waived: [],
    files: {
      loaded: 3,
      unchanged: 9,
      left: [
        { path: 'plans/draft.yaml', status: 'unreadable', format: null, reason: 'line 3: a mapping was expected' },
        { path: 'plans/logo.json', status: 'ignored', format: null, reason: 'no format recognises it' },
      ],
    },
    failures: [],
    notes: ['The policy at base could not be read; built-in defaults were used.'],
    ...change,
  };
}

function exampleFindings(): Finding[] {
  const event = (name: string) => ({ key: `event:${name}`, type: 'track', name, plan: 'shop' });
  const place = (line: number) => ({ file: 'plans/shop.yaml', line, column: 7, endLine: line, endColumn: 20 });
  return [
    exampleFinding({ before: 'number', after: 'string' }),
    exampleFinding({
      fingerprint: '111111111111',
      rule: 'compat/required-added',
      audiences: [
        {
          audience: 'producers',
          severity: 'error',
          counterexample: {
            type: 'track',
            event: 'Cart Viewed',
            properties: { cart_id: 'c-9', value: new ExactNumber('9007199254740993') },
          },
        },
      ],
      events: ['Cart Viewed', 'Checkout Started', 'Order Completed'].map(event),
      path: 'properties.currency',
      message: '`properties.currency` is now required: what apps send without it is rejected.',
      suggestion: 'Make it optional first; require it once every app sends it.',
      locations: { head: place(31) },
    }),
    exampleFinding({
      fingerprint: '222222222222',
      rule: 'plan/event-removed',
      severity: 'warning',
      audiences: [{ audience: 'consumers', severity: 'warning' }],
      events: [event('Wishlist Viewed')],
      path: '',
      message: '`Wishlist Viewed` is gone: what reads it will see no more of it.',
      suggestion: 'Deprecate it first.',
      locations: { base: { file: 'plans/wishlist.yaml', line: 4, column: 5, endLine: 9, endColumn: 1 } },
      example: { type: 'track', event: 'Wishlist Viewed', properties: {} },
    }),
    ...['coupon', 'gift', 'note'].map((name, index) =>
      exampleFinding({
        fingerprint: `33333333333${index}`,
        rule: 'plan/property-added',
        severity: 'notice',
        audiences: [],
        path: `properties.${name}`,
        message: `\`properties.${name}\` is new.`,
        suggestion: '',
        locations: { head: place(40 + index) },
      }),
    ),
  ];
}
