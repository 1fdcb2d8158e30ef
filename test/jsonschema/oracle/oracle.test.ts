import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/cli/schema-file.ts';
import { type Json, parseJson } from '../../../src/jsonschema/values/json.ts';
import { type Oracle, createOracle } from '../../../src/jsonschema/oracle/oracle.ts';
import { waitForChange } from '../../../src/jsonschema/oracle/thread.ts';
import { type Dialect, EvaluationTimeout, type Schema } from '../../../src/jsonschema/types.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function json(text: string): Json {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

function schema(document: Json, dialect: Dialect = '2020-12', others: Readonly<Record<string, Json>> = {}): Schema {
  return { uri: 'plan/event.json', pointer: '', documents: new Map([['plan/event.json', document], ...Object.entries(others)]), dialect };
}

const oracle: Oracle = createOracle();
afterAll(() => oracle.close());

describe('validates', () => {
  it.each<[string, Json, Dialect, Json, 'valid' | 'invalid']>([
    ['booleans as exclusive bounds', { maximum: 3, exclusiveMaximum: true }, 'draft-04', 3, 'invalid'],
    ['const is unknown', { const: 1 }, 'draft-04', 2, 'valid'],
    ['const is known', { const: 1 }, 'draft-06', 2, 'invalid'],
    ['if is unknown', { if: true, then: false }, 'draft-06', 2, 'valid'],
    ['if is known', { if: true, then: false }, 'draft-07', 2, 'invalid'],
    ['dependentRequired is unknown', { dependentRequired: { a: ['b'] } }, 'draft-07', { a: 1 }, 'valid'],
    ['dependentRequired is known', { dependentRequired: { a: ['b'] } }, '2019-09', { a: 1 }, 'invalid'],
    ['a list of items is a tuple', { items: [{ type: 'string' }], additionalItems: false }, '2019-09', [1], 'invalid'],
    ['prefixItems is known', { prefixItems: [{ type: 'string' }] }, '2020-12', [1], 'invalid'],
    ['siblings of $ref are ignored', { $ref: '#/definitions/any', type: 'string', definitions: { any: {} } }, 'draft-07', 1, 'valid'],
    ['siblings of $ref count', { $ref: '#/definitions/any', type: 'string', definitions: { any: {} } }, '2019-09', 1, 'invalid'],
    ['$schema wins', { $schema: 'https://json-schema.org/draft-04/schema', const: 1 }, '2020-12', 2, 'valid'],
    ['nullable is an annotation', { type: 'string', nullable: true }, 'draft-07', null, 'invalid'],
    ['formats are asserted', { format: 'email' }, 'draft-07', 'nobody', 'invalid'],
    ['unknown formats are annotations', { format: 'postcode' }, 'draft-07', 'nobody', 'valid'],
    ['inherited names are no formats', { format: 'constructor' }, 'draft-07', 'nobody', 'valid'],
    ['an empty enum accepts nothing', { enum: [] }, 'draft-07', 1, 'invalid'],
    ['a pattern that is no Unicode pattern', { pattern: '^[\\w-.]+$' }, 'draft-07', 'a.b', 'valid'],
    [
      'identifiers as property names',
      { properties: { $id: { type: 'string' }, $ref: { type: 'string' } } },
      'draft-07',
      { $id: 1 },
      'invalid',
    ],
    ['unknown keywords', { 'x-pii': true, id: 'a', version: 1, type: 'string' }, 'draft-07', 'a', 'valid'],
    ['what enum holds is data', { enum: [{ $ref: '#/nowhere' }] }, 'draft-07', { $ref: '#/nowhere' }, 'valid'],
  ])('%s', (_title, document, dialect, instance, expected) => {
    expect(oracle.validates(schema(document, dialect), instance)).toEqual({ ajv: expected });
  });

  it('follows references across documents, by path, by identifier and by anchor', () => {
    const event = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: {
        path: { $ref: 'parts/money.json' },
        id: { $ref: 'https://example.org/money' },
        pointer: { $ref: 'parts/money.json#/$defs/amount' },
        anchor: { $ref: 'parts/money.json#currency' },
      },
    };
    const money = {
      $id: 'https://example.org/money',
      type: 'object',
      $defs: { amount: { type: 'integer' }, currency: { $anchor: 'currency', maxLength: 3 } },
    };
    const side = schema(event, '2020-12', { 'plan/parts/money.json': money });
    const good = { path: {}, id: {}, pointer: 1, anchor: 'EUR' };
    expect(oracle.validates(side, good)).toEqual({ ajv: 'valid' });
    for (const bad of [{ path: 1 }, { id: 1 }, { pointer: 1.5 }, { anchor: 'EURO' }]) {
      expect(oracle.validates(side, { ...good, ...bad }), JSON.stringify(bad)).toEqual({ ajv: 'invalid' });
    }
  });

  it('follows dynamic references along the way taken', () => {
    const list = { $id: 'list', items: { $dynamicRef: '#entry' }, $defs: { any: { $dynamicAnchor: 'entry' } } };
    const texts = { $id: 'texts', $ref: 'list', $defs: { entry: { $dynamicAnchor: 'entry', type: 'string' } } };
    const side = schema({ properties: { texts: { $ref: 'texts' }, any: { $ref: 'list' } }, $defs: { list, texts } });
    expect(oracle.validates(side, { texts: ['x'], any: [1] })).toEqual({ ajv: 'valid' });
    expect(oracle.validates(side, { texts: [1], any: [1] })).toEqual({ ajv: 'invalid' });
  });

  it('asks about the schema at a pointer', () => {
    const side = {
      ...schema({ definitions: { 'a/b': { items: { $ref: '#/definitions/c' } }, c: { type: 'string' } } }, 'draft-07'),
      pointer: '/definitions/a~1b',
    };
    expect(oracle.validates(side, [1])).toEqual({ ajv: 'invalid' });
    expect(oracle.validates({ ...side, pointer: '/nowhere' }, [1]).ajv).toHaveProperty('problem');
  });

  it('reads recursive schemas', () => {
    const tree = schema({ $defs: { node: { properties: { next: { $ref: '#/$defs/node' } }, required: ['name'] } }, $ref: '#/$defs/node' });
    expect(oracle.validates(tree, { name: 1, next: { name: 2 } })).toEqual({ ajv: 'valid' });
    expect(oracle.validates(tree, { name: 1, next: { next: { name: 3 } } })).toEqual({ ajv: 'invalid' });
  });

  it('answers as long as an unresolved reference does not decide', () => {
    const side = schema({ properties: { a: { $ref: 'http://127.0.0.1:1/never.json' }, b: { type: 'string' } } });
    expect(oracle.validates(side, { b: 'x' })).toEqual({ ajv: 'valid' });
    expect(oracle.validates(side, { b: 1 })).toEqual({ ajv: 'invalid' });
    expect(oracle.validates(side, { a: 1 })).toEqual({
      ajv: { problem: 'whether it is valid depends on a reference that cannot be resolved' },
    });
  });

  it.each<[string, Json]>([
    ['an empty type list', { type: [] }],
    ['a schema that is none', { properties: { a: 'string' } }],
    ['a pattern that is none', { pattern: '(' }],
    ['a reference that is none', { $ref: 1 }],
    ['two drafts at once', { $ref: 'old.json', properties: {} }],
  ])('gives a problem for %s', (_title, document) => {
    const others: Record<string, Json> = { 'plan/old.json': { $schema: 'http://json-schema.org/draft-04/schema#' } };
    expect(oracle.validates(schema(document, '2020-12', others), {}).ajv).toHaveProperty('problem');
  });

  it('is not fooled by names that objects inherit', () => {
    for (const name of ['toString', 'constructor', 'hasOwnProperty', '__proto__', 'valueOf']) {
      const required = schema({ required: [name] });
      expect(oracle.validates(required, {}).ajv, name).toBe('invalid');
      const typed = schema(json(`{"properties":{"${name}":{"type":"string"}},"required":["${name}"]}`));
      const answer = oracle.validates(typed, json(`{"${name}":1}`));
      expect(answer.deviates, name).toContain(name);
      expect(answer.second, name).toBe('invalid');
      expect(oracle.validates(typed, json(`{"${name}":"x"}`)), name).toMatchObject({ ajv: 'valid', second: 'valid' });
    }
  });

  it.each<[string, Json, Json, 'valid' | 'invalid']>([
    ['a tuple with contains', { prefixItems: [true], contains: { type: 'string' } }, [], 'invalid'],
    ['a decimal multipleOf', { multipleOf: 0.1 }, 0.3, 'valid'],
    [
      'unevaluatedItems with contains',
      { prefixItems: [true], contains: { type: 'string' }, unevaluatedItems: false },
      [1, 2, 'foo'],
      'invalid',
    ],
    [
      'unevaluatedProperties with an if that has no then',
      { if: { required: ['a'], properties: { a: true } }, else: { properties: { b: true } }, unevaluatedProperties: false },
      { b: 1 },
      'valid',
    ],
  ])('asks a second validator about %s', (_title, document, instance, expected) => {
    const answer = oracle.validates(schema(document), instance);
    expect(answer.deviates).toBeDefined();
    expect(answer.second).toBe(expected);
  });

  it('says when a number is too exact for every validator', () => {
    const limit = schema(json('{"maximum":9007199254740993}'));
    expect(oracle.validates(limit, 1)).toMatchObject({
      ajv: 'valid',
      second: 'valid',
      deviates: expect.stringContaining('JavaScript numbers'),
    });
    expect(oracle.validates(schema({ type: 'number' }), json('1e400'))).toMatchObject({ ajv: 'valid', second: 'valid' });
  });

  it('compiles what two revisions share once, and answers from whatever it has forgotten', () => {
    const side = (index: number): Schema => schema({ properties: { [`a${index}`]: { type: 'string' } } });
    for (let index = 0; index < 250; index += 1) expect(oracle.validates(side(index), { [`a${index}`]: 1 })).toEqual({ ajv: 'invalid' });
    const first = side(0);
    for (const instance of ['x', 1]) {
      expect(oracle.validates(first, { a0: instance })).toEqual({ ajv: instance === 'x' ? 'valid' : 'invalid' });
    }
  });
});

describe('limits', () => {
  it('ends a catastrophic pattern by the clock, and goes on with a new worker', () => {
    const quick = createOracle({ timeoutMs: 500 });
    const evil = schema({ pattern: '^(a+)+$' });
    expect(() => quick.validates(evil, `${'a'.repeat(40)}!`)).toThrow(EvaluationTimeout);
    expect(quick.validates(evil, 'aaa')).toEqual({ ajv: 'valid' });
    quick.close();
    expect(quick.validates(evil, 'aab')).toEqual({ ajv: 'invalid' });
    quick.close();
  });

  it('ends a job that takes too much memory, says so, and goes on', () => {
    const small = createOracle({ memoryMb: 16, timeoutMs: 60_000 });
    const huge = schema({ enum: Array.from({ length: 300_000 }, (_, index) => ({ [`name${index}`]: `value ${index}` })) });
    expect(small.validates(huge, 1)).toEqual({ ajv: { problem: 'it took more than 16 MiB of memory' } });
    expect(small.validates(schema({ type: 'string' }), 1)).toEqual({ ajv: 'invalid' });
    small.close();
  });

  it('does not overflow on deep schemas and instances', () => {
    let deep: Json = {};
    let instance: Json = {};
    for (let level = 0; level < 400; level += 1) [deep, instance] = [{ properties: { a: deep } }, { a: instance }];
    expect(oracle.validates(schema(deep), instance)).toEqual({ ajv: 'valid' });
    for (let level = 0; level < 20_000; level += 1) deep = { properties: { a: deep } };
    expect(oracle.validates(schema(deep), 1)).toEqual({ ajv: { problem: 'its schemas are nested more than 500 levels deep' } });
    expect(oracle.removed(schema(deep), schema({}))).toBeNull();
  });
});

describe('removed', () => {
  it('says what is accepted no more', () => {
    expect(oracle.removed(schema({ type: ['string', 'number'] }), schema({ type: 'string' }))).toEqual({ type: 'number' });
    expect(oracle.removed(schema({ type: 'string' }), schema({ type: ['string', 'number'] }))).toBe(false);
  });

  it('writes references out', () => {
    const base = schema({ properties: { a: { $ref: 'other.json#/$defs/x' } } }, '2020-12', {
      'plan/other.json': { $defs: { x: { type: ['string', 'null'] } } },
    });
    const gone = oracle.removed(base, schema({ properties: { a: { type: 'string' } } }));
    expect(gone).toEqual({ type: 'object', properties: { a: { type: 'null' } }, required: ['a'] });
  });

  it('reads the exclusive bounds of draft-04', () => {
    const [below, to] = [
      { type: 'integer', maximum: 3, exclusiveMaximum: true },
      { type: 'integer', maximum: 2 },
    ];
    expect(oracle.removed(schema({ type: 'integer', maximum: 3 }, 'draft-04'), schema(below, 'draft-04'))).not.toBe(false);
    expect(oracle.removed(schema(to, 'draft-04'), schema(below, 'draft-04'))).toBe(false);
  });

  it.each<[string, Json]>([
    ['enum', { enum: ['a'] }],
    ['const', { const: 1 }],
    ['pattern', { properties: { a: { pattern: 'a' } } }],
    ['format', { format: 'email' }],
    ['multipleOf', { multipleOf: 2 }],
    ['uniqueItems', { uniqueItems: true }],
    ['patternProperties', { patternProperties: { a: {} } }],
    ['propertyNames', { propertyNames: { maxLength: 3 } }],
    ['tuples', { prefixItems: [{}] }],
    ['contains', { contains: {} }],
    ['dependencies', { dependencies: { a: ['b'] } }],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }],
    ['if', { if: {}, then: {} }],
    ['unevaluatedProperties', { unevaluatedProperties: false }],
    ['recursion', { properties: { a: { $ref: '#' } } }],
    ['an unresolved reference', { properties: { a: { $ref: 'https://example.org/none' } } }],
    ['a number it would round', json('{"maximum":9007199254740993}')],
    ['a name it would lose', json('{"properties":{"__proto__":{}}}')],
  ])('has no opinion on %s', (_title, document) => {
    expect(oracle.removed(schema(document), schema({ type: 'string' }))).toBeNull();
    expect(oracle.removed(schema({ type: 'string' }), schema(document))).toBeNull();
  });

  it('gives up by counting where the algebra explodes', () => {
    const object = (prefix: string): Json => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [prefix + index, { type: 'string' }])),
      required: [`${prefix}0`, `${prefix}1`],
    });
    expect(
      oracle.removed(schema({ oneOf: [object('a'), object('b'), object('c')] }), schema({ anyOf: [object('a'), object('d')] })),
    ).toBeNull();
  });
});

describe('compiles', () => {
  const compiles = (document: Json) => oracle.compiles(schema(document), 'rudderstack');

  it.each<[string, Json]>([
    [
      'a plan as RudderStack writes it',
      { $schema: 'https://json-schema.org/draft/2019-09/schema', type: 'object', properties: {}, unevaluatedProperties: false },
    ],
    ['the key version', { version: 3, type: 'object' }],
    ['a union of types', { type: ['string', 'null'], enum: ['a'] }],
    ['the exclusive bounds of draft-04', { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 1, exclusiveMinimum: true }],
    ['draft-07', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' }],
    ['enum values twice', { enum: ['a', 'a'] }],
    ['a boolean', true],
  ])('accepts %s', (_title, document) => {
    expect(compiles(document)).toEqual({ ok: true });
  });

  it.each<[string, Json, string]>([
    ['an unknown keyword', { properties: { a: { type: 'string', 'x-pii': true } } }, '/properties/a/x-pii'],
    ['an unknown keyword in a branch', { allOf: [{}, { labels: {} }] }, '/allOf/1/labels'],
    ['the keyword id', { properties: { a: { id: 'x' } } }, '/properties/a/id'],
    ['an unknown format', { properties: { 'a/b %': { format: 'postcode' } } }, '/properties/a~1b %/format'],
    [
      'a required name without a property',
      { properties: { a: { properties: { b: {} }, required: ['b', 'c'] } } },
      '/properties/a/required/1',
    ],
    ['a pattern that is none', { properties: { a: { pattern: '(' } } }, '/properties/a/pattern'],
    ['an empty enum', { properties: { a: { enum: [] } } }, '/properties/a/enum'],
    ['an unknown type', { properties: { a: { type: 'any' } } }, '/properties/a/type'],
    [
      'a reference to nothing',
      { properties: { a: { $ref: '#/$defs/none' }, b: { $ref: '#/$defs/one' } }, $defs: { one: {} } },
      '/properties/a/$ref',
    ],
    ['an if without then', { properties: { a: { if: {} } } }, '/properties/a/if'],
    ['an unknown dialect', { $schema: 'https://json-schema.org/draft-07/schema' }, '/$schema'],
  ])('refuses %s and names its place', (_title, document, pointer) => {
    const answer = compiles(document);
    expect(answer).toMatchObject({ ok: false, pointer });
    if (!answer.ok) expect(answer.message).not.toBe('');
  });

  it('forgets identifiers between schemas', () => {
    const named = (type: string): Json => ({ $id: 'https://example.org/a', properties: { a: { $id: 'https://example.org/b', type } } });
    expect([compiles(named('string')), compiles(named('number')), compiles(named('string'))]).toEqual([
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
  });
});

describe('the box', () => {
  it('touches neither network nor disk, whatever a schema names', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('{"type":"string"}');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const folder = mkdtempSync(path.join(tmpdir(), 'schema-gate-oracle-'));
    const secret = path.join(folder, 'secret.json');
    writeFileSync(secret, '{"type":"string"}');
    for (const reference of [`http://127.0.0.1:${port}/x.json`, pathToFileURL(secret).href, secret]) {
      const side = schema({ properties: { a: { $ref: reference } } }, 'draft-07');
      expect(oracle.validates(side, { a: 1 }).ajv).toHaveProperty('problem');
      expect(oracle.removed(side, schema({ type: 'object' }, 'draft-07'))).toBeNull();
      expect(oracle.compiles(side, 'rudderstack').ok).toBe(false);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    server.close();
    rmSync(folder, { recursive: true });
    expect(requests).toBe(0);
  });

  it('is built of nothing that could', () => {
    const folder = path.join(root, 'dist');
    const imported = readdirSync(folder)
      .filter((name) => /^oracle.*\.js$/.test(name))
      .flatMap((name) => [
        ...readFileSync(path.join(folder, name), 'utf8').matchAll(/(?:from|import|require\w*)\s*\(?\s*["'`]([\w./:-]+)["'`]/g),
      ])
      .map((match) => (match[1] ?? '').replace(/^node:/, ''));
    expect(imported).toContain('worker_threads');
    expect(imported.filter((name) => name.startsWith('.') && !name.startsWith('./oracle'))).toEqual([]);
    expect(imported.filter((name) => /^(fs|https?|http2|net|tls|dns|dgram|child_process|module|vm)\b/.test(name))).toEqual([]);
  });

  it('starts no thread before it is asked', () => {
    const idle = createOracle();
    idle.close();
    idle.close();
    expect(idle.validates(schema(true), 1)).toEqual({ ajv: 'valid' });
    idle.close();
  });
});

describe('waitForChange', () => {
  it('is not fooled by a late notification of an earlier change', async () => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(
      `const { workerData: counter } = require('node:worker_threads');
       const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
       for (let times = 0; times < 40; times += 1) { pause(); Atomics.notify(counter, 0); }
       Atomics.add(counter, 0, 1);
       Atomics.notify(counter, 0);`,
      { eval: true, workerData: counter, execArgv: [] },
    );
    expect(waitForChange(counter, 0, 20_000)).toBe(true);
    expect(Atomics.load(counter, 0)).toBe(1);
    expect(waitForChange(counter, 1, 20)).toBe(false);
    await worker.terminate();
  });
});

const kit = path.join(root, '../shared/kit/d_testsuite_const.jsonl');

describe.skipIf(!existsSync(kit))('against the official test suite (skipped where the kit is not beside the project)', () => {
  it('is never wrong, and never without an answer, where it does not doubt Ajv', { timeout: 120_000 }, () => {
    const wrong: unknown[] = [];
    let asked = 0;
    for (const line of readFileSync(kit, 'utf8').split('\n').filter(Boolean)) {
      const { id, draft, base, head, backward, doubtful } = json(line) as Record<string, Json>;
      const dialect = dialectOf(typeof draft === 'string' ? draft : '');
      const values = (base as { enum?: readonly Json[] }).enum;
      const value = values ? values[0] : (base as { const?: Json }).const;
      if (!dialect || value === undefined || (values?.length ?? 1) !== 1 || typeof backward !== 'boolean' || doubtful) continue;
      asked += 1;
      const answer = oracle.validates(schema(head ?? null, dialect), value);
      const expected = backward ? 'valid' : 'invalid';
      const opinions = answer.deviates === undefined ? [answer.ajv] : [answer.ajv, answer.second];
      if (!opinions.includes(expected)) wrong.push({ id, answer });
    }
    expect(asked).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });
});
