import { Ajv2019 } from 'ajv/dist/2019.js';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import type { ErrorObject, Options } from 'ajv';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { CompileAnswer } from './protocol.ts';
import { childPointer, valueAt } from '../values/pointer.ts';

/** How RudderStack's transformer sets Ajv (rudder-transformer, src/util/eventValidation.js); strict mode is Ajv's default. */
const OPTIONS: Options = { strictRequired: true, allErrors: true, verbose: true, allowUnionTypes: true, logger: false };

/** The most parts of a refused schema that are compiled on their own to find the culprit. */
const MAX_PARTS = 300;
const MAX_MESSAGE = 500;
/** How many schemas one instance of Ajv compiles. */
const MAX_USES = 200;

/** Whether RudderStack's runtime would compile the schema, done as it does it: without the key `version`, with Ajv's draft-04 class where `$schema` says so. */
export function compileAsRudderStack(schema: Json): CompileAnswer {
  const document = isJsonObject(schema) ? without(schema, 'version') : schema;
  const refusal = refusalOf(document, true);
  if (refusal === null) return { ok: true };
  const pointer = culprit(document, refusal);
  return { ok: false, message: refusal.message, ...(pointer === null ? {} : { pointer }) };
}

interface Refusal {
  readonly message: string;
  /** Where the schema's meta-schema was violated, if that was the reason. */
  readonly violations: readonly ErrorObject[];
}

function refusalOf(schema: Json, validateSchema: boolean): Refusal | null {
  if (typeof schema !== 'boolean' && !isJsonObject(schema)) return { message: 'a schema is an object or a boolean', violations: [] };
  const dialect = isJsonObject(schema) && Object.hasOwn(schema, '$schema') ? schema['$schema'] : '';
  const runtime = runtimeFor(typeof dialect === 'string' && dialect.includes('draft-04'), validateSchema);
  try {
    runtime.ajv.compile(schema);
    return null;
  } catch (error) {
    const message = error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : String(error);
    const violations = message.startsWith('schema is invalid') ? (runtime.ajv.errors ?? []) : [];
    return { message: message.slice(0, MAX_MESSAGE), violations };
  } finally {
    forget(runtime, schema);
  }
}

interface Runtime {
  readonly ajv: Ajv2019;
  /** The identifiers that it knew when it was new. */
  readonly known: ReadonlySet<string>;
  uses: number;
}

const runtimes = new Map<string, Runtime>();

/** An instance as RudderStack makes it, used for some schemas and then replaced: its meta-schemas take 40 ms to compile, but it keeps what it compiled. */
function runtimeFor(isDraft04: boolean, validateSchema: boolean): Runtime {
  const key = `${isDraft04} ${validateSchema}`;
  const runtime = runtimes.get(key) ?? newRuntime(isDraft04, validateSchema);
  runtime.uses += 1;
  if (runtime.uses < MAX_USES) runtimes.set(key, runtime);
  else runtimes.delete(key);
  return runtime;
}

function newRuntime(isDraft04: boolean, validateSchema: boolean): Runtime {
  const options = { ...OPTIONS, validateSchema };
  const ajv: Ajv2019 = isDraft04 ? new ajvDraft04.default(options) : new Ajv2019(options);
  if (!isDraft04) {
    ajv.addMetaSchema(draft06);
    ajv.addMetaSchema(draft07);
  }
  ajvFormats.default(ajv);
  return { ajv, known: new Set([...Object.keys(ajv.refs), ...Object.keys(ajv.schemas)]), uses: 0 };
}

/** Forgets a schema with all its identifiers, so that the next one may have the same. */
function forget({ ajv, known }: Runtime, schema: Json): void {
  if (isJsonObject(schema)) ajv.removeSchema(schema);
  for (const table of [ajv.refs, ajv.schemas]) {
    for (const id of Object.keys(table)) if (!known.has(id)) Reflect.deleteProperty(table, id);
  }
}

/** The pointer of what Ajv refused: from the meta-schema's violations, else from the place its message names, else by compiling parts. */
function culprit(document: Json, refusal: Refusal): string | null {
  const [violation] = refusal.violations.toSorted((a, b) => b.instancePath.length - a.instancePath.length);
  if (violation) return violation.instancePath;
  if (refusal.message.startsWith('no schema with key or ref')) return '/$schema';
  const place = /at (?:path )?"[^"#]*#([^"]*)"/.exec(refusal.message)?.[1];
  const quoted = [...refusal.message.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  if (place === undefined) return partThatIsRefused(document, refusal.message, quoted);
  const pointer = decodeURIComponent(place);
  return keywordPointer(valueAt(document, pointer), pointer, refusal.message, quoted);
}

function partThatIsRefused(document: Json, message: string, quoted: readonly string[]): string | null {
  let found: { readonly value: Json; readonly pointer: string } | null = null;
  let parts = 0;
  for (const part of subschemas(document)) {
    parts += 1;
    if (parts > MAX_PARTS) break;
    const isInside = found === null || part.pointer.startsWith(`${found.pointer}/`);
    if (isInside && refusalOf(part.value, false)?.message === message) found = part;
  }
  return found && keywordPointer(found.value, found.pointer, message, quoted);
}

/** The pointer of the keyword that the message is about, inside the schema that it is about. */
function keywordPointer(schema: Json | undefined, pointer: string, message: string, quoted: readonly string[]): string {
  if (!isJsonObject(schema)) return pointer;
  const required = schema['required'];
  if (message.includes('(strictRequired)') && isJsonArray(required)) {
    const index = required.findIndex((name) => quoted.some((word) => word === name));
    return index < 0 ? childPointer(pointer, 'required') : childPointer(childPointer(pointer, 'required'), index);
  }
  const named = [
    ...quoted,
    ...message.split(/[^$\w-]+/),
    ...KEYWORDS_BY_WORD.flatMap(([word, names]) => (message.includes(word) ? names : [])),
  ];
  const keyword = named.find((word) => word !== '' && Object.hasOwn(schema, word));
  return keyword === undefined ? pointer : childPointer(pointer, keyword);
}

/** What a message means that names no keyword. */
const KEYWORDS_BY_WORD: readonly (readonly [string, readonly string[]])[] = [
  ['reference', ['$ref']],
  ['regular expression', ['pattern', 'patternProperties']],
  ['matches pattern', ['patternProperties']],
];

const DATA = new Set(['enum', 'const', 'default', 'examples', 'required']);
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);

/** All objects of a document that may be schemas, each before what it holds. */
function* subschemas(document: Json): Generator<{ readonly value: JsonObject; readonly pointer: string }> {
  const open: { readonly value: Json; readonly pointer: string; readonly isMap: boolean }[] = [
    { value: document, pointer: '', isMap: false },
  ];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value, pointer, isMap } = entry;
    if (isJsonObject(value) && !isMap) yield { value, pointer };
    for (const [name, kid] of entriesOf(value).toReversed()) {
      if (!isMap && DATA.has(name)) continue;
      const kidIsMap = isJsonArray(kid) || (isJsonObject(value) && !isMap && MAPS.has(name));
      open.push({ value: kid, pointer: childPointer(pointer, name), isMap: kidIsMap });
    }
  }
}

function entriesOf(value: Json): [string, Json][] {
  if (isJsonArray(value)) return value.map((item, index) => [String(index), item]);
  return isJsonObject(value) ? Object.entries(value) : [];
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
