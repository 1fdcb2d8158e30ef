import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { project, shop } from './shop.ts';

const RETYPED = shop({ total: 'string' });
const FILE = 'schema-gate.waivers.yml';

/** The one finding of `RETYPED`. */
const FINGERPRINT = gateFiles(shop(), RETYPED).findings[0]?.fingerprint ?? '';

type Fields = Readonly<Record<string, unknown>>;

function waivers(...entries: readonly Fields[]): Files {
  const complete = entries.map((entry) => ({ reason: 'The readers cast it', owner: 'shop-team', expires: '2026-02-15', ...entry }));
  return { [FILE]: JSON.stringify({ waivers: complete }) };
}

function judge(base: Fields | readonly Fields[], head: Fields | readonly Fields[], policy = ''): Report {
  const listed = (entries: Fields | readonly Fields[]): readonly Fields[] =>
    Array.isArray(entries) ? (entries as Fields[]) : [entries as Fields];
  const settings: Files = policy === '' ? {} : { 'schema-gate.yml': policy };
  return gateFiles({ ...shop(), ...settings, ...waivers(...listed(base)) }, { ...RETYPED, ...settings, ...waivers(...listed(head)) });
}

const both = (entry: Fields, policy?: string): Report => judge(entry, entry, policy);
const rulesOf = ({ findings }: Report): string[] => findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe('a waiver of base', () => {
  it('lets its finding pass, and the report says by whom, why and until when', () => {
    const report = both({ fingerprint: FINGERPRINT, ticket: 'https://tickets.example.test/7' });
    expect(report).toMatchObject({ exitCode: 0, result: 'passed', verdict: 'Passed: 1 error waived', findings: [] });
    expect(report.waived.map(({ waiver }) => waiver)).toEqual([
      {
        status: 'granted',
        reason: 'The readers cast it',
        owner: 'shop-team',
        ticket: 'https://tickets.example.test/7',
        expires: '2026-02-15',
      },
    ]);
  });

  it('does not make a break small: the version step is the same', () => {
    expect(both({ fingerprint: FINGERPRINT }).versionBump).toBe('major');
  });

  it.each<[string, Fields]>([
    ['a rule and events', { rules: ['compat/type-*'], events: ['Order *'] }],
    ['a rule and the bare name of a property', { rules: ['compat/*'], paths: ['total'] }],
    ['a rule and a path from the section on', { rules: ['compat/*'], paths: ['properties.total'] }],
    ['a rule and a file', { rules: ['compat/*'], files: ['prop*.yaml'] }],
    ['a rule and a plan', { rules: ['compat/*'], plans: ['shop'] }],
  ])('may be for %s', (_, scope) => {
    expect(both(scope)).toMatchObject({ exitCode: 0, findings: [] });
  });

  it.each<[string, Fields]>([
    ['another finding', { fingerprint: '000000000000' }],
    ['another rule', { rules: ['compat/enum-*'], events: ['Order *'] }],
    ['another event', { rules: ['compat/*'], events: ['Cart *'] }],
    ['another property', { rules: ['compat/*'], paths: ['currency'] }],
    ['another file', { rules: ['compat/*'], files: ['plan.yaml'] }],
    ['the finding, at another place', { fingerprint: FINGERPRINT, events: ['Cart *'] }],
  ])('that is for %s does not count', (_, scope) => {
    expect(rulesOf(both(scope))).toEqual(['error compat/type-changed', 'notice waiver/unused']);
  });

  it('counts on its last day and not after it', () => {
    expect(both({ fingerprint: FINGERPRINT, expires: '2026-01-01' }).exitCode).toBe(0);
    expect(rulesOf(both({ fingerprint: FINGERPRINT, expires: '2025-12-31' }))).toEqual([
      'error compat/type-changed',
      'warning waiver/expired',
    ]);
  });

  it('counts up to max-days away and not further', () => {
    expect(both({ fingerprint: FINGERPRINT, expires: '2026-04-01' }).exitCode).toBe(0);
    expect(rulesOf(both({ fingerprint: FINGERPRINT, expires: '2026-04-02' }))).toEqual([
      'error compat/type-changed',
      'warning waiver/too-long',
    ]);
    expect(both({ fingerprint: FINGERPRINT, expires: '2026-12-01' }, 'waivers: {max-days: 365}\n').exitCode).toBe(0);
  });

  it('still counts for the change that removes it', () => {
    expect(judge({ fingerprint: FINGERPRINT }, [])).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('is read from where the policy says', () => {
    const files = { 'schema-gate.yml': 'waivers: {file: ops/w.yml}\n', 'ops/w.yml': waivers({ fingerprint: FINGERPRINT })[FILE] ?? '' };
    expect(gateFiles({ ...shop(), ...files }, { ...RETYPED, ...files }).exitCode).toBe(0);
  });
});

describe('a waiver that the change adds', () => {
  it('does not count and is shown as a request', () => {
    const report = judge([], { fingerprint: FINGERPRINT });
    expect(report).toMatchObject({ exitCode: 1, waived: [] });
    expect(report.findings.map(({ waiver }) => waiver?.status)).toEqual(['requested']);
  });

  it('counts at once where the policy at base says so', () => {
    const report = judge([], { fingerprint: FINGERPRINT }, 'waivers: {from-head: true}\n');
    expect(report).toMatchObject({ exitCode: 0, findings: [], waived: [{ waiver: { status: 'granted' } }] });
  });

  it('does not count by a policy that the change brings', () => {
    const report = gateFiles(shop(), {
      ...RETYPED,
      ...waivers({ fingerprint: FINGERPRINT }),
      'schema-gate.yml': 'waivers: {from-head: true}\n',
    });
    expect(report.exitCode).toBe(1);
    expect(rulesOf(report)).toContain('warning policy/weakened');
  });

  it('is no request where it could not count', () => {
    expect(judge([], { fingerprint: FINGERPRINT, expires: '2030-01-01' }).findings.map(({ waiver }) => waiver)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('does not count as the same as one of base with an earlier day', () => {
    const report = judge({ fingerprint: FINGERPRINT, expires: '2025-12-01' }, { fingerprint: FINGERPRINT });
    expect(report.findings.map(({ rule, waiver }) => [rule, waiver?.status])).toEqual([['compat/type-changed', 'requested']]);
  });

  it('that is for nothing is told, more loudly where it would count', () => {
    const other = { fingerprint: '000000000000' };
    expect(rulesOf(judge([], other))).toEqual(['error compat/type-changed', 'notice waiver/unused']);
    expect(rulesOf(judge([], other, 'waivers: {from-head: true}\n'))).toEqual(['error compat/type-changed', 'warning waiver/unused']);
  });

  it('is an error where it is for everything, and a warning from then on', () => {
    expect(rulesOf(judge([], { rules: ['*'] }, 'waivers: {from-head: true}\n'))).toEqual(['error waiver/too-broad']);
    expect(rulesOf(both({ rules: ['compat/*'], types: ['track'] }))).toEqual(['warning waiver/too-broad']);
    expect(rulesOf(both({ events: ['**'], rules: ['compat/*'] }))).toEqual(['warning waiver/too-broad']);
  });

  it.each<Readonly<Record<string, unknown>>>([
    { rules: ['*/*'], events: ['*'] },
    { rules: ['compat/*'], events: ['*:*'] },
    { rules: ['compat/*'], paths: ['properties.*'] },
    { rules: ['compat/*'], paths: ['*.*'] },
    { rules: ['compat/*'], files: ['**/*.{json,yaml,yml}'] },
    { rules: ['compat/*'], files: ['**/*.yaml'] },
    { rules: ['compat/*'], plans: ['?*'] },
  ])('is for everything where its globs are: %j', (limits) => {
    expect(rulesOf(both(limits))).toContain('warning waiver/too-broad');
  });

  it.each<Readonly<Record<string, unknown>>>([
    { rules: ['compat/*'], events: ['Order *'] },
    { rules: ['compat/*'], files: ['*.yaml'] },
    { rules: ['compat/*'], paths: ['properties.address.*'] },
  ])('is not where one of them limits it: %j', (limits) => {
    expect(rulesOf(both(limits))).not.toContain('warning waiver/too-broad');
  });
});

describe('a waiver for a problem of reading', () => {
  it('does not let pass what the problem explains', () => {
    const broken: Files = { ...shop(), 'properties.yaml': project({}).replace('type: number', 'type: 7') };
    const [problem] = gateFiles(shop(), broken).findings;
    expect(problem?.rule).toMatch(/^plan\//);
    const waiver = waivers({ fingerprint: problem?.fingerprint });
    const report = gateFiles({ ...shop(), ...waiver }, { ...broken, ...waiver });
    expect(report.waived).toHaveLength(1);
    const lenient = { 'schema-gate.yml': 'rules: {plan/invalid-definition: notice}\n' };
    const explained = gateFiles({ ...shop(), ...lenient }, { ...broken, ...lenient }).findings.slice(0, -1);
    expect(explained.length).toBeGreaterThan(0);
    expect(report.findings).toEqual(explained);
  });
});

describe('unused waivers of base', () => {
  const other = { fingerprint: '000000000000' };

  it('are told only where everything was read', () => {
    const apart = {
      'cart.json': '{"$schema": "http://json-schema.org/draft-07/schema#", "title": "Cart", "type": "object"}',
      ...waivers(other),
    };
    const [base, head] = [
      { ...shop(), ...apart },
      { ...RETYPED, ...apart },
    ];
    expect(rulesOf(gateFiles(base, head))).toEqual(['error compat/type-changed']);
    const all = gateFiles(base, head, { everything: true });
    expect(rulesOf(all)).toEqual(['error compat/type-changed', 'notice waiver/unused']);
    expect(all.files.unchanged).toBe(0);
  });
});

describe('a waiver by event', () => {
  const two = (total: string): Files => {
    const files = shop({ total });
    return {
      ...files,
      'more.yaml': `version: rudder/v1
kind: events
metadata: {name: more}
spec:
  events:
    - {id: refund, name: Order Refunded, event_type: track}
`,
      'plan2.yaml': `version: rudder/v1
kind: tracking-plan
metadata: {name: more}
spec:
  id: more
  display_name: More
  rules:
    - type: event_rule
      id: refunded
      event: "#event:refund"
      properties: [{property: "#property:total", required: true}]
`,
    };
  };

  it('takes it from the list of a shared definition; the finding keeps its fingerprint', () => {
    const waiver = waivers({ rules: ['compat/type-changed'], events: ['Order Placed'] });
    const report = gateFiles({ ...two('number'), ...waiver }, { ...two('string'), ...waiver });
    expect(report.findings.map(({ events, fingerprint }) => [events.map(({ name }) => name), fingerprint])).toEqual([
      [['Order Refunded'], FINGERPRINT],
    ]);
    expect(report.waived.map(({ events, fingerprint }) => [events.map(({ name }) => name), fingerprint])).toEqual([
      [['Order Placed'], FINGERPRINT],
    ]);
    expect(report.verdict).toBe('Blocked: 1 error in 1 event; 1 error waived');
  });
});

describe('a waiver file that is not valid', () => {
  const wrong: Files = { [FILE]: 'waivers:\n  - fingerprint: abc\n    reson: x\n    owner: y\n    expires: 2026-02-30\n' };

  it('is a wrong configuration, with every problem on its line', () => {
    const report = gateFiles({ ...shop(), ...wrong }, { ...RETYPED, ...wrong });
    expect(report).toMatchObject({ exitCode: 2, result: 'misconfigured' });
    const [failure] = report.failures;
    expect(failure?.location).toEqual({ file: FILE, line: 2, column: 5 });
    expect(failure?.message).toMatch(/4 problems/);
    expect(failure?.message).toMatch(/:3:5: Unknown key "reson" in "waivers\.0"\. Did you mean "reason"\?/);
    expect(failure?.message).toMatch(/:2:18: "waivers\.0\.fingerprint" is "abc", which is no fingerprint\./);
    expect(failure?.message).toMatch(/:5:14: "waivers\.0\.expires" is no day/);
  });

  it.each([
    [
      'an unknown rule',
      'waivers: [{rules: [compat/typ-changed], reason: a, owner: b, expires: 2026-01-31}]',
      /No rule is called.*Did you mean "compat\/type-changed"/,
    ],
    ['a reason that says nothing', 'waivers: [{fingerprint: "000000000000", reason: "…", owner: b, expires: 2026-01-31}]', /says nothing/],
    [
      'a fingerprint that YAML takes for a number',
      'waivers: [{fingerprint: 12345e678901, reason: a, owner: b, expires: 2026-01-31}]',
      /must be a text.*quotes/,
    ],
    [
      'more entries than anybody can oversee',
      JSON.stringify({
        waivers: Array.from({ length: 1001 }, () => ({ rules: ['compat/*'], reason: 'a', owner: 'b', expires: '2026-01-31' })),
      }),
      /more than 1000 entries/,
    ],
    ['no YAML', 'waivers: [', /not valid YAML/],
  ])('may have %s', (_, text, message) => {
    const report = gateFiles({ ...shop(), [FILE]: text }, { ...RETYPED, [FILE]: text });
    expect(report.exitCode).toBe(2);
    expect(`${report.failures[0]?.message} ${report.failures[0]?.hint}`).toMatch(message);
  });

  it('is mended by head: nothing of it counts yet, and that is said', () => {
    const report = gateFiles({ ...shop(), ...wrong }, { ...RETYPED, ...waivers({ fingerprint: FINGERPRINT }) });
    expect(report).toMatchObject({ exitCode: 1, notes: [expect.stringMatching(/^Warning: the waiver file at base/)] });
  });

  it('cannot be brought by head', () => {
    expect(gateFiles(shop(), { ...RETYPED, ...wrong }).exitCode).toBe(2);
    expect(gateFiles(shop(), { ...RETYPED, [FILE]: { symlink: 'elsewhere' } }).exitCode).toBe(2);
  });
});
