import { isJsonArray, isJsonObject, type Dialect, type Json, type JsonObject } from '../../src/jsonschema/index.ts';

/** Other ways to write a schema of draft 2020-12 that stands alone; none of them may change any answer. */

type Rewrite = (schema: JsonObject, isRoot: boolean) => JsonObject | null;

const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const SINGLE = new Set(
  'items additionalProperties propertyNames contains not if then else unevaluatedProperties unevaluatedItems'.split(' '),
);

/** Applies a rewrite to every schema object, those below first; null where the rewrite cannot be done somewhere. */
function everywhere(schema: Json, rewrite: Rewrite, boolean: (value: boolean, keyword: string) => Json, keyword = ''): Json | null {
  if (typeof schema === 'boolean') return boolean(schema, keyword);
  if (!isJsonObject(schema)) return null;
  const entries: [string, Json][] = [];
  for (const [name, content] of Object.entries(schema)) {
    const next = below(name, content, rewrite, boolean);
    if (next === null && content !== null) return null;
    entries.push([name, next]);
  }
  return rewrite(Object.fromEntries(entries), keyword === '');
}

function below(name: string, content: Json, rewrite: Rewrite, boolean: (value: boolean, keyword: string) => Json): Json | null {
  if (SINGLE.has(name)) return everywhere(content, rewrite, boolean, name);
  if (LISTS.has(name) && isJsonArray(content)) {
    const list = content.map((item) => everywhere(item, rewrite, boolean, name));
    return list.includes(null) ? null : list;
  }
  if (!MAPS.has(name) || !isJsonObject(content)) return content;
  const map = Object.entries(content).map(([key, item]) => [key, everywhere(item, rewrite, boolean, name)] as const);
  return map.some(([, item]) => item === null) ? null : Object.fromEntries(map);
}

const keep = (value: boolean): Json => value;

/** The same keywords the other way round. */
export function reordered(schema: JsonObject): Json {
  return everywhere(schema, (each) => Object.fromEntries(Object.entries(each).toReversed()), keep) ?? schema;
}

/** The schema as a definition that the root refers to. */
export function referred(schema: JsonObject): Json {
  const { $defs, ...own } = schema;
  return { $defs: { ...(isJsonObject($defs) ? $defs : {}), whole: own }, $ref: '#/$defs/whole' };
}

/** References to definitions that refer to nothing further are written out. */
export function inlined(schema: JsonObject): Json {
  const definitions = isJsonObject(schema['$defs']) ? schema['$defs'] : {};
  const target = (reference: Json | undefined): Json | undefined =>
    typeof reference === 'string' ? definitions[reference.slice('#/$defs/'.length)] : undefined;
  const inline: Rewrite = (each) => {
    const content = target(each['$ref']);
    if (content === undefined || JSON.stringify(content).includes('"$ref"')) return each;
    const { $ref: _, ...rest } = each;
    if (Object.keys(rest).length === 0) return isJsonObject(content) ? content : { allOf: [content] };
    const { allOf, ...others } = rest;
    return { ...others, allOf: [...(isJsonArray(allOf) ? allOf : []), content] };
  };
  return everywhere(schema, inline, keep) ?? schema;
}

/** The first dialect that has each keyword; those not here are in all. */
const FIRST: ReadonlyMap<string, Dialect> = new Map<string, Dialect>([
  ...['propertyNames', 'contains'].map((name) => [name, 'draft-06'] as const),
  ...['if', 'then', 'else'].map((name) => [name, 'draft-07'] as const),
  ...['minContains', 'maxContains', 'unevaluatedProperties', 'unevaluatedItems'].map((name) => [name, '2019-09'] as const),
]);
const ORDER: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];
const URIS: Readonly<Record<Dialect, string>> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** The same schema in the words of another draft, with its `$schema`; null where that draft cannot say it. */
export function translated(schema: JsonObject, dialect: Dialect): JsonObject | null {
  const legacy = dialect === 'draft-04';
  const boolean = (value: boolean, keyword: string): Json =>
    !legacy || keyword === 'additionalProperties' || keyword === 'items' ? value : value ? {} : { not: {} };
  const result = everywhere(schema, (each) => inDialect(each, dialect), boolean);
  if (!isJsonObject(result ?? undefined)) return null;
  return { $schema: URIS[dialect], ...(result as JsonObject) };
}

function since(dialect: Dialect, first: Dialect): boolean {
  return ORDER.indexOf(dialect) >= ORDER.indexOf(first);
}

function inDialect(schema: JsonObject, dialect: Dialect): JsonObject | null {
  if (Object.keys(schema).some((name) => !since(dialect, FIRST.get(name) ?? 'draft-04'))) return null;
  if (dialect === '2020-12') return schema;
  const items = withoutPrefix(schema, dialect);
  if (items === null) return null;
  const plain = since(dialect, '2019-09') ? items : beforeVocabularies(items);
  return dialect === 'draft-04' ? draft04(plain) : plain;
}

function withoutPrefix(schema: JsonObject, dialect: Dialect): JsonObject | null {
  const { prefixItems, items, ...rest } = schema;
  if (prefixItems === undefined) {
    const isLegacyBoolean = dialect === 'draft-04' && typeof items === 'boolean';
    return isLegacyBoolean ? { ...rest, items: items ? {} : { not: {} } } : schema;
  }
  return { ...rest, items: prefixItems, ...(items === undefined ? {} : { additionalItems: items }) };
}

/** `dependencies` for its two successors, and references alone: what stands beside one is ignored, which siblings that would matter show. */
function beforeVocabularies(schema: JsonObject): JsonObject {
  const { dependentRequired, dependentSchemas, $ref, $defs, ...rest } = schema;
  const dependencies = new Map(Object.entries({ ...(dependentRequired as JsonObject | undefined) }));
  for (const [name, node] of Object.entries({ ...(dependentSchemas as JsonObject | undefined) })) {
    const needed = dependencies.get(name);
    dependencies.set(name, isJsonArray(needed) && needed.length > 0 ? { allOf: [node, { required: needed }] } : node);
  }
  const own: JsonObject = dependencies.size === 0 ? rest : { ...rest, dependencies: Object.fromEntries(dependencies) };
  const definitions: JsonObject = $defs === undefined ? {} : { $defs };
  if ($ref === undefined) return { ...own, ...definitions };
  const alone: JsonObject = { $ref, maxProperties: 0, not: {} };
  return Object.keys(own).length === 0 ? { ...alone, ...definitions } : { ...own, ...definitions, ...allOfAnd(own, alone) };
}

function allOfAnd(schema: JsonObject, more: JsonObject): JsonObject {
  const list = schema['allOf'];
  return { allOf: [...(isJsonArray(list) ? list : []), more] };
}

function draft04(schema: JsonObject): JsonObject {
  const { const: constant, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  let result: JsonObject = rest;
  const and = (more: JsonObject): void => {
    result = { ...result, ...allOfAnd(result, more) };
  };
  if (constant !== undefined) and({ enum: [constant] });
  if (exclusiveMinimum !== undefined) and({ minimum: exclusiveMinimum, exclusiveMinimum: true });
  if (exclusiveMaximum !== undefined) and({ maximum: exclusiveMaximum, exclusiveMaximum: true });
  return result;
}
