import { equalJson, isJsonObject, type Json } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta, Location } from '../../plan/model.ts';
import { documentOwner, documentTitle } from '../document-info.ts';
import { documentNames } from '../document-names.ts';
import { child, entries, type SourceValue, rootNode } from '../fields.ts';
import type { Format, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { documentKey } from '../json-schema/identity.ts';
import { declaredDialect, stringMember } from '../json-schema/keywords.ts';
import { schemaLinks } from '../json-schema/links.ts';
import { metaOf } from '../json-schema/meta.ts';
import { repositoryUri } from '../json-schema/repository-uri.ts';
import { rootedEvents, type RootedEvent } from '../json-schema/rooted.ts';
import { ObjectReferences } from '../object-references.ts';
import { Problems, quoted } from '../problems.ts';
import { messagesOf, textField, type Message, type MessageReader } from './messages.ts';
import { payloadOf } from './payload.ts';

/**
 * AsyncAPI 2 and 3 (https://www.asyncapi.com/docs/reference/specification): each message is an event, and its payload the message's schema. The
 * same message in several operations is one event.
 */
export const asyncapi: Format = {
  id: 'asyncapi',
  title: 'AsyncAPI',
  mayHold: (path) => /\.(?:json|ya?ml)$/i.test(path),
  markers: ['asyncapi:', '"asyncapi"', "'asyncapi'"],
  claims: ({ value }) => versionOf(value) !== null && [null, 'foreign'].includes(declaredDialect(value)),
  links: schemaLinks,
  pathName: repositoryUri,
  load,
};

/** The version that a document declares; null for one that is none of AsyncAPI. */
function versionOf(value: Json): string | null {
  const version = isJsonObject(value) ? stringMember(value, 'asyncapi') : null;
  return version !== null && /^\d+\.\d+/.test(version) ? version : null;
}

function load(context: LoadContext): Loaded {
  const majors = new Map(context.documents.map(({ path, value }) => [path, majorOf(versionOf(value))]));
  const unknown = context.documents.filter(({ path }) => majors.get(path) === null);
  const documents = context.documents.filter(({ path }) => majors.get(path) !== null);
  const names = documentNames({ ...context, documents }, idOf, (name) => `asyncapi:${name}`);
  const references = new ObjectReferences(context);
  const problems = new Problems();
  const ignored = [...names.ignored, ...unknown.map(({ path }) => ({ path, reason: 'Of AsyncAPI, versions 2 and 3 are read.' }))];
  const partly: { path: string; reason: string }[] = [];
  const events: RootedEvent[] = [];
  const homes = new Map<string, Location>();
  for (const document of documents) {
    const name = names.byPath.get(document.path);
    if (name === undefined) continue;
    const owner = `asyncapi:${name}`;
    const plan = idOf(document)?.text ?? documentTitle(document.value) ?? name;
    const found = eventsOf({ document, plan, owner, major: majors.get(document.path) ?? 3, references, problems });
    events.push(...found.events);
    homes.set(plan, homeOf(document));
    if (found.unread !== null) (found.events.length === 0 ? ignored : partly).push({ path: document.path, reason: found.unread });
  }
  const keyOf = ({ path, value }: SourceDocument): string => {
    const name = names.byPath.get(path);
    return name === undefined ? documentKey(context.formerPath(path), value) : `asyncapi:${name}`;
  };
  const loaded = rootedEvents(context, events, { keyOf });
  return { events: loaded.events, problems: [...names.problems, ...problems.all(), ...loaded.problems], ignored, partly, homes };
}

function majorOf(version: string | null): 2 | 3 | null {
  const major = Number(version?.split('.')[0]);
  return major === 2 || major === 3 ? major : null;
}

function idOf({ value }: SourceDocument): { text: string; pointer: string } | null {
  const text = isJsonObject(value) ? (stringMember(value, 'id') ?? '') : '';
  return text === '' ? null : { text, pointer: '/id' };
}

function homeOf(document: SourceDocument): Location {
  const root = rootNode(document);
  const components = child(root, 'components');
  const messages = child(components, 'messages');
  return document.locate((messages ?? child(root, 'channels'))?.pointer ?? '/asyncapi', 'key');
}

interface Reader extends MessageReader {
  readonly plan: string;
}

function eventsOf(reader: Reader): { readonly events: readonly RootedEvent[]; readonly unread: string | null } {
  const used = new Map<string, Message>();
  const foreign = new Map<string, string[]>();
  const events = messagesOf(reader).flatMap((message): RootedEvent[] => {
    const namesake = used.get(message.names[0] ?? '');
    // YAML's aliases and copies: one message of several operations.
    if (namesake !== undefined && equalJson(namesake.node.value, message.node.value)) return [];
    const id = message.names.find((name) => !used.has(name)) ?? JSON.stringify([message.node.document.path, message.node.pointer]);
    used.set(id, message);
    const payload = payloadOf(message, reader);
    if (payload.kind === 'foreign') foreign.set(payload.language, [...(foreign.get(payload.language) ?? []), id]);
    if (payload.kind !== 'schema') return [];
    const { document, pointer, dialect } = payload;
    return [{ ...eventOf(message, id, reader), document, pointer, dialect }];
  });
  return { events, unread: unreadReason(foreign) };
}

/** How many names of messages are listed. */
const MAX_NAMES = 3;

function unreadReason(foreign: ReadonlyMap<string, readonly string[]>): string | null {
  if (foreign.size === 0) return null;
  const parts = [...foreign].map(([language, names]) => {
    const shown = names.slice(0, MAX_NAMES).map(quoted).join(', ');
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    return `${shown}${more} (${language})`;
  });
  return `Payloads that are no JSON Schema are not checked: ${parts.join(', ')}.`;
}

function eventOf(message: Message, id: string, reader: Reader): Omit<RootedEvent, 'document' | 'pointer' | 'dialect'> {
  const { node, at, key } = message;
  const name = textField(node, 'name', reader);
  const description = textField(node, 'description', reader) ?? textField(node, 'summary', reader);
  const location = at.document.locate(at.pointer, 'key');
  return {
    key: `${reader.owner}/${id}`,
    names: {
      format: asyncapi.id,
      plan: reader.plan,
      name: name?.text || key,
      type: 'other',
      description: description?.text ?? '',
      meta: messageMeta(node, reader),
      location,
      ...(idOf(reader.document) === null && { lasting: `asyncapi:message ${id}` }),
    },
    written: {
      title: name === null ? location : placeOf(name.node),
      ...(description !== null && { description: placeOf(description.node) }),
    },
  };
}

function placeOf({ document, pointer }: SourceValue): Location {
  return document.locate(pointer, 'entry');
}

/** Tags are objects with a name; owners are not in the specification, so the usual extensions count, then the document's contact. */
function messageMeta(node: SourceValue, { document, references }: Reader): EventMeta {
  const tags = entries(child(node, 'tags')).flatMap((tag) => {
    const found = references.follow(tag);
    const name = found.ok && isJsonObject(found.node.value) ? stringMember(found.node.value, 'name') : null;
    return name === null ? [] : [name];
  });
  return { tags, owner: metaOf(node.value).owner ?? documentOwner(document.value), deprecated: deprecationOf(node.value) };
}
