import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { choosePolicy } from '../gate/choose-policy.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { WaiverSettings } from '../policy/policy.ts';
import { withWaiver } from '../policy/waiver-text.ts';
import { dayAfter, loadWaivers, type WaiverEntry } from '../policy/waivers.ts';
import type { Report } from '../report/report.ts';
import { subject } from '../report/wording.ts';
import { openRepository } from '../revision/repository.ts';
import type { Waiver } from '../rules/audit.ts';
import type { Finding } from '../rules/rule.ts';
import { rules } from '../rules/registry.ts';
import { asError, CallError } from './call-error.ts';
import { gateRequest } from './check.ts';
import type { Context } from './context.ts';
import { workTreeReport } from './explain.ts';
import { baseOption, configOption, dayArgument, dateOption } from './options.ts';
import { readReport } from './report-file.ts';

interface WaiveOptions {
  readonly report?: string;
  readonly reason: string;
  readonly expires: string;
  readonly owner: string;
  readonly ticket?: string;
  readonly base?: string;
  readonly config?: string;
  readonly date?: string;
}

const HELP = `
It writes an entry into the waiver file of your work tree (waivers.file of the
policy; schema-gate.waivers.yml beside it), for you to commit. An entry that is
there for the same finding is replaced. Waivers count once they are in the base,
or at once where the policy says waivers.from-head: true.

Examples:
  $ schema-gate waive 1f2e3d4c5b6a --reason "Nobody reads it" --owner shop-team --expires 2026-03-31
  $ schema-gate waive 1f2e3d4c5b6a --report report.json --reason "..." --owner me --expires 2026-03-31

Exit codes:
  0  written
  2  no such finding, a day too far away, or a waiver file that is not valid`;

/** `schema-gate waive`: lets one finding pass for a while. */
export function waiveCommand(context: Context): Command {
  return new Command('waive')
    .summary('let a finding pass for a while')
    .description('Records that a finding may pass until a day: with a reason, and somebody who answers for it.')
    .argument('<fingerprint>', 'the 12 digits that a report shows as id')
    .requiredOption('--reason <text>', 'why it may pass, for whoever reads it in half a year')
    .requiredOption('--owner <name>', 'who answers for it: a person or a team')
    .requiredOption('--expires <YYYY-MM-DD>', 'the last day on which it counts', dayArgument)
    .option('--ticket <url>', 'the ticket in which the work is planned')
    .option('--report <file>', 'the JSON report that holds the finding (default: a check of your work tree)')
    .addOption(baseOption().conflicts('report'))
    .addOption(configOption())
    .addOption(dateOption())
    .addHelpText('after', HELP)
    .action((fingerprint: string, options: WaiveOptions) => waive(fingerprint, options, context));
}

async function waive(fingerprint: string, options: WaiveOptions, { terminal, exit }: Context): Promise<void> {
  const { expires, reason, owner, ticket } = options;
  const judged = {
    ...(options.base !== undefined && { base: options.base }),
    ...(options.config !== undefined && { config: options.config }),
    ...(options.date !== undefined && { date: options.date }),
  };
  const request = gateRequest(judged);
  if (!request.revisions.ok) throw asError(request.revisions.failure);
  const chosen = choosePolicy(request.revisions.value, request);
  if (!chosen.ok) throw asError(chosen.failure);
  const { waivers } = chosen.value.policy;
  checkDay(expires, request.date, waivers);
  const finding = findingOf(options.report === undefined ? workTreeReport(judged) : readReport(options.report), fingerprint);
  const entry = { fingerprint, reason, owner, ...(ticket !== undefined && { ticket }), expires };
  const line = write(waivers.file, entry, finding);
  exit(0);
  const what = [finding.rule, subject(finding)].filter((part) => part !== '').join(' ');
  const counts = waivers.fromHead
    ? 'It counts with the change that holds it.'
    : 'It counts once it is in the base: merge it before the change that needs it.';
  await terminal.print(
    `Waived until ${expires}: ${finding.severity} ${what}\n  ${finding.message}\nWritten to ${waivers.file}:${line}. ${counts}\n`,
  );
}

function checkDay(expires: string, date: string, { maxDays }: WaiverSettings): void {
  const last = dayAfter(date, maxDays);
  if (expires < date) throw new CallError(`--expires ${expires} has passed.`, `Give a day between ${date} and ${last}.`);
  if (expires > last)
    throw new CallError(
      `--expires ${expires} is more than ${maxDays} days away.`,
      `Give a day between ${date} and ${last}; the policy sets the limit (waivers.max-days).`,
    );
}

function findingOf(report: Report, fingerprint: string): Finding {
  const known = [...report.findings, ...report.waived];
  const finding = known.find((candidate) => candidate.fingerprint === fingerprint);
  if (finding !== undefined && finding.rule.startsWith('waiver/'))
    throw new CallError(`${fingerprint} is about a waiver itself.`, 'Correct or remove that waiver.');
  if (finding !== undefined) return finding;
  if (report.debt.some((candidate) => candidate.fingerprint === fingerprint))
    throw new CallError(`${fingerprint} was there before this change: it blocks nobody.`, 'It needs no waiver.');
  throw new CallError(
    `The report has no finding ${fingerprint}.`,
    didYouMean(
      fingerprint,
      known.map((candidate) => candidate.fingerprint),
      'findings',
    ),
  );
}

/** Writes the entry and gives its line. Nothing is written that would not be read again. */
function write(file: string, entry: WaiverEntry, finding: Finding): number {
  const repository = openRepository(process.cwd(), { network: { addresses: [] }, trustOwner: false });
  if (!repository.ok) throw asError(repository.failure);
  const target = path.join(repository.value.root, file);
  const text = textOf(target, file);
  const about = [finding.rule, subject(finding)].filter((part) => part !== '').join(': ');
  if (text !== null) waiversIn(file, text);
  const made = withWaiver(text, entry, about);
  const written = waiversIn(file, made).find(({ fingerprint }) => fingerprint === entry.fingerprint);
  if (written === undefined) throw new CallError(`${file} is written in a way that takes no further entry.`, 'Add the entry by hand.');
  try {
    writeFileSync(target, made);
  } catch (error) {
    throw new CallError(`Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}.`, 'Check the folder.', {
      cause: error,
    });
  }
  return written.location.line;
}

function textOf(target: string, file: string): string | null {
  const facts = lstatSync(target, { throwIfNoEntry: false });
  if (facts === undefined) return null;
  if (!facts.isFile()) throw new CallError(`${file} is no plain file.`, 'Make it one, or name another under waivers.file in the policy.');
  return readFileSync(target, 'utf8');
}

function waiversIn(file: string, text: string): readonly Waiver[] {
  const loaded = loadWaivers(
    file,
    new TextEncoder().encode(text),
    rules.map(({ meta }) => meta.id),
  );
  if (!loaded.ok) throw asError(loaded.failure);
  return loaded.value;
}
