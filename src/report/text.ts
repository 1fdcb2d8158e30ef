import { styleText } from 'node:util';
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Json } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { changeTexts, printEvent } from './event.ts';
import { foreign, inert, visible, visibleLines } from './foreign.ts';
import { debtText, mayBeWaived, REQUEST_NOTE, waiveCommand, waiverText } from './leniency.ts';
import type { Report } from './report.ts';
import {
  EXAMPLE_TITLE,
  breaksFor,
  byRule,
  contextOf,
  count,
  counterexampleTitle,
  eventName,
  leftOut,
  leftTitle,
  place,
  rejectedBy,
  sourceText,
  remarkOn,
  shownAt,
  some,
  subject,
} from './wording.ts';

export interface TextOptions {
  /** Whether to print ANSI colours. */
  readonly color: boolean;
  /** Columns to wrap prose at; at least 40. */
  readonly width: number;
  /** The source line (without its line end) at which a location of head starts, where it can be read. */
  readonly readLine?: (location: Location) => string | undefined;
}

type Style = Parameters<typeof styleText>[0];

/** How a text is laid out: colours and width. */
export interface Pen {
  readonly width: number;
  readonly paint: (style: Style, text: string) => string;
}

const STYLES: Readonly<Record<Severity, Style>> = { error: ['bold', 'red'], warning: ['bold', 'yellow'], notice: ['bold', 'cyan'] };
const MAX_SOURCE = 160;
const MAX_EVENTS = 6;
const MAX_REASONS = 20;
const MAX_WAIVED = 50;
const TAB = '    ';

/** The pen for a terminal; never narrower than 40 columns. */
export function penOf(options: Pick<TextOptions, 'color' | 'width'>): Pen {
  return {
    width: Math.max(40, options.width),
    paint: (style, text) => (options.color ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** Prose wrapped after a lead; further lines are indented to the lead's width. */
export function wrap(pen: Pen, lead: string, text: string): string[] {
  const indent = stringWidth(lead);
  const lines = wrapAnsi(text, pen.width - indent, { hard: true, trim: true }).split('\n');
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}

const expandTabs = (text: string): string => text.replaceAll('\t', TAB);
const shownSource = (text: string): string => visible(expandTabs(text));

/** The part of a long source line around the range, and where the range starts in it (0-based). */
function excerpt(line: string, start: number): { readonly text: string; readonly start: number } {
  const from = start > MAX_SOURCE / 2 ? start - MAX_SOURCE / 4 : 0;
  return { text: line.slice(from, from + MAX_SOURCE), start: start - from };
}

function sourceLines(pen: Pen, finding: Finding, location: Location, gutter: number, source: string): string[] {
  const bar = pen.paint('blue', '|');
  const blank = ' '.repeat(gutter);
  const { text, start } = excerpt(source, location.column - 1);
  const end = location.endLine === location.line ? start + location.endColumn - location.column : text.trimEnd().length;
  const before = stringWidth(shownSource(text.slice(0, start)));
  const marked = stringWidth(shownSource(text.slice(start, end)));
  const caret = ' '.repeat(before) + pen.paint(STYLES[finding.severity], '^'.repeat(Math.max(1, Math.min(marked, MAX_SOURCE))));
  const number = pen.paint('blue', String(location.line).padStart(gutter));
  return [`${blank} ${bar}`, `${number} ${bar} ${shownSource(text)}`, `${blank} ${bar} ${caret}`];
}

function placeLines(pen: Pen, finding: Finding, options: TextOptions, gutter: number): string[] {
  const shown = shownAt(finding);
  if (shown === null) return [];
  const arrow = pen.paint('blue', `${' '.repeat(gutter)}-->`);
  if (shown.side === 'base') return [`${arrow} ${place(shown.location)} ${pen.paint('dim', '(in base; gone in head)')}`];
  const source = options.readLine?.(shown.location);
  return [`${arrow} ${place(shown.location)}`, ...(source === undefined ? [] : sourceLines(pen, finding, shown.location, gutter, source))];
}

/** The detail lines below a finding's source line: `= label  text`. */
export function detail(pen: Pen, gutter: number, label: string, text: string): string[] {
  return wrap(pen, `${' '.repeat(gutter)} ${pen.paint('blue', '=')} ${pen.paint('bold', label.padEnd(6))} `, text);
}

/** An event below a detail line; `remark` says what its marked line is. */
export function eventLines(pen: Pen, gutter: number, event: Json, path: string, remark: string): string[] {
  const indent = ' '.repeat(gutter + 12);
  return printEvent(event, path).map((line) => {
    if (line.mark === null) return indent + line.text;
    return `${indent}${pen.paint('bold', line.text)}  ${pen.paint('red', `<- ${remarkOn(line.mark, remark)}`)}`;
  });
}

function changeLines(pen: Pen, finding: Finding, gutter: number): string[] {
  const { was, is } = changeTexts(finding);
  return [
    ...(was === undefined ? [] : detail(pen, gutter, 'was', pen.paint('red', was))),
    ...(is === undefined ? [] : detail(pen, gutter, 'is', pen.paint('green', is))),
  ];
}

function audienceLines(pen: Pen, finding: Finding, gutter: number): string[] {
  return finding.audiences.flatMap((audience) => {
    const weight = audience.severity === finding.severity ? '' : ` (${audience.severity})`;
    const who = detail(pen, gutter, 'breaks', `${breaksFor(audience.audience)}${weight}`);
    if (audience.counterexample === undefined) return who;
    const title = detail(pen, gutter, 'event', `${counterexampleTitle(audience)}:`);
    return [...who, ...title, ...eventLines(pen, gutter, audience.counterexample, finding.path, rejectedBy(audience))];
  });
}

function exampleLines(pen: Pen, finding: Finding, gutter: number): string[] {
  if (finding.example === undefined) return [];
  return [...detail(pen, gutter, 'event', `${EXAMPLE_TITLE}:`), ...eventLines(pen, gutter, finding.example, finding.path, 'here')];
}

function subjectLine(pen: Pen, finding: Finding, gutter: number): string[] {
  const events = some([...new Set(finding.events.map(eventName))], MAX_EVENTS, (name) => foreign(name, 80));
  const parts = [foreign(finding.path, 200), events].filter((part) => part !== '');
  return parts.length === 0 ? [] : detail(pen, gutter, 'in', parts.join(' of '));
}

function sourceLine(pen: Pen, { source }: Finding, gutter: number): string[] {
  return source === undefined ? [] : detail(pen, gutter, 'source', foreign(sourceText(source), 300));
}

function waiverLines(pen: Pen, finding: Finding, gutter: number, report: Report): string[] {
  if (finding.waiver?.status === 'granted') return detail(pen, gutter, 'waiver', `granted ${waiverText(finding.waiver)}`);
  if (finding.waiver !== undefined) return detail(pen, gutter, 'waiver', `asked for ${waiverText(finding.waiver)}. ${REQUEST_NOTE}`);
  return mayBeWaived(finding, report) ? [`${' '.repeat(gutter)} ${pen.paint('dim', `= waive  ${waiveCommand(finding)}`)}`] : [];
}

function findingLines(pen: Pen, finding: Finding, options: TextOptions, report: Report): string[] {
  const gutter = String(shownAt(finding)?.location.line ?? 0).length + 1;
  const head = `${pen.paint(STYLES[finding.severity], `${finding.severity}[${foreign(finding.rule)}]`)}: `;
  return [
    ...wrap(pen, '', head + pen.paint('bold', foreign(finding.message, 2000))),
    ...placeLines(pen, finding, options, gutter),
    ...subjectLine(pen, finding, gutter),
    ...changeLines(pen, finding, gutter),
    ...audienceLines(pen, finding, gutter),
    ...exampleLines(pen, finding, gutter),
    ...(finding.suggestion === '' ? [] : detail(pen, gutter, 'fix', foreign(finding.suggestion, 2000))),
    ...sourceLine(pen, finding, gutter),
    `${' '.repeat(gutter)} ${pen.paint('dim', `= id     ${foreign(finding.fingerprint)}`)}`,
    ...waiverLines(pen, finding, gutter, report),
    '',
  ];
}

function noticeLines(pen: Pen, notices: readonly Finding[]): string[] {
  if (notices.length === 0) return [];
  const rows = [...byRule(notices)].flatMap(([rule, list]) =>
    wrap(pen, `  ${String(list.length).padStart(4)} × ${foreign(rule)}  `, pen.paint('dim', some(list, 3, subject))),
  );
  return [pen.paint(STYLES.notice, count(notices.length, 'notice')), ...rows, ''];
}

function waivedLines(pen: Pen, { waived }: Report): string[] {
  if (waived.length === 0) return [];
  const rows = waived.slice(0, MAX_WAIVED).flatMap((finding) => {
    const what = [foreign(finding.rule), subject(finding)].filter((part) => part !== '').join(' ');
    const why = finding.waiver === undefined ? '' : `, ${waiverText(finding.waiver)}`;
    return wrap(pen, '  ', `${finding.severity}[${foreign(finding.fingerprint)}] ${what}${why}`);
  });
  const rest = waived.length - MAX_WAIVED;
  return [pen.paint('bold', `${count(waived.length, 'finding')} waived`), ...rows, ...(rest > 0 ? [`  and ${rest} more`] : []), ''];
}

function debtLines(pen: Pen, report: Report): string[] {
  const text = debtText(report);
  return text === '' ? [] : [...wrap(pen, `${pen.paint('bold', 'Debt:')} `, text), ''];
}

function leftLines(pen: Pen, report: Report): string[] {
  const groups = leftOut(report);
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MAX_REASONS).flatMap(({ reason, files }) => {
    const names = some(files, 3, (file) => foreign(file, 300));
    return wrap(pen, '  ', `${names}: ${foreign(reason, 300)}`);
  });
  const rest = groups.slice(MAX_REASONS).reduce((sum, { files }) => sum + files.length, 0);
  return [pen.paint('bold', leftTitle(report)), ...rows, ...(rest > 0 ? [`  and ${rest} more`] : []), ''];
}

function failureLines(pen: Pen, report: Report): string[] {
  return report.failures.flatMap((failure) => {
    const kind = failure.kind === 'configuration' ? 'misconfigured' : 'not evaluated';
    return [
      ...wrap(pen, '', `${pen.paint(STYLES.error, kind)}: ${visibleLines(failure.message, 4000)}`),
      ...(failure.location
        ? [`${pen.paint('blue', '  -->')} ${foreign(failure.location.file, 400)}:${failure.location.line}:${failure.location.column}`]
        : []),
      ...(failure.hint === '' ? [] : detail(pen, 2, 'fix', visibleLines(failure.hint, 4000))),
      '',
    ];
  });
}

function contextLines(pen: Pen, report: Report): string[] {
  const rows = contextOf(report).flatMap(([label, text]) =>
    wrap(pen, pen.paint('dim', label.toLowerCase().padEnd(10)), pen.paint('dim', foreign(text, 1000))),
  );
  return rows.length === 0 ? [] : [...rows, ''];
}

function verdictStyle(report: Report): Style {
  if (report.result !== 'passed') return STYLES.error;
  return report.counts.errors + report.counts.warnings + report.counts.undecided > 0 ? STYLES.warning : ['bold', 'green'];
}

/** The report as a person reads it in a terminal: findings that count, notices in brief, how it was compared; the last line is the verdict. Ends with a line feed. */
export function renderText(report: Report, options: TextOptions): string {
  const pen = penOf(options);
  const notices = report.findings.filter((finding) => finding.severity === 'notice');
  const lines = [
    ...failureLines(pen, report),
    ...report.findings.filter((finding) => finding.severity !== 'notice').flatMap((finding) => findingLines(pen, finding, options, report)),
    ...noticeLines(pen, notices),
    ...waivedLines(pen, report),
    ...debtLines(pen, report),
    ...leftLines(pen, report),
    ...contextLines(pen, report),
    pen.paint(verdictStyle(report), foreign(report.verdict, 1000)),
  ];
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `${inert(line)}\n`)
    .join('');
}
