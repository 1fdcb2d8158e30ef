import { wrapAnsi } from 'fast-wrap-ansi';
import type { RuleMeta } from '../rules/rule.ts';
import { examplesOf, FORMAT_TITLES, type RuleExample } from './rule-examples.ts';
import { painter, type Paint } from './style.ts';

export interface PageOptions {
  readonly color: boolean;
  readonly width: number;
}

const SEVERITY_COLOURS = { error: 'red', warning: 'yellow', notice: 'cyan', off: 'dim' } as const;

/** All rules in their order, one a line: id, default severity, title. */
export function ruleList(rules: readonly RuleMeta[], options: PageOptions): string {
  const paint = painter(options.color);
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, defaultSeverity, title }) => {
    const severity = paint(SEVERITY_COLOURS[defaultSeverity], defaultSeverity.padEnd(7));
    return `${paint('bold', id.padEnd(width))}  ${severity}  ${title}`;
  });
  return `${lines.join('\n')}\n`;
}

/** The page of one rule: what it finds, why, how to fix it, an example, how to configure it. */
export function rulePage(rule: RuleMeta, options: PageOptions): string {
  const paint = painter(options.color);
  const audiences = rule.audiences.length === 0 ? '' : ` for ${rule.audiences.join(' and ')}`;
  const opposite = 'rule' in rule.twin ? rule.twin.rule : `none: ${rule.twin.none}`;
  return [
    `${paint('bold', rule.id)}: ${rule.title}`,
    `${paint(SEVERITY_COLOURS[rule.defaultSeverity], rule.defaultSeverity)} by default${audiences}${presetsOf(rule)}`,
    ...section('What it finds', prose(rule.what, options), paint),
    ...section('Why it matters', prose(rule.why, options), paint),
    ...section('How to fix it', prose(rule.fix, options), paint),
    ...section('Before', indented(rule.example.before), paint),
    ...section('After', indented(rule.example.after), paint),
    ...examplesOf(rule.id).flatMap((example) => exampleLines(example, options, paint)),
    ...section('In schema-gate.yml', ['  rules:', `    ${rule.id}: ${rule.defaultSeverity}  # or error, warning, notice, off`], paint),
    ...section('The opposite change', prose(opposite, options), paint),
    '',
  ].join('\n');
}

/** What the presets make of it, where they differ from the default. */
function presetsOf({ presets = {} }: RuleMeta): string {
  return Object.entries(presets)
    .map(([preset, severity]) => `; ${severity} in the preset ${preset}`)
    .join('');
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return ['', paint('bold', title), ...lines];
}

function prose(text: string, { width }: PageOptions): string[] {
  return indented(wrapAnsi(text, Math.max(20, width - 2), { trim: true }));
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}

const DIFF_COLOURS: Readonly<Record<string, 'green' | 'red' | 'cyan' | 'bold'>> = { '+': 'green', '-': 'red', '@': 'cyan', '#': 'bold' };

/** A scenario that the tests run, as a change of its files. */
function exampleLines({ format, shows, policy, diff }: RuleExample, options: PageOptions, paint: Paint): readonly string[] {
  const coloured = diff.split('\n').map((line) => {
    const colour = DIFF_COLOURS[line.slice(0, 1)];
    return colour === undefined ? line : paint(colour, line);
  });
  return [
    ...section(`A change that it reports, in ${FORMAT_TITLES[format]}`, prose(shows, options), paint),
    ...(policy === undefined ? [] : ['', ...indented(`# schema-gate.yml\n${policy}`)]),
    '',
    ...indented(coloured.join('\n')),
  ];
}
