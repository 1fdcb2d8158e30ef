import { describe, expect, test } from 'vitest';
import { mappedPaths, mappedUris, type BaseUri } from '../../src/formats/base-uris.ts';
import { loadPlans, type LoadedPlans } from '../../src/formats/load.ts';
import { memoryTree, type MemoryFile } from '../harness/memory-tree.ts';

type Files = Readonly<Record<string, MemoryFile>>;

const HOST: BaseUri = { uri: 'https://schema.shop.test/', folder: 'jsonschema' };
const SLASH: BaseUri = { uri: '/', folder: 'jsonschema' };

function load(base: Files, head: Files, baseUris: readonly BaseUri[] = [HOST]): LoadedPlans {
  return loadPlans(memoryTree(base), memoryTree(head), { directory: '', include: [], ignore: [], format: [], baseUris });
}

const schema = (body: object): string => JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...body });
const messages = ({ head }: LoadedPlans): readonly string[] => head.problems.map(({ message }) => message);
const reached = ({ head }: LoadedPlans): readonly string[] =>
  head.events.flatMap(({ schema: { documents } }) => [...documents.keys()]).map((uri) => uri.slice('repo:///'.length));

describe('a URI', () => {
  test('leads into the folder, with and without the extension', () => {
    expect(mappedPaths('https://schema.shop.test/a/1.0.0', [HOST]).slice(0, 3)).toEqual([
      'jsonschema/a/1.0.0',
      'jsonschema/a/1.0.0.json',
      'jsonschema/a/1.0.0.yaml',
    ]);
    expect(mappedUris('jsonschema/a/order.schema.json', [HOST])).toEqual([
      'https://schema.shop.test/a/order.schema.json',
      'https://schema.shop.test/a/order.schema',
      'https://schema.shop.test/a/order',
    ]);
  });

  test.each([
    'https://schema.shop.test.evil.test/a',
    'https://schema.shop.test/',
    'https://schema.shop.test/a/',
    'https://schema.shop.test/%E0%A4%A',
    'http://schema.shop.test/a',
  ])('that is none of the base, or names no file, leads nowhere: %s', (uri) => {
    expect(mappedPaths(uri, [HOST])).toEqual([]);
  });

  test('of a file and back again', () => {
    const path = 'jsonschema/a b/50% #1?.yaml';
    for (const base of [HOST, SLASH, { uri: 'https://schema.shop.test/v1', folder: '' }])
      for (const uri of mappedUris(path, [base])) expect(mappedPaths(uri, [base]), uri).toContain(path);
    expect(mappedUris('elsewhere/a.yaml', [HOST])).toEqual([]);
  });
});

describe('references by a base URI', () => {
  const fragment = '{"definitions": {"Amount": {"type": "number"}}}';

  test.each([
    ['https://schema.shop.test/fragment/money/1.0.0#/definitions/Amount', HOST],
    ['https://schema.shop.test/fragment/money/1.0.0.json#/definitions/Amount', HOST],
    ['/fragment/money/1.0.0#/definitions/Amount', SLASH],
    ['fragment/money/1.0.0#/definitions/Amount', { uri: 'https://events.shop.test/', folder: 'jsonschema' }],
  ])('%s finds the file', ($ref, base) => {
    const files = {
      'order.json': schema({ $id: 'https://events.shop.test/order', properties: { total: { $ref } } }),
      'jsonschema/fragment/money/1.0.0.json': fragment,
    };
    const loaded = load({}, files, [base]);
    expect(messages(loaded)).toEqual([]);
    expect(reached(loaded)).toContain('jsonschema/fragment/money/1.0.0.json');
    expect(messages(load({}, files, []))).toHaveLength(1);
  });

  test('an $id counts before the mapping, and the first entry that leads to a file before the next', () => {
    const files = {
      'order.json': schema({ $ref: 'https://schema.shop.test/money' }),
      'other.json': schema({ $id: 'https://schema.shop.test/money', type: 'number' }),
      'jsonschema/money.json': '{}',
    };
    expect(reached(load({}, files))).not.toContain('jsonschema/money.json');
    const twice = { 'order.json': files['order.json'], 'b/money.json': '{}', 'c/money.json': '{}' };
    const bases = ['a', 'b', 'c'].map((folder) => ({ uri: HOST.uri, folder }));
    expect(reached(load({}, twice, bases))).toEqual(['order.json', 'b/money.json']);
  });

  test('bring in unchanged files that depend on a changed one, also through others, and what a changed file needs', () => {
    const ref = (name: string): object => ({ properties: { x: { $ref: `https://schema.shop.test/${name}` } } });
    const files: Files = {
      'order.json': schema({ title: 'order', ...ref('b') }),
      'jsonschema/b.yaml': JSON.stringify(ref('c')),
      'jsonschema/c.yaml': '{"type": "number"}',
    };
    const { base, head } = load(files, { ...files, 'jsonschema/c.yaml': '{"type": "string"}' });
    expect([base.events.length, head.events.length]).toEqual([1, 1]);
    const edited = load(files, { ...files, 'order.json': schema({ title: 'order', ...ref('c') }) });
    expect(messages(edited)).toEqual([]);
    expect(reached(edited)).toEqual(['order.json', 'jsonschema/c.yaml']);
  });

  test('never leave the repository', () => {
    const loaded = load({}, { 'order.json': schema({ $ref: 'https://schema.shop.test/..%2f..%2fetc/passwd' }) });
    expect(messages(loaded)).toEqual([expect.stringContaining('nothing is fetched over the network')]);
  });
});

test('a reference to the folder of the file (Wikimedia writes "./#/definitions/x") is told how to name the file itself', () => {
  const text = schema({ $id: '/fragment/page/1.0.0', definitions: { x: {} }, properties: { x: { $ref: './#/definitions/x' } } });
  expect(load({}, { 'fragment/page/current.json': text }, [SLASH]).head.problems).toMatchObject([
    {
      code: 'unresolved-reference',
      message: expect.stringContaining('a folder is no schema'),
      hint: expect.stringContaining('begin the reference with "#"'),
    },
  ]);
});
