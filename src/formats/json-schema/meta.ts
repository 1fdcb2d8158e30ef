import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta } from '../../plan/model.ts';

function own(object: JsonObject, names: readonly string[]): Json | undefined {
  const name = names.find((each) => Object.hasOwn(object, each));
  return name === undefined ? undefined : object[name];
}

function texts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isJsonArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** What the root of a schema says of the event: JSON Schema has no words for owner and tags, so the usual extensions are read. */
export function metaOf(root: Json): EventMeta {
  if (!isJsonObject(root)) return { tags: [], owner: null, deprecated: null };
  const owner = texts(own(root, ['x-owner', 'owner', 'x-team', 'x-contact']))[0];
  const tags = ['x-tags', 'tags', 'x-category', 'category'].flatMap((name) => texts(own(root, [name])));
  return { tags, owner: owner ?? null, deprecated: deprecationOf(root) };
}
