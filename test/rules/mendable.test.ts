import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';

const properties = (names: object): object => ({ type: 'object', properties: { order_id: { type: 'string' }, ...names } });

/** A published version of a schema in a file of its own. */
function published(version: string, body: object, name = 'order'): Files {
  const schema = { $id: `/shop/${name}/${version}`, $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, ...body };
  return { [`shop/${name}/${version}.json`]: JSON.stringify(schema) };
}

/** The file that versions are made from. */
function source(version: string, body: object): Files {
  const [schema = ''] = Object.values(published(version, body));
  return { 'shop/order/current.json': schema };
}

const POLICY = { 'schema-gate.yml': 'version: 1\nrules:\n  hygiene/description-missing: notice\n' };

const places = (findings: Report['findings'], rule: string): readonly string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ locations }) => locations.head?.file ?? '');

describe('what is asked of the plan as it is', () => {
  const [paid, more] = [{ status: { enum: ['open', 'paid'] } }, { status: { enum: ['open', 'paid', 'void'] } }];

  it('takes only the newest version of an event', () => {
    const base = { ...POLICY, ...published('1.0.0', properties(paid)) };
    const report = gateFiles(base, { ...base, ...published('1.1.0', properties(more)) });
    expect(places([...report.findings, ...report.debt], 'enum/differing-lists')).toEqual([]);
    expect(places([...report.findings, ...report.debt], 'hygiene/description-missing')).toEqual(['shop/order/1.1.0.json']);
  });

  it('compares the newest with other events', () => {
    const base = published('1.0.0', properties(paid));
    const refund = published('1.0.0', properties(paid), 'refund');
    const report = gateFiles(base, { ...base, ...published('1.1.0', properties(more)), ...refund });
    expect(places(report.findings, 'enum/differing-lists')).toEqual(['shop/refund/1.0.0.json']);
  });

  it('keeps what the version before had as debt', () => {
    const email = { email: { type: 'string' } };
    const base = published('1.0.0', properties(email));
    const report = gateFiles(base, { ...base, ...published('1.1.0', properties({ ...email, gift: { type: 'boolean' } })) });
    expect(places(report.findings, 'pii/untagged')).toEqual([]);
    expect(places(report.debt, 'pii/untagged')).toEqual(['shop/order/1.1.0.json']);
  });

  it('takes a version that is new, whichever number it has', () => {
    const base = { ...published('1.0.0', properties({})), ...published('2.0.0', properties({})) };
    const report = gateFiles(base, { ...base, ...published('1.1.0', properties({ email: { type: 'string' } })) });
    expect(places(report.findings, 'pii/untagged')).toEqual(['shop/order/1.1.0.json']);
  });

  it('takes the file that versions are made from instead of those that are there', () => {
    const base = { ...published('1.0.0', properties(paid)), ...source('1.0.0', properties(paid)) };
    const report = gateFiles(base, { ...base, ...source('1.1.0', properties({ ...more, email: { type: 'string' } })) });
    expect(places([...report.findings, ...report.debt], 'enum/differing-lists')).toEqual([]);
    expect(places(report.findings, 'pii/untagged')).toEqual(['shop/order/current.json']);
  });
});
