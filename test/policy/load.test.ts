import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import policySchema from '../../docs/schema-gate.schema.json' with { type: 'json' };
import { loadPolicy, type PolicyOptions } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { DEFAULT_SETTINGS } from '../../src/rules/settings.ts';
import type { RuleSeverity } from '../../src/rules/rule.ts';
import type { Failure } from '../../src/revision/revision.ts';

const KNOWN = { ruleIds: ['compat/type-changed', 'compat/property-added', 'pii/unclassified'], formatIds: ['rudderstack', 'json-schema'] };
const OPTIONS: PolicyOptions = { ...KNOWN, source: 'schema-gate.yml at 1a2b3c4' };

function load(text: string, options: Partial<PolicyOptions> = {}, path = 'schema-gate.yml'): ReturnType<typeof loadPolicy> {
  return loadPolicy({ path, bytes: new TextEncoder().encode(text) }, { ...OPTIONS, ...options });
}

function policyOf(text: string, options?: Partial<PolicyOptions>, path?: string): Policy {
  const result = load(text, options, path);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function failureOf(text: string, options?: Partial<PolicyOptions>): Failure {
  const result = load(text, options);
  if (result.ok) throw new Error('the policy was accepted');
  return result.failure;
}

/** The severities of a policy by rule, what is said last counts. */
function severitiesOf({ severities }: Policy): [string, RuleSeverity][] {
  return [...new Map(severities.flatMap(({ rules }) => [...rules]))];
}

const DEFAULTS: Policy = {
  source: OPTIONS.source,
  schemas: { include: [], ignore: [], format: [], baseUris: [] },
  contentModel: 'planned',
  audiences: ['producers', 'consumers'],
  preset: 'recommended',
  severities: [],
  failOn: 'error',
  settings: DEFAULT_SETTINGS,
  waivers: { file: 'schema-gate.waivers.yml', maxDays: 90, fromHead: false },
  baseline: null,
};

const FULL = `version: 1
schemas:
  include: [plans/**/*.yaml]
  ignore:
    - "**/old/**"
  format:
    - glob: legacy/*.json
      format: json-schema
  base-uris:
    - {uri: https://schema.example.com/, folder: ./schemas/}
    - {uri: /, folder: .}
compatibility:
  audiences: [producers]
  content-model: strict
rules:
  pii/unclassified: error
  compat/property-added: off
fail-on: warning
environments:
  staging:
    fail-on: never
    rules:
      compat/property-added: notice
      compat/type-changed: warning
  production:
    compatibility:
      audiences: [producers, consumers]
`;

describe('a policy', () => {
  it('is the built-in defaults without a file', () => {
    expect(loadPolicy(null, OPTIONS)).toEqual({ ok: true, value: DEFAULTS });
  });

  it.each(['', '# nothing but a comment\n', '{}', 'version: 1\n'])('is the built-in defaults where the file sets nothing: %j', (text) => {
    expect(policyOf(text)).toEqual(DEFAULTS);
  });

  it('says all that this version knows', () => {
    expect(policyOf(FULL)).toEqual({
      ...DEFAULTS,
      schemas: {
        include: ['plans/**/*.yaml'],
        ignore: ['**/old/**'],
        format: [{ glob: 'legacy/*.json', format: 'json-schema' }],
        baseUris: [
          { uri: 'https://schema.example.com/', folder: 'schemas' },
          { uri: '/', folder: '' },
        ],
      },
      contentModel: 'strict',
      audiences: ['producers'],
      severities: [
        {
          scope: { events: [], types: [], plans: [], tags: [], files: [] },
          rules: new Map([
            ['pii/unclassified', 'error'],
            ['compat/property-added', 'off'],
          ]),
        },
      ],
      failOn: 'warning',
    });
  });

  it('leaves to the caller what blocks where it does not say', () => {
    expect(policyOf('version: 1', { failOnDefault: 'never' }).failOn).toBe('never');
    expect(policyOf('fail-on: warning', { failOnDefault: 'never' }).failOn).toBe('warning');
  });

  it('may be JSON', () => {
    expect(policyOf('{"fail-on": "never"}', {}, 'schema-gate.json').failOn).toBe('never');
  });

  it('reads `off` as a text, as YAML 1.2 does', () => {
    expect(severitiesOf(policyOf('rules: {pii/unclassified: off}'))).toEqual([['pii/unclassified', 'off']]);
  });
});

describe('an environment', () => {
  it('replaces what it sets, rule by rule, and leaves the rest', () => {
    const staging = policyOf(FULL, { environment: 'staging' });
    expect(staging.failOn).toBe('never');
    expect(staging.contentModel).toBe('strict');
    expect(severitiesOf(staging)).toEqual([
      ['pii/unclassified', 'error'],
      ['compat/property-added', 'notice'],
      ['compat/type-changed', 'warning'],
    ]);
  });

  it('replaces one setting of compatibility without the other', () => {
    const production = policyOf(FULL, { environment: 'production' });
    expect(production.audiences).toEqual(['producers', 'consumers']);
    expect(production.contentModel).toBe('strict');
    expect(production.failOn).toBe('warning');
  });

  it.each([
    ['prodution', 'Did you mean "production"? Its environments: staging, production.'],
    ['qa', 'Its environments: staging, production.'],
    ['__proto__', 'Its environments: staging, production.'],
  ])('that is not there is refused: %s', (environment, hint) => {
    expect(failureOf(FULL, { environment })).toEqual({
      kind: 'configuration',
      message: `The policy has no environment "${environment}".`,
      hint,
    });
  });

  it.each(['constructor', 'production'])('cannot be asked of a policy that has none: %s', (environment) => {
    const hint = 'Add it under "environments" in schema-gate.yml, or leave the environment out.';
    expect(failureOf('fail-on: never', { environment }).hint).toBe(hint);
    expect(loadPolicy(null, { ...OPTIONS, environment })).toMatchObject({ ok: false, failure: { kind: 'configuration', hint } });
  });
});

const SEVERITIES = 'Known values: error, warning, notice, off.';

describe('a policy that is wrong is refused', () => {
  it.each<[text: string, place: string, message: string, hint: string]>([
    ['fial-on: error', '1:1', 'Unknown key "fial-on".', 'Did you mean "fail-on"?'],
    ['schemas:\n  includes: [a]', '2:3', 'Unknown key "includes" in "schemas".', 'Did you mean "include"?'],
    ['schemas:\n  paths: [a]', '2:3', 'Unknown key "paths" in "schemas".', 'Known keys here: include, ignore, format, base-uris.'],
    ['compatibility: {content_model: planned}', '1:17', 'Unknown key "content_model" in "compatibility".', 'Did you mean "content-model"?'],
    [
      'environments:\n  prod:\n    schemas: {}',
      '3:5',
      'Unknown key "schemas" in "environments.prod".',
      'Known keys here: rules, compatibility, fail-on, overrides.',
    ],
    [
      '__proto__: {fail-on: never}',
      '1:1',
      'Unknown key "__proto__".',
      'Known keys here: version, extends, preset, schemas, compatibility, rules, overrides, required, enums, pii, destinations, identity, versions, naming, deprecations, fail-on, environments, waivers, baseline.',
    ],
    [
      'toString: x',
      '1:1',
      'Unknown key "toString".',
      'Known keys here: version, extends, preset, schemas, compatibility, rules, overrides, required, enums, pii, destinations, identity, versions, naming, deprecations, fail-on, environments, waivers, baseline.',
    ],
    ['fail-on: eror', '1:10', '"fail-on" cannot be "eror".', 'Did you mean "error"? Known values: error, warning, never.'],
    [
      'destinations: {bq: {warehouse: bigquer}}',
      '1:32',
      '"destinations.bq.warehouse" cannot be "bigquer".',
      'Did you mean "bigquery"? Known values: bigquery, snowflake, redshift, postgres, databricks.',
    ],
    ['fail-on: 3', '1:10', '"fail-on" cannot be 3.', 'Known values: error, warning, never.'],
    ['fail-on: no', '1:10', '"fail-on" cannot be "no".', 'Known values: error, warning, never.'],
    ['fail-on:', '1:1', '"fail-on" cannot be empty.', 'Known values: error, warning, never.'],
    ['version: 2', '1:10', '"version" cannot be 2.', 'This version of Schema Gate reads 1.'],
    ['version: 18446744073709551617', '1:10', '"version" cannot be 18446744073709551617.', 'This version of Schema Gate reads 1.'],
    ['version: "1"', '1:10', '"version" cannot be "1".', 'This version of Schema Gate reads 1.'],
    [
      'rules:\n  compat/type-chnaged: off',
      '2:3',
      'Unknown rule "compat/type-chnaged" in "rules".',
      'Did you mean "compat/type-changed"? `schema-gate explain` lists all rules.',
    ],
    [
      'rules:\n  unclassified: off',
      '2:3',
      'Unknown rule "unclassified" in "rules".',
      'Did you mean "pii/unclassified"? `schema-gate explain` lists all rules.',
    ],
    [
      'rules:\n  __proto__: off',
      '2:3',
      'Unknown rule "__proto__" in "rules".',
      'Known rules: compat/type-changed, compat/property-added, pii/unclassified. `schema-gate explain` lists all rules.',
    ],
    ['rules:\n  pii/unclassified: warn', '2:21', '"rules.pii/unclassified" cannot be "warn".', `Did you mean "warning"? ${SEVERITIES}`],
    ['rules:\n  pii/unclassified: false', '2:21', '"rules.pii/unclassified" cannot be false.', SEVERITIES],
    ['rules:\n  pii/unclassified: {severity: off}', '2:21', '"rules.pii/unclassified" cannot be a mapping.', SEVERITIES],
    ['rules: [pii/unclassified]', '1:8', '"rules" must be a mapping, and is a list.', 'Write "key: value" lines below it, indented.'],
    ['rules:', '1:1', '"rules" must be a mapping, and is empty.', 'Fill it in, or remove the key.'],
    [
      'schemas:\n  include: plans/*.yaml',
      '2:12',
      '"schemas.include" must be a list, and is "plans/*.yaml".',
      'Write one entry a line below it, each behind "- ".',
    ],
    ['schemas:\n  ignore: [7]', '2:12', '"schemas.ignore.0" must be a text, and is 7.', 'Put it in quotes.'],
    ['schemas:\n  ignore: [""]', '2:12', '"schemas.ignore.0" is empty.', 'Fill it in, or remove it.'],
    [
      'schemas:\n  base-uris:\n    - {uri: schema.example.com, folder: a}',
      '3:13',
      '"schemas.base-uris.0.uri" is "schema.example.com", which is no base URI.',
      'Write it as https://schemas.example.com/events/ or /events/.',
    ],
    [
      'schemas:\n  base-uris:\n    - {uri: /a, folder: x/../../y}',
      '3:25',
      '"schemas.base-uris.0.folder" is "x/../../y", which lies outside the repository.',
      "Give the folder from the repository's root on.",
    ],
    ['schemas:\n  format:\n    - glob: a', '3:7', '"schemas.format.0" lacks the key "format".', 'An entry here needs glob and format.'],
    [
      'schemas:\n  format:\n    - {glob: a, format: rudder-stack}',
      '3:25',
      'Unknown format "rudder-stack" in "schemas.format".',
      'Did you mean "rudderstack"?',
    ],
    [
      'schemas:\n  format:\n    - {glob: a, format: avro}',
      '3:25',
      'Unknown format "avro" in "schemas.format".',
      'Known formats: rudderstack, json-schema.',
    ],
    ['compatibility:\n  audiences: []', '2:14', '"compatibility.audiences" is empty.', 'Fill it in, or remove it.'],
    [
      'compatibility:\n  audiences: [producer]',
      '2:15',
      '"compatibility.audiences.0" cannot be "producer".',
      'Did you mean "producers"? Known values: producers, consumers.',
    ],
    [
      'environments:\n  qa:\n    rules:\n      pii/unclasified: off',
      '4:7',
      'Unknown rule "pii/unclasified" in "environments.qa.rules".',
      'Did you mean "pii/unclassified"? `schema-gate explain` lists all rules.',
    ],
    ['compatibility:\n  audiences: [consumers, consumers]', '2:14', '"compatibility.audiences" names a value twice.', 'Name each once.'],
    [`schemas:\n  ignore: [${'a'.repeat(1001)}]`, '2:12', '"schemas.ignore.0" is longer than 1000 characters.', 'Shorten it.'],
    [
      'schemas:\n  ignore: ["!a/**"]',
      '2:12',
      '"schemas.ignore.0" is "!a/**", which does not start with a name or a star.',
      'Write it from the repository\'s root, without a slash before it; "ignore" says what to leave out.',
    ],
    [
      'schemas:\n  ignore: ["{1..100000}"]',
      '2:12',
      '"schemas.ignore.0" has too many alternatives: "{1..100000}".',
      'Written out they may have 5000 characters in all. Write several globs.',
    ],
    ['- a', '1:1', 'The policy file must be a mapping, and is a list.', 'Write "key: value" lines below it, indented.'],
    [
      'fail-on: never\n---\nfail-on: error',
      '3:1',
      'A second YAML document starts here.',
      'Keep the file in one document: remove the line "---".',
    ],
  ])('%j', (text, place, message, hint) => {
    const [line, column] = place.split(':').map(Number);
    expect(failureOf(text)).toEqual({
      kind: 'configuration',
      message: `schema-gate.yml:${place}: ${message}`,
      hint,
      location: { file: 'schema-gate.yml', line, column },
    });
  });

  it('where it cannot be parsed, on the line', () => {
    expect(failureOf('fail-on: error\nrules: [')).toMatchObject({ kind: 'configuration', location: { file: 'schema-gate.yml', line: 2 } });
    expect(failureOf('fail-on: error\nfail-on: never')).toMatchObject({ location: { line: 2, column: 1 } });
  });

  it('with all that is wrong, in the order of the file', () => {
    const { message, hint, location } = failureOf('fail-on: warn\nrules:\n  pii/uncl: error\n  pii/unclassified: loud\nenv: {}\n');
    expect(message.split('\n')).toEqual([
      'The policy file has 4 problems:',
      'schema-gate.yml:1:10: "fail-on" cannot be "warn". Did you mean "warning"? Known values: error, warning, never.',
      'schema-gate.yml:3:3: Unknown rule "pii/uncl" in "rules". Did you mean "pii/unclassified"? `schema-gate explain` lists all rules.',
      'schema-gate.yml:4:21: "rules.pii/unclassified" cannot be "loud". Known values: error, warning, notice, off.',
      'schema-gate.yml:5:1: Unknown key "env". Did you mean "environments"?',
    ]);
    expect(hint).toBe('Mend these lines; docs/schema-gate.schema.json describes every key.');
    expect(location).toEqual({ file: 'schema-gate.yml', line: 1, column: 10 });
  });

  it('whatever it holds, at a place of its own file', () => {
    const keys = fc.constantFrom(
      'version',
      'schemas',
      'include',
      'format',
      'glob',
      'compatibility',
      'audiences',
      'rules',
      'fail-on',
      'environments',
      '__proto__',
      'x/y',
    );
    const { policy } = fc.letrec((tie) => ({
      policy: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, 1, 1e300, true, '', 'error', 'producers'),
        fc.array(tie('policy')),
        tie('object'),
      ),
      object: fc.array(fc.tuple(keys, tie('policy'))).map((entries) => Object.fromEntries(entries) as unknown),
    }));
    fc.assert(
      fc.property(policy, (value) => {
        const result = load(JSON.stringify(value, null, 1), {}, 'gate.json');
        if (result.ok) return;
        expect(result.failure).toMatchObject({ kind: 'configuration', location: { file: 'gate.json' } });
        expect(result.failure.message).toMatch(/^(gate\.json:\d+:\d+: |The policy file has \d+ problems:\ngate\.json:)/);
        expect(result.failure.hint).not.toBe('');
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('with no line of its own making', () => {
    const hostile = JSON.stringify({
      'a\n::error::b\u001b[2J': 1,
      rules: { 'c\nd': 'off\n::stop', 'x/y': 'e\nf' },
      environments: { 'g\nh': { 'i\nj': 1 } },
    });
    const { message } = failureOf(hostile);
    expect(message.split('\n')).toHaveLength(7);
    expect(message.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
    expect(failureOf(hostile, { environment: 'g' }).message).not.toContain('::error::b\u001b');
    const { hint } = failureOf(JSON.stringify({ environments: { 'g\nh': {} } }), { environment: 'zz' });
    expect(hint).toBe('Its environments: g\\nh.');
  });

  it('without a flood', () => {
    const rules = Array.from({ length: 5000 }, (_, index) => `  x/${'y'.repeat(200)}${index}: off`).join('\n');
    const { message } = failureOf(`rules:\n${rules}\n`);
    expect(message.split('\n')).toHaveLength(22);
    expect(message.split('\n').at(-1)).toBe('and 4980 more');
  });
});

describe('the published schema', () => {
  it('is valid JSON Schema 2020-12 and describes every key', () => {
    expect(new Ajv2020().validateSchema(policySchema)).toBe(true);
    const undescribed = Object.entries(policySchema.properties).filter(([, value]) => !('description' in value) && !('$ref' in value));
    expect(undescribed).toEqual([]);
    expect(Object.entries(policySchema.$defs).filter(([, value]) => !('description' in value))).toEqual([]);
  });
});

describe('what is wrong inside a mapping where something else may stand, too', () => {
  it.each([
    ['required: [{properties: {plan: {type: string, nullabel: true}}}]', 'Unknown key "nullabel"', 'Did you mean "nullable"?'],
    ['required: [{properties: {plan: {type: strng}}}]', '"required.0.properties.plan.type" cannot be "strng".', 'Did you mean "string"?'],
    ['required: [{properties: {plan: strng}}]', '"required.0.properties.plan" cannot be "strng".', 'Did you mean "string"?'],
    ['required: [{properties: {plan: [string]}}]', '"required.0.properties.plan" cannot be a list.', 'or a mapping'],
  ])('%s', (text, message, hint) => {
    const failure = failureOf(text);
    expect(failure.message).toContain(message);
    expect(failure.hint).toContain(hint);
  });
});

describe('a name that means nothing', () => {
  it.each([
    [
      'pii: {destinations: [{category: user.contact, destination: adz, action: deny}]}\ndestinations: {ads: {}}',
      'Nothing under "destinations" is called "adz".',
      'Did you mean "ads"?',
    ],
    ['pii: {categories: {user.contcat: {allow: never}}}', 'The taxonomy has no category "user.contcat".', 'Did you mean "user.contact"?'],
    [
      'pii: {fields: [{paths: [a], category: user.contact.emial}]}',
      'The taxonomy has no category "user.contact.emial".',
      'Did you mean "user.contact.email"?',
    ],
    [
      'pii: {suppress: [{paths: [a], rule: pii/unclasified, reason: r}]}',
      'No rule of the family pii is called "pii/unclasified".',
      'Did you mean "pii/unclassified"?',
    ],
    ['naming: {events: {pattern: "^([a-z_]+$"}}', 'This is no regular expression (ECMA-262, with the u flag).', 'Unterminated group'],
  ])('%s', (text, message, hint) => {
    const failure = failureOf(text);
    expect(failure.message).toContain(message);
    expect(failure.hint).toContain(hint);
  });

  it.each([
    'pii: {categories: {user: {allow: never}, user.job_title.seniority: {allow: never}}}',
    'pii: {destinations: [{category: user, destination: "*", action: deny}]}',
  ])('is none in %s', (text) => {
    expect(load(text).ok).toBe(true);
  });
});
