import { Command, Option } from 'commander';
import { receiversOf } from '../gate/receivers.ts';
import { printJson } from '../jsonschema/index.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { Report } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Finding, RuleMeta } from '../rules/rule.ts';
import { rules } from '../rules/registry.ts';
import { asError, CallError } from './call-error.ts';
import { judge, type JudgeOptions } from './check.ts';
import type { Context } from './context.ts';
import { receiversJson, receiversText } from './explain-event.ts';
import { baseOption, choiceOption } from './options.ts';
import { readReport } from './report-file.ts';
import { ruleList, rulePage } from './rule-page.ts';
import type { Terminal } from './terminal.ts';
import { folderAt, workTree } from './work-tree.ts';

interface ExplainOptions {
  readonly report?: string;
  readonly base?: string;
  readonly event?: string;
  readonly headDir?: string;
  readonly config?: string;
  readonly format?: 'text' | 'json';
}

const HELP = `
A finding is explained from the report given, one that was saved by
check --format json, else from a check of your work tree.

For an event it lists who gets it: the destinations that the plans themselves
send it to (RudderStack's connections, Segment's subscriptions), and those that
the policy names under destinations.

Examples:
  $ schema-gate explain                                         all rules
  $ schema-gate explain compat/type-changed                     one rule: what, why, how to fix it
  $ schema-gate explain 1f2e3d4c5b6a --report report.json       one finding
  $ schema-gate explain --event "Order Placed"                  who gets this event, and which fields
  $ schema-gate explain --event "Order Placed" --head-dir new/ --format json

Exit codes:
  0  explained
  2  no such rule, finding or event; the call or the configuration is wrong
  3  could not be evaluated`;

/** `schema-gate explain`: the rules, one rule, one finding, or who gets an event. */
export function explainCommand(context: Context): Command {
  return new Command('explain')
    .summary('all rules, a rule, finding or event')
    .description(
      'Without an argument lists all rules; with a rule id prints its page; with the fingerprint of a finding explains that finding; with --event says who gets it.',
    )
    .argument('[rule-or-fingerprint]', 'a rule id (family/name), or the 12 digits that a report shows as id')
    .option('--report <file>', 'the JSON report that holds the finding (default: a check of your work tree)')
    .addOption(baseOption().conflicts('report'))
    .addOption(new Option('--event <name>', 'who gets the events of this name, and how').conflicts(['report', 'base']))
    .option('--head-dir <dir>', 'with --event: read this folder, without Git (default: your work tree)')
    .option('--config <file>', 'with --event: the policy file, from the root of what is read')
    .addOption(choiceOption('--format <format>', 'with --event: how to print it', ['text', 'json']))
    .addHelpText('after', HELP)
    .action((name: string | undefined, options: ExplainOptions) => explain(name, options, context));
}

async function explain(name: string | undefined, options: ExplainOptions, context: Context): Promise<void> {
  const { terminal, exit } = context;
  if (options.event !== undefined) return explainEvent(name, options.event, options, context);
  const alone = (['headDir', 'config', 'format'] as const).find((option) => options[option] !== undefined);
  if (alone !== undefined) throw new CallError('--head-dir, --config and --format need --event.', EVENT_EXAMPLE);
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

const EVENT_EXAMPLE = 'For example: schema-gate explain --event "Order Placed"';

async function explainEvent(name: string | undefined, event: string, options: ExplainOptions, { terminal, exit }: Context): Promise<void> {
  if (name !== undefined) throw new CallError('--event takes no rule or finding beside it.', EVENT_EXAMPLE);
  const { headDir, config, format } = options;
  const revision = headDir === undefined ? workTree() : folderAt(headDir);
  const found = receiversOf(revision, event, config === undefined ? {} : { config });
  if (!found.ok) throw asError(found.failure);
  exit(0);
  await terminal.print(format === 'json' ? `${printJson(receiversJson(found.value), 2)}\n` : receiversText(found.value, terminal.color));
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
