import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/rules/rule.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';

/** A tracking plan of Segment, an event a line from line 6 on. */
function tracking(id: string, names: readonly string[]): string {
  const event = (name: string): string => `      ${JSON.stringify({ name, version: 1, rules: { type: 'object', properties: {} } })}`;
  return [
    '{',
    `  "name": "workspaces/shop/tracking-plans/${id}",`,
    '  "display_name": "Shop",',
    '  "rules": {',
    '    "events": [',
    names.map(event).join(',\n'),
    '    ]',
    '  }',
    '}',
  ].join('\n');
}

/** Metrics of Glean: a category, whose line is its home, with one metric in it. */
function metrics(...categories: readonly string[]): string {
  return [
    '$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0',
    ...categories.flatMap((category) => [
      `${category}:`,
      '  opened:',
      '    type: event',
      `    description: Somebody opened the ${category}.`,
      '    bugs: [https://bugs.example/1]',
      '    data_reviews: [https://reviews.example/1]',
      '    notification_emails: [shop@example.com]',
      '    expires: never',
    ]),
    '',
  ].join('\n');
}

function removed(base: Files, head: Files): readonly Finding[] {
  return gateFiles(base, head).findings.filter(({ rule }) => rule === 'compat/event-removed');
}

function shown({ locations: { head, base } }: Finding): readonly (string | null)[] {
  return [head, base].map((at) => (at === undefined ? null : `${at.file}:${at.line}`));
}

describe('where a removed event is shown', () => {
  test('at the list of its file, where the plan that held it is called something else now', () => {
    const found = removed(
      { 'plan.json': tracking('rs_1', ['Cart Viewed']) },
      { 'plan.json': tracking('rs_2', ['Order Placed', 'Order Paid']) },
    );
    expect(found.map(shown)).toEqual([['plan.json:5', 'plan.json:6']]);
  });

  test('at the top of its file, where that has several lists and none is the one that held it', () => {
    const found = removed({ 'metrics.yaml': metrics('cart', 'order', 'wishlist') }, { 'metrics.yaml': metrics('cart', 'order') });
    expect(found.map(shown)).toEqual([['metrics.yaml:1', 'metrics.yaml:19']]);
  });

  test('nowhere in head, where its file is gone', () => {
    const other = { 'other/metrics.yaml': metrics('cart') };
    const found = removed({ ...other, 'metrics.yaml': metrics('wishlist') }, other);
    expect(found.map(shown)).toEqual([[null, 'metrics.yaml:3']]);
  });

  test('those at one place come in the order in which base had them', () => {
    const names = ['Wishlist Viewed', 'Order Placed', 'Cart Viewed', 'Account Opened', 'Basket Emptied'];
    const found = removed({ 'plan.json': tracking('rs_1', [...names, 'Order Paid']) }, { 'plan.json': tracking('rs_1', ['Order Paid']) });
    expect(found.map(({ events }) => events[0]?.name)).toEqual(names);
  });
});
