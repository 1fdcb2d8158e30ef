import { childPointer, isJsonObject, type Dialect } from '../../jsonschema/index.ts';
import { child, kindOf, spotOf, type SourceValue } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { quoted } from '../problems.ts';
import { textField, type Message, type MessageReader } from './messages.ts';

/** Where the schema of a message's payload stands, or in which language it is written that is not read. */
export type Payload =
  | { readonly kind: 'schema'; readonly document: SourceDocument; readonly pointer: string; readonly dialect: Dialect }
  | { readonly kind: 'foreign'; readonly language: string }
  | { readonly kind: 'invalid' };

/** Finds the payload's schema. A message without payload may carry anything. */
export function payloadOf({ node, key }: Message, reader: MessageReader): Payload {
  const { document, pointer } = node;
  const own = child(node, 'payload');
  const at = { document, pointer: childPointer(pointer, 'payload') };
  if (own === null) return schemaIn(textField(node, 'schemaFormat', reader)?.text, at);
  if (!isJsonObject(own.value) && typeof own.value !== 'boolean') {
    const message = `The payload of the message ${quoted(key)} must be a schema, not ${kindOf(own.value)}.`;
    reader.problems.invalid(reader.owner, spotOf(own, 'entry'), message, 'Write a JSON Schema, or a reference to one.');
    return { kind: 'invalid' };
  }
  if (reader.major === 2) return schemaIn(textField(node, 'schemaFormat', reader)?.text, at);
  const several = multiFormat(own, reader);
  return several === null ? schemaIn(undefined, at) : schemaIn(several.format, several.at);
}

/** A Multi Format Schema Object of AsyncAPI 3, written on the spot or referred to. */
function multiFormat(
  payload: SourceValue,
  { references }: MessageReader,
): { readonly format: string; readonly at: { readonly document: SourceDocument; readonly pointer: string } } | null {
  const found = references.follow(payload);
  if (!found.ok || !isJsonObject(found.node.value) || !Object.hasOwn(found.node.value, 'schema')) return null;
  const format = stringMember(found.node.value, 'schemaFormat');
  const { document, pointer } = found.node;
  return format === null ? null : { format, at: { document, pointer: childPointer(pointer, 'schema') } };
}

function schemaIn(format: string | undefined, at: { readonly document: SourceDocument; readonly pointer: string }): Payload {
  const dialect = dialectOf(format);
  return dialect === null ? { kind: 'foreign', language: languageOf(format ?? '') } : { kind: 'schema', ...at, dialect };
}

/** Where no format is given, and in AsyncAPI's own, schemas are those of draft-07 and more (specification, Schema Object). */
const ASYNCAPI_DIALECT: Dialect = 'draft-07';

/** https://www.asyncapi.com/docs/reference/specification/v3.0.0#multiFormatSchemaFormatTable */
function dialectOf(format: string | undefined): Dialect | null {
  if (format === undefined || /^application\/vnd\.aai\.asyncapi(?:\+(?:json|yaml))?(?:;|$)/i.test(format)) return ASYNCAPI_DIALECT;
  if (!/^application\/schema\+(?:json|yaml)(?:;|$)/i.test(format)) return null;
  const draft = /version=(?:draft[-/])?(0?4|0?6|0?7|2019-09|2020-12)\b/i.exec(format)?.[1] ?? '07';
  return DRAFTS.get(draft.replace(/^0/, '')) ?? ASYNCAPI_DIALECT;
}

const DRAFTS: ReadonlyMap<string, Dialect> = new Map([
  ['4', 'draft-04'],
  ['6', 'draft-06'],
  ['7', 'draft-07'],
  ['2019-09', '2019-09'],
  ['2020-12', '2020-12'],
]);

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/avro/i, 'Avro'],
  [/protobuf/i, 'Protobuf'],
  [/raml/i, 'RAML'],
  [/openapi/i, 'OpenAPI'],
];

function languageOf(format: string): string {
  return LANGUAGES.find(([pattern]) => pattern.test(format))?.[1] ?? quoted(format);
}
