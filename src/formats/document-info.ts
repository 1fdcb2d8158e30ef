import { isJsonObject, type Json } from '../jsonschema/index.ts';
import { stringMember } from './json-schema/keywords.ts';
import { metaOf } from './json-schema/meta.ts';

/**
 * Whom the Info Object of an AsyncAPI or OpenAPI document names: an extension such as `x-owner`, else the contact's address or name; null for
 * nobody (https://spec.openapis.org/oas/v3.1.0#contact-object).
 */
export function documentOwner(document: Json): string | null {
  const info = member(document, 'info');
  const contact = member(info, 'contact');
  const contacts = isJsonObject(contact) ? ['email', 'name'].map((field) => stringMember(contact, field)) : [];
  return metaOf(info).owner ?? contacts.find((each) => each !== null) ?? null;
}

/** What the Info Object calls the document: a title survives that its file moves. */
export function documentTitle(document: Json): string | null {
  const info = member(document, 'info');
  return (isJsonObject(info) && stringMember(info, 'title')) || null;
}

function member(value: Json, name: string): Json {
  return isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}
