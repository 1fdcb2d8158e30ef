import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  isJsonArray,
  isJsonObject,
  parseJson,
  type Dialect,
  type Json,
  type JsonObject,
  type Question,
  type Schema,
} from '../../src/jsonschema/index.ts';
import { DEFAULT_DIALECT, dialectOf } from '../../src/cli/schema-file.ts';

/** A pair of schemas with what is known of it. */
export interface LabelledPair {
  readonly id: string;
  readonly suite: string;
  readonly base: Schema;
  readonly head: Schema;
  /** Whether the question's answer is `included`; null: not known. */
  readonly labels: Readonly<Record<Question, boolean | null>>;
  /** Questions that validators disagree on, or that lie outside. */
  readonly doubtful: readonly Question[];
}

export const QUESTIONS: readonly Question[] = ['producers', 'consumers'];

/** Beside the project, in whose root npm runs its scripts. */
const KIT = path.resolve('..', 'shared', 'kit');
const LABELS: Readonly<Record<Question, string>> = { producers: 'backward', consumers: 'forward' };

/** The files of the kit whose names start so; null where the kit is not there. */
export function suites(prefix: string): readonly string[] | null {
  if (!existsSync(KIT)) return null;
  return readdirSync(KIT).filter((name) => name.endsWith('.jsonl') && name.startsWith(prefix));
}

/** The first `most` pairs of a suite. */
export function pairsOf(suite: string, most: number): LabelledPair[] {
  const lines = readFileSync(path.join(KIT, suite), 'utf8').split('\n').filter(Boolean);
  return lines.slice(0, most).map((line) => {
    const parsed = parseJson(line);
    if (!parsed.ok || !isJsonObject(parsed.value)) throw new Error(`${suite} holds a line that is no JSON object`);
    return pairOf(suite, parsed.value);
  });
}

/** What a question is called in the name of a label: `id backward`. */
export function questionName(pair: LabelledPair, question: Question): string {
  return `${pair.id} ${LABELS[question]}`;
}

function textOf(line: JsonObject, name: string): string {
  const value = line[name];
  return typeof value === 'string' ? value : '';
}

function pairOf(suite: string, line: JsonObject): LabelledPair {
  const dialect = dialectOf(textOf(line, 'draft')) ?? DEFAULT_DIALECT;
  const doubtful = isJsonArray(line['doubtful']) ? line['doubtful'] : [];
  const label = (question: Question): boolean | null => {
    const value = line[LABELS[question]];
    return typeof value === 'boolean' ? value : null;
  };
  return {
    id: textOf(line, 'id'),
    suite,
    base: documentSchema(line['base'] ?? true, 'base', dialect),
    head: documentSchema(line['head'] ?? true, 'head', dialect),
    labels: { producers: label('producers'), consumers: label('consumers') },
    doubtful: QUESTIONS.filter((question) => doubtful.includes(LABELS[question])),
  };
}

/** A schema that is a document of its own. */
export function documentSchema(value: Json, name: string, dialect: Dialect): Schema {
  const uri = `kit:///${name}.json`;
  return { uri, pointer: '', documents: new Map([[uri, value]]), dialect };
}
