import type { Json } from '../../jsonschema/index.ts';
import type { EventType, Section } from '../../plan/model.ts';
import type { Language } from '../../transformations/types.ts';
import type { Spot } from '../problems.ts';
import type { ReferenceKind } from './reference.ts';

/** A reference by id, and where it stands. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly spot: Spot;
}

/** The name of a JSON type, and where it stands. */
export interface NamedType {
  readonly name: string;
  readonly spot: Spot;
}

/** What types a value may have: any (null), some JSON types, or what a custom type says. */
export type TypeExpression =
  | { readonly kind: 'primitives'; readonly spot: Spot; readonly names: readonly NamedType[] }
  | { readonly kind: 'custom'; readonly spot: Spot; readonly reference: Reference };

/** A constraint of a property or custom type, under its JSON Schema keyword. */
export interface Constraint {
  readonly value: Json;
  readonly spot: Spot;
  /** For a list: where each entry stands. */
  readonly entries: readonly Spot[];
}

/** What a property and a custom type have in common. */
export interface ValueShape {
  readonly type: TypeExpression | null;
  readonly items: TypeExpression | null;
  /** By JSON Schema keyword. */
  readonly constraints: ReadonlyMap<string, Constraint>;
}

export interface Definition {
  readonly id: string;
  readonly name: string;
  /** The whole definition. */
  readonly spot: Spot;
  readonly nameSpot: Spot;
}

export interface Property extends Definition, ValueShape {}

export interface Category extends Definition {}

export interface EventDefinition extends Definition {
  readonly type: EventType;
  readonly description: string;
  readonly descriptionSpot: Spot | null;
  readonly category: Reference | null;
}

/** One property named by a rule, a nested object, a custom type or a variant. */
export interface PropertyUse {
  readonly reference: Reference;
  readonly required: { readonly value: boolean; readonly spot: Spot } | null;
  readonly additional: { readonly value: boolean; readonly spot: Spot } | null;
  readonly nested: Uses | null;
}

/** A list of properties. */
export interface Uses {
  readonly spot: Spot;
  readonly uses: readonly PropertyUse[];
}

export interface VariantCase {
  readonly spot: Spot;
  readonly match: { readonly spot: Spot; readonly values: readonly { readonly value: Json; readonly spot: Spot }[] };
  readonly then: Uses;
}

export interface Variant {
  readonly spot: Spot;
  readonly discriminator: Reference;
  readonly cases: readonly VariantCase[];
  /** What holds where no case matches. */
  readonly fallback: { readonly spot: Spot; readonly then: Uses } | null;
}

export interface CustomType extends Definition, ValueShape {
  readonly properties: Uses | null;
  readonly variant: Variant | null;
}

export interface Rule {
  readonly id: string;
  readonly spot: Spot;
  readonly target:
    | { readonly kind: 'event'; readonly event: Reference }
    | { readonly kind: 'include'; readonly plan: string; readonly rule: string; readonly spot: Spot };
  readonly section: { readonly name: Section; readonly spot: Spot } | null;
  readonly open: { readonly value: boolean; readonly spot: Spot } | null;
  readonly properties: Uses | null;
  readonly variant: Variant | null;
}

export interface TrackingPlan extends Definition {
  readonly rules: readonly Rule[];
  /** The list of rules, or the plan where it has none. */
  readonly rulesSpot: Spot;
}

/** A transformation or a library of such code. */
export interface TransformationDefinition extends Definition {
  readonly library: boolean;
  readonly language: Language;
  /** Its code on the spot, or the file that holds it, as the definition names it. */
  readonly source: { readonly kind: 'code' | 'file'; readonly text: string; readonly spot: Spot };
}

/** Everything that the files of one kind or another define, in reading order, duplicates included. */
export interface Definitions {
  readonly properties: Property[];
  readonly events: EventDefinition[];
  readonly categories: Category[];
  readonly customTypes: CustomType[];
  readonly plans: TrackingPlan[];
  readonly transformations: TransformationDefinition[];
}

/** Definitions by id; of duplicates the first. */
export interface Catalog {
  readonly properties: ReadonlyMap<string, Property>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly customTypes: ReadonlyMap<string, CustomType>;
  readonly plans: ReadonlyMap<string, TrackingPlan>;
}

export function catalogOf(definitions: Definitions): Catalog {
  return {
    properties: byId(definitions.properties),
    events: byId(definitions.events),
    categories: byId(definitions.categories),
    customTypes: byId(definitions.customTypes),
    plans: byId(definitions.plans),
  };
}

function byId<T extends Definition>(definitions: readonly T[]): ReadonlyMap<string, T> {
  const first = new Map<string, T>();
  for (const definition of definitions) if (!first.has(definition.id)) first.set(definition.id, definition);
  return first;
}

/** Stable key of an event, the rule's plan and the event's id, as a URI: characters that only a hostile id holds are escaped. */
export function eventKey(planId: string, eventId: string): string {
  return `rudderstack:${uriPart(planId)}/${uriPart(eventId)}`;
}

/** A foreign text as a part of a URI. Half a surrogate pair has no place in one. */
export function uriPart(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
}
