import { childPointer, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { child, type Fields, type SourceValue, members } from '../fields.ts';
import { nearMiss } from '../near-miss.ts';
import { quoted } from '../problems.ts';
import { textEntries } from './definitions.ts';
import { structureOf } from './structure.ts';

/** The schema of a metric's value, and which of its places stand under another field than the metric's type. */
export interface MetricValue {
  readonly schema: JsonObject;
  /** Pointers in the schema to pointers in the document. */
  readonly moves: readonly (readonly [string, string])[];
}

const WHOLE: JsonObject = { type: 'integer', minimum: 0 };
/** What counts is sent once it has counted something; nothing else can be added to it. */
const COUNT: JsonObject = { type: 'integer', minimum: 1 };

/** What the SDK cuts texts off at, in bytes: no text has more characters. */
const SHORT = 255;
const ADDRESS = 8_192;
const LONG = 200 * 1_024;

/**
 * What a ping carries of a distribution: the sum of all that was recorded, and how often each bucket was hit. The two are no properties of their
 * own: numbers of many recordings say nothing of one person.
 */
const DISTRIBUTION: JsonObject = {
  type: 'object',
  additionalProperties: { type: ['integer', 'object'], additionalProperties: WHOLE },
};

/**
 * How a ping carries the value of each type (https://mozilla.github.io/glean/book/reference/metrics/index.html, and the schema of pings,
 * glean.1.schema.json). Dates are cut off at the unit that they are recorded with, so that they are no date-time of JSON Schema.
 */
const SIMPLE: ReadonlyMap<string, JsonObject> = new Map([
  ['boolean', { type: 'boolean' }],
  ['counter', COUNT],
  ['quantity', WHOLE],
  ['string', { type: 'string', maxLength: SHORT }],
  ['text', { type: 'string', maxLength: LONG }],
  ['jwe', { type: 'string' }],
  ['datetime', { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}` }],
  ['url', { type: 'string', format: 'uri', maxLength: ADDRESS }],
  ['uuid', { type: 'string', format: 'uuid' }],
  ['string_list', { type: 'array', items: { type: 'string' } }],
  ['timing_distribution', DISTRIBUTION],
  ['memory_distribution', DISTRIBUTION],
  ['custom_distribution', DISTRIBUTION],
  ['rate', { type: 'object', properties: { numerator: WHOLE, denominator: WHOLE }, required: ['numerator', 'denominator'] }],
]);

const LABELED = 'labeled_';
const DUAL = 'dual_labeled_counter';

const KNOWN: readonly string[] = [
  'event',
  'object',
  'timespan',
  DUAL,
  ...SIMPLE.keys(),
  ...['boolean', 'string', 'counter', 'quantity', 'timing_distribution', 'memory_distribution', 'custom_distribution'].map(
    (type) => `${LABELED}${type}`,
  ),
];

/** The value of a metric of a type. One that nobody here knows yet may be anything. */
export function valueOf(type: string, fields: Fields): MetricValue {
  if (type === 'object') return structureOf(child(fields.node, 'structure'), fields);
  const { schema, moves } = typed(type, fields);
  // What a type says of a value stands on the line of the type.
  const place = childPointer(fields.node.pointer, 'type');
  return { schema, moves: [...Object.keys(schema).map((keyword) => [`/${keyword}`, place] as const), ...moves] };
}

function typed(type: string, fields: Fields): MetricValue {
  const { node } = fields;
  const simple = SIMPLE.get(type);
  if (simple !== undefined) return { schema: simple, moves: [] };
  if (type === 'timespan') return timespan(fields);
  if (type === DUAL) return dualLabeled(child(node, 'dual_labels'));
  const inner = type.startsWith(LABELED) ? SIMPLE.get(type.slice(LABELED.length)) : undefined;
  if (inner !== undefined) return labeled(child(node, 'labels'), inner);
  const near = nearMiss(type, KNOWN);
  if (near !== null) {
    const spot = { document: node.document, pointer: childPointer(node.pointer, 'type'), part: 'entry' } as const;
    fields.invalid(spot, `${fields.what} is of an unknown type ${quoted(type)}.`, `Did you mean "${near}"?`);
  }
  return { schema: {}, moves: [] };
}

/** A timespan is sent with its unit, in which it is counted. */
function timespan(fields: Fields): MetricValue {
  const unit = fields.text('time_unit')?.text ?? 'millisecond';
  const schema = { type: 'object', properties: { value: WHOLE, time_unit: { const: unit } }, required: ['value', 'time_unit'] };
  return { schema, moves: [['/properties/time_unit', childPointer(fields.node.pointer, 'time_unit')]] };
}

/** The label under which a ping counts what is recorded under one that the list does not have. */
const OTHER = '__other__';

/** A map of values by label; with a list of labels there is no other. */
function labeled(labels: SourceValue | null, inner: Json): MetricValue {
  const schema: JsonObject = { type: 'object', additionalProperties: inner };
  const listed = textEntries(labels);
  if (labels === null || listed.length === 0) return { schema, moves: [] };
  const names = [...new Set([...listed.map(({ text }) => text), OTHER])];
  return { schema: { ...schema, propertyNames: { enum: names } }, moves: [['/propertyNames', labels.pointer]] };
}

/** Two labels: `dual_labels` may list those of the key, and those of the category below it. */
function dualLabeled(dual: SourceValue | null): MetricValue {
  const lists = new Map(dual === null ? [] : members(dual));
  const labelsOf = (name: string): SourceValue | null => {
    const part = lists.get(name);
    return part === undefined ? null : child(part, 'labels');
  };
  const category = labeled(labelsOf('category'), COUNT);
  const key = labeled(labelsOf('key'), category.schema);
  return {
    schema: key.schema,
    moves: [...key.moves, ...category.moves.map(([to, from]) => [`/additionalProperties${to}`, from] as const)],
  };
}
