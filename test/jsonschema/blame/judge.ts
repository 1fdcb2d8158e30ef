import {
  canonicalJson,
  compare,
  isJsonArray,
  isJsonObject,
  valueAt,
  type Answer,
  type Break,
  type ContentModel,
  type Json,
  type Question,
} from '../../../src/jsonschema/index.ts';
import { Evaluator } from '../../../src/jsonschema/evaluate/evaluate.ts';
import { dropUnplanned, isSent, Locations } from '../../../src/jsonschema/evaluate/location.ts';
import { compile } from '../../../src/jsonschema/schema/compile.ts';
import { oracle, schema } from '../engine-harness.ts';
import type { Expected, Mutant } from './mutator.ts';

export const MODELS: readonly ContentModel[] = ['strict', 'planned'];
export const QUESTIONS: readonly Question[] = ['producers', 'consumers'];

const EVALUATION_LIMIT = 200_000;

/** Whether the sender may send a value and the reader rejects what it reads of it, by the definitions on instances: no search is involved. */
export type Separates = (value: Json) => boolean;

function separator(mutant: Mutant, model: ContentModel, question: Question): Separates {
  const compiled = (value: Json): ReturnType<typeof compile> => compile(schema(value, mutant.dialect));
  const [base, head] = [compiled(mutant.base), compiled(mutant.head)];
  const [from, to] = question === 'producers' ? [base, head] : [head, base];
  if (from === null || to === null) throw new Error('a mutant has no root');
  const locations = new Locations();
  return (value) => {
    const evaluator = new Evaluator(EVALUATION_LIMIT);
    if (evaluator.holds(from, value) !== true) return false;
    if (model === 'planned' && isSent(locations, locations.of([from]), [from], value, evaluator) !== true) return false;
    const drops = model === 'planned' && question === 'consumers';
    return evaluator.holds(to, drops ? dropUnplanned(locations, locations.of([to]), value) : value) === false;
  };
}

/** A value with one thing less: a property or an entry, at any depth. */
function* reductions(value: Json): Generator<Json> {
  if (isJsonArray(value))
    for (const [i, item] of value.entries()) {
      yield value.filter((_, at) => at !== i);
      for (const less of reductions(item)) yield value.map((other, at) => (at === i ? less : other));
    }
  else if (isJsonObject(value))
    for (const name of Object.keys(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const less of reductions(value[name] ?? null)) yield { ...value, [name]: less };
    }
}

const ODD: readonly Json[] = ['text', '', 7, -3, 1.5, true, null, {}, [], 'x'.repeat(300)];

/** Values close to one: something less, something of another type, a name that nobody planned. */
export function* neighbours(value: Json): Generator<Json> {
  yield* reductions(value);
  yield* replacements(value);
}

function* replacements(value: Json): Generator<Json> {
  yield* ODD;
  if (isJsonArray(value))
    for (const [i, item] of value.entries())
      for (const other of replacements(item)) yield value.map((kept, at) => (at === i ? other : kept));
  if (!isJsonObject(value)) return;
  yield { ...value, unplanned: 'text' };
  for (const name of Object.keys(value)) for (const other of replacements(value[name] ?? null)) yield { ...value, [name]: other };
}

/** The answers to both questions in both content models. */
export function answersOf(
  mutant: Mutant,
): readonly { readonly model: ContentModel; readonly question: Question; readonly answer: Answer }[] {
  const [base, head] = [schema(mutant.base, mutant.dialect), schema(mutant.head, mutant.dialect)];
  return MODELS.flatMap((contentModel) => {
    const comparison = compare(base, head, { contentModel }, oracle);
    return QUESTIONS.map((question) => ({ model: contentModel, question, answer: comparison[question] }));
  });
}

/** Whether an answer is undecided for a reason outside the theory: where a length stands beside a format, texts of that length may not be known. */
export function isOutside(mutant: Mutant, model: ContentModel, question: Question, answer: Answer): boolean {
  if (answer.verdict !== 'undecided' || mutant.edit !== 'tighten a bound' || mutant.expected(model, question) !== 'either') return false;
  return answer.undecided.every(({ code, message }) => code === 'outside-theory' && message.includes('"format"'));
}

/** What is wrong with an answer; empty where nothing is. `pool`: instances near the schema, to refute what is called included. */
export function complaints(mutant: Mutant, model: ContentModel, question: Question, answer: Answer, pool: readonly Json[]): string[] {
  const expected = mutant.expected(model, question);
  if (answer.verdict === 'undecided')
    return isOutside(mutant, model, question, answer) ? [] : [`undecided: ${answer.undecided[0].message}`];
  const separates = separator(mutant, model, question);
  if (answer.verdict === 'included') {
    const refuting = pool.find(separates);
    return [
      ...(expected === 'break' ? ['included, but the edit breaks it'] : []),
      ...(refuting === undefined ? [] : [`included, but refuted by ${canonicalJson(refuting)}`]),
    ];
  }
  const [found, ...others] = answer.breaks;
  return [
    ...(expected === 'included' ? [`not included, by ${canonicalJson(answer.counterexample)}`] : []),
    ...(answer.undecided.length === 0 ? [] : [`undecided beside: ${answer.undecided[0]?.message ?? ''}`]),
    ...(found === undefined || others.length > 0 ? [`${answer.breaks.length} breaks: ${answer.breaks.map(printed).join('; ')}`] : []),
    ...answer.breaks.flatMap((each) => aboutBreak(mutant, each, expected, separates)),
  ];
}

function printed({ keyword, path, base, head }: Break): string {
  return `${keyword} at ${JSON.stringify(path)} ${base?.pointer ?? '-'} > ${head?.pointer ?? '-'}`;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a union is blamed because an edited branch of it now admits what another one admits: then no keyword alone is to blame, but the branch. */
function isOverlap({ blamed }: Mutant, { keyword, base, head }: Break): boolean {
  const encloses = (outer: string | undefined, inner: string | undefined): boolean =>
    outer !== undefined && (inner === undefined || inner.startsWith(`${outer}/`));
  return keyword === 'oneOf' && encloses(base?.pointer, blamed.base) && encloses(head?.pointer, blamed.head);
}

function aboutBreak(mutant: Mutant, found: Break, expected: Expected, separates: Separates): string[] {
  const { blamed, bites } = mutant;
  const wrong: string[] = [];
  const isBlamed = found.keyword === blamed.keyword && found.base?.pointer === blamed.base && found.head?.pointer === blamed.head;
  if (!isBlamed && !(expected === 'either' && isOverlap(mutant, found)))
    wrong.push(`blames ${printed(found)}, not ${blamed.keyword} ${blamed.base ?? '-'} > ${blamed.head ?? '-'}`);
  if (isBlamed && !bites.some(({ path, conditional }) => same(path, found.path) && conditional === found.conditional))
    wrong.push(`bites at ${JSON.stringify(found.path)}, conditional ${found.conditional}`);
  if (isBlamed) wrong.push(...aboutValues(mutant, found));
  return [...wrong, ...aboutCounterexample(found.counterexample, separates)];
}

/** What it was and what it is: the values at the places. For a required name the whole list; where a name is gone or new, one side has none. */
function aboutValues(mutant: Mutant, found: Break): string[] {
  const valueOf = (document: Json, pointer: string | undefined, other: string | undefined): Json | undefined => {
    if (pointer === undefined) return undefined;
    if (found.keyword === 'properties' && pointer.length < (other ?? '').length) return undefined;
    return valueAt(document, found.keyword === 'required' ? pointer.replace(/\/\d+$/, '') : pointer);
  };
  const before = valueOf(mutant.base, found.base?.pointer, found.head?.pointer);
  const after = valueOf(mutant.head, found.head?.pointer, found.base?.pointer);
  return same(before, found.before) && same(after, found.after)
    ? []
    : [`says ${JSON.stringify([found.before, found.after])}, not ${JSON.stringify([before, after])}`];
}

function aboutCounterexample(value: Json, separates: Separates): string[] {
  if (!separates(value)) return [`does not separate: ${canonicalJson(value)}`];
  for (const less of reductions(value)) if (separates(less)) return [`not minimal: ${canonicalJson(value)}, ${canonicalJson(less)} does`];
  const odd = texts(value).find((text) => /\p{C}/u.test(text) || text.length > 400);
  return odd === undefined ? [] : [`not plausible: ${JSON.stringify(odd)}`];
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (isJsonArray(value)) return value.flatMap(texts);
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, item]) => [name, ...texts(item)]) : [];
}
