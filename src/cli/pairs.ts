import {
  compare,
  EvaluationTimeout,
  isJsonObject,
  parseJson,
  printJson,
  type CompareOptions,
  type Dialect,
  type Json,
  type JsonObject,
  type Oracle,
} from '../jsonschema/index.ts';
import { comparisonJson, unjudgedJson } from './comparison.ts';
import { answerLines, type Line } from './lines.ts';
import { DEFAULT_DIALECT, dialectOf, pairSchema } from './schema-file.ts';

/** The longest line that is read. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

const LINE_PROBLEMS = {
  'too-long': `The line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB.`,
  'not-utf8': 'The line is not UTF-8.',
} as const;

/** Blank lines are skipped; every other line is answered by one line, in order. `file` is a path, or `-` for stdin. */
export function answerPairs(file: string, options: CompareOptions, oracle: Oracle): AsyncGenerator<string> {
  return answerLines(file, MAX_LINE_BYTES, (line) => answerLine(line, options, oracle));
}

/** One pair. A line that cannot be judged is undecided with its reason, also where the last-resort clock cut it short. */
function answerLine(line: Line, options: CompareOptions, oracle: Oracle): JsonObject {
  const started = performance.now();
  const { id, answer } = judgeLine(line, options, oracle);
  return { id, ...answer, ms: Math.round((performance.now() - started) * 1000) / 1000 };
}

interface Judged {
  readonly id: Json;
  readonly answer: JsonObject;
}

function judgeLine(line: Line, options: CompareOptions, oracle: Oracle): Judged {
  if (!line.ok) return unjudged(null, LINE_PROBLEMS[line.problem]);
  const parsed = parseJson(line.text);
  if (!parsed.ok) return unjudged(null, `The line is not JSON: ${parsed.problem} (column ${parsed.offset + 1})`);
  if (!isJsonObject(parsed.value)) return unjudged(null, 'The line is not an object with "id", "base" and "head".');
  const pair = new Map(Object.entries(parsed.value));
  const id = pair.get('id') ?? null;
  const dialect = draftOf(pair.get('draft'));
  if (dialect === null)
    return unjudged(id, `Unknown draft ${printJson(pair.get('draft') ?? null)}: known are draft4, draft6, draft7, 2019-09 and 2020-12.`);
  const base = pairSchema(pair.get('base'), dialect);
  const head = pairSchema(pair.get('head'), dialect);
  if ('problem' in base) return unjudged(id, `"base" ${base.problem}.`);
  if ('problem' in head) return unjudged(id, `"head" ${head.problem}.`);
  try {
    return { id, answer: comparisonJson(compare(base, head, options, oracle), null) };
  } catch (error) {
    if (error instanceof EvaluationTimeout) return unjudged(id, `Not evaluated: ${error.message}`);
    throw error;
  }
}

function unjudged(id: Json, reason: string): Judged {
  return { id, answer: unjudgedJson(reason) };
}

function draftOf(value: Json | undefined): Dialect | null {
  if (value === undefined || value === null) return DEFAULT_DIALECT;
  return typeof value === 'string' ? dialectOf(value) : null;
}
