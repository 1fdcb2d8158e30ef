import { inquire, pairUp } from './pair.ts';
import { search } from './proof/inquiry.ts';
import { reasonsOf } from './proof/reasons.ts';
import type { CompareOptions, Decision, Decisions, Question, Schema } from './types.ts';

/**
 * Both verdicts about a pair of schemas, by search alone: pure, without a foreign validator and without the causes. What refutes was checked by the
 * engine's own evaluator. {@link compare} confirms it, and says which keywords are to blame.
 */
export function decide(base: Schema, head: Schema, options: CompareOptions): Decisions {
  const pair = pairUp(base, head);
  if (pair.kind === 'missing') {
    const missing: Decision = { verdict: 'undecided', steps: 0, undecided: [pair.reason] };
    return { producers: missing, consumers: missing };
  }
  if (pair.kind === 'equal') return { producers: { verdict: 'included', steps: 1 }, consumers: { verdict: 'included', steps: 1 } };
  const ask = (question: Question): Decision => {
    const inquiry = inquire(pair, question, options);
    const outcome = search(inquiry);
    const { steps } = inquiry.prover;
    if (outcome.kind === 'included') return { verdict: 'included', steps };
    if (outcome.kind === 'refuted') return { verdict: 'not-included', steps, instance: outcome.instance };
    return { verdict: 'undecided', steps, undecided: reasonsOf(outcome.doubts, pair.sides, steps) };
  };
  return { producers: ask('producers'), consumers: ask('consumers') };
}
