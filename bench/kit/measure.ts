import {
  compare,
  decide,
  type Answer,
  type Comparison,
  type Decisions,
  type Oracle,
  type Question,
  type Schema,
} from '../../src/jsonschema/index.ts';
import { compile } from '../../src/jsonschema/schema/compile.ts';
import { childNodes } from '../../src/jsonschema/schema/schema-node.ts';
import { printJson } from '../../src/jsonschema/index.ts';
import { Falsifier } from '../../test/jsonschema/falsifier/falsifier.ts';
import { QUESTIONS, questionName, type LabelledPair } from './load.ts';
import { refutation } from './refuted.ts';
import { Tally } from './tally.ts';

const OPTIONS = { contentModel: 'strict' } as const;

/** An oracle that counts the milliseconds spent in it. */
export class TimedOracle implements Oracle {
  spent = 0;
  readonly #inner: Oracle;

  constructor(inner: Oracle) {
    this.#inner = inner;
  }

  readonly validates: Oracle['validates'] = (schema, instance) => this.#timed(() => this.#inner.validates(schema, instance));
  readonly removed: Oracle['removed'] = (base, head) => this.#timed(() => this.#inner.removed(base, head));
  readonly compiles: Oracle['compiles'] = (schema, profile) => this.#timed(() => this.#inner.compiles(schema, profile));
  readonly close: Oracle['close'] = () => this.#inner.close();

  #timed<T>(ask: () => T): T {
    const start = performance.now();
    try {
      return ask();
    } finally {
      this.spent += performance.now() - start;
    }
  }
}

/** The whole answer; a last-resort clock that ran out counts as undecided here. */
function answered(base: Schema, head: Schema, oracle: Oracle): Comparison {
  try {
    return compare(base, head, OPTIONS, oracle);
  } catch (error) {
    const message = `not evaluated: ${error instanceof Error ? error.message : String(error)}`;
    const failed: Answer = { verdict: 'undecided', steps: 0, undecided: [{ code: 'budget', message, introduced: false }] };
    return { producers: failed, consumers: failed };
  }
}

export interface MeasureOptions {
  /** Instances that the falsifier tries for each question; 0: it is left out. */
  readonly tries: number;
}

/** Decides and confirms the pairs of a suite. */
export function measure(pairs: readonly LabelledPair[], oracle: TimedOracle, { tries }: MeasureOptions): Tally {
  const tally = new Tally();
  for (const pair of pairs) {
    const start = performance.now();
    const decisions = decide(pair.base, pair.head, OPTIONS);
    const ms = performance.now() - start;
    tally.decisions.push({ id: pair.id, ms });
    const spent = oracle.spent;
    const again = performance.now();
    const comparison = answered(pair.base, pair.head, oracle);
    const whole = performance.now() - again;
    const confirming = oracle.spent - spent;
    tally.confirming += confirming;
    tally.blaming += Math.max(0, whole - confirming - ms);
    for (const question of QUESTIONS) record(tally, pair, question, comparison[question], oracle);
    for (const question of QUESTIONS)
      if (decisions[question].verdict !== comparison[question].verdict)
        tally.changed.push(`${questionName(pair, question)}: ${decisions[question].verdict}, then ${comparison[question].verdict}`);
    if (tries > 0) falsify(tally, pair, decisions, tries);
  }
  return tally;
}

function record(tally: Tally, pair: LabelledPair, question: Question, answer: Answer, oracle: Oracle): void {
  const name = questionName(pair, question);
  const label = pair.labels[question];
  if (label !== null && pair.doubtful.includes(question)) return tally.score(tally.doubtful, name, answer, label);
  if (answer.verdict === 'undecided') {
    const { code, message } = answer.undecided[0];
    tally.undecided.push({ name, reason: `${code}: ${message}` });
  }
  const refuted = answer.verdict === 'not-included' ? refutation(pair, question, oracle) : null;
  if (refuted !== null) tally.refuted.push(`${name}: ${refuted}`);
  else if (label !== null) tally.score(tally.labelled, name, answer, label);
  else if (isReal(pair)) {
    const share = [pair.base, pair.head].every(resolves) ? tally.unlabelled : tally.outside;
    share.all++;
    if (answer.verdict !== 'undecided') share.decided++;
  }
}

/** Real pairs are consecutive versions of schemas that people use. */
export function isReal(pair: LabelledPair): boolean {
  return /^[ef]_/.test(pair.suite);
}

/** Whether every reference that can be reached names something. */
function resolves(schema: Schema): boolean {
  const root = compile(schema);
  const reached = new Set(root === null ? [] : [root]);
  for (const node of reached)
    for (const assertion of node.assertions) {
      if (assertion.kind === 'outside' && assertion.reason.code === 'unresolved-reference') return false;
      for (const child of childNodes(assertion)) reached.add(child);
    }
  return true;
}

function falsify(tally: Tally, pair: LabelledPair, decisions: Decisions, tries: number): void {
  const asked = QUESTIONS.filter((question) => !pair.doubtful.includes(question));
  const included = asked.filter((question) => decisions[question].verdict === 'included');
  const sought = asked.filter((question) => pair.labels[question] === false);
  if (included.length + sought.length === 0) return;
  const start = performance.now();
  const falsifier = new Falsifier(pair.base, pair.head);
  for (const question of new Set([...included, ...sought])) {
    const { instance, sent, isCut } = falsifier.falsify({ tries, seed: 1, contentModel: 'strict', question });
    const name = questionName(pair, question);
    if (included.includes(question)) {
      tally.falsified.included++;
      if (sent === 0) tally.falsified.untested++;
      if (isCut) tally.falsified.cut++;
      if (instance !== undefined) tally.broken.push(`${name} by ${printJson(instance)}`);
    }
    if (!sought.includes(question)) continue;
    tally.falsified.sought++;
    if (instance === undefined) tally.missed.push(name);
    else tally.falsified.found++;
  }
  tally.falsified.seconds += (performance.now() - start) / 1000;
}
