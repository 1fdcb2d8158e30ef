import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gate } from '../../src/gate.ts';
import { resolveRevisions } from '../../src/revision/resolve.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { runScenario } from '../harness/scenarios.ts';

type Files = Readonly<Record<string, string>>;

const head = (kind: string): string => `version: rudder/v1\nkind: ${kind}\nmetadata: {name: shop}\nspec:\n`;
const properties = (...lines: readonly string[]): string =>
  `${head('properties')}  properties:\n${lines.map((line) => `    - ${line}\n`).join('')}`;
const TOTAL = '{id: total, name: total, type: number}';
const SKU = '{id: sku, name: sku, type: string}';
const LINES = '{id: lines, name: lines, type: array, item_type: "#custom-type:Line"}';
const EVENTS = ['a', 'b'];
const PLAN: Files = {
  'events.yaml': `${head('events')}  events:\n${EVENTS.map((id) => `    - {id: ${id}, name: "Event ${id}", event_type: track}\n`).join('')}`,
  'types.yaml': `${head('custom-types')}  types:\n    - id: Line\n      name: Line\n      type: object\n      properties:\n        - {property: "#property:sku"}\n`,
  'plan.yaml': `${head('tracking-plan')}  id: shop\n  display_name: Shop\n  rules:\n${EVENTS.map(
    (id) =>
      `    - {type: event_rule, id: ${id}_rule, event: "#event:${id}", properties: [{property: "#property:total"}, {property: "#property:lines"}]}\n`,
  ).join('')}`,
  'properties.yaml': properties(TOTAL, SKU, LINES),
};
const code = (id: string, body: string): Files => ({
  [`${id}.yaml`]: `${head('transformation')}  id: ${id}\n  name: ${id.toUpperCase()}\n  language: javascript\n  file: ${id}.js\n`,
  [`${id}.js`]: `export function transformEvent(event) {\n  ${body}\n  return event;\n}\n`,
});

/** What the gate says of a change, the rules on transformations only. */
function findings(base: Files, changes: Files): readonly Finding[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'reads-changed-'));
  try {
    const write = (side: string, files: Files): string => {
      const at = path.join(folder, side);
      mkdirSync(at);
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(at, name), text);
      return at;
    };
    const revisions = resolveRevisions({
      kind: 'folders',
      baseDir: write('base', { ...PLAN, ...base }),
      headDir: write('head', { ...PLAN, ...base, ...changes }),
    });
    return gate({ revisions, directory: '', date: '2026-01-01' }).findings.filter(({ rule }) => rule.startsWith('transformation/'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const messages = (base: Files, changes: Files): readonly string[] => findings(base, changes).map(({ message }) => message);

const RENAMED: Files = { 'properties.yaml': properties(TOTAL.replace('name: total', 'name: amount'), SKU, LINES) };
const TEXT: Files = { 'properties.yaml': properties(TOTAL.replace('number', 'string'), SKU, LINES) };

describe('a message names what changed, the transformations and their lines', () => {
  test('a rename', () => {
    expect(findings(code('t', 'event.properties.total;'), RENAMED)).toMatchObject([
      {
        message: '"total" is now called "amount"; the old name is still read by the transformation "T" (t.js:2).',
        suggestion: 'Let that code read "amount" too, and the old name as long as released apps send it.',
        severity: 'warning',
        events: [{ name: 'Event a' }, { name: 'Event b' }],
        locations: { head: { file: 'properties.yaml', line: 6 } },
        before: 'total',
        after: 'amount',
      },
    ]);
  });

  test('a type', () => {
    expect(messages(code('t', 'event.properties.total;'), TEXT)).toEqual([
      '"total" was number and is now string; it is read by the transformation "T" (t.js:2).',
    ]);
  });

  test('several lines, and several transformations', () => {
    const read = 'event.properties.total;\n'.repeat(5);
    const many = Object.assign({}, ...['a', 'b', 'c', 'd'].map((id) => code(id, read))) as Files;
    expect(messages(many, RENAMED)).toEqual([
      '"total" is now called "amount"; the old name is still read by 4 transformations: ' +
        '"A" (a.js:2, 3, 4 and 2 more), "B" (b.js:2, 3, 4 and 2 more), "C" (c.js:2, 3, 4 and 2 more) and 1 more.',
    ]);
  });

  test('a part of a list, by its definition that two events share', () => {
    const without = PLAN['types.yaml']?.replace('        - {property: "#property:sku"}\n', '        []\n') ?? '';
    const found = findings(code('t', 'event.properties.lines.map((line) => line.sku);'), { 'types.yaml': without });
    expect(found.map(({ message, path: at, events, locations }) => [message, at, events.length, locations.head?.file])).toEqual([
      ['"sku" was removed, and is still read by the transformation "T" (t.js:2).', 'properties.lines[].sku', 2, 'types.yaml'],
    ]);
  });
});

describe('nothing is said', () => {
  test.each([
    ['where the code reads the new name too', 'event.properties.amount ?? event.properties.total;', RENAMED],
    ['where it is written only', 'event.properties.total = 1;', RENAMED],
    ['where another property has the name', 'event.context.total; event.properties.lines[0].total;', RENAMED],
    ['of an integer that is a number now', 'event.properties.total;', null],
    ['of what only the section is read', 'Object.keys(event.properties);', RENAMED],
    [
      'of a property that was added',
      'event.properties.tax;',
      { 'properties.yaml': properties(TOTAL, SKU, LINES, '{id: tax, name: tax, type: number}') },
    ],
  ])('%s', (_, body, changes) => {
    const integer = { 'properties.yaml': properties(TOTAL.replace('number', 'integer'), SKU, LINES) };
    const base = { ...code('t', body), ...(changes === null && integer) };
    expect(findings(base, changes ?? { 'properties.yaml': PLAN['properties.yaml'] ?? '' })).toEqual([]);
  });

  test('of code that this change mends, or removes', () => {
    const base = code('t', 'event.properties.total;');
    expect(findings(base, { ...RENAMED, ...code('t', 'event.properties.amount;') })).toEqual([]);
  });
});

describe('code that cannot be read', () => {
  test('is a notice on its line, where it holds a name that changed', () => {
    const base = { ...code('bad', 'retrun event.properties.total;'), ...code('good', 'event.properties.total;') };
    expect(findings(base, RENAMED)).toMatchObject([
      { rule: 'transformation/reads-changed', severity: 'warning' },
      {
        rule: 'transformation/unreadable-code',
        severity: 'notice',
        message: 'Whether the transformation "BAD" reads what this change takes away is not known. It is not valid JavaScript.',
        locations: { head: { file: 'bad.js', line: 2, column: 10 } },
      },
    ]);
  });

  test('is none of this change where it holds none', () => {
    expect(findings(code('bad', 'retrun event.properties.other;'), RENAMED)).toEqual([]);
  });
});

test('an event that another plan still has is still looked for with success', () => {
  const other = PLAN['plan.yaml']?.replace('id: shop', 'id: web').replace('display_name: Shop', 'display_name: Web') ?? '';
  const base = { ...code('t', "if (event.event === 'Event a') return null;"), 'web.yaml': other };
  const without = (text: string): string => text.replace(/.*a_rule.*\n/, '');
  const changes = { 'plan.yaml': without(PLAN['plan.yaml'] ?? ''), 'events.yaml': `${PLAN['events.yaml'] ?? ''}#` };
  expect(findings(base, changes)).toEqual([]);
  const gone = 'The track event "Event a" was removed; its name is still looked for by the transformation "T" (t.js:2).';
  expect(messages(base, { ...changes, 'web.yaml': without(other) })).toEqual([gone, gone]);
});

test('a property that is missing because its definition is gone is told once, by the reference', () => {
  const found = findings(code('t', 'event.properties.total;'), { 'properties.yaml': properties(SKU, LINES) });
  expect(found).toEqual([]);
});

test('code in the YAML and code in Python are named alike', () => {
  const report = runScenario('transformation-property-removed');
  expect(report.findings.map(({ message }) => message)).toContain(
    '"coupon" was removed, and is still read by 2 transformations: "Count coupons" (transformations/coupons.yaml:11), ' +
      '"Clean vouchers" (transformations/vouchers.py:3, 4).',
  );
});
