import type { Json } from '../jsonschema/index.ts';
import type { EventType } from '../plan/model.ts';

/**
 * What becomes of an event, or of a part of it, that is not as the receiver needs it. `rejected`: the event is lost. `dropped`: the property is. `coerced`:
 * another value is stored. `truncated`: a part of the value is.
 */
export type Effect = 'rejected' | 'dropped' | 'coerced' | 'truncated';

/** Where a fact is written, and when it was last looked up. */
export interface Sourced {
  /** Address of the page, or what else it rests on. */
  readonly source: string;
  /** The day on which the source said so, YYYY-MM-DD. */
  readonly checked: string;
}

/** What forwards events to a receiver, and maps them on the way. */
export type Pipeline = 'segment' | 'rudderstack';

/** A fact that may hold only of what comes through one pipeline. */
export interface Piped extends Sourced {
  /** Absent: it holds however events get there. Where a plan does not tell which pipeline it is, all hold. */
  readonly through?: Pipeline;
}

/** Who gets events and needs something of them. */
export interface Receiver {
  /** Stable id: `google-analytics-4`. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'destination' | 'warehouse' | 'model' | 'feature' | 'audience';
  /** Whom to ask. */
  readonly owner?: string;
  /** What plans call it, by format id: the types of RudderStack's destinations, the slugs of Segment's. */
  readonly types?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Where a field of a receiver comes from, as contracts write it: a path from the top of a message (`properties.total`, `properties.products[].sku` is no path but
 * a list), paths of which the first that is there counts, or a list and what each of its entries gives.
 */
export type FieldSource = string | readonly string[] | { readonly list: string; readonly each: Readonly<Record<string, FieldSource>> };

/** What a receiver needs of some events, and what it accepts. */
export interface Requirement extends Piped {
  /** The events that it is about: all of these. No names: every event of the types; no types: `track`. */
  readonly events?: { readonly types?: readonly EventType[]; readonly names?: readonly string[] };
  /** Field of the receiver to its place in the message. A field that is not here is named in the message as in `requires`, below the section of the event's data. */
  readonly mapping?: Readonly<Record<string, FieldSource>>;
  /** JSON Schema (2020-12) of what arrives, after mapping. */
  readonly requires: Json;
  /** Values of another kind are made to fit as Ajv does with `coerceTypes: array`; what can be made to fit is not lost. Default: false. */
  readonly coerces?: boolean;
  /** What becomes of an event that is not as required; default: rejected. */
  readonly otherwise?: Effect;
}

/** What the names of events or of their properties must be like. */
export interface NameFact extends Piped {
  readonly of: 'event' | 'property';
  /** Characters (UTF-16 units); `max-bytes` counts UTF-8. */
  readonly 'max-length'?: number;
  readonly 'max-bytes'?: number;
  /** A regular expression (ECMAScript, with the `u` flag) that fits the names that are accepted. */
  readonly pattern?: string;
  readonly reserved?: readonly string[];
  readonly 'reserved-prefixes'?: readonly string[];
  /** Names that are the same after this are one to the receiver: the last one wins. */
  readonly 'same-after'?: 'lower-case' | 'lower-case-underscores';
  /** Letters are made small, and white space `_`, before the name is looked at. */
  readonly normalised?: 'spaces-to-underscores' | 'lower-case-underscores';
  readonly effect: Effect;
}

/** How much and what shape of data a receiver takes. Counts are of what the plan names. */
export interface LimitFact extends Piped {
  readonly 'max-properties'?: number;
  /** Levels of objects and lists below the event's data; 1: plain values only. */
  readonly 'max-depth'?: number;
  /** Kinds of values that are not taken. */
  readonly 'no-kinds'?: readonly ('array' | 'object' | 'null')[];
  /** Entries of a list. */
  readonly 'max-items'?: number;
  /** Characters of a text. Only a plan that allows longer ones by name (`maxLength`, `enum`, `const`) is told. */
  readonly 'max-text'?: number;
  /** Properties, by their path below the event's data, for which this does not hold. */
  readonly except?: readonly string[];
  readonly effect: Effect;
}

/** What a receiver may have of a category of personal data. */
export interface PersonalFact extends Sourced {
  /** A key of the fideslang taxonomy, and what is below it. */
  readonly category: string;
  /** `never-hash`: it is of no use hashed. */
  readonly action: 'deny' | 'require-hash' | 'never-hash';
}

/** What must be in the message beside the event's data. It cannot be seen in a plan, so it is listed. */
export interface EnvelopeFact extends Sourced {
  /** One sentence: `userId or anonymousId, as client_id`. */
  readonly needs: string;
}

/** All that is known of a receiver: one file. Facts are known by their keys, so that another file can override each of them. */
export interface Contract {
  readonly receiver: Receiver;
  readonly requirements: Readonly<Record<string, Requirement>>;
  readonly names: Readonly<Record<string, NameFact>>;
  readonly limits: Readonly<Record<string, LimitFact>>;
  readonly pii: Readonly<Record<string, PersonalFact>>;
  readonly envelope: Readonly<Record<string, EnvelopeFact>>;
}
