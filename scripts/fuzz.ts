/**
 * Tries the laws of the inclusion engine on random schemas until the time is up: `npm run fuzz -- --minutes 10 --seed 1`. The same seed tries the same
 * schemas; each round has a seed of its own, the one given plus its number. A broken law prints the smallest pair found, and the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { printJson } from '../src/jsonschema/index.ts';
import { laws, type Broken } from '../test/jsonschema/laws.ts';

const RUNS_A_ROUND = 300;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(first)) {
  console.error('usage: npm run fuzz -- [--minutes N] [--seed WHOLE_NUMBER]');
  process.exit(2);
}

function report({ law, message, seed, path, base, head }: Broken): void {
  console.log(`\nBROKEN: ${law}\n${message}\nseed ${seed}, path ${path}; the pair, a line for schema-gate compare --pairs:`);
  console.log(printJson({ id: `fuzz-${seed}`, base, head }));
}

const end = performance.now() + minutes * 60_000;
let broken = 0;
let rounds = 0;
while (performance.now() < end && broken === 0) {
  const seed = first + rounds;
  for (const law of laws) {
    const found = law.check({ seed, runs: RUNS_A_ROUND, tries: 400, budget: 20_000 });
    if (found === null) continue;
    report(found);
    broken++;
  }
  rounds++;
}
console.log(
  `${rounds} rounds of ${RUNS_A_ROUND} cases for each of ${laws.length} laws, from seed ${first}: ${broken === 0 ? 'all hold' : `${broken} broken`}`,
);
process.exitCode = broken === 0 ? 0 : 1;
