import type { InstancePath, Json, Place, Schema } from '../jsonschema/index.ts';
import type { Language } from '../transformations/types.ts';
import type { Marked } from './deprecation.ts';

/** A range in a file; lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Location {
  /** Path from the repository's root, `/` between parts. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The first line of a file. */
export function topOf(file: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/**
 * Where a node of an effective schema comes from. `owner` is the stable key of the definition or event that holds the node:
 * it does not change when a file is renamed or lines move, so fingerprints and groups are built on it.
 */
export interface Origin {
  /** e.g. `property:order_total`, `custom-type:order_line`, or the event's own key. */
  readonly owner: string;
  /** Place of the owner's root in the effective schema. The rest of a node's pointer is its path inside the owner. */
  readonly root: Place;
  /** True where more than one event may hold the owner. */
  readonly shared: boolean;
  readonly location: Location;
}

export type EventType = 'track' | 'identify' | 'group' | 'page' | 'screen' | 'alias' | 'common' | 'entity' | 'other';

/**
 * Where the author's properties stand in the message; `message` is the whole message, `event` what a Snowplow tracker calls so. mParticle's events have theirs in `data.custom_attributes`
 * (https://docs.mparticle.com/developers/server/json-reference/), Amplitude's in `event_properties` and `user_properties`
 * (https://amplitude.com/docs/apis/analytics/http-v2).
 */
export type Section =
  | 'properties'
  | 'traits'
  | 'context.traits'
  | 'data.custom_attributes'
  | 'event_properties'
  | 'user_properties'
  | 'group_properties'
  | 'event'
  | 'message';

/** Where a version of an event stands among the others of its family. */
export interface EventVersion {
  /** What the versions of one event have in common. */
  readonly family: string;
  /** As it is written: `1-0-2`, `1.2.0`. */
  readonly text: string;
  /** Its numbers, the most telling first. */
  readonly numbers: readonly number[];
  /**
   * What the numbers mean: MODEL-REVISION-ADDITION (https://docs.snowplow.io/docs/fundamentals/schemas/versioning/), or
   * MAJOR.MINOR.PATCH (https://semver.org).
   */
  readonly scheme: 'schemaver' | 'semver';
  /** Whether it has a file of its own, which nobody edits once it is there. Else one file goes from version to version. */
  readonly published: boolean;
  /** Where its text is written. */
  readonly location?: Location;
}

/** What a plan says about an event beside its schema. */
export interface EventMeta {
  /** What the team groups its events by: categories, labels. */
  readonly tags: readonly string[];
  /** Whom to ask; null where the plan does not say. */
  readonly owner: string | null;
  /** Marked to go; null where it is not. */
  readonly deprecated: Marked | null;
}

/** What is known of an event whose format says nothing about it. */
export const NO_META: EventMeta = { tags: [], owner: null, deprecated: null };

/** One kind of message of a plan, with its effective schema: the JSON Schema of the whole message as the runtime would validate it. */
export interface PlanEvent {
  /** Stable identity, used to pair base with head. Never the display name where the format has an id. Unique in a plan revision. */
  readonly key: string;
  /**
   * What fingerprints know it by, where the key would not survive that its file is renamed. Two events may have the same.
   */
  readonly lasting?: string;
  /** Id of the format that read it. */
  readonly format: string;
  /** The tracking plan, vendor or namespace it belongs to; '' if none. */
  readonly plan: string;
  readonly type: EventType;
  /** The wire name, or what best names the event to a person where the wire carries none. */
  readonly name: string;
  /** What a person calls it where that is no event: `metric`. */
  readonly noun?: string;
  readonly schema: Schema;
  readonly section: Section;
  /** Pointer, in the effective schema, of the object schema of the section; '' for the whole message. */
  readonly sectionPointer: string;
  readonly description: string;
  readonly meta: EventMeta;
  /** Absent where the format counts no versions, or the event names none. */
  readonly version?: EventVersion;
  /** Where a person would point to show the event. */
  readonly location: Location;
  /**
   * The origin of a place of the effective schema: its own, or the nearest surviving ancestor's. `title` and `description` ask where the
   * wire name and the description of an event or property are written, whether the schema has them or not; below `required` the
   * token of {@link optionalEntry} asks where the plan says that a property is optional.
   */
  readonly originOf: (place: Place) => Origin;
  /** What a file says at a place of the effective schema, where that names files in another way; absent where it never does. */
  readonly writtenAt?: (place: Place) => Json | undefined;
}

/** The token that stands, below `required`, for a property that is not in the list: the plan may say so on a line of its own. */
export function optionalEntry(name: string): string {
  return `=${name}`;
}

/** Code that messages pass through on their way to a destination, or that such code calls. */
export interface Transformation {
  /** Stable identity, e.g. `transformation:enrich`. Unique in a plan revision. */
  readonly key: string;
  /** As a person calls it. */
  readonly name: string;
  readonly language: Language;
  /** Its code; not read before it is asked for. */
  readonly code: () => TransformationCode;
}

/** The text of a transformation, or why it could not be had. */
export type TransformationCode =
  | {
      readonly ok: true;
      readonly text: string;
      /** Where a range of UTF-16 offsets into the text stands in the repository. */
      readonly locate: (range: { readonly start: number; readonly end: number }) => Location;
    }
  | { readonly ok: false; readonly problem: string; readonly location: Location };

/** A place beside the plan that names an event or a property as it is on the wire: a setting of a destination, an event with which code is tested. */
export interface Mention {
  /** Stable key of what names it, e.g. `destination:ads`. */
  readonly owner: string;
  /** As a person calls what names it: `destination "Ads"`. */
  readonly who: string;
  readonly names:
    | { readonly kind: 'event'; readonly name: string }
    /** Paths in the message of which any may be meant: a setting may give a bare name. */
    | { readonly kind: 'property'; readonly paths: readonly InstancePath[] };
  /** What is done with what is named. What is hashed or removed is held back because it is personal data. */
  readonly use: 'admitted' | 'blocked' | 'mapped' | 'hashed' | 'removed' | 'tested';
  /** Wire names of the events of which it speaks; absent: any. */
  readonly events?: readonly string[];
  readonly location: Location;
}

/**
 * What a plan itself sends to a receiver: RudderStack's sources, connections and destinations, Segment's subscriptions of destinations. Only track events are let
 * through or blocked by their names: no other message carries one (https://www.rudderstack.com/docs/sources/event-streams/sdks/event-filtering/). What a filter
 * says beside that is not known here: more may seem to get through than does, never less.
 */
export interface PlannedRoute {
  /** Stable key, unique in a plan revision: `destination:ads`, `segment-subscription:destinations/ads`. */
  readonly owner: string;
  /** As a person calls it. */
  readonly name: string;
  /** Id of the format that read it. */
  readonly format: string;
  /**
   * The format's own word for what the receiver is: the type of a RudderStack destination (`ga4`), the slug or the id in Segment's catalogue; null where the
   * repository does not say.
   */
  readonly receiver: string | null;
  /** What the receiver is asked to do: the slug of Segment's action where the repository says it. */
  readonly action: string | null;
  /** {@link Transformation.key} of the code that messages pass through on their way; null: they arrive as they are sent. */
  readonly through: string | null;
  /** The {@link PlanEvent.plan}s, of the same format, whose events reach it; null: any event may. */
  readonly plans: readonly string[] | null;
  /** The types of messages that reach it; null: any. */
  readonly types: readonly EventType[] | null;
  /** Wire names of the track events that are let through; null: all that are not blocked. */
  readonly admitted: readonly string[] | null;
  /** Wire names of the track events that are not let through. */
  readonly blocked: readonly string[];
  /** Where each field of the receiver comes from; `unknown` where that cannot be read; null: as the receiver does by default. */
  readonly mapping: ReadonlyMap<string, MappedField> | 'unknown' | null;
  /** Where a person would point to show it. */
  readonly location: Location;
}

/** Where a field of a receiver comes from. All paths are of the message, from its top. */
export type MappedField =
  /** The first of the paths at which there is something. */
  | { readonly kind: 'paths'; readonly paths: readonly InstancePath[] }
  /** A list, made of one in the message: what each entry gives. The paths in it lead through that list. */
  | { readonly kind: 'list'; readonly path: InstancePath; readonly each: ReadonlyMap<string, MappedField> }
  /** An object with fields of its own. */
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, MappedField> }
  /** The same value for every message. */
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'unknown' };

/** What went wrong or was left out while a plan was read. `code` picks the rule that reports it. */
export interface PlanProblem {
  readonly code: 'unreadable-file' | 'unresolved-reference' | 'duplicate' | 'invalid-definition';
  /** One sentence: what is wrong, by name. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly hint: string;
  readonly location: Location;
  /** Stable key of the definition or event it concerns, for the fingerprint; the file path for an unreadable file. */
  readonly owner: string;
}

/** A definition that no event and no other definition uses. */
export interface UnusedDefinition {
  /** Stable key of the definition. */
  readonly owner: string;
  readonly what: 'property' | 'custom type' | 'event' | 'category';
  /** As a person calls it. */
  readonly name: string;
  readonly location: Location;
}

/** What became of a file that may hold schemas. */
export interface PlanFile {
  readonly path: string;
  /** `unchanged`: the same bytes on both sides, and nothing that changed depends on it, so it was not parsed. */
  readonly status: 'loaded' | 'unchanged' | 'ignored' | 'unreadable';
  /** Format id where known. */
  readonly format: string | null;
  /** Why it was ignored or could not be read, or what in it was not checked. */
  readonly reason?: string;
}

/** All events of one revision in the normal model, whatever format the files have. */
export interface Plan {
  readonly events: readonly PlanEvent[];
  readonly problems: readonly PlanProblem[];
  readonly files: readonly PlanFile[];
  /**
   * Where each plan lists its events, by {@link PlanEvent.plan}: what is left to point at when an event is gone. Where an event has another home, or
   * the files still say of it that it is no more, the place is there by its key.
   */
  readonly homes: ReadonlyMap<string, Location>;
  /** All transformations of the revision where anything changed that they may read; in key order. */
  readonly transformations: readonly Transformation[];
  /** What is named beside the plan, where anything changed that it may name. */
  readonly mentions: readonly Mention[];
  /** Who is sent what, where anything changed that may go there. */
  readonly routes: readonly PlannedRoute[];
  /** The definitions in the files read that nothing in the revision uses. */
  readonly unused: readonly UnusedDefinition[];
  /** Keys of definitions that are no events of their own because other events are made of them; absent: none. */
  readonly parts?: ReadonlySet<string>;
}

/** The files that this change touches and that could not be read in this revision. */
export function unreadablePaths(plan: Plan): ReadonlySet<string> {
  return new Set(plan.problems.filter(({ code }) => code === 'unreadable-file').map(({ location }) => location.file));
}
