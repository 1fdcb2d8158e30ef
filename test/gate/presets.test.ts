import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { shop } from './shop.ts';

/** An error, a warning and a notice. */
const HEAD = shop({ total: 'string', values: '[EUR, USD, GBP]', more: true });

function judge(files: Files, options: Parameters<typeof gateFiles>[2] = {}): Report {
  return gateFiles({ ...shop(), ...files }, { ...HEAD, ...files }, options);
}

const policy = (text: string): Files => ({ 'schema-gate.yml': text });
const severities = ({ findings }: Report): Record<string, string> =>
  Object.fromEntries(findings.map(({ rule, severity }) => [rule.replace('compat/', ''), severity]));
const AS_IS = { 'type-changed': 'error', 'enum-value-added': 'warning', 'property-added': 'notice' };

describe('a preset', () => {
  it.each<[string, Record<string, string>]>([
    ['recommended', AS_IS],
    ['strict', { ...AS_IS, 'enum-value-added': 'error' }],
    ['relaxed', { ...AS_IS, 'enum-value-added': 'notice' }],
  ])('%s weighs warnings its way, and nothing else', (preset, expected) => {
    const report = judge(policy(`preset: ${preset}\n`));
    expect(severities(report)).toEqual(expected);
    const warned = report.findings.find(({ rule }) => rule === 'compat/enum-value-added');
    expect(warned?.audiences.map(({ severity }) => severity)).toEqual([expected['enum-value-added']]);
  });

  it('gives way to what the policy says of the rule', () => {
    expect(severities(judge(policy('preset: strict\nrules: {compat/enum-value-added: warning}\n')))).toEqual(AS_IS);
    expect(severities(judge(policy('preset: relaxed\nrules: {compat/*: error}\n')))).toEqual({
      'type-changed': 'error',
      'enum-value-added': 'error',
      'property-added': 'error',
    });
  });
});

describe('overrides', () => {
  it.each<[string, string, Record<string, string>]>([
    ['by event', 'overrides: [{events: [Order *], rules: {compat/type-changed: notice}}]', { ...AS_IS, 'type-changed': 'notice' }],
    ['by file', 'overrides: [{files: [properties.yaml], rules: {compat/*: warning}}]', { ...AS_IS, 'type-changed': 'warning' }],
    ['for another event', 'overrides: [{events: [Cart *], rules: {compat/*: off}}]', AS_IS],
    [
      'of which the last decides',
      'overrides: [{types: [track], rules: {compat/*: off}}, {plans: [shop], rules: {compat/*: warning}}]',
      {
        'type-changed': 'warning',
        'enum-value-added': 'warning',
        'property-added': 'warning',
      },
    ],
  ])('weigh %s', (_, text, expected) => {
    expect(severities(judge(policy(`${text}\n`)))).toEqual(expected);
  });

  it('may switch on what is off elsewhere', () => {
    const text = 'rules: {compat/*: off}\noverrides: [{events: [Order Placed], rules: {compat/type-changed: error}}]\n';
    expect(severities(judge(policy(text)))).toEqual({ 'type-changed': 'error' });
  });
});

describe('an environment', () => {
  it('has its own rules, overrides and level', () => {
    const text = `rules: {compat/type-changed: warning}
environments:
  production:
    rules: {compat/type-changed: error}
    overrides: [{events: [Order *], rules: {compat/enum-value-added: error}}]
  dev:
    fail-on: never
`;
    expect(severities(judge(policy(text)))).toEqual({ ...AS_IS, 'type-changed': 'warning' });
    expect(severities(judge(policy(text), { environment: 'production' }))).toEqual({ ...AS_IS, 'enum-value-added': 'error' });
    expect(judge(policy(text), { environment: 'dev' })).toMatchObject({ exitCode: 0, environment: 'dev' });
  });
});

describe('extends', () => {
  it('takes what the others say, and adds to it', () => {
    const files = {
      'schema-gate.yml': 'extends: shared/team.yml\nrules: {compat/property-added: off}\n',
      'shared/team.yml': 'extends: company.yml\nrules: {compat/enum-value-added: notice}\n',
      'shared/company.yml': 'fail-on: never\nrules: {compat/enum-value-added: error, compat/type-changed: warning}\n',
    };
    const report = judge(files);
    expect(severities(report)).toEqual({ 'type-changed': 'warning', 'enum-value-added': 'notice' });
    expect(report).toMatchObject({ exitCode: 0, failOn: 'never' });
  });

  it.each<[string, Files, RegExp]>([
    [
      'come back to itself',
      { 'schema-gate.yml': 'extends: a.yml\n', 'a.yml': 'extends: schema-gate.yml\n' },
      /a\.yml:1:10.*comes back|comes back/,
    ],
    ['leave the repository', { 'schema-gate.yml': 'extends: ../other.yml\n' }, /out of the repository/],
    ['name what is not there', { 'schema-gate.yml': 'extends: none.yml\n' }, /no file none\.yml/],
    ['be a link', { 'schema-gate.yml': 'extends: link.yml\n', 'link.yml': { symlink: '/etc/passwd' } }, /link\.yml is a symlink/],
    ['lead into a file that is wrong', { 'schema-gate.yml': 'extends: a.yml\n', 'a.yml': 'fail-onn: never\n' }, /a\.yml:1:1.*fail-onn/],
  ])('cannot %s: 2', (_, files, message) => {
    const report = judge(files);
    expect(report).toMatchObject({ exitCode: 2, result: 'misconfigured' });
    expect(report.failures[0]?.message).toMatch(message);
  });

  it('cannot go on for ever', () => {
    const chain = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}.yml`, `extends: p${index + 1}.yml\n`]));
    expect(judge({ ...policy('extends: p0.yml\n'), ...chain })).toMatchObject({ exitCode: 2 });
  });

  it('is edited where a file changes that it names', () => {
    const files = (level: string): Files => ({ ...policy('extends: team.yml\n'), 'team.yml': `fail-on: ${level}\n` });
    const report = gateFiles({ ...shop(), ...files('error') }, { ...HEAD, ...files('never') });
    expect(report.exitCode).toBe(1);
    expect(report.findings.find(({ rule }) => rule === 'policy/weakened')?.locations).toMatchObject({
      head: { file: 'team.yml', line: 1 },
    });
  });
});

describe('the policy file', () => {
  const inFolder = (files: Files): Files => Object.fromEntries(Object.entries(files).map(([path, file]) => [`apps/shop/${path}`, file]));
  const check = (files: Files): Report =>
    gateFiles({ ...inFolder(shop()), ...files }, { ...inFolder(HEAD), ...files }, { directory: 'apps/shop' });

  it('is the nearest from the working folder up', () => {
    const root = policy('fail-on: never\n');
    expect(check(root)).toMatchObject({ exitCode: 0, policy: 'schema-gate.yml at base' });
    expect(check({ ...root, 'apps/schema-gate.yaml': 'fail-on: error\n' })).toMatchObject({
      exitCode: 1,
      policy: 'apps/schema-gate.yaml at base',
    });
  });

  it('has its waivers beside it', () => {
    const waiver = 'waivers: [{rules: [compat/*], events: [Order *], reason: known, owner: me, expires: 2026-01-31}]\n';
    expect(check({ 'apps/schema-gate.yml': '{}\n', 'apps/schema-gate.waivers.yml': waiver }).exitCode).toBe(0);
    expect(check({ 'apps/schema-gate.yml': '{}\n', 'schema-gate.waivers.yml': waiver }).exitCode).toBe(1);
  });
});
