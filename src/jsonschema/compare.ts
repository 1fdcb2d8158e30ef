import { blame } from './blame/blame.ts';
import { confirm } from './oracle/confirm.ts';
import type { Oracle } from './oracle/oracle.ts';
import { suspectedInstance } from './oracle/second-opinion.ts';
import { inquire, pairUp, type Pair } from './pair.ts';
import type { Doubt } from './proof/goal.ts';
import { goalOf, noteOnEmptiness, readInstance, search, type Outcome } from './proof/inquiry.ts';
import { withPresumed } from './presume.ts';
import { reasonsOf } from './proof/reasons.ts';
import type { Answer, CompareOptions, Comparison, Question, Schema } from './types.ts';
import type { Json } from './values/json.ts';

/**
 * Decides both questions about a pair of schemas: is every instance of base valid under head (producers), and of head under base (consumers)?
 * `included` is a proof. `not-included` carries a counterexample that our evaluator and a foreign validator have confirmed on both schemas.
 * Whatever lies outside what is modelled is `undecided`, with its reason and place. Throws `EvaluationTimeout` where the oracle's last-resort clock ran out.
 */
export function compare(base: Schema, head: Schema, options: CompareOptions, oracle: Oracle): Comparison {
  const again = (before: Schema, after: Schema): Comparison => compareAsWritten(before, after, options, oracle);
  return withPresumed(again(base, head), base, head, again);
}

function compareAsWritten(base: Schema, head: Schema, options: CompareOptions, oracle: Oracle): Comparison {
  const pair = pairUp(base, head);
  if (pair.kind === 'missing') {
    const missing: Answer = { verdict: 'undecided', steps: 0, undecided: [pair.reason] };
    return { producers: missing, consumers: missing };
  }
  if (pair.kind === 'equal') return { producers: { verdict: 'included', steps: 1 }, consumers: { verdict: 'included', steps: 1 } };
  const ask = (question: Question): Answer => answer(pair, question, options, oracle, doubted(pair, question, options, oracle));
  return { producers: ask('producers'), consumers: ask('consumers') };
}

/**
 * Decides one question alone: is every message that `sender` may send valid under `reader`? As {@link compare} does for producers: the places of
 * `sender` are those of `base`, the places of `reader` those of `head`. No other tool is asked for its suspicions: of these questions there are many.
 */
export function inclusion(sender: Schema, reader: Schema, options: CompareOptions, oracle: Oracle): Answer {
  const pair = pairUp(sender, reader);
  if (pair.kind === 'missing') return { verdict: 'undecided', steps: 0, undecided: [pair.reason] };
  return pair.kind === 'equal'
    ? { verdict: 'included', steps: 1 }
    : answer(pair, 'producers', options, oracle, search(inquire(pair, 'producers', options)));
}

type Different = Pair & { readonly kind: 'different' };

/** What the search finds; where it refutes nothing, another tool is asked whether it sees what producers lose. */
function doubted(pair: Different, question: Question, options: CompareOptions, oracle: Oracle): Outcome {
  const found = search(inquire(pair, question, options));
  const { base, head } = pair.sides;
  return found.kind === 'refuted' || question === 'consumers' ? found : suspected(found, oracle, base.schema, head.schema);
}

function answer(pair: Different, question: Question, options: CompareOptions, oracle: Oracle, outcome: Outcome): Answer {
  const { sides } = pair;
  const [from, to] = question === 'producers' ? [sides.base.schema, sides.head.schema] : [sides.head.schema, sides.base.schema];
  const { inquiry } = outcome;
  const note = outcome.note ?? (outcome.kind === 'included' ? noteOnEmptiness(inquiry) : undefined);
  const noted = note === undefined ? {} : { note };
  const { steps } = inquiry.prover;
  const undecided = (doubts: readonly Doubt[]): Answer => ({
    verdict: 'undecided',
    steps,
    ...noted,
    undecided: reasonsOf(doubts, sides, steps),
  });
  if (outcome.kind === 'included') return { verdict: 'included', steps, ...noted };
  if (outcome.kind === 'unknown') return undecided(outcome.doubts);
  const deviations = new Map<Json, string>();
  const objection = (instance: Json): string | null => {
    const confirmation = confirm(oracle, from, to, instance, readInstance(inquiry, instance));
    if (confirmation.deviation !== null) deviations.set(instance, confirmation.deviation);
    return confirmation.objection;
  };
  const objected = objection(outcome.instance);
  // The causes have a budget of their own, so that a refuted question is never left without them.
  const causes = { ...inquire(pair, question, options), planned: inquiry.planned };
  const { breaks, doubts } = blame(causes, { counterexample: objected === null ? outcome.instance : null, objection });
  const all = steps + causes.prover.steps;
  if (objected !== null && breaks.length === 0) {
    const placed = doubts.find(({ code }) => code === 'unconfirmed');
    return undecided([placed ?? { code: 'unconfirmed', message: objected, node: null }]);
  }
  const counterexample = breaks[0]?.counterexample ?? outcome.instance;
  const shown = [counterexample, ...breaks.map((one) => one.counterexample)];
  const said = new Set([note, ...shown.map((instance) => deviations.get(instance))].filter((text) => text !== undefined));
  return {
    verdict: 'not-included',
    steps: all,
    ...(said.size === 0 ? {} : { note: [...said].join('; ') }),
    counterexample,
    breaks,
    undecided: doubts.length === 0 ? [] : reasonsOf(doubts, sides, all),
  };
}

/** What the search found, or what another tool sees beyond it. */
function suspected(found: Outcome, oracle: Oracle, from: Schema, to: Schema): Outcome {
  const { inquiry } = found;
  const instance = suspectedInstance(oracle, from, to);
  if (instance === null || inquiry.prover.meets(goalOf(inquiry, inquiry.reader), instance) !== true) return found;
  return { ...found, kind: 'refuted', instance };
}
