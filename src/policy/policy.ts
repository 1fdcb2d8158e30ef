import type { ContentModel } from '../jsonschema/index.ts';
import type { Severity } from '../rules/rule.ts';

/** What a rule's findings weigh; `off` silences the rule. */
export type RuleSeverity = Severity | 'off';

/** From which severity on findings block. */
export type FailOn = 'error' | 'warning' | 'never';

/** A team's policy, complete: defaults filled in, the environment's overrides applied. */
export interface Policy {
  /** Where it came from, for a person: `schema-gate.yml at 1a2b3c4` or `built-in defaults`. */
  readonly source: string;
  readonly schemas: {
    /** Globs of files that may hold schemas; empty: every file that a format recognises. */
    readonly include: readonly string[];
    readonly ignore: readonly string[];
    /** Format forced by glob, in order, first match wins. */
    readonly format: readonly { readonly glob: string; readonly format: string }[];
  };
  readonly contentModel: ContentModel;
  readonly audiences: readonly ('producers' | 'consumers')[];
  /** Severity per rule id, only where it differs from the default. A rule's own setting lowers or raises all its findings. */
  readonly rules: ReadonlyMap<string, RuleSeverity>;
  readonly failOn: FailOn;
}
