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

test('a long trigger is read quickly', () => {
  const started = performance.now();
  triggerOf('event = "A" or '.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
