import { canonicalJson, childPointer, isJsonArray, isJsonObject, type Json, type JsonObject } from '../jsonschema/index.ts';
import type { EventMeta, EventType, Location, PlanEvent, Section } from '../plan/model.ts';
import { Copies } from './copies.ts';
import { embeddedSchema } from './embedded-schema.ts';
import { child, entries, kindOf, spotOf, type SourceValue, rootNode } from './fields.ts';
import type { Format, LoadContext, Loaded, SourceDocument } from './format.ts';
import { declaredDialect } from './json-schema/keywords.ts';
import { locationOf, Problems, quoted } from './problems.ts';
import { writtenEvent } from './written-event.ts';

/**
 * Schemas of Mixpanel's Lexicon, as its API takes and gives them (https://docs.mixpanel.com/reference/upload-schemas-for-project): the properties of
 * events, and of the profiles of users and groups.
 */
export const mixpanel: Format = {
  id: 'mixpanel',
  title: 'Mixpanel Lexicon schemas',
  mayHold: (path) => /\.json$/i.test(path),
  markers: ['"schemaJson"'],
  claims: (document) => listOf(document) !== null,
  // Files know each other by what all of them hold: any may be a copy of another.
  links: () => ({ defines: ['mixpanel/schemaJson'], needs: [] }),
  load,
};

/** The list of schemas: `entries` as they are uploaded, `results` as they are listed. Null where the document holds none. */
function listOf(document: SourceDocument): SourceValue | null {
  const root = rootNode(document);
  if (!['foreign', null].includes(declaredDialect(root.value))) return null;
  const list = child(root, 'entries') ?? child(root, 'results');
  return list !== null && entries(list).some(isEntry) ? list : null;
}

function isEntry(entry: SourceValue): boolean {
  return ['entityType', 'name'].every((name) => typeof child(entry, name)?.value === 'string') && schemaOf(entry) !== null;
}

function schemaOf(entry: SourceValue): SourceValue | null {
  const schema = child(entry, 'schemaJson');
  return schema !== null && isJsonObject(schema.value) ? schema : null;
}

/** What is sent of an entity, and where its properties stand in it. */
interface Entity {
  readonly type: EventType;
  readonly section: Section;
}

const ENTITIES: ReadonlyMap<string, Entity> = new Map<string, Entity>([
  ['event', { type: 'track', section: 'properties' }],
  ['profile', { type: 'identify', section: 'traits' }],
  ['group', { type: 'group', section: 'traits' }],
]);

const OTHER: Entity = { type: 'entity', section: 'message' };

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const copies = new Copies(formerPath);
  const homes = new Map<string, Location>();
  const ignored: { path: string; reason: string }[] = [];
  const events = documents.flatMap((document) => {
    const list = listOf(document);
    if (list === null) {
      ignored.push({ path: document.path, reason: "It holds no schemas of Mixpanel's Lexicon." });
      return [];
    }
    const plan = formerPath(document.path);
    homes.set(plan, locationOf(spotOf(list, 'key')));
    return eventsOf(list, plan, copies, problems);
  });
  return { events, problems: problems.all(), ignored, homes };
}

function eventsOf(list: SourceValue, plan: string, copies: Copies, problems: Problems): readonly PlanEvent[] {
  const lines = new Map<string, number>();
  return entries(list).flatMap((entry): PlanEvent[] => {
    const named = nameOf(entry, plan, problems);
    if (named === null) return [];
    const { own, type, name, schema } = named;
    const at = list.document.locate(childPointer(entry.pointer, 'name'), 'entry');
    const before = lines.get(own);
    if (before !== undefined) {
      const message = `The ${type} ${quoted(name)} stands twice in this file; the first is in line ${before}.`;
      problems.addAt(at, { code: 'duplicate', owner: own, message, hint: 'Keep one of them: only the first one is read.' });
      return [];
    }
    lines.set(own, at.line);
    if (isDropped(schema.value)) return [];
    const key = copies.keyOf(own, list.document.path, canonicalJson(schema.value));
    return key === null ? [] : [eventOf({ key, plan, name, entity: ENTITIES.get(type) ?? OTHER }, entry, schema, problems)];
  });
}

/** What an entry is about; null where it does not say it, which is reported. */
function nameOf(
  entry: SourceValue,
  plan: string,
  problems: Problems,
): { readonly own: string; readonly type: string; readonly name: string; readonly schema: SourceValue } | null {
  const [type, name] = ['entityType', 'name'].map((field) => child(entry, field)?.value);
  const schema = schemaOf(entry);
  if (typeof type === 'string' && typeof name === 'string' && schema !== null)
    return { own: `mixpanel:${type}/${name}`, type, name, schema };
  const missing =
    typeof type !== 'string' ? '"entityType" as a text' : typeof name !== 'string' ? '"name" as a text' : '"schemaJson" as a map';
  const what = typeof name === 'string' ? `The entry ${quoted(name)}` : 'An entry';
  const message = isJsonObject(entry.value) ? `${what} has no ${missing}.` : `An entry is ${kindOf(entry.value)}.`;
  problems.invalid(`mixpanel:${plan}`, spotOf(entry), message, 'Write "entityType", "name" and "schemaJson", as Mixpanel gives them.');
  return null;
}

/** What Mixpanel says of a schema beside it; an empty map where it says nothing. */
function metadataOf(schema: Json): JsonObject {
  const own = (holder: Json, name: string): Json => (isJsonObject(holder) && Object.hasOwn(holder, name) ? (holder[name] ?? null) : null);
  const metadata = own(own(schema, 'metadata'), 'com.mixpanel');
  return isJsonObject(metadata) ? metadata : {};
}

/** Whether Mixpanel throws the data away: who reads it gets nothing, as if it were not there. */
function isDropped(schema: Json): boolean {
  return metadataOf(schema)['dropped'] === true;
}

interface Named {
  readonly key: string;
  readonly plan: string;
  readonly name: string;
  readonly entity: Entity;
}

/** The draft that the API asks for. */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** What no validator reads: the draft, and what Mixpanel's own screens show. */
const NOTES = new Set(['$schema', '$id', 'id', 'metadata']);

function eventOf({ key, plan, name, entity }: Named, entry: SourceValue, schema: SourceValue, problems: Problems): PlanEvent {
  const { document, pointer } = schema;
  const { type, section } = entity;
  const description = child(schema, 'description')?.value;
  const named = childPointer(entry.pointer, 'name');
  const names = {
    format: 'mixpanel',
    plan,
    name,
    type,
    description: typeof description === 'string' ? description : '',
    meta: metaOf(schema.value),
    location: document.locate(named, 'entry'),
  };
  const read = embeddedSchema(schema, { owner: key, what: quoted(name), notes: NOTES, isRoot: false }, problems);
  const to = section === 'message' ? '' : `/properties/${section}`;
  const moves = new Map([
    ['', pointer],
    ['/properties', pointer],
    [to, pointer],
    ['/required', pointer],
    ['/title', named],
    ['/description', childPointer(pointer, 'description')],
  ]);
  // What it is about is said of the event, not once more of what holds its properties.
  const { description: _, ...said } = isJsonObject(read) ? read : {};
  const body = { type: 'object', ...withoutDropped(said, schema, to, moves) };
  // Mixpanel takes no event without its token, which stands among the properties.
  const required = section === 'properties' ? { required: [section] } : {};
  const whole = section === 'message' ? body : { type: 'object', properties: { [section]: body }, ...required };
  return writtenEvent(key, names, { document, schema: { $schema: DRAFT, ...whole }, dialect: 'draft-07', section, moves });
}

/** A schema without the properties that Mixpanel throws away, which nobody can require either. */
function withoutDropped(body: JsonObject, source: SourceValue, to: string, moves: Map<string, string>): JsonObject {
  const properties = child(source, 'properties')?.value ?? {};
  const dropped = isJsonObject(properties) ? Object.entries(properties).filter(([, property]) => isDropped(property)) : [];
  const names = new Set(dropped.map(([name]) => name));
  if (names.size === 0) return body;
  const kept = isJsonObject(body['properties']) ? Object.entries(body['properties']).filter(([name]) => !names.has(name)) : [];
  const required: Json[] = [];
  for (const [at, name] of (isJsonArray(body['required']) ? body['required'] : []).entries()) {
    if (typeof name === 'string' && names.has(name)) continue;
    moves.set(`${to}/required/${required.length}`, `${source.pointer}/required/${at}`);
    required.push(name);
  }
  return { ...body, properties: Object.fromEntries(kept), ...(Object.hasOwn(body, 'required') && { required }) };
}

function metaOf(schema: Json): EventMeta {
  const metadata = metadataOf(schema);
  const texts = (value: Json | undefined): readonly string[] =>
    isJsonArray(value) ? value.filter((each): each is string => typeof each === 'string' && each !== '') : [];
  const owners = isJsonArray(metadata['owners']) ? metadata['owners'] : [];
  const named = owners.flatMap((owner) => (isJsonObject(owner) ? texts([owner['email'] ?? null, owner['name'] ?? null]) : []));
  const owner = [...named, ...texts(metadata['contacts']), ...texts(metadata['teamContacts'])][0];
  return { tags: texts(metadata['tags']), owner: owner ?? null, deprecated: null };
}
