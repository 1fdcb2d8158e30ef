import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { RuleExample } from '../../src/cli/rule-examples.ts';
import { formats } from '../../src/formats/registry.ts';
import { rules } from '../../src/rules/registry.ts';
import { root } from '../build.mjs';

/** Lines of a diff that a person reads on a page. */
const MAX_LINES = 48;
const CONTEXT = 2;
const POLICY = 'schema-gate.yml';

type Files = ReadonlyMap<string, string>;

interface Expected {
  readonly shows: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly at: string | null;
    readonly was: string | null;
  }[];
}

function filesBelow(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((file) => [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')]));
}

/** What files of the formats hold whose scenarios are no examples on the pages. */
const NOT_SHOWN = formats.filter(({ id }) => !['rudderstack', 'json-schema'].includes(id)).flatMap(({ markers }) => markers);

/** The format that a plan of these files is in: the one of which a rule's example is; null for one that the pages do not show. */
function formatOf(files: Files): RuleExample['format'] | null {
  const texts = [...files].filter(([file]) => file !== POLICY).map(([, text]) => text);
  if (texts.some((text) => NOT_SHOWN.some((marker) => text.includes(marker)))) return null;
  return texts.some((text) => /^version: ?"?rudder\//m.test(text)) ? 'rudderstack' : 'json-schema';
}

/** The files that differ, as a unified diff without the lines that only Git needs. */
function diffOf(base: Files, head: Files): string {
  return [...new Set([...base.keys(), ...head.keys()])]
    .toSorted()
    .filter((file) => base.get(file) !== head.get(file))
    .map((file) => createTwoFilesPatch(file, file, base.get(file) ?? '', head.get(file) ?? '', '', '', { context: CONTEXT }))
    .map((patch) =>
      patch
        .split('\n')
        .filter((line) => !/^(?:=+$|Index: |\+\+\+ |\\ No newline)/.test(line))
        .map((line) => (line.startsWith('--- ') ? `# ${line.slice('--- '.length).trim()}` : line.trimEnd()))
        .join('\n')
        .trimEnd(),
    )
    .join('\n');
}

/** The policy on both sides, below it the files that it names; undefined where there is none, or where the change is one of them. */
function policyOf(base: Files, head: Files): string | undefined {
  const policy = base.get(POLICY);
  if (policy === undefined) return undefined;
  const named = [...base].filter(([file]) => file !== POLICY && policy.includes(file));
  if ([[POLICY, policy], ...named].some(([file = '', text]) => head.get(file) !== text)) return undefined;
  return [policy, ...named.map(([file, text]) => `# ${file}\n${text}`)].map((text) => text.trimEnd()).join('\n\n');
}

interface Shown extends Omit<RuleExample, 'format'> {
  readonly format: RuleExample['format'] | null;
  readonly findings: Expected['findings'];
  readonly lines: number;
}

function shownBy(fixtures: string, name: string): Shown {
  const expected = JSON.parse(readFileSync(path.join(fixtures, name, 'expected.json'), 'utf8')) as Expected;
  const [base, head] = ['base', 'head'].map((side) => filesBelow(path.join(fixtures, name, side))) as [Files, Files];
  const policy = policyOf(base, head);
  const diff = diffOf(base, head);
  return {
    scenario: name,
    format: formatOf(new Map([...base, ...head])),
    shows: expected.shows,
    ...(policy !== undefined && { policy }),
    diff,
    findings: expected.findings,
    lines: diff.split('\n').length + (policy?.split('\n').length ?? 0),
  };
}

/** How little a scenario says of other rules than this. */
function strays(shown: Shown, rule: string): number {
  return new Set(shown.findings.map((finding) => finding.rule).filter((other) => other !== rule)).size;
}

const DEFAULTS = new Map(rules.map(({ meta }) => [meta.id, meta.defaultSeverity]));

/** Whether it shows the rule at less than its weight. */
function isLight(shown: Shown, rule: string): boolean {
  return !shown.findings.some((finding) => finding.rule === rule && finding.severity === DEFAULTS.get(rule));
}

/**
 * For each rule and format the scenario of fixtures/ that shows the rule best: at its own weight, saying least of other rules, and the shortest. The
 * scenarios are run by the tests, so that what a page shows is what the gate says.
 */
export function ruleExamples(): Readonly<Record<string, readonly RuleExample[]>> {
  const fixtures = path.join(root, 'fixtures');
  const all = readdirSync(fixtures)
    .filter((name) => existsSync(path.join(fixtures, name, 'expected.json')))
    .toSorted()
    .map((name) => shownBy(fixtures, name))
    .filter(({ lines, diff }) => lines <= MAX_LINES && diff !== '');
  const ids = [...new Set(all.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].toSorted();
  const best = (id: string, format: RuleExample['format']): readonly RuleExample[] => {
    const [first] = all
      .filter((shown) => shown.format === format && shown.findings.some(({ rule }) => rule === id))
      .toSorted(
        (one, other) =>
          Number(isLight(one, id)) - Number(isLight(other, id)) ||
          strays(one, id) - strays(other, id) ||
          one.lines - other.lines ||
          (one.scenario < other.scenario ? -1 : 1),
      );
    if (first === undefined) return [];
    const { scenario, shows, policy, diff } = first;
    return [{ scenario, format, shows, ...(policy !== undefined && { policy }), diff }];
  };
  return Object.fromEntries(ids.map((id) => [id, [...best(id, 'rudderstack'), ...best(id, 'json-schema')]]));
}
