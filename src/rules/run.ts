import type { Question } from '../jsonschema/index.ts';
import type { Plan } from '../plan/model.ts';
import { vocabularyOf } from '../plan/properties.ts';
import type { Audit } from './audit.ts';
import type {
  AuditRule,
  ChangeRule,
  Claim,
  ConcludingRule,
  Draft,
  PlanContext,
  PlanRule,
  RefiningRule,
  Rule,
  RuleContext,
} from './context.ts';
import { Debt } from './debt.ts';
import { withSunset } from './lifecycle/sunset.ts';
import { mendable } from './mendable.ts';
import { withoutTold, withoutWeaker } from './told.ts';
import { withAnnounced } from './version/announced.ts';

const QUESTIONS: readonly Question[] = ['producers', 'consumers'];

/** Gives each refuted question of each change to the first rule that claims it. */
function shareOut(rules: readonly ChangeRule[], context: RuleContext): ReadonlyMap<Rule, readonly Claim[]> {
  const claimed = new Map<Rule, Claim[]>();
  for (const event of context.changed)
    for (const change of event.changes)
      for (const question of QUESTIONS) {
        if (!change.counterexamples.has(question)) continue;
        const claim = { change, question, event };
        const rule = rules.find((candidate) => candidate.claims?.(claim));
        if (!rule) continue;
        const known = claimed.get(rule);
        if (known) known.push(claim);
        else claimed.set(rule, [claim]);
      }
  return claimed;
}

const isChangeRule = (rule: Rule): rule is ChangeRule => 'check' in rule;
const isPlanRule = (rule: Rule): rule is PlanRule => 'inspect' in rule;
const isAuditRule = (rule: Rule): rule is AuditRule => 'audit' in rule;
const isConcludingRule = (rule: Rule): rule is ConcludingRule => 'conclude' in rule;
const isRefiningRule = (rule: Rule): rule is RefiningRule => 'refine' in rule;

/** Whether the policy silences a rule: whatever it says, or for one draft. */
export type IsOff = (rule: Rule, draft?: Draft) => boolean;

/** The draft of the first rule that tells more exactly what this one says and is not off there; else the draft itself. */
function refined(draft: Draft, rules: readonly RefiningRule[], context: RuleContext, isOff: IsOff): Draft {
  for (const rule of rules) {
    const found = rule.refine(draft, context);
    if (found !== null && !isOff(rule, found)) return found;
  }
  return draft;
}

/** What the rules that judge a plan by itself look at. */
export function planContext(context: Pick<RuleContext, 'settings' | 'date' | 'oracle'>, plan: Plan): PlanContext {
  const { settings, date, oracle } = context;
  return { plan, settings, date, oracle, vocabularyOf: ({ schema }) => vocabularyOf(schema) };
}

/** What the rules say: of the change, and of the plan as it is. */
export interface RuleResults {
  /** What came with the change. */
  readonly drafts: readonly Draft[];
  /** What was there before and still is. */
  readonly debt: readonly Draft[];
}

/**
 * Runs the rules that judge the change or the plan. What a plan rule says of both revisions is debt. Pure: the same
 * context gives the same drafts in the same order. A rule that `isOff` silences is not run.
 */
export function runRules(all: readonly Rule[], context: RuleContext, isOff: IsOff = () => false): RuleResults {
  const rules = all.filter((rule) => !isOff(rule));
  const changeRules = all.filter(isChangeRule);
  const claimed = shareOut(changeRules, context);
  const ofChange = withAnnounced(
    withSunset(
      changeRules.flatMap((rule) => rule.check(context, claimed.get(rule) ?? [])),
      context,
    ),
    context,
  );
  const [before, now] = [
    planContext(context, mendable(context.base, context.base)),
    planContext(context, mendable(context.head, context.base)),
  ];
  const known = new Debt(
    rules.filter(isPlanRule).flatMap((rule) => rule.inspect(before)),
    context.changed,
  );
  const ofPlan = rules.filter(isPlanRule).flatMap((rule) => rule.inspect(now));
  const refining = rules.filter(isRefiningRule);
  const concluded = rules.filter(isConcludingRule).flatMap((rule) => rule.conclude(ofChange, context));
  const introduced = ofPlan.filter((draft) => !known.holds(draft));
  const drafts = withoutTold(withoutWeaker([...ofChange, ...concluded, ...introduced]), context);
  return {
    drafts: drafts.map((draft) => refined(draft, refining, context, isOff)),
    debt: withoutWeaker(ofPlan.filter((draft) => known.holds(draft))),
  };
}

/** Runs the rules about the policy itself. */
export function runAudit(rules: readonly Rule[], audit: Audit): readonly Draft[] {
  return rules.filter(isAuditRule).flatMap((rule) => rule.audit(audit));
}
