import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/rules/rule.ts';
import { gateFiles } from '../harness/gate-files.ts';

const metrics = (expires: string, type = 'event'): string => `$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0
checkout:
  opened:
    type: ${type}
    description: The checkout was opened.
    expires: ${expires}
`;

function told(before: string, after: string, type?: string): readonly Finding[] {
  const report = gateFiles({ 'metrics.yaml': metrics(before, type) }, { 'metrics.yaml': metrics(after, type) });
  return report.findings.filter(({ rule }) => rule === 'lifecycle/sunset-moved' || rule === 'lifecycle/deprecated');
}

describe('what goes with a version of the app', () => {
  it.each([
    ['112', '118', 'notice', 'was marked to go with version 112, and is now to go with version 118.'],
    [
      '118',
      '112',
      'warning',
      'was marked to go with version 118, and is now to go with version 112: readers have less time than they were told.',
    ],
    ['112', '"9.1"', 'notice', 'was marked to go with version 112, and is now to go with version "9.1".'],
    ['112', '2027-01-31', 'notice', 'was marked to go with version 112, and is now to go on 2027-01-31.'],
    ['112', '2025-01-31', 'warning', 'was marked to go with version 112, and is now to go on 2025-01-31: readers have no time left.'],
    ['2027-01-31', '112', 'notice', 'was marked to go on 2027-01-31, and is now to go with version 112.'],
  ])('from %s to %s', (before, after, severity, words) => {
    const plain = (text: string): string => text.replaceAll('"', '');
    expect(told(before, after)).toMatchObject([{ rule: 'lifecycle/sunset-moved', severity, before: plain(before), after: plain(after) }]);
    expect(told(before, after)[0]?.message).toBe(`The track event "checkout.opened" ${words}`);
  });

  it.each([
    [
      'a version',
      '118',
      'The metric "checkout.opened" is marked to go with version 118: readers should do without it by then.',
      'Tell those who read it.',
    ],
    [
      'a day',
      '2027-01-31',
      'The metric "checkout.opened" is marked to go on 2027-01-31: readers should do without it by then.',
      'Tell those who read it.',
    ],
  ])('is marked anew with %s', (_, expires, message, suggestion) => {
    expect(told('never', expires, 'counter')).toMatchObject([{ rule: 'lifecycle/deprecated', message, suggestion }]);
  });

  it('says what becomes of it when it is removed', () => {
    const empty = metrics('never').replace('opened', 'closed').replace('type: event', 'type: boolean');
    const report = gateFiles({ 'metrics.yaml': metrics('118') }, { 'metrics.yaml': empty });
    const removed = report.findings.find(({ rule }) => rule === 'compat/event-removed');
    expect(removed).toMatchObject({ severity: 'error' });
    expect(removed?.suggestion).toMatch(/It is marked to go with version 118; if that is out, a waiver lets this pass\.$/);
  });
});
