import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/jsonschema/index.ts';

/** The names that random schemas speak of. */
export const NAMES = ['a', 'b', 'c', 'ab', '__proto__'];

const PATTERNS = ['^a', 'b$', '^[ab]+$', '^a|b$', '^.{2}$', '[0-9]', '^(?!a)', '^\\w+$', '^$'];
const FORMATS = ['date', 'email', 'ipv4', 'uuid', 'date-time', 'uri', 'int32', 'unknown-format'];
const TYPES = ['string', 'integer', 'number', 'boolean', 'null', 'object', 'array'];

const scalar = fc.constantFrom<Json>('a', 'b', 'ab', '', 0, 1, 2, 1.5, -1, 0.1, 1e20, true, false, null);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }) },
);
const number = fc.constantFrom(-2, -1, 0, 0.5, 1, 1.5, 2, 3, 10, 1e3);
const count = fc.nat(3);
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 });

/** An object of a few optional keywords; each name stays with its probability only, so that most schemas are small. */
function keywords(entries: Readonly<Record<string, fc.Arbitrary<Json>>>, most: number): fc.Arbitrary<JsonObject> {
  const all = Object.entries(entries).map(([keyword, arbitrary]) => arbitrary.map((content) => [keyword, content] as const));
  return fc.array(fc.oneof(...all), { minLength: 1, maxLength: most }).map((chosen) => Object.fromEntries(chosen));
}

const numeric = keywords(
  {
    type: fc.constantFrom('number', 'integer'),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.constantFrom(0.1, 0.25, 0.5, 1, 1.5, 2, 3, 7),
  },
  3,
);
const textual = keywords(
  {
    type: fc.constant('string'),
    minLength: count,
    maxLength: count,
    pattern: fc.constantFrom(...PATTERNS),
    format: fc.constantFrom(...FORMATS),
  },
  3,
);
const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom(...TYPES) }),
  fc.record({ type: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }) }),
  fc.record({ enum: fc.array(value, { minLength: 1, maxLength: 4 }) }),
  fc.record({ const: value }),
  numeric,
  textual,
);

const { node } = fc.letrec<{ node: Json }>((tie) => {
  const inner = tie('node');
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const named = fc.dictionary(fc.constantFrom(...NAMES), inner, { maxKeys: 3 });
  const objects = keywords(
    {
      type: fc.constant('object'),
      properties: named,
      required: names,
      additionalProperties: inner,
      patternProperties: fc.dictionary(fc.constantFrom(...PATTERNS), inner, { maxKeys: 2 }),
      propertyNames: fc.oneof(textual, fc.record({ enum: names }), inner),
      minProperties: count,
      maxProperties: count,
      dependentRequired: fc.dictionary(fc.constantFrom(...NAMES), names, { maxKeys: 2 }),
      dependentSchemas: fc.dictionary(fc.constantFrom(...NAMES), inner, { maxKeys: 2 }),
      unevaluatedProperties: inner,
    },
    4,
  );
  const arrays = keywords(
    {
      type: fc.constant('array'),
      items: inner,
      prefixItems: some,
      minItems: count,
      maxItems: count,
      uniqueItems: fc.boolean(),
      contains: inner,
      minContains: count,
      maxContains: count,
      unevaluatedItems: inner,
    },
    4,
  );
  const combined = keywords({ anyOf: some, oneOf: some, allOf: some, not: inner, if: inner, then: inner, else: inner }, 3);
  const reference = fc.constantFrom('0', '1').map((name): JsonObject => ({ $ref: `#/$defs/${name}` }));
  const mixed = fc.tuple(fc.oneof(leaf, objects, arrays), combined).map(([one, other]): JsonObject => ({ ...one, ...other }));
  return {
    node: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      { weight: 4, arbitrary: leaf },
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 1, arbitrary: reference },
      { weight: 3, arbitrary: objects },
      { weight: 2, arbitrary: arrays },
      { weight: 2, arbitrary: combined },
      { weight: 1, arbitrary: mixed },
    ),
  };
});

/** Schemas of draft 2020-12 with all keywords of the engine, self-contained; their definitions may refer to each other. */
export const schemas: fc.Arbitrary<JsonObject> = fc
  .tuple(node, node, node)
  .map(([root, first, second]) => withDefinitions(root, [first, second]));

/** A schema with the definitions that it can reach, and no others. */
function withDefinitions(root: Json, definitions: readonly Json[]): JsonObject {
  const own: JsonObject = typeof root === 'boolean' ? (root ? {} : { not: {} }) : (root as JsonObject);
  const reached = new Set(referencesIn(own));
  for (const name of reached) for (const further of referencesIn(definitions[Number(name)] ?? true)) reached.add(further);
  if (reached.size === 0) return own;
  return { ...own, $defs: Object.fromEntries([...reached].map((name) => [name, definitions[Number(name)] ?? true])) };
}

function referencesIn(schema: Json): string[] {
  return [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\d)"/g)].map(([, name = '']) => name);
}

/** Plain values for drawing from when a schema is changed in one place. */
const replacement = fc.oneof(leaf, fc.boolean());

/** Two schemas: as often as not the second is the first with one change. */
export const pairs: fc.Arbitrary<readonly [JsonObject, JsonObject]> = fc.oneof(
  fc.tuple(schemas, schemas),
  fc.tuple(schemas, replacement, fc.nat(200)).map(([schema, part, at]) => [schema, changed(schema, part, at)] as const),
  fc.tuple(schemas, replacement, fc.nat(200)).map(([schema, part, at]) => [changed(schema, part, at), schema] as const),
);

type Change = (schema: JsonObject) => JsonObject;

/** A schema changed in one place of those it can be changed in; `part` is what is put there. */
function changed(schema: JsonObject, part: Json, at: number): JsonObject {
  const changes = changesOf(schema, part);
  return changes[at % changes.length]?.(schema) ?? schema;
}

/** Every way to change a schema once: drop a keyword, add some, put another schema in the place of one, move a number. */
function changesOf(schema: JsonObject, part: Json): readonly Change[] {
  const changes: Change[] = typeof part === 'boolean' ? [] : [(old) => ({ ...old, ...(part as JsonObject) })];
  for (const keyword of Object.keys(schema)) {
    const content = schema[keyword] ?? null;
    const put =
      (next: Json): Change =>
      (old) => ({ ...old, [keyword]: next });
    if (keyword === '$defs' || keyword === '$ref') continue;
    changes.push((old) => Object.fromEntries(Object.entries(old).filter(([name]) => name !== keyword)));
    if (typeof content === 'number') for (const next of [content + 1, content >= 2 ? content - 1 : 1]) changes.push(put(next));
    if (Array.isArray(content) && content.length > 1) changes.push(put(content.slice(1)));
    for (const [next, isSchema] of placesIn(keyword, content)) {
      if (isSchema === null) continue;
      changes.push(put(next(part)));
      if (typeof isSchema === 'object' && isSchema !== null)
        for (const deeper of changesOf(isSchema, part)) changes.push(put(next(deeper(isSchema))));
    }
  }
  return changes.length === 0 ? [(old) => ({ ...old, ...(typeof part === 'boolean' ? { not: {} } : (part as JsonObject)) })] : changes;
}

type Hole = readonly [fill: (next: Json) => Json, content: JsonObject | boolean | null];

const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const SINGLE = new Set(
  'items additionalProperties propertyNames contains not if then else unevaluatedProperties unevaluatedItems'.split(' '),
);

/** The schemas directly below a keyword, each with the way to put another in its place. */
function placesIn(keyword: string, content: Json): readonly Hole[] {
  if (SINGLE.has(keyword)) return [[(next) => next, content as JsonObject | boolean]];
  if (LISTS.has(keyword)) {
    const list = content as readonly (JsonObject | boolean)[];
    return list.map((item, i) => [(next) => list.map((other, j) => (i === j ? next : other)), item] as const);
  }
  if (!MAPS.has(keyword)) return [];
  const map = content as Readonly<Record<string, JsonObject | boolean>>;
  return Object.entries(map).map(([name, item]) => [(next) => Object.fromEntries([...Object.entries(map), [name, next]]), item] as const);
}

/** Instances that random schemas may accept. */
export const instances = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    scalar,
    fc.dictionary(fc.constantFrom(...NAMES, 'd'), tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;
