import { describe, expect, test } from 'vitest';
import { jsonSchema } from '../../src/formats/json-schema/index.ts';
import { loadPlans, type LoadedPlans, type LoadSettings } from '../../src/formats/load.ts';
import type { Plan } from '../../src/plan/model.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Record<string, MemoryFile>;

const EVERYTHING: LoadSettings = { directory: '', include: [], ignore: [], format: [] };

const load = (base: Files, head: Files, settings: Partial<LoadSettings> = {}): LoadedPlans =>
  loadPlans(memoryTree(base), memoryTree(head), { ...EVERYTHING, ...settings });

const schema = (body: object): string => JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...body }, null, 2);

const keys = (plan: Plan): readonly string[] => plan.events.map(({ key }) => key);
const statuses = (plan: Plan): Record<string, string> => Object.fromEntries(plan.files.map(({ path, status }) => [path, status]));
const problems = (plan: Plan): readonly string[] =>
  plan.problems.map(({ code, message, location }) => `${location.file}:${location.line} ${code} ${message}`);

describe('what is read', () => {
  test('nothing changed: nothing is read, and the files are counted', () => {
    const files = { 'a.json': schema({}), 'b.yaml': '$schema: https://json-schema.org/draft/2020-12/schema\n', 'package.json': '{}' };
    const [base, head] = [memoryTree(files), memoryTree(files)];
    const plans = loadPlans(base, head, EVERYTHING);
    expect(plans.recognised).toEqual({ base: 2, head: 2 });
    expect([...base.reads, ...head.reads]).toEqual([]);
    expect(plans.head.events).toEqual([]);
    expect(statuses(plans.head)).toEqual({ 'a.json': 'unchanged', 'b.yaml': 'unchanged' });
    expect(plans.head.files.map(({ format }) => format)).toEqual(['json-schema', 'json-schema']);
  });

  test('no schema file on either side is known', () => {
    expect(load({ 'package.json': '{}' }, { 'package.json': '{"a":1}' })).toMatchObject({
      recognised: { base: 0, head: 0 },
      head: { files: [] },
    });
  });

  test('only what changed is read', () => {
    const same = { 'same.json': schema({ $id: 'same' }) };
    const base = memoryTree({ ...same, 'a.json': schema({ type: 'object' }) });
    const head = memoryTree({ ...same, 'a.json': schema({ type: 'array' }), 'new.json': schema({}) });
    const plans = loadPlans(base, head, EVERYTHING);
    expect(base.reads).toEqual(['a.json']);
    expect(head.reads).toEqual(['a.json', 'new.json']);
    expect(keys(plans.base)).toEqual(['json-schema:a.json']);
    expect(keys(plans.head)).toEqual(['json-schema:a.json', 'json-schema:new.json']);
    expect(statuses(plans.head)).toEqual({ 'a.json': 'loaded', 'new.json': 'loaded', 'same.json': 'unchanged' });
  });

  test('a file on one side only is in that plan only', () => {
    const plans = load({ 'a.json': schema({ $id: 'a' }) }, {});
    expect([keys(plans.base), keys(plans.head)]).toEqual([['json-schema:a'], []]);
    expect(plans.recognised).toEqual({ base: 1, head: 0 });
  });

  test('a moved file keeps its event', () => {
    const file = schema({ type: 'object' });
    const plans = load({ 'old/a.json': file, 'x.json': schema({}) }, { 'new/a.json': file, 'x.json': schema({}) });
    expect(keys(plans.head)).toEqual(keys(plans.base));
    expect(plans.head.events[0]?.location.file).toBe('new/a.json');
  });
});

describe('what depends on a change is read too', () => {
  const user = (type: string): string => schema({ $id: 'https://example.com/user.json', type });
  const order = schema({ $id: 'https://example.com/order.json', properties: { by: { $ref: 'user.json' } } });
  const cart = schema({ $id: 'https://example.com/cart.json', properties: { order: { $ref: 'https://example.com/order.json' } } });
  const mention = schema({ $id: 'https://example.com/mention.json', description: 'not user.json at all' });
  const next = schema({ $id: 'https://example.com/next.json', allOf: [{ $ref: 'mention.json' }] });

  test('referrers, and theirs, are; what only mentions a name is not, nor what refers to that', () => {
    const rest = { 'order.json': order, 'cart.json': cart, 'mention.json': mention, 'next.json': next };
    const [base, head] = [memoryTree({ ...rest, 'user.json': user('object') }), memoryTree({ ...rest, 'user.json': user('string') })];
    const plans = loadPlans(base, head, EVERYTHING);
    expect(statuses(plans.head)).toEqual({
      'cart.json': 'loaded',
      'mention.json': 'unchanged',
      'next.json': 'unchanged',
      'order.json': 'loaded',
      'user.json': 'loaded',
    });
    expect(keys(plans.base)).toEqual(keys(plans.head));
    expect([...head.reads, ...base.reads].filter((path) => path === 'order.json')).toHaveLength(1);
  });

  test('an unchanged file is one document on both sides', () => {
    const plans = load({ 'order.json': order, 'user.json': user('object') }, { 'order.json': order, 'user.json': user('string') });
    const value = (plan: Plan): unknown =>
      plan.events.find(({ name }) => name.endsWith('order.json'))?.schema.documents.get('repo:///order.json');
    expect(value(plans.base)).toBeDefined();
    expect(value(plans.base)).toBe(value(plans.head));
  });

  test('what a changed file needs is, by $id and by path', () => {
    const files = { 'lib/person.json': user('object'), 'lib/plain.json': '{"type": "string"}', 'far/cart.json': cart };
    const ref = (...targets: string[]): string =>
      schema({ $id: 'https://example.com/event.json', allOf: targets.map(($ref) => ({ $ref })) });
    const plans = load({ ...files, 'event.json': ref() }, { ...files, 'event.json': ref('user.json', './lib/plain.json') });
    const event = plans.head.events.find(({ key }) => key.endsWith('event.json'));
    expect([...(event?.schema.documents.keys() ?? [])].sort()).toEqual([
      'repo:///event.json',
      'repo:///lib/person.json',
      'repo:///lib/plain.json',
    ]);
    expect(problems(plans.head)).toEqual([]);
    expect(statuses(plans.head)).toMatchObject({ 'far/cart.json': 'unchanged', 'lib/person.json': 'loaded' });
  });

  test('a file without a mark of its own passes a change on', () => {
    const rest = {
      'event.json': schema({ items: { $ref: 'lib/a.json' } }),
      'lib/a.json': '{"$ref": "b.json#/x"}',
      'other.json': schema({}),
    };
    const plans = load({ ...rest, 'lib/b.json': '{"x": {"type": "string"}}' }, { ...rest, 'lib/b.json': '{"x": {"type": "number"}}' });
    expect(keys(plans.head)).toEqual(['json-schema:event.json']);
    const documents = (plan: Plan): unknown => plan.events[0]?.schema.documents.get('repo:///lib/b.json');
    expect([documents(plans.base), documents(plans.head)]).toEqual([{ x: { type: 'string' } }, { x: { type: 'number' } }]);
  });

  test.each([
    ['a name of two characters', '{"$ref": "ab"}', 'ab'],
    ['a name with escaped characters', '{"$ref": "s\\u0070ecial.json"}', 'special.json'],
    ['a name with a space', '{"$ref": "two%20words.json"}', 'two words.json'],
    ['a name of other letters', '{"$ref": "né.json"}', 'né.json'],
    ['an escaped slash', '{"$ref": ".\\/named.json"}', 'named.json'],
  ])('the referrer is found by %s', (_, reference, path) => {
    const referrer = schema({ items: JSON.parse('{}') as object }).replace('"items": {}', `"items": ${reference}`);
    const plans = load({ 'event.json': referrer, [path]: '{}' }, { 'event.json': referrer, [path]: '{"type": "null"}' });
    expect(keys(plans.head)).toEqual(['json-schema:event.json']);
  });

  test('a new duplicate of an unchanged file brings that in', () => {
    const plans = load({ 'user.json': user('object') }, { 'user.json': user('object'), 'user-2.json': user('string') });
    expect(problems(plans.head)).toEqual(['user.json:3 duplicate This schema has the same $id as user-2.json, but says something else.']);
    expect(keys(plans.base)).toEqual(['json-schema:https://example.com/user.json']);
  });

  test('more names than are searched at once', () => {
    const many = (type: string): Files =>
      Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`lib/part-${at}.json`, `{"type": "${type}"}`]));
    const referrer = { 'event.json': schema({ items: { $ref: 'lib/part-7.json' } }), 'other.json': schema({}) };
    expect(keys(load({ ...many('string'), ...referrer }, { ...many('null'), ...referrer }).head)).toEqual(['json-schema:event.json']);
  });
});

describe('which files count', () => {
  test('node_modules and .git are left out, folders with a dot are not', () => {
    const text = schema({});
    const plans = load({}, { 'node_modules/a/s.json': text, 'x/node_modules/s.json': text, '.git/s.json': text, '.schemas/s.json': text });
    expect(statuses(plans.head)).toEqual({ '.schemas/s.json': 'loaded' });
    expect(plans.recognised.head).toBe(1);
  });

  test('ignore and directory leave files out', () => {
    const files = { 'a/x.json': schema({}), 'a/gen/y.json': schema({}), 'ab/z.json': schema({}) };
    expect(statuses(load({}, files, { directory: 'a', ignore: ['**/gen/**'] }).head)).toEqual({ 'a/x.json': 'loaded' });
  });

  test('a reference may lead to what is left out', () => {
    const files = { 'a/x.json': schema({ $ref: '../lib/l.json' }), 'lib/l.json': schema({}) };
    const plans = load({}, files, { directory: 'a' });
    expect(problems(plans.head)).toEqual([]);
    expect(keys(plans.head)).toEqual(['json-schema:a/x.json']);
  });

  test('include names files: one that no format recognises is listed with the reason', () => {
    const files = { 's/a.json': schema({}), 's/b.json': '{}', 's/README.md': 'text', 't/c.json': schema({}) };
    const { head } = load({}, files, { include: ['s/**'] });
    expect(statuses(head)).toEqual({ 's/a.json': 'loaded', 's/b.json': 'ignored', 's/README.md': 'ignored' });
    expect(head.files.every(({ status, reason }) => status === 'loaded' || reason !== undefined)).toBe(true);
    expect(load({}, files).head.files.map(({ path }) => path)).toEqual(['s/a.json', 't/c.json']);
  });

  test('a forced format claims a file that says nothing of itself', () => {
    const settings = { format: [{ glob: 'events/**', format: 'json-schema' }] };
    const plans = load({ 'events/a': '{"type": "object"}' }, { 'events/a': '{"type": "array"}' }, settings);
    expect([keys(plans.base), keys(plans.head)]).toEqual([['json-schema:events/a'], ['json-schema:events/a']]);
    expect(plans.recognised).toEqual({ base: 1, head: 1 });
    const unchanged = load({ 'events/a': '{}' }, { 'events/a': '{}' }, settings);
    expect(statuses(unchanged.head)).toEqual({ 'events/a': 'unchanged' });
  });

  test('links and submodules are not followed', () => {
    const { head } = load(
      {},
      {
        'v/1.0.0.json': schema({}),
        'v/latest.json': { symlink: '1.0.0.json' },
        'v/notes.txt': { symlink: 'x' },
        vendor: { submodule: 'a'.repeat(40) },
      },
    );
    expect(statuses(head)).toEqual({ 'v/1.0.0.json': 'loaded', 'v/latest.json': 'ignored', vendor: 'ignored' });
    expect(head.files.find(({ path }) => path === 'vendor')?.reason).toContain('submodule');
    expect(head.files.find(({ path }) => path === 'v/latest.json')?.reason).toContain('symbolic link');
  });
});

test('a format may rewrite the text of its files, in place', () => {
  const prepare = (text: string): string => text.replaceAll('<?', '"x').replaceAll('?>', 'x"');
  const settings = { directory: '', include: [], ignore: [], format: [] };
  const file = schema({ title: 'T' }).replace('"T"', '<?T?>');
  const loaded = loadPlans(memoryTree({}), memoryTree({ 'a.json': file, 'b.json': '{"a": <?b?>}' }), settings, [
    { ...jsonSchema, prepare },
  ]);
  expect(loaded.head.events).toMatchObject([{ name: 'xTx', location: { line: 3, column: 3, endColumn: 17 } }]);
  expect(loaded.head.files).toHaveLength(1);
});

describe('files that cannot be read', () => {
  const broken = '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  oops\n}';

  test('with a mark: a problem on its line, the other files still read', () => {
    const { head } = load({}, { 'a.json': broken, 'b.json': schema({}) });
    expect(problems(head)).toEqual(['a.json:3 unreadable-file It is not valid JSON: a word that JSON does not know.']);
    expect(statuses(head)).toEqual({ 'a.json': 'unreadable', 'b.json': 'loaded' });
  });

  test('without a mark: none of ours, unless the other side was', () => {
    expect(load({}, { 'a.json': '{oops' }).head).toMatchObject({ events: [], files: [], problems: [] });
    const { base, head } = load({ 'a.json': schema({}) }, { 'a.json': '{oops' });
    expect(keys(base)).toEqual(['json-schema:a.json']);
    expect(head.files).toEqual([
      { path: 'a.json', status: 'unreadable', format: 'json-schema', reason: expect.stringContaining('not valid JSON') },
    ]);
    expect(head.problems).toHaveLength(1);
  });

  test('named by include or forced: a problem', () => {
    expect(load({}, { 's/a.json': '{oops' }, { include: ['s/*'] }).head.problems).toHaveLength(1);
    expect(load({}, { 's/a.json': '{oops' }, { format: [{ glob: 's/*', format: 'json-schema' }] }).head.problems).toHaveLength(1);
  });

  test('a repair: the problem is in base, head is read', () => {
    const { base, head } = load({ 'a.json': broken }, { 'a.json': schema({}) });
    expect(problems(base)).toHaveLength(1);
    expect(keys(head)).toEqual(['json-schema:a.json']);
  });

  test('unchanged on both sides: old debt, no problem of this change', () => {
    const debt = broken.replace('oops', '"$ref": "b.json", oops');
    const { base, head } = load({ 'a.json': debt, 'b.json': '{}' }, { 'a.json': debt, 'b.json': '{"type":"null"}' });
    expect([base.problems, head.problems]).toEqual([[], []]);
    expect(statuses(head)).toEqual({ 'a.json': 'unreadable' });
  });

  test('a file that is too large', () => {
    const { head } = load({}, { 'a.json': schema({ description: 'x'.repeat(9 * 1024 * 1024) }) });
    expect(head.problems).toMatchObject([{ code: 'unreadable-file', owner: 'a.json', message: expect.stringContaining('larger') }]);
  });
});
