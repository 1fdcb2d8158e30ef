import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Mention } from '../../../src/plan/model.ts';
import { printPath } from '../../../src/plan/paths.ts';
import { load } from './support.ts';

function subscription(body: string): { readonly 'ads.tf': string } {
  return { 'ads.tf': `resource "segment_destination_subscription" "ads" {\n${body}\n}\n` };
}

const named = ({ names, use, location }: Mention): string =>
  `${location.line} ${use} ${names.kind === 'event' ? names.name : names.paths.map(printPath).join(' ')}`;

const read = (body: string): readonly string[] => (load(subscription(body)).mentions ?? []).map(named);

test('a file with subscriptions alone is read, and holds no event', () => {
  const { events, problems, ignored } = load(subscription('name = "Ads"'));
  expect({ events, problems, ignored }).toEqual({ events: [], problems: [], ignored: [] });
});

test('triggers name events, and mappings name properties on their lines', () => {
  const body = `trigger = "event = \\"Order Placed\\""
settings = jsonencode({
  "id" = { "@path" = "$.properties.order_id" }
  "mail" = { "@if" = { "exists" = { "@path" = "$.traits.email" }, "then" = { "@path" = "$.context.traits.email" } } }
  "all" = { "@path" = "$.properties" }
  "text" = { "@template" = "{{properties.total}} {{{properties.currency}}}" }
  "lines" = { "@arrayPath" = ["$.properties.lines", { "sku" = { "@path" = "sku" }, "owner" = { "@path" = "$.userId" } }] }
  "odd" = { "@path" = "$.properties['x']" }
})`;
  expect(read(body)).toEqual([
    '2 admitted Order Placed',
    '4 mapped properties.order_id',
    '5 mapped traits.email',
    '5 mapped context.traits.email',
    '7 mapped properties.total',
    '7 mapped properties.currency',
    '8 mapped properties.lines',
    '8 mapped properties.lines[].sku',
    '8 mapped properties.lines[].userId',
  ]);
});

test.each([
  ['is switched off', 'enabled = false\ntrigger = "event = \\"A\\""'],
  ['is computed', 'trigger = var.trigger\nsettings = local.settings'],
  ['is of the wrong kind', 'trigger = 7\nsettings = ["@path", { "@path" = 3 }, null]'],
])('one that %s names nothing', (_, body) => {
  expect(read(body)).toEqual([]);
});

const CORPUS = fileURLToPath(new URL('../../../../shared/corpora/segment-git-sync-tf/destination_subscriptions/', import.meta.url));

test.skipIf(!existsSync(CORPUS))('real subscriptions name as many paths as a search finds (needs ../shared/corpora)', () => {
  const all = readdirSync(CORPUS)
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(`${CORPUS}${name}`, 'utf8'));
  expect(all.length).toBeGreaterThan(50);
  for (const text of all) {
    const mentions = load({ 'a.tf': text }).mentions ?? [];
    const isOn = !/^\s*enabled\s*=\s*false/m.test(text);
    const paths = text.match(/"@path"\s*=\s*"\$\.(?!(?:properties|traits|context|context\.traits)")[\w .$-]+"/g) ?? [];
    const found = mentions.filter(
      ({ names, location }) => names.kind === 'property' && /@path/.test(text.split('\n')[location.line - 1] ?? ''),
    );
    // What stands inside an `@arrayPath` begins at an entry, and has no `$`.
    const inside = text.match(/"@path"\s*=\s*"(?!\$)[\w .$-]+"/g) ?? [];
    expect(found.length).toBe(isOn ? paths.length + inside.length : 0);
  }
});
