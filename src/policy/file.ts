import type { Warehouse } from '../destinations/warehouse/facts.ts';
import type { Allowance, DestinationRule, Naming, PersonalForm, PropertyType, SchemaVerDefinition } from '../rules/settings.ts';
import type { RuleSeverity } from '../rules/rule.ts';
import type { FailOn, Policy, Preset } from './policy.ts';

/** Some events, as a policy file writes it. */
export interface ScopeEntry {
  readonly events?: readonly string[];
  readonly types?: readonly string[];
  readonly plans?: readonly string[];
  readonly tags?: readonly string[];
  readonly files?: readonly string[];
}

/** Some properties of some events, as a policy file writes it. */
export interface PropertyScopeEntry extends ScopeEntry {
  readonly paths?: readonly string[];
}

/** Severities by rule id or family. */
export type RulesEntry = Readonly<Record<string, RuleSeverity>>;

/** Other severities for some events or files. */
export interface OverrideEntry extends ScopeEntry {
  readonly rules: RulesEntry;
}

/** The overrides that an environment may hold, and the file itself has too. */
export interface PolicySettings {
  readonly compatibility?: { readonly audiences?: Policy['audiences']; readonly 'content-model'?: Policy['contentModel'] };
  readonly rules?: RulesEntry;
  readonly overrides?: readonly OverrideEntry[];
  readonly 'fail-on'?: FailOn;
}

type Kind = PropertyType | 'any';

/** What is asked of a required property. */
export type DemandEntry = Kind | { readonly type?: Kind; readonly nullable?: boolean };

/** A list of values: a known one, the values themselves, or a file. */
export type ListEntry = 'iso-4217' | 'iso-3166-alpha-2' | 'iso-3166-alpha-3' | readonly string[] | { readonly file: string };

/** `pii` of a policy file. */
export interface PiiEntry {
  readonly annotations?: readonly string[];
  readonly fields?: readonly (PropertyScopeEntry & { readonly category: string })[];
  readonly categories?: Readonly<Record<string, { readonly allow?: Allowance; readonly form?: PersonalForm }>>;
  readonly approvals?: readonly (PropertyScopeEntry & { readonly category?: string; readonly review: string; readonly expires: string })[];
  readonly destinations?: readonly DestinationRule[];
  readonly suppress?: readonly (PropertyScopeEntry & { readonly rule: string; readonly reason: string })[];
}

/** What a policy says of a destination. */
export interface DestinationEntry extends ScopeEntry {
  readonly hashes?: boolean;
  readonly warehouse?: Warehouse;
  /** Id of a built-in contract, or the path of a file; absent: the built-in one of this id, if there is one. */
  readonly contract?: string;
  /** Names of events in the plan, by the names that the contract has. */
  readonly names?: Readonly<Record<string, string>>;
}

/** `schema-gate.yml` as it is written, valid by docs/schema-gate.schema.json. */
export interface PolicyFile extends PolicySettings {
  readonly version?: 1;
  readonly extends?: string;
  readonly preset?: Preset;
  readonly schemas?: {
    readonly include?: readonly string[];
    readonly ignore?: readonly string[];
    readonly format?: readonly { readonly glob: string; readonly format: string }[];
    readonly 'base-uris'?: readonly { readonly uri: string; readonly folder: string }[];
  };
  readonly required?: readonly (ScopeEntry & { readonly properties: Readonly<Record<string, DemandEntry>> })[];
  readonly enums?: {
    readonly required?: readonly PropertyScopeEntry[];
    readonly lists?: readonly (PropertyScopeEntry & { readonly values: ListEntry })[];
    readonly open?: readonly PropertyScopeEntry[];
  };
  readonly pii?: PiiEntry;
  readonly destinations?: Readonly<Record<string, DestinationEntry>>;
  readonly identity?: {
    readonly keys?: readonly string[];
    readonly 'merge-keys'?: readonly PropertyScopeEntry[];
    readonly traits?: readonly PropertyScopeEntry[];
  };
  readonly versions?: { readonly schemaver?: SchemaVerDefinition };
  readonly naming?: { readonly events?: Naming; readonly properties?: Naming };
  readonly deprecations?: readonly (PropertyScopeEntry & { readonly sunset: string })[];
  readonly environments?: Readonly<Record<string, PolicySettings>>;
  readonly waivers?: { readonly file?: string; readonly 'max-days'?: number; readonly 'from-head'?: boolean };
  readonly baseline?: string;
}
