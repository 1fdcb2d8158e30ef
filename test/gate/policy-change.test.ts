import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { shop } from './shop.ts';

const policy = (text: string): Files => ({ 'schema-gate.yml': text });

function change(before: string, after: string, head: Files = shop()): Report {
  return gateFiles({ ...shop(), ...policy(before) }, { ...head, ...policy(after) });
}

/** What is said of the policy: weaker or not, the setting, and the line. */
function told({ findings }: Report): string[] {
  return findings
    .filter(({ rule }) => rule.startsWith('policy/'))
    .map(({ rule, message, locations }) => `${rule.slice(7)} ${/"([^"]*)"/.exec(message)?.[1]} ${locations.head?.line}`);
}

describe('a change of one setting', () => {
  it.each<[string, string, string]>([
    ['fail-on: error', 'fail-on: never', 'weakened fail-on 1'],
    ['fail-on: error', 'fail-on: warning', 'changed fail-on 1'],
    ['preset: strict', '{}', 'weakened preset 1'],
    ['{}', 'preset: strict', 'changed preset 1'],
    [
      'compatibility: {audiences: [producers, consumers]}',
      '\ncompatibility: {audiences: [producers]}',
      'weakened compatibility.audiences 2',
    ],
    ['compatibility: {content-model: strict}', '{}', 'weakened compatibility.content-model 1'],
    ['{}', 'compatibility: {content-model: strict}', 'changed compatibility.content-model 1'],
    ['{}', 'schemas:\n  include: ["*.yaml"]', 'weakened schemas.include 2'],
    ['schemas: {include: ["*.yaml", "*.json"]}', 'schemas: {include: ["*.yaml"]}', 'weakened schemas.include 1'],
    ['schemas: {include: ["*.yaml"]}', 'schemas: {include: ["*.yaml", "*.json"]}', 'changed schemas.include 1'],
    ['{}', 'schemas:\n  ignore:\n    - "old/**"', 'weakened schemas.ignore 3'],
    ['schemas: {ignore: ["old/**"]}', '{}', 'changed schemas.ignore 1'],
    ['{}', 'schemas:\n  base-uris:\n    - {uri: /, folder: a}', 'changed schemas.base-uris 2'],
    ['rules: {compat/type-changed: error}', 'rules:\n  compat/type-changed: off', 'weakened rules.compat/type-changed 2'],
    ['rules: {compat/type-changed: warning}', '{}', 'changed rules.compat/type-changed 1'],
    ['{}', 'rules: {compat/*: notice}', 'weakened rules.compat/* 1'],
    [
      '{}',
      'overrides:\n  - {events: [A], rules: {compat/*: error}}\n  - {events: [B], rules: {compat/*: off}}',
      'changed overrides 2|weakened overrides 3',
    ],
    ['overrides: [{events: [A], rules: {compat/property-added: error}}]', '{}', 'weakened overrides 1'],
    ['required: [{properties: {id: string, name: string}}]', 'required: [{properties: {id: string}}]', 'weakened required 1'],
    ['required: [{properties: {id: string}}]', 'required: [{properties: {id: {type: string, nullable: true}}}]', 'weakened required 1'],
    ['required: [{properties: {id: string}}]', 'required: [{properties: {id: string, name: any}}]', 'changed required 1'],
    ['required: [{properties: {id: string}}]', 'required: [{properties: {id: integer}}]', 'weakened required 1'],
    ['required: [{properties: {id: number}}]', 'required: [{properties: {id: integer}}]', 'changed required 1'],
    ['required: [{properties: {id: integer}}]', 'required: [{properties: {id: number}}]', 'weakened required 1'],
    [
      'pii: {fields: [{paths: [a], category: user.contact}]}',
      'pii: {fields: [{paths: [a], category: user.behavior}]}',
      'weakened pii.fields 1',
    ],
    [
      'pii: {fields: [{paths: [a], category: user.contact}]}',
      'pii: {fields: [{paths: [a], category: user.contact.email}]}',
      'changed pii.fields 1',
    ],
    ['pii: {annotations: [pii]}', 'pii: {annotations: [gdpr, pii]}', 'weakened pii.annotations 1'],
    ['pii: {annotations: [pii]}', 'pii: {annotations: [pii, gdpr]}', 'changed pii.annotations 1'],
    ['enums: {required: [{paths: [a]}]}', '{}', 'weakened enums.required 1'],
    ['enums: {lists: [{paths: [a], values: [x]}]}', 'enums: {lists: [{paths: [a], values: [x, y]}]}', 'weakened enums.lists 1'],
    ['enums: {lists: [{paths: [a], values: [x, y]}]}', 'enums: {lists: [{paths: [a], values: [x]}]}', 'changed enums.lists 1'],
    ['{}', 'enums: {open: [{paths: [a]}]}', 'weakened enums.open 1'],
    ['{}', 'pii:\n  fields:\n    - {paths: [a], category: none}', 'weakened pii.fields 3'],
    ['{}', 'pii: {fields: [{paths: [a], category: user.contact}]}', 'changed pii.fields 1'],
    [
      'pii: {categories: {user.contact: {allow: never}}}',
      'pii: {categories: {user.contact: {allow: approved}}}',
      'weakened pii.categories 1',
    ],
    ['pii: {categories: {user.contact: {form: sha256}}}', 'pii: {categories: {user.contact: {form: raw}}}', 'weakened pii.categories 1'],
    [
      'pii: {approvals: [{paths: [a], review: r, expires: 2026-02-01}]}',
      'pii: {approvals: [{paths: [a], review: r, expires: 2026-03-01}]}',
      'weakened pii.approvals 1',
    ],
    ['{}', 'pii: {suppress: [{paths: [a], rule: pii/untagged, reason: r}]}', 'weakened pii.suppress 1'],
    [
      '{destinations: {ads: {}}, pii: {destinations: [{category: user, destination: ads, action: deny}]}}',
      '{destinations: {ads: {}}, pii: {destinations: [{category: user, destination: ads, action: require-hash}]}}',
      'weakened pii.destinations 1',
    ],
    ['destinations: {ads: {events: [A]}}', '{}', 'weakened destinations 1'],
    ['destinations: {ads: {events: [A]}}', 'destinations: {ads: {events: [A], hashes: true}}', 'weakened destinations 1'],
    ['{}', 'destinations: {ads: {events: [A]}}', 'changed destinations 1'],
    ['destinations: {bq: {warehouse: bigquery}}', 'destinations: {bq: {}}', 'weakened destinations 1'],
    ['destinations: {bq: {}}', 'destinations: {bq: {warehouse: bigquery}}', 'changed destinations 1'],
    ['destinations: {klaviyo: {}}', '{}', 'weakened destinations 1'],
    ['{}', 'destinations: {klaviyo: {}}', 'changed destinations 1'],
    ['destinations: {mail: {}}', 'destinations: {mail: {contract: klaviyo}}', 'changed destinations 1'],
    ['destinations: {mail: {contract: klaviyo}}', 'destinations: {mail: {}}', 'weakened destinations 1'],
    ['destinations: {mail: {contract: klaviyo}}', 'destinations: {mail: {contract: braze}}', 'weakened destinations 1'],
    ['destinations: {klaviyo: {}}', 'destinations: {klaviyo: {names: {Signed Up: joined}}}', 'changed destinations 1'],
    ['destinations: {klaviyo: {names: {Signed Up: joined}}}', 'destinations: {klaviyo: {}}', 'weakened destinations 1'],
    [
      'destinations: {klaviyo: {names: {Signed Up: joined}}}',
      'destinations: {klaviyo: {names: {Signed Up: registered}}}',
      'weakened destinations 1',
    ],
    ['destinations: {mail: {names: {Signed Up: joined}}}', 'destinations: {mail: {}}', 'changed destinations 1'],
    ['identity: {keys: [a, b]}', 'identity: {keys: [a]}', 'weakened identity.keys 1'],
    ['naming: {events: Title Case}', '{}', 'weakened naming.events 1'],
    ['deprecations: [{events: [A], sunset: 2026-05-01}]', 'deprecations: [{events: [A], sunset: 2026-04-01}]', 'weakened deprecations 1'],
    ['waivers: {max-days: 30}', 'waivers: {max-days: 60}', 'weakened waivers.max-days 1'],
    ['{}', 'waivers: {from-head: true}', 'weakened waivers.from-head 1'],
    ['waivers: {from-head: true}', '{}', 'changed waivers.from-head 1'],
    ['{}', 'waivers: {file: w.yml}', 'weakened waivers.file 1'],
    ['pii: {annotations: [x-pii]}', 'pii: {annotations: [x-own]}', 'weakened pii.annotations 1'],
    ['pii: {annotations: [x-pii]}', 'pii: {annotations: [x-pii, x-own]}', 'changed pii.annotations 1'],
    ['{}', 'deprecations: [{events: ["*"], sunset: 2026-05-01}]', 'weakened deprecations 1'],
    ['deprecations: [{events: [A], sunset: 2026-05-01}]', '{}', 'changed deprecations 1'],
    ['required: [{properties: {a: string}}]', 'required: [{events: [X], properties: {a: string}}]', 'weakened required 1'],
    ['required: [{events: [X], properties: {a: string}}]', 'required: [{properties: {a: string}}]', 'changed required 1'],
    ['enums: {required: [{paths: [a]}]}', 'enums: {required: [{paths: [a], events: [X]}]}', 'weakened enums.required 1'],
    ['enums: {open: [{paths: [a], events: [X]}]}', 'enums: {open: [{paths: [a]}]}', 'weakened enums.open 1'],
    ['naming: {events: Title Case}', 'naming: {events: {pattern: ".*"}}', 'weakened naming.events 1'],
    ['environments:\n  prod:\n    fail-on: warning', 'environments:\n  prod:\n    fail-on: never', 'weakened environments.prod.fail-on 3'],
    ['environments: {prod: {fail-on: warning}}', 'environments: {}', 'weakened environments.prod.fail-on 1'],
    ['# a comment', '# another', ''],
  ])('from %j to %j', (before, after, expected) => {
    const report = change(`${before}\n`, `${after}\n`);
    expect(report.failures).toEqual([]);
    expect(told(report).toSorted().join('|')).toBe(expected);
  });
});

describe('a contract file', () => {
  const contract = (limits: string): Files => ({
    'schema-gate.yml': 'destinations: {ads: {contract: contracts/ads.yaml}}\n',
    'contracts/ads.yaml': `receiver: {id: ads}\nlimits: ${limits}\n`,
  });
  const fact = (most: number): string =>
    `{properties: {max-properties: ${most}, effect: dropped, source: https://ads.example.test/limits, checked: 2026-11-26}}`;

  it.each([
    [fact(20), fact(30), 'weakened destinations 1'],
    [fact(20), '{}', 'weakened destinations 1'],
    [fact(20), fact(20), ''],
  ])('from %s to %s', (before, after, expected) => {
    const report = gateFiles({ ...shop(), ...contract(before) }, { ...shop(), ...contract(after) });
    expect(report.failures).toEqual([]);
    expect(told(report).join('|')).toBe(expected);
  });

  it('that the policy names and that is not there is a wrong configuration', () => {
    const report = gateFiles(
      { ...shop(), ...policy('{}') },
      { ...shop(), ...policy('destinations: {ads: {contract: contracts/ads.yaml}}') },
    );
    expect(JSON.stringify(report.failures)).toContain('contracts/ads.yaml does not exist');
  });
});

describe('what a change of the policy hides', () => {
  const RETYPED = shop({ total: 'string', values: '[EUR, USD, GBP]' });

  it('of a list says what it gets and what it loses', () => {
    const messages = (before: string, after: string): string[] =>
      change(before, after).findings.flatMap(({ rule, message }) => (rule.startsWith('policy/') ? [message] : []));
    expect(messages('{}', 'schemas: {ignore: ["old/**"]}')[0]).toMatch(/^The policy gets weaker: "schemas.ignore" gets "old\/\*\*"\./);
    expect(messages('{}', 'compatibility: {audiences: [producers]}')[0]).toMatch(
      /^The policy gets weaker: "compatibility.audiences" loses "consumers"\./,
    );
  });

  it('is counted by rule, at the setting that does it', () => {
    const report = change('{}\n', 'rules: {compat/type-changed: warning}\nwaivers: {from-head: true}\n', RETYPED);
    expect(report.exitCode).toBe(1);
    const messages = report.findings.filter(({ rule }) => rule === 'policy/weakened').map(({ message }) => message);
    expect(messages[0]).toMatch(/It hides or lightens 1 finding of today: 1 compat\/type-changed\.$/);
    expect(messages[1]).toMatch(/to "true"\.$/);
  });

  it('is found by comparing anew where the content model changes', () => {
    const wider = shop({ more: true });
    const report = change('compatibility: {content-model: strict}\n', '{}\n', wider);
    expect(report.findings.find(({ rule }) => rule === 'policy/weakened')?.message).toMatch(/It hides or lightens \d findings? of today: /);
  });

  it('is found by reading anew where files are left out', () => {
    const report = change('{}\n', 'schemas: {ignore: ["properties.yaml"]}\n', RETYPED);
    expect(report.findings.find(({ rule }) => rule === 'policy/weakened')?.message).toMatch(/compat\/type-changed/);
  });

  it('is told although no setting is known to weaken', () => {
    // A format that is forced on the files hides all that is in them.
    const report = change('{}\n', 'schemas: {format: [{glob: "*.yaml", format: json-schema}]}\n', RETYPED);
    const weakened = report.findings.find(({ rule }) => rule === 'policy/weakened');
    expect(weakened?.message).toMatch(/"schemas\.format"\. It hides or lightens 2 findings of today/);
    expect(weakened?.locations.head?.file).toBe('schema-gate.yml');
  });

  it('is an error under the preset strict, which a waiver by fingerprint lets pass, and no other does', () => {
    const [before, after] = [policy('preset: strict\n'), policy('preset: strict\nrules: {compat/property-added: off}\n')];
    const waiver = (entry: string): Files => ({
      'schema-gate.waivers.yml': `waivers: [{${entry}, reason: agreed, owner: me, expires: 2026-01-31}]\n`,
    });
    const judge = (waived: Files): Report => gateFiles({ ...shop(), ...before, ...waived }, { ...shop(), ...after, ...waived });
    const [finding] = judge({}).findings;
    expect(finding).toMatchObject({ rule: 'policy/weakened', severity: 'error' });
    expect(judge(waiver(`fingerprint: "${finding?.fingerprint}"`))).toMatchObject({
      exitCode: 0,
      findings: [],
      waived: [{ rule: 'policy/weakened' }],
    });
    expect(judge(waiver('rules: [policy/*], files: ["*"]')).exitCode).toBe(1);
  });

  it('of a policy that is removed is told on its line in base', () => {
    const report = gateFiles({ ...shop(), ...policy('fail-on: warning\n') }, shop());
    expect(report.findings).toMatchObject([{ rule: 'policy/weakened', locations: { base: { file: 'schema-gate.yml', line: 1 } } }]);
  });

  it('does not change the version step', () => {
    expect(change('fail-on: error\n', 'fail-on: never\n').versionBump).toBe('none');
  });
});
