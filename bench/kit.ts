/**
 * Measures the inclusion engine on labelled schema pairs: `npm run bench:kit -- [suite-prefix] [--max N] [--tries N] [--no-falsifier] [--verbose]`.
 * Reads `../shared/kit/*.jsonl` and asserts nothing. Labels are pure set inclusion, so the content model is `strict`; questions marked doubtful are scored apart.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createOracle } from '../src/jsonschema/index.ts';
import { pairsOf, suites } from './kit/load.ts';
import { measure, TimedOracle } from './kit/measure.ts';
import { printSpeed } from './kit/speed.ts';
import { details, HEADING, row, Tally, totals } from './kit/tally.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    max: { type: 'string', default: 'Infinity' },
    tries: { type: 'string', default: '1000' },
    'no-falsifier': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [prefix = ''] = positionals;
const most = Number(values.max);
const tries = Number(values.tries);
if (!(most > 0) || !(tries > 0)) {
  console.error('usage: npm run bench:kit -- [suite-prefix] [--max N] [--tries N] [--no-falsifier] [--verbose]');
  process.exit(2);
}

async function main(files: readonly string[]): Promise<void> {
  const oracle = new TimedOracle(createOracle());
  const all = new Tally();
  console.log(HEADING);
  for (const file of files) {
    const tally = measure(pairsOf(file, most), oracle, { tries: values['no-falsifier'] ? 0 : tries });
    console.log(row(file, tally));
    for (const line of details(tally, values.verbose)) console.log(line);
    all.add(tally);
  }
  oracle.close();
  console.log(`${row('all', all)}\n`);
  for (const line of totals(all)) console.log(line);
  console.log('');
  await printSpeed(prefix, most);
}

const files = suites(prefix);
if (files === null) console.log('bench:kit: ../shared/kit is not there, nothing to measure');
else if (!existsSync(path.join(import.meta.dirname, '..', 'dist', 'oracle.js')))
  console.log('bench:kit: dist/oracle.js is missing; npm run build makes it');
else await main(files);
