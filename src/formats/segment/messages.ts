import { childPointer, isJsonArray, isJsonObject, type Json, type JsonObject, type Place, type Schema } from '../../jsonschema/index.ts';
import type { EventMeta, EventType, Location, Origin, PlanEvent, Section } from '../../plan/model.ts';
import { sectionPointer } from '../../plan/section.ts';
import { leadsInside } from '../embedded-schema.ts';
import { child, spotOf } from '../fields.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';
import { writtenAt } from '../written-event.ts';
import { BodyReader } from './body.ts';
import type { RuleType } from './plans.ts';
import { descriptionOf, eventKey, isDeprecated, labelsOf, type Rule } from './rules.ts';

/** The draft by which Protocols validates: https://segment.com/docs/protocols/tracking-plan/create/ */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

const EVENT_URI = 'segment:event';

/** A rule as the schema that it asks of a message, and where its parts are written. */
interface Message {
  readonly rule: Rule;
  readonly key: string;
  readonly schema: JsonObject;
  /** Places of the schema that stand elsewhere than their parents, as {@link BodyReader.moves}. */
  readonly moves: ReadonlyMap<string, string>;
}

/** A rule for every message, as a document of its own: what it holds is told once, on its own lines. */
interface Common extends Message {
  readonly uri: string;
}

/** Writes the events of one plan; the rules for all messages are joined to each. Where there is nothing else they are events themselves. */
export function eventsOf(plan: string, rules: readonly Rule[], problems: Problems): readonly PlanEvent[] {
  const messages = distinct(plan, rules, problems).map((rule) => messageOf(plan, rule, problems));
  const common = messages
    .filter(({ rule }) => rule.type === 'COMMON')
    .map((message, index): Common => ({ ...message, uri: `segment:common/${index}` }));
  const events = messages.filter(({ rule }) => rule.type !== 'COMMON').map((message) => eventOf(plan, message, common));
  return events.length > 0 ? events : common.map((each) => commonEvent(plan, each));
}

function distinct(plan: string, rules: readonly Rule[], problems: Problems): readonly Rule[] {
  const first = new Map<string, Rule>();
  for (const rule of rules) {
    const key = eventKey(plan, rule);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, rule);
      continue;
    }
    const { file, line } = namedAt(earlier);
    const what = rule.key === '' ? rule.type : quoted(rule.key);
    const message = `The plan has version ${rule.version} of ${what} twice; the first is in ${file}, line ${line}.`;
    problems.addAt(namedAt(rule), { code: 'duplicate', owner: key, message, hint: 'Keep one of them: only the first one is read.' });
  }
  return [...first.values()];
}

function namedAt({ entry, named }: Rule): Location {
  return entry.document.locate(named, 'entry');
}

function messageOf(plan: string, rule: Rule, problems: Problems): Message {
  const key = eventKey(plan, rule);
  const what = rule.key === '' ? `the ${rule.type} rule` : `the rule ${quoted(rule.key)}`;
  const reader = new BodyReader(key, what, rule.shape === 'convention' ? 'flag' : 'list', problems);
  const { pointer } = rule.body;
  const schema = rule.shape === 'message' ? spoken(reader.read(rule.body, '')) : around(rule, reader);
  const moves = new Map(reader.moves);
  moves.set('', pointer);
  moves.set('/title', rule.named);
  moves.set('/description', descriptionOf(rule)?.pointer ?? rule.entry.pointer);
  if (rule.shape !== 'message') {
    const section = wrapped(rule.type);
    moves.set('/properties', pointer).set(`/properties/${section}`, pointer);
    moves.set('/required', childPointer(pointer, rule.shape === 'section' ? 'required' : 'properties'));
  }
  const root = { $schema: DRAFT, ...(isJsonObject(schema) ? schema : { allOf: [schema] }) };
  for (const { text, source } of reader.references) {
    if (leadsInside(text, root)) continue;
    const message = `The reference ${quoted(text)} cannot be resolved: there is nothing named so in the rule.`;
    problems.add('unresolved-reference', key, spotOf(source), message, 'Write the definition into the rule: nothing else is read with it.');
  }
  return { rule, key, schema: root, moves };
}

/**
 * A message without the parts that the editor always names and says nothing of: `"context": {}`. Whatever is valid stays so, and what first says
 * something of such a part is new, not another type of something that was planned.
 */
function spoken(schema: Json): Json {
  if (!isJsonObject(schema) || Object.hasOwn(schema, 'additionalProperties')) return schema;
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return schema;
  const asked = new Set(isJsonArray(required) ? required : []);
  const silent = (name: string, value: Json): boolean =>
    PARTS.has(name) && !asked.has(name) && isJsonObject(value) && Object.keys(value).length === 0;
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).filter(([name, value]) => !silent(name, value))) };
}

const PARTS = new Set(['context', 'properties', 'traits']);

/** The message around a schema of the event's own part only. */
function around({ type, shape, body }: Rule, reader: BodyReader): JsonObject {
  const section = wrapped(type);
  const to = sectionPointer(section);
  if (shape === 'convention') {
    const properties = child(body, 'properties')?.value ?? {};
    const own = reader.read({ ...body, value: { properties } }, to);
    // The script that publishes such files asks for the properties of every event.
    const required = section === 'properties' && type !== 'COMMON' ? { required: [section] } : {};
    return { type: 'object', properties: { [section]: { type: 'object', ...(isJsonObject(own) ? own : {}) } }, ...required };
  }
  const own = reader.read(body, to);
  const { definitions, $defs, ...rest } = isJsonObject(own) ? own : {};
  // Typewriter drops this line with the message; Segment writes it where the properties have a required one.
  const required = isJsonArray(rest['required']) && rest['required'].length > 0 ? { required: [section] } : {};
  const shared = { ...(definitions !== undefined && { definitions }), ...($defs !== undefined && { $defs }) };
  return { type: 'object', properties: { [section]: rest }, ...required, ...shared };
}

function wrapped(type: RuleType): 'properties' | 'traits' {
  return type === 'IDENTIFY' || type === 'GROUP' ? 'traits' : 'properties';
}

const TYPES: Readonly<Record<RuleType, EventType>> = {
  TRACK: 'track',
  IDENTIFY: 'identify',
  GROUP: 'group',
  PAGE: 'page',
  SCREEN: 'screen',
  COMMON: 'common',
};

function eventOf(plan: string, message: Message, common: readonly Common[]): PlanEvent {
  const { rule } = message;
  const documents = new Map<string, Json>([
    [EVENT_URI, joined(message.schema, common)],
    ...common.map(({ uri, schema }) => [uri, schema] as const),
  ]);
  const section = wrapped(rule.type);
  return {
    ...described(plan, message),
    schema: { uri: EVENT_URI, pointer: '', documents, dialect: 'draft-07' },
    section,
    sectionPointer: sectionPointer(section),
    originOf: (place) => {
      const holder = common.find(({ uri }) => uri === place.uri);
      if (holder !== undefined) return originIn(holder, holder.uri, place, true);
      return originIn(message, EVENT_URI, place, false);
    },
  };
}

/** A message is valid where the event's rule and every rule for all messages find it so. */
function joined(schema: JsonObject, common: readonly Common[]): JsonObject {
  if (common.length === 0) return schema;
  const own = schema['allOf'];
  const all = common.map(({ uri }): Json => ({ $ref: uri }));
  return { ...schema, allOf: [...(isJsonArray(own) ? own : []), ...all] };
}

function commonEvent(plan: string, common: Common): PlanEvent {
  const schema: Schema = { uri: common.uri, pointer: '', documents: new Map([[common.uri, common.schema]]), dialect: 'draft-07' };
  const section: Section = 'message';
  const originOf = (place: Place): Origin => originIn(common, common.uri, place, true);
  return { ...described(plan, common), schema, section, sectionPointer: '', originOf };
}

function described(plan: string, { rule, key }: Message): Omit<PlanEvent, 'schema' | 'section' | 'sectionPointer' | 'originOf'> {
  return {
    key,
    format: 'segment',
    plan,
    type: TYPES[rule.type],
    name: rule.key === '' ? rule.type.toLowerCase() : rule.key,
    description: descriptionOf(rule)?.text ?? '',
    meta: metaOf(rule),
    location: namedAt(rule),
  };
}

function metaOf(rule: Rule): EventMeta {
  const labels = labelsOf(rule);
  return {
    tags: Array.from(labels, ([name, value]) => `${name}:${value}`),
    owner: labels.get('owner') ?? labels.get('team') ?? null,
    deprecated: isDeprecated(rule) ? { sunset: null } : null,
  };
}

function originIn({ rule, key, moves }: Message, uri: string, place: Place, shared: boolean): Origin {
  const pointer = place.uri === uri ? writtenAt(place.pointer, moves) : writtenAt('', moves);
  return {
    owner: key,
    root: { uri, pointer: '' },
    shared,
    location: locationOf({ document: rule.entry.document, pointer, part: 'entry' }),
  };
}
