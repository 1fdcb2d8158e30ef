import { isJsonObject, valueAt, type Dialect, type Place, type Schema } from '../../jsonschema/index.ts';
import type { Location, Origin, PlanEvent, PlanProblem } from '../../plan/model.ts';
import type { LoadContext, Loaded, SourceDocument } from '../format.ts';
import type { EventNames } from '../written-event.ts';
import { declaredDialect, type Declared } from './keywords.ts';
import { linkDocuments, type LinkedDocument } from './library.ts';
import { repositoryUri } from './repository-uri.ts';
import type { SchemaIndex } from './schema-index.ts';
import { unresolvedProblem } from '../unresolved.ts';

/** What a format that keeps its events as JSON Schema documents says of them beside their schemas. */
export interface SchemaNames {
  /** The stable key of a document, whether it is an event of its own or another one refers to it. */
  readonly keyOf: (document: SourceDocument) => string;
  /** What is known of the event that a document is; null where it is none. */
  readonly describe: (document: SourceDocument) => EventNames | null;
}

interface Reader {
  readonly linked: ReadonlyMap<string, LinkedDocument>;
  readonly names: SchemaNames;
  /** URIs of the documents that another one refers to. */
  readonly shared: ReadonlySet<string>;
}

/**
 * The events of documents that are JSON Schemas of whole messages, with all references followed, and the references that lead nowhere. `$schema` of a
 * document must be one that {@link declaredDialect} knows, or absent.
 */
export function schemaEvents(context: LoadContext, names: SchemaNames): Required<Pick<Loaded, 'events' | 'problems'>> {
  const linked = linkDocuments(context);
  const reader: Reader = { linked, names, shared: sharedDocuments(linked) };
  return {
    events: context.documents.flatMap((document) => eventOf(document, reader)),
    problems: [...linked.values()].flatMap((each) => unresolvedProblems(each, reader)),
  };
}

function sharedDocuments(linked: ReadonlyMap<string, LinkedDocument>): ReadonlySet<string> {
  return new Set([...linked.values()].flatMap(({ targets }) => [...targets].map(({ uri }) => uri)));
}

/** The dialect of a document that names none, and that no other one refers to. */
const DEFAULT_DIALECT: Dialect = '2020-12';

function eventOf(document: SourceDocument, reader: Reader): PlanEvent[] {
  const names = reader.names.describe(document);
  if (names === null) return [];
  const uri = repositoryUri(document.path);
  const reached = reachable(uri, reader.linked);
  const schema: Schema = {
    uri,
    pointer: '',
    documents: new Map(Array.from(reached, ([at, each]) => [at, each.value])),
    dialect: knownDialect(declaredDialect(document.value)),
  };
  return [
    {
      ...names,
      key: reader.names.keyOf(document),
      schema,
      section: 'message',
      sectionPointer: '',
      originOf: (place) => originOf(place, { uri, nameLocation: names.location }, reached, reader),
      writtenAt: (place) => valueAt(reached.get(place.uri)?.index.document.value, place.pointer),
    },
  ];
}

function knownDialect(declared: Declared): Dialect {
  return declared === null || declared === 'foreign' || declared === 'unsupported' ? DEFAULT_DIALECT : declared;
}

/** Where a person would point to show a document: the first of these keywords that it has. */
export function shownAt(document: SourceDocument, keywords: readonly string[]): Location {
  const object = isJsonObject(document.value) ? document.value : {};
  const name = keywords.find((each) => typeof object[each] === 'string' && Object.hasOwn(object, each));
  return document.locate(name === undefined ? '' : `/${name}`, 'entry');
}

function reachable(uri: string, linked: ReadonlyMap<string, LinkedDocument>): ReadonlyMap<string, LinkedDocument> {
  const reached = new Map<string, LinkedDocument>();
  const queue = [uri];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const document = reached.has(at) ? undefined : linked.get(at);
    if (document === undefined) continue;
    reached.set(at, document);
    queue.push(...Array.from(document.targets, (target: SchemaIndex) => target.uri));
  }
  return reached;
}

/**
 * The owner of a node is the document that holds it, or the outermost entry of its `definitions` or `$defs` where it
 * stands in one. It is shared where another document refers to the one that holds it.
 */
function originOf(
  place: Place,
  event: { readonly uri: string; readonly nameLocation: Location },
  reached: ReadonlyMap<string, LinkedDocument>,
  reader: Reader,
): Origin {
  const known = reached.has(place.uri);
  const uri = known ? place.uri : event.uri;
  const pointer = known ? place.pointer : '';
  const document = reached.get(uri)?.index.document ?? unreachable(uri);
  const root = /^\/(?:\$defs|definitions)\/[^/]+/.exec(pointer)?.[0] ?? '';
  const key = reader.names.keyOf(document);
  return {
    owner: root === '' ? key : `${key}#${root}`,
    root: { uri, pointer: root },
    shared: uri !== event.uri || reader.shared.has(uri),
    location: uri === event.uri && pointer === '/title' ? event.nameLocation : document.locate(pointer, 'entry'),
  };
}

function unreachable(uri: string): never {
  throw new Error(`The document ${uri} was read and is gone.`);
}

function unresolvedProblems({ index, unresolved }: LinkedDocument, reader: Reader): readonly PlanProblem[] {
  const { document } = index;
  const owner = reader.names.keyOf(document);
  return unresolved.map(({ reference, ...why }) => unresolvedProblem(reference.text, document.locate(reference.pointer), owner, why));
}
