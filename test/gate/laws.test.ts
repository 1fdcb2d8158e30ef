import { describe, expect, it } from 'vitest';
import { gateFiles, type Files } from '../harness/gate-files.ts';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const schema = (body: object): Files => ({ 'schemas/order.json': JSON.stringify({ $schema: DRAFT, title: 'order', ...body }) });
const told = (base: Files, head: Files, contentModel: 'planned' | 'strict' = 'planned') =>
  gateFiles(base, head, { contentModel }).findings.map(({ rule, severity, path, audiences }) => ({
    rule,
    severity,
    path,
    audiences: audiences.map(({ audience }) => audience),
  }));

/** A plan of many events that share one property. */
function plan(count: number, type: string, order: (names: readonly string[]) => readonly string[] = (names) => names): Files {
  const ids = order(Array.from({ length: count }, (_, index) => `event_${index}`));
  const file = (kind: string, spec: object): string => JSON.stringify({ version: 'rudder/v1', kind, metadata: { name: 'many' }, spec });
  const events = ids.map((id) => ({ id, name: id, event_type: 'track' }));
  const rules = ids.map((id) => ({
    type: 'event_rule',
    id: `${id}_rule`,
    event: `#event:${id}`,
    properties: [{ property: '#property:total' }],
  }));
  return {
    'properties.yaml': file('properties', { properties: [{ id: 'total', name: 'total', type }] }),
    'events.yaml': file('events', { events }),
    'plan.yaml': file('tracking-plan', { id: 'many', display_name: 'Many', rules }),
  };
}

describe('one cause is one finding', () => {
  it('however many events it reaches', () => {
    const { findings } = gateFiles(plan(300, 'number'), plan(300, 'string'));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.events).toHaveLength(300);
    expect(findings[0]?.locations.head).toMatchObject({ file: 'properties.yaml' });
  });

  it('and it does not depend on the order of events', () => {
    const reversed = plan(20, 'string', (names) => names.toReversed());
    const [straight] = gateFiles(plan(20, 'number'), plan(20, 'string')).findings;
    const [turned] = gateFiles(plan(20, 'number'), reversed).findings;
    expect(turned).toEqual(straight);
  });
});

describe('base and head exchanged exchange the audiences', () => {
  const property = (body: object) => schema({ type: 'object', properties: { a: body } });
  it.each([
    ['required', schema({ type: 'object', properties: { a: {} } }), schema({ type: 'object', properties: { a: {} }, required: ['a'] })],
    ['enum', property({ enum: ['x', 'y'] }), property({ enum: ['x'] })],
    ['type', property({ type: ['string', 'null'] }), property({ type: 'string' })],
    ['limit', property({ type: 'string', maxLength: 9 }), property({ type: 'string', maxLength: 5 })],
  ])('%s', (_, wide, narrow) => {
    expect(told(wide, narrow).map(({ audiences }) => audiences)).toEqual([['producers']]);
    expect(told(narrow, wide).map(({ audiences }) => audiences)).toEqual([['consumers']]);
  });
});

describe('openness', () => {
  it('an object that took anything and is closed is a break for producers', () => {
    expect(told(schema({}), schema({ additionalProperties: false }))).toContainEqual(
      expect.objectContaining({ rule: 'compat/object-closed', audiences: ['producers'] }),
    );
  });

  it('an optional property added to an open or closed object is a notice', () => {
    for (const additionalProperties of [true, false]) {
      const before = schema({ type: 'object', properties: { a: {} }, additionalProperties });
      const after = schema({ type: 'object', properties: { a: {}, b: { type: 'string' } }, additionalProperties });
      expect(told(before, after)).toEqual([{ rule: 'compat/property-added', severity: 'notice', path: 'b', audiences: [] }]);
    }
  });

  it('and under strict a break: for producers where open, for consumers where closed', () => {
    const before = (additionalProperties: boolean) => schema({ type: 'object', properties: { a: {} }, additionalProperties });
    const after = (additionalProperties: boolean) =>
      schema({ type: 'object', properties: { a: {}, b: { type: 'string' } }, additionalProperties });
    expect(told(before(true), after(true), 'strict').map(({ audiences }) => audiences)).toEqual([['producers']]);
    expect(told(before(false), after(false), 'strict').map(({ audiences }) => audiences)).toEqual([['consumers']]);
  });
});
