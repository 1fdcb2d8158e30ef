import type { ContentModel } from '../jsonschema/index.ts';
import type { PlanFile } from '../plan/model.ts';
import type { FailOn } from '../policy/policy.ts';
import type { Failure } from '../revision/revision.ts';
import type { Finding } from '../rules/rule.ts';

export type GateResult = 'passed' | 'blocked' | 'misconfigured' | 'not-evaluated';
export type VersionBump = 'major' | 'minor' | 'patch' | 'none';
export type ExitCode = 0 | 1 | 2 | 3;

/** One run of the gate, complete: every sink prints from this and from nothing else. Its JSON form is public (docs/report.schema.json). */
export interface Report {
  readonly reportVersion: 1;
  readonly tool: { readonly name: 'schema-gate'; readonly version: string };
  readonly result: GateResult;
  readonly exitCode: ExitCode;
  /** One line: the verdict with its numbers, e.g. `Blocked: 2 errors, 1 warning in 3 events`. Says `not proved` where a question was undecided. */
  readonly verdict: string;
  readonly base: { readonly label: string; readonly commit: string | null };
  readonly head: { readonly label: string; readonly commit: string | null };
  /** How the base was chosen. */
  readonly reason: string;
  /** The evaluation date, YYYY-MM-DD in UTC. */
  readonly date: string;
  readonly environment: string | null;
  readonly contentModel: ContentModel;
  readonly failOn: FailOn;
  /** Where the policy came from. */
  readonly policy: string;
  readonly counts: { readonly errors: number; readonly warnings: number; readonly notices: number; readonly undecided: number };
  readonly versionBump: VersionBump;
  readonly events: { readonly base: number; readonly head: number; readonly compared: number; readonly changed: number };
  /** Gating findings first, then by severity, file, line, rule, fingerprint. */
  readonly findings: readonly Finding[];
  /** What was there before this change, in what the change made the run read; it blocks nobody. */
  readonly debt: readonly Finding[];
  /** Findings of this change that a waiver lets pass. */
  readonly waived: readonly Finding[];
  /** Files left out, not readable or read in part, and how many were read. */
  readonly files: { readonly loaded: number; readonly unchanged: number; readonly left: readonly PlanFile[] };
  /** Why the run could not be judged, where it could not. */
  readonly failures: readonly Failure[];
  /** Things worth saying once that are no findings (policy invalid at base, a mode that was chosen). */
  readonly notes: readonly string[];
}

/** Whether a finding is one that blocks under the report's `failOn`. */
export function blocks(finding: Finding, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return finding.severity === 'error' || (failOn === 'warning' && finding.severity === 'warning');
}
