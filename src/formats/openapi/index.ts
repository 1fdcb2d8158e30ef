import { isJsonArray, isJsonObject, type Dialect, type Json } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta, Location } from '../../plan/model.ts';
import { documentOwner, documentTitle } from '../document-info.ts';
import { child, type SourceValue, membersByName, rootNode } from '../fields.ts';
import type { Format, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { documentKey } from '../json-schema/identity.ts';
import { declaredDialect, stringMember } from '../json-schema/keywords.ts';
import { schemaLinks } from '../json-schema/links.ts';
import { metaOf } from '../json-schema/meta.ts';
import { repositoryUri } from '../json-schema/repository-uri.ts';
import { rootedEvents, type RootedEvent } from '../json-schema/rooted.ts';
import { PLAIN } from '../json-schema/schema-index.ts';
import { ObjectReferences } from '../object-references.ts';
import { Problems, quoted } from '../problems.ts';
import { OPENAPI_30 } from './style.ts';
import { webhooksOf, type Webhook, type WebhookReader } from './webhooks.ts';

/**
 * OpenAPI 3 (https://spec.openapis.org/oas/latest.html): each webhook is an event, and so is each component schema that nothing else in the documents is
 * made of. What operations of the API itself send and answer is left alone.
 */
export const openapi: Format = {
  id: 'openapi',
  title: 'OpenAPI',
  mayHold: (path) => /\.(?:json|ya?ml)$/i.test(path),
  markers: ['openapi:', '"openapi"', "'openapi'"],
  claims: ({ value }) => versionOf(value) !== null && [null, 'foreign'].includes(declaredDialect(value)),
  links: schemaLinks,
  pathName: repositoryUri,
  load,
};

/** The version of a document of OpenAPI 3; null for any other document. */
function versionOf(value: Json): string | null {
  if (!isJsonObject(value) || Object.hasOwn(value, 'asyncapi')) return null;
  const version = stringMember(value, 'openapi');
  return version !== null && /^3\.\d+/.test(version) ? version : null;
}

const isOf30 = ({ value }: SourceDocument): boolean => versionOf(value)?.startsWith('3.0') === true;

function load(context: LoadContext): Loaded {
  const names = new Map(context.documents.map(({ path }) => [path, context.formerPath(path)]));
  const keyOf = ({ path, value }: SourceDocument): string => {
    const name = names.get(path);
    return name === undefined ? documentKey(context.formerPath(path), value) : `openapi:${name}`;
  };
  const references = new ObjectReferences(context);
  const problems = new Problems();
  const ignored: { path: string; reason: string }[] = [];
  const homes = new Map<string, Location>();
  const partly: { path: string; reason: string }[] = [];
  const events: { readonly old: RootedEvent[]; readonly new: RootedEvent[] } = { old: [], new: [] };
  for (const document of context.documents) {
    const plan = documentTitle(document.value) ?? names.get(document.path) ?? document.path;
    homes.set(plan, homeOf(document));
    const found = eventsOf({ document, plan, owner: keyOf(document), references, problems });
    events[isOf30(document) ? 'old' : 'new'].push(...found.events);
    const { path } = document;
    if (found.events.length === 0) ignored.push({ path, reason: found.unread ?? 'It has neither webhooks nor component schemas.' });
    else if (found.unread !== null) partly.push({ path, reason: found.unread });
  }
  const loaded = [
    rootedEvents(context, events.old, { keyOf, style: OPENAPI_30 }),
    rootedEvents(context, events.new, { keyOf, style: PLAIN }),
  ];
  return {
    events: loaded.flatMap((each) => each.events),
    problems: [...problems.all(), ...loaded.flatMap((each) => each.problems)],
    parts: new Set(loaded.flatMap((each) => [...each.parts])),
    homes,
    ignored,
    partly,
  };
}

function homeOf(document: SourceDocument): Location {
  const root = rootNode(document);
  const components = child(root, 'components');
  const places = [child(root, 'webhooks'), child(root, 'x-webhooks'), child(components, 'schemas')];
  return document.locate(places.find((place) => place !== null)?.pointer ?? '/openapi', 'key');
}

interface Reader extends WebhookReader {
  readonly plan: string;
}

function eventsOf(reader: Reader): { readonly events: readonly RootedEvent[]; readonly unread: string | null } {
  const { document } = reader;
  const root = rootNode(document);
  const webhooks = webhooksOf(reader);
  const components = child(root, 'components');
  const schemas = membersByName(child(components, 'schemas')).filter(([, { value }]) => mayBeMessage(value));
  const dialect = dialectOf(document);
  const events = [
    ...webhooks.read.map((webhook) => webhookEvent(webhook, dialect, reader)),
    ...schemas.map(([name, schema]) => schemaEvent(name, schema, dialect, reader)),
  ];
  const shown = webhooks.unread.slice(0, MAX_NAMES).map(quoted).join(', ');
  const more = webhooks.unread.length > MAX_NAMES ? ` and ${webhooks.unread.length - MAX_NAMES} more` : '';
  return { events, unread: shown === '' ? null : `Webhooks that send no JSON are not checked: ${shown}${more}.` };
}

/** How many names of webhooks are listed. */
const MAX_NAMES = 3;

/** 3.0 is translated to draft-04; later documents are 2020-12 unless they say otherwise (https://spec.openapis.org/oas/v3.1.0#fixed-fields). */
function dialectOf(document: SourceDocument): Dialect {
  if (isOf30(document)) return 'draft-04';
  const declared = isJsonObject(document.value) ? stringMember(document.value, 'jsonSchemaDialect') : null;
  const dialect = declared === null ? null : declaredDialect({ $schema: declared });
  return dialect === null || dialect === 'foreign' || dialect === 'unsupported' ? '2020-12' : dialect;
}

/** A schema of a single text or number is a part of messages, and no message. */
function mayBeMessage(schema: Json): boolean {
  if (!isJsonObject(schema)) return false;
  const type = Object.hasOwn(schema, 'type') ? (schema['type'] ?? null) : null;
  const types = isJsonArray(type) ? type : [type];
  return types.some((each) => each === null || each === 'object' || each === 'array');
}

function webhookEvent({ name, method, isOnly, at, item, operation, schema }: Webhook, dialect: Dialect, reader: Reader): RootedEvent {
  const said = [child(operation, 'description'), child(operation, 'summary'), child(item, 'description'), child(item, 'summary')];
  const description = said.find((each) => typeof each?.value === 'string') ?? null;
  const location = at.document.locate(at.pointer, 'key');
  return {
    key: `${reader.owner}/webhooks/${name}/${method}`,
    names: {
      format: openapi.id,
      plan: reader.plan,
      name: isOnly ? name : `${name} (${method})`,
      type: 'other',
      description: typeof description?.value === 'string' ? description.value : '',
      meta: metaIn(operation.value, reader),
      location,
      lasting: `openapi:webhook ${name} ${method}`,
    },
    ...schema,
    dialect,
    written: { title: location, ...(description !== null && { description: description.document.locate(description.pointer, 'entry') }) },
  };
}

function schemaEvent(name: string, schema: SourceValue, dialect: Dialect, reader: Reader): RootedEvent {
  const { document, pointer, value } = schema;
  const location = document.locate(pointer, 'key');
  return {
    key: `${reader.owner}#${pointer}`,
    names: {
      format: openapi.id,
      plan: reader.plan,
      name,
      type: 'entity',
      description: (isJsonObject(value) && stringMember(value, 'description')) || '',
      meta: metaIn(value, reader),
      location,
      lasting: `openapi:schema ${name}`,
    },
    document,
    pointer,
    dialect,
    written: { title: location },
    unlessUsed: true,
  };
}

function metaIn(value: Json, { document }: Reader): EventMeta {
  const { tags, owner } = metaOf(value);
  return { tags, owner: owner ?? documentOwner(document.value), deprecated: deprecationOf(value) };
}
