import type { Json } from '../../jsonschema/index.ts';
import type { EventType, Mention, Section } from '../../plan/model.ts';
import type { Language } from '../../transformations/types.ts';
import type { SourceText } from '../fields.ts';
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
  /** The folders that hold the events with which it is tested, as the definition names them. */
  readonly testInputs: readonly string[];
}

/** A source of events, and the plan that governs it. */
export interface Source extends Definition {
  readonly enabled: boolean;
  /** Null where it is governed by none, or a variable says by which. */
  readonly plan: Reference | null;
}

/** What leads the events of a source to a destination. */
export interface Connection extends Definition {
  readonly enabled: boolean;
  readonly source: Reference | null;
  readonly destination: Reference | null;
}

/** Where events are sent. */
export interface Destination extends Definition {
  /** Its type; null where there is none, or a variable stands. */
  readonly type: string | null;
  readonly enabled: boolean;
  readonly transformation: Reference | null;
  readonly filter: EventFilter;
  /** The events and properties that its settings name; none of one that is switched off. */
  readonly mentions: readonly SettingMention[];
}

/** Which track events a destination gets, by their names on the wire. */
export interface EventFilter {
  /** Null: all that are not blocked, or a variable or a pattern says which. */
  readonly admitted: readonly string[] | null;
  readonly blocked: readonly string[];
}

/** A name on the wire that a setting of a destination holds. */
export interface SettingMention {
  readonly names: Mention['names'];
  readonly use: Mention['use'];
  readonly spot: Spot;
}

/** A column that a data graph says something of. */
export interface Column {
  readonly name: string;
  readonly nameSpot: Spot;
  readonly spot: Spot;
  readonly description: SourceText | null;
  /** Where it says that the column holds personal data to be masked. */
  readonly mask: Spot | null;
}

/** A way from one model of a data graph to another. */
export interface Relationship extends Definition {
  readonly cardinality: SourceText | null;
  readonly target: Reference | null;
}

/** A table of a warehouse, as a data graph describes it. */
export interface Model extends Definition {
  readonly type: 'entity' | 'event' | null;
  readonly description: SourceText | null;
  /** The list of columns, or the model where it has none. */
  readonly columnsSpot: Spot;
  readonly columns: readonly Column[];
  readonly relationships: readonly Relationship[];
}

export interface DataGraph extends Definition {
  readonly models: readonly Model[];
  /** The list of models, or the graph where it has none. */
  readonly modelsSpot: Spot;
}

/** Everything that the files of one kind or another define, in reading order, duplicates included. */
export interface Definitions {
  readonly properties: Property[];
  readonly events: EventDefinition[];
  readonly categories: Category[];
  readonly customTypes: CustomType[];
  readonly plans: TrackingPlan[];
  readonly transformations: TransformationDefinition[];
  readonly sources: Source[];
  readonly connections: Connection[];
  readonly destinations: Destination[];
  readonly graphs: DataGraph[];
}

/** No definitions, to be added to. */
export function noDefinitions(): Definitions {
  return {
    properties: [],
    events: [],
    categories: [],
    customTypes: [],
    plans: [],
    transformations: [],
    sources: [],
    connections: [],
    destinations: [],
    graphs: [],
  };
}

/** Definitions by id; of duplicates the first. */
export interface Catalog {
  readonly properties: ReadonlyMap<string, Property>;
  readonly events: ReadonlyMap<string, EventDefinition>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly customTypes: ReadonlyMap<string, CustomType>;
  readonly plans: ReadonlyMap<string, TrackingPlan>;
  /** Without libraries: nothing refers to those by id. */
  readonly transformations: ReadonlyMap<string, TransformationDefinition>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly graphs: ReadonlyMap<string, DataGraph>;
}

export function catalogOf(definitions: Definitions): Catalog {
  return {
    properties: byId(definitions.properties),
    events: byId(definitions.events),
    categories: byId(definitions.categories),
    customTypes: byId(definitions.customTypes),
    plans: byId(definitions.plans),
    transformations: byId(definitions.transformations.filter(({ library }) => !library)),
    sources: byId(definitions.sources),
    destinations: byId(definitions.destinations),
    graphs: byId(definitions.graphs),
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
