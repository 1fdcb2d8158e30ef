import { describe, expect, it } from 'vitest';
import { loadPlans, type LoadedPlans } from '../../../src/formats/load.ts';
import { memoryTree, type MemoryFile } from '../../harness/memory-tree.ts';
import { load, shown } from './project.ts';
import { file, legacyFile, plan } from './texts.ts';

const PLAN = plan();
const source = (rest: string): string => file('event-stream-source', `  id: web\n  name: Web\n  type: javascript\n${rest}`);
const governed = (reference: string, config = '{}'): string =>
  source(`  governance: { validations: { tracking_plan: "${reference}", config: ${config} } }\n`);
const destination = (id: string, rest = ''): string => file('destination', `  id: ${id}\n  display_name: D ${id}\n  type: s3\n${rest}`);
const connections = (...items: string[]): string =>
  file('event-stream-connections', `  connections:\n${items.map((item) => `    - ${item}\n`).join('')}`);
const TRANSFORMATION = file('transformation', '  id: t\n  name: T\n  language: javascript\n  code: a;\n');
const LINK = '{ id: c, source: "#event-stream-source:web", destination: "#destination:ads" }';

const messages = (files: Record<string, string>): readonly string[] =>
  load(files).problems.map(({ code, location, message, hint }) => `${location.file}:${location.line} ${code} ${message} ${hint}`);

describe('a source', () => {
  it('that names its plan says nothing', () => {
    expect(messages({ 'p.yaml': PLAN, 's.yaml': governed('#tracking-plan:p') })).toEqual([]);
    expect(
      messages({ 'p.yaml': PLAN, 's.yaml': legacyFile('event-stream-source', governed('#/tp/any/p').split('spec:\n')[1] ?? '') }),
    ).toEqual([]);
  });

  it.each([
    [
      'a plan that is not there',
      governed('#tracking-plan:shop'),
      ['s.yaml:8 unresolved-reference There is no tracking plan "shop". Define it, or correct the reference.'],
    ],
    [
      'the spelling of the legacy versions, which is followed',
      governed('#/tp/any/p'),
      [
        's.yaml:8 invalid-definition "tracking_plan" of the validations of event stream source "web" is "#/tp/any/p", which is no reference to a tracking plan. Write #tracking-plan:<id>.',
      ],
    ],
    [
      'no config',
      source('  governance: { validations: { tracking_plan: "#tracking-plan:p" } }\n'),
      ['s.yaml:8 invalid-definition The validations of event stream source "web" has no "config". Add "config": it is required.'],
    ],
    [
      'a switch that is none',
      governed('#tracking-plan:p', '{ track: { drop_unplanned_events: "yes" } }'),
      [
        's.yaml:8 invalid-definition "drop_unplanned_events" of "track" of the validations of event stream source "web" must be true or false, not a text. Write true or false.',
      ],
    ],
    [
      'a switch that only track events have',
      governed('#tracking-plan:p', '{ page: { drop_unplanned_events: true } }'),
      [
        's.yaml:8 invalid-definition "page" of the validations of event stream source "web" has an unknown field "drop_unplanned_events". Did you mean "drop_unplanned_properties"?',
      ],
    ],
    [
      'an SDK that there is not',
      source('').replace('javascript', 'javascrip'),
      ['s.yaml:7 invalid-definition "type" of event stream source "web" is "javascrip". Did you mean "javascript"?'],
    ],
    ['a variable for its plan', governed('{{ .PLAN }}'), []],
  ])('with %s', (_, text, expected) => {
    expect(messages({ 'p.yaml': PLAN, 's.yaml': text })).toEqual(expected);
  });
});

describe('connections and destinations', () => {
  const all = { 's.yaml': source(''), 'd.yaml': destination('ads'), 'c.yaml': connections(LINK) };

  it('that lead somewhere say nothing', () => {
    expect(messages({ ...all, 't.yaml': TRANSFORMATION, 'e.yaml': destination('crm', '  transformation: "#transformation:t"\n') })).toEqual(
      [],
    );
  });

  it('that lead nowhere are told, with what was probably meant', () => {
    expect(messages({ ...all, 'd.yaml': destination('adds') })).toEqual([
      'c.yaml:6 unresolved-reference There is no destination "ads". Did you mean "adds"? Else define it.',
    ]);
    expect(messages({ 'c.yaml': connections(LINK) })).toEqual([
      'c.yaml:6 unresolved-reference There is no event stream source "web". Define it, or correct the reference.',
      'c.yaml:6 unresolved-reference There is no destination "ads". Define it, or correct the reference.',
    ]);
    expect(messages({ 'd.yaml': destination('ads', '  transformation: "#transformation:t"\n') })).toEqual([
      'd.yaml:8 unresolved-reference There is no transformation "t". Define it, or correct the reference.',
    ]);
  });

  it('do not lead to libraries', () => {
    const library = file('transformation-library', '  id: t\n  name: T\n  language: javascript\n  code: a;\n');
    expect(messages({ 't.yaml': library, 'd.yaml': destination('ads', '  transformation: "#transformation:t"\n') })).toHaveLength(1);
  });

  it('that join the same twice, or have the same id or name, are duplicates', () => {
    const twice = connections(LINK, LINK.replace('id: c', 'id: d'), LINK);
    expect(messages({ ...all, 'c.yaml': twice, 'e.yaml': destination('ads') })).toEqual([
      expect.stringContaining('c.yaml:8 duplicate The connection id "c" is defined twice; the first is in c.yaml, line 6.'),
      expect.stringContaining('e.yaml:5 duplicate The destination id "ads" is defined twice; the first is in d.yaml, line 5.'),
      expect.stringContaining('c.yaml:7 duplicate The connection "d" has the same source and destination as "c", in c.yaml, line 6.'),
    ]);
  });

  it('filter events one way only', () => {
    const filter = '  config: { event_filtering: { whitelist: [A], blacklist: [B] } }\n';
    expect(messages({ 'd.yaml': destination('ads', filter) })).toEqual([
      'd.yaml:8 invalid-definition The event filtering of destination "ads" has both a "whitelist" and a "blacklist". Keep one of them: rudder-cli takes one only.',
    ]);
  });

  it('exist in the current version only', () => {
    expect(shown(load({ 'd.yaml': legacyFile('destination', '  id: a\n  display_name: A\n  type: s3\n') }))).toEqual([
      'invalid-definition d.yaml:2:1 d.yaml | The kind "destination" does not exist in this version.',
    ]);
  });

  it.each(['[]', '7', '{}', '{ id: [], name: {}, display_name: 7, type: [], config: [], governance: 7, connections: {}, models: 7 }', '~'])(
    'of a spec %s are read without a fall',
    (spec) => {
      for (const kind of ['event-stream-source', 'event-stream-connections', 'destination', 'data-graph'])
        expect(load({ 'x.yaml': file(kind, '').replace('spec:\n', `spec: ${spec}\n`) }).events).toEqual([]);
    },
  );
});

describe('what an unchanged file refers to', () => {
  const settings = { directory: '', include: [], ignore: [], format: [] };
  const plans = (base: Record<string, MemoryFile>, head: Record<string, MemoryFile>): LoadedPlans =>
    loadPlans(memoryTree(base), memoryTree(head), settings);
  const all = {
    'p.yaml': PLAN,
    's.yaml': governed('#tracking-plan:p'),
    'd.yaml': destination('ads'),
    'c.yaml': connections(LINK),
    't.yaml': TRANSFORMATION,
  };
  const found = ({ head }: LoadedPlans): readonly string[] => head.problems.map(({ message, location }) => `${location.file} ${message}`);

  it.each([
    ['a plan', 'p.yaml', 's.yaml There is no tracking plan "p".'],
    ['a source', 's.yaml', 'c.yaml There is no event stream source "web".'],
    ['a destination', 'd.yaml', 'c.yaml There is no destination "ads".'],
  ])('is missed when %s goes', (_, gone, expected) => {
    const { [gone]: __, ...head } = all as Record<string, MemoryFile>;
    expect(found(plans(all, head))).toEqual([expected]);
  });

  it('is missed when a transformation goes', () => {
    const base = { ...all, 'd.yaml': destination('ads', '  transformation: "#transformation:t"\n') };
    const { 't.yaml': __, ...head } = base;
    expect(found(plans(base, head))).toEqual(['d.yaml There is no transformation "t".']);
  });

  it('is read for what is sent where when only what a plan says changed', () => {
    const { head } = plans(all, { ...all, 'p.yaml': `${PLAN}# x\n` });
    const read = head.files.filter(({ status }) => status === 'loaded').map(({ path }) => path);
    // What is sent where may concern what changed.
    expect(read).toEqual(['c.yaml', 'd.yaml', 'p.yaml', 's.yaml', 't.yaml']);
  });

  it('is not missed when something else changes', () => {
    expect(found(plans(all, { ...all, 's.yaml': `${all['s.yaml']}# x\n` }))).toEqual([]);
    expect(found(plans(all, { ...all, 'p.yaml': `${PLAN}# x\n` }))).toEqual([]);
    expect(found(plans(all, { ...all, 'd.yaml': `${all['d.yaml']}# x\n` }))).toEqual([]);
  });
});

it('10,000 destinations and connections are read quickly', () => {
  const count = 10_000;
  const numbers = Array.from({ length: count }, (_, at) => at);
  const destinations = Object.fromEntries(numbers.map((at) => [`d${at}.yaml`, destination(`d${at}`)]));
  const all = connections(...numbers.map((at) => `{ id: c${at}, source: "#event-stream-source:web", destination: "#destination:e${at}" }`));
  const started = performance.now();
  expect(load({ 's.yaml': source(''), 'c.yaml': all, ...destinations }).problems).toHaveLength(count);
  expect(performance.now() - started).toBeLessThan(20_000);
});
