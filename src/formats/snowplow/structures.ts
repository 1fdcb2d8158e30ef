import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import { compareVersions } from '../../plan/versions.ts';
import type { LoadContext, SourceDocument } from '../format.ts';
import { repositoryUri } from '../json-schema/repository-uri.ts';
import { quoted } from '../problems.ts';
import type { NoWay } from '../unresolved.ts';
import { dataStructure, isDataStructure, structureIn, structureKey } from './data-structure.ts';
import { iglu, igluKey } from './iglu.ts';
import { familyOf, plainSchema, selfOf, versionOf, type SelfDescription } from './self.ts';

/** A schema of the repository that others refer to by its Iglu URI. */
export interface Structure {
  /** Its own event's key. */
  readonly key: string;
  readonly uri: string;
  /** The schema alone, standing where it stands in its file. */
  readonly document: SourceDocument;
  /** As a validator reads it. */
  readonly schema: Json;
  readonly self: SelfDescription;
  /** Whether its file goes from version to version. */
  readonly inPlace: boolean;
}

/** An Iglu URI in its parts; null for a text that is none (https://docs.snowplow.io/docs/fundamentals/schemas/). */
export function partsOfIgluUri(text: string): SelfDescription | null {
  const found = /^iglu:([\w.-]+)\/([\w-]+)\/([\w-]+)\/(\d+-\d+-\d+)$/.exec(text);
  if (found === null) return null;
  const [, vendor = '', name = '', format = '', version = ''] = found;
  return { vendor, name, format, version };
}

/**
 * The data structures and Iglu schemas of the vendors that event specifications refer to. A data structure's file answers for the versions before its
 * own: it is what has become of them.
 */
export class Structures {
  readonly #families = new Map<string, Structure[]>();
  readonly #vendors = new Set<string>();

  constructor(context: LoadContext, wanted: Iterable<SelfDescription>) {
    const vendors = [...new Set(Array.from(wanted, ({ vendor }) => vendor))];
    if (vendors.length === 0) return;
    for (const document of context.holding?.(vendors, mayHoldOne) ?? []) {
      const structure = structureOf(document);
      if (structure === null) continue;
      const family = familyOf(structure.self);
      this.#families.set(family, [...(this.#families.get(family) ?? []), structure]);
      this.#vendors.add(structure.self.vendor);
    }
  }

  /** The schema that a reference names; null where the repository keeps none of its vendor, and so need not hold it. */
  find(wanted: SelfDescription): Structure | NoWay | null {
    const family = this.#families.get(familyOf(wanted)) ?? [];
    const exact = family.find(({ self }) => self.version === wanted.version);
    if (exact !== undefined) return exact;
    const current = family.find(({ inPlace }) => inPlace);
    if (current !== undefined && isLater(current.self, wanted)) return current;
    if (family.length > 0) {
      const versions = family.map(({ self }) => quoted(self.version)).toSorted();
      return {
        reason: `the repository has this schema in version ${versions.join(', ')} only`,
        hint: 'Name one of these versions, or add the one you mean.',
      };
    }
    if (!this.#vendors.has(wanted.vendor)) return null;
    return {
      reason: `there is no such schema among those of ${quoted(wanted.vendor)} in the repository`,
      hint: 'Correct the URI, or add the data structure.',
    };
  }
}

function mayHoldOne(path: string): boolean {
  return iglu.mayHold(path) || dataStructure.mayHold(path);
}

function isLater(self: SelfDescription, than: SelfDescription): boolean {
  const [own, other] = [versionOf(self, false), versionOf(than, false)];
  return own !== null && other !== null && compareVersions(own.numbers, other.numbers) >= 0;
}

function structureOf(document: SourceDocument): Structure | null {
  const inPlace = isDataStructure(document.value);
  const inner = inPlace ? structureIn(document) : document;
  const self = selfOf(inner.value);
  if (self === null || !isJsonObject(inner.value)) return null;
  const key = inPlace ? structureKey(self) : igluKey(document.path, self);
  const isPublished = !inPlace && key.endsWith(`/${self.version}`);
  return { key, uri: repositoryUri(document.path), document: inner, schema: plainSchema(inner.value), self, inPlace: !isPublished };
}
