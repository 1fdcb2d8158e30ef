import { expect, test } from 'vitest';
import type { Json } from '../../src/jsonschema/index.ts';
import { gateFiles } from '../harness/gate-files.ts';

const order = (status: Json): string =>
  JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://schemas.example.test/order',
    properties: { status },
  });

/** The fingerprints of what a change of one property brings. */
function fingerprints(before: Json, after: Json): readonly string[] {
  return gateFiles({ 'a.json': order(before) }, { 'a.json': order(after) }).findings.map(
    ({ rule, fingerprint }) => `${rule} ${fingerprint}`,
  );
}

test('a fingerprint is the same in whatever order values and types are written', () => {
  const [values, sorted] = [
    fingerprints({ enum: ['open', 'paid'] }, { enum: ['open', 'paid', 'void'] }),
    fingerprints({ enum: ['paid', 'open'] }, { enum: ['void', 'open', 'paid'] }),
  ];
  expect(values).toEqual([expect.stringMatching(/^compat\/enum-value-added/)]);
  expect(sorted).toEqual(values);
  expect(fingerprints({ type: 'string' }, { type: ['null', 'string'] })).toEqual(
    fingerprints({ type: 'string' }, { type: ['string', 'null'] }),
  );
  expect(fingerprints({ enum: ['open', 'paid'] }, { enum: ['open', 'paid', 'lost'] })).not.toEqual(values);
});
