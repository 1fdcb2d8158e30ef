import type { Finding } from '../rules/rule.ts';
import { foreign } from './foreign.ts';
import { blocks, type Report } from './report.ts';
import { byRule, count } from './wording.ts';

/** Rules named in a summary. */
const MAX_RULES = 5;

/** Whether a person may want to waive a finding: it blocks, nobody has asked yet, and it is not about a waiver itself. */
export function mayBeWaived(finding: Finding, { failOn }: Pick<Report, 'failOn'>): boolean {
  return blocks(finding, failOn) && finding.waiver === undefined && !finding.rule.startsWith('waiver/');
}

/** The command that waives a finding; what a person must say is left open. */
export function waiveCommand({ fingerprint }: Finding): string {
  return `schema-gate waive ${foreign(fingerprint)} --reason … --owner … --expires …`;
}

/** The line that waives a finding in the waiver file. */
export function waiverLine({ fingerprint }: Finding): string {
  return `- {fingerprint: '${foreign(fingerprint)}', reason: …, owner: …, expires: …}`;
}

/** Who waives or wants to, until when, and why. */
export function waiverText({ owner, expires, reason, ticket }: NonNullable<Finding['waiver']>): string {
  const see = ticket === undefined ? '' : ` (${foreign(ticket, 300)})`;
  return `until ${expires} by ${foreign(owner, 80)}: ${foreign(reason, 300)}${see}`;
}

/** What a waiver that is asked for means. */
export const REQUEST_NOTE = 'It counts once it is in the base.';

/** How many findings of each rule, the most frequent first: `3 required/missing, 2 pii/unclassified and 1 of other rules`. */
export function ruleCounts(findings: readonly Finding[]): string {
  const groups = [...byRule(findings)].toSorted(([, one], [, other]) => other.length - one.length);
  const shown = groups.slice(0, MAX_RULES).map(([rule, list]) => `${list.length} ${foreign(rule)}`);
  const rest = groups.slice(MAX_RULES).reduce((sum, [, list]) => sum + list.length, 0);
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} of other rules` : ''}`;
}

/** Old findings in one line; '' where there are none. */
export function debtText({ debt }: Pick<Report, 'debt'>): string {
  if (debt.length === 0) return '';
  return `${count(debt.length, 'finding')} ${debt.length === 1 ? 'was' : 'were'} there before (${ruleCounts(debt)})`;
}
