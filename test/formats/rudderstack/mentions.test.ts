import { describe, expect, it } from 'vitest';
import { loadPlans } from '../../../src/formats/load.ts';
import type { Mention } from '../../../src/plan/model.ts';
import { printPath } from '../../../src/plan/paths.ts';
import { memoryTree, type MemoryFile } from '../../harness/memory-tree.ts';
import { load } from './project.ts';
import { file, properties } from './texts.ts';

const destination = (config: string, type = 's3', rest = ''): string =>
  file('destination', `  id: ads\n  display_name: Ads\n  type: ${type}\n${rest}  config:\n${config}`);

const show = ({ names, use, location }: Mention): string =>
  `${location.line}:${location.column} ${use} ${names.kind} ${names.kind === 'event' ? names.name : names.paths.map(printPath).join(' or ')}`;
const mentions = (...given: Parameters<typeof destination>): readonly string[] =>
  (load({ 'd.yaml': destination(...given) }).mentions ?? []).map(show);

describe('the settings of a destination', () => {
  it.each([
    [
      'an event filter',
      '    event_filtering:\n      whitelist:\n        - A\n        - " B "\n',
      ['11:11 admitted event A', '12:11 admitted event B'],
    ],
    ['the other filter', '    event_filtering_blacklist: [A]\n', ['9:33 blocked event A']],
    ['a mapping of events', '    events_to_events:\n      - from: A\n        to: Purchase\n', ['10:15 mapped event A']],
    [
      'lists of personal data',
      '    blacklist_pii_properties:\n      - { property: a, hash: true }\n      - { property: b, hash: false }\n    pii_properties_to_ignore: [{ pii_property: c }]\n',
      [
        '10:21 hashed property properties.a',
        '11:21 removed property properties.b',
        '12:48 removed property context.traits.c or properties.user_properties.c',
      ],
    ],
    [
      'a path',
      '    custom_activity_property_map: [{ from: properties.a.b, to: c }, { from: d, to: e }]\n',
      ['9:44 mapped property properties.a.b', '9:77 mapped property properties.d'],
    ],
    [
      'a mapping in a mapping',
      '    hubspot_events:\n      - rs_event_name: A\n        event_properties: [{ from: a, to: b }]\n',
      ['10:24 mapped event A', '11:36 mapped property properties.a'],
    ],
    ['a list below a platform', '    purchase_event_mapping: { web: [A] }\n', ['9:37 mapped event A']],
    ['an expression', '    event_channel_settings: [{ name: "^A", regex: true }, { name: B, regex: false }]\n', ['9:67 mapped event B']],
    ['a variable and a template', '    event_filtering: { whitelist: ["{{ .EVENT }}", "{{ event || x }}"] }\n', []],
    [
      'settings of other kinds',
      '    event_filtering: 7\n    events_to_events: { from: A }\n    blacklist_pii_properties: [[{ property: a }], a, 7]\n',
      ['10:31 mapped event A'],
    ],
    [
      'names that every object has',
      '    blacklist_pii_properties: [{ property: __proto__ }, { property: "a\\nb" }]\n',
      ['9:44 removed property properties.__proto__', '9:69 removed property properties["a\\nb"]'],
    ],
    ['an unknown setting', '    my_events: [A]\n', []],
  ])('%s', (_, config, expected) => {
    expect(mentions(config)).toEqual(expected);
  });

  it('mean what their type says', () => {
    const config = '    custom_mappings: [{ from: A, to: x }]\n';
    expect([mentions(config, 'adj'), mentions(config, 'ga')]).toEqual([['9:31 mapped event A'], []]);
  });

  it('say nothing where the destination is switched off', () => {
    expect(mentions('    event_filtering: { whitelist: [A] }\n', 's3', '  enabled: false\n')).toEqual([]);
  });

  it('are listed by who holds them', () => {
    expect(load({ 'd.yaml': destination('    event_filtering: { whitelist: [A] }\n') }).mentions).toMatchObject([
      { owner: 'destination:ads', who: 'destination "Ads"' },
    ]);
  });
});

describe('the events of tests', () => {
  const transformation = (tests: string): string =>
    file('transformation', `  id: t\n  name: Tidy\n  language: javascript\n  code: a;\n${tests}`);
  const of = (files: Record<string, MemoryFile>): readonly string[] => {
    const trees = [properties(), `${properties()}# x\n`].map((text) => memoryTree({ ...files, 'p.yaml': text }));
    const [base = memoryTree({}), head = memoryTree({})] = trees;
    const { mentions: all } = loadPlans(base, head, { directory: '', include: [], ignore: [], format: [] }).head;
    return all.map((mention) => `${mention.location.file} ${show(mention)}`);
  };
  const EVENT = '{"type": "track", "event": "A",\n "properties": {"a": 1},\n "context": {"traits": {"b": 2}}}';

  it('stand in the JSON files of the folder named, or of the usual one', () => {
    const expected = (path: string): readonly string[] => [
      `${path} 1:28 tested event A`,
      `${path} 2:17 tested property properties.a`,
      `${path} 3:25 tested property context.traits.b`,
    ];
    expect(
      of({ 'code/t.yaml': transformation('  tests: [{ name: x, input: ./in/ }]\n'), 'code/in/a.json': EVENT, 'code/in/b.txt': EVENT }),
    ).toEqual(expected('code/in/a.json'));
    expect(of({ 't.yaml': transformation('  tests: [{ name: x }]\n'), 'input/a.json': `[${EVENT}]`, 'input/deep/b.json': EVENT })).toEqual(
      expected('input/a.json').map((text) => text.replace(' 1:28', ' 1:29')),
    );
  });

  it.each([
    ['no tests', '', EVENT],
    ['tests of no input that is a text', '  tests: [{ input: 7 }, 7, { input: "{{ .DIR }}" }]\n', EVENT],
    ['a folder outside', '  tests: [{ input: ../in }, { input: /in }]\n', EVENT],
    ['a file that is no JSON', '  tests: [{ input: in }]\n', '{"event": "A"'],
    ['a file that holds no event', '  tests: [{ input: in }]\n', '[1, null, {"event": 7, "properties": [], "context": 1}]'],
    ['a file that is too long', '  tests: [{ input: in }]\n', `{"event": "A", "x": "${'x'.repeat(300 * 1024)}"}`],
  ])('are none for %s', (_, tests, text) => {
    expect(of({ 't.yaml': transformation(tests), 'in/a.json': text })).toEqual([]);
  });

  it('are read of so many files only', () => {
    const files = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`in/${at}.json`, '{"event": "A"}']));
    expect(of({ 't.yaml': transformation('  tests: [{ input: in }]\n'), ...files })).toHaveLength(200);
  });
});
