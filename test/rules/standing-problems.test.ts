import { describe, expect, it } from 'vitest';
import { gateFiles } from '../harness/gate-files.ts';
import { schemaFile } from '../plan/support.ts';

const order = (properties: object): Record<string, string> => ({
  'order.json': schemaFile({ title: 'order', type: 'object', properties }, 'order'),
});
const cart = { cart: { $ref: 'cart.json' } };

describe('a reference that names nothing', () => {
  it('is debt where base has it too', () => {
    const report = gateFiles(order(cart), order({ ...cart, coupon: { type: 'string' } }));
    expect(report.debt.map(({ rule }) => rule)).toEqual(['plan/unresolved-reference']);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('plan/unresolved-reference');
  });

  it('is an error where it came with the change', () => {
    const report = gateFiles(order({}), order(cart));
    expect(report.debt).toEqual([]);
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'plan/unresolved-reference', severity: 'error' }));
  });
});
