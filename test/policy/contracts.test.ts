import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/destinations/contract.ts';
import { refusalOf } from '../../src/destinations/names.ts';
import { builtIn, readContract } from '../../src/policy/contracts.ts';
import { gateFiles } from '../harness/gate-files.ts';

type Texts = Readonly<Record<string, string>>;

const LOCATION = { file: 'schema-gate.yml', line: 3, column: 9, endLine: 3, endColumn: 10 };

function reading(files: Texts, name = 'ads.yaml'): ReturnType<typeof readContract> {
  return readContract({ name, from: 'schema-gate.yml', location: LOCATION }, (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? null : new TextEncoder().encode(text);
  });
}

function contractOf(files: Texts, name?: string): Contract {
  const read = reading(files, name);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.contract;
}

/** What is wrong, with its place and what helps. */
function problemsOf(files: Texts, name?: string): readonly string[] {
  const read = reading(files, name);
  if (read.ok) throw new Error('the contract was accepted');
  return read.problems.map(({ location: { file, line, column }, message, hint }) => `${file}:${line}:${column} ${message} ${hint}`);
}

const SOURCED = 'source: https://ads.example.test/docs, checked: 2026-01-01';
const name = (more: string, key = 'length'): string =>
  `  ${key}: {of: event, effect: dropped, ${SOURCED}${more === '' ? '' : `, ${more}`}}\n`;
const names = (...facts: readonly string[]): Texts => ({ 'ads.yaml': `receiver: {id: ads}\nnames:\n${facts.join('')}` });
const requires = (schema: string, more = ''): Texts => ({
  'ads.yaml': `receiver: {id: ads}\nrequirements:\n  purchase: {${SOURCED}${more},\n    requires: ${schema}}\n`,
});

describe('a file of a team', () => {
  test('is a contract, in which what it leaves out is nothing', () => {
    expect(contractOf(names(name('max-length: 40')))).toEqual({
      receiver: { id: 'ads', title: 'ads', kind: 'destination' },
      requirements: {},
      names: {
        length: { of: 'event', effect: 'dropped', 'max-length': 40, source: 'https://ads.example.test/docs', checked: '2026-01-01' },
      },
      limits: {},
      pii: {},
      envelope: {},
    });
  });

  test.each([
    [
      'a misspelt group',
      { 'ads.yaml': 'receiver: {id: ads}\nrequirement: {}\n' },
      ['ads.yaml:2:1 Unknown key "requirement". Did you mean "requirements"?'],
    ],
    [
      'a misspelt key of a fact',
      names(name('max-lenght: 40')),
      ['ads.yaml:3:100 Unknown key "max-lenght" in "names.length". Did you mean "max-length"?'],
    ],
    [
      'a fact without a source',
      { 'ads.yaml': 'receiver: {id: ads}\nnames:\n  length: {of: event, effect: dropped, max-length: 40}\n' },
      ['source', 'checked'].map(
        (key) => `ads.yaml:3:3 "names.length" lacks the key "${key}". Say where the fact is written, and on which day it was looked up.`,
      ),
    ],
    [
      'a day that is none',
      { 'ads.yaml': 'receiver: {id: ads}\nenvelope:\n  time: {needs: a time, source: x, checked: 2026-13-01}\n' },
      ['ads.yaml:3:45 "envelope.time.checked" is no day: "2026-13-01". Write it as 2026-12-31.'],
    ],
    [
      'a path that is none',
      requires('true', ', mapping: {value: {list: properties.products, each: {sku: 7}}}'),
      ['ads.yaml:3:131 "requirements.purchase.mapping.value.each.sku" cannot be 7. Write a text, or a list, or a mapping.'],
    ],
    [
      'a file that is not there',
      {},
      ['schema-gate.yml:3:9 The contract ads.yaml does not exist. Give the path from this file on, or the id of a built-in contract.'],
    ],
  ])('%s is told', (_what, files, expected) => {
    expect(problemsOf(files)).toEqual(expected);
  });

  test.each([
    ['../ads.yaml', 'The contract ../ads.yaml lies outside the repository.'],
    ['/../ads.yaml', 'The contract /../ads.yaml lies outside the repository.'],
    [String.raw`a\..\ads.yaml`, String.raw`The contract a\..\ads.yaml lies outside the repository.`],
  ])('%s is no path of the repository', (path, told) => {
    expect(problemsOf({}, path)).toEqual([
      `schema-gate.yml:3:9 ${told} Give the path from this file on, or the id of a built-in contract.`,
    ]);
  });

  test('a misspelt id is told with the one that is meant', () => {
    expect(problemsOf({}, 'google-analytic-4')).toEqual([
      'schema-gate.yml:3:9 There is no built-in contract "google-analytic-4". Did you mean "google-analytics-4"?',
    ]);
  });
});

describe('a file that extends another', () => {
  const own = `extends: google-analytics-4
receiver: {id: our-analytics, owner: growth}
names:
  event-length: {max-length: 50, source: a contract of ours, checked: 2026-02-02}
  event-pattern: null
`;

  test('changes one fact of a built-in contract, takes one away, and leaves the rest as it is', () => {
    const before = builtIn('google-analytics-4');
    const { 'event-length': length, 'event-pattern': _, ...others } = before?.names ?? {};
    const contract = contractOf({ 'ads.yaml': own });
    expect(contract).toEqual({
      ...before,
      receiver: { ...before?.receiver, id: 'our-analytics', owner: 'growth' },
      names: { ...others, 'event-length': { ...length, 'max-length': 50, source: 'a contract of ours', checked: '2026-02-02' } },
    });
    expect(builtIn('google-analytics-4')).toBe(before);
  });

  test('builds on a file, from where it lies', () => {
    const files = {
      'a/ads.yaml': 'extends: ../base.yaml\nreceiver: {id: ads}\n',
      'base.yaml': names(name('max-length: 4'))['ads.yaml'] ?? '',
    };
    expect(contractOf(files, 'a/ads.yaml').names).toEqual(contractOf({ 'ads.yaml': files['base.yaml'] }).names);
  });

  test.each([
    ['itself', { 'ads.yaml': 'extends: ads.yaml\nreceiver: {id: ads}\n' }, 'ads.yaml:1:10 "extends" comes back to this file.'],
    [
      'one that extends it',
      { 'ads.yaml': 'extends: ./b.yaml\nreceiver: {id: ads}\n', 'b.yaml': 'extends: ads.yaml\nreceiver: {id: b}\n' },
      'b.yaml:1:10 "extends" comes back to this file.',
    ],
    [
      'too many',
      Object.fromEntries(
        ['ads', '1', '2', '3', '4', '5'].map((each, index) => [`${each}.yaml`, `extends: ${index + 1}.yaml\nreceiver: {id: ads}\n`]),
      ),
      '4.yaml:1:10 More than 5 contracts build on each other.',
    ],
    [
      'a misspelt one',
      { 'ads.yaml': 'extends: brase\nreceiver: {id: ads}\n' },
      'ads.yaml:1:10 There is no built-in contract "brase". Did you mean "braze"?',
    ],
    [
      'one that lacks what it takes away',
      { 'ads.yaml': 'extends: braze\nreceiver: {id: ads}\nnames: {property-lenght: null}\n' },
      'ads.yaml:3:9 There is no "names.property-lenght" to take away. Did you mean "property-length"?',
    ],
  ])('%s is told', (_what, files: Texts, expected) => {
    const told = problemsOf(files);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
  });
});

describe('what is required', () => {
  test.each([
    ['the number of fields', '{type: object, minProperties: 2}', 'ads.yaml:4:30', 'minProperties'],
    ['names in a branch', '{anyOf: [{propertyNames: {}}]}', 'ads.yaml:4:25', 'propertyNames'],
    ['no object', '{type: array}', 'ads.yaml:4:16', 'type'],
  ])('cannot be %s', (_what, schema, at, keyword) => {
    expect(problemsOf(requires(schema))).toEqual([expect.stringContaining(`${at} "requires" of "purchase" cannot say "${keyword}" here.`)]);
  });

  test('cannot be what the entries of a mapped list are beside their fields', () => {
    const mapping = ', mapping: {items: {list: properties.products, each: {sku: product_id}}}';
    const list = '{properties: {items: {type: array, contains: {}, minItems: 1, items: {type: object, additionalProperties: false}}}}';
    expect(problemsOf(requires(list, mapping))).toEqual([
      expect.stringContaining('cannot say "contains" here.'),
      expect.stringContaining('cannot say "additionalProperties" here.'),
    ]);
    expect(contractOf(requires(list)).requirements).toHaveProperty('purchase');
  });

  test('must be a schema', () => {
    expect(problemsOf(requires('{properties: {value: {type: nummer}}}'))).toEqual([
      'ads.yaml:4:43 "requires" of "purchase" is no JSON Schema: must be equal to one of the allowed values. Write it as JSON Schema 2020-12 has it.',
    ]);
  });
});

describe('a hostile file', () => {
  const within = <T>(milliseconds: number, run: () => T): T => {
    const start = performance.now();
    const value = run();
    expect(performance.now() - start).toBeLessThan(milliseconds);
    return value;
  };

  test('that is large is refused before it is read', () => {
    const files = { 'ads.yaml': `receiver: {id: ads}\nnames:\n${name('', 'n').repeat(20_000)}` };
    expect(within(1000, () => problemsOf(files))).toEqual([
      'schema-gate.yml:3:9 The contract ads.yaml is larger than 512 KiB. Put it into several files.',
    ]);
  });

  test('of very many facts is refused', () => {
    const facts = Array.from({ length: 5000 }, (_, index) => `  n${index}: {requires: true, ${SOURCED}}\n`);
    const files = { 'ads.yaml': `receiver: {id: ads}\nrequirements:\n${facts.join('')}` };
    expect(within(10_000, () => problemsOf(files))).toEqual([
      'ads.yaml:3:3 "requirements" has more than 1000 entries. Put them into several files.',
    ]);
  });

  test('that is wrong at ten thousand places is told soon', () => {
    const facts = Array.from({ length: 5000 }, (_, index) => `  n${index}: {off: event, max-lenght: 4, effekt: dropped}\n`);
    const told = within(15_000, () => problemsOf({ 'ads.yaml': `receiver: {id: ads}\nnames:\n${facts.join('')}` }));
    expect(told[1]).toBe('ads.yaml:3:8 Unknown key "off" in "names.n0". Did you mean "of"?');
    expect(told).toHaveLength(15_001);
  });

  test('that is nested very deep is refused', () => {
    const deep = `${'{list: a, each: {a: '.repeat(5000)}a${'}}'.repeat(5000)}`;
    expect(problemsOf(requires('true', `, mapping: {a: ${deep}}`))).toEqual([
      expect.stringContaining('It is nested more than 200 levels deep.'),
    ]);
  });

  test('may have names that objects have by themselves', () => {
    const requirement = {
      requires: { type: 'object', required: ['__proto__'] },
      mapping: JSON.parse('{"__proto__": "properties.__proto__"}') as object,
      source: 'x',
      checked: '2026-01-01',
    };
    const facts = `{"__proto__": ${JSON.stringify(requirement)}, "constructor": ${JSON.stringify(requirement)}}`;
    const { requirements } = contractOf({ 'ads.json': `{"receiver": {"id": "ads"}, "requirements": ${facts}}` }, 'ads.json');
    expect(Object.keys(requirements)).toEqual(['__proto__', 'constructor']);
    expect(requirements['constructor']).toEqual(requirement);
    expect(Object.keys(requirements['constructor']?.mapping ?? {})).toEqual(['__proto__']);
    expect(problemsOf({ 'ads.json': '{"receiver": {"id": "ads", "__proto__": {}}}' }, 'ads.json')[0]).toContain('Unknown key "__proto__"');
  });
});

describe('the pattern of a name', () => {
  test.each([
    ['that is no expression', '"("', 'This is no regular expression (ECMA-262, with the u flag).'],
    ['that only backtracking matches', String.raw`'^((a+)+)\1$'`, 'The pattern of "length" may take too long to match.'],
  ])('%s is told on its line', (_what, pattern, told) => {
    expect(problemsOf(names(name(`pattern: ${pattern}`)))).toEqual([expect.stringContaining(`ads.yaml:3:109 ${told}`)]);
  });

  test.each(['^(a+)+$', '^(a|aa)+$', '^(?:a?){40}a{40}$', '^([a-z]+_?)*$'])(
    '%s is matched in bounded time, whatever the name',
    (pattern) => {
      const fact = { of: 'property', effect: 'dropped', source: 'x', checked: '2026-01-01', pattern } as const;
      const start = performance.now();
      for (const length of [30, 500, 50_000])
        expect(refusalOf(`${'a'.repeat(length)}!`, fact, 'Ads')).toBe(`does not fit ${pattern}, as names in Ads must`);
      expect(performance.now() - start).toBeLessThan(5000);
      expect(refusalOf('a'.repeat(40), fact, 'Ads')).toBeNull();
    },
  );
});

test('the gate tells of a contract that cannot be read where the policy names it', () => {
  const files = (schema: string): Texts => ({
    'schema-gate.yml': 'destinations:\n  ads: {contract: ads.yaml}\n',
    'schemas/order.json': schema,
  });
  const { failures, exitCode } = gateFiles(files('{}'), files('{}'));
  expect(exitCode).toBe(2);
  expect(failures.map(({ message }) => message)).toEqual(['schema-gate.yml:2:19: The contract ads.yaml does not exist.']);
});
