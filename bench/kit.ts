/**
 * Measures the inclusion engine on labelled schema pairs: `npx tsx bench/kit.ts [suite] [--max N]`. Reads `../shared/kit/*.jsonl`.
 * Labels are pure set inclusion, so the content model is `strict`; directions marked doubtful are left out.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  compare,
  createOracle,
  isJsonObject,
  parseJson,
  type Answer,
  type Comparison,
  type Dialect,
  type Json,
  type JsonObject,
  type Oracle,
  type Schema,
} from '../src/jsonschema/index.ts';

const KIT = join(import.meta.dirname, '..', '..', 'shared', 'kit');
const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['draft4', 'draft-04'],
  ['draft6', 'draft-06'],
  ['draft7', 'draft-07'],
  ['draft2019-09', '2019-09'],
  ['draft2020-12', '2020-12'],
]);

interface Tally {
  right: number;
  wrong: number;
  undecided: number;
  unlabelled: number;
  unlabelledUndecided: number;
  readonly times: number[];
  readonly wrongIds: string[];
  readonly reasons: Map<string, number>;
  readonly undecidedIds: string[];
}

function text(line: JsonObject, name: string): string {
  const value = line[name];
  return typeof value === 'string' ? value : '';
}

function schemaOf(value: Json, side: string, dialect: Dialect): Schema {
  const uri = `kit:///${side}.json`;
  return { uri, pointer: '', documents: new Map([[uri, value]]), dialect };
}

function score(tally: Tally, id: string, answer: Answer, label: Json | undefined): void {
  if (answer.verdict === 'undecided') {
    for (const reason of answer.undecided.slice(0, 1)) {
      const key = `${reason.code}: ${reason.message.replaceAll(/"(?:[^"\\]|\\.)*"|after \d+ steps/g, (word) => word.slice(0, 40))}`;
      tally.reasons.set(key, (tally.reasons.get(key) ?? 0) + 1);
    }
    tally.undecidedIds.push(`${id} ${answer.undecided[0].code}`);
  }
  if (typeof label !== 'boolean') {
    tally.unlabelled++;
    if (answer.verdict === 'undecided') tally.unlabelledUndecided++;
    return;
  }
  if (answer.verdict === 'undecided') tally.undecided++;
  else if ((answer.verdict === 'included') === label) tally.right++;
  else {
    tally.wrong++;
    tally.wrongIds.push(id);
  }
}

/** Both answers; a last-resort clock that ran out counts as undecided here. */
function judge(base: Schema, head: Schema, oracle: Oracle): Comparison {
  try {
    return compare(base, head, { contentModel: 'strict' }, oracle);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failed: Answer = {
      verdict: 'undecided',
      steps: 0,
      undecided: [{ code: 'budget', message: `not evaluated: ${message}`, introduced: false }],
    };
    return { producers: failed, consumers: failed };
  }
}

function main(): void {
  if (!existsSync(KIT)) {
    console.log('bench/kit: ../shared/kit is not there, nothing to measure');
    return;
  }
  const [only = '', flag, max] = process.argv.slice(2);
  const limit = flag === '--max' ? Number(max) : Number.POSITIVE_INFINITY;
  const oracle = createOracle();
  const verbose = process.env['KIT_VERBOSE'] !== undefined;
  for (const file of readdirSync(KIT).filter((name) => name.endsWith('.jsonl') && name.startsWith(only))) {
    const tally: Tally = {
      right: 0,
      wrong: 0,
      undecided: 0,
      unlabelled: 0,
      unlabelledUndecided: 0,
      times: [],
      wrongIds: [],
      reasons: new Map(),
      undecidedIds: [],
    };
    let worst = { id: '', ms: 0 };
    const started = performance.now();
    for (const line of readFileSync(join(KIT, file), 'utf8').split('\n').filter(Boolean).slice(0, limit)) {
      const parsed = parseJson(line);
      if (!parsed.ok || !isJsonObject(parsed.value)) continue;
      const pair = parsed.value;
      const doubtful: readonly Json[] = Array.isArray(pair['doubtful']) ? pair['doubtful'] : [];
      const dialect = DIALECTS.get(text(pair, 'draft')) ?? '2020-12';
      const from = performance.now();
      const result = judge(schemaOf(pair['base'] ?? true, 'base', dialect), schemaOf(pair['head'] ?? true, 'head', dialect), oracle);
      const ms = performance.now() - from;
      tally.times.push(ms);
      if (ms > worst.ms) worst = { id: text(pair, 'id'), ms };
      if (!doubtful.includes('backward')) score(tally, `${text(pair, 'id')} backward`, result.producers, pair['backward']);
      if (!doubtful.includes('forward')) score(tally, `${text(pair, 'id')} forward`, result.consumers, pair['forward']);
    }
    const times = tally.times.toSorted((a, b) => a - b);
    const median = times[Math.floor(times.length / 2)] ?? 0;
    console.log(
      `${file.padEnd(30)} right ${tally.right}  wrong ${tally.wrong}  undecided ${tally.undecided}  unlabelled ${tally.unlabelled} (undecided ${tally.unlabelledUndecided})  ` +
        `median ${median.toFixed(2)} ms  worst ${worst.ms.toFixed(0)} ms (${worst.id})  total ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
    if (tally.wrongIds.length > 0) console.log(`  wrong: ${tally.wrongIds.slice(0, 12).join('\n         ')}`);
    for (const [reason, count] of [...tally.reasons].toSorted((a, b) => b[1] - a[1]).slice(0, 5))
      console.log(`  undecided ${count} x ${reason}`);
    if (verbose) console.log(tally.undecidedIds.slice(0, 60).join('\n'));
  }
  oracle.close();
}

main();
