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

/** What became of a waiver in a run. */
export interface WaiverUse {
  readonly waiver: Waiver;
  /** `base`: it was there before; `head`: this change adds it. */
  readonly from: 'base' | 'head';
  /** Whether it lets findings pass in this run. */
  readonly counts: boolean;
  /** How many findings it covers, counting or not. */
  readonly covers: number;
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
}

/** How a change alters the policy. */
export interface PolicyChange {
  readonly edits: readonly PolicyEdit[];
  /** Findings that the policy at base shows of this change and its plan, and the new one does not, or lighter. */
  readonly hidden: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly from: RuleSeverity;
    readonly to: RuleSeverity;
  }[];
  /** Where the policy file is, in head; in base where head has none. */
  readonly location: Location;
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
  /** Null where the change leaves the policy alone. */
  readonly policyChange: PolicyChange | null;
}
