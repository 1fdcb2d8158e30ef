import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import { entries, kindOf, spotOf, type SourceValue, members, texts, rootNode } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { quoted, type Problems } from '../problems.ts';

/** What a file of Glean defines. */
export type Contents = 'metrics' | 'pings' | 'tags';

/** What `$schema` begins with in every such file. */
export const SCHEMAS = 'moz://mozilla.org/schemas/glean/';

const SCHEMA = /^moz:\/\/mozilla\.org\/schemas\/glean\/(metrics|pings|tags)\/\d+-\d+-\d+$/;

/** What a document defines, as its `$schema` says; null where it is no file of Glean. */
export function contentsOf(value: Json): Contents | null {
  const declared = isJsonObject(value) ? stringMember(value, '$schema') : null;
  const contents = SCHEMA.exec(declared?.trim() ?? '')?.[1];
  return contents === 'metrics' || contents === 'pings' || contents === 'tags' ? contents : null;
}

/** A metric or a ping as a file defines it. */
export interface Definition {
  readonly what: 'metric' | 'ping';
  /** `category.metric`, or the name of the ping. */
  readonly id: string;
  /** The category of a metric; `pings`, which no category may be called, of a ping. */
  readonly category: string;
  /** Where the category is written; for a ping, which has none, the top of the file. */
  readonly home: SourceValue;
  readonly source: SourceValue;
  /** Tags that the file gives to all that it defines. */
  readonly tags: readonly string[];
}

/** The name under which pings stand beside categories: the schema of metrics.yaml reserves it. */
export const PINGS = 'pings';

/** The metrics or pings of a document, in its order. A category that is no map is reported. */
export function definitionsIn(document: SourceDocument, problems: Problems): readonly Definition[] {
  const contents = contentsOf(document.value);
  const root = rootNode(document);
  const tags = isJsonObject(root.value) && Object.hasOwn(root.value, '$tags') ? texts(root.value['$tags'] ?? null) : [];
  const named = members(root).filter(([name]) => !name.startsWith('$') && name !== 'no_lint');
  if (contents === 'pings')
    return named.map(([id, source]): Definition => ({ what: 'ping', id, category: PINGS, home: declaration(document), source, tags }));
  if (contents !== 'metrics') return [];
  return named.flatMap(([category, home]) => {
    if (home.value === null) return [];
    if (!isJsonObject(home.value)) {
      const message = `The category ${quoted(category)} must be a map of metrics, not ${kindOf(home.value)}.`;
      problems.invalid(`glean:${category}`, spotOf(home, 'entry'), message, 'Write its metrics by name.');
      return [];
    }
    return members(home).map(([name, source]): Definition => ({ what: 'metric', id: `${category}.${name}`, category, home, source, tags }));
  });
}

function declaration(document: SourceDocument): SourceValue {
  return { document, pointer: '/$schema', value: null };
}

/** The texts of a list with their places. */
export function textEntries(node: SourceValue | null): readonly { readonly text: string; readonly source: SourceValue }[] {
  return entries(node).flatMap((source) => (typeof source.value === 'string' ? [{ text: source.value, source }] : []));
}
