import type { Json, Question } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';

/** How much a finding weighs. `off` is not a severity of a finding, only of a rule. */
export type Severity = 'error' | 'warning' | 'notice';

/** What a rule's findings weigh; `off` silences the rule. */
export type RuleSeverity = Severity | 'off';

/** Who is hurt: `producers` (what was valid is now rejected) or `consumers` (something new may arrive). */
export type Audience = Question;

/** An event as a finding names it. */
export interface EventName {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly plan: string;
}

/** One audience of a finding, and the event that proves it where the engine said `not-included`. */
export interface FindingAudience {
  readonly audience: Audience;
  readonly severity: Severity;
  /** Present exactly where inclusion was refuted: accepted by one side, rejected by the other, confirmed. May be the JSON value null. */
  readonly counterexample?: Json;
  /** Who does not accept the counterexample, where that is not the other revision: a receiver, as a person calls it. */
  readonly by?: string;
}

/** What a waiver says, as a report shows it. */
export interface FindingWaiver {
  readonly status: 'granted' | 'requested';
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  /** YYYY-MM-DD. */
  readonly expires: string;
}

/** What a rule reports, judged: one cause, one finding. */
export interface Finding {
  /** 12 hex digits; the same as long as the meaning is the same. */
  readonly fingerprint: string;
  readonly rule: string;
  /** The highest of its audiences', after the policy. */
  readonly severity: Severity;
  /** Empty where nobody is hurt yet (a notice, a plan that cannot be read). */
  readonly audiences: readonly FindingAudience[];
  /** The events it reaches, in key order; one definition may reach many. */
  readonly events: readonly EventName[];
  /** Wire path of the property in the message, e.g. `properties.lines[].sku`; '' where the whole event is meant. */
  readonly path: string;
  /** What breaks, for whom: one or two sentences for a person in a hurry. */
  readonly message: string;
  /** What to do. */
  readonly suggestion: string;
  /** The line that causes it. `head` is where it is annotated: for something removed, the nearest surviving parent. */
  readonly locations: { readonly head?: Location; readonly base?: Location };
  /** What it was and what it is, where the cause is one value. */
  readonly before?: Json;
  readonly after?: Json;
  /** A waiver that is for it: `granted` where it lets the finding pass, `requested` where it does not count yet. */
  readonly waiver?: FindingWaiver;
  /** An event valid in base that shows what is meant where inclusion is not the question. Never a counterexample. */
  readonly example?: Json;
  /** Where the fact is written by which it is judged, and the day on which that was looked up (YYYY-MM-DD). */
  readonly source?: { readonly source: string; readonly checked: string };
}

/** What a rule is, for its documentation, for `explain` and for the policy. */
export interface RuleMeta {
  /** `family/name`. */
  readonly id: string;
  /** A short sentence without a full stop, as a headline. */
  readonly title: string;
  /** `off`: a rule that a team switches on, or a preset does. */
  readonly defaultSeverity: RuleSeverity;
  /** What the presets `strict` and `relaxed` make of it, where that is not the default. */
  readonly presets?: { readonly strict?: RuleSeverity; readonly relaxed?: RuleSeverity };
  /** The audiences that its findings may name. */
  readonly audiences: readonly Audience[];
  /** What it finds. */
  readonly what: string;
  /** Why it matters: what happens to whom when it is merged. */
  readonly why: string;
  /** How to fix it, or how to make the change safely. */
  readonly fix: string;
  /** An example that triggers it: the lines before and after. */
  readonly example: { readonly before: string; readonly after: string };
  /** The rule that reports the opposite change, or why there is none. */
  readonly twin: { readonly rule: string } | { readonly none: string };
}
