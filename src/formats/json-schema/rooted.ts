import { childPointer, isJsonObject, valueAt, type Dialect, type Json, type Place } from '../../jsonschema/index.ts';
import type { Location, Origin, PlanEvent } from '../../plan/model.ts';
import { parentPointer } from '../../plan/paths.ts';
import type { LoadContext, Loaded, SourceDocument } from '../format.ts';
import { unresolvedProblem } from '../unresolved.ts';
import type { EventNames } from '../written-event.ts';
import { partsOf } from './parts.ts';
import { linkDocuments, referencesBelow, type LinkedDocument, type SchemaContainer } from './library.ts';
import { repositoryUri } from './repository-uri.ts';
import type { SchemaStyle } from './schema-index.ts';
import { slice } from './slice.ts';

/** An event whose schema is a part of a document that is no schema itself. */
export interface RootedEvent {
  readonly key: string;
  readonly names: EventNames;
  readonly document: SourceDocument;
  /** Pointer of the schema; where nothing stands there, anything is allowed. */
  readonly pointer: string;
  readonly dialect: Dialect;
  /** Where the event's wire name and description are written. */
  readonly written?: { readonly title?: Location; readonly description?: Location };
  /** Whether it is an event only as long as no other event's schema refers to the whole of it. */
  readonly unlessUsed?: boolean;
}

/** What a format that keeps schemas inside other documents says of them. */
export interface RootedNames {
  /** The stable key of a document, whether it is of the format or a schema that one of them refers to. */
  readonly keyOf: (document: SourceDocument) => string;
  readonly style?: SchemaStyle;
}

interface Reader {
  readonly linked: ReadonlyMap<string, LinkedDocument>;
  readonly keyOf: RootedNames['keyOf'];
  /** By document: what stands below which pointer, and whether several events have it. */
  readonly roots: ReadonlyMap<string, ReadonlyMap<string, { readonly owner: string; readonly several: boolean }>>;
  readonly reach: Reach;
  readonly together: ReadonlyMap<string, string>;
}

/**
 * The events whose schemas stand inside documents of another kind, with all references followed, and the references that lead nowhere. An event's
 * schema holds of each such document only what the event needs, so that a change elsewhere in it is no change of the event.
 */
export function rootedEvents(
  context: LoadContext,
  events: readonly RootedEvent[],
  { keyOf, style }: RootedNames,
): Required<Pick<Loaded, 'events' | 'problems' | 'parts'>> {
  const linked = linkDocuments({ ...context, documents: [] }, containersOf(events), style);
  const parts = partsOf(events, linked);
  const kept = events.filter(({ key }) => !parts.has(key));
  const reader: Reader = { linked, keyOf, roots: rootsOf(events), reach: new Reach(linked, kept), together: style?.together ?? new Map() };
  return {
    events: kept.map((event) => planEvent(event, reader)),
    parts,
    problems: [...linked.values()].flatMap(({ index: { document, uri }, unresolved }) =>
      unresolved.map(({ reference: { text, pointer }, ...why }) =>
        unresolvedProblem(text, document.locate(pointer), ownerOf({ uri, pointer }, reader).owner, why),
      ),
    ),
  };
}

function containersOf(events: readonly RootedEvent[]): readonly SchemaContainer[] {
  const byPath = new Map<string, { document: SourceDocument; pointers: string[] }>();
  for (const { document, pointer } of events) {
    const known = byPath.get(document.path) ?? { document, pointers: [] };
    byPath.set(document.path, known);
    known.pointers.push(pointer);
  }
  return [...byPath.values()];
}

function rootsOf(events: readonly RootedEvent[]): Reader['roots'] {
  const roots = new Map<string, Map<string, { owner: string; several: boolean }>>();
  for (const { document, pointer, key } of events) {
    const uri = repositoryUri(document.path);
    const ofDocument = roots.get(uri) ?? new Map<string, { owner: string; several: boolean }>();
    roots.set(uri, ofDocument);
    const known = ofDocument.get(pointer);
    ofDocument.set(pointer, { owner: known?.owner ?? key, several: known !== undefined });
  }
  return roots;
}

function planEvent(event: RootedEvent, reader: Reader): PlanEvent {
  const { document, pointer, dialect } = event;
  const uri = repositoryUri(document.path);
  const documents = reader.reach.documentsOf(event);
  return {
    ...event.names,
    key: event.key,
    schema: { uri, pointer, documents, dialect },
    section: 'message',
    sectionPointer: pointer,
    originOf: (place) => originOf(documents.has(place.uri) ? place : { uri, pointer }, event, reader),
    writtenAt: (place) => valueAt(reader.linked.get(place.uri)?.index.document.value, place.pointer),
  };
}

function originOf(place: Place, event: RootedEvent, reader: Reader): Origin {
  const document = reader.linked.get(place.uri)?.index.document ?? event.document;
  const { owner, root, shared } = ownerOf(place, reader);
  return {
    owner,
    root,
    shared: shared || owner !== event.key,
    location: writtenAt(place, event) ?? keywordAt(document, place.pointer, reader.together),
  };
}

/** A keyword, with the one beside it that it means something together with: the lines of both. */
function keywordAt(document: SourceDocument, pointer: string, together: Reader['together']): Location {
  const own = document.locate(pointer, 'entry');
  const partner = together.get(pointer.slice(pointer.lastIndexOf('/') + 1));
  const schema = valueAt(document.value, parentPointer(pointer));
  if (partner === undefined || !isJsonObject(schema) || !Object.hasOwn(schema, partner)) return own;
  const other = document.locate(childPointer(parentPointer(pointer), partner), 'entry');
  const [first, last] = other.line < own.line || (other.line === own.line && other.column < own.column) ? [other, own] : [own, other];
  return { ...first, endLine: last.endLine, endColumn: last.endColumn };
}

function writtenAt({ uri, pointer }: Place, { written, document, pointer: root }: RootedEvent): Location | undefined {
  if (written === undefined || uri !== repositoryUri(document.path)) return undefined;
  if (pointer === `${root}/title`) return written.title;
  return pointer === `${root}/description` ? written.description : undefined;
}

const DEFINITION = /^\/(?:\$defs|definitions|components\/schemas)\/[^/]+/;

/** A node belongs to the event whose schema it stands in, else to the outermost definition around it, else to its document. */
function ownerOf({ uri, pointer }: Place, reader: Reader): Pick<Origin, 'owner' | 'root' | 'shared'> {
  const roots: ReturnType<Reader['roots']['get']> = reader.roots.get(uri) ?? new Map();
  for (let at = pointer; ; at = parentPointer(at)) {
    const root = roots.get(at);
    if (root !== undefined) return { owner: root.owner, root: { uri, pointer: at }, shared: root.several };
    if (at === '') break;
  }
  const document = reader.linked.get(uri)?.index.document;
  const root = DEFINITION.exec(pointer)?.[0] ?? '';
  const key = document === undefined ? uri : reader.keyOf(document);
  return { owner: root === '' ? key : `${key}#${root}`, root: { uri, pointer: root }, shared: true };
}

/** How many references are followed in all before events share what all of them need: a few thousand events of some hundred references each, or some hundred of a thousand. */
const MAX_STEPS = 200_000;

/** What of the documents the schemas of events need. */
class Reach {
  readonly #linked: ReadonlyMap<string, LinkedDocument>;
  readonly #events: readonly RootedEvent[];
  #left = MAX_STEPS;
  #whole: ReadonlyMap<string, Json> | null = null;

  constructor(linked: ReadonlyMap<string, LinkedDocument>, events: readonly RootedEvent[]) {
    this.#linked = linked;
    this.#events = events;
  }

  /** The parts of documents that the schema of an event needs, by URI. */
  documentsOf(event: RootedEvent): ReadonlyMap<string, Json> {
    const places = this.#left > 0 ? this.#placesFrom([event]) : null;
    if (places !== null) return this.#slices(places);
    this.#left = 0;
    this.#whole ??= this.#slices(this.#placesFrom(this.#events, Infinity) ?? new Map());
    return this.#whole;
  }

  #placesFrom(events: readonly RootedEvent[], limit = this.#left): ReadonlyMap<string, ReadonlySet<string>> | null {
    const places = new Map<string, Set<string>>();
    const queue: Place[] = events.map(({ document, pointer }) => ({ uri: repositoryUri(document.path), pointer }));
    let left = limit;
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      const linked = this.#linked.get(place.uri);
      const known = places.get(place.uri) ?? new Set<string>();
      // Of a document that is a schema all counts, wherever in it a reference leads.
      const pointer = linked?.index.roots === null ? '' : place.pointer;
      if (linked === undefined || known.has(pointer)) continue;
      places.set(place.uri, known.add(pointer));
      for (const { to } of referencesBelow(linked, pointer)) {
        queue.push({ uri: to.index.uri, pointer: to.pointer });
        left -= 1;
      }
      if (left < 0) return null;
    }
    if (limit !== Infinity) this.#left = left;
    return places;
  }

  #slices(places: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, Json> {
    return new Map(
      Array.from(places, ([uri, pointers]): [string, Json] => {
        const value = this.#linked.get(uri)?.value ?? {};
        return [uri, pointers.has('') ? value : slice(value, pointers)];
      }),
    );
  }
}
