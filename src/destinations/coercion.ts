import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';

/** Texts that Ajv makes a number of: `+"12.5"` of JavaScript, without the hexadecimal and other bases that nobody sends. */
const NUMBER = String.raw`^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`;
const INTEGER = String.raw`^\s*[-+]?\d+\s*$`;

/** Keywords that say something of a value beside its kind: what is made to fit must meet them too, and mostly cannot. */
const LIMITS = new Set(
  'enum const pattern format minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf anyOf allOf oneOf not if'.split(
    ' ',
  ),
);

/** The values of other kinds of which each kind is made, a list of one such value aside. */
const MADE_OF: Readonly<Record<string, JsonObject>> = {
  string: { type: ['string', 'number', 'boolean', 'null'] },
  number: { anyOf: [{ type: ['number', 'boolean', 'null'] }, { type: 'string', pattern: NUMBER }] },
  integer: { anyOf: [{ type: ['integer', 'boolean', 'null'] }, { type: 'string', pattern: INTEGER }] },
  boolean: { anyOf: [{ type: ['boolean', 'null'] }, { enum: ['true', 'false', 0, 1] }] },
};

/**
 * What passes where values of another kind are made to fit before they are looked at, as Ajv does with `coerceTypes: "array"`
 * (https://ajv.js.org/coercion.html): what this refuses is refused. A value with limits of its own passes only as it is.
 */
export function accepted(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const { type, properties, items } = schema;
  const inner = {
    ...(isJsonObject(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, accepted(each)])),
    }),
    ...(items !== undefined && { items: accepted(items) }),
  };
  if (typeof type !== 'string') return { ...schema, ...inner };
  if (type === 'array') return { ...schema, ...inner, ...wrapped(schema, inner.items) };
  const made = Object.hasOwn(MADE_OF, type) ? MADE_OF[type] : undefined;
  if (made === undefined) return { ...schema, ...inner };
  return Object.keys(schema).some((keyword) => LIMITS.has(keyword)) ? schema : ofOne(made);
}

/** The kind itself, or a list with one value of it. */
function ofOne(made: JsonObject): Json {
  return { anyOf: [made, { type: 'array', minItems: 1, maxItems: 1, items: made }] };
}

/** A plain value where a list is wanted becomes a list of it. */
function wrapped({ minItems }: JsonObject, items: Json | undefined): JsonObject {
  const kinds =
    isJsonObject(items) && (items['type'] === 'object' || items['type'] === 'array') ? [] : ['string', 'number', 'boolean', 'null'];
  return kinds.length === 0 || (typeof minItems === 'number' && minItems > 1) ? {} : { type: ['array', ...kinds] };
}

/** What a value becomes where a kind is wanted, as far as it is no longer the same; null where nothing is made of it, or it stays. */
export function madeOf(value: Json, type: Json | undefined): { readonly value: Json } | null {
  const one = isJsonArray(value) && value.length === 1 ? value[0] : value;
  if (type === 'string')
    return typeof one === 'number' || typeof one === 'boolean' ? { value: String(one) } : one === null ? { value: '' } : null;
  if (type === 'number' || type === 'integer') {
    if (one === null || one === false) return { value: 0 };
    if (one === true) return { value: 1 };
    return typeof one === 'string' && one.trim() !== '' && Number.isFinite(Number(one)) ? { value: Number(one) } : null;
  }
  if (type === 'boolean')
    return one === null || one === 'false' || one === 0 ? { value: false } : one === 'true' || one === 1 ? { value: true } : null;
  return null;
}
