import { canonicalJson, type Answer, type Break, type Comparison, type ContentModel, type Question } from '../jsonschema/index.ts';
import { printPath } from '../plan/paths.ts';
import { printEvent, printValue, type EventLine } from '../report/event.ts';
import { foreign } from '../report/foreign.ts';
import { breakMessage, QUESTIONS, reasonOf, type ComparedFiles } from './comparison.ts';
import { painter, type Paint } from './style.ts';

/** What each answer means to those who are asked for. */
const MEANING: Readonly<Record<Question, Readonly<Record<Answer['verdict'], string>>>> = {
  producers: {
    included: 'what was valid under base is valid under head',
    'not-included': 'something valid under base is rejected by head',
    undecided: 'not proved, and no counterexample found',
  },
  consumers: {
    included: 'head lets nothing through that base did not',
    'not-included': 'something may arrive that base rejected',
    undecided: 'not proved, and no counterexample found',
  },
};

const SHOWS: Readonly<Record<Question, string>> = {
  producers: 'valid under base, rejected by head',
  consumers: 'valid under head, rejected by base',
};

const COLOURS = { included: 'green', 'not-included': 'red', undecided: 'yellow' } as const satisfies Record<Answer['verdict'], string>;

export interface ComparisonTextOptions {
  readonly color: boolean;
  readonly contentModel: ContentModel;
}

/** One changed keyword, with each question that it refutes. */
interface Change {
  readonly shown: Break;
  readonly refuted: readonly { readonly question: Question; readonly found: Break }[];
}

/** A comparison for a terminal: both verdicts, then each change with what it was and is, who breaks, and the instance that proves it. */
export function comparisonText(comparison: Comparison, files: ComparedFiles, options: ComparisonTextOptions): string {
  const paint = painter(options.color);
  const lines = [
    `base  ${foreign(files.base.path, 400)}`,
    `head  ${foreign(files.head.path, 400)}`,
    paint('dim', `content model: ${options.contentModel}`),
    '',
    ...QUESTIONS.flatMap((question) => verdictLines(question, comparison[question], paint)),
    ...changesOf(comparison).flatMap((change) => ['', ...changeLines(change, files, paint)]),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines(question: Question, answer: Answer, paint: Paint): string[] {
  const verdict = paint(COLOURS[answer.verdict], answer.verdict.padEnd(12));
  const reason = reasonOf(answer);
  return [
    `${paint('bold', question)}  ${verdict}  ${MEANING[question][answer.verdict]}`,
    ...(reason === null ? [] : [`${' '.repeat(25)}${foreign(reason, 2000)}`]),
  ];
}

/** The breaks of both questions, those of one keyword at one place together. */
function changesOf(comparison: Comparison): Change[] {
  const changes = new Map<string, Change>();
  for (const question of QUESTIONS) {
    const answer = comparison[question];
    for (const found of answer.verdict === 'not-included' ? answer.breaks : []) {
      const key = canonicalJson([found.keyword, printPath(found.path), found.base?.pointer ?? null, found.head?.pointer ?? null]);
      const known = changes.get(key);
      changes.set(key, { shown: known?.shown ?? found, refuted: [...(known?.refuted ?? []), { question, found }] });
    }
  }
  return [...changes.values()];
}

function changeLines({ shown, refuted }: Change, files: ComparedFiles, paint: Paint): string[] {
  const path = printPath(shown.path);
  return [
    `${paint('bold', shown.keyword)}${path === '' ? '' : `  ${foreign(path)}`}`,
    sideLine('base', shown.base, shown.before, files, paint),
    sideLine('head', shown.head, shown.after, files, paint),
    ...refuted.flatMap(({ question, found }) => [
      `  ${paint('red', `breaks ${question}`)}: ${foreign(breakMessage(question, found), 400)}`,
      `    ${SHOWS[question]}:`,
      ...printEvent(found.counterexample, path).map((line) => instanceLine(line, paint)),
    ]),
  ];
}

function instanceLine({ text, mark }: EventLine, paint: Paint): string {
  if (mark === null) return `      ${text}`;
  return `      ${paint('bold', text)}  ${paint('red', mark.missing === '' ? '<- rejected' : `<- rejected: no ${foreign(mark.missing, 60)}`)}`;
}

function sideLine(side: 'base' | 'head', place: Break['base'], value: Break['before'], files: ComparedFiles, paint: Paint): string {
  const shown = value === undefined ? paint('dim', '(absent)') : printValue(value, 200);
  if (place === undefined) return `  ${side}  ${shown}`;
  const { file, line, column } = files[side].locate(place.pointer);
  return `  ${side}  ${shown}  ${paint('dim', `${foreign(file, 400)}:${line}:${column}`)}`;
}
