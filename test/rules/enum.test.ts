import { describe, expect, it } from 'vitest';
import { twinsIn } from '../../src/rules/enum/similar-values.ts';
import { line, said } from './support.ts';

const of = (property: object, policy?: string, before: object = { type: 'boolean' }): readonly string[] =>
  said('enum', {
    base: { order: { properties: { p: before } } },
    head: { order: { properties: { p: property } } },
    ...(policy !== undefined && { policy }),
  }).findings.map(line);

describe('values that can never be sent', () => {
  it.each<[what: string, property: object, said: readonly string[]]>([
    ['fit their type', { type: 'string', enum: ['a'] }, []],
    ['are whole numbers, written with a point', { type: 'integer', enum: [1, 2.0] }, []],
    ['have another type', { type: 'integer', enum: ['1', 2] }, ['warning enum/impossible-value p']],
    ['break a pattern', { type: 'string', pattern: '^a', enum: ['a', 'b'] }, ['warning enum/impossible-value p']],
    ['break a bound behind a reference', { allOf: [{ type: 'number', maximum: 3 }], enum: [3, 4] }, ['warning enum/impossible-value p']],
    ['are null where the type forbids it', { type: 'string', enum: ['a', null] }, ['warning enum/impossible-value p']],
    ['stand beside words only', { enum: ['a', 1], description: 'either', 'x-owner': 'shop' }, []],
  ])('%s', (_, property, expected) => {
    expect(of(property)).toEqual(expected);
  });

  it('are told one by one, so that one more is news', () => {
    const { findings, debt } = said('enum', {
      base: { order: { properties: { p: { type: 'integer', enum: [1, '2'] } } } },
      head: { order: { properties: { p: { type: 'integer', enum: [1, '3', '2'] } } } },
    });
    expect(findings.map(({ after }) => after)).toEqual(['3']);
    expect(debt.map(({ after }) => after)).toEqual(['2']);
  });

  it('are one finding where the whole list is of another type', () => {
    expect(of({ type: 'integer', enum: ['1', '2', '3', '4', '5', '6', '7'] })).toHaveLength(1);
  });
});

describe('null and a list', () => {
  it.each<[what: string, property: object, said: readonly string[]]>([
    ['lacks it', { type: ['string', 'null'], enum: ['a'] }, ['warning enum/null-missing p']],
    ['has it', { type: ['string', 'null'], enum: ['a', null] }, []],
    ['is not asked for it', { type: 'string', enum: ['a'] }, []],
  ])('the list %s', (_, property, expected) => {
    expect(of(property)).toEqual(expected);
  });
});

describe('one value in two spellings', () => {
  it.each([
    [['Paid', 'paid']],
    [['in_progress', 'in progress']],
    [['in-progress', 'InProgress']],
    [['usd', 'USD']],
    [['paid ', 'paid']],
    [['step_2', 'step2']],
    [['cancelled', 'canceled']],
    [['address', 'adress']],
    [['recieved', 'received']],
  ])('%j', (values) => {
    expect(twinsIn(values)).toHaveLength(1);
  });

  it.each([
    [['kB', 'KB']],
    [['1-0', '10']],
    [['v1', 'v2']],
    [['credit', 'credits']],
    [['typical', 'atypical']],
    [['form', 'from']],
    [['accept', 'except']],
    [['10', 10]],
    [['enabled', 'disabled']],
  ])('%j are two values', (values) => {
    expect(twinsIn(values)).toEqual([]);
  });

  it('are one finding, however many there are of one', () => {
    expect(twinsIn(['paid', 'Paid', 'PAID', 'open'])).toEqual([{ by: 'case', indexes: [0, 1, 2] }]);
  });

  it('hostile lists take no long time', () => {
    expect(twinsIn(Array.from({ length: 100_000 }, (_, index) => `value ${index}`))).toEqual([]);
    expect(twinsIn(Array.from({ length: 1_000 }, (_, index) => 'ab'.repeat(45) + String.fromCodePoint(0x4e00 + index)))).toEqual([]);
    expect(twinsIn(['_'.repeat(100_000), ' '.repeat(99)])).toEqual([]);
  });
});

describe('one name with several lists', () => {
  const lists = (one: readonly unknown[], other: readonly unknown[]): readonly string[] =>
    said('enum', {
      base: { a: { properties: {} }, b: { properties: {} } },
      head: { a: { properties: { status: { enum: one } } }, b: { properties: { status: { enum: other } } } },
    }).findings.map(({ rule, message }) => `${rule} ${message}`);

  it.each([
    ['the same', ['x', 'y'], ['y', 'x']],
    ['the same but for null', ['x', 'y'], ['x', 'y', null]],
    ['with nothing in common', ['x', 'y'], ['z', 'w']],
    ['of one value, which tells messages apart,', ['x'], ['x', 'y']],
  ])('%s is no finding', (_, one, other) => {
    expect(lists(one, other)).toEqual([]);
  });

  it('says what the shorter one lacks, whichever comes first', () => {
    expect(lists(['x', 'z', 'y'], ['x', 'z'])).toEqual([expect.stringContaining('"y" is allowed in "a" and not in "b"')]);
    expect(lists(['x', 'z'], ['x', 'z', 'y'])).toEqual([expect.stringContaining('"y" is allowed in "b" and not in "a"')]);
  });
});

describe('lists that the policy asks for', () => {
  const REQUIRED = 'enums: {required: [{paths: [p]}]}\n';

  it.each<[what: string, property: object, said: readonly string[]]>([
    ['is free', { type: 'string' }, ['error enum/missing p']],
    ['has a list', { type: 'string', enum: ['a'] }, []],
    ['has one value', { const: 'a' }, []],
    ['has a list behind a reference', { allOf: [{ enum: ['a'] }] }, []],
    ['has a list in one alternative only', { anyOf: [{ enum: ['a'] }, { type: 'string' }] }, ['error enum/missing p']],
    ['holds entries of a list', { type: 'array', items: { enum: ['a'] } }, []],
  ])('a property that %s', (_, property, expected) => {
    expect(of(property, REQUIRED)).toEqual(expected);
  });

  it.each<[values: readonly unknown[], said: readonly string[]]>([
    [['EUR', 'USD', null], []],
    [['EUR', 'EURO'], ['error enum/outside-list p']],
    [[978], ['error enum/outside-list p']],
  ])('%j against ISO 4217', (values, expected) => {
    expect(of({ enum: values }, 'enums: {lists: [{paths: [p], values: iso-4217}]}\n')).toEqual(expected);
  });

  it('looks into the entries of an array that the policy names', () => {
    expect(of({ type: 'array', items: { enum: ['DE', 'XX'] } }, 'enums: {lists: [{paths: [p], values: iso-3166-alpha-2}]}\n')).toEqual([
      'error enum/outside-list p[]',
    ]);
  });
});

describe('patterns that are lists', () => {
  it.each<[pattern: string, said: readonly string[]]>([
    ['^(a|b|c)$', ['notice enum/pattern-list p']],
    ['^(?:web|i(?:os|pad))$', ['notice enum/pattern-list p']],
    ['a|b', []],
    ['^(a|b)', []],
    ['^[A-Z]{2}$', []],
    ['^(\\d{3}|x)$', []],
    ['^(a|b)\\1$', []],
    ['^(only)$', []],
  ])('%s', (pattern, expected) => {
    expect(of({ type: 'string', pattern })).toEqual(expected);
  });

  it('name null, where the type allows it', () => {
    const [finding] = said('enum', {
      base: { order: { properties: {} } },
      head: { order: { properties: { p: { type: ['string', 'null'], pattern: '^(a|b)$' } } } },
    }).findings;
    expect(finding?.suggestion).toContain('["a", "b", null]');
  });

  it('are left alone where other kinds are allowed, or a list stands beside them', () => {
    expect(of({ pattern: '^(a|b)$' })).toEqual([]);
    expect(of({ type: 'string', pattern: '^(a|b)$', enum: ['a'] })).toEqual([]);
  });
});

describe('lists that are declared open', () => {
  const added = (marks: { base: object; head: object }, policy?: string): readonly string[] =>
    said('compat', {
      base: { order: { properties: { p: { type: 'string', enum: ['a'], ...marks.base } } } },
      head: { order: { properties: { p: { type: 'string', enum: ['a', 'b'], ...marks.head } } } },
      ...(policy !== undefined && { policy }),
    })
      .findings.filter(({ rule }) => rule === 'compat/enum-value-added')
      .map(({ severity, audiences }) => `${severity} ${audiences.every((each) => each.counterexample !== undefined)}`);

  it.each<[what: string, marks: { base: object; head: object }, policy: string | undefined, said: string]>([
    ['nowhere', { base: {}, head: {} }, undefined, 'warning true'],
    ['by the schema', { base: { 'x-open-enum': true }, head: { 'x-open-enum': true } }, undefined, 'notice true'],
    ['by examples', { base: { 'x-extensible-enum': ['a'] }, head: { 'x-extensible-enum': ['a', 'b'] } }, undefined, 'notice true'],
    ['by the policy', { base: {}, head: {} }, 'enums: {open: [{paths: [p]}]}\n', 'notice true'],
    ['by the very change', { base: {}, head: { 'x-open-enum': true } }, undefined, 'warning true'],
    ['not', { base: { 'x-open-enum': false }, head: { 'x-open-enum': false } }, undefined, 'warning true'],
  ])('%s', (_, marks, policy, expected) => {
    expect(added(marks, policy)).toEqual([expected]);
  });

  it('still tell another kind of value as what it is', () => {
    const order = (values: readonly unknown[]): object => ({ order: { properties: { p: { enum: values, 'x-open-enum': true } } } });
    const { findings } = said('compat', { base: { ...order(['a']) }, head: { ...order(['a', 1]) } });
    expect(findings.map(line)).toEqual(['error compat/enum-value-added p']);
    expect(findings[0]?.suggestion).toMatch(/^Prepare the readers/);
  });
});
