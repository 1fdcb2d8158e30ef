import { canonicalJson, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { EventType, PlanEvent, Section } from '../../plan/model.ts';
import { embeddedSchema } from '../embedded-schema.ts';
import { child, entries, kindOf, spotOf, type SourceText, type SourceValue } from '../fields.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';
import { writtenEvent } from '../written-event.ts';
import type { NamedPlan } from './plans.ts';

/** The draft that mParticle's linters validate by: https://docs.mparticle.com/guides/data-master/linting/ */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** The types of a data point that a person does; what is missing here is of no common kind. */
const TYPES: ReadonlyMap<string, EventType> = new Map([
  ['custom_event', 'track'],
  ['product_action', 'track'],
  ['promotion_action', 'track'],
  ['product_impression', 'track'],
  ['screen_view', 'screen'],
  ['user_attributes', 'identify'],
  ['user_identities', 'identify'],
]);

/** Data points whose schema is of the map itself, not of a message that holds it: https://docs.mparticle.com/developers/server/json-reference/ */
const FLAT = new Set(['user_attributes', 'user_identities']);

/** The criterion that names an event to a person, by which of them is there. */
const NAMES = ['event_name', 'screen_name', 'action'];

/** What a data point is about. */
interface Match {
  readonly type: string;
  readonly criteria: JsonObject;
  /** The line that names it. */
  readonly name: SourceText;
}

/** The events of one plan. What is no data point is reported and left out. */
export function eventsOf({ plan, file }: NamedPlan, problems: Problems): readonly PlanEvent[] {
  const first = new Map<string, PlanEvent>();
  for (const point of entries(file.points)) {
    const match = matchOf(point, plan, problems);
    if (match === null) continue;
    const key = `mparticle:${plan}/${match.type}${keyOf(match.criteria)}`;
    const rival = first.get(key);
    if (rival === undefined) first.set(key, eventOf(plan, key, point, match, problems));
    else {
      const message = `The plan has the data point ${quoted(match.name.text)} twice; the first is in line ${rival.location.line}.`;
      problems.add('duplicate', key, match.name.spot, message, 'Keep one of them: only the first one is read.');
    }
  }
  return [...first.values()];
}

/** The criteria in an order of their own: that of the file says nothing. */
function keyOf(criteria: JsonObject): string {
  const escape = (text: string): string => text.replaceAll(/[%&=]/g, encodeURIComponent);
  const all = Object.entries(criteria).map(
    ([name, value]) => `${escape(name)}=${escape(typeof value === 'string' ? value : canonicalJson(value))}`,
  );
  return all.length === 0 ? '' : `?${all.toSorted().join('&')}`;
}

function matchOf(point: SourceValue, plan: string, problems: Problems): Match | null {
  const match = child(point, 'match');
  const type = child(match, 'type');
  if (match === null || type === null || typeof type.value !== 'string' || type.value === '') {
    const message = isJsonObject(point.value) ? 'A data point does not say what it matches.' : `A data point is ${kindOf(point.value)}.`;
    const hint = 'Write "match" with "type" (as "custom_event") and "criteria".';
    problems.invalid(`mparticle:${plan}`, spotOf(type ?? match ?? point, 'entry'), message, hint);
    return null;
  }
  const criteria = child(match, 'criteria');
  const known = criteria !== null && isJsonObject(criteria.value) ? criteria.value : {};
  if (criteria !== null && criteria.value !== known) {
    const message = `"criteria" of a data point of type ${quoted(type.value)} must be a map, not ${kindOf(criteria.value)}.`;
    problems.invalid(`mparticle:${plan}`, spotOf(criteria, 'entry'), message, 'Write what the event is recognised by, as "event_name".');
  }
  return { type: type.value, criteria: known, name: nameOf(type.value, type, criteria) };
}

function nameOf(type: string, source: SourceValue, criteria: SourceValue | null): SourceText {
  for (const name of criteria === null ? [] : NAMES) {
    const found = child(criteria, name);
    if (typeof found?.value === 'string' && found.value !== '') return { text: found.value, spot: spotOf(found, 'entry') };
  }
  return { text: type, spot: spotOf(source, 'entry') };
}

function eventOf(plan: string, key: string, point: SourceValue, match: Match, problems: Problems): PlanEvent {
  const { type, name, criteria } = match;
  const description = child(point, 'description');
  const kind = typeof criteria['custom_event_type'] === 'string' ? criteria['custom_event_type'] : '';
  const names = {
    format: 'mparticle',
    plan,
    name: name.text,
    type: TYPES.get(type) ?? 'other',
    description: typeof description?.value === 'string' ? description.value : '',
    meta: { tags: kind === '' ? [] : [kind], owner: null, deprecated: null },
    location: locationOf(name.spot),
  } as const;
  const definition = definitionOf(point, key, name.text, problems);
  const read =
    definition === null ? {} : embeddedSchema(definition, { owner: key, what: quoted(name.text), notes: NOTES, isRoot: true }, problems);
  const body = isJsonObject(read) ? read : { allOf: [read] };
  const moves = new Map([
    ['', definition?.pointer ?? point.pointer],
    ['/title', name.spot.pointer],
    ['/description', description?.pointer ?? point.pointer],
  ]);
  const section: Section = FLAT.has(type) ? 'message' : 'data.custom_attributes';
  const whole = section === 'message' ? body : withData(body, kind, point.pointer, moves);
  const schema = { $schema: DRAFT, type: 'object', ...whole };
  return writtenEvent(key, names, { document: point.document, schema, dialect: 'draft-07', section, moves });
}

/** What editors write into a schema and no validator reads. The description of an event stands at its data point. */
const NOTES = new Set(['$schema', '$id', 'id']);

/**
 * Every event has `data`, whether the plan says so or not: what is required in it would not be asked for otherwise. Its attributes are a map, if it has
 * any. Its kind is in there, too, and is no part of the event's name: one of another kind is another event.
 */
function withData(body: JsonObject, kind: string, point: string, moves: Map<string, string>): JsonObject {
  const properties = membersOf(body, 'properties');
  const data = Object.hasOwn(properties, 'data') ? properties['data'] : isClosed(body) ? undefined : { type: 'object' };
  if (!isJsonObject(data)) return body;
  const names: readonly Json[] = isJsonArray(body['required']) ? body['required'] : [];
  const required = names.includes('data') ? names : [...names, 'data'];
  if (required !== names) moves.set('/required', `${moves.get('') ?? ''}/properties/data`);
  const attributes = isClosed(data) ? {} : { custom_attributes: { type: 'object', properties: {} } };
  const known = { ...attributes, ...membersOf(data, 'properties') };
  const isKindSaid = kind === '' || Object.hasOwn(known, KIND);
  if (!isKindSaid) moves.set(`/properties/data/properties/${KIND}`, `${point}/match/criteria/${KIND}`);
  const inner = isKindSaid ? known : { ...known, [KIND]: { const: kind } };
  return { ...body, required, properties: { ...properties, data: { ...data, properties: inner } } };
}

function membersOf(schema: JsonObject, keyword: string): JsonObject {
  const members = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
  return isJsonObject(members) ? members : {};
}

/** Whether it takes nothing that it does not name. */
function isClosed(schema: JsonObject): boolean {
  return schema['additionalProperties'] === false;
}

const KIND = 'custom_event_type';

/** The schema of a data point; null where it has none, and any message of the kind is as planned. */
function definitionOf(point: SourceValue, owner: string, name: string, problems: Problems): SourceValue | null {
  const validator = child(point, 'validator');
  if (validator === null) return null;
  const type = child(validator, 'type')?.value;
  if (type === 'json_schema') return child(validator, 'definition');
  const message = `The validator of ${quoted(name)} is no "json_schema", so what it asks for is not known.`;
  problems.invalid(owner, spotOf(child(validator, 'type') ?? validator, 'entry'), message, 'Write "type": "json_schema" and "definition".');
  return null;
}
