import { expect, it } from 'vitest';
import { loadPlans } from '../../../src/formats/load.ts';
import type { PlannedRoute } from '../../../src/plan/model.ts';
import { memoryTree } from '../../harness/memory-tree.ts';
import { load } from './project.ts';
import { file, plan } from './texts.ts';

const source = (id: string, rest = ''): string => file('event-stream-source', `  id: ${id}\n  name: ${id}\n  type: javascript\n${rest}`);
const governed = (reference: string): string => `  governance: { validations: { tracking_plan: "${reference}", config: {} } }\n`;
const destination = (rest = '', id = 'ads'): string => file('destination', `  id: ${id}\n  display_name: Ads\n  type: ga4\n${rest}`);
const connection = (from: string, rest = ''): string =>
  `    - { id: c-${from.replaceAll(/\W/g, '')}, source: "${from}", destination: "#destination:ads"${rest} }\n`;
const connections = (...lines: string[]): string => file('event-stream-connections', `  connections:\n${lines.join('')}`);
const web = connection('#event-stream-source:web');

const FILES = {
  'c.yaml': connections(web),
  'd.yaml': destination(),
  'p.yaml': plan(),
  's.yaml': source('web', governed('#tracking-plan:p')),
};

const routes = (files: Readonly<Record<string, string>> = {}): readonly PlannedRoute[] => load({ ...FILES, ...files }).routes ?? [];

it('leads from the plan of a source to a destination', () => {
  expect(routes()).toMatchObject([
    {
      owner: 'destination:ads',
      name: 'Ads',
      format: 'rudderstack',
      receiver: 'ga4',
      action: null,
      through: null,
      plans: ['p'],
      types: null,
      admitted: null,
      blocked: [],
      mapping: null,
      location: { file: 'd.yaml', line: 6, column: 3 },
    },
  ]);
});

it.each<[says: string, files: Readonly<Record<string, string>>]>([
  ['the connection is switched off', { 'c.yaml': connections(connection('#event-stream-source:web', ', enabled: false')) }],
  ['the source is switched off', { 's.yaml': source('web', '  enabled: false\n') }],
  ['the destination is switched off', { 'd.yaml': destination('  enabled: false\n') }],
  ['the connection comes from nowhere', { 'c.yaml': connections(connection('#event-stream-source:till')) }],
  ['no connection leads to the destination', { 'c.yaml': connections() }],
])('there is none where %s', (_, files) => {
  expect(routes(files)).toEqual([]);
});

it.each<[says: string, files: Readonly<Record<string, string>>, plans: readonly string[] | null]>([
  [
    'of every plan of its sources',
    { 'c.yaml': connections(web, connection('#event-stream-source:till')), 't.yaml': source('till', governed('#tracking-plan:q')) },
    ['p', 'q'],
  ],
  [
    'of any plan where a source has none',
    { 'c.yaml': connections(web, connection('#event-stream-source:till')), 't.yaml': source('till') },
    null,
  ],
  ['of any plan where a variable stands for it', { 's.yaml': source('web', governed('{{ .PLAN }}')) }, null],
  ['of any plan where a variable stands for the source', { 'c.yaml': connections(connection('{{ .SOURCE }}')) }, null],
])('gets events %s', (_, files, plans) => {
  expect(routes(files)).toMatchObject([{ plans }]);
});

it.each<[says: string, config: string, admitted: readonly string[] | null, blocked: readonly string[]]>([
  ['a list of what is let through', '{ event_filtering: { whitelist: [A, " B ", A, ""] } }', ['A', 'B'], []],
  ['a list of what is not', '{ event_filtering: { blacklist: [A] } }', null, ['A']],
  ['variables among what is let through', '{ event_filtering: { whitelist: [A, "{{ .EVENT }}"] } }', null, []],
  ['variables among what is not', '{ event_filtering: { blacklist: [A, "{{ .EVENT }}"] } }', null, ['A']],
  ['an empty list', '{ event_filtering: { whitelist: [] } }', null, []],
  ['a mapping of events, which is no filter', '{ events_to_events: [{ from: A, to: Purchase }] }', null, []],
])('reads %s', (_, config, admitted, blocked) => {
  expect(routes({ 'd.yaml': destination(`  config: ${config}\n`) })).toMatchObject([{ admitted, blocked }]);
});

it('tells of the code that messages pass through', () => {
  expect(routes({ 'd.yaml': destination('  transformation: "#transformation:t"\n') })).toMatchObject([{ through: 'transformation:t' }]);
});

it('is there when only a plan of another format changes, and asks for nothing that is not at hand', () => {
  const schema = (type: string): string =>
    `{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://shop.example/a", "type": "${type}"}`;
  const trees = (type: string) => memoryTree({ ...FILES, 'a.json': schema(type) });
  const { head } = loadPlans(trees('object'), trees('string'), { directory: '', include: [], ignore: [], format: [] });
  expect(head.routes).toMatchObject([{ owner: 'destination:ads', plans: ['p'] }]);
  expect(head.problems).toEqual([]);
  expect(head.files.find(({ path }) => path === 'p.yaml')).toMatchObject({ status: 'unchanged' });
});
