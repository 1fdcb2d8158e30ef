import type { Failure } from '../revision/revision.ts';
import type { Finding } from '../rules/rule.ts';
import { stepFor } from '../rules/version/step.ts';
import { blocks, type ExitCode, type GateResult, type Report, type VersionBump } from './report.ts';

/** The numbers of a report's findings. */
export function countFindings(findings: readonly Finding[]): { errors: number; warnings: number; notices: number } {
  const of = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), notices: of('notice') };
}

const RESULTS: Readonly<Record<ExitCode, GateResult>> = { 0: 'passed', 1: 'blocked', 2: 'misconfigured', 3: 'not-evaluated' };

/** Several reasons to fail at once: a wrong call (2) comes before what could not be evaluated (3), and that before findings (1). */
export function resultOf(
  failures: readonly Failure[],
  findings: readonly Finding[],
  failOn: Report['failOn'],
): { result: GateResult; exitCode: ExitCode } {
  const exitCode = failures.some(({ kind }) => kind === 'configuration')
    ? 2
    : failures.length > 0
      ? 3
      : findings.some((finding) => blocks(finding, failOn))
        ? 1
        : 0;
  return { result: RESULTS[exitCode], exitCode };
}

/** The version step that the change asks for, as {@link stepFor}; none where it changes no plan. */
export function bumpOf(all: readonly Finding[], changed: number): VersionBump {
  // The policy and its waivers are no part of the plan.
  const findings = all.filter(({ rule }) => !/^(?:policy|waiver)\//.test(rule));
  return changed > 0 || findings.length > 0 ? stepFor(findings) : 'none';
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The verdict in one line, with its numbers. `proved` is how many of the changed events are proved safe for both audiences. */
export function verdictOf(
  report: Pick<Report, 'result' | 'failures' | 'findings' | 'debt' | 'waived' | 'counts' | 'events' | 'failOn'>,
  proved: number,
): string {
  const { result, counts, events, findings, failures } = report;
  if (result === 'misconfigured') return `Misconfigured: ${failures[0]?.message ?? ''}`;
  if (result === 'not-evaluated') return `Not evaluated: ${failures[0]?.message ?? ''}`;
  const parts = numbered(counts);
  const reached = new Set(findings.flatMap((finding) => finding.events.map(({ key }) => key))).size;
  const where = reached > 0 ? ` in ${plural(reached, 'event')}` : '';
  const waived = numbered(countFindings(report.waived)).join(', ');
  const tail = [
    ...(counts.undecided > 0 ? [`${plural(counts.undecided, 'event')} not proved`] : []),
    ...(waived === '' || (parts.length === 0 && result === 'passed') ? [] : [`${waived} waived`]),
    ...(report.debt.length > 0 ? [`debt: ${plural(report.debt.length, 'finding')}`] : []),
  ]
    .map((part) => `; ${part}`)
    .join('');
  if (result === 'blocked') return `Blocked: ${parts.join(', ')}${where}${tail}`;
  if (parts.length > 0)
    return `Passed: ${parts.join(', ')}${where}${tail}${report.failOn === 'never' && counts.errors > 0 ? ' (set never to fail)' : ''}`;
  if (waived !== '') return `Passed: ${waived} waived${tail}`;
  if (events.changed === 0) return `Passed: no event changed${tail}`;
  const changed = plural(events.changed, 'changed event');
  if (proved === events.changed) return `Passed: ${changed}, each proved safe${tail}`;
  // What is left breaks something or is not proved, and the rules that tell it are off.
  const safe = proved === 0 ? '' : `, ${proved} of them proved safe`;
  return `Passed: ${changed}${safe}; no rule that is on has anything to say${proved === 0 ? '' : ' of the others'}${tail}`;
}

/** The numbers that are not zero, with their nouns. */
function numbered({ errors, warnings, notices }: Pick<Report['counts'], 'errors' | 'warnings' | 'notices'>): readonly string[] {
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(notices > 0 ? [plural(notices, 'notice')] : []),
  ];
}
