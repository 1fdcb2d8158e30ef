import type { Location } from '../plan/model.ts';
import type { PlanContext } from './context.ts';
import type { RuleSeverity } from './rule.ts';
import type { ISODate, PropertyScope } from './scope.ts';
import type { RuleSettings } from './settings.ts';

/** A recorded, expiring permission for a finding, as its file says it. */
export interface Waiver {
  /** The finding that it is for; absent: what `scope` holds. */
  readonly fingerprint?: string;
  /** Globs on the ids of the rules whose findings it is for; none: every rule. */
  readonly rules: readonly string[];
  readonly scope: PropertyScope;
  readonly reason: string;
  readonly owner: string;
  /** Address of the ticket; '' where there is none. */
  readonly ticket: string;
  readonly expires: ISODate;
  readonly location: Location;
}

/**
 * What a waiver is worth in a run. `granted`: it lets findings pass. `requested`: this change adds it, and it counts once it is merged. `expired`,
 * `too-long` (further away than the policy allows): it lets nothing pass.
 */
export type WaiverStanding = 'granted' | 'requested' | 'expired' | 'too-long';

/** What became of a waiver in a run. */
export interface WaiverUse {
  readonly waiver: Waiver;
  /** `base`: it was there before; `head`: this change adds it. */
  readonly from: 'base' | 'head';
  readonly standing: WaiverStanding;
  /** How many findings it covers, counting or not. */
  readonly covers: number;
  /** Whether it still stands in the file at head. */
  readonly inHead: boolean;
  /** Whether all findings that it could be for were looked for: where only a part of the plan was read, that it covers none says nothing. */
  readonly complete: boolean;
}

/** One setting of the policy that the change alters. */
export interface PolicyEdit {
  /** The key as a person writes it: `rules.compat/type-changed`. */
  readonly key: string;
  readonly before: string;
  readonly after: string;
  /** Whether less is found or blocked than before because of it. */
  readonly weakens: boolean;
  readonly location: Location;
  /** Ids of the rules whose findings it is about; absent: it may be about any. */
  readonly rules?: readonly string[];
}

/** What becomes of a finding: its severity where it counts, `debt` or `waived` where it is let be, `off` where it is not found. */
export type Fate = RuleSeverity | 'debt' | 'waived';

/** How a change alters the policy. */
export interface PolicyChange {
  readonly edits: readonly PolicyEdit[];
  /** Findings that the policy at base shows of this change and its plan, and the new one does not, or lighter. */
  readonly hidden: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly from: Fate;
    readonly to: Fate;
  }[];
  /** Where the policy file is, in head; in base where head has none. */
  readonly location: Location;
  /** The revision in which all locations are. */
  readonly side: 'base' | 'head';
}

/** What the rules about the policy itself look at. */
export interface Audit {
  /** What the policy tells the rules from the merge on: head's where the change edits it. */
  readonly settings: RuleSettings;
  /** The plan at head. */
  readonly plan: PlanContext;
  /** Whether the whole plan was read: where only a part was, that an entry matches nothing says nothing. */
  readonly complete: boolean;
  readonly date: ISODate;
  readonly waivers: readonly WaiverUse[];
  /** The longest that a waiver may last, in days. */
  readonly maxWaiverDays: number;
  /** Whether waivers that a change adds count at once. */
  readonly waiversFromHead: boolean;
  /** Null where the change leaves the policy alone. */
  readonly policyChange: PolicyChange | null;
}
