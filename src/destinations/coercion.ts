import { evaluate, isJsonArray, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';

/** Texts that Ajv makes a number of: `+"12.5"` of JavaScript, without the hexadecimal and other bases that nobody sends. */
const NUMBER = String.raw`^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`;
const INTEGER = String.raw`^\s*[-+]?\d+(\.0*)?([eE]\+?\d+)?\s*$`;

const OF_NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
/** Keywords that say something of a value beside its kind: what is made to fit must meet them too, and mostly cannot. */
const LIMITS = [...OF_NUMBERS, ...'enum const pattern format minLength maxLength anyOf allOf oneOf not if $ref'.split(' ')];

/** The longest text that JavaScript writes a number as has 24 characters: `-1.2345678901234567e-300`. */
const LONGEST_NUMBER = 25;

/** The values of other kinds of which each kind is made, a list of one such value aside. */
const MADE_OF: Readonly<Record<string, JsonObject>> = {
  string: { type: ['string', 'number', 'boolean', 'null'] },
  number: { type: ['number', 'boolean', 'null', 'string'], pattern: NUMBER },
  integer: { type: ['integer', 'boolean', 'null', 'string'], pattern: INTEGER },
  boolean: { enum: [true, false, 'true', 'false', 0, 1, null] },
  null: { enum: [null, '', 0, false] },
};

const madeFor = (type: Json): readonly JsonObject[] => {
  const made = typeof type === 'string' && Object.hasOwn(MADE_OF, type) ? MADE_OF[type] : undefined;
  return made === undefined ? [] : [made];
};

/** Keywords that hold schemas of the same value or of values in it; more is accepted of the whole where more is of each. */
const HOLDING_ONE = ['items', 'additionalProperties', 'then', 'else'];
const HOLDING_LIST = ['allOf', 'anyOf'];
const HOLDING_NAMED = ['properties', 'patternProperties'];

/**
 * What passes where values of another kind are made to fit before they are looked at, as Ajv does with `coerceTypes: "array"`
 * (https://ajv.js.org/coercion.html): what this accepts is taken. What it refuses is refused, but for texts that are numbers in hexadecimal and the like, for lists of one value where one of
 * several kinds is wanted, and, where limits are set, for texts in place of numbers, numbers in place of texts with a pattern, and lists of one value: those pass
 * only as they are.
 */
export function accepted(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const whole = below(schema, accepted);
  const { type } = schema;
  if (type === undefined) return whole;
  if (type === 'array') return withPlain(whole, schema['items'] ?? true);
  const types = isJsonArray(type) ? type : [type];
  const made = types.flatMap(madeFor);
  if (made.length === 0) return whole;
  if (LIMITS.some((keyword) => Object.hasOwn(schema, keyword))) return limited(schema, type);
  const [only] = made;
  if (only !== undefined && types.length === 1) return { anyOf: [only, { type: 'array', minItems: 1, maxItems: 1, items: only }] };
  // Of a list of one value Ajv takes the value out only where a single kind is wanted.
  const others = types.filter((each) => madeFor(each).length === 0);
  return { anyOf: others.length === 0 ? made : [...made, { ...whole, type: others }] };
}

/** A schema with something done to those in it. */
function below(schema: JsonObject, each: (schema: Json) => Json): JsonObject {
  const inner = (keyword: string, value: Json): Json => {
    if (HOLDING_ONE.includes(keyword)) return each(value);
    if (HOLDING_LIST.includes(keyword)) return isJsonArray(value) ? value.map(each) : value;
    if (!HOLDING_NAMED.includes(keyword) || !isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(one)]));
  };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, inner(keyword, value)]));
}

/** Of null, true and false a zero or a one is made, of numbers a text that is not empty: limits that these meet do not keep them out. */
function limited(schema: JsonObject, type: Json): Json {
  const limits = LIMITS.filter((keyword) => Object.hasOwn(schema, keyword));
  if ((type === 'number' || type === 'integer') && limits.every((keyword) => OF_NUMBERS.includes(keyword))) {
    const uri = 'schema-gate:limits';
    const meets = (value: Json): boolean =>
      evaluate({ uri, pointer: '', documents: new Map([[uri, schema]]), dialect: '2020-12' }, value) === 'valid';
    const kinds = meets(0) ? ['null', ...(meets(1) ? ['boolean'] : [])] : [];
    return { ...schema, type: [type, ...kinds] };
  }
  const { minLength = 0, maxLength = LONGEST_NUMBER } = schema;
  const isRoom = limits.every((keyword) => keyword === 'minLength' || keyword === 'maxLength');
  if (type !== 'string' || !isRoom || typeof minLength !== 'number' || typeof maxLength !== 'number') return schema;
  if (minLength > 1 || maxLength < LONGEST_NUMBER) return schema;
  return { ...schema, type: ['string', 'number', 'boolean', ...(minLength === 0 ? ['null'] : [])] };
}

/** Keywords of a list that a list of one value meets or not by its number of values, or not at all. */
const OF_LISTS = ['contains', 'prefixItems', 'maxItems', 'enum', 'const', 'not', 'if', 'oneOf', 'allOf', 'anyOf', '$ref'];

/** Whether a list may hold a single value, as far as its own keywords say. */
function isPlain(list: JsonObject): boolean {
  const { minItems = 0 } = list;
  return !OF_LISTS.some((keyword) => Object.hasOwn(list, keyword)) && typeof minItems === 'number' && minItems <= 1;
}

/** A plain value where a list is wanted becomes a list of it, if the list may hold it. */
function withPlain(list: JsonObject, items: Json): Json {
  if (!isPlain(list)) return list;
  const plain = ['string', 'number', 'boolean', 'null'];
  if (!isJsonObject(items)) return items === true ? { ...list, type: ['array', ...plain] } : list;
  const type = items['type'];
  if (type === undefined && !LIMITS.some((keyword) => Object.hasOwn(items, keyword))) return { ...list, type: ['array', ...plain] };
  const isLimited = typeof type !== 'string' || LIMITS.some((keyword) => Object.hasOwn(items, keyword));
  const [made] = isLimited ? [] : madeFor(type);
  // Side by side with what is said of the list, so that what is wrong in a list is told at its place there.
  if (made !== undefined && isJsonArray(made['type'])) return { ...list, ...made, type: ['array', ...made['type']] };
  if (type === 'object') return list;
  return { anyOf: [list, { allOf: [{ type: plain }, accepted(items)] }] };
}

/** What arrives unchanged: a list of one value is that value, so that a plain value in place of a list of such is as good. */
export function unwrapped(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const { type, items } = schema;
  if (type !== 'array') return below(schema, unwrapped);
  const kind = isJsonObject(items) ? items['type'] : undefined;
  if (!isJsonObject(items) || typeof kind !== 'string' || !isPlain(schema)) return schema;
  const isSimple = Object.keys(items).every((keyword) => keyword === 'type' || OF_PLAIN.includes(keyword));
  return Object.hasOwn(MADE_OF, kind) && isSimple ? { ...items, ...schema, type: ['array', kind] } : schema;
}

/** Keywords that say nothing of lists. */
const OF_PLAIN = [...OF_NUMBERS, 'pattern', 'format', 'minLength', 'maxLength'];

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
