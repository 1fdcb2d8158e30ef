import { childPointer, isJsonObject } from '../../jsonschema/index.ts';
import { child, kindOf, spotOf, type SourceValue, membersByName } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import type { ObjectReferences } from '../object-references.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';
import { unresolvedProblem } from '../unresolved.ts';

/** One operation of a webhook: a request that the described API sends. */
export interface Webhook {
  readonly name: string;
  /** `post`, mostly. */
  readonly method: string;
  /** Whether the webhook has no other operation with data. */
  readonly isOnly: boolean;
  /** Where the document names it. */
  readonly at: SourceValue;
  readonly item: SourceValue;
  readonly operation: SourceValue;
  readonly schema: { readonly document: SourceDocument; readonly pointer: string };
}

/** What is needed to read one document. */
export interface WebhookReader {
  readonly document: SourceDocument;
  readonly references: ObjectReferences;
  readonly problems: Problems;
  /** Owner of what is wrong with the document. */
  readonly owner: string;
}

/** What a document's webhooks are, and those whose data is no JSON. */
export interface Webhooks {
  readonly read: readonly Webhook[];
  readonly unread: readonly string[];
}

/** https://spec.openapis.org/oas/v3.1.0#path-item-object, and `query` of 3.2. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** `webhooks` of 3.1, and `x-webhooks`, which came before (https://redocly.com/docs-legacy/api-reference-docs/specification-extensions/x-webhooks). */
const PLACES = ['webhooks', 'x-webhooks'];

/** The webhooks of a document, in the order of their names. */
export function webhooksOf(reader: WebhookReader): Webhooks {
  const root: SourceValue = { document: reader.document, pointer: '', value: reader.document.value };
  const seen = new Set<string>();
  const all = PLACES.flatMap((place) => membersByName(child(root, place))).flatMap(([name, at]) => {
    if (seen.has(name)) return [];
    seen.add(name);
    return [webhookOf(name, at, reader)];
  });
  return { read: all.flatMap(({ read }) => read), unread: all.flatMap(({ unread }) => unread) };
}

function followed(node: SourceValue, reader: WebhookReader): SourceValue | null {
  const found = reader.references.follow(node);
  if (found.ok) return found.node;
  const { location, ...told } = unresolvedProblem(found.text, locationOf(spotOf(found.at)), reader.owner, found.why);
  reader.problems.addAt(location, told);
  return null;
}

function webhookOf(name: string, at: SourceValue, reader: WebhookReader): Webhooks {
  const item = followed(at, reader);
  if (item === null) return { read: [], unread: [] };
  if (!isJsonObject(item.value)) {
    const message = `The webhook ${quoted(name)} must be a map, not ${kindOf(item.value)}.`;
    reader.problems.invalid(reader.owner, spotOf(item, 'entry'), message, 'Write its method, and the request body below it.');
    return { read: [], unread: [] };
  }
  const found = METHODS.flatMap((method) => {
    const operation = child(item, method);
    const body = child(operation, 'requestBody');
    const data = body && followed(body, reader);
    const content = data && membersByName(child(data, 'content'));
    if (operation === null || content === null || content.length === 0) return [];
    const json = jsonOf(content);
    return [{ method, operation, json }];
  });
  const read = found.flatMap(({ method, operation, json }) =>
    json === null ? [] : [{ name, method, at, item, operation, schema: schemaIn(json), isOnly: found.length === 1 }],
  );
  return { read, unread: found.filter(({ json }) => json === null).map(() => name) };
}

/** `application/json`, else the first by name that JSON is written in: `application/cloudevents+json`. */
function jsonOf(content: readonly (readonly [string, SourceValue])[]): SourceValue | null {
  const json = content.filter(([type]) => /^(?:application|text)\/(?:[^;\s]+\+)?json(?:\s*;|$)/i.test(type));
  return (json.find(([type]) => /^application\/json/i.test(type)) ?? json[0])?.[1] ?? null;
}

function schemaIn({ document, pointer }: SourceValue): Webhook['schema'] {
  return { document, pointer: childPointer(pointer, 'schema') };
}
