import type { BlockContent, Html, InlineCode, ListItem, PhrasingContent, Root, RootContent, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Json } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import { blocks } from './report.ts';
import type { Finding } from '../rules/rule.ts';
import { changeTexts, printEvent } from './event.ts';
import { shorten } from '../rules/excerpt.ts';
import { foreign, visible } from './foreign.ts';
import { mayBeWaived, REQUEST_NOTE, ruleCounts, waiverLine, waiverText } from './leniency.ts';
import type { GateResult, Report } from './report.ts';
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
  subject,
} from './wording.ts';

/** How long the Markdown may be: in UTF-16 units and in UTF-8 bytes. */
export interface MarkdownLimit {
  readonly units: number;
  readonly bytes: number;
}

export interface MarkdownOptions {
  /** Default: no limit but the most findings that a page is good for. */
  readonly limit?: MarkdownLimit;
  /** The web address of a line in head; absent: places are not links. */
  readonly linkTo?: (location: Location) => string;
}

/** How much of a report is written; each step of the size ladder takes away some. */
interface Extent {
  readonly findings: number;
  readonly events: boolean;
  /** Whether what does not count is listed: notices, waived findings, debt, files left out. */
  readonly extras: boolean;
}

const MAX_FINDINGS = 400;
const MAX_ROWS = 25;
const MAX_NAMES = 8;
/** More findings than fit on a screen get a table in front. */
const MAX_WITHOUT_OVERVIEW = 3;
const ICONS: Readonly<Record<GateResult, string>> = { passed: '✅', blocked: '❌', misconfigured: '⛔', 'not-evaluated': '⛔' };
const SEVERITY_ICONS = { error: '🔴', warning: '🟡', notice: '🔵' } as const;

const text = (value: string): PhrasingContent => ({ type: 'text', value });
const strong = (value: string): PhrasingContent => ({ type: 'strong', children: [text(value)] });
const html = (value: string): Html => ({ type: 'html', value });
const paragraph = (...children: PhrasingContent[]): BlockContent => ({ type: 'paragraph', children });

/** Text from outside: always in code, where GitHub neither links, mentions, renders nor runs it. */
function code(value: string, max = 160): InlineCode {
  const shown = foreign(value, max);
  return { type: 'inlineCode', value: shown === '' ? ' ' : shown };
}

/** Words that GitHub, or a Markdown reader, could take for more than words: mentions, issue numbers, addresses, tags, emoji codes. */
const ACTIVE = /[@#<>&`:/\\|[\]*_~$!=]|^GH-\d|^[0-9a-f]{7,40}$|\.\w/i;

/** A name as messages quote it: in backticks, or as a JSON string. */
const QUOTED = /(`[^`]*`|"(?:[^"\\]|\\.)*")/;

/** Prose that may quote names from outside: what it quotes is code, and so is every word that could be more than a word. */
function prose(value: string): PhrasingContent[] {
  return visible(shorten(value, 2000))
    .split(QUOTED)
    .flatMap((part, index) => (index % 2 === 1 ? [code(part.slice(1, -1), 400)] : words(part)));
}

function words(value: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let plain = '';
  for (const word of value.split(/(\s+)/)) {
    const [, open = '', inner = '', close = ''] = /^(["“(]*)(.*?)([.,;:!?)"”]*)$/s.exec(word) ?? [];
    if (ACTIVE.test(inner)) {
      nodes.push(text(plain + open), code(inner, 400));
      plain = close;
    } else {
      plain += word;
    }
  }
  return [...nodes, text(plain)].filter((node) => node.type !== 'text' || node.value !== '');
}

function tableRow(cells: readonly (readonly PhrasingContent[])[]): TableRow {
  return { type: 'tableRow', children: cells.map((children) => ({ type: 'tableCell', children: [...children] })) };
}

function table(head: readonly string[], rows: readonly (readonly PhrasingContent[][])[]): RootContent {
  return { type: 'table', children: [tableRow(head.map((name) => [text(name)])), ...rows.map(tableRow)] };
}

/** A block that opens on a click. The title is ours alone: nothing from outside stands in it. */
function details(title: string, ...children: RootContent[]): RootContent[] {
  return [html(`<details><summary>${title}</summary>`), ...children, html('</details>')];
}

const item = (label: string, ...children: PhrasingContent[]): ListItem => ({
  type: 'listItem',
  spread: false,
  children: [paragraph(strong(label), text(' '), ...children)],
});

function list(items: readonly ListItem[]): RootContent {
  return { type: 'list', ordered: false, spread: false, children: [...items] };
}

function placeOf(location: Location, options: MarkdownOptions): PhrasingContent {
  const shown = code(place(location), 300);
  if (!options.linkTo) return shown;
  return { type: 'link', url: options.linkTo(location), children: [shown] };
}

function whereItem(finding: Finding, options: MarkdownOptions): ListItem[] {
  const { head, base } = finding.locations;
  if (head) return [item('Where', placeOf(head, options))];
  return base ? [item('Where', code(place(base), 300), text(' in base; gone in head'))] : [];
}

function changeItem(finding: Finding): ListItem[] {
  const { was, is } = changeTexts(finding);
  if (was === undefined && is === undefined) return [];
  const shown = (value: string | undefined): PhrasingContent => (value === undefined ? text('nothing') : code(value, 200));
  return [item('Was → is', shown(was), text(' → '), shown(is))];
}

function eventsItem(finding: Finding): ListItem[] {
  const names = [...new Set(finding.events.map(eventName))];
  if (names.length === 0) return [];
  const shown = names.slice(0, MAX_NAMES).flatMap((name, index) => (index === 0 ? [code(name, 80)] : [text(', '), code(name, 80)]));
  const rest = names.length - MAX_NAMES;
  return [item(names.length === 1 ? 'Event' : 'Events', ...shown, ...(rest > 0 ? [text(` and ${rest} more`)] : []))];
}

function breaksItem(finding: Finding): ListItem[] {
  return finding.audiences.map(({ audience }) => item('Breaks', text(breaksFor(audience))));
}

function eventBlock(title: string, event: Json, path: string, remark: string): RootContent[] {
  const lines = printEvent(event, path).map((line) => {
    return line.mark === null ? line.text : `${line.text} // ← ${remarkOn(line.mark, remark)}`;
  });
  return details(title, { type: 'code', lang: 'jsonc', value: lines.join('\n') });
}

function eventBlocks(finding: Finding): RootContent[] {
  const proofs = finding.audiences.flatMap((audience) =>
    audience.counterexample === undefined
      ? []
      : eventBlock(
          `An event that proves it: ${counterexampleTitle(audience)}`,
          audience.counterexample,
          finding.path,
          rejectedBy(audience),
        ),
  );
  if (finding.example === undefined) return proofs;
  return [...proofs, ...eventBlock(`For example, ${EXAMPLE_TITLE}`, finding.example, finding.path, 'here')];
}

function waiverItem(finding: Finding, report: Report): ListItem[] {
  if (finding.waiver !== undefined)
    return [item('Asks for a waiver', ...prose(`${waiverText(finding.waiver)}.`), text(` ${REQUEST_NOTE}`))];
  return mayBeWaived(finding, report) ? [item('Waive', code(waiverLine(finding)))] : [];
}

function findingBlocks(finding: Finding, report: Report, options: MarkdownOptions, extent: Extent): RootContent[] {
  const title = [text(`${SEVERITY_ICONS[finding.severity]} `), code(finding.rule)];
  return [
    { type: 'heading', depth: 4, children: finding.path === '' ? title : [...title, text(' · '), code(finding.path, 120)] },
    paragraph(...prose(finding.message)),
    list([
      ...whereItem(finding, options),
      ...eventsItem(finding),
      ...changeItem(finding),
      ...breaksItem(finding),
      ...(finding.suggestion === '' ? [] : [item('Fix', ...prose(finding.suggestion))]),
      ...(finding.source === undefined ? [] : [item('Source', code(sourceText(finding.source), 300))]),
      item('Id', code(finding.fingerprint)),
      ...waiverItem(finding, report),
    ]),
    ...(extent.events ? eventBlocks(finding) : []),
  ];
}

/** Findings as rows of two short columns, so that a narrow window shows them whole. */
function findingTable(findings: readonly Finding[], options: MarkdownOptions): RootContent[] {
  const rows = findings.slice(0, MAX_ROWS).map((finding) => {
    const what = code(subject(finding) || finding.message, 120);
    const { head } = finding.locations;
    const linked: PhrasingContent = head && options.linkTo ? { type: 'link', url: options.linkTo(head), children: [what] } : what;
    return [[text(`${SEVERITY_ICONS[finding.severity]} `), linked], [code(finding.rule, 60)]];
  });
  const rest = findings.length - MAX_ROWS;
  return [table(['What', 'Rule'], rows), ...(rest > 0 ? [paragraph(text(`and ${rest} more`))] : [])];
}

function noticeBlocks(notices: readonly Finding[], options: MarkdownOptions): RootContent[] {
  const sorted = [...byRule(notices).values()].flat();
  return notices.length === 0 ? [] : details(count(notices.length, 'notice'), ...findingTable(sorted, options));
}

function waivedBlocks({ waived }: Report): RootContent[] {
  if (waived.length === 0) return [];
  const rows = waived.slice(0, MAX_ROWS).map((finding): ListItem => {
    const what = [code(subject(finding) || finding.message, 120), text(' '), code(finding.rule, 60)];
    const why = finding.waiver === undefined ? [] : [text(', '), ...prose(waiverText(finding.waiver))];
    return { type: 'listItem', spread: false, children: [paragraph(text(`${SEVERITY_ICONS[finding.severity]} `), ...what, ...why)] };
  });
  const rest = waived.length - MAX_ROWS;
  return details(`${count(waived.length, 'finding')} waived`, list(rows), ...(rest > 0 ? [paragraph(text(`and ${rest} more`))] : []));
}

function debtBlocks({ debt }: Report, options: MarkdownOptions): RootContent[] {
  if (debt.length === 0) return [];
  return details(
    `Debt: ${count(debt.length, 'finding')} ${debt.length === 1 ? 'was' : 'were'} there before`,
    paragraph(...prose(`They block nobody: ${ruleCounts(debt)}.`)),
    ...findingTable(debt, options),
  );
}

function failureBlocks(report: Report): RootContent[] {
  return report.failures.flatMap((failure) => [
    ...(report.verdict.includes(failure.message) ? [] : [paragraph(...prose(failure.message.replaceAll(/\s+/g, ' ')))]),
    ...(failure.location
      ? [paragraph(text('At '), code(`${failure.location.file}:${failure.location.line}:${failure.location.column}`, 300))]
      : []),
    ...(failure.hint === '' ? [] : [paragraph(strong('What to do:'), text(' '), ...prose(failure.hint.replaceAll(/\s+/g, ' ')))]),
  ]);
}

function leftBlocks(report: Report): RootContent[] {
  const groups = leftOut(report);
  if (groups.length === 0) return [];
  const rows = groups.slice(0, MAX_ROWS).map(({ reason, files }) => [filesCell(files), prose(shorten(reason, 200))]);
  const rest = groups.slice(MAX_ROWS).reduce((sum, { files }) => sum + files.length, 0);
  return details(leftTitle(report), table(['File', 'Why'], rows), ...(rest > 0 ? [paragraph(text(`and ${rest} more`))] : []));
}

function filesCell(files: readonly string[]): PhrasingContent[] {
  const [first = '', ...others] = files;
  return [code(first, 120), ...(others.length > 0 ? [text(` and ${others.length} more`)] : [])];
}

function contextBlocks(report: Report): RootContent[] {
  const rows = contextOf(report).map(([label, value]) => item(label, ...prose(value)));
  return details('How it was compared', list([...rows, item('Tool', text(`Schema Gate ${report.tool.version}, ${report.date}`))]));
}

function hiddenLine(hidden: number): RootContent[] {
  return hidden > 0
    ? [paragraph(strong(`${count(hidden, 'more finding')} not shown here.`), text(' The JSON report holds them all.'))]
    : [];
}

function write(report: Report, options: MarkdownOptions, extent: Extent): string {
  const weighty = report.findings.filter((finding) => finding.severity !== 'notice');
  const gating = weighty.filter((finding) => blocks(finding, report.failOn));
  const others = weighty.filter((finding) => !blocks(finding, report.failOn));
  const shownGating = gating.slice(0, extent.findings);
  const shownOthers = others.slice(0, Math.max(0, extent.findings - gating.length));
  const notices = !extent.extras ? [] : report.findings.filter((finding) => finding.severity === 'notice');
  const blocksOf = (finding: Finding): RootContent[] => findingBlocks(finding, report, options, extent);
  const folded = gating.length > 0 && shownOthers.length > 0;
  const otherBlocks = shownOthers.flatMap(blocksOf);
  const root: Root = {
    type: 'root',
    children: [
      { type: 'heading', depth: 3, children: [text(`${ICONS[report.result]} `), ...prose(report.verdict)] },
      ...failureBlocks(report),
      ...(weighty.length > MAX_WITHOUT_OVERVIEW && extent.findings > 0 ? findingTable(weighty, options) : []),
      ...shownGating.flatMap(blocksOf),
      ...(folded
        ? details(`${count(shownOthers.length, 'finding')} that ${shownOthers.length === 1 ? 'does' : 'do'} not block`, ...otherBlocks)
        : otherBlocks),
      ...hiddenLine(weighty.length - shownGating.length - shownOthers.length),
      ...noticeBlocks(notices, options),
      ...(extent.extras ? [...waivedBlocks(report), ...debtBlocks(report, options), ...leftBlocks(report)] : []),
      ...contextBlocks(report),
    ],
  };
  return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: '-', rule: '-' });
}

function fits(markdown: string, limit: MarkdownLimit | undefined): boolean {
  return limit === undefined || (markdown.length <= limit.units && Buffer.byteLength(markdown) <= limit.bytes);
}

/**
 * The report as GitHub-flavoured Markdown; the first line is the verdict. Where it would not fit the limit, first the events
 * go, then the findings from the last on, and a line says how many are not shown.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  let extent: Extent = { findings: Math.min(MAX_FINDINGS, report.findings.length), events: true, extras: true };
  let markdown = write(report, options, extent);
  while (!fits(markdown, options.limit) && extent.extras) {
    const findings = Math.floor(extent.findings / 2);
    extent = extent.events ? { ...extent, events: false } : { ...extent, findings, extras: findings > 0 };
    markdown = write(report, options, extent);
  }
  return fits(markdown, options.limit)
    ? markdown
    : `### ${ICONS[report.result]} ${report.counts.errors} errors, ${report.counts.warnings} warnings\n`;
}
