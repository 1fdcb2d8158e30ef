import type { Location } from '../plan/model.ts';
import { shorten } from '../rules/excerpt.ts';
import { foreign, visibleLines } from './foreign.ts';
import { changeTexts } from './event.ts';
import { mayBeWaived, REQUEST_NOTE, waiverLine, waiverText } from './leniency.ts';
import type { Failure } from '../revision/revision.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import type { Report } from './report.ts';
import { breaksFor, count, place, subject } from './wording.ts';

/** A remark on a line, as both of GitHub's channels understand it. */
export interface Annotation {
  readonly severity: Severity;
  /** At most 255 characters (Checks API). */
  readonly title: string;
  /** At most 16,000 characters: GitHub takes 64 KB. */
  readonly message: string;
  /** Null where nothing in head is to blame. */
  readonly at: AnnotationPlace | null;
}

interface AnnotationPlace {
  /** From the repository's root, unescaped. */
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  /** 1-based, the end inclusive; only where the range lies on one line, as the Checks API demands. */
  readonly columns: { readonly start: number; readonly end: number } | null;
}

const MAX_TITLE = 255;
const MAX_MESSAGE = 16_000;
/** What GitHub shows of one step's workflow commands, of each level (actions/toolkit, docs/problem-matchers.md). */
const MAX_PER_LEVEL = 10;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice'];

function placeOf(location: { file: string; line: number; column: number; endLine?: number; endColumn?: number }): AnnotationPlace {
  const endLine = Math.max(location.line, location.endLine ?? location.line);
  const onOneLine = endLine === location.line;
  const end = Math.max(location.column, (location.endColumn ?? location.column + 1) - 1);
  return { file: location.file, line: location.line, endLine, columns: onOneLine ? { start: location.column, end } : null };
}

function waiverOf(finding: Finding, report: Report): string[] {
  if (finding.waiver !== undefined) return [`Asks for a waiver ${waiverText(finding.waiver)}. ${REQUEST_NOTE}`];
  return mayBeWaived(finding, report) ? [`Waive: ${waiverLine(finding)}`] : [];
}

/** Where it was in base, for what head has no place for. */
function goneFrom({ locations: { head, base } }: Finding): Location | null {
  return head === undefined ? (base ?? null) : null;
}

function messageOf(finding: Finding, report: Report): string {
  const { was, is } = changeTexts(finding);
  const change = [...(was === undefined ? [] : [`was: ${was}`]), ...(is === undefined ? [] : [`is: ${is}`])];
  const gone = goneFrom(finding);
  const where = gone === null ? [] : [`It is gone in head; in base it was ${place(gone)}.`];
  return [
    foreign(finding.message, 4000),
    ...change,
    ...where,
    ...finding.audiences.map(({ audience }) => `Breaks ${breaksFor(audience)}.`),
    ...(finding.suggestion === '' ? [] : [`Fix: ${foreign(finding.suggestion, 4000)}`]),
    ...waiverOf(finding, report),
    `(${foreign(finding.fingerprint)})`,
  ].join('\n');
}

function ofFinding(finding: Finding, report: Report): Annotation {
  const { head } = finding.locations;
  return {
    severity: finding.severity,
    title: shorten([foreign(finding.rule), subject(finding)].filter((part) => part !== '').join(': '), MAX_TITLE),
    message: shorten(messageOf(finding, report), MAX_MESSAGE),
    // A line of base is another line of head, or none: GitHub shows annotations on the files of head.
    at: head === undefined ? null : placeOf(head),
  };
}

function ofFailure(failure: Failure): Annotation {
  return {
    severity: 'error',
    title: failure.kind === 'configuration' ? 'Schema Gate: misconfigured' : 'Schema Gate: could not evaluate',
    message: shorten(
      [failure.message, failure.hint]
        .filter((part) => part !== '')
        .map((part) => visibleLines(part, MAX_MESSAGE))
        .join('\n'),
      MAX_MESSAGE,
    ),
    at: failure.location ? placeOf(failure.location) : null,
  };
}

/** What a run has to remark, the gating findings first. */
export function annotationsOf(report: Report): Annotation[] {
  return [...report.failures.map(ofFailure), ...report.findings.map((finding) => ofFinding(finding, report))];
}

/** At most ten of one level, as GitHub shows them; the last says how many more there are. */
function firstOf(annotations: readonly Annotation[], severity: Severity): Annotation[] {
  const all = annotations.filter((annotation) => annotation.severity === severity);
  if (all.length <= MAX_PER_LEVEL) return all;
  const rest = all.length - MAX_PER_LEVEL + 1;
  const message = `${count(rest, `more ${severity}`)}: see the job summary. GitHub shows ten of each level.`;
  return [...all.slice(0, MAX_PER_LEVEL - 1), { severity, title: `Schema Gate: +${rest} more`, message, at: null }];
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One workflow command, escaped as @actions/core does. */
function command({ severity, title, message, at }: Annotation): string {
  const properties: [string, string | number][] = [['title', title]];
  if (at) properties.push(['file', at.file], ['line', at.line], ['endLine', at.endLine]);
  if (at?.columns) properties.push(['col', at.columns.start], ['endColumn', at.columns.end]);
  return `::${severity} ${properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')}::${escapeData(message)}\n`;
}

/** Annotations as workflow commands, one a line: errors, warnings, notices, at most ten of each. */
export function workflowCommands(annotations: readonly Annotation[]): string {
  return SEVERITIES.flatMap((severity) => firstOf(annotations, severity))
    .map(command)
    .join('');
}

/** The report as GitHub workflow commands, which annotate the lines of a pull request when a job prints them. */
export function renderGitHub(report: Report): string {
  return workflowCommands(annotationsOf(report));
}
