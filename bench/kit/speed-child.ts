/**
 * One measurement in a process of its own, so that nothing else has warmed it up or filled its memory; prints one line of JSON.
 * Bundled and started by speed.ts: `engine|json-schema-diff|algebra|baseline|real|hard [suite-prefix] [max]`
 */
import jsonSchemaDiff from 'json-schema-diff';
import { decide, type Json } from '../../src/jsonschema/index.ts';
import { answerOf, readable, withoutReferences } from './baseline.ts';
import { entangled, wide } from './hard.ts';
import { documentSchema, pairsOf, QUESTIONS, suites, type LabelledPair } from './load.ts';
import { isReal } from './measure.ts';

const OPTIONS = { contentModel: 'strict' } as const;
const WARM_UP = 40;
/** How often the pairs that warm up for the real ones are decided, each time as if never seen. */
const WARM_UP_ROUNDS = 20;

const [what = '', prefix = '', max = 'Infinity'] = process.argv.slice(2);
const pairs = (suites(prefix) ?? []).flatMap((file) => pairsOf(file, Number(max)));

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** The pairs that both tools read, with what json-schema-diff is given. */
function common(): { readonly pair: LabelledPair; readonly base: Json; readonly head: Json }[] {
  return pairs.flatMap((pair) => {
    const [base, head] = [readable(pair.base), readable(pair.head)];
    return base === null || head === null ? [] : [{ pair, base, head }];
  });
}

type CommonPair = ReturnType<typeof common>[number];

function race(ask: (pair: CommonPair) => void): object {
  const all = common();
  for (const one of all.filter((_, i) => i % Math.ceil(all.length / WARM_UP) === 0)) ask(one);
  const times = all.map((one) => timed(() => ask(one)));
  const total = times.reduce((sum, ms) => sum + ms, 0);
  return { pairs: all.length, total, median: median(times) };
}

/** As its users call it, on its own files: with the meta-schema that it compiles for each pair. */
async function raceAsShipped(): Promise<object> {
  const all = common();
  const ask = async ({ base, head }: CommonPair): Promise<void> => {
    await jsonSchemaDiff.diffSchemas({ sourceSchema: base as object, destinationSchema: head as object }).catch(() => null);
  };
  for (const one of all.filter((_, i) => i % Math.ceil(all.length / WARM_UP) === 0)) await ask(one);
  const times: number[] = [];
  for (const one of all) {
    const start = performance.now();
    await ask(one);
    times.push(performance.now() - start);
  }
  return { pairs: all.length, total: times.reduce((sum, ms) => sum + ms, 0), median: median(times) };
}

interface Count {
  right: number;
  wrong: number;
  none: number;
}

/** How right json-schema-diff is on all labelled questions, and on those within what it reads in full. */
function baseline(): object {
  const score = (prepare: (schema: LabelledPair['base']) => Json | null, strictly: boolean): Count => {
    const count: Count = { right: 0, wrong: 0, none: 0 };
    for (const pair of pairs) {
      const questions = QUESTIONS.filter((question) => pair.labels[question] !== null && !pair.doubtful.includes(question));
      const [base, head] = questions.length === 0 ? [null, null] : [prepare(pair.base), prepare(pair.head)];
      const isRead = base !== null && head !== null;
      if (strictly && !isRead) continue;
      for (const question of questions) {
        const answer = isRead ? (question === 'producers' ? answerOf(base, head) : answerOf(head, base)) : null;
        count[answer === null ? 'none' : answer === pair.labels[question] ? 'right' : 'wrong']++;
      }
    }
    return count;
  };
  return { all: score(withoutReferences, false), fragment: score(readable, true) };
}

/** A decision is both questions of a pair, from the parsed JSON on. Half of the pairs warm up, the others are decided once each. */
function real(): object {
  const all = pairs.filter(isReal);
  const [first, second] = [0, 1].map((half) => all.filter((_, i) => i % 2 === half));
  for (let round = 0; round < WARM_UP_ROUNDS; round++)
    for (const { base, head } of first ?? [])
      decide({ ...base, documents: new Map(base.documents) }, { ...head, documents: new Map(head.documents) }, OPTIONS);
  const times = (second ?? []).map(({ base, head }) => timed(() => decide(base, head, OPTIONS)));
  return { pairs: times.length, total: times.reduce((sum, ms) => sum + ms, 0), median: median(times) };
}

function quickest(base: Json, head: Json, times: number): { readonly ms: number; readonly verdicts: string; readonly steps: number } {
  const sides = [documentSchema(base, 'base', '2020-12'), documentSchema(head, 'head', '2020-12')] as const;
  let decisions = decide(...sides, OPTIONS);
  const all = Array.from({ length: times }, () =>
    timed(() => {
      decisions = decide(...sides, OPTIONS);
    }),
  );
  const { producers, consumers } = decisions;
  return { ms: Math.min(...all), verdicts: `${producers.verdict}, ${consumers.verdict}`, steps: producers.steps + consumers.steps };
}

function hard(): object {
  return {
    narrow: quickest(wide(500, 10), wide(500, 9), 10),
    wide: quickest(wide(5_000, 10), wide(5_000, 9), 5),
    entangled: quickest(entangled(12, 10), entangled(12, 9), 2),
  };
}

const measurements: Readonly<Record<string, () => object | Promise<object>>> = {
  engine: () => race(({ pair }) => decide(pair.base, pair.head, OPTIONS)),
  'json-schema-diff': raceAsShipped,
  algebra: () =>
    race(({ base, head }) => {
      answerOf(base, head);
      answerOf(head, base);
    }),
  baseline,
  real,
  hard,
};
console.log(JSON.stringify((await measurements[what]?.()) ?? null));
