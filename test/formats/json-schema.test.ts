import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/formats/document.ts';
import { loadPlans } from '../../src/formats/load.ts';
import { jsonSchema } from '../../src/formats/json-schema/index.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { blobId, memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
const schema = (body: object): string => JSON.stringify({ $schema: DRAFT_07, ...body }, null, 2);

function plan(files: Record<string, MemoryFile>, format: readonly { glob: string; format: string }[] = []): Plan {
  return loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format }).head;
}

function eventOf(loaded: Plan, key: string): PlanEvent {
  const event = loaded.events.find((each) => each.key === `json-schema:${key}`);
  if (event === undefined) throw new Error(`no ${key} among ${loaded.events.map((each) => each.key).join(', ')}`);
  return event;
}

const keys = (loaded: Plan): readonly string[] => loaded.events.map(({ key }) => key.replace('json-schema:', '')).sort();
const documents = (event: PlanEvent): readonly string[] =>
  [...event.schema.documents.keys()].map((uri) => uri.replace('repo:///', '')).sort();
const problems = (loaded: Plan): readonly string[] =>
  loaded.problems.map(({ code, message, location }) => `${location.file}:${location.line}:${location.column} ${code} ${message}`);

describe('a document that only holds definitions', () => {
  const money = { money: { type: 'object', properties: { amount: { type: 'number' } } } };
  const order = schema({ properties: { order_total: { $ref: 'common.json#/definitions/money' } } });

  test('is no event, and those that refer to it have it', () => {
    const common = schema({
      $id: 'https://shop.example/common',
      title: 'Common',
      $comment: 'Shared.',
      'x-owner': 'shop',
      definitions: money,
    });
    const loaded = plan({ 'common.json': common, 'order.json': order });
    expect(keys(loaded)).toEqual(['order.json']);
    expect(documents(eventOf(loaded, 'order.json'))).toEqual(['common.json', 'order.json']);
    expect(problems(loaded)).toEqual([]);
  });

  test('is told where one of its references leads nowhere', () => {
    const common = schema({ $defs: { money: { $ref: '#/$defs/amount' } } });
    expect(problems(plan({ 'common.json': common }))).toHaveLength(1);
  });

  test.each([
    ['says what is valid', { definitions: money, type: 'object' }],
    ['refers to one of them', { definitions: money, $ref: '#/definitions/money' }],
    ['has a word that may say anything', { definitions: money, strict: true }],
    ['holds none', { title: 'Anything' }],
  ])('is an event where it %s', (_, body) => {
    expect(keys(plan({ 'common.json': schema(body) }))).toEqual(['common.json']);
  });
});

describe('what is claimed', () => {
  test.each([
    ['http://json-schema.org/draft-04/schema#', 'draft-04'],
    ['http://json-schema.org/draft-06/schema', 'draft-06'],
    ['https://json-schema.org/draft-07/schema#', 'draft-07'],
    ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
    ['http://json-schema.org/draft/2020-12/schema#', '2020-12'],
  ])('%s', ($schema, dialect) => {
    expect(plan({ 'a.json': JSON.stringify({ $schema }), 'b.yml': `$schema: "${$schema}"\n` }).events).toMatchObject([
      { schema: { dialect } },
      { schema: { dialect } },
    ]);
  });

  test.each([
    '{"$schema": "https://json.schemastore.org/json-schema.org.json"}',
    '{"description": "json-schema.org"}',
    '["json-schema.org"]',
    '{"$schema": 7, "a": "json-schema.org"}',
  ])('not %s', (text) => {
    expect(plan({ 'a.json': text })).toMatchObject({ events: [], files: [], problems: [] });
  });

  test('a draft that is not read is listed with the reason', () => {
    expect(plan({ 'a.json': '{"$schema": "http://json-schema.org/draft-03/schema#"}' })).toMatchObject({
      events: [],
      files: [{ path: 'a.json', status: 'ignored', reason: expect.stringContaining('draft-04') }],
    });
  });

  test("a forced file with a meta-schema of its own is read without it; Iglu's is draft-04", () => {
    const forced = [{ glob: '**', format: 'json-schema' }];
    const iglu = { $schema: 'http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0#', type: 'object' };
    const event = eventOf(plan({ 'v/e/jsonschema/1-0-0': JSON.stringify(iglu) }, forced), 'v/e/jsonschema/1-0-0');
    expect(event.schema.documents.get('repo:///v/e/jsonschema/1-0-0')).toEqual({
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
    });
    const own = eventOf(plan({ 'a.json': '{"$schema": "https://example.com/meta", "type": "object"}' }, forced), 'a.json');
    expect(own.schema).toMatchObject({ dialect: '2020-12' });
    expect(own.schema.documents.get('repo:///a.json')).toEqual({ type: 'object' });
  });
});

describe('what an event is', () => {
  test('one document, the whole message', () => {
    const event = plan({ 'a/order.json': schema({ $id: 'https://example.com/order', title: 'Order', description: 'Bought.' }) }).events[0];
    expect(event).toMatchObject({
      key: 'json-schema:https://example.com/order',
      format: 'json-schema',
      plan: '',
      type: 'other',
      name: 'Order',
      section: 'message',
      sectionPointer: '',
      description: 'Bought.',
      location: { file: 'a/order.json', line: 4, column: 3, endLine: 4, endColumn: 19 },
      schema: { uri: 'repo:///a/order.json', pointer: '' },
    });
    expect(plan({ 'a/order.json': schema({ $id: 'x' }) }).events[0]?.name).toBe('x');
    expect(plan({ 'a/order.json': schema({}) }).events[0]).toMatchObject({ name: 'order.json', key: 'json-schema:a/order.json' });
  });
});

describe('keys', () => {
  test.each([
    ['in place, version in the path of $id', 'x/current.yaml', '/x/order/1.2.0', '/x/order'],
    [
      'in place, version in the name of $id',
      'order.json',
      'https://example.com/order.v2.schema.json',
      'https://example.com/order.schema.json',
    ],
    ['one file a version', 'x/order/1.2.0.json', '/x/order/1.2.0', '/x/order/1.2.0'],
    ['one folder a version', 'v2/order.json', 'https://example.com/v2/order.json', 'https://example.com/v2/order.json'],
    ['no version', 'order.json', 'https://example.com/order.json#', 'https://example.com/order.json'],
    ['a fragment is no id', 'order.json', '#order', 'order.json'],
  ])('%s', (_, path, $id, key) => {
    expect(keys(plan({ [path]: schema({ $id }) }))).toEqual([key]);
  });

  test('versions side by side and the current one are three events', () => {
    const at = (version: string, type: string): string => schema({ $id: `/x/order/${version}`, type });
    const files = {
      'order/1.0.0.json': at('1.0.0', 'string'),
      'order/1.10.0.json': at('1.10.0', 'object'),
      'order/current.json': at('1.10.0', 'object'),
    };
    expect(keys(plan(files))).toEqual(['/x/order', '/x/order/1.0.0', '/x/order/1.10.0']);
    expect(problems(plan(files))).toEqual([]);
  });

  test('of versions in files without one the highest has the key without a version', () => {
    const loaded = plan({ 'a.json': schema({ $id: '/order/9.0.0', type: 'null' }), 'b.json': schema({ $id: '/order/10.0.0' }) });
    expect(keys(loaded)).toEqual(['/order', '/order/9.0.0']);
    expect(eventOf(loaded, '/order').location.file).toBe('b.json');
  });

  test('the same schema twice counts once', () => {
    const loaded = plan({ 'a/1.0.0.json': schema({ $id: '/a/1.0.0' }), 'a/1.0.0.yaml': `$schema: ${DRAFT_07}\n$id: /a/1.0.0\n` });
    expect(keys(loaded)).toEqual(['/a/1.0.0']);
    expect(loaded.files).toMatchObject([
      { status: 'loaded' },
      { path: 'a/1.0.0.yaml', status: 'ignored', reason: expect.stringContaining('a/1.0.0.json') },
    ]);
  });

  test('two schemas of one $id are both kept, with a problem', () => {
    const loaded = plan({ 'a.json': schema({ $id: 'x' }), 'b.json': schema({ $id: 'x', type: 'null' }) });
    expect(keys(loaded)).toEqual(['b.json', 'x']);
    expect(problems(loaded)).toEqual(['b.json:3:3 duplicate This schema has the same $id as a.json, but says something else.']);
  });
});

describe('references', () => {
  test.each([
    [
      'a relative path',
      { 'a/b/c.json': schema({ $ref: '../lib/x.json#/definitions/y' }), 'a/lib/x.json': '{"definitions": {"y": {}}}' },
      ['a/b/c.json', 'a/lib/x.json'],
    ],
    ['a path to YAML', { 'a/b/c.json': schema({ $ref: 'x.yaml' }), 'a/b/x.yaml': 'type: object\n' }, ['a/b/c.json', 'a/b/x.yaml']],
    [
      'an absolute $id',
      {
        'a/b/c.json': schema({ $ref: 'https://example.com/x#/definitions/y' }),
        'x.json': schema({ $id: 'https://example.com/x', definitions: { y: {} } }),
      },
      ['a/b/c.json', 'x.json'],
    ],
    [
      'an $id relative to the own $id',
      { 'a/b/c.json': schema({ $id: 'https://example.com/s/c', $ref: 'x' }), 'z.json': schema({ $id: 'https://example.com/s/x' }) },
      ['a/b/c.json', 'z.json'],
    ],
    [
      'an $id from the root',
      { 'a/b/c.json': schema({ $id: '/s/c/1.0.0', $ref: '/f/x/1.0.0#' }), 'a/f/x.json': schema({ $id: '/f/x/1.0.0' }) },
      ['a/b/c.json', 'a/f/x.json'],
    ],
    [
      'an anchor',
      { 'a/b/c.json': schema({ $ref: 'x.json#there' }), 'a/b/x.json': '{"$defs": {"y": {"$anchor": "there"}}}' },
      ['a/b/c.json', 'a/b/x.json'],
    ],
    [
      'a name with special characters',
      { 'a/b/c.json': schema({ $ref: 'x%20$%231.json' }), 'a/b/x $#1.json': '{}' },
      ['a/b/c.json', 'a/b/x%20$%231.json'],
    ],
  ])('%s', (_, files, expected) => {
    const loaded = plan(files);
    expect(problems(loaded)).toEqual([]);
    expect(documents(loaded.events.find(({ location }) => location.file === 'a/b/c.json') as PlanEvent)).toEqual(expected);
    expect(loaded.events.find(({ location }) => location.file === 'a/b/c.json')?.schema.documents.get('repo:///a/b/c.json')).toMatchObject(
      JSON.parse(files['a/b/c.json']) as object,
    );
  });

  test('an $id written exactly as the reference counts before a path, and the document names the file', () => {
    const loaded = plan({
      'p/star/created.json': schema({ $id: 'star$created', properties: { by: { $ref: 'common/user.json#/definitions/u' } } }),
      'p/common/user.json': schema({ $id: 'common/user.json', definitions: { u: { $ref: 'common/app.json' } } }),
      'p/common/app.json': schema({ $id: 'common/app.json' }),
    });
    const event = eventOf(loaded, 'star$created');
    expect(problems(loaded)).toEqual([]);
    expect(documents(event)).toEqual(['p/common/app.json', 'p/common/user.json', 'p/star/created.json']);
    expect(event.schema.documents.get('repo:///p/star/created.json')).toMatchObject({
      $id: 'star$created',
      properties: { by: { $ref: 'repo:///p/common/user.json#/definitions/u' } },
    });
  });

  test('a path from the file counts where an $id of another place leads nowhere', () => {
    const event = eventOf(
      plan({ 'a/x.json': schema({ $id: 'https://example.com/x', $ref: './y.json' }), 'a/y.json': '{}' }),
      'https://example.com/x',
    );
    expect(event.schema.documents.get('repo:///a/x.json')).toMatchObject({ $ref: 'repo:///a/y.json' });
  });

  test('documents that refer to each other in a circle', () => {
    const loaded = plan({ 'a.json': schema({ items: { $ref: 'b.json' } }), 'b.json': schema({ items: { $ref: 'a.json' } }) });
    expect(loaded.events.map(documents)).toEqual([
      ['a.json', 'b.json'],
      ['a.json', 'b.json'],
    ]);
  });

  test('a place outside the keywords is a schema once a reference names it', () => {
    const loaded = plan({
      'a.json': schema({ $ref: '#/components/x', components: { x: { $ref: 'b.json' } } }),
      'b.json': '{"parts": {"y": {"$ref": "c.json"}}, "$ref": "#/parts/y"}',
      'c.json': '{}',
    });
    expect(documents(eventOf(loaded, 'a.json'))).toEqual(['a.json', 'b.json', 'c.json']);
  });

  test('a $ref in data is data', () => {
    const data = { $ref: 'nowhere.json' };
    expect(
      problems(plan({ 'a.json': schema({ enum: [data], const: data, default: data, examples: [data], properties: { $ref: {} } }) })),
    ).toEqual([]);
  });

  test.each([
    ['no such file', { $ref: 'gone.json' }, 'there is no such file in the repository'],
    [
      'the network',
      { $ref: 'https://example.com/gone.json' },
      'no file of the repository has this $id, and nothing is fetched over the network',
    ],
    ['outside the repository', { $ref: '../../secret.json' }, 'it leads out of the repository'],
    ['a local file', { $ref: 'file:///etc/passwd' }, 'there is no such file in the repository'],
    ['nothing of that name', { $ref: '#/definitions/gone' }, 'there is nothing named so in a/x.json'],
    ['an inherited name', { $ref: '#/constructor' }, 'there is nothing named so in a/x.json'],
    ['no such anchor', { $ref: '#gone' }, 'there is nothing named so in a/x.json'],
    ['no URI', { $ref: 'http://[' }, 'it is not a valid URI'],
    ['a link', { $ref: 'link.json' }, 'a/link.json cannot be read: it is a symbolic link, which is not followed'],
    ['a broken file', { $ref: 'broken.json' }, 'a/broken.json cannot be read: It is not valid JSON: a closing brace is expected.'],
  ])('%s is a problem at the reference', (_, body, reason) => {
    const loaded = plan({ 'a/x.json': schema(body), 'a/link.json': { symlink: 'x.json' }, 'a/broken.json': '{' });
    expect(loaded.problems).toMatchObject([
      { code: 'unresolved-reference', owner: 'json-schema:a/x.json', location: { file: 'a/x.json', line: 3, column: 11 } },
    ]);
    expect(loaded.problems[0]?.message).toBe(`The reference "${body.$ref}" cannot be resolved: ${reason.replace(/\.$/, '')}.`);
  });

  test('the meta-schema needs no file', () => {
    expect(problems(plan({ 'a.json': schema({ items: { $ref: DRAFT_07 } }) }))).toEqual([]);
  });
});

describe('origins', () => {
  const files = {
    'a.yaml': `$schema: ${DRAFT_07}\n$id: a\nproperties:\n  x: {$ref: '#/definitions/own'}\n  y: {$ref: 'b.json#/definitions/far'}\ndefinitions:\n  own:\n    type: string\n`,
    'b.json': schema({ $id: 'https://example.com/b', definitions: { far: { type: 'string' } }, type: 'object' }),
  };
  const loaded = plan(files);

  test.each([
    ['repo:///a.yaml', '/properties/x', 'json-schema:a', '', false, 'a.yaml:4:3'],
    ['repo:///a.yaml', '/definitions/own/type', 'json-schema:a#/definitions/own', '/definitions/own', false, 'a.yaml:8:5'],
    ['repo:///a.yaml', '/properties/gone/type', 'json-schema:a', '', false, 'a.yaml:3:1'],
    [
      'repo:///b.json',
      '/definitions/far/type',
      'json-schema:https://example.com/b#/definitions/far',
      '/definitions/far',
      true,
      'b.json:6:7',
    ],
    ['repo:///b.json', '/type', 'json-schema:https://example.com/b', '', true, 'b.json:9:3'],
    ['repo:///gone.json', '/type', 'json-schema:a', '', false, 'a.yaml:1:1'],
  ])('%s%s', (uri, pointer, owner, root, shared, place) => {
    const origin = eventOf(loaded, 'a').originOf({ uri, pointer });
    expect(origin).toMatchObject({ owner, root: { pointer: root }, shared });
    expect(`${origin.location.file}:${origin.location.line}:${origin.location.column}`).toBe(place);
  });

  test('the definitions of a document that another refers to are shared', () => {
    expect(eventOf(loaded, 'https://example.com/b').originOf({ uri: 'repo:///b.json', pointer: '/definitions/far' }).shared).toBe(true);
  });
});

test('links name a file by path and $id, and what it needs as others are named', () => {
  const bytes = new TextEncoder().encode(
    schema({ $id: 'https://example.com/s/order/1.0.0', $ref: 'user.json#/definitions/x', items: { $ref: '#/definitions/y' } }),
  );
  const parsed = parseDocument('s/order.json', blobId(bytes), bytes);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  expect(jsonSchema.links(parsed.document)).toEqual({
    defines: ['repo:///s/order.json', 'https://example.com/s/order/1.0.0', 'https://example.com/s/order'],
    needs: ['user.json', 'https://example.com/s/order/user.json', 'repo:///s/user.json'],
  });
});
