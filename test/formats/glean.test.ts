import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { loadPlans } from '../../src/formats/load.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { vocabularyOf } from '../../src/plan/properties.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const METRICS = '$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0\n';
const PINGS = '$schema: moz://mozilla.org/schemas/glean/pings/2-0-0\n';
const EVERYTHING = { directory: '', include: [], ignore: [], format: [], everything: true };

function planOf(files: Readonly<Record<string, string>>): Plan {
  return loadPlans(memoryTree({}), memoryTree(files), EVERYTHING).head;
}

const metric = (fields: string): string => `${METRICS}cart:\n  size: {${fields}}\n`;

function eventOf(text: string): PlanEvent {
  const [event] = planOf({ 'm.yaml': text }).events;
  if (event === undefined) throw new Error('there is no event');
  return event;
}

const schemaOf = ({ schema }: PlanEvent): unknown => schema.documents.get(schema.uri);

const said = ({ problems }: Plan): readonly string[] =>
  problems.map(({ code, location, message }) => `${code} ${location.line}:${location.column} ${message}`);

describe('a file of Glean', () => {
  test.each([
    ['an older version', '$schema: moz://mozilla.org/schemas/glean/metrics/1-0-0\na: {b: {type: event}}\n', 1],
    ['one with a name of its own', `${METRICS}a: {b: {type: event}}\n`, 1],
    ['one with a byte order mark and CRLF', `\uFEFF${METRICS}a:\n  b:\n    type: event\n`.replaceAll('\n', '\r\n'), 1],
    ['one without any metric', METRICS, 0],
    ['another schema of Mozilla', '$schema: moz://mozilla.org/schemas/history/ping/1\na: {b: {type: event}}\n', 0],
    ['one that is mentioned only', '# moz://mozilla.org/schemas/glean/metrics/2-0-0\na: {b: {type: event}}\n', 0],
    ['an empty file', '', 0],
    ['a list', `- ${METRICS}`, 0],
  ])('%s', (_, text, count) => {
    const plan = planOf({ 'telemetry/app.yaml': text });
    expect(plan.events).toHaveLength(count);
    expect(said(plan)).toEqual([]);
  });

  test('lists tags, and nothing of it is checked', () => {
    const { files } = planOf({ 'tags.yaml': '$schema: moz://mozilla.org/schemas/glean/tags/1-0-0\nShop: {description: All.}\n' });
    expect(files).toMatchObject([{ status: 'ignored', format: 'glean', reason: expect.stringContaining('tags') as string }]);
  });
});

describe('a metric', () => {
  test('of type event has its extras as properties, all of them optional', () => {
    const event = eventOf(metric('type: event, extra_keys: {a: {description: A.}, b: {type: boolean}, c: {type: quantity}}'));
    expect(event).toMatchObject({ key: 'glean:cart.size', name: 'cart.size', type: 'track', plan: 'cart', section: 'message' });
    expect(schemaOf(event)).toEqual({
      type: 'object',
      properties: { a: { type: 'string', description: 'A.' }, b: { type: 'boolean' }, c: { type: 'integer', minimum: 0 } },
      additionalProperties: false,
    });
  });

  test.each([
    ['boolean', '', { type: 'boolean' }],
    ['counter', '', { type: 'integer', minimum: 1 }],
    ['quantity', '', { type: 'integer', minimum: 0 }],
    ['uuid', '', { type: 'string', format: 'uuid' }],
    ['datetime', 'time_unit: day', { type: 'string' }],
    ['string_list', '', { type: 'array' }],
    ['labeled_boolean', '', { type: 'object', additionalProperties: { type: 'boolean' } }],
    ['labeled_counter', 'labels: [a, b, a]', { propertyNames: { enum: ['a', 'b', '__other__'] } }],
    ['labeled_counter', 'labels: null', { additionalProperties: { type: 'integer' } }],
    ['timespan', 'time_unit: day', { properties: { time_unit: { const: 'day' } } }],
    ['timespan', '', { properties: { time_unit: { const: 'millisecond' } } }],
    ['object', 'structure: {type: array, items: {type: boolean}}', { type: 'array', items: { type: 'boolean' } }],
    ['something_new', '', {}],
  ])('of type %s (%s) is a value under its own name', (type, more, value) => {
    const event = eventOf(metric(`type: ${type}${more === '' ? '' : `, ${more}`}`));
    expect(event.type).toBe('other');
    expect(schemaOf(event)).toMatchObject({ required: ['cart.size'], properties: { 'cart.size': value } });
  });

  test('says who owns it, what it belongs to and when it goes', () => {
    const text = `${METRICS}$tags: [Shop]\ncart:\n  size: {type: counter, metadata: {tags: [Cart, Shop]}, notification_emails: [a@example.test, b@example.test], expires: 2027-01-31}\n`;
    expect(eventOf(text).meta).toEqual({ tags: ['Shop', 'Cart'], owner: 'a@example.test', deprecated: { sunset: '2027-01-31' } });
  });

  test.each([
    ['never', null],
    ['112', { sunset: null, release: '112' }],
    ['"112"', { sunset: null, release: '112' }],
    ['2027-02-30', { sunset: null, unread: '2027-02-30' }],
    ['null', null],
  ])('expires: %s', (expires, deprecated) => {
    expect(eventOf(metric(`type: counter, expires: ${expires}`)).meta.deprecated).toEqual(deprecated);
  });

  test('that is expired is there no more', () => {
    expect(planOf({ 'm.yaml': metric('type: counter, expires: expired') }).events).toEqual([]);
  });

  test('stands where it is written, field by field', () => {
    const text = `${METRICS}cart:\n  opened:\n    type: event\n    data_sensitivity: [interaction]\n    extra_keys:\n      source:\n        description: Where.\n        type: quantity\n    description: Opened.\n`;
    const event = eventOf(text);
    const at = (pointer: string): number => event.originOf({ uri: event.schema.uri, pointer }).location.line;
    expect(['', '/title', '/description', '/properties/source', '/properties/source/minimum', '/properties/gone'].map(at)).toEqual([
      3, 3, 10, 7, 9, 6,
    ]);
    expect(['/properties/source/$ref', '/$defs/sensitivity/x-sensitivity'].map(at)).toEqual([5, 5]);
  });
});

describe('how sensitive a metric is', () => {
  const sensitive = (words: string): string => metric(`type: string, data_sensitivity: ${words}`);
  const rules = (before: string, after: string): readonly string[] =>
    gateFiles({ 'm.yaml': sensitive(before) }, { 'm.yaml': sensitive(after) }).findings.map(({ rule }) => rule);

  test.each([
    ['[highly_sensitive]', '[stored_content]'],
    ['[highly_sensitive, stored_content]', '[stored_content]'],
    ['[highly_sensitive]', '[interaction]'],
    ['[web_activity]', '[technical]'],
    ['[stored_content]', '[]'],
  ])('%s is lowered to %s', (before, after) => expect(rules(before, after)).toEqual(['pii/tag-removed']));

  test.each([
    ['[stored_content]', '[highly_sensitive]'],
    ['[stored_content]', '[highly_sensitive, stored_content]'],
    ['[web_activity]', '[stored_content]'],
    ['[interaction]', '[technical]'],
    ['[technical, interaction]', '[interaction, technical]'],
    ['[]', '[highly_sensitive]'],
  ])('%s is not, by %s', (before, after) => expect(rules(before, after)).toEqual([]));

  test('is seen by what the policy forbids', () => {
    const policy = 'version: 1\npii: {categories: {user: {allow: never}}}\n';
    const [before, after] = [sensitive('[interaction]'), sensitive('[interaction, highly_sensitive]')];
    const { findings } = gateFiles({ 'm.yaml': before, 'schema-gate.yml': policy }, { 'm.yaml': after, 'schema-gate.yml': policy });
    expect(findings.map(({ rule }) => rule)).toEqual(['pii/forbidden-category']);
  });
});

describe('a ping', () => {
  const ping = (fields: string): unknown => schemaOf(eventOf(`${PINGS}first-order: {${fields}}\n`));

  test('is known by its reasons and the id of its client', () => {
    expect(ping('include_client_id: true, reasons: {a: An a., b: A b.}')).toMatchObject({
      properties: { reason: { enum: ['a', 'b'] }, client_id: { 'x-data-category': 'user.unique_id.pseudonymous' } },
      additionalProperties: false,
    });
  });

  test.each([
    ['include_client_id: false', false],
    ['include_client_id: true', true],
    ['include_client_id: true, metadata: {include_info_sections: false}', false],
    ['include_client_id: false, metadata: {included_info_sections: [client_id, os]}', true],
    ['include_client_id: true, metadata: {included_info_sections: [os]}', false],
  ])('%s', (fields, carries) => expect(JSON.stringify(ping(fields)).includes('client_id')).toBe(carries));

  test('and a metric of the same name are two', () => {
    const keys = planOf({ 'm.yaml': `${METRICS}a: {b: {type: event}}\n`, 'p.yaml': `${PINGS}a.b: {include_client_id: false}\n` }).events;
    expect(keys.map(({ key }) => key)).toEqual(['glean:a.b', 'glean:ping a.b']);
  });
});

describe('names that stand twice', () => {
  const text = metric('type: event');

  test('are a mistake in one folder, and two apps in two', () => {
    const one = planOf({ 'app/a.yaml': text, 'app/b.yaml': text });
    expect(one.events.map(({ key }) => key)).toEqual(['glean:cart.size']);
    expect(said(one)).toEqual(['duplicate 3:3 The metric "cart.size" is defined in app/a.yaml, line 3, too.']);
    const two = planOf({ 'app/a.yaml': text, 'web/b.yaml': text });
    expect(two.events.map(({ key, lasting }) => [key, lasting])).toEqual([
      ['glean:cart.size', undefined],
      ['glean:cart.size in web/b.yaml', 'glean:cart.size'],
    ]);
    expect(said(two)).toEqual([]);
  });

  test('are a mistake in one file, however the name is cut', () => {
    const cut = planOf({ 'a.yaml': `${METRICS}a.b: {c: {type: event}}\na: {b.c: {type: event}}\n` });
    expect(cut.events).toHaveLength(1);
    expect(said(cut)).toHaveLength(1);
  });
});

describe('what is wrong', () => {
  test.each([
    ['cart: 1\n', 'invalid-definition 2:1 The category "cart" must be a map of metrics, not a number.'],
    ['cart:\n  size: 1\n', 'invalid-definition 3:3 The metric "cart.size" must be a map, not a number.'],
    ['cart:\n  size: {}\n', 'invalid-definition 3:3 The metric "cart.size" has no "type".'],
    ['cart:\n  size: {type: 3}\n', 'invalid-definition 3:10 "type" of the metric "cart.size" must be a text, not a number.'],
    ['cart:\n  size: {type: couter}\n', 'invalid-definition 3:10 The metric "cart.size" is of an unknown type "couter".'],
    [
      'cart:\n  size: {type: event, extra_key: {}}\n',
      'invalid-definition 3:23 The metric "cart.size" has an unknown field "extra_key", which is left out.',
    ],
    [
      'cart:\n  size: {type: event, extra_keys: [a]}\n',
      'invalid-definition 3:23 "extra_keys" of the metric "cart.size" must be a map, not a list.',
    ],
    [
      'cart:\n  size: {type: event, extra_keys: {a: b}}\n',
      'invalid-definition 3:36 The extra key "a" of the metric "cart.size" must be a map, not a text.',
    ],
    [
      'cart:\n  size: {type: event, extra_keys: {a: {type: bool}}}\n',
      'invalid-definition 3:40 The extra key "a" of the metric "cart.size" is of an unknown type "bool".',
    ],
    ['cart:\n  size: {type: object}\n', 'invalid-definition 3:3 The metric "cart.size" has no "structure".'],
    [
      'cart:\n  size: {type: object, structure: {type: text}}\n',
      'invalid-definition 3:36 A part of the structure of the metric "cart.size" has an unknown type "text".',
    ],
  ])('%j is said, and all else is read', (text, message) => {
    const plan = planOf({ 'm.yaml': `${METRICS}${text}other: {rest: {type: event}}\n` });
    expect(said(plan)).toEqual([message]);
    expect(plan.events.map(({ key }) => key)).toContain('glean:other.rest');
  });

  test('names that are no words are names', () => {
    const text = `${METRICS}"__proto__": {"constructor": {type: event, extra_keys: {"__proto__": {description: x}, "a\\nb": {type: string}}}}\n`;
    const event = eventOf(text);
    expect(event.name).toBe('__proto__.constructor');
    expect([...vocabularyOf(event.schema).properties.values()].map(({ name }) => name)).toEqual(['__proto__', 'a\nb']);
  });

  test('ten thousand metrics are read at once', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => `  m${at}: {type: event, extra_keys: {a: {description: A.}}, extra: 1}`);
    const text = `${METRICS}cart:\n${many.join('\n')}\n`;
    const start = performance.now();
    const plan = planOf({ 'a/m.yaml': text, 'b/m.yaml': text });
    expect(plan.events).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

const FENIX = fileURLToPath(new URL('../../../shared/corpora/mozilla-fenix-glean/', import.meta.url));

interface Metric {
  readonly type: string;
  readonly extra_keys?: object;
}

/** The metrics of a file, found without the loader. */
function metricsIn(text: string): ReadonlyMap<string, Metric> {
  const file = parse(text) as Record<string, unknown>;
  const categories = Object.entries(file).filter(([name]) => name !== '$schema' && name !== 'no_lint' && name !== '$tags');
  return new Map(
    categories.flatMap(([category, metrics]) =>
      Object.entries(metrics as Record<string, Metric>).map(([name, each]) => [`${category}.${name}`, each] as const),
    ),
  );
}

describe.skipIf(!existsSync(FENIX))('Fenix (needs ../shared/corpora)', () => {
  test('has all metrics, extras and pings that its files hold, without a problem', () => {
    const files = Object.fromEntries(readdirSync(`${FENIX}head`).map((name) => [name, readFileSync(`${FENIX}head/${name}`, 'utf8')]));
    const plan = planOf(files);
    const expected = metricsIn(files['metrics.yaml'] ?? '');
    const byName = new Map(plan.events.filter(({ plan: category }) => category !== 'pings').map((event) => [event.name, event]));
    expect(said(plan)).toEqual([]);
    expect([...byName.keys()]).toEqual([...expected.keys()]);
    expect(byName.size).toBe(425);
    expect([...byName.values()].filter(({ type }) => type === 'track')).toHaveLength(306);
    for (const [name, { type, extra_keys: extras }] of expected) {
      const event = byName.get(name);
      if (event === undefined) throw new Error(name);
      const names = [...vocabularyOf(event.schema).properties.values()].filter(({ path }) => path.length === 1).map((each) => each.name);
      expect([event.type, names], name).toEqual(type === 'event' ? ['track', Object.keys(extras ?? {})] : ['other', [name]]);
    }
    const pings = parse(files['pings.yaml'] ?? '') as Record<string, unknown>;
    expect(plan.events.filter(({ plan: category }) => category === 'pings').map(({ name }) => name)).toEqual(
      Object.keys(pings).filter((name) => name !== '$schema'),
    );
  });

  test.each(existsSync(FENIX) ? readdirSync(`${FENIX}pairs`) : [])('tells of pair %s no more than what differs', (pair) => {
    const [base, head] = ['base', 'head'].map((side) => readFileSync(`${FENIX}pairs/${pair}/${side}.metrics.yaml`, 'utf8'));
    if (base === undefined || head === undefined) throw new Error(pair);
    const [before, after] = [metricsIn(base), metricsIn(head)];
    const { findings } = gateFiles({ 'metrics.yaml': base }, { 'metrics.yaml': head });
    const told = (rule: string): readonly string[] =>
      findings
        .filter((found) => found.rule === rule)
        .flatMap(({ events }) => events.map(({ name }) => name))
        .toSorted();
    expect(told('compat/event-added')).toEqual([...after.keys()].filter((name) => !before.has(name)).toSorted());
    expect(told('compat/event-removed')).toEqual([...before.keys()].filter((name) => !after.has(name)).toSorted());
    const differ = [...after].filter(([name, each]) => before.has(name) && JSON.stringify(before.get(name)) !== JSON.stringify(each));
    const changed = new Set(differ.map(([name]) => name));
    const others = findings.filter(({ rule }) => rule !== 'compat/event-added' && rule !== 'compat/event-removed');
    expect(others.flatMap(({ events }) => events).filter(({ name }) => !changed.has(name))).toEqual([]);
  });
});
