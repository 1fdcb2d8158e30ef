import type { Contract } from '../destinations/contract.ts';
import type { Warehouse } from '../destinations/warehouse/facts.ts';
import type { ISODate, PropertyScope, Scope } from './scope.ts';

/** JSON kinds that a policy may ask of a property. */
export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';

/** What a team asks of one property wherever it applies. */
export interface PropertyDemand {
  /** As {@link PropertyScope.paths}, without wildcards. */
  readonly path: string;
  /** Absent: any kind will do. */
  readonly type?: PropertyType;
  /** Whether null may stand for a value; default false. */
  readonly nullable: boolean;
}

/** Properties that every event of a scope must declare, require and not allow to be null. */
export interface RequiredDemand {
  readonly scope: Scope;
  readonly properties: readonly PropertyDemand[];
}

/** A list of values that several properties share. */
export interface SharedList {
  readonly scope: PropertyScope;
  /** The name of the list, for a person: `ISO 4217`, or the file it is in. */
  readonly title: string;
  readonly values: readonly string[];
}

/** What a team asks of properties with a fixed set of values. */
export interface EnumSettings {
  /** Properties that must have an enum. */
  readonly demanded: readonly PropertyScope[];
  /** Properties whose values must be of a list. */
  readonly lists: readonly SharedList[];
  /** Properties to which values are added as a matter of course: readers are built for it. */
  readonly open: readonly PropertyScope[];
}

/** Whether data of a category may be in an event at all. */
export type Allowance = 'always' | 'approved' | 'never';

/** The shape in which personal data may travel. `raw`: as it is. */
export type PersonalForm = 'raw' | 'sha256';

/** What a team says of a category of personal data and everything below it. */
export interface CategoryPolicy {
  /** A key of the fideslang taxonomy, or the beginning of several: `user.contact` holds `user.contact.email`. */
  readonly category: string;
  readonly allow: Allowance;
  /** The form it must have; absent: any. */
  readonly form?: PersonalForm;
}

/** A recorded permission for personal data in a place. */
export interface Approval {
  readonly scope: PropertyScope;
  readonly category?: string;
  /** The address of the review; '' where the author left it out or wrote a placeholder. */
  readonly review: string;
  readonly expires: ISODate;
  /** Where it is written, as `file:line`, for the message. */
  readonly at: PolicyPlace;
}

/** Where something of the policy is written. */
export interface PolicyPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a destination may receive of a category. */
export interface DestinationRule {
  readonly category: string;
  /** Id of a destination; `*`: every one. */
  readonly destination: string;
  readonly action: 'deny' | 'require-hash';
}

/** A finding of the pii rules that a team decided not to see. */
export interface Suppression {
  readonly scope: PropertyScope;
  readonly rule: string;
  readonly reason: string;
  readonly at: PolicyPlace;
}

/** The privacy policy. */
export interface PiiSettings {
  /** Keywords that carry a classification in a schema, the first that is there decides; null: the built-in list. */
  readonly annotations: readonly string[] | null;
  /** Places that the team classified in the policy: a category, or null for declared not personal. */
  readonly fields: readonly { readonly scope: PropertyScope; readonly category: string | null; readonly at: PolicyPlace }[];
  readonly categories: readonly CategoryPolicy[];
  readonly approvals: readonly Approval[];
  readonly destinations: readonly DestinationRule[];
  readonly suppress: readonly Suppression[];
}

/** Which events go to a destination. */
export interface Route {
  readonly destination: string;
  readonly scope: Scope;
  /** Whether the destination hashes the personal data that it gets. */
  readonly hashes: boolean;
  /** What the destination needs; null where nothing is known of it. */
  readonly contract: Contract | null;
  /** Names of events as the contract has them, by the names that the plan has. */
  readonly names: ReadonlyMap<string, string>;
  /** The warehouse that it is, whose columns are known; null: it is none. */
  readonly warehouse: Warehouse | null;
  readonly at: PolicyPlace;
}

/** By what a person or account is recognised. */
export interface IdentitySettings {
  /** Names of the properties that hold an id: user, anonymous, group. */
  readonly keys: readonly string[];
  /** Places by which profiles are merged. */
  readonly mergeKeys: readonly PropertyScope[];
  /** Traits that audiences and profiles are built on. */
  readonly traits: readonly PropertyScope[];
}

/** How names are to be written: one of the usual ways, or a pattern of the team's own. */
export type Naming = 'snake_case' | 'camelCase' | 'PascalCase' | 'kebab-case' | 'Title Case' | { readonly pattern: string };

/** How a plan is to be kept. */
export interface HygieneSettings {
  readonly eventNames: Naming | null;
  readonly propertyNames: Naming | null;
}

/**
 * What the numbers of SchemaVer promise. Three definitions are in use: `documentation`, what prevents reading some historical data raises REVISION
 * (https://docs.snowplow.io/docs/fundamentals/schemas/versioning/); `schema-ddl`, a type that narrows and a property that becomes required raise MODEL
 * and other limits REVISION, as the loaders of tables see it; `snowplow-cli`, any break raises MODEL and what is newly valid REVISION.
 */
export type SchemaVerDefinition = 'documentation' | 'schema-ddl' | 'snowplow-cli';

/** How versions are counted. */
export interface VersionSettings {
  readonly schemaver: SchemaVerDefinition;
}

/** Something that is marked to go on a day, where the plan itself has no words for it. */
export interface Deprecation {
  /** The properties that are to go; absent: the whole events of `scope`. */
  readonly property?: PropertyScope;
  readonly scope: Scope;
  readonly sunset: ISODate;
  readonly at: PolicyPlace;
}

/** What the policy tells the rules; the defaults ask for nothing that a plan does not say itself. */
export interface RuleSettings {
  readonly required: readonly RequiredDemand[];
  readonly enums: EnumSettings;
  readonly pii: PiiSettings;
  readonly routes: readonly Route[];
  readonly identity: IdentitySettings;
  readonly hygiene: HygieneSettings;
  readonly versions: VersionSettings;
  readonly deprecations: readonly Deprecation[];
}

/** The ids of RudderStack's and Segment's messages (https://www.rudderstack.com/docs/event-spec/standard-events/common-fields/), and their usual names in a plan. */
export const IDENTITY_KEYS: readonly string[] = [
  'userId',
  'anonymousId',
  'groupId',
  'previousId',
  'user_id',
  'anonymous_id',
  'group_id',
  'previous_id',
];

/** The settings of a repository without a policy. */
export const DEFAULT_SETTINGS: RuleSettings = {
  required: [],
  enums: { demanded: [], lists: [], open: [] },
  pii: { annotations: null, fields: [], categories: [], approvals: [], destinations: [], suppress: [] },
  routes: [],
  identity: { keys: IDENTITY_KEYS, mergeKeys: [], traits: [] },
  hygiene: { eventNames: null, propertyNames: null },
  versions: { schemaver: 'documentation' },
  deprecations: [],
};
