import { Command } from 'commander';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { Report } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Finding, RuleMeta } from '../rules/rule.ts';
import { rules } from '../rules/registry.ts';
import { asError, CallError } from './call-error.ts';
import { judge, type JudgeOptions } from './check.ts';
import type { Context } from './context.ts';
import { baseOption } from './options.ts';
import { readReport } from './report-file.ts';
import { ruleList, rulePage } from './rule-page.ts';
import type { Terminal } from './terminal.ts';

interface ExplainOptions {
  readonly report?: string;
  readonly base?: string;
}

const HELP = `
A finding is explained from the report given, one that was saved by
check --format json, else from a check of your work tree.

Examples:
  $ schema-gate explain                                         all rules
  $ schema-gate explain compat/type-changed                     one rule: what, why, how to fix it
  $ schema-gate explain 1f2e3d4c5b6a --report report.json       one finding

Exit codes:
  0  explained
  2  no such rule or finding`;

/** `schema-gate explain`: the rules, one rule, or one finding. */
export function explainCommand(context: Context): Command {
  return new Command('explain')
    .summary('all rules, one rule, or one finding')
    .description(
      'Without an argument lists all rules; with a rule id prints its page; with the fingerprint of a finding explains that finding.',
    )
    .argument('[rule-or-fingerprint]', 'a rule id (family/name), or the 12 digits that a report shows as id')
    .option('--report <file>', 'the JSON report that holds the finding (default: a check of your work tree)')
    .addOption(baseOption().conflicts('report'))
    .addHelpText('after', HELP)
    .action((name: string | undefined, options: ExplainOptions) => explain(name, options, context));
}

async function explain(name: string | undefined, options: ExplainOptions, { terminal, exit }: Context): Promise<void> {
  if (name === undefined && options.report !== undefined) {
    throw new CallError(
      '--report needs the fingerprint of a finding.',
      'For example: schema-gate explain 1f2e3d4c5b6a --report report.json',
    );
  }
  const text = name === undefined ? ruleList(metas(), terminal) : pageOf(name, options, terminal);
  exit(0);
  await terminal.print(text);
}

function metas(): readonly RuleMeta[] {
  return rules.map(({ meta }) => meta);
}

function pageOf(name: string, options: ExplainOptions, terminal: Terminal): string {
  if (options.report !== undefined || /^[\da-f]{12}$/.test(name)) {
    return findingPage(
      name,
      options.report === undefined ? workTreeReport(options.base === undefined ? {} : { base: options.base }) : readReport(options.report),
      terminal,
    );
  }
  const rule = metas().find(({ id }) => id === name);
  if (rule !== undefined) return rulePage(rule, terminal);
  const ids = metas().map(({ id }) => id);
  throw new CallError(`There is no rule "${name}".`, `${didYouMean(name, ids, 'rules')} \`schema-gate explain\` lists all rules.`);
}

/** The report on the work tree, as `check` without options gives it. */
export function workTreeReport(options: JudgeOptions = {}): Report {
  const { report } = judge(options);
  const [failure] = report.failures;
  if (failure === undefined) return report;
  throw asError(failure);
}

/** The finding as the report shows it, with the page of its rule. */
function findingPage(fingerprint: string, report: Report, terminal: Terminal): string {
  const all = [...report.findings, ...report.waived, ...report.debt];
  const finding = all.find((candidate) => candidate.fingerprint === fingerprint);
  if (finding === undefined) throw new CallError(`The report has no finding ${fingerprint}.`, knownFindings(all, fingerprint));
  const rule = metas().find(({ id }) => id === finding.rule);
  // What is let be needs no waiver.
  const failOn = report.findings.includes(finding) ? report.failOn : 'never';
  const alone: Report = { ...report, failOn, findings: [finding], waived: [], debt: [], files: { ...report.files, left: [] } };
  return `${renderText(alone, { color: terminal.color, width: terminal.width })}${rule === undefined ? '' : `\n${rulePage(rule, terminal)}`}`;
}

function knownFindings(findings: readonly Finding[], fingerprint: string): string {
  return didYouMean(
    fingerprint,
    findings.map((finding) => finding.fingerprint),
    'findings',
  );
}
