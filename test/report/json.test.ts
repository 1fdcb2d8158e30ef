import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ExactNumber, parseJson } from '../../src/jsonschema/index.ts';
import type { Location, PlanFile } from '../../src/plan/model.ts';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import type { Failure } from '../../src/revision/revision.ts';
import type { EventName, Finding, FindingAudience, FindingWaiver } from '../../src/rules/rule.ts';
import { exampleFinding, exampleReport } from './example-report.ts';
import { hostileReport } from './hostile.ts';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, ObjectSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly items: ObjectSchema;
  readonly description?: string;
}
type PublishedSchema = ObjectSchema & { readonly $defs: Readonly<Record<string, ObjectSchema>> };

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8')) as PublishedSchema;
const validate = new Ajv2020({ strictTypes: false, allErrors: true }).compile(schema);

/** Whether each member of a type is required (true) or optional (false); the compiler keeps it complete. */
type Members<T> = { readonly [K in keyof Required<T>]: T extends Required<Pick<T, K>> ? true : false };

const members = {
  report: {
    reportVersion: true,
    tool: true,
    result: true,
    exitCode: true,
    verdict: true,
    base: true,
    head: true,
    reason: true,
    date: true,
    environment: true,
    contentModel: true,
    failOn: true,
    policy: true,
    counts: true,
    versionBump: true,
    events: true,
    findings: true,
    debt: true,
    waived: true,
    files: true,
    failures: true,
    notes: true,
  } satisfies Members<Report>,
  tool: { name: true, version: true } satisfies Members<Report['tool']>,
  base: { label: true, commit: true } satisfies Members<Report['base']>,
  counts: { errors: true, warnings: true, notices: true, undecided: true } satisfies Members<Report['counts']>,
  events: { base: true, head: true, compared: true, changed: true } satisfies Members<Report['events']>,
  files: { loaded: true, unchanged: true, left: true } satisfies Members<Report['files']>,
  finding: {
    fingerprint: true,
    rule: true,
    severity: true,
    audiences: true,
    events: true,
    path: true,
    message: true,
    suggestion: true,
    locations: true,
    before: false,
    after: false,
    waiver: false,
    example: false,
    source: false,
  } satisfies Members<Finding>,
  locations: { head: false, base: false } satisfies Members<Finding['locations']>,
  audience: { audience: true, severity: true, counterexample: false, by: false } satisfies Members<FindingAudience>,
  event: { key: true, type: true, name: true, plan: true } satisfies Members<EventName>,
  waiver: { status: true, reason: true, owner: true, ticket: false, expires: true } satisfies Members<FindingWaiver>,
  location: { file: true, line: true, column: true, endLine: true, endColumn: true } satisfies Members<Location>,
  file: { path: true, status: true, format: true, reason: false } satisfies Members<PlanFile>,
  failure: { kind: true, message: true, hint: true, location: false } satisfies Members<Failure>,
};

const { $defs, properties } = schema;
const schemas: Readonly<Record<keyof typeof members, ObjectSchema | undefined>> = {
  report: schema,
  tool: properties['tool'],
  base: properties['base'],
  counts: properties['counts'],
  events: properties['events'],
  files: properties['files'],
  finding: $defs['finding'],
  locations: $defs['finding']?.properties['locations'],
  audience: $defs['audience'],
  event: $defs['event'],
  waiver: $defs['waiver'],
  location: $defs['location'],
  file: $defs['file'],
  failure: $defs['failure'],
};

describe('docs/report.schema.json', () => {
  test.each(Object.keys(members) as (keyof typeof members)[])('has the members of the type of %s, and no others', (name) => {
    const entries = Object.entries(members[name]);
    expect(Object.keys(schemas[name]?.properties ?? {}).toSorted()).toEqual(entries.map(([key]) => key).toSorted());
    expect(schemas[name]?.required.toSorted() ?? []).toEqual(entries.flatMap(([key, required]) => (required ? [key] : [])).toSorted());
    expect(schemas[name]?.additionalProperties).toBe(false);
  });

  test.each([
    ['a blocked run', exampleReport()],
    ['hostile names', hostileReport('@x\n|')],
    [
      'a run that could not be judged',
      exampleReport({ result: 'not-evaluated', exitCode: 3, findings: [], failures: [{ kind: 'evaluation', message: 'm', hint: 'h' }] }),
    ],
    [
      'a counterexample that is null',
      exampleReport({ findings: [exampleFinding({ audiences: [{ audience: 'producers', severity: 'error', counterexample: null }] })] }),
    ],
  ])('accepts %s', (_, report) => {
    validate(JSON.parse(renderJson(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['an unknown member', { ...exampleReport(), extra: 1 }],
    ['a finding without a rule', { ...exampleReport(), findings: [{ ...exampleFinding(), rule: undefined }] }],
    ['a wrong fingerprint', exampleReport({ findings: [exampleFinding({ fingerprint: 'xyz' })] })],
  ])('refuses %s', (_, report) => {
    expect(validate(JSON.parse(JSON.stringify(report)))).toBe(false);
  });
});

describe('renderJson', () => {
  test('keeps numbers and names that JavaScript would lose', () => {
    const example = { ['__proto__']: new ExactNumber('9007199254740993'), toString: 1 };
    const text = renderJson(exampleReport({ findings: [exampleFinding({ example })] }));
    expect(text).toContain('"__proto__": 9007199254740993');
    expect(parseJson(text).ok).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });
});
