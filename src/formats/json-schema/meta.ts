import { isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta } from '../../plan/model.ts';
import { texts } from '../fields.ts';

function own(object: JsonObject, names: readonly string[]): Json | undefined {
  const name = names.find((each) => Object.hasOwn(object, each));
  return name === undefined ? undefined : object[name];
}

function oneOrMore(value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : texts(value);
}

/** What the root of a schema says of the event: JSON Schema has no words for owner and tags, so the usual extensions are read. */
export function metaOf(root: Json): EventMeta {
  if (!isJsonObject(root)) return { tags: [], owner: null, deprecated: null };
  const owner = oneOrMore(own(root, ['x-owner', 'owner', 'x-team', 'x-contact']))[0];
  const tags = ['x-tags', 'tags', 'x-category', 'category'].flatMap((name) => oneOrMore(own(root, [name])));
  return { tags, owner: owner ?? null, deprecated: deprecationOf(root) };
}
