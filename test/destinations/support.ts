import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Contract, FieldSource, Requirement } from '../../src/destinations/contract.ts';
import { createOracle } from '../../src/jsonschema/index.ts';
import type { EventType } from '../../src/plan/model.ts';
import type { Draft } from '../../src/rules/context.ts';
import { rules } from '../../src/rules/registry.ts';
import { planContext } from '../../src/rules/run.ts';
import { DEFAULT_SETTINGS, type RuleSettings } from '../../src/rules/settings.ts';
import { loadPlans } from '../../src/formats/load.ts';
import { rule } from '../formats/segment/support.ts';
import { memoryTree } from '../harness/memory-tree.ts';

/** The schema of a field, as far as a test looks at it. */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly anyOf?: readonly { readonly required: readonly string[] }[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
}

type Mapping = Readonly<Record<string, FieldSource>>;

/** What a mapping makes of a message, in a few lines of the tests' own. */
export function filled(mapping: Mapping, from: unknown): Record<string, unknown> {
  const values = Object.entries(mapping).map(([field, source]): [string, unknown] => {
    if (typeof source === 'string') return [field, read(from, source)];
    if (!('each' in source)) return [field, source.map((each) => read(from, each)).find((value) => value !== undefined)];
    const list = read(from, source.list);
    const entry = (value: unknown): unknown => (isObject(value) ? filled(source.each, value) : value);
    return [field, Array.isArray(list) ? list.map(entry) : list];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function read(from: unknown, at: string): unknown {
  return at.split('.').reduce<unknown>((value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), from);
}

function ajvOf(coerces: boolean): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, ...(coerces && { coerceTypes: 'array' }) });
  addFormats.default(ajv);
  return ajv;
}

const STRICT = ajvOf(false);
const COERCING = ajvOf(true);

/** What an outside validator says of a message on its way to a receiver. */
export function outcomeOf({ mapping = {}, requires, coerces }: Requirement, message: unknown): 'refused' | 'changed' | 'kept' {
  const sent = filled(mapping, message);
  const arrived = structuredClone(sent);
  if (!(coerces === true ? COERCING : STRICT).validate(requires as object, arrived)) return 'refused';
  return isSame(sent, arrived) ? 'kept' : 'changed';
}

/** A list made of one value is still that value. */
function isSame(sent: unknown, arrived: unknown): boolean {
  if (Array.isArray(arrived) && !Array.isArray(sent)) return arrived.length === 1 && isSame(sent, arrived[0]);
  if (Array.isArray(sent) && Array.isArray(arrived))
    return sent.length === arrived.length && sent.every((value, index) => isSame(value, arrived[index]));
  if (isObject(sent) && isObject(arrived)) return Object.entries(sent).every(([name, value]) => isSame(value, arrived[name]));
  return Object.is(sent, arrived);
}

/** Schemas of properties by name, each with the names below it; all of them required. */
export type Tree = Map<string, { schema: FieldSchema; below: Tree | null; isList: boolean }>;

/** The event that a requirement is about. */
export function eventOf({ events = {} }: Pick<Requirement, 'events'>): { readonly type: EventType; readonly name: string } {
  return { type: events.types?.[0] ?? 'track', name: events.names?.[0] ?? 'Shop Event' };
}

/** The data that give a requirement exactly what it asks: every field, at the first of its paths, with the schema that it has there. */
export function treeFor({ mapping = {}, requires, events }: Requirement): Tree {
  const tree: Tree = new Map();
  grow(tree, mapping, requires as FieldSchema);
  const data = tree.get(sectionOf(eventOf({ ...(events && { events }) }).type))?.below;
  if (data === null || data === undefined || tree.size !== 1) throw new Error('The requirement reads something beside the data.');
  return data;
}

function grow(tree: Tree, mapping: Mapping, { properties = {} }: FieldSchema): void {
  for (const [field, schema] of Object.entries(properties)) {
    const source = mapping[field] ?? field;
    const list = typeof source === 'object' && 'list' in source ? source : null;
    const first = list?.list ?? (typeof source === 'string' ? source : ([source].flat()[0] as string));
    const names = first.split('.');
    let at = tree;
    for (const name of names.slice(0, -1)) {
      const around = at.get(name) ?? { schema: { type: 'object' }, below: new Map() as Tree, isList: false };
      at.set(name, around);
      at = around.below ?? at;
    }
    const last = names.at(-1) ?? '';
    const known = at.get(last);
    // A place that is read twice has the more exact schema, and a plain value where a list is made of it.
    if (known !== undefined && list === null && (schema.type === 'array' || Object.keys(known.schema).length > 1)) continue;
    const below: Tree | null = list === null ? null : (known?.below ?? (new Map() as Tree));
    if (list !== null && below !== null) grow(below, list.each, schema.items ?? {});
    at.set(last, { schema, below, isList: list !== null });
  }
}

/** The JSON Schema of what a tree stands for. */
export function schemaOf(tree: Tree): object {
  const properties = [...tree].map(([name, { schema, below, isList }]): [string, unknown] => {
    if (below === null) return [name, schema];
    return [name, isList ? { type: 'array', items: schemaOf(below) } : schemaOf(below)];
  });
  return { type: 'object', required: [...tree.keys()], properties: Object.fromEntries(properties) };
}

/** A value that a schema of the packs allows. */
export function sampleOf(schema: FieldSchema): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  switch ([schema.type ?? 'string'].flat()[0]) {
    case 'number':
    case 'integer':
      return 7;
    case 'boolean':
      return true;
    case 'array':
      return [sampleOf(schema.items ?? {})];
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, sampleOf(each)]));
    default:
      return schema.pattern === undefined ? 'text' : 'EUR';
  }
}

/** A value of what a tree stands for. */
export function exampleOf(tree: Tree): Record<string, unknown> {
  return Object.fromEntries(
    [...tree].map(([name, { schema, below, isList }]) => {
      const value = below === null ? sampleOf(schema) : exampleOf(below);
      return [name, isList ? [value] : value];
    }),
  );
}

const oracle = createOracle();
const KIND: Partial<Record<EventType, string>> = { identify: 'IDENTIFY', group: 'GROUP', page: 'PAGE', screen: 'SCREEN' };
const NOWHERE = { file: 'schema-gate.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
const SCOPE = { events: [], types: [], plans: [], tags: [], files: [] };

/** The section of the data of an event. */
export const sectionOf = (type: EventType): 'traits' | 'properties' => (type === 'identify' || type === 'group' ? 'traits' : 'properties');

/** An event of a plan, and the schema of its data. */
export interface Sent {
  readonly type: EventType;
  readonly name: string;
  readonly data: object;
}

function ruleOf({ type, name, data }: Sent): object {
  const section = sectionOf(type);
  const message = { type: 'object', properties: { [section]: data }, required: [section] };
  return rule(type === 'identify' || type === 'group' ? null : name, message, { type: KIND[type] ?? 'TRACK' });
}

/** What some rules say of a plan whose events go to one receiver. */
export function saidOf(
  ruleIds: readonly string[],
  contract: Contract,
  events: readonly Sent[],
  settings: Partial<RuleSettings> = {},
): readonly Draft[] {
  const tree = memoryTree({ 'plan.json': JSON.stringify({ rules: events.map(ruleOf) }, null, 2) });
  const { head } = loadPlans(memoryTree({}), tree, { directory: '', include: [], ignore: [], format: [] });
  if (head.problems.length > 0 || head.events.length !== events.length) throw new Error(JSON.stringify(head.problems));
  const route = {
    destination: contract.receiver.id,
    scope: SCOPE,
    hashes: false,
    contract,
    names: new Map<string, string>(),
    warehouse: null,
    at: NOWHERE,
  };
  const context = planContext({ settings: { ...DEFAULT_SETTINGS, routes: [route], ...settings }, date: '2026-01-01', oracle }, head);
  return rules.flatMap((each) => ('inspect' in each && ruleIds.includes(each.meta.id) ? each.inspect(context) : []));
}
