import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/jsonschema/index.ts';
import { instancePathOf, lastName, parentPointer, pointerOf, printPath, tokensOf } from '../../src/plan/paths.ts';

const property = (name: string): Step => ({ kind: 'property', name });
const items: Step = { kind: 'items' };

describe('a printed path', () => {
  it.each<[string, Step[]]>([
    ['', []],
    ['total', [property('total')]],
    ['properties.lines[].sku', [property('properties'), property('lines'), items, property('sku')]],
    ['a[2].b', [property('a'), { kind: 'items', index: 2 }, property('b')]],
    ['a-b.$c._d', [property('a-b'), property('$c'), property('_d')]],
    ['["API Method"]', [property('API Method')]],
    ['a["b.c"]', [property('a'), property('b.c')]],
    ['a["b[]"]', [property('a'), property('b[]')]],
    ['a["say \\"hi\\""]', [property('a'), property('say "hi"')]],
    ['a["x\\ny"]', [property('a'), property('x\ny')]],
    ['a[""]', [property('a'), property('')]],
    ['["1st"]', [property('1st')]],
    ['__proto__.constructor.toString', [property('__proto__'), property('constructor'), property('toString')]],
    ['traits.*', [property('traits'), { kind: 'names' }]],
    ['*', [{ kind: 'names' }]],
    ['traits[/^x-/]', [property('traits'), { kind: 'names', pattern: '^x-' }]],
  ])('%s', (printed, path) => {
    expect(printPath(path)).toBe(printed);
  });

  it('tells any two lists of names apart', () => {
    const names = fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'a.b', 'a[]', '["a"]', '', '*')), { maxLength: 4 });
    fc.assert(
      fc.property(names, names, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(printPath(one.map(property)) === printPath(other.map(property))).toBe(same);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('the last name', () => {
  it.each<[string, Step[]]>([
    ['sku', [property('lines'), items, property('sku')]],
    ['lines[]', [property('lines'), items]],
    ['traits.*', [property('traits'), { kind: 'names' }]],
    ['', []],
  ])('%s', (name, path) => {
    expect(lastName(path)).toBe(name);
  });
});

describe('a pointer', () => {
  it('keeps every token', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (tokens) => {
        expect(tokensOf(pointerOf(tokens))).toEqual(tokens);
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['', ''],
    ['/a', ''],
    ['/a/b~1c', '/a'],
    ['/a/', '/a'],
  ])('%j has the parent %j', (pointer, parent) => {
    expect(parentPointer(pointer)).toBe(parent);
  });
});

describe('the instance path of a place in a schema', () => {
  it.each([
    ['', ''],
    ['/type', ''],
    ['/properties/total', 'total'],
    ['/properties/total/type', 'total'],
    ['/properties/lines/items/properties/sku/enum/3', 'lines[].sku'],
    ['/allOf/0/then/properties/a', 'a'],
    ['/$defs/money/properties/currency', 'currency'],
    ['/definitions/properties/properties/a', 'a'],
    ['/properties/properties/properties/items/minLength', 'properties.items'],
    ['/properties/required/type', 'required'],
    ['/required/2', ''],
    ['/properties/a/required', 'a'],
    ['/additionalProperties', ''],
    ['/additionalProperties/type', '*'],
    ['/patternProperties/^x-/type', '[/^x-/]'],
    ['/properties/a/items/1/type', 'a[]'],
    ['/properties/__proto__/type', '__proto__'],
    ['/properties/a~1b.c/type', '["a/b.c"]'],
    ['/dependentSchemas/card/properties/cvc', 'cvc'],
  ])('%j is %j', (pointer, path) => {
    expect(printPath(instancePathOf(pointer))).toBe(path);
  });
});
