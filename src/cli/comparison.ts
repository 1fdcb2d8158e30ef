import type { SourceDocument } from '../formats/format.ts';
import {
  canonicalJson,
  equalJson,
  isJsonArray,
  isJsonObject,
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
  const answer = { verdict: 'undecided', reason, findings: [], steps: 0 };
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
  return said.length === 0 ? null : said.join('; ');
}

function answerJson(question: Question, answer: Answer, files: ComparedFiles | null): JsonObject {
  const reason = reasonOf(answer);
  return {
    verdict: answer.verdict,
    ...(answer.verdict === 'not-included' ? { counterexample: answer.counterexample } : {}),
    ...(reason === null ? {} : { reason }),
    findings: answer.verdict === 'not-included' ? answer.breaks.map((found) => breakJson(question, found, files)) : [],
    steps: answer.steps,
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

/** A break, and the question that it refutes. */
export interface Refuted {
  readonly question: Question;
  readonly found: Break;
}

/** What a break is, in a sentence. */
export function breakMessage(question: Question, found: Break): string {
  return changeMessage([{ question, found }]);
}

/** What a change is that refutes a question or both, in a sentence. All are about the same keyword at the same place. */
export function changeMessage(refuted: readonly Refuted[]): string {
  const [first] = refuted;
  if (first === undefined) return '';
  const subject = first.found.path.length === 0 ? 'The value' : `"${lastName(first.found.path)}"`;
  const told = new Set(
    refuted.map(({ question, found }) => `${effectOf(question, found)}${found.conditional ? ', under a condition' : ''}`),
  );
  return `${subject}${VERBAL.has(first.found.keyword) ? ' ' : ': '}${[...told].join('; ')}.`;
}

/** Keywords of which is told what the property is now; of the others, how the keyword changed. */
const VERBAL = new Set(['required', 'properties']);

function effectOf(question: Question, found: Break): string {
  const producers = question === 'producers';
  switch (found.keyword) {
    case 'required':
      return producers ? 'is now required' : 'is no longer required';
    case 'properties':
      return propertyEffect(producers, found);
    case 'false':
      return producers ? 'no value is allowed any more' : 'no longer forbidden';
    case 'enum':
    case 'const':
      return enumEffect(producers, found);
    default:
      return `${isAlternative(found) ? 'an alternative of ' : ''}${found.keyword} ${difference(found)}`;
  }
}

/** A name that only one side lists: closed objects then allow it or not, in open ones it is bound to a schema or not. */
function propertyEffect(producers: boolean, { before, after }: Break): string {
  if (producers) return after === undefined ? 'is no longer allowed' : 'is now bound to a schema';
  return before === undefined ? 'is newly allowed' : 'is no longer bound to a schema';
}

/** Whether one of several schemas came or went, not the keyword. */
function isAlternative({ keyword, base, head, before, after }: Break): boolean {
  const gone = after === undefined ? base : before === undefined ? head : undefined;
  return gone !== undefined && /\/(?:allOf|anyOf|oneOf)\/\d+$/.test(gone.pointer) && gone.pointer.split('/').at(-2) === keyword;
}

function enumEffect(producers: boolean, found: Break): string {
  const [before, after] = [listOf(found.before), listOf(found.after)];
  if (before === null) return `only ${valuesOf(after ?? [])} ${producers ? 'allowed now' : 'allowed'}`;
  if (after === null) return `no longer limited to ${valuesOf(before)}`;
  const [from, to] = producers ? [before, after] : [after, before];
  const kept = new Set(to.map(canonicalJson));
  const lost = from.filter((value) => !kept.has(canonicalJson(value)));
  return lost.length === 0 ? `the allowed values ${difference(found)}` : `${valuesOf(lost)} ${producers ? 'no longer' : 'newly'} allowed`;
}

/** The values of an enum, or the one of a const. */
function listOf(value: Json | undefined): readonly Json[] | null {
  if (value === undefined) return null;
  return isJsonArray(value) ? value : [value];
}

const MAX_VALUES = 5;

function valuesOf(values: readonly Json[]): string {
  const shown = values.slice(0, MAX_VALUES).map((value) => printValue(value, 60));
  return `${shown.join(', ')}${values.length > MAX_VALUES ? ` and ${values.length - MAX_VALUES} more` : ''}`;
}

/** How a keyword changed; a value that does not fit into a sentence is left out. */
function difference({ before, after }: Break): string {
  const [from, to] = [before, after].map((value) => (value === undefined || !isShort(value) ? null : printValue(value, 60)));
  if (before === undefined) return after === undefined ? 'changed' : `${to ? `${to} ` : ''}was added`;
  if (after === undefined) return `${from ? `${from} ` : ''}was removed`;
  return from && to && !equalJson(before, after) ? `${from} → ${to}` : 'changed';
}

/** A scalar, or a list of scalars. */
function isShort(value: Json): boolean {
  return isJsonArray(value) ? value.every((entry) => !isJsonArray(entry) && !isJsonObject(entry)) : !isJsonObject(value);
}
