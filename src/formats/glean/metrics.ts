import { childPointer, isJsonObject, type JsonObject } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { pointerOf } from '../../plan/paths.ts';
import { child, Fields, kindOf, spotOf, type SourceValue, members } from '../fields.ts';
import { reportMisspelt } from '../misspelt.ts';
import { nearMiss } from '../near-miss.ts';
import { quoted, type Problems } from '../problems.ts';
import { writtenEvent, type EventNames } from '../written-event.ts';
import type { Definition } from './definitions.ts';
import { metaOf } from './meta.ts';
import { SENSITIVITY, withSensitivity } from './sensitivity.ts';
import { valueOf } from './values.ts';

/** The fields of a metric: metrics.2-0-0.schema.yaml of glean_parser. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'type description metadata lifetime send_in_pings notification_emails bugs data_reviews disabled expires version time_unit memory_unit labels ' +
    'dual_labels extra_keys gecko_datapoint range_min range_max bucket_count histogram_type unit no_lint data_sensitivity telemetry_mirror ' +
    'denominator_metric structure in_session decrypted_name jwe_support_was_removed tags'
  ).split(' '),
);

/** What an event is called beside what every one has: the names of its plan and key. */
export interface Placed {
  readonly key: string;
  readonly plan: string;
  readonly lasting?: string;
}

/** Reads a metric: an event with its extra keys, or a value under the metric's own name, as pings carry it. */
export function metricEvent(definition: Definition, placed: Placed, problems: Problems): PlanEvent | null {
  const { source, id } = definition;
  const fields = new Fields(source, `the metric ${quoted(id)}`, placed.key, problems);
  if (!isJsonObject(source.value)) {
    fields.invalid(
      spotOf(source, 'entry'),
      `${fields.what} must be a map, not ${kindOf(source.value)}.`,
      'Write its type and its description.',
    );
    return null;
  }
  reportMisspelt(fields, FIELDS);
  const type = fields.text('type', true)?.text ?? '';
  const message = type === 'event' ? eventMessage(fields) : valueMessage(id, type, fields);
  return writtenEvent(placed.key, namesOf(definition, placed, type === 'event' ? 'track' : 'other'), {
    document: source.document,
    schema: message.schema,
    dialect: '2020-12',
    section: 'message',
    moves: new Map([
      ['', source.pointer],
      ['/title', source.pointer],
      ['/deprecated', at(source, 'expires')],
      [SENSITIVITY, at(source, 'data_sensitivity')],
      ...message.moves,
    ]),
  });
}

/** What is known of a metric or a ping beside its shape. */
export function namesOf(definition: Definition, { plan, lasting }: Placed, type: PlanEvent['type']): EventNames {
  const { what, id, source, tags } = definition;
  const description = child(source, 'description')?.value;
  return {
    format: 'glean',
    plan,
    type,
    name: id,
    ...(type !== 'track' && { noun: what }),
    description: typeof description === 'string' ? description.trim() : '',
    meta: metaOf(source, tags),
    location: source.document.locate(source.pointer, 'key'),
    ...(lasting !== undefined && { lasting }),
  };
}

type Moves = readonly (readonly [string, string])[];

interface Message {
  readonly schema: JsonObject;
  readonly moves: Moves;
}

function at(source: SourceValue, field: string): string {
  return childPointer(source.pointer, field);
}

/** The extras of an event: all may be missing, and what is not named is not recorded (https://mozilla.github.io/glean/book/reference/metrics/event.html). */
function eventMessage(fields: Fields): Message {
  const { node } = fields;
  const extras = child(node, 'extra_keys');
  if (extras !== null && !isJsonObject(extras.value)) fields.wrong(extras, 'extra_keys', 'a map');
  const named = extras === null ? [] : members(extras);
  const properties = named.map(([name, source]): [string, JsonObject] => [name, extra(name, source, fields)]);
  const schema = withSensitivity({ type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }, node);
  const place = at(node, 'extra_keys');
  const inside = named.flatMap(([name, source]) => {
    const to = pointerOf(['properties', name]);
    return [
      [`${to}/minimum`, at(source, 'type')],
      [`${to}/$ref`, at(node, 'data_sensitivity')],
    ] as const;
  });
  return { schema, moves: [['/properties', place], ['/additionalProperties', place], ...inside] };
}

const EXTRA_TYPES: ReadonlyMap<string, JsonObject> = new Map([
  ['string', { type: 'string' }],
  ['boolean', { type: 'boolean' }],
  ['quantity', { type: 'integer', minimum: 0 }],
]);

/** An extra; without a type it is a text. */
function extra(name: string, source: SourceValue, fields: Fields): JsonObject {
  if (source.value !== null && !isJsonObject(source.value)) {
    const message = `The extra key ${quoted(name)} of ${fields.what} must be a map, not ${kindOf(source.value)}.`;
    fields.invalid(spotOf(source, 'entry'), message, 'Write its description and its type.');
    return {};
  }
  const part = fields.part(source, `the extra key ${quoted(name)} of ${fields.what}`);
  reportMisspelt(part, new Set(['type', 'description']));
  const description = child(source, 'description')?.value;
  const declared = part.text('type');
  const type = EXTRA_TYPES.get(declared?.text ?? 'string');
  if (type === undefined && declared !== null) {
    const near = nearMiss(declared.text, [...EXTRA_TYPES.keys()]);
    const hint = near === null ? `Write ${[...EXTRA_TYPES.keys()].join(', ')}.` : `Did you mean "${near}"?`;
    part.invalid(declared.spot, `${part.what} is of an unknown type ${quoted(declared.text)}.`, hint);
  }
  return { ...type, ...(typeof description === 'string' && { description: description.trim() }) };
}

function valueMessage(id: string, type: string, fields: Fields): Message {
  const { node } = fields;
  const value = valueOf(type, fields);
  const to = pointerOf(['properties', id]);
  return {
    schema: withSensitivity({ type: 'object', properties: { [id]: value.schema }, required: [id], additionalProperties: false }, node),
    moves: [
      ['/properties', node.pointer],
      ['/required', node.pointer],
      ['/additionalProperties', node.pointer],
      [to, node.pointer],
      ...value.moves.map(([inner, place]) => [`${to}${inner}`, place] as const),
      [`${to}/title`, node.pointer],
    ],
  };
}
