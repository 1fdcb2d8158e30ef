import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { rolldown } from 'rolldown';

interface Race {
  readonly pairs: number;
  /** Milliseconds. */
  readonly total: number;
  readonly median: number;
}

interface Quickest {
  readonly ms: number;
  readonly verdicts: string;
  readonly steps: number;
}

interface Count {
  readonly right: number;
  readonly wrong: number;
  readonly none: number;
}

/** What each measurement of speed-child.ts prints. */
interface Measured {
  readonly engine: Race;
  readonly 'json-schema-diff': Race;
  /** The same without the meta-schema that it compiles each time, and bounded: as the engine asks it for a second opinion. */
  readonly algebra: Race;
  readonly baseline: { readonly all: Count; readonly fragment: Count };
  readonly real: Race;
  readonly hard: { readonly narrow: Quickest; readonly wide: Quickest; readonly entangled: Quickest };
}

const LIMIT_MS = 600_000;

/** The measuring program, bundled as the product is: what tsx makes of sources while it loads them is slower. Other packages stay outside. */
async function bundledChild(): Promise<string> {
  const file = path.join('node_modules', '.cache', 'schema-gate', 'speed-child.mjs');
  const build = await rolldown({ input: path.join(import.meta.dirname, 'speed-child.ts'), platform: 'node', external: /^[^./]/ });
  await build.write({ file, format: 'esm' });
  await build.close();
  return file;
}

function measured<K extends keyof Measured>(child: string, what: K, prefix: string, most: number): Measured[K] | null {
  const args = [child, what, prefix, String(most)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: LIMIT_MS });
  if (status === 0) return JSON.parse(stdout) as Measured[K];
  console.log(`${what}: not measured; ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return null;
}

function percentages({ right, wrong, none }: Count): string {
  const all = right + wrong + none;
  const of = (count: number): string => (all === 0 ? '-' : `${((100 * count) / all).toFixed(1)} %`);
  return `${all} labelled questions, right ${of(right)}, wrong ${of(wrong)}, no answer ${of(none)}`;
}

function rate({ pairs, total, median }: Race): string {
  return `${((1000 * pairs) / total).toFixed(0)} pairs a second, median ${median.toFixed(3)} ms`;
}

/** Prints how quick decisions are, each measurement in a process of its own. */
export async function printSpeed(prefix: string, most: number): Promise<void> {
  const child = await bundledChild();
  const ours = measured(child, 'engine', prefix, most);
  const theirs = measured(child, 'json-schema-diff', prefix, most);
  if (ours !== null && theirs !== null && ours.pairs > 0) {
    console.log(`decide(), both questions   ${rate(ours)} on the ${ours.pairs} pairs that json-schema-diff reads in full`);
    console.log(
      `json-schema-diff 1.0.0     ${rate(theirs)}: ratio ${(theirs.total / ours.total).toFixed(1)}; references written out beforehand`,
    );
    const algebra = measured(child, 'algebra', prefix, most);
    if (algebra !== null)
      console.log(
        `  its set algebra alone    ${rate(algebra)}: ratio ${(algebra.total / ours.total).toFixed(1)}; less its meta-schema, and bounded`,
      );
  }
  const real = measured(child, 'real', prefix, most);
  if (real !== null && real.pairs > 0)
    console.log(`real pairs                 ${rate(real)} over ${real.pairs} pairs, both questions of each, warmed up on as many others`);
  const hard = measured(child, 'hard', prefix, most);
  if (hard !== null) {
    const { narrow, wide, entangled } = hard;
    const ratio = (wide.ms / narrow.ms).toFixed(1);
    console.log(
      `one changed keyword        ${narrow.ms.toFixed(2)} ms among 500 properties, ${wide.ms.toFixed(2)} ms among 5,000: ratio ${ratio}`,
    );
    console.log(`twelve entangled oneOf     ${entangled.ms.toFixed(0)} ms, ${entangled.steps} steps: ${entangled.verdicts}`);
  }
  const baseline = measured(child, 'baseline', prefix, most);
  if (baseline === null) return;
  console.log(`json-schema-diff 1.0.0     ${percentages(baseline.all)}`);
  console.log(`  where it reads in full   ${percentages(baseline.fragment)}`);
}
