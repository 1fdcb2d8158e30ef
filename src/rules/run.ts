import type { Question } from '../jsonschema/index.ts';
import type { Claim, Draft, Rule, RuleContext } from './context.ts';
import { withoutTold } from './told.ts';

const QUESTIONS: readonly Question[] = ['producers', 'consumers'];

/** Gives each refuted question of each change to the first rule that claims it. */
function shareOut(rules: readonly Rule[], context: RuleContext): ReadonlyMap<Rule, readonly Claim[]> {
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

/** Runs all rules over a context. Pure: the same context gives the same drafts in the same order. */
export function runRules(rules: readonly Rule[], context: RuleContext): readonly Draft[] {
  const claimed = shareOut(rules, context);
  return withoutTold(
    rules.flatMap((rule) => rule.check(context, claimed.get(rule) ?? [])),
    context,
  );
}
