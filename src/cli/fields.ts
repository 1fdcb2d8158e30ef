import { isJsonArray, isJsonObject, parseJson, type Json, type JsonObject } from '../jsonschema/index.ts';
import { detect } from '../rules/pii/detector.ts';
import { candidateOf } from '../rules/pii/field.ts';
import { answerLines, type Line } from './lines.ts';

/** The longest line that is read. */
const MAX_LINE_BYTES = 1024 * 1024;

/** Blank lines are skipped; every other line is answered by one line, in order. `file` is a path, or `-` for stdin. */
export function classifyFields(file: string): AsyncGenerator<string> {
  return answerLines(file, MAX_LINE_BYTES, answer);
}

/** What a line may hold beside its id. */
const TEXTS = ['name', 'path', 'type', 'format', 'title', 'description', 'schema', 'event'] as const;

function refused(id: Json, problem: string): JsonObject {
  return { id, pii: false, category: null, confidence: null, evidence: null, problem };
}

function answer(line: Line): JsonObject {
  if (!line.ok) return refused(null, 'The line is too long or not UTF-8.');
  const parsed = parseJson(line.text);
  if (!parsed.ok) return refused(null, `The line is not JSON: ${parsed.problem}`);
  if (!isJsonObject(parsed.value)) return refused(null, 'The line is not an object with "name" or "path".');
  const members = new Map(Object.entries(parsed.value));
  const text = (name: (typeof TEXTS)[number]): string | undefined => {
    const value = members.get(name) ?? undefined;
    if (name === 'type' && isJsonArray(value)) return value.filter((kind) => typeof kind === 'string').join('|');
    return typeof value === 'string' ? value : undefined;
  };
  const id = members.get('id') ?? null;
  const wrong = TEXTS.find((name) => (members.get(name) ?? null) !== null && text(name) === undefined);
  if (wrong !== undefined) return refused(id, `"${wrong}" must be a text${wrong === 'schema' ? ': the name of the schema' : ''}.`);
  const [name, path, type, format] = [text('name'), text('path'), text('type'), text('format')];
  const [title, description] = [text('title'), text('description')];
  const schema = text('schema') ?? text('event');
  if (name === undefined && path === undefined) return refused(id, 'The line has neither "name" nor "path".');
  const found = detect(
    candidateOf({
      ...(name !== undefined && { name }),
      ...(path !== undefined && { path }),
      ...(type !== undefined && { type }),
      ...(format !== undefined && { format }),
      ...(schema !== undefined && { schema }),
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
    }),
  );
  if (found === null) return { id, pii: false, category: null, confidence: 'high', evidence: null };
  const { category, confidence, evidence } = found;
  return { id, pii: confidence === 'low' ? 'borderline' : true, category, confidence, evidence };
}
