import { describe, expect, test } from 'vitest';
import { decide, evaluate, follower, type Dialect, type Json, type Schema } from '../../../src/jsonschema/index.ts';
import { schema } from '../engine-harness.ts';

/** Which of some instances are valid; a word of a code where it is not known. */
function judged(side: Schema, ...instances: readonly Json[]): string[] {
  return instances.map((instance) => {
    const found = evaluate(side, instance);
    return typeof found === 'string' ? found : found.undecided.code;
  });
}

const several = (documents: Readonly<Record<string, Json>>, dialect: Dialect = '2020-12'): Schema => ({
  uri: Object.keys(documents)[0] ?? '',
  pointer: '',
  documents: new Map(Object.entries(documents)),
  dialect,
});

describe('a reference finds', () => {
  test.each<[string, Dialect, Json]>([
    ['a percent-encoded pointer', '2020-12', { $ref: '#/$defs/a%20b%25', $defs: { 'a b%': { type: 'string' } } }],
    ['escaped slashes and tildes', '2020-12', { $ref: '#/$defs/a~1b~0c', $defs: { 'a/b~c': { type: 'string' } } }],
    ['a stray percent sign as it is', '2020-12', { $ref: '#/$defs/100%', $defs: { '100%': { type: 'string' } } }],
    ['a schema below an unknown keyword', '2020-12', { $ref: '#/x-parts/a', 'x-parts': { a: { type: 'string' } } }],
    ['an entry of a list', '2020-12', { $ref: '#/anyOf/1/allOf/0', anyOf: [true, { allOf: [{ type: 'string' }] }] }],
    ['an anchor of draft-04', 'draft-04', { $ref: '#text', definitions: { a: { id: '#text', type: 'string' } } }],
    ['an anchor of draft-07', 'draft-07', { $ref: '#text', definitions: { a: { $id: '#text', type: 'string' } } }],
    [
      'an anchor behind an address, before 2019-09',
      'draft-07',
      { $ref: 'https://example.com/a#text', definitions: { a: { $id: 'https://example.com/a#text', type: 'string' } } },
    ],
    ['an anchor of 2019-09', '2019-09', { $ref: '#text', $defs: { a: { $anchor: 'text', type: 'string' } } }],
    ['a dynamic anchor as any other', '2020-12', { $ref: '#text', $defs: { a: { $dynamicAnchor: 'text', type: 'string' } } }],
    [
      'a relative identifier',
      '2020-12',
      { $id: 'https://example.com/dir/root', $ref: 'part', $defs: { a: { $id: 'part', type: 'string' } } },
    ],
    [
      'an identifier with an empty fragment',
      '2020-12',
      { $ref: 'https://example.com/a', $defs: { a: { $id: 'https://example.com/a#', type: 'string' } } },
    ],
    ['a urn', '2020-12', { $ref: 'urn:example:a', $defs: { a: { $id: 'urn:example:a', type: 'string' } } }],
    [
      'a part of a urn',
      '2020-12',
      { $ref: 'urn:example:a#/$defs/b', $defs: { a: { $id: 'urn:example:a', $defs: { b: { type: 'string' } } } } },
    ],
    [
      'the nearest root, inside an embedded resource',
      '2020-12',
      { $ref: 'in', $defs: { a: { $id: 'in', $ref: '#/$defs/b', $defs: { b: { type: 'string' } } }, b: true } },
    ],
    [
      'a pointer that crosses into an embedded resource',
      '2020-12',
      { $ref: '#/$defs/a/$defs/b', $defs: { a: { $id: 'other', $defs: { b: { $ref: '#/$defs/c' }, c: { type: 'string' } } }, c: true } },
    ],
    [
      'what an identifier in data does not hide',
      '2020-12',
      { $ref: 'x', $defs: { a: { enum: [{ $id: 'x', type: 'null' }] }, b: { const: { $id: 'x' } }, c: { $id: 'x', type: 'string' } } },
    ],
    [
      'what an identifier beside $ref does not move, before 2019-09',
      'draft-07',
      {
        $id: 'https://example.com/root',
        allOf: [{ $id: 'https://example.com/dir/', $ref: 'a' }],
        definitions: { a: { $id: '/a', type: 'string' }, b: { $id: '/dir/a' } },
      },
    ],
    [
      'its root, where an identifier is but a fragment',
      '2019-09',
      { allOf: [{ $id: '#x', $ref: '#/$defs/a' }], $defs: { a: { type: 'string' } } },
    ],
    ['a property that is called $id', '2020-12', { $ref: '#/properties/$id', properties: { $id: { type: 'string' } } }],
  ])('%s', (_title, dialect, value) => {
    expect(judged(schema(value, dialect), 'x', 1)).toEqual(['valid', 'invalid']);
  });

  test.each<[string, Json]>([
    ['an anchor of another dialect', { $ref: '#a', $defs: { a: { $id: '#a' } } }],
    ['an anchor of another resource', { $ref: '#a', $defs: { r: { $id: 'r', $defs: { a: { $anchor: 'a' } } } } }],
    ['a pointer to nothing', { $ref: '#/$defs/b', $defs: { a: {} } }],
    ['an index with a leading zero', { $ref: '#/allOf/00', allOf: [{}] }],
    ['an identifier inside an unknown keyword', { $ref: 'hidden', 'x-parts': { a: { $id: 'hidden' } } }],
  ])('not %s', (_title, value) => {
    expect(judged(schema(value), 1)).toEqual(['unresolved-reference']);
  });
});

describe('cycles', () => {
  test.each<[string, Json, Json, string]>([
    ['one that goes down a level is nothing special', { properties: { a: { $ref: '#' } }, required: ['b'] }, { b: 1, a: {} }, 'invalid'],
    ['one that stays is undefined', { $ref: '#' }, 1, 'ill-defined'],
    [
      'one through two definitions too',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
      1,
      'ill-defined',
    ],
    ['one through not too', { not: { $ref: '#' } }, 1, 'ill-defined'],
    ['one that a value never reaches does not matter', { anyOf: [{ type: 'integer' }, { $ref: '#' }] }, 1, 'valid'],
    ['one beside a failing keyword does not matter', { allOf: [{ $ref: '#' }, { type: 'string' }] }, 1, 'invalid'],
  ])('%s', (_title, value, instance, expected) => {
    expect(judged(schema(value), instance)).toEqual([expected]);
  });
});

describe('a dynamic reference', () => {
  const leaf: Json = { $id: 'https://example.com/leaf', $dynamicAnchor: 'node', properties: { kids: { items: { $dynamicRef: '#node' } } } };

  test('names the outermost resource that has the anchor', () => {
    const strict = { $id: 'https://example.com/strict', $dynamicAnchor: 'node', $ref: 'leaf', required: ['name'], $defs: { leaf } };
    expect(judged(schema(strict), { name: 1, kids: [{ name: 2 }] }, { name: 1, kids: [{}] })).toEqual(['valid', 'invalid']);
  });

  test('names another schema on each way taken', () => {
    const list = { $id: 'list', items: { $dynamicRef: '#entry' }, $defs: { any: { $dynamicAnchor: 'entry' } } };
    const of = ($id: string, type: string): Json => ({ $id, $ref: 'list', $defs: { entry: { $dynamicAnchor: 'entry', type } } });
    const value = {
      $id: 'https://example.com/root',
      properties: { texts: { $ref: 'texts' }, counts: { $ref: 'counts' }, mixed: { $ref: 'list' } },
      $defs: { list, text: of('texts', 'string'), count: of('counts', 'integer') },
    };
    const good = { texts: ['a'], counts: [1], mixed: ['a', 1] };
    expect(judged(schema(value), good, { ...good, texts: [1] }, { ...good, counts: ['a'] })).toEqual(['valid', 'invalid', 'invalid']);
    const retyped = { ...value, $defs: { ...value.$defs, count: of('counts', 'number') } };
    const { producers, consumers } = decide(schema(value), schema(retyped), { contentModel: 'strict' });
    expect([producers.verdict, consumers.verdict]).toEqual(['included', 'not-included']);
  });

  test('crosses documents', () => {
    const side = several({
      'strict.json': { $dynamicAnchor: 'node', $ref: 'leaf.json', required: ['name'] },
      'leaf.json': { $dynamicAnchor: 'node', properties: { kids: { items: { $dynamicRef: '#node' } } } },
    });
    expect(judged(side, { name: 1, kids: [{}] })).toEqual(['invalid']);
    expect(judged({ ...side, uri: 'leaf.json' }, { kids: [{}] })).toEqual(['valid']);
  });

  test('starts at the schema asked about, not at what surrounds it', () => {
    const value = { $dynamicAnchor: 'node', required: ['name'], $defs: { leaf } };
    expect(judged({ ...schema(value), pointer: '/$defs/leaf' }, { kids: [{}] })).toEqual(['valid']);
  });

  test.each<[string, Json]>([
    ['by a pointer', '#/$defs/a'],
    ['to a plain anchor', '#plain'],
  ])('%s is a plain reference', (_title, $dynamicRef) => {
    const inner = { $id: 'in', items: { $dynamicRef }, $defs: { a: { $dynamicAnchor: 'a', $anchor: 'plain', type: 'string' } } };
    const outer = { $ref: 'in', $defs: { a: { $dynamicAnchor: 'a', $anchor: 'plain', type: 'integer' }, inner } };
    expect(judged(schema(outer), ['x'], [1])).toEqual(['valid', 'invalid']);
  });

  test('of 2019-09 goes to the outermost root with $recursiveAnchor, and only from a root that has it', () => {
    const inner = ($recursiveAnchor: boolean): Json => ({ $id: 'in', $recursiveAnchor, properties: { kid: { $recursiveRef: '#' } } });
    const outer = ($recursiveAnchor: boolean): Json => ({
      $recursiveAnchor: true,
      $ref: 'in',
      required: ['name'],
      $defs: { inner: inner($recursiveAnchor) },
    });
    const instance = { name: 1, kid: {} };
    expect(judged(schema(outer(true), '2019-09'), instance)).toEqual(['invalid']);
    expect(judged(schema(outer(false), '2019-09'), instance)).toEqual(['valid']);
  });

  test('that leads into too many scopes is undecided', () => {
    const parts = Array.from({ length: 80 }, (_, i) => ({ $id: `part${i}`, $dynamicAnchor: 'node', items: { $dynamicRef: '#node' } }));
    const side = schema({ properties: Object.fromEntries(parts.map(({ $id }) => [$id, { $ref: $id }])), $defs: { ...parts } });
    const all = Object.fromEntries(parts.map(({ $id }) => [$id, []]));
    expect(judged(side, { part0: [] }, all)).toEqual(['valid', 'budget']);
  });
});

describe('what an unresolved reference might evaluate', () => {
  const unknown = { $ref: 'nowhere.json', unevaluatedProperties: false, unevaluatedItems: false };

  test('is not taken for unevaluated', () => {
    expect(judged(schema(unknown), { a: 1 }, [1], 'text')).toEqual(Array(3).fill('unresolved-reference'));
  });

  test.each<[string, Json, Json]>([
    ['no name', { ...unknown, required: ['a'] }, false],
    ['no item', { ...unknown, type: 'array', minItems: 1 }, false],
    ['no further name', unknown, { maxProperties: 0 }],
    ['nothing that may stay', { type: 'object', required: ['a'] }, unknown],
    [
      'nothing in a branch',
      { anyOf: [{ $ref: 'nowhere.json' }, { properties: { a: true } }], unevaluatedProperties: false },
      { maxProperties: 1 },
    ],
  ])('proves and refutes nothing: %s', (_title, base, head) => {
    expect(decide(schema(base), schema(head), { contentModel: 'strict' }).producers.verdict).toBe('undecided');
  });

  test('may give names to the sender', () => {
    const base: Json = { $ref: 'nowhere.json', type: 'object', properties: { a: true } };
    const head: Json = { type: 'object', properties: { a: true }, additionalProperties: false };
    expect(decide(schema(base), schema(head), { contentModel: 'planned' }).producers.verdict).toBe('undecided');
  });

  test('may give the names of a fixed value to the sender', () => {
    const list = (items: Json): Json => ({ properties: { l: { type: 'array', items } } });
    const base = list({ $ref: 'nowhere.json', properties: { a: true }, const: { x: 1 } });
    expect(decide(schema(base), schema(list({ maxProperties: 0 })), { contentModel: 'planned' }).producers.verdict).toBe('undecided');
  });
});

test('a follower finds places as the engine does', () => {
  const side = several({ 'a.json': { properties: { x: { $ref: 'b.json#/$defs/y' } } }, 'b.json': { $defs: { y: true } } });
  const follow = follower(side);
  expect(follow({ uri: 'a.json', pointer: '/properties/x' }, 'b.json#/$defs/y')).toEqual({ uri: 'b.json', pointer: '/$defs/y' });
  expect(follow({ uri: 'a.json', pointer: '' }, 'c.json')).toBeNull();
});
