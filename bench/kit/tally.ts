import type { Answer } from '../../src/jsonschema/index.ts';

/** Counts of answers against labels. */
export interface Score {
  right: number;
  wrong: number;
  undecided: number;
}

/** How many questions have an answer, of those without a label. */
export interface Share {
  decided: number;
  all: number;
}

/** What was measured on one suite. */
export class Tally {
  readonly labelled: Score = { right: 0, wrong: 0, undecided: 0 };
  readonly doubtful: Score = { right: 0, wrong: 0, undecided: 0 };
  readonly unlabelled: Share = { decided: 0, all: 0 };
  /** Unlabelled questions about real pairs with a reference that names nothing. */
  readonly outside: Share = { decided: 0, all: 0 };
  /** Milliseconds that each pair took to decide, both questions together. */
  readonly decisions: { readonly id: string; readonly ms: number }[] = [];
  /** Milliseconds in foreign validators, and for the causes, in all. */
  confirming = 0;
  blaming = 0;
  /** Questions that the search alone answers otherwise. */
  readonly changed: string[] = [];
  readonly wrong: string[] = [];
  readonly refuted: string[] = [];
  readonly undecided: { readonly name: string; readonly reason: string }[] = [];
  readonly broken: string[] = [];
  readonly missed: string[] = [];
  readonly falsified = { included: 0, untested: 0, cut: 0, sought: 0, found: 0, seconds: 0 };

  add(other: Tally): void {
    for (const key of ['labelled', 'doubtful'] as const)
      for (const count of ['right', 'wrong', 'undecided'] as const) this[key][count] += other[key][count];
    for (const key of ['unlabelled', 'outside'] as const)
      for (const count of ['decided', 'all'] as const) this[key][count] += other[key][count];
    for (const count of ['included', 'untested', 'cut', 'sought', 'found', 'seconds'] as const)
      this.falsified[count] += other.falsified[count];
    this.confirming += other.confirming;
    this.blaming += other.blaming;
    for (const list of ['decisions', 'undecided'] as const) (this[list] as unknown[]).push(...other[list]);
    for (const list of ['changed', 'wrong', 'refuted', 'broken', 'missed'] as const) this[list].push(...other[list]);
  }

  /** Counts an answer to a question that has a label. */
  score(score: Score, name: string, answer: Answer, label: boolean): void {
    if (answer.verdict === 'undecided') score.undecided++;
    else if ((answer.verdict === 'included') === label) score.right++;
    else {
      score.wrong++;
      if (score === this.labelled) this.wrong.push(`${name}: ${answer.verdict}`);
    }
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
}

/** One line a suite. */
export function row(name: string, tally: Tally): string {
  const { right, wrong, undecided } = tally.labelled;
  const doubtful = Object.values(tally.doubtful).join('/');
  const times = tally.decisions.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const total = times.reduce((sum, ms) => sum + ms, 0);
  const worst = tally.decisions.reduce((one, other) => (other.ms > one.ms ? other : one), { id: '', ms: 0 });
  return [
    name.replace('.jsonl', '').padEnd(22),
    ...[right, wrong, tally.refuted.length, undecided].map((count) => String(count).padStart(7)),
    doubtful.padStart(13),
    ...[quantile(times, 0.5), quantile(times, 0.99), worst.ms].map((ms) => ms.toFixed(2).padStart(9)),
    ...[total, tally.confirming, tally.blaming].map((ms) => (ms / 1000).toFixed(2).padStart(8)),
    `  ${worst.id}`,
  ].join('');
}

export const HEADING = [
  ''.padEnd(22),
  ...['right', 'wrong', 'refuted', 'undec.'].map((word) => word.padStart(7)),
  'doubtful'.padStart(13),
  ...['median', 'p99', 'worst ms'].map((word) => word.padStart(9)),
  ...['decide', 'confirm', 'blame s'].map((word) => word.padStart(8)),
  '  worst pair',
].join('');

/** How many answers `included` did not survive the falsifier, and how many of the labelled breaks it found: the first figure is worth what the second is. */
function falsifierFigures({ broken, falsified: { included, untested, cut, sought, found } }: Tally): string {
  return (
    `${broken.length} of ${included} answers "included" broken (of ${untested} the sender could send nothing that was tried, of ${cut} the values are so large that fewer were); ` +
    `${found} of ${sought} labelled "not included" found, ${percent(found, sought)}`
  );
}

/** What a suite needs said beside its line. */
export function details(tally: Tally, verbose: boolean): string[] {
  const lines: string[] = [];
  const list = (what: string, items: readonly string[], most = Number.POSITIVE_INFINITY): void => {
    for (const item of items.slice(0, most)) lines.push(`    ${what}: ${item}`);
    if (items.length > most) lines.push(`    ${what}: and ${items.length - most} more`);
  };
  list('wrong', tally.wrong);
  list('label refuted', tally.refuted);
  if (tally.falsified.included + tally.falsified.sought > 0) lines.push(`    falsifier: ${falsifierFigures(tally)}`);
  list('broken by the falsifier', tally.broken);
  list('the search alone says otherwise', tally.changed, verbose ? undefined : 5);
  if (verbose) {
    list(
      'undecided',
      tally.undecided.map(({ name, reason }) => `${name}: ${reason}`),
    );
    list('not found by the falsifier', tally.missed);
    return lines;
  }
  const reasons = new Map<string, number>();
  for (const { reason } of tally.undecided) {
    const kind = reason.replaceAll(/"(?:[^"\\]|\\.)*"/g, (word) => word.slice(0, 40)).replaceAll(/\d+/g, 'N');
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  }
  const frequent = [...reasons].toSorted((a, b) => b[1] - a[1]).slice(0, 4);
  list(
    'undecided',
    frequent.map(([reason, count]) => `${count} x ${reason}`),
  );
  return lines;
}

/** What the suites come to together. */
export function totals(tally: Tally): string[] {
  const { right, wrong, undecided } = tally.labelled;
  const all = right + wrong + undecided;
  const doubtful = tally.doubtful.right + tally.doubtful.wrong + tally.doubtful.undecided;
  const { included, sought } = tally.falsified;
  const share = ({ decided, all: questions }: Share): string => `${decided} of ${questions} decided, ${percent(decided, questions)}`;
  return [
    `labelled questions        ${all}: right ${right} (${percent(right, all)}), wrong ${wrong} (${percent(wrong, all)}), undecided ${undecided} (${percent(undecided, all)}); apart: ${tally.refuted.length} whose label is refuted`,
    `doubtful questions        ${doubtful}: right ${tally.doubtful.right}, wrong ${tally.doubtful.wrong}, undecided ${tally.doubtful.undecided}`,
    `real pairs, no label      ${share(tally.unlabelled)}; with a reference to what is not there: ${share(tally.outside)}`,
    ...(included + sought === 0 ? [] : [`falsifier                 ${falsifierFigures(tally)}; ${tally.falsified.seconds.toFixed(0)} s`]),
  ];
}
