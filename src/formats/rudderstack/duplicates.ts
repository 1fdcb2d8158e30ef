import type { Definition, Definitions, Property, TypeExpression } from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { pairOf } from './links.ts';
import { locationOf, quoted, type Problems, type Spot } from '../problems.ts';

/**
 * Reports what may exist once in a project: an id of each kind; names of custom types, categories and plans; (name, type) of events;
 * (name, type, item types) of properties.
 */
export function reportDuplicates(definitions: Definitions, problems: Problems): void {
  const { properties, events, categories, customTypes, plans, sources, connections, destinations, graphs } = definitions;
  reportIds('property', properties, problems);
  reportIds('event', events, problems);
  reportIds('category', categories, problems);
  reportIds('custom-type', customTypes, problems);
  reportIds('tracking-plan', plans, problems);
  reportIds('event-stream-source', sources, problems);
  reportIds('connection', connections, problems);
  reportIds('destination', destinations, problems);
  reportIds('data-graph', graphs, problems);
  const models = graphs.flatMap((graph) => graph.models);
  reportIds('data-graph-model', models, problems);
  reportNames('property', properties, 'name and type', propertySignature, problems);
  reportNames('event', events, 'name and event_type', ({ name, type }) => JSON.stringify([name, type]), problems);
  reportNames('category', categories, 'name', ({ name }) => name, problems);
  reportNames('custom-type', customTypes, 'name', ({ name }) => name, problems);
  reportNames('tracking-plan', plans, 'display_name', ({ name }) => name, problems);
  reportNames('event-stream-source', sources, 'name', ({ name }) => name, problems);
  reportNames('destination', destinations, 'display_name', ({ name }) => name, problems);
  const joined = connections.filter((connection) => pairOf(connection) !== null);
  reportNames('connection', joined, 'source and destination', (connection) => pairOf(connection) ?? '', problems);
}

function reportIds(kind: string, definitions: readonly Definition[], problems: Problems): void {
  const first = new Map<string, Definition>();
  for (const definition of definitions) {
    const earlier = first.get(definition.id);
    if (earlier === undefined) first.set(definition.id, definition);
    else {
      const spot: Spot = { ...definition.spot, pointer: `${definition.spot.pointer}/id`, part: 'entry' };
      const message = `The ${words(kind)} id ${quoted(definition.id)} is defined twice; the first is ${where(earlier)}.`;
      problems.add('duplicate', `${kind}:${definition.id}`, spot, message, 'Give one of them another id: only the first one is read.');
    }
  }
}

function reportNames<T extends Definition>(
  kind: string,
  definitions: readonly T[],
  what: string,
  signature: (definition: T) => string,
  problems: Problems,
): void {
  const first = new Map<string, T>();
  for (const definition of definitions) {
    const key = signature(definition);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, definition);
    else if (earlier.id !== definition.id && !isDynamic(definition.name)) {
      const message = `The ${words(kind)} ${quoted(definition.id)} has the same ${what} as ${quoted(earlier.id)}, ${where(earlier)}.`;
      problems.add('duplicate', `${kind}:${definition.id}`, definition.nameSpot, message, 'Use the first one, or tell them apart.');
    }
  }
}

const words = (kind: string): string => kind.replaceAll('-', ' ');

function where(definition: Definition): string {
  const { file, line } = locationOf(definition.spot);
  return `in ${file}, line ${line}`;
}

function propertySignature({ name, type, items }: Property): string {
  return JSON.stringify([name, typeSignature(type), typeSignature(items)]);
}

function typeSignature(type: TypeExpression | null): readonly string[] {
  if (type === null) return [];
  return type.kind === 'custom' ? [`#${type.reference.id}`] : type.names.map(({ name }) => name).toSorted();
}
