import { describe, expect, it, vi } from 'vitest';
import { standing } from '../../src/gate.ts';
import { baselineEntry, loadBaseline, printBaseline, rewritten } from '../../src/policy/baseline.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import type { Report } from '../../src/report/report.ts';
import { annotationsOf } from '../../src/report/github.ts';
import { gateFiles, revisionsOf, type Files } from '../harness/gate-files.ts';
import { shop } from './shop.ts';

vi.mock('../../src/rules/registry.ts', async (original) => {
  const { rules } = await original<typeof import('../../src/rules/registry.ts')>();
  const { mindsNames } = await import('./plan-rule.ts');
  return { rules: [...rules, mindsNames] };
});

const rulesOf = ({ findings }: Pick<Report, 'findings'>): string[] => findings.map(({ severity, rule }) => `${severity} ${rule}`);

/** What a baseline of a revision would list. */
function baselineOf(head: Files): string {
  const found = standing({ revisions: revisionsOf(head, head), directory: '', date: '2026-01-01' });
  if (!found.ok) throw new Error(found.failure.message);
  return printBaseline(found.value.map(baselineEntry));
}

/** An edit that makes the run read the plan and breaks nothing. */
const TOUCHED = shop({ values: '[EUR,   USD]' });
const POLICY: Files = { 'schema-gate.yml': 'baseline: old.json\n' };
const EMPTY = printBaseline([]);

describe('what was there before', () => {
  it('is debt that blocks nobody, and is told in one line', () => {
    const report = gateFiles(shop(), TOUCHED);
    expect(report).toMatchObject({ exitCode: 0, findings: [], verdict: 'Passed: no event changed; debt: 1 finding' });
    expect(report.debt.map(({ rule }) => rule)).toEqual(['test/names']);
    expect(renderText(report, { color: false, width: 100 })).toContain('Debt: 1 finding was there before (1 test/names)\n');
    expect(renderMarkdown(report)).toMatch(/<details><summary>Debt: 1 finding was there before<\/summary>[^]*`test\/names`/);
    expect(annotationsOf(report)).toEqual([]);
  });

  it('does not cover what the change brings', () => {
    const report = gateFiles(shop(), shop({ more: true }));
    expect(rulesOf(report)).toContain('error test/names');
    expect(report.debt).toHaveLength(1);
  });

  it('is listed completely where everything is read', () => {
    const apart = {
      'cart.json': '{"$schema": "http://json-schema.org/draft-07/schema#", "title": "Cart", "type": "object", "properties": {"note": {}}}',
    };
    expect(gateFiles({ ...shop(), ...apart }, { ...TOUCHED, ...apart }).debt).toHaveLength(1);
    expect(gateFiles({ ...shop(), ...apart }, { ...TOUCHED, ...apart }, { everything: true }).debt).toHaveLength(2);
  });
});

describe('a baseline', () => {
  it('lets be what it lists', () => {
    const files = { ...POLICY, 'old.json': baselineOf(shop()) };
    expect(gateFiles({ ...shop(), ...files }, { ...TOUCHED, ...files })).toMatchObject({
      exitCode: 0,
      findings: [],
      debt: [{ rule: 'test/names' }],
    });
  });

  it('lets nothing be that it does not list', () => {
    const files = { ...POLICY, 'old.json': EMPTY };
    const report = gateFiles({ ...shop(), ...files }, { ...TOUCHED, ...files });
    expect(report).toMatchObject({ exitCode: 1, debt: [] });
    expect(rulesOf(report)).toEqual(['error test/names']);
  });

  it('of base counts; one that head makes longer is told, with what it would hide', () => {
    const report = gateFiles({ ...shop(), ...POLICY, 'old.json': EMPTY }, { ...TOUCHED, ...POLICY, 'old.json': baselineOf(shop()) });
    expect(rulesOf(report)).toEqual(['error test/names', 'warning policy/weakened']);
    expect(report.findings[1]?.message).toMatch(
      /"0 findings" to "1 finding, 1 of them new"\. It hides or lightens 1 finding of today: 1 test\/names/,
    );
    expect(report.findings[1]?.locations.head).toMatchObject({ file: 'old.json', line: 1 });
  });

  it('that gets shorter is nobody’s business', () => {
    const report = gateFiles({ ...shop(), ...POLICY, 'old.json': baselineOf(shop()) }, { ...TOUCHED, ...POLICY, 'old.json': EMPTY });
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('that the policy drops is told', () => {
    const report = gateFiles({ ...shop(), ...POLICY, 'old.json': EMPTY }, { ...TOUCHED, 'schema-gate.yml': '{}\n', 'old.json': EMPTY });
    expect(rulesOf(report)).toEqual(['error test/names', 'warning policy/weakened']);
    expect(report.findings[1]?.message).toMatch(/"baseline" loses "old\.json"\. It hides or lightens 1 finding/);
  });

  it('that the policy begins to use is a notice', () => {
    const report = gateFiles(shop(), { ...TOUCHED, ...POLICY, 'old.json': baselineOf(shop()) });
    expect(rulesOf(report)).toEqual(['notice policy/changed']);
  });

  it.each<[string, Files, Files]>([
    ['is nowhere', POLICY, POLICY],
    ['is taken away', { ...POLICY, 'old.json': EMPTY }, POLICY],
    ['the new policy names and nobody wrote', {}, POLICY],
    ['is no list', { ...POLICY, 'old.json': '{"version": 1}' }, { ...POLICY, 'old.json': '{"version": 1}' }],
    ['is made invalid', { ...POLICY, 'old.json': EMPTY }, { ...POLICY, 'old.json': '{"version": 1, "findings": [{}]}' }],
  ])('that %s is a wrong configuration', (_, base, head) => {
    expect(gateFiles({ ...shop(), ...base }, { ...TOUCHED, ...head })).toMatchObject({ exitCode: 2, result: 'misconfigured' });
  });

  it('of the head’s policy lists what a waiver does not let pass', () => {
    const waiver = {
      'schema-gate.waivers.yml': 'waivers: [{rules: [test/*], events: ["*"], paths: [total], reason: a, owner: b, expires: 2026-01-31}]',
    };
    expect(baselineOf({ ...shop(), ...waiver })).toBe(EMPTY);
    expect(baselineOf({ ...shop(), 'schema-gate.yml': 'rules: {test/names: off}\n' })).toBe(EMPTY);
  });
});

describe('a baseline as a file', () => {
  const entry = (fingerprint: string, rule = 'a/b', path = 'x') => ({ fingerprint, rule, path });

  it('has a line for each finding, in an order of its own', () => {
    const [one, two, three] = [entry('00000000000b'), entry('00000000000a'), entry('00000000000c', 'a/a')];
    const text = printBaseline([one, two, three]);
    expect(text).toBe(printBaseline([three, two, one]));
    expect(text.split('\n').filter((line) => line.includes('fingerprint'))).toHaveLength(3);
    const read = loadBaseline('old.json', new TextEncoder().encode(text));
    expect(read).toEqual({ ok: true, value: [three, two, one] });
    expect(loadBaseline('old.yml', new TextEncoder().encode(text))).toEqual(read);
  });

  it('only shrinks', () => {
    const [a, b, c] = [entry('00000000000a'), entry('00000000000b'), entry('00000000000c')];
    expect(rewritten(null, [a, b])).toEqual({ entries: [a, b], gone: 0, refused: 0 });
    expect(rewritten([a, b], [b, c])).toEqual({ entries: [b], gone: 1, refused: 1 });
  });
});
