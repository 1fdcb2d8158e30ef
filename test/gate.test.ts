import { describe, expect, it } from 'vitest';
import { policySourceOf, project, shop, type ShopOptions } from './gate/shop.ts';
import { gateFiles, type Files } from './harness/gate-files.ts';
import { schemaFile, versions } from './plan/support.ts';

const RETYPED: Files = shop({ total: 'string' });
const BROKEN = 'version: rudder/v1\nkind: properties\nspec: {properties: [\n';

const policy = (text: string): Files => ({ 'schema-gate.yml': text });
const rulesOf = (base: Files, head: Files, options: Parameters<typeof gateFiles>[2] = {}): string[] =>
  gateFiles(base, head, options).findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe('which policy judges', () => {
  it('is the one at base, whatever head makes of it', () => {
    const report = gateFiles(
      { ...shop(), ...policy('fail-on: error\n') },
      { ...RETYPED, ...policy('rules: {compat/type-changed: off}\n') },
    );
    expect(report).toMatchObject({ exitCode: 1, result: 'blocked', policy: 'schema-gate.yml at base' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['compat/type-changed', 'policy/weakened']);
    expect(report.notes).toEqual([expect.stringMatching(/edits the policy.*at base/)]);
  });

  it('is not one that head brings', () => {
    const report = gateFiles(shop(), { ...RETYPED, ...policy('fail-on: never\n') });
    expect(report).toMatchObject({ exitCode: 1, policy: 'built-in defaults' });
    expect(report.notes).toHaveLength(1);
  });

  it('is the one at base where head removes it', () => {
    const report = gateFiles({ ...shop(), ...policy('fail-on: warning\n') }, shop({ values: '[EUR, USD, GBP]' }));
    expect(report).toMatchObject({ exitCode: 1, failOn: 'warning' });
    expect(report.notes).toHaveLength(1);
  });

  it('is not mentioned where it stays the same', () => {
    expect(gateFiles({ ...shop(), ...policy('{}\n') }, { ...RETYPED, ...policy('{}\n') }).notes).toEqual([]);
  });

  it.each([
    ['an unknown key', 'rulez: {}\n'],
    ['no YAML', 'rules: {\n'],
    ['an unknown rule', 'rules: {compat/typo: off}\n'],
  ])('cannot be one with %s: 2', (_, text) => {
    expect(gateFiles({ ...shop(), ...policy(text) }, { ...RETYPED, ...policy(text) })).toMatchObject({
      exitCode: 2,
      result: 'misconfigured',
      findings: [],
    });
    expect(gateFiles({ ...shop(), ...policy('{}\n') }, { ...RETYPED, ...policy(text) })).toMatchObject({ exitCode: 2 });
  });

  it.each<[string, Files[string]]>([
    ['too large', '#'.repeat(8 * 1024 * 1024 + 1)],
    ['a symlink', { symlink: 'elsewhere.yml' }],
  ])('cannot be a file that is %s: 2, not silently the defaults', (_, file) => {
    const report = gateFiles({ ...shop(), 'schema-gate.yml': file }, { ...RETYPED, 'schema-gate.yml': file });
    expect(report).toMatchObject({ exitCode: 2, failures: [{ message: expect.stringContaining('schema-gate.yml at base') }] });
    expect(gateFiles(shop(), { ...shop(), 'schema-gate.yml': file })).toMatchObject({ exitCode: 2 });
  });

  it('is the built-in one, with a warning, where this change mends an invalid one', () => {
    const report = gateFiles({ ...shop(), ...policy('rulez: {}\n') }, { ...RETYPED, ...policy('rules: {compat/type-changed: off}\n') });
    expect(report).toMatchObject({ exitCode: 1, policy: 'built-in defaults' });
    expect(report.notes).toEqual([expect.stringMatching(/^Warning: .*"rulez".*built-in defaults/)]);
  });

  it('mended on a push, does not fail it', () => {
    const report = gateFiles({ ...shop(), ...policy('rulez: {}\n') }, { ...RETYPED, ...policy('{}\n') }, { failOnDefault: 'never' });
    expect(report).toMatchObject({ exitCode: 0, failOn: 'never' });
  });

  it('is not mended by removing it', () => {
    expect(gateFiles({ ...shop(), ...policy('rulez: {}\n') }, RETYPED)).toMatchObject({ exitCode: 2 });
  });

  it('has the environment that was asked for, or the call is wrong', () => {
    const staging = policy('environments: {staging: {fail-on: never}}\n');
    expect(gateFiles({ ...shop(), ...staging }, { ...RETYPED, ...staging }, { environment: 'staging' })).toMatchObject({
      exitCode: 0,
      environment: 'staging',
    });
    for (const environment of ['stagin', '__proto__', 'constructor']) {
      const report = gateFiles({ ...shop(), ...staging }, { ...RETYPED, ...staging }, { environment });
      expect(report).toMatchObject({ exitCode: 2, failures: [{ kind: 'configuration', message: expect.stringContaining(environment) }] });
    }
  });

  it('may be named by the call, and must then be there', () => {
    const named = { 'config/gate.yml': 'fail-on: never\n' };
    expect(gateFiles({ ...shop(), ...named }, { ...RETYPED, ...named }, { config: 'config/gate.yml' })).toMatchObject({
      exitCode: 0,
      policy: policySourceOf('config/gate.yml'),
    });
    expect(gateFiles(shop(), RETYPED, { config: 'config/gate.yml' })).toMatchObject({
      exitCode: 2,
      failures: [{ hint: expect.any(String) }],
    });
  });

  it('is overruled by the call', () => {
    const strict = { ...shop(), ...policy('fail-on: error\ncompatibility: {content-model: strict}\n') };
    const head = { ...RETYPED, ...policy('fail-on: error\ncompatibility: {content-model: strict}\n') };
    expect(gateFiles(strict, head, { failOn: 'never', contentModel: 'planned' })).toMatchObject({
      exitCode: 0,
      failOn: 'never',
      contentModel: 'planned',
    });
  });
});

describe('what blocks', () => {
  const warning: Files = shop({ values: '[EUR, USD, GBP]' });

  it.each<[string, Files, NonNullable<ShopOptions['failOn']>, number]>([
    ['an error', RETYPED, 'error', 1],
    ['an error', RETYPED, 'warning', 1],
    ['an error', RETYPED, 'never', 0],
    ['a warning', warning, 'error', 0],
    ['a warning', warning, 'warning', 1],
    ['a warning', warning, 'never', 0],
    ['a notice', shop({ more: true }), 'warning', 0],
  ])('%s under %s', (_, head, failOn, exitCode) => {
    const report = gateFiles(shop(), head, { failOn });
    expect(report.exitCode).toBe(exitCode);
    expect(report.findings).toHaveLength(1);
  });
});

describe('schema files', () => {
  it('on neither side: 2, with a hint that names the formats', () => {
    const report = gateFiles({ 'README.md': '# Hello' }, { 'README.md': '# Hello', 'package.json': '{}' });
    expect(report).toMatchObject({ exitCode: 2, result: 'misconfigured' });
    expect(report.failures).toEqual([expect.objectContaining({ kind: 'configuration', hint: expect.stringContaining('RudderStack') })]);
  });

  it('unchanged: 0', () => {
    expect(gateFiles(shop(), { ...shop(), 'README.md': 'new' })).toMatchObject({
      exitCode: 0,
      verdict: 'Passed: no event changed',
      findings: [],
    });
  });

  it('outside the folder checked are not there', () => {
    const [base, head] = versions({ type: 'object' }, { type: 'array' });
    expect(gateFiles(base, head, { directory: 'plans' })).toMatchObject({
      exitCode: 2,
      failures: [{ message: expect.stringContaining('plans') }],
    });
  });

  it('that the policy at base ignores are not judged', () => {
    const ignore = policy('schemas: {ignore: [order.json]}\n');
    const [base, head] = versions({ type: 'object' }, { type: 'array' });
    expect(gateFiles({ ...base, ...shop(), ...ignore }, { ...head, ...shop(), ...ignore })).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('moved without a change: 0', () => {
    const moved = Object.fromEntries(Object.entries(shop()).map(([path, file]) => [`plans/${path}`, file]));
    expect(gateFiles(shop(), moved)).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('deleted: their events are gone', () => {
    const [base] = versions({ type: 'object' }, {});
    expect(rulesOf({ ...base, ...shop() }, shop())).toEqual(['error compat/event-removed']);
    expect(rulesOf(base, {})).toEqual(['error compat/event-removed']);
  });

  it('all new, as in a root commit: nothing is broken, and personal data is found', () => {
    const [, head] = versions({}, { properties: { email: { type: 'string' } } });
    const report = gateFiles({}, { ...head, ...shop() });
    expect(report).toMatchObject({ exitCode: 0, events: { base: 0, head: 2 } });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['pii/untagged', 'compat/event-added', 'compat/event-added']);
  });
});

describe('a file that cannot be read', () => {
  it('in head blocks on its line; all others are checked, and nothing else is told of it', () => {
    const [base, head] = versions({ properties: { a: { type: 'string' } } }, { properties: { a: { type: 'integer' } } });
    const report = gateFiles({ ...shop(), ...base }, { ...shop(), ...head, 'properties.yaml': BROKEN });
    expect(report.exitCode).toBe(1);
    expect(report.findings.map(({ rule, locations }) => `${rule} ${locations.head?.file}`)).toEqual([
      'compat/type-changed order.json',
      'plan/unreadable-file properties.yaml',
    ]);
    expect(report.files.left).toContainEqual(expect.objectContaining({ path: 'properties.yaml', status: 'unreadable' }));
  });

  it('in base is a warning, and what head holds there is judged as new', () => {
    const report = gateFiles({ ...shop(), 'properties.yaml': BROKEN }, shop({ total: 'string', more: true, moreName: 'contact_email' }));
    expect(report.exitCode).toBe(0);
    expect(report.findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(
      expect.arrayContaining(['warning plan/unreadable-base', 'warning pii/untagged']),
    );
  });

  it('on both sides is old debt: it is listed and does not block', () => {
    const [base, head] = versions({ properties: { a: {} } }, { properties: { a: {}, b: {} } });
    const broken = { 'properties.yaml': BROKEN };
    expect(gateFiles({ ...base, ...broken }, { ...head, ...broken })).toMatchObject({ exitCode: 0 });
  });
});

describe('only what a change introduces is reported', () => {
  const twice = (comment: string, type = 'string'): Files => ({
    ...shop(),
    'properties.yaml': `${comment}${project({ total: type })}    - {id: total, name: again, type: string}\n`,
  });

  it('a duplicate that was there stays silent, though lines move and files are renamed', () => {
    expect(gateFiles(twice(''), twice('# a comment\n'))).toMatchObject({ exitCode: 0, findings: [] });
    const { 'properties.yaml': text, ...rest } = twice('# a comment\n');
    expect(gateFiles(twice(''), { ...rest, 'plans/all-properties.yaml': text ?? '' })).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('a duplicate has a fingerprint that does not move with its lines', () => {
    const of = (comment: string): string[] => gateFiles(shop(), twice(comment)).findings.map(({ rule, fingerprint }) => rule + fingerprint);
    expect(of('')).toHaveLength(1);
    expect(of('# a comment\n')).toEqual(of(''));
  });

  it('a problem that the policy lets pass hides no break in the same definition', () => {
    const lenient = policy('rules: {plan/invalid-definition: off}\n');
    const head = shop({ total: 'string, config: {minlength: 3}' });
    expect(rulesOf(shop(), head)).toEqual(['error plan/invalid-definition']);
    expect(rulesOf({ ...shop(), ...lenient }, { ...head, ...lenient })).toEqual(['error compat/type-changed']);
  });
});

describe('a verdict', () => {
  it('does not call an event safe that the policy only does not look at', () => {
    const blind = policy('rules: {compat/enum-value-added: off}\n');
    const report = gateFiles({ ...shop(), ...blind }, { ...shop({ values: '[EUR, USD, GBP]' }), ...blind });
    expect(report).toMatchObject({ exitCode: 0, findings: [], verdict: 'Passed: 1 changed event; no rule that is on has anything to say' });
  });

  it('says proved where it is', () => {
    const [base, head] = versions({ properties: { a: { type: 'string' } } }, { properties: { a: { type: 'string', minLength: 0 } } });
    expect(gateFiles(base, head).verdict).toBe('Passed: 1 changed event, each proved safe');
  });
});

describe('a call that found no revisions', () => {
  it.each([
    ['configuration', 2, 'misconfigured'],
    ['evaluation', 3, 'not-evaluated'],
  ] as const)('for a %s failure ends with %i', async (kind, exitCode, result) => {
    const { gate } = await import('../src/gate.ts');
    const failure = { kind, message: 'It is so.', hint: 'Do this.' };
    expect(gate({ revisions: { ok: false, failure }, directory: '', date: '2026-01-01' })).toMatchObject({
      exitCode,
      result,
      failures: [failure],
      findings: [],
    });
  });
});

describe('hostile names', () => {
  const names = ['__proto__', 'constructor', 'toString', 'a\nb', '', '::error::x', '\u202Eabc', 'x'.repeat(300)];
  it.each(names.map((name) => ({ name, start: name.slice(0, 20) })))('go through whole: $start', ({ name }) => {
    const of = (type: string) =>
      JSON.parse(
        `{"title": ${JSON.stringify(name)}, "properties": {${JSON.stringify(name)}: {"type": "${type}"}}, "required": [${JSON.stringify(name)}]}`,
      ) as object;
    const report = gateFiles({ 'a.json': fileOf(of('string')) }, { 'a.json': fileOf(of('integer')) });
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ rule: 'compat/type-changed', severity: 'error' });
    const [counterexample] = report.findings[0]?.audiences ?? [];
    expect(Object.keys(counterexample?.counterexample as object)).toEqual([name]);
    expect(report.findings[0]?.message.length).toBeLessThan(400);
  });

  it('longer than any sender writes: not proved, and never passed over', () => {
    const name = 'x'.repeat(10_000);
    const of = (type: string) => fileOf({ title: 'long', properties: { [name]: { type } } });
    const report = gateFiles({ 'a.json': of('string') }, { 'a.json': of('integer') });
    expect(report.exitCode).toBe(1);
    for (const { message } of report.findings) expect(message.length).toBeLessThan(400);
  });

  it('as ids of a plan', () => {
    const [base, head] = [shop({ event: '__proto__' }), shop({ event: '__proto__', total: 'string' })];
    expect(gateFiles(base, head).findings).toMatchObject([
      { rule: 'compat/type-changed', events: [{ key: 'rudderstack:shop/__proto__' }] },
    ]);
  });

  const fileOf = (body: object): string => schemaFile(body, 'hostile');
});
