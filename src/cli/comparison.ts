import type { SourceDocument } from '../formats/format.ts';
import {
  canonicalJson,
  type Answer,
  type Break,
  type Comparison,
  type Json,
  type JsonObject,
  type Place,
  type Question,
} from '../jsonschema/index.ts';
import type { ExitCode } from '../report/report.ts';
import { lastName, printPath } from '../plan/paths.ts';
import { printValue } from '../report/event.ts';

/** The two questions, in the order in which they are always told. */
export const QUESTIONS: readonly Question[] = ['producers', 'consumers'];

/** The files that a comparison was read from, for lines and columns; without them places are pointers only. */
export interface ComparedFiles {
  readonly base: SourceDocument;
  readonly head: SourceDocument;
}

/** The public JSON form of a comparison: the same for `compare --format json` and for each line of `compare --pairs`. */
export function comparisonJson(comparison: Comparison, files: ComparedFiles | null): JsonObject {
  return {
    producers: answerJson('producers', comparison.producers, files),
    consumers: answerJson('consumers', comparison.consumers, files),
  };
}

/** The public JSON form of a pair that could not be judged at all. */
export function unjudgedJson(reason: string): JsonObject {
  const answer = { verdict: 'undecided', reason, findings: [] };
  return { producers: answer, consumers: answer };
}

/** 0 where both questions are answered `included`, else 1: a pair that could not be proved is not passed. */
export function comparisonExitCode(comparison: Comparison): ExitCode {
  return QUESTIONS.every((question) => comparison[question].verdict === 'included') ? 0 : 1;
}

/** Why an answer is undecided, or what else is to be said of it; null where there is nothing. */
export function reasonOf(answer: Answer): string | null {
  const open = answer.verdict === 'included' ? [] : answer.undecided.map(({ message }) => message);
  const said = [...new Set([...open, ...(answer.note === undefined ? [] : [answer.note])])];
  return said.length === 0 ? null : said.join(' ');
}

function answerJson(question: Question, answer: Answer, files: ComparedFiles | null): JsonObject {
  const reason = reasonOf(answer);
  return {
    verdict: answer.verdict,
    ...(answer.verdict === 'not-included' ? { counterexample: answer.counterexample } : {}),
    ...(reason === null ? {} : { reason }),
    findings: answer.verdict === 'not-included' ? answer.breaks.map((found) => breakJson(question, found, files)) : [],
  };
}

function breakJson(question: Question, found: Break, files: ComparedFiles | null): JsonObject {
  return {
    keyword: found.keyword,
    path: printPath(found.path),
    message: breakMessage(question, found),
    conditional: found.conditional,
    ...(found.base === undefined ? {} : { base: placeJson(found.base, files?.base) }),
    ...(found.head === undefined ? {} : { head: placeJson(found.head, files?.head) }),
    ...(found.before === undefined ? {} : { before: found.before }),
    ...(found.after === undefined ? {} : { after: found.after }),
    counterexample: found.counterexample,
  };
}

function placeJson(place: Place, document: SourceDocument | undefined): JsonObject {
  if (document === undefined) return { pointer: place.pointer };
  const { file, line, column } = document.locate(place.pointer);
  return { pointer: place.pointer, file, line, column };
}

/** What a break is, in a sentence. */
export function breakMessage(question: Question, found: Break): string {
  const producers = question === 'producers';
  const subject = found.path.length === 0 ? 'The value' : `"${lastName(found.path)}"`;
  const when = found.conditional ? ', under a condition' : '';
  switch (found.keyword) {
    case 'required':
      return `${subject} ${producers ? 'is now required' : 'is no longer required'}${when}.`;
    case 'properties':
      return `${subject} is ${producers ? 'no longer allowed' : 'newly allowed'}${when}.`;
    case 'enum':
    case 'const':
      return `${subject}: ${enumMessage(producers, found)}${when}.`;
    default:
      return `${subject}: ${found.keyword} ${changeMessage(found)}${when}.`;
  }
}

function enumMessage(producers: boolean, found: Break): string {
  const [before, after] = [listOf(found.before), listOf(found.after)];
  if (before === null) return `only ${valuesOf(after ?? [])} ${producers ? 'allowed now' : 'allowed'}`;
  if (after === null) return `no longer limited to ${valuesOf(before)}`;
  const [from, to] = producers ? [before, after] : [after, before];
  const kept = new Set(to.map(canonicalJson));
  const lost = from.filter((value) => !kept.has(canonicalJson(value)));
  return lost.length === 0
    ? `the allowed values ${changeMessage(found)}`
    : `${valuesOf(lost)} ${producers ? 'no longer allowed' : 'newly allowed'}`;
}

/** The values of an enum, or the one of a const. */
function listOf(value: Json | undefined): readonly Json[] | null {
  if (value === undefined) return null;
  return isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const MAX_VALUES = 5;

function valuesOf(values: readonly Json[]): string {
  const shown = values.slice(0, MAX_VALUES).map((value) => printValue(value, 60));
  return `${shown.join(', ')}${values.length > MAX_VALUES ? ` and ${values.length - MAX_VALUES} more` : ''}`;
}

function changeMessage({ before, after }: Break): string {
  if (before === undefined) return after === undefined ? 'changed' : `${printValue(after, 60)} was added`;
  return after === undefined ? `${printValue(before, 60)} was removed` : `${printValue(before, 60)} → ${printValue(after, 60)}`;
}
