import type { Links } from '../format.ts';
import type { Definition, Definitions, EventDefinition, Property, Reference, Uses, ValueShape, Variant } from './catalog.ts';
import type { ReferenceKind } from './reference.ts';

/**
 * What a file's definitions are called by others, and what they call: `kind/id`, whatever the spelling of the reference, for the id stands in
 * every one. Names are there for the sake of duplicates.
 */
export function linksOf(definitions: Definitions): Links {
  const { properties, events, categories, customTypes, plans } = definitions;
  const defines = [
    ...namesOf('property', properties),
    ...namesOf('event', events),
    ...namesOf('category', categories),
    ...namesOf('custom-type', customTypes),
    ...namesOf('tracking-plan', plans),
  ];
  return { defines: [...new Set(defines)], needs: [...new Set(referencesOf(definitions))] };
}

function namesOf(kind: ReferenceKind, definitions: readonly Definition[]): readonly string[] {
  return definitions.flatMap(({ id, name }) => [`${kind}/${id}`, `name of ${kind}/${name}`]);
}

function* referencesOf({ properties, events, customTypes, plans }: Definitions): Generator<string> {
  for (const { kind, id } of directReferences(properties, events)) yield `${kind}/${id}`;
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
