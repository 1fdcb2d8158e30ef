// How well the detector tells personal data, on labelled properties of public schemas in ../shared/data (not part of this repository).
//   npm run bench:pii [-- --verbose]
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/build.mjs';
import { detect } from '../src/rules/pii/detector.ts';
import { candidateOf, type FieldRow } from '../src/rules/pii/field.ts';

interface Row extends FieldRow {
  readonly source: string;
  readonly group: string;
  readonly label: { readonly pii: true | false | 'borderline'; readonly category: string | null };
}

interface Score {
  hits: number;
  wrong: number;
  missed: number;
}

function shown({ hits, wrong, missed }: Score): string {
  const precision = hits / Math.max(1, hits + wrong);
  const recall = hits / Math.max(1, hits + missed);
  return `P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${((2 * precision * recall) / Math.max(1e-9, precision + recall)).toFixed(3)}  (${hits} found, ${wrong} wrong, ${missed} missed)`;
}

const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false }, file: { type: 'string' } } });
const file = values.file ?? path.resolve(root, '../shared/data/pii-dev.jsonl');
if (existsSync(file)) {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const scores = new Map<string, Score>();
  const score = (name: string): Score => {
    const known = scores.get(name) ?? { hits: 0, wrong: 0, missed: 0 };
    scores.set(name, known);
    return known;
  };
  for (const row of rows.filter(({ label }) => label.pii !== 'borderline')) {
    const found = detect(candidateOf(row));
    const said = found !== null && found.confidence !== 'low';
    const name = said === row.label.pii ? (said ? 'hits' : null) : said ? 'wrong' : 'missed';
    if (name === null) continue;
    for (const group of ['all', `source ${row.source}`, ...(row.label.category === null ? [] : [`category ${row.label.category}`])])
      score(group)[name] += 1;
    if (values.verbose && name !== 'hits')
      console.log(
        `${name.padEnd(7)} ${row.source.slice(0, 12).padEnd(12)} ${row.group} ${row.schema} ${row.path} ${row.type ?? ''} ${row.format ?? ''} -> ${found?.category ?? row.label.category} ${found?.evidence ?? ''}`,
      );
  }
  for (const [name, each] of [...scores].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`${name.padEnd(34)} ${shown(each)}`);
} else {
  console.log('Skipped: the labelled properties are in ../shared/data, which is not here.');
}
