import type { ContentModel } from '../jsonschema/index.ts';
import type { FailOn } from '../policy/policy.ts';
import type { Result, Revisions } from '../revision/revision.ts';

/** What a face asks of the gate. */
export interface GateRequest {
  /** The two sides, or why they could not be had. */
  readonly revisions: Result<Revisions>;
  /** Path of the policy file from the repository's root; absent: `schema-gate.yml` or `.yaml` where there is one. */
  readonly config?: string;
  /** Folder, from the repository's root, to which the check is limited; '' for all. */
  readonly directory: string;
  readonly environment?: string;
  readonly contentModel?: ContentModel;
  readonly failOn?: FailOn;
  /** push and schedule report and do not fail unless asked: what to use where neither the call nor the policy says. */
  readonly failOnDefault?: FailOn;
  /** YYYY-MM-DD in UTC. */
  readonly date: string;
  /** Whether to read and judge what the change does not concern, too: all debt is then in the report. */
  readonly everything?: boolean;
}
