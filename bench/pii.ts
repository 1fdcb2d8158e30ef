// How well the detector tells personal data, on labelled properties of public schemas in ../shared/data (not part of this repository).
//   npm run bench:pii [-- --verbose] [--file FILE]
//
// Nothing is trained, so the five folds (by source) say only how evenly the words fit. Whoever writes the dictionary sees these rows, so P and R
// are upper bounds. `borne out elsewhere` is a lower bound of R: it counts a property of a fold only where the head that found it, or a part of
// it, also finds one in another fold, so that the dictionary need not owe it to the fold; words that any dictionary holds, met once, fall too.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/build.mjs';
import { detect, type Detection } from '../src/rules/pii/detector.ts';
import { candidateOf, type FieldRow } from '../src/rules/pii/field.ts';

const FOLDS: readonly (readonly string[])[] = [
  ['segment-destination'],
  ['iglu'],
  ['adobe-xdm', 'segment-spec'],
  ['plaid-openapi', 'elastic-ecs'],
  ['rudder-map', 'github-webhook', 'otel-semconv'],
];

interface Row extends FieldRow {
  readonly source: string;
  readonly group: string;
  readonly label: { readonly pii: true | false | 'borderline'; readonly category: string | null };
}

interface Judged {
  readonly row: Row;
  readonly found: Detection | null;
  readonly outcome: 'hit' | 'wrong' | 'missed' | 'right';
  /** Index of the fold of its source. */
  readonly fold: number;
}

function judge(row: Row): Judged {
  const found = detect(candidateOf(row));
  const said = found !== null && found.confidence !== 'low';
  const outcome = row.label.pii === true ? (said ? 'hit' : 'missed') : said ? 'wrong' : 'right';
  return { row, found, outcome, fold: FOLDS.findIndex((sources) => sources.includes(row.source)) };
}

/** What found it: the head of its name, or its format. */
const means = ({ found }: Judged): string => /ends in "([^"]+)"/.exec(found?.evidence ?? '')?.[1] ?? found?.evidence ?? '';

/** Whether another fold's hit needs what found this one: the same head, or a part of it that finds the same category. */
function isBorneOut(each: Judged, all: readonly Judged[]): boolean {
  return all.some(
    (other) =>
      other.outcome === 'hit' &&
      other.fold !== each.fold &&
      other.found?.category === each.found?.category &&
      ` ${means(each)} `.includes(` ${means(other)} `),
  );
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

function print(name: string, members: readonly Judged[], all: readonly Judged[]): void {
  const count = (outcome: Judged['outcome']): number => members.filter((each) => each.outcome === outcome).length;
  const [hits, wrong, missed] = [count('hit'), count('wrong'), count('missed')];
  const [precision, recall] = [ratio(hits, hits + wrong), ratio(hits, hits + missed)];
  const known = members.filter((each) => each.outcome === 'hit' && isBorneOut(each, all));
  const figures = [precision, recall, ratio(2 * precision * recall, precision + recall)].map((figure) => figure.toFixed(3));
  console.log(
    `${name.padEnd(44)} P ${figures[0]}  R ${figures[1]}  F1 ${figures[2]}  (${hits} found, ${wrong} wrong, ${missed} missed)  borne out elsewhere: R ${ratio(known.length, hits + missed).toFixed(3)}`,
  );
}

const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false }, file: { type: 'string' } } });
const file = values.file ?? path.resolve(root, '../shared/data/pii-dev.jsonl');
if (existsSync(file)) {
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  const all = rows
    .map((line) => JSON.parse(line) as Row)
    .filter(({ label }) => label.pii !== 'borderline')
    .map(judge);
  if (values.verbose)
    for (const { row, found, outcome } of all)
      if (outcome === 'wrong' || outcome === 'missed')
        console.log(
          [outcome, row.source, row.group, row.schema, row.path, row.type, row.label.category, found?.category, found?.evidence]
            .map((part) => part ?? '-')
            .join('  '),
        );
  print('all', all, all);
  for (const [index, sources] of FOLDS.entries())
    print(
      `fold ${sources.join(', ')}`,
      all.filter(({ fold }) => fold === index),
      all,
    );
  const categories = [...new Set(all.flatMap(({ row }) => (row.label.pii === true ? (row.label.category ?? []) : [])))].toSorted();
  for (const category of categories)
    print(
      `category ${category}`,
      all.filter(({ row }) => row.label.category === category),
      all,
    );
} else {
  console.log('Skipped: the labelled properties are in ../shared/data, which is not here.');
}
