import { posix } from 'node:path';
import { isJsonObject } from '../../jsonschema/index.ts';
import type { Location, Transformation, TransformationCode } from '../../plan/model.ts';
import type { TextFile } from '../document.ts';
import type { LoadContext, SourceDocument } from '../format.ts';
import type { Language } from '../../transformations/types.ts';
import { locations, type Range } from '../source-node.ts';
import type { TransformationDefinition } from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { child, entries, spotOf, type SourceValue } from '../fields.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';

/** Whether the file of a project defines a transformation or a library of such code. */
export function isTransformation({ value }: SourceDocument): boolean {
  return isJsonObject(value) && (value['kind'] === 'transformation' || value['kind'] === LIBRARY);
}

const LIBRARY = 'transformation-library';

function isLibrary({ value }: SourceDocument): boolean {
  return isJsonObject(value) && value['kind'] === LIBRARY;
}

/** Reads the spec of a transformation. One without id, language or code is left out: the tool that deploys it says so. */
export function readTransformation(spec: SourceValue): TransformationDefinition[] {
  const text = (name: string): string => {
    const value = child(spec, name)?.value;
    return typeof value === 'string' ? value : '';
  };
  const id = text('id');
  const language = LANGUAGES.get(text('language'));
  const kind = child(spec, 'code') === null ? 'file' : 'code';
  const source = child(spec, kind);
  if (id === '' || language === undefined || typeof source?.value !== 'string') return [];
  const spot = spotOf(child(spec, 'name') ?? spec);
  const node = { kind, text: source.value, spot: spotOf(source) } as const;
  const library = isLibrary(spec.document);
  return [
    { id, name: text('name') || id, spot: spotOf(spec), nameSpot: spot, library, language, source: node, testInputs: testInputsOf(spec) },
  ];
}

/** Where rudder-cli looks for a test's events if the test does not say. */
const DEFAULT_INPUT = './input';

function testInputsOf(spec: SourceValue): readonly string[] {
  return entries(child(spec, 'tests')).flatMap((test) => {
    const input = child(test, 'input')?.value ?? DEFAULT_INPUT;
    return typeof input === 'string' && !isDynamic(input) ? [input] : [];
  });
}

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['javascript', 'javascript'],
  ['python', 'python'],
  ['pythonfaas', 'python'],
]);

/** A definition with the file that holds its code. */
interface Located {
  readonly definition: TransformationDefinition;
  readonly key: string;
  readonly file: string;
}

/** The transformations of a revision, each id once; reports code that is named and is not in the repository. */
export function transformationsOf(
  definitions: readonly TransformationDefinition[],
  context: LoadContext,
  problems: Problems,
): readonly Transformation[] {
  const located = new Map<string, Located>();
  for (const definition of definitions) {
    const key = `transformation${definition.library ? '-library' : ''}:${definition.id}`;
    const file = located.has(key) ? null : fileOf(definition, key, context, problems);
    if (file !== null) located.set(key, { definition, key, file });
  }
  let texts: ReadonlyMap<string, TextFile> | null = null;
  return [...located.values()]
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ definition, key, file }) => ({
      key,
      name: definition.name,
      language: definition.language,
      code: () => {
        texts ??= context.texts([...new Set(Array.from(located.values(), (each) => each.file))]);
        return codeOf(definition, texts.get(file));
      },
    }));
}

/** The path that a definition means by a path relative to its own file; null for one outside the repository. */
export function relativePath(file: string, text: string): string | null {
  const path = posix.join(posix.dirname(file), text);
  return text.startsWith('/') || path === '..' || path.startsWith('../') ? null : path;
}

/** The file that holds the code: the plan's own, or the one that it names; null where that is not there. */
function fileOf({ id, source }: TransformationDefinition, key: string, { kindAt }: LoadContext, problems: Problems): string | null {
  const { document } = source.spot;
  if (source.kind === 'code') return document.path;
  if (isDynamic(source.text)) return null;
  const path = relativePath(document.path, source.text);
  const kind = path === null ? null : kindAt(path);
  if (kind === 'file') return path;
  const reason =
    path === null ? 'is outside the repository' : kind === null ? 'is not in the repository' : `is a ${kind}, which is not followed`;
  problems.add(
    'unresolved-reference',
    key,
    source.spot,
    `The file ${quoted(source.text)} of the transformation ${quoted(id)} ${reason}.`,
    'Name a plain file of the repository, relative to this one.',
  );
  return null;
}

function codeOf({ source }: TransformationDefinition, held: TextFile | undefined): TransformationCode {
  const location = locationOf(source.spot);
  if (held?.ok !== true) return { ok: false, problem: held?.problem ?? 'It could not be read.', location };
  if (source.kind === 'file') return held;
  return {
    ok: true,
    text: source.text.replaceAll(VARIABLE, (token) => '_'.repeat(token.length)),
    locate: inBlock(source.text, held.text, location),
  };
}

/** A variable as it stands in a text that was read: no code, so a name of the same length stands for it. */
const VARIABLE = /‹‹[^›\n]*››/g;

/**
 * Where a range of a text stands that is written as a YAML literal block (`code: |`): each line of it is a line of the file behind some blanks. All
 * of the block where it is written in another way.
 */
function inBlock(text: string, file: string, block: Location): (range: Range) => Location {
  const [lines, written] = [text, file].map((each) => each.split('\n'));
  const isLiteral = written?.[block.line - 1]?.charAt(block.column - 1) === '|';
  const indentOf = (line: number): number | null => {
    const whole = written?.[block.line + line - 1]?.replace(/\r$/, '') ?? '';
    const length = lines?.[line - 1]?.length ?? 0;
    return whole.length >= length && whole.slice(0, whole.length - length).trim() === '' ? whole.length - length : null;
  };
  const inText = locations(block.file, text);
  return (range) => {
    const { line, column, endLine, endColumn } = inText(range);
    const [indent, endIndent] = [indentOf(line), indentOf(endLine)];
    if (!isLiteral || indent === null || endIndent === null) return block;
    return {
      file: block.file,
      line: block.line + line,
      column: column + indent,
      endLine: block.line + endLine,
      endColumn: endColumn + endIndent,
    };
  };
}
