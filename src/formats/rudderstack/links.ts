import type { Links } from '../format.ts';
import type { Connection, Definition, Definitions, EventDefinition, Property, Reference, Uses, ValueShape, Variant } from './catalog.ts';
import type { ReferenceKind } from './reference.ts';

/**
 * What a file's definitions are called by others, and what they call: `kind/id`, whatever the spelling of the reference, for the id stands in
 * every one. Names are there for the sake of duplicates.
 */
export function linksOf(definitions: Definitions): Links {
  const { properties, events, categories, customTypes, plans, transformations, sources, connections, destinations, graphs } = definitions;
  const defines = [
    ...namesOf('property', properties),
    ...namesOf('event', events),
    ...namesOf('category', categories),
    ...namesOf('custom-type', customTypes),
    ...namesOf('tracking-plan', plans),
    ...namesOf('transformation', transformations),
    ...namesOf('event-stream-source', sources),
    ...namesOf('destination', destinations),
    ...namesOf(
      'data-graph-model',
      graphs.flatMap(({ models }) => models),
    ),
    ...namesOf('data-graph', graphs),
    ...namesOf('connection', connections),
    ...connections.flatMap((connection) => pairOf(connection) ?? []),
  ];
  // A source is the same source whatever its plan says, and a destination whatever its transformation does.
  const checks = [...sources.map(({ plan }) => plan), ...destinations.map(({ transformation }) => transformation)];
  return {
    defines: [...new Set(defines)],
    needs: [...new Set(referencesOf(definitions))],
    ...(checks.length > 0 && { checks: checks.flatMap((each) => (each === null ? [] : `${each.kind}/${each.id}`)) }),
  };
}

/** What only one connection of a project may join. */
export function pairOf({ source, destination }: Connection): string | null {
  return source === null || destination === null ? null : `pair of connection/${source.id} ${destination.id}`;
}

function namesOf(kind: ReferenceKind | 'connection' | 'data-graph', definitions: readonly Definition[]): readonly string[] {
  return definitions.flatMap(({ id, name }) => [`${kind}/${id}`, `name of ${kind}/${name}`]);
}

function* referencesOf(definitions: Definitions): Generator<string> {
  const { properties, events, customTypes, plans, connections } = definitions;
  for (const { kind, id } of [...directReferences(properties, events), ...endsOf(connections)]) yield `${kind}/${id}`;
  for (const type of customTypes) {
    for (const { kind, id } of inShape(type)) yield `${kind}/${id}`;
    yield* inUses(type.properties);
    yield* inVariant(type.variant);
  }
  for (const { target, properties: uses, variant } of plans.flatMap(({ rules }) => rules)) {
    yield target.kind === 'event' ? `event/${target.event.id}` : `tracking-plan/${target.plan}`;
    yield* inUses(uses);
    yield* inVariant(variant);
  }
}

function directReferences(properties: readonly Property[], events: readonly EventDefinition[]): readonly Reference[] {
  return [...properties.flatMap(inShape), ...events.flatMap(({ category }) => category ?? [])];
}

function endsOf(connections: readonly Connection[]): readonly Reference[] {
  return connections.flatMap(({ source, destination }) => [source, destination]).filter((reference) => reference !== null);
}

function inShape({ type, items }: ValueShape): readonly Reference[] {
  return [type, items].flatMap((part) => (part?.kind === 'custom' ? part.reference : []));
}

function* inUses(uses: Uses | null): Generator<string> {
  for (const { reference, nested } of uses?.uses ?? []) {
    yield `property/${reference.id}`;
    yield* inUses(nested);
  }
}

function* inVariant(variant: Variant | null): Generator<string> {
  if (variant === null) return;
  yield `property/${variant.discriminator.id}`;
  for (const { then } of variant.cases) yield* inUses(then);
  yield* inUses(variant.fallback?.then ?? null);
}
