import type { Json, Oracle, Question } from '../jsonschema/index.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';
import type { Cause } from '../plan/cause.ts';
import type { Sourced } from '../destinations/contract.ts';
import type { Plan, PlanEvent } from '../plan/model.ts';
import type { Vocabulary } from '../plan/properties.ts';
import type { Audit } from './audit.ts';
import type { RuleMeta, Severity } from './rule.ts';
import type { ISODate } from './scope.ts';
import type { RuleSettings } from './settings.ts';
import type { SeverityRowId } from './severity.ts';

/** An audience of a draft: its row in the severity table, and the proof where inclusion was refuted. */
export interface DraftAudience {
  readonly row: SeverityRowId;
  readonly counterexample?: Json;
  /** Who does not accept the counterexample, where that is not the other revision: a receiver. */
  readonly by?: string;
}

/** What a rule says of one event, before findings of one cause are joined and the policy has judged. */
export interface Draft {
  readonly rule: string;
  /** The events concerned; drafts of the same cause are joined to one finding that lists them all. */
  readonly events: readonly PlanEvent[];
  /** Printed wire path in the message; '' where the whole event is meant. */
  readonly path: string;
  readonly message: string;
  readonly suggestion: string;
  readonly cause: Cause;
  /** What of the place it is about (a keyword), where one rule may say several things of one place; part of the fingerprint. */
  readonly aspect?: string;
  readonly audiences: readonly DraftAudience[];
  /** Where nobody is hurt, or the rule weighs by something else than an audience; default: the rule's own. */
  readonly severity?: Severity;
  readonly before?: Json;
  readonly after?: Json;
  readonly example?: Json;
  /** What the fact rests on by which it is judged. */
  readonly source?: Sourced;
}

/** Everything that a rule may look at. */
export interface RuleContext {
  readonly base: Plan;
  readonly head: Plan;
  readonly added: readonly PlanEvent[];
  readonly removed: readonly PlanEvent[];
  /** Events in both revisions that differ. */
  readonly changed: readonly ChangedEvent[];
  readonly oracle: Oracle;
  /** Ids of the rules whose findings are errors, by the policy. */
  readonly errors: ReadonlySet<string>;
  readonly settings: RuleSettings;
  /** The day of the evaluation. */
  readonly date: ISODate;
  /** What the policy makes of a draft; null where it does not count. */
  readonly weigh: (draft: Draft) => Severity | null;
}

/** What a rule may look at that judges a plan by itself, whatever the change. */
export interface PlanContext {
  readonly plan: Plan;
  readonly settings: RuleSettings;
  readonly date: ISODate;
  readonly oracle: Oracle;
  /** What an event names. */
  readonly vocabularyOf: (event: PlanEvent) => Vocabulary;
}

/** A change with the one question that a rule claimed of it. */
export interface Claim {
  readonly change: Change;
  readonly question: Question;
  readonly event: ChangedEvent;
}

/**
 * A check of the change. `claims` says which refuted questions the rule explains: the first rule of the registry that claims a change's question
 * reports it, so that each cause is told once. `check` gets what it claimed and may look at the whole context besides.
 */
export interface ChangeRule {
  readonly meta: RuleMeta;
  readonly claims?: (claim: Claim) => boolean;
  readonly check: (context: RuleContext, claimed: readonly Claim[]) => readonly Draft[];
}

/**
 * A check of a plan as it is. It is asked about base and about head: what it says of both was there before, and is debt that blocks nobody;
 * what it says of head alone came with the change.
 */
export interface PlanRule {
  readonly meta: RuleMeta;
  readonly inspect: (context: PlanContext) => readonly Draft[];
}

/** A check of how the policy was used in this run, made after all others: waivers that nothing needs, a policy that the change weakens. */
export interface AuditRule {
  readonly meta: RuleMeta;
  readonly audit: (audit: Audit) => readonly Draft[];
}

/**
 * A check that tells more exactly what another one found: it makes its own draft of the other's, with the same cause and proofs, or null where
 * that says it all. Where it is off, the other's stands.
 */
export interface RefiningRule {
  readonly meta: RuleMeta;
  readonly refine: (draft: Draft, context: RuleContext) => Draft | null;
}

/** A check of what the rules about the change found. */
export interface ConcludingRule {
  readonly meta: RuleMeta;
  readonly conclude: (drafts: readonly Draft[], context: RuleContext) => readonly Draft[];
}

/** One check. */
export type Rule = ChangeRule | PlanRule | AuditRule | RefiningRule | ConcludingRule;
