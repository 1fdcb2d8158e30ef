import { describe, expect, test } from 'vitest';
import { keys, load, message, problems, rule } from './support.ts';

const GOOD = rule('Good', message({}));
const told = (bad: unknown): readonly string[] => {
  const loaded = load({ 'a.json': { rules: [bad, GOOD] } });
  expect(keys(loaded)).toContain('segment:a.json/track/Good');
  return problems(loaded);
};
const inside = (schema: unknown): readonly string[] => told(rule('Bad', message({ x: schema })));

describe('what is no rule is told on its line, and everything else is read', () => {
  test.each([
    ['text', 3, 5, 'A rule is a text.'],
    [rule('Bad', {}, { type: undefined }), 3, 5, 'The rule "Bad" has no "type".'],
    [rule('Bad', {}, { type: 'track' }), 5, 7, 'The type of the rule "Bad" is "track".'],
    [rule('Bad', {}, { type: 7 }), 5, 7, 'The type of the rule "Bad" is a number.'],
    [rule(null, {}), 3, 5, 'A rule has no text as "key".'],
    [rule('Bad', {}, { key: 7 }), 4, 7, 'A rule has no text as "key".'],
    [rule('Bad', undefined), 3, 5, 'The rule "Bad" has no schema.'],
    [rule('Bad', {}, { version: '2' }), 6, 7, 'The version of the rule "Bad" is a text.'],
    [rule('Bad', {}, { version: 0 }), 6, 7, 'The version of the rule "Bad" is no whole number above 0.'],
    [rule('Bad', []), 7, 7, 'A schema in the rule "Bad" is a list.'],
  ])('%j', (bad, line, column, text) => {
    expect(told(bad)).toEqual([`a.json:${line}:${column} invalid-definition ${text}`]);
  });

  test('also in a plan of the Config API', () => {
    const events = [{ name: 'Good', rules: {} }, { name: 'Bad' }, { rules: {} }, 'text'];
    const loaded = load({ 'a.json': { rules: { events, identify_traits: [] } } });
    expect(keys(loaded)).toEqual(['segment:a.json/track/Good']);
    expect(problems(loaded)).toEqual([
      'a.json:8:7 invalid-definition The rule "Bad" has no schema.',
      'a.json:11:7 invalid-definition A rule has no text as "name".',
      'a.json:14:7 invalid-definition A rule has no text as "name".',
    ]);
  });
});

describe('what is no schema', () => {
  test.each([
    [{ type: 'money' }, 14, 'A type in the rule "Bad" is "money".'],
    [{ type: ['string', 7] }, 14, 'A type in the rule "Bad" is a number.'],
    [{ type: [] }, 14, 'A type in the rule "Bad" is an empty list.'],
    [{ required: true }, 14, '"required" in the rule "Bad" must be a list of names, not true or false.'],
    [{ enum: 'a' }, 14, '"enum" in the rule "Bad" must be a list of values, not a text.'],
    [{ properties: [] }, 14, '"properties" in the rule "Bad" must be a map of schemas, not a list.'],
    [{ items: null }, 14, 'A schema in the rule "Bad" is nothing.'],
    ['text', 13, 'A schema in the rule "Bad" is a text.'],
  ])('%j', (schema, line, text) => {
    expect(inside(schema)).toEqual([expect.stringMatching(new RegExp(`^a\\.json:${line}:\\d+ invalid-definition ${text}$`))]);
  });

  test('a reference may lead into its own rule only', () => {
    expect(inside({ $ref: '#/properties' })).toEqual([]);
    for (const $ref of ['#/none', '#anchor', 'https://example.com/x.json', 'other.json', '#/%'])
      expect(inside({ $ref })).toEqual([
        `a.json:14:25 unresolved-reference The reference ${JSON.stringify($ref)} cannot be resolved: there is nothing named so in the rule.`,
      ]);
  });
});

test('the same version of a key twice in a plan is a duplicate, in whatever file', () => {
  const loaded = load({ 'a.json': { rules: [GOOD, rule('Good', message({ x: {} })), rule('Good', {}, { version: 2 })] } });
  expect(problems(loaded)).toEqual(['a.json:18:7 duplicate The plan has version 1 of "Good" twice; the first is in a.json, line 4.']);
  expect(keys(loaded)).toEqual(['segment:a.json/track/Good', 'segment:a.json/track@2/Good']);
  const file = 'rules:\n  - type: COMMON\n    properties: {}\n';
  expect(problems(load({ 'r/a.yml': file, 'r/b.yml': file, 's/a.yml': file }))).toEqual([
    'r/b.yml:2:5 duplicate The plan has version 1 of COMMON twice; the first is in r/a.yml, line 2.',
  ]);
});
