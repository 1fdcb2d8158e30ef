import type { Location } from '../plan/model.ts';
import type { Audience, EventName, Finding, FindingAudience } from '../rules/rule.ts';
import { foreign } from './foreign.ts';
import type { Report } from './report.ts';

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `file:line:column`. */
export function place(location: Location): string {
  return `${foreign(location.file, 400)}:${location.line}:${location.column}`;
}

/** Where a finding is shown: in head, or, where nothing of it survived there, in base. */
export function shownAt(finding: Finding): { readonly location: Location; readonly side: 'head' | 'base' } | null {
  const { head, base } = finding.locations;
  if (head) return { location: head, side: 'head' };
  return base ? { location: base, side: 'base' } : null;
}

/** What it means for an audience that a finding names it. */
export function breaksFor(audience: Audience): string {
  return audience === 'producers'
    ? 'producers: released apps that still send the old shape'
    : 'consumers: tables, destinations, models that read the new events';
}

/** What a counterexample shows, as a headline. */
export function counterexampleTitle({ audience, by }: Pick<FindingAudience, 'audience' | 'by'>): string {
  if (by !== undefined) return `valid by the plan, and not what ${foreign(by, 80)} needs`;
  return audience === 'producers' ? 'valid before, rejected after this change' : 'valid after this change, not valid before';
}

/** What the marked line of a counterexample is to the side that does not accept it. */
export function rejectedBy({ audience, by }: Pick<FindingAudience, 'audience' | 'by'>): string {
  if (by !== undefined) return 'not what is needed';
  return audience === 'producers' ? 'rejected' : 'not valid before';
}

/** The remark on the marked line of an event. */
export function remarkOn(mark: { readonly missing: string }, remark: string): string {
  return mark.missing === '' ? remark : `${remark}: no ${foreign(mark.missing, 60)}`;
}

/** Where a fact is written, and when that was looked up. */
export function sourceText({ source, checked }: NonNullable<Finding['source']>): string {
  return `${source} (looked up on ${checked})`;
}

/** How a finding's example is introduced; it proves nothing about inclusion. */
export const EXAMPLE_TITLE = 'an event that was fine before';

/** An event as a person calls it: `Order Completed`, or its type where the name says no more. */
export function eventName(event: EventName): string {
  return event.name === '' ? event.type : event.name;
}

/** The first few of a list in words: `a, b and 3 more`. */
export function some<T>(items: readonly T[], max: number, print: (item: T) => string): string {
  const shown = items.slice(0, max).map(print);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}` : shown.join('');
}

/** What a finding is about in a few words: the property's wire path and the event, for a headline. */
export function subject(finding: Finding): string {
  const events = some([...new Set(finding.events.map(eventName))], 1, (name) => foreign(name, 80));
  return [foreign(finding.path, 120), events].filter((part) => part !== '').join(' · ');
}

/** The findings of each rule, in order of first appearance. */
export function byRule(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group) group.push(finding);
    else groups.set(finding.rule, [finding]);
  }
  return groups;
}

/** How a run was made, in rows of a label and a text from outside. What a run that failed early did not get to know is left out. */
export function contextOf(report: Report): readonly (readonly [label: string, text: string])[] {
  const { base, head, events, files, failures } = report;
  const judged = failures.length === 0;
  const resolved = judged || base.commit !== null || head.commit !== null;
  const sides: [string, string][] = [
    ['Base', base.label],
    ['Head', head.label],
    ['Because', report.reason],
  ];
  const work: [string, string][] = [
    ['Policy', `${report.policy}; content model ${report.contentModel}; blocks on ${report.failOn}`],
    [
      'Looked at',
      `${count(events.head, 'event')} (${events.base} in base), ${events.changed} changed; ${count(files.loaded, 'file')} read, ${files.unchanged} unchanged`,
    ],
  ];
  const notes = report.notes.map((note): [string, string] => ['Note', note]);
  return [...(resolved ? sides : []), ...(judged ? work : []), ...notes].filter(([, text]) => text !== '');
}

/** Files that were left out for the same reason. */
export interface LeftOut {
  readonly reason: string;
  readonly files: readonly string[];
}

/** How the list of these files is headed. */
export function leftTitle({ files: { left } }: Report): string {
  const partly = left.filter(({ status }) => status === 'loaded').length;
  const wholly = left.length - partly;
  if (partly === 0) return `${count(wholly, 'file')} left out`;
  return wholly === 0 ? `${count(partly, 'file')} checked in part` : `${count(wholly, 'file')} left out, ${partly} checked in part`;
}

/** The files that were left out, one entry a reason: those that could not be read first. */
export function leftOut({ files: { left } }: Report): readonly LeftOut[] {
  const groups = new Map<string, string[]>();
  const ordered = [...left.filter(({ status }) => status === 'unreadable'), ...left.filter(({ status }) => status !== 'unreadable')];
  for (const { path, reason, status } of ordered) {
    const why = reason ?? status;
    const group = groups.get(why);
    if (group) group.push(path);
    else groups.set(why, [path]);
  }
  return [...groups].map(([reason, files]) => ({ reason, files }));
}
