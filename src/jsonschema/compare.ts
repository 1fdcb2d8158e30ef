import { blame } from './blame/blame.ts';
import { compile } from './schema/compile.ts';
import { confirm } from './oracle/confirm.ts';
import { Equivalence } from './schema/equivalence.ts';
import type { Doubt, Goal } from './proof/goal.ts';
import { goalOf, readInstance, type Inquiry } from './proof/inquiry.ts';
import { Locations } from './evaluate/location.ts';
import type { Oracle } from './oracle/oracle.ts';
import { Prover } from './proof/prover.ts';
import { reasonsOf, type Sides } from './proof/reasons.ts';
import { suspectedInstance } from './oracle/second-opinion.ts';
import type { Answer, CompareOptions, Comparison, Question, Schema, UndecidedReason } from './types.ts';

const DEFAULT_BUDGET = 200_000;
const BLAME_FACTOR = 1;

/**
 * Decides both questions about a pair of schemas: is every instance of base valid under head (producers), and of head under base (consumers)?
 * `included` is a proof. `not-included` carries a counterexample that our evaluator and a foreign validator have confirmed on both schemas.
 * Whatever lies outside what is modelled is `undecided`, with its reason and place. Throws `EvaluationTimeout` where the oracle's last-resort clock ran out.
 */
export function compare(base: Schema, head: Schema, options: CompareOptions, oracle: Oracle): Comparison {
  const nodes = { base: compile(base), head: compile(head) };
  if (nodes.base === null || nodes.head === null) {
    const missing = nowhere(nodes.base === null ? base : head, nodes.base !== null);
    return { producers: missing, consumers: missing };
  }
  const sides: Sides = { base: { schema: base, node: nodes.base }, head: { schema: head, node: nodes.head } };
  const classes = new Equivalence([nodes.base, nodes.head]);
  if (classes.classOf(nodes.base) === classes.classOf(nodes.head))
    return { producers: { verdict: 'included', steps: 1 }, consumers: { verdict: 'included', steps: 1 } };
  const locations = new Locations();
  const ask = (question: Question): Answer => {
    const [from, to] = question === 'producers' ? [sides.base, sides.head] : [sides.head, sides.base];
    const planned = options.contentModel === 'planned';
    const budget = options.budget ?? DEFAULT_BUDGET;
    const inquiry: Inquiry = {
      question,
      planned,
      sender: from.node,
      reader: to.node,
      classes,
      locations,
      prover: new Prover(classes, locations, budget),
      blamer: new Prover(classes, locations, budget * BLAME_FACTOR),
      suspicion: () => (question === 'producers' ? suspectedInstance(oracle, from.schema, to.schema) : null),
      objection: (instance) => confirm(oracle, from.schema, to.schema, instance, readInstance(inquiry, instance)),
    };
    return answer(inquiry, sides);
  };
  return { producers: ask('producers'), consumers: ask('consumers') };
}

function nowhere(schema: Schema, isHead: boolean): Answer {
  const place = { uri: schema.uri, pointer: schema.pointer };
  const message = `there is no schema at ${schema.uri}#${schema.pointer}`;
  const reason: UndecidedReason = {
    code: 'unresolved-reference',
    message,
    ...(isHead ? { head: place } : { base: place }),
    introduced: isHead,
  };
  return { verdict: 'undecided', steps: 0, undecided: [reason] };
}

const NOTE_EMPTY = 'no instance at all is valid under the sending schema, so this event can never be sent';
const NOTE_AS_WRITTEN = 'no event carries only the planned names, so the sending schema was read as written';

function answer(inquiry: Inquiry, sides: Sides): Answer {
  const { prover } = inquiry;
  let asWritten = false;
  let found = prover.find(goalOf(inquiry, inquiry.reader));
  let note: string | undefined;
  if (found.kind === 'empty') {
    const alone = (written: boolean): Goal => ({
      ...goalOf(inquiry, inquiry.reader, written),
      literals: [{ node: inquiry.sender, holds: true, side: 'sender' }],
    });
    const sent = prover.find(alone(false));
    if (sent.kind === 'empty') {
      asWritten = inquiry.planned && prover.find(alone(true)).kind !== 'empty';
      note = asWritten ? NOTE_AS_WRITTEN : NOTE_EMPTY;
      if (asWritten) found = prover.find(goalOf(inquiry, inquiry.reader, true));
    }
  }
  if (found.kind !== 'found') {
    const suspected = inquiry.suspicion();
    if (suspected !== null && prover.meets(goalOf(inquiry, inquiry.reader, asWritten), suspected) === true)
      found = { kind: 'found', value: suspected };
  }
  const noted = note === undefined ? {} : { note };
  if (found.kind === 'empty') return { verdict: 'included', steps: prover.steps, ...noted };
  if (found.kind === 'unknown')
    return { verdict: 'undecided', steps: prover.steps, ...noted, undecided: reasonsOf(found.doubts, sides, prover.steps) };
  const objection = inquiry.objection(found.value);
  if (objection !== null) {
    const doubt: Doubt = { code: 'unconfirmed', message: objection, node: null };
    return { verdict: 'undecided', steps: prover.steps, ...noted, undecided: reasonsOf([doubt], sides, prover.steps) };
  }
  const { breaks, doubts } = blame(inquiry, found.value, asWritten);
  const counterexample = breaks[0]?.counterexample ?? found.value;
  const steps = prover.steps + inquiry.blamer.steps;
  return {
    verdict: 'not-included',
    steps,
    ...noted,
    counterexample,
    breaks,
    undecided: doubts.length === 0 ? [] : reasonsOf(doubts, sides, steps),
  };
}
