import { describe, expect, it } from 'vitest';
import { valueAt, vocabularyOf, type Vocabulary } from '../../src/plan/properties.ts';
import { schemaOf } from './support.ts';

function vocabulary(schema: string | object): Vocabulary {
  return vocabularyOf(schemaOf(schema));
}

/** `path presence` of each property; `?` where only a branch names it. */
function named(schema: string | object): string[] {
  return [...vocabulary(schema).properties.values()]
    .map(({ wirePath, required, conditional }) => `${wirePath}${conditional ? '?' : ''} ${required}`)
    .toSorted();
}

const string = { type: 'string' };
const of = (properties: object): object => ({ properties });

describe('what a plan names', () => {
  it('stands in properties, at any depth, in lists and maps', () => {
    const schema = {
      properties: {
        a: { properties: { b: string } },
        lines: { items: { properties: { sku: string } } },
        pair: { items: [{ properties: { first: string } }] },
        map: { additionalProperties: { properties: { value: string } } },
        open: { patternProperties: { '^x-': { properties: { y: string } } } },
      },
    };
    expect([...vocabulary(schema).properties.keys()].toSorted()).toEqual(
      ['a', 'a.b', 'lines', 'lines[].sku', 'map', 'map.*.value', 'open', 'open[/^x-/].y', 'pair', 'pair[0].first'].toSorted(),
    );
  });

  it('is found through references and in-place parts', () => {
    const schema = {
      allOf: [{ $ref: '#/definitions/common' }],
      anyOf: [{ properties: { one: string } }, { properties: { two: string } }],
      oneOf: [{ properties: { only: string } }],
      if: { properties: { asked: string } },
      then: { properties: { yes: string } },
      else: { properties: { no: string } },
      definitions: { common: { properties: { id: string } } },
    };
    expect(named(schema)).toEqual(['id never', 'no? never', 'one? never', 'only never', 'two? never', 'yes? never'].toSorted());
  });

  it('is conditional only where no branch-free place names it', () => {
    expect(named({ properties: { a: string }, then: { properties: { a: string, b: string } } })).toEqual(['a never', 'b? never']);
    expect(named({ then: { properties: { a: string } }, allOf: [{ properties: { a: string } }] })).toEqual(['a never']);
  });

  it('is required always, in a case, or never', () => {
    const schema = {
      properties: { a: string, b: string, c: string, d: { properties: { e: string }, required: ['e'] } },
      required: ['a'],
      anyOf: [{ required: ['b', 'a'] }, { required: ['c'] }],
    };
    expect(named(schema)).toEqual(['a always', 'b conditional', 'c conditional', 'd never', 'd.e always']);
  });

  it('has the places and kinds of all branches, the outermost first', () => {
    const found = vocabulary({
      then: { properties: { a: { type: ['string', 'null'] } } },
      properties: { a: { $ref: '#/definitions/n' } },
      definitions: { n: { type: 'number' } },
    }).properties.get('a');
    expect(found?.places.map(({ pointer }) => pointer)).toEqual(['/properties/a', '/then/properties/a']);
    expect([...(found?.kinds ?? [])].toSorted()).toEqual(['null', 'number', 'string']);
  });

  it('may have any name', () => {
    const schema =
      '{"properties": {"__proto__": {"type": "string"}, "constructor": {"type": "number"}, "toString": {}, "": {}}, "required": ["__proto__", "hasOwnProperty"]}';
    const { properties } = vocabulary(schema);
    expect([...properties.keys()]).toEqual(['__proto__', 'constructor', 'toString', '[""]']);
    expect(properties.get('__proto__')).toMatchObject({ required: 'always', kinds: new Set(['string']) });
    expect(properties.get('constructor')).toMatchObject({ required: 'never' });
  });

  it('leaves alone what is no schema', () => {
    expect(named({ properties: { a: true, b: 'text' }, items: 7, allOf: {}, required: 'a', anyOf: [{ $ref: '#/nowhere' }] })).toEqual([
      'a never',
      'b never',
    ]);
    expect(named({ properties: [string] })).toEqual([]);
  });
});

describe('a reference', () => {
  const beside = { properties: { a: { $ref: '#/definitions/n', type: 'string', 'x-extensible-enum': true, title: 'A' } }, required: ['a'] };
  const definitions = { n: { type: 'number' } };

  it('is alone before 2019-09: of what stands beside it only what describes is left', () => {
    const { properties, schemas } = vocabulary({ ...beside, definitions });
    expect(properties.get('a')?.kinds).toEqual(new Set(['number']));
    expect(schemas.get('a')?.[0]?.schema).toEqual({ $ref: '#/definitions/n', 'x-extensible-enum': true, title: 'A' });
    expect(named({ $ref: '#/definitions/o', required: ['b'], properties: { b: string }, definitions: { o: of({ a: string }) } })).toEqual([
      'a never',
    ]);
  });

  it('counts beside its siblings from 2019-09 on', () => {
    const $schema = 'https://json-schema.org/draft/2019-09/schema';
    expect(vocabulary({ $schema, ...beside, definitions }).properties.get('a')?.kinds).toEqual(new Set(['string', 'number']));
  });

  it('that names nothing leaves its object unread', () => {
    const payload = { type: 'object', oneOf: [{ $ref: './cart.json' }, { additionalProperties: false }] };
    const { objects, unresolved } = vocabulary(of({ payload, total: { type: 'object' } }));
    expect([objects.get('payload')?.unread, objects.get('total')?.unread]).toEqual([true, false]);
    expect([...unresolved]).toEqual([['payload', new Set(['./cart.json'])]]);
  });
});

describe('an object location', () => {
  const at = (schema: object, path = '') => vocabulary(schema).objects.get(path);

  it.each([
    ['described', { properties: {} }, { planned: true, map: false, closedBy: null }],
    ['described by patterns', { patternProperties: {} }, { planned: true }],
    ['free-form', { type: 'object' }, { planned: false, map: false, closedBy: null }],
    ['free-form, said so', { type: 'object', additionalProperties: {} }, { planned: false, map: false, closedBy: null }],
    ['a map', { additionalProperties: { type: 'string' } }, { planned: false, map: true, closedBy: null }],
    ['closed', { additionalProperties: false }, { closedBy: { pointer: '/additionalProperties' } }],
    ['closed late', { unevaluatedProperties: false }, { closedBy: { pointer: '/unevaluatedProperties' } }],
    [
      'closed in a part',
      { properties: {}, allOf: [{ additionalProperties: false }] },
      { closedBy: { pointer: '/allOf/0/additionalProperties' } },
    ],
  ])('is %s', (_, schema, expected) => {
    expect(at(schema)).toMatchObject(expected);
  });

  it('is not there where nothing says that the value is an object', () => {
    expect(at({ properties: { a: { minLength: 1 } } }, 'a')).toBeUndefined();
  });
});

describe('a recursive plan', () => {
  const node = { properties: { id: string, children: { items: { $ref: '#' } } } };

  it('is unfolded once inside itself', () => {
    expect([...vocabulary(node).properties.keys()]).toEqual(['id', 'children', 'children[].id', 'children[].children']);
  });

  it('ends where definitions refer to themselves or to each other in place', () => {
    expect(
      named({ $ref: '#/definitions/a', definitions: { a: { allOf: [{ $ref: '#/definitions/b' }] }, b: { $ref: '#/definitions/a' } } }),
    ).toEqual([]);
  });
});

describe('a hostile plan', () => {
  const many = (count: number, value: object): Record<string, object> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, value]));

  it('of 10,000 properties is listed whole', () => {
    const properties = many(10_000, string);
    expect(vocabulary({ properties, required: Object.keys(properties) }).properties.size).toBe(10_000);
  });

  it.each([10, 100, 10_000])('of %i properties that are the plan again is cut off', (count) => {
    expect(vocabulary({ properties: many(count, { $ref: '#' }) }).properties.size).toBeLessThanOrEqual(50_000);
  });

  it('of many definitions that all hold each other is cut off', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `d${index}`,
        { properties: Object.fromEntries(Array.from({ length: 12 }, (__, other) => [`p${other}`, { $ref: `#/definitions/d${other}` }])) },
      ]),
    );
    expect(vocabulary({ $ref: '#/definitions/d0', definitions }).properties.size).toBeLessThanOrEqual(50_000);
  });

  it('nested deeper than any message is listed down to a bound', () => {
    const depth = 40;
    expect(vocabulary(`${'{"properties":{"a":'.repeat(depth)}{}${'}}'.repeat(depth)}`).properties.size).toBe(13);
  });
});

describe('the value at a place', () => {
  const schema = schemaOf('{"a": [{"b": 1}], "__proto__": {"c": 2}}');
  const at = (pointer: string) => valueAt(schema, { uri: schema.uri, pointer });

  it('is found by its pointer', () => {
    expect(at('/a/0/b')).toBe(1);
    expect(at('/__proto__/c')).toBe(2);
  });

  it('is undefined where there is none, whatever every object inherits', () => {
    for (const pointer of ['/b', '/a/1', '/a/length', '/constructor', '/a/0/toString']) expect(at(pointer)).toBeUndefined();
  });
});
