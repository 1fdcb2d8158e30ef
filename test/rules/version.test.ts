import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { gateFiles } from '../harness/gate-files.ts';

const ORDER = {
  type: 'object',
  properties: { order_id: { type: 'string' }, currency: { enum: ['EUR', 'USD'] }, note: { type: 'string' } },
  required: ['order_id'],
};

/** A schema that goes from version to version in one file changes, by a version step. */
function changed(version: string, after: object, policy?: string): Report {
  const file = (number: string, body: object): string =>
    JSON.stringify({
      $id: `https://shop.example/order/${number}`,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'order',
      ...body,
    });
  const settings = policy === undefined ? {} : { 'schema-gate.yml': policy };
  return gateFiles({ ...settings, 'order.json': file('1.0.0', ORDER) }, { ...settings, 'order.json': file(version, after) });
}

const DIFFERENT = {
  'an optional property is required': { ...ORDER, required: ['order_id', 'note'] },
  'a required property is optional': { ...ORDER, required: [] },
  'a property is of another type': { ...ORDER, properties: { ...ORDER.properties, order_id: { type: 'integer' } } },
  'an optional property is gone': { ...ORDER, properties: { order_id: ORDER.properties.order_id, currency: ORDER.properties.currency } },
  'a value is added to a list': { ...ORDER, properties: { ...ORDER.properties, currency: { enum: ['EUR', 'USD', 'CHF'] } } },
  'an optional property is added': { ...ORDER, properties: { ...ORDER.properties, gift: { type: 'boolean' } } },
  'a description is other': { ...ORDER, description: 'An order was placed.' },
};

const asked = ({ findings }: Report): string | null =>
  findings.flatMap(({ rule, suggestion }) => (rule === 'version/bump' ? [suggestion] : []))[0] ?? null;

describe('the step that a change asks of MAJOR.MINOR.PATCH', () => {
  it.each([
    ['an optional property is required', 'major'],
    ['a required property is optional', 'major'],
    ['a property is of another type', 'major'],
    ['an optional property is gone', 'minor'],
    ['a value is added to a list', 'minor'],
    ['an optional property is added', 'minor'],
    ['a description is other', 'patch'],
  ] as const)('%s: %s', (what, step) => {
    const after = DIFFERENT[what];
    expect(changed('1.0.1', after).versionBump).toBe(step);
    expect(asked(changed('1.0.1', after))).toBe(step === 'patch' ? null : `Raise ${step.toUpperCase()}, or change less.`);
    expect(asked(changed(step === 'major' ? '2.0.0' : '1.1.0', after))).toBeNull();
    expect(asked(changed('1.1.0', after))).toBe(step === 'major' ? 'Raise MAJOR, or change less.' : null);
  });

  it('counts as a break what the team calls an error', () => {
    const policy = 'version: 1\nrules:\n  compat/enum-value-added: error\n';
    const report = changed('1.1.0', DIFFERENT['a value is added to a list'], policy);
    expect(report.versionBump).toBe('major');
    expect(asked(report)).toBe('Raise MAJOR, or change less.');
  });

  it('does not count what is no matter of readers and senders', () => {
    const policy = 'version: 1\nrules:\n  pii/untagged: error\n';
    const after = { ...ORDER, properties: { ...ORDER.properties, email: { type: 'string' } } };
    expect(changed('1.1.0', after, policy)).toMatchObject({ result: 'blocked', versionBump: 'minor' });
    expect(asked(changed('1.1.0', after, policy))).toBeNull();
  });
});
