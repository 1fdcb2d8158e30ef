import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { pairEvents } from '../../src/plan/pair.ts';
import type { Files } from '../harness/gate-files.ts';
import { events, plan, properties } from '../formats/rudderstack/texts.ts';
import { plansOf } from './support.ts';

/** A plan file of one event: its own shape is told by the name of its property. */
interface Spec {
  readonly id: string;
  readonly name: string;
  readonly uses: readonly string[];
}

const NAMES = ['delivered_by_courier', 'delivered_by_customer', 'paid_with_a_voucher', 'paid_with_a_gift_card'];

function project(specs: readonly Spec[]): Files {
  const rules = specs.map(
    ({ id, uses }) =>
      `{ type: event_rule, id: ${id}_rule, event: "#event:${id}", properties: [${uses.map((use) => `{ property: "#property:${use}", required: true }`).join(', ')}] }`,
  );
  return {
    'properties.yaml': properties(
      ...NAMES.map((name) => `{ id: ${name}, name: ${name}, type: string, description: "What ${name} says of an order." }`),
    ),
    'events.yaml': events(...specs.map(({ id, name }) => `{ id: ${id}, name: ${name}, event_type: track }`)),
    'plan.yaml': plan(...rules),
  };
}

const short = (key: string): string => key.replace('rudderstack:p/', '');

/** `from>to` of each pair, `+added`, `-removed`. */
function shown(base: Plan, head: Plan): string[] {
  const { pairs, added, removed } = pairEvents(base, head);
  return [
    ...pairs.map((pair) => `${short(pair.base.key)}>${short(pair.head.key)}`),
    ...added.map(({ key }) => `+${short(key)}`),
    ...removed.map(({ key }) => `-${short(key)}`),
  ].toSorted();
}

function paired(base: readonly Spec[], head: readonly Spec[]): string[] {
  const plans = plansOf(project(base), project(head));
  return shown(plans.base, plans.head);
}

const courier = { id: 'courier', name: 'Courier', uses: ['delivered_by_courier', 'delivered_by_customer'] };
const voucher = { id: 'voucher', name: 'Voucher', uses: ['paid_with_a_voucher', 'paid_with_a_gift_card'] };

describe('events', () => {
  it('are paired by key, whatever they are called and hold', () => {
    expect(paired([courier, voucher], [{ ...voucher, id: 'courier', name: 'Other' }, voucher])).toEqual([
      'courier>courier',
      'voucher>voucher',
    ]);
  });

  it('are paired by shape where the key is another', () => {
    expect(paired([courier, voucher], [{ ...courier, id: 'moved' }, voucher])).toEqual(['courier>moved', 'voucher>voucher']);
  });

  it('are never paired by shape where the key is still there', () => {
    expect(paired([courier], [courier, { ...courier, id: 'copy', name: 'Copy' }])).toEqual(['+copy', 'courier>courier']);
  });

  it('are not guessed where two could be meant', () => {
    const twice = [
      { ...courier, id: 'one', name: 'One' },
      { ...courier, id: 'two', name: 'Two' },
    ];
    expect(paired([courier], twice)).toEqual(['+one', '+two', '-courier']);
    expect(paired(twice, [courier])).toEqual(['+courier', '-one', '-two']);
  });

  it('are not guessed by a shape that says little', () => {
    expect(paired([{ ...courier, uses: [] }], [{ id: 'other', name: 'Other', uses: [] }])).toEqual(['+other', '-courier']);
  });

  it('are not guessed across types', () => {
    const base = project([courier]);
    const head = { ...project([{ ...courier, id: 'moved' }]), 'events.yaml': events('{ id: moved, event_type: identify }') };
    const plans = plansOf(base, head);
    expect(shown(plans.base, plans.head).filter((entry) => entry.includes('>'))).toEqual([]);
  });
});

describe('order', () => {
  const base = [courier, voucher, { ...courier, id: 'third', name: 'Third', uses: ['paid_with_a_voucher', 'delivered_by_courier'] }];
  const head = [{ ...courier, id: 'moved' }, voucher, { ...voucher, id: 'fresh', name: 'Fresh' }];
  const plans = plansOf(project(base), project(head));
  const expected = shown(plans.base, plans.head);

  it('never decides', () => {
    expect(expected).toEqual(['+fresh', '-third', 'courier>moved', 'voucher>voucher']);
    const shuffled = (all: readonly PlanEvent[]) => fc.shuffledSubarray([...all], { minLength: all.length });
    fc.assert(
      fc.property(shuffled(plans.base.events), shuffled(plans.head.events), (before, after) => {
        expect(shown({ ...plans.base, events: before }, { ...plans.head, events: after })).toEqual(expected);
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it('takes no event twice and loses none', () => {
    const spec = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      uses: fc.subarray(NAMES),
    });
    const specs = fc
      .uniqueArray(spec, { maxLength: 4, selector: ({ id }) => id })
      .map((all) => all.map((each) => ({ ...each, name: `Event ${each.id}` })));
    fc.assert(
      fc.property(specs, specs, (before, after) => {
        const two = plansOf(project(before), project(after));
        const { pairs, added, removed } = pairEvents(two.base, two.head);
        const keys = (all: readonly PlanEvent[]): string[] => all.map(({ key }) => key).toSorted();
        expect(keys([...pairs.map((pair) => pair.base), ...removed])).toEqual(keys(two.base.events));
        expect(keys([...pairs.map((pair) => pair.head), ...added])).toEqual(keys(two.head.events));
      }),
      { seed: 11, numRuns: 40 },
    );
  });
});

describe('a schema file that got another name', () => {
  const file = (id: string): string =>
    JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `https://schemas.example.test/${id}`,
      type: 'object',
      properties: { delivered_by_courier: { type: 'string' }, paid_with_a_voucher: { type: 'boolean' } },
    });

  it('is recognised by its shape', () => {
    const { base, head } = plansOf({ 'schemas/a.json': file('cart-viewed') }, { 'schemas/b.json': file('cart-shared') });
    expect(pairEvents(base, head)).toMatchObject({ pairs: [{}], added: [], removed: [] });
  });
});
