import { expect, test } from 'vitest';
import { triggerOf } from '../../../src/formats/segment/trigger.ts';

const read = (text: string): readonly [string, readonly string[] | null] => {
  const { events, only } = triggerOf(text);
  return [events.map(({ name, admitted }) => `${admitted ? '' : 'not '}${name}`).join(', '), only];
};

test.each<[trigger: string, named: string, only: readonly string[] | null]>([
  ['event = "A"', 'A', ['A']],
  ['event = "A" or event = "B"', 'A, B', ['A', 'B']],
  ['type = "track" and (event = "A" or event = "B")', 'A, B', ['A', 'B']],
  ['type = "identify" or event = "A"', 'A', null],
  ['event = "A" or type = "identify"', 'A', null],
  ['type = "track" and event != "A"', 'not A', null],
  ['properties.event = "A"', '', null],
  ['event = "say \\"hi\\""', 'say "hi"', ['say "hi"']],
  ['name = "event = \\"A\\"" and type = "page"', '', null],
  ['!(event = "A")', '', null],
  ['contains(event, "A")', '', null],
  ['', '', null],
  ['event =', '', null],
])('the trigger %s', (trigger, named, only) => {
  expect(read(trigger)).toEqual([named, only]);
});

type Admitted = readonly [types: readonly string[] | null, admitted: readonly string[] | null, blocked: readonly string[]];

test.each<[trigger: string, expected: Admitted]>([
  ['type = "track"', [['track'], null, []]],
  ['type = "track" or type = "identify"', [['track', 'identify'], null, []]],
  ['type != "track"', [['identify', 'group', 'page', 'screen', 'alias'], null, []]],
  ['event = "A"', [['track'], ['A'], []]],
  ['type = "track" and (event = "A" or event = "B")', [['track'], ['A', 'B'], []]],
  ['event = "A" or type = "identify"', [['track', 'identify'], ['A'], []]],
  ['type = "identify" and event = "A"', [[], null, []]],
  ['type = "track" and event != "A" and event != "B"', [['track'], null, ['A', 'B']]],
  ['event != "A"', [null, null, ['A']]],
  ['!(type = "track" and event = "A")', [null, null, ['A']]],
  ['not (event = "A" or type != "track")', [['track'], null, ['A']]],
  ['not (type = "track" and properties.total > 10)', [null, null, []]],
  ['event = "A" and properties.total > 10', [['track'], ['A'], []]],
  ['contains(event, "A") and type = "track"', [['track'], null, []]],
  ['!contains(properties.kind, "A")', [null, null, []]],
  ['(event = "A" or event = "B") and event != "B"', [['track'], ['A'], []]],
  ['type = "track" and (event != "A" or event = "A")', [['track'], null, []]],
  ['event = "A" or event != "B"', [null, null, ['B']]],
  ['name = "Home" and type = "page"', [['page'], null, []]],
  ['event = "A" event = "B"', [null, null, []]],
  ['(event = "A"', [null, null, []]],
  ['context.personas.event_emitter_id = "x"', [null, null, []]],
  ['', [null, null, []]],
])('what the trigger %s lets through', (trigger, expected) => {
  const { types, admitted, blocked } = triggerOf(trigger);
  expect([types, admitted, blocked]).toEqual(expected);
});

test.each(['!'.repeat(19_000), '('.repeat(19_000), '!('.repeat(9_000), 'event != "A" and '.repeat(1_100) + 'event = "B"'])(
  'a hostile trigger is read: %.5s',
  (trigger) => {
    const started = performance.now();
    triggerOf(trigger);
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);

test('a long trigger is read quickly', () => {
  const started = performance.now();
  triggerOf('event = "A" or '.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
