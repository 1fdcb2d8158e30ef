import {
  canonicalJson,
  type Answer,
  type Break,
  type Comparison,
  type ContentModel,
  type Question,
  type UndecidedReason,
} from '../jsonschema/index.ts';
import { printPath } from '../plan/paths.ts';
import { foreign, inert } from '../report/foreign.ts';
import { detail, eventLines, penOf, wrap, type Pen } from '../report/text.ts';
import { breaksFor, count, counterexampleTitle, place, rejectedBy } from '../report/wording.ts';
import { adviceOn, adviceOnOpen } from './advice.ts';
import { changeMessage, QUESTIONS, type Refuted, type ComparedFiles } from './comparison.ts';
import { sideLines } from './sides.ts';

/** What each answer means to those who are asked for. */
const MEANING: Readonly<Record<Question, Readonly<Record<Answer['verdict'], string>>>> = {
  producers: {
    included: 'proved: what was valid under base is valid under head',
    'not-included': 'something valid under base is rejected by head',
    undecided: 'not proved, and no counterexample found',
  },
  consumers: {
    included: 'proved: head lets nothing through that readers of base cannot take',
    'not-included': 'something may arrive that base rejects',
    undecided: 'not proved, and no counterexample found',
  },
};

const COLOURS = { included: 'green', 'not-included': 'red', undecided: 'yellow' } as const satisfies Record<Answer['verdict'], string>;

const MODELS: Readonly<Record<ContentModel, string>> = {
  planned: 'senders send what is named, readers ignore what they do not know',
  strict: 'both schemas as written, with every property that they leave open',
};

/** More are counted; the JSON form has them all. */
const MAX_CHANGES = 50;
const GUTTER = 2;

export interface ComparisonTextOptions {
  readonly color: boolean;
  /** Columns to wrap prose at. */
  readonly width: number;
  /** Columns of the window, null where there is none: from a hundred on base and head stand side by side. */
  readonly columns: number | null;
  readonly contentModel: ContentModel;
}

interface Page {
  readonly pen: Pen;
  readonly columns: number | null;
  readonly files: ComparedFiles;
}

/** One changed keyword, with each question that it refutes. */
interface Change {
  readonly shown: Break;
  readonly refuted: readonly Refuted[];
}

/** A reason why something is not proved, at all places where it is met, with the questions that it leaves open. */
interface Open {
  readonly reason: UndecidedReason;
  readonly places: ReadonlySet<string>;
  readonly questions: ReadonlySet<Question>;
}

/**
 * A comparison for a terminal: both verdicts; then each change with what it was and is, who breaks, the instance that proves it and what to do;
 * then what is not proved; the last line sums it up. Ends with a line feed.
 */
export function comparisonText(comparison: Comparison, files: ComparedFiles, options: ComparisonTextOptions): string {
  const pen = penOf(options);
  const page: Page = { pen, columns: options.columns, files };
  const changes = changesOf(comparison);
  const lines = [
    ...QUESTIONS.flatMap((question) => verdictLines(question, comparison[question], pen)),
    '',
    ...changes.slice(0, MAX_CHANGES).flatMap((change) => changeLines(change, page)),
    ...(changes.length > MAX_CHANGES
      ? [`and ${count(changes.length - MAX_CHANGES, 'more change')}: --format json tells them all`, '']
      : []),
    ...QUESTIONS.flatMap((question) => unblamedLines(question, comparison[question], pen)),
    ...openOf(comparison, files).flatMap((open) => openLines(open, pen)),
    ...contextLines(page, options.contentModel),
    summaryLine(comparison, pen),
  ];
  return lines.map((line) => `${inert(line)}\n`).join('');
}

function verdictLines(question: Question, answer: Answer, pen: Pen): string[] {
  const lead = `${pen.paint('bold', question)}  ${pen.paint(COLOURS[answer.verdict], answer.verdict.padEnd(12))}  `;
  const note = answer.note === undefined ? '' : `; ${foreign(answer.note, 2000)}`;
  return wrap(pen, lead, `${MEANING[question][answer.verdict]}${note}`);
}

function breaksOf(answer: Answer): readonly Break[] {
  return answer.verdict === 'not-included' ? answer.breaks : [];
}

/** The breaks of both questions, those of one keyword at one place together. */
function changesOf(comparison: Comparison): Change[] {
  const changes = new Map<string, Change>();
  for (const question of QUESTIONS) {
    for (const found of breaksOf(comparison[question])) {
      const key = canonicalJson([found.keyword, printPath(found.path), found.base?.pointer ?? null, found.head?.pointer ?? null]);
      const known = changes.get(key);
      changes.set(key, { shown: known?.shown ?? found, refuted: [...(known?.refuted ?? []), { question, found }] });
    }
  }
  return [...changes.values()];
}

function changeLines({ shown, refuted }: Change, { pen, columns, files }: Page): string[] {
  const path = printPath(shown.path);
  return [
    ...heading(pen, 'red', `break[${foreign(shown.keyword)}]`, changeMessage(refuted)),
    ...sideLines(shown, files, pen, columns),
    ...(path === '' ? [] : detail(pen, GUTTER, 'in', foreign(path))),
    ...refuted.flatMap(({ question, found }) => [
      ...detail(pen, GUTTER, 'breaks', breaksFor(question)),
      ...instanceLines(question, found.counterexample, path, pen),
    ]),
    ...detail(pen, GUTTER, 'fix', adviceOn(refuted)),
    '',
  ];
}

function heading(pen: Pen, colour: 'red' | 'yellow', title: string, message: string): string[] {
  return wrap(pen, '', `${pen.paint(['bold', colour], title)}: ${pen.paint('bold', foreign(message, 2000))}`).flatMap((line) =>
    line.split('\n'),
  );
}

function instanceLines(question: Question, instance: Break['counterexample'], path: string, pen: Pen): string[] {
  const audience = { audience: question };
  return [
    ...detail(pen, GUTTER, 'event', `${counterexampleTitle(audience)}:`),
    ...eventLines(pen, GUTTER, instance, path, rejectedBy(audience)),
  ];
}

/** A question that is refuted though no single keyword is to blame. */
function unblamedLines(question: Question, answer: Answer, pen: Pen): string[] {
  if (answer.verdict !== 'not-included' || answer.breaks.length > 0) return [];
  return [
    ...heading(pen, 'red', 'break', 'No single keyword is to blame: the schemas as a whole no longer agree.'),
    ...detail(pen, GUTTER, 'breaks', breaksFor(question)),
    ...instanceLines(question, answer.counterexample, '', pen),
    '',
  ];
}

function openOf(comparison: Comparison, files: ComparedFiles): Open[] {
  const open = new Map<string, Open>();
  for (const question of QUESTIONS) {
    const answer = comparison[question];
    for (const reason of answer.verdict === 'included' ? [] : answer.undecided) {
      const key = canonicalJson([reason.code, reason.message]);
      const known = open.get(key);
      open.set(key, {
        reason: known?.reason.introduced === true ? known.reason : reason,
        places: new Set([...(known?.places ?? []), ...placesOf(reason, files)]),
        questions: new Set([...(known?.questions ?? []), question]),
      });
    }
  }
  return [...open.values()];
}

function placesOf(reason: UndecidedReason, files: ComparedFiles): string[] {
  return (['head', 'base'] as const).flatMap((side) => {
    const at = reason[side];
    return at === undefined ? [] : [place(files[side].locate(at.pointer))];
  });
}

function openLines({ reason, places, questions }: Open, pen: Pen): string[] {
  const arrow = pen.paint('blue', `${' '.repeat(GUTTER)}-->`);
  return [
    ...heading(pen, 'yellow', `not proved[${reason.code}]`, reason.message),
    ...[...places].map((at) => `${arrow} ${at}`),
    ...detail(pen, GUTTER, 'open', `whether it breaks ${[...questions].join(' and ')}`),
    ...detail(pen, GUTTER, 'fix', adviceOnOpen(reason)),
    '',
  ];
}

function contextLines({ pen, files }: Page, contentModel: ContentModel): string[] {
  const rows = [
    ['base', foreign(files.base.path, 400)],
    ['head', foreign(files.head.path, 400)],
    ['model', `${contentModel}: ${MODELS[contentModel]}`],
  ] as const;
  return [...rows.flatMap(([label, text]) => wrap(pen, pen.paint('dim', label.padEnd(10)), pen.paint('dim', text))), ''];
}

function summaryLine(comparison: Comparison, pen: Pen): string {
  const open = QUESTIONS.filter((question) => comparison[question].verdict === 'undecided').join(' and ');
  const counts = QUESTIONS.map((question) => {
    const answer = comparison[question];
    return { question, breaks: answer.verdict === 'not-included' ? Math.max(1, answer.breaks.length) : 0 };
  }).filter(({ breaks }) => breaks > 0);
  if (counts.length > 0) {
    const total = counts.reduce((sum, { breaks }) => sum + breaks, 0);
    const told = counts.map(({ question, breaks }) => `${question} ${breaks}`).join(', ');
    return pen.paint(['bold', 'red'], `${count(total, 'break')}: ${told}${open === '' ? '' : `; not proved: ${open}`}`);
  }
  if (open === '') return pen.paint(['bold', 'green'], 'proved: nothing breaks');
  return pen.paint(['bold', 'yellow'], `not proved: ${open} (neither a proof nor a counterexample was found)`);
}
