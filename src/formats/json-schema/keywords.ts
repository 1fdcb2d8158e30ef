import { childPointer, isJsonArray, isJsonObject, type Dialect, type Json, type JsonObject } from '../../jsonschema/index.ts';

/** How a keyword holds subschemas: as its value, as a list or one, or by name. */
export type Holds = 'schema' | 'schemas' | 'named';

/** The keywords of drafts 04 to 2020-12 that hold subschemas. */
export const APPLICATORS: ReadonlyMap<string, Holds> = new Map([
  ['additionalItems', 'schema'],
  ['additionalProperties', 'schema'],
  ['contains', 'schema'],
  ['contentSchema', 'schema'],
  ['else', 'schema'],
  ['if', 'schema'],
  ['not', 'schema'],
  ['propertyNames', 'schema'],
  ['then', 'schema'],
  ['unevaluatedItems', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['items', 'schemas'],
  ['allOf', 'schemas'],
  ['anyOf', 'schemas'],
  ['oneOf', 'schemas'],
  ['prefixItems', 'schemas'],
  ['$defs', 'named'],
  ['definitions', 'named'],
  ['dependencies', 'named'],
  ['dependentSchemas', 'named'],
  ['patternProperties', 'named'],
  ['properties', 'named'],
]);

/** The keywords that name another schema. */
export const REFERENCE_KEYWORDS = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

/** The subschemas that stand directly in a schema, each with its pointer below the schema's. */
export function subschemas(schema: JsonObject, pointer: string): readonly (readonly [string, Json])[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = childPointer(pointer, keyword);
    const holds = APPLICATORS.get(keyword);
    if (holds === undefined) return [];
    if (holds === 'named' && isJsonObject(value)) return members(value, at);
    if (holds === 'schemas' && isJsonArray(value)) return value.map((each, index) => [childPointer(at, index), each] as const);
    return holds === 'named' ? [] : [[at, value] as const];
  });
}

function members(value: JsonObject, pointer: string): readonly (readonly [string, Json])[] {
  return Object.entries(value).map(([name, member]) => [childPointer(pointer, name), member] as const);
}

/** Keywords that explain a schema to people. */
const WORDS: ReadonlySet<string> = new Set(['title', 'description', 'examples', '$comment']);

/** A schema without what only explains it, down to its last subschema. A property may be called as a keyword is. */
export function withoutWords(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !WORDS.has(keyword))
      .map(([keyword, value]) => [keyword, heldWithoutWords(APPLICATORS.get(keyword), value)]),
  );
}

function heldWithoutWords(holds: Holds | undefined, value: Json): Json {
  if (holds === undefined) return value;
  if (isJsonArray(value)) return holds === 'schemas' ? value.map(withoutWords) : value;
  if (holds !== 'named') return withoutWords(value);
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutWords(member)])) : value;
}

/** Keywords that name or explain a document and say nothing of what is valid. */
const NAMING: ReadonlySet<string> = new Set(['$schema', '$id', 'id', '$anchor', '$comment', '$vocabulary', 'title', 'description']);

/** Whether a document only holds definitions for others to refer to: by itself it describes no message. */
export function isLibrary(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const rest = Object.keys(value).filter((name) => !NAMING.has(name) && !name.startsWith('x-'));
  return rest.length > 0 && rest.every((name) => name === 'definitions' || name === '$defs');
}

/** The value of an object's own member, where it is a string. */
export function stringMember(value: JsonObject, name: string): string | null {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof member === 'string' ? member : null;
}

/** What `$schema` says of a document: its dialect, a meta-schema of json-schema.org that the gate does not read, a foreign one, or nothing. */
export type Declared = Dialect | 'unsupported' | 'foreign' | null;

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['draft-04/schema', 'draft-04'],
  ['draft-06/schema', 'draft-06'],
  ['draft-07/schema', 'draft-07'],
  ['draft/2019-09/schema', '2019-09'],
  ['draft/2020-12/schema', '2020-12'],
  ['schema', '2020-12'],
]);

/** Reads `$schema` (https://json-schema.org/specification-links). `http`, `https` and a trailing `#` make no difference. */
export function declaredDialect(value: Json): Declared {
  const declared = isJsonObject(value) ? stringMember(value, '$schema') : null;
  if (declared === null) return null;
  const name = /^https?:\/\/json-schema\.org\/(.*?)#?$/.exec(declared.trim())?.[1];
  return name === undefined ? 'foreign' : (DIALECTS.get(name) ?? 'unsupported');
}
