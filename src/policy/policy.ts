import type { BaseUri } from '../formats/base-uris.ts';
import type { ContentModel } from '../jsonschema/index.ts';
import type { RuleSeverity } from '../rules/rule.ts';
import type { Scope } from '../rules/scope.ts';
import type { RuleSettings } from '../rules/settings.ts';

export type { RuleSeverity } from '../rules/rule.ts';

/** From which severity on findings block. */
export type FailOn = 'error' | 'warning' | 'never';

/** The severities that a policy starts from. */
export type Preset = 'recommended' | 'strict' | 'relaxed';

/** Severities by rule id or family (`pii/*`), for what is in a scope. */
export interface SeverityLayer {
  readonly scope: Scope;
  readonly rules: ReadonlyMap<string, RuleSeverity>;
}

/** How findings may be waived. */
export interface WaiverSettings {
  /** Path of the file from the repository's root. */
  readonly file: string;
  readonly maxDays: number;
  /** Whether what a change adds to the file counts for that change. */
  readonly fromHead: boolean;
}

/** A team's policy, complete: defaults filled in, what it extends and the environment's overrides applied. */
export interface Policy {
  /** Where it came from, for a person: `schema-gate.yml at 1a2b3c4` or `built-in defaults`. */
  readonly source: string;
  readonly schemas: {
    /** Globs of files that may hold schemas; empty: every file that a format recognises. */
    readonly include: readonly string[];
    readonly ignore: readonly string[];
    /** Format forced by glob, in order, first match wins. */
    readonly format: readonly { readonly glob: string; readonly format: string }[];
    /** Folders, from the repository's root, that hold the schemas of base URIs, the first to try first. */
    readonly baseUris: readonly BaseUri[];
  };
  readonly contentModel: ContentModel;
  readonly audiences: readonly ('producers' | 'consumers')[];
  readonly preset: Preset;
  /** Severities where they differ from the preset's, the last that says something of a finding decides. */
  readonly severities: readonly SeverityLayer[];
  readonly failOn: FailOn;
  readonly settings: RuleSettings;
  readonly waivers: WaiverSettings;
  /** Path, from the repository's root, of the list of what was there at adoption; null: all that was there before is let be. */
  readonly baseline: string | null;
}
