import { isJsonObject, type Dialect, type Json, type Place, type Schema } from '../../jsonschema/index.ts';
import { metaOf } from './meta.ts';
import type { EventVersion, Location, Origin, PlanEvent, PlanProblem } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { documentId, identityOf } from './identity.ts';
import { assignKeys, type Keys } from './keys.ts';
import { declaredDialect, stringMember, type Declared } from './keywords.ts';
import { linkDocuments, type LinkedDocument } from './library.ts';
import { repositoryUri, resolveUri } from './repository-uri.ts';
import { outwardReferences, type SchemaIndex } from './schema-index.ts';

/**
 * Plain JSON Schema in JSON or YAML, drafts 04 to 2020-12: every document whose `$schema` names a meta-schema of json-schema.org
 * is one event, and describes the whole message.
 */
export const jsonSchema: Format = {
  id: 'json-schema',
  title: 'JSON Schema',
  mayHold: (path) => EXTENSIONS.test(path),
  markers: ['json-schema.org'],
  claims: ({ value }) => !['foreign', null].includes(declaredDialect(value)) && !isRudderStack(value),
  links,
  pathName: repositoryUri,
  load,
};

// Iglu and Wikimedia name files by version alone, without an extension.
const EXTENSIONS = /(?:\.(?:jsonc?|ya?ml|jsonschema|schema)|(?:^|\/)[^/.]+|(?:^|\/)v?\d+(?:[.-]\d+)*)$/i;

// Such a file may name a schema for editors beside its own version.
function isRudderStack(value: Json): boolean {
  return isJsonObject(value) && stringMember(value, 'version')?.startsWith('rudder/') === true;
}

function links(document: SourceDocument): Links {
  const uri = repositoryUri(document.path);
  const id = documentId(document.value);
  const resolved = id === null ? null : resolveUri(id, uri);
  const { family, version } = identityOf(document.path, document.value);
  const names = [uri, id, resolved, id === null ? null : family, version?.family ?? null];
  return { defines: [...new Set(names.filter((name) => name !== null))], needs: outwardReferences(document) };
}

function load(context: LoadContext): Loaded {
  const ignored = context.documents.flatMap(({ path, value }) =>
    declaredDialect(value) === 'unsupported' ? [{ path, reason: UNSUPPORTED }] : [],
  );
  const left = new Set(ignored.map(({ path }) => path));
  const documents = context.documents.filter(({ path }) => !left.has(path)).map(withKnownDialect);
  const keys = assignKeys(documents, context.formerPath);
  const linked = linkDocuments({ ...context, documents });
  const reader: Reader = { linked, keys, shared: sharedDocuments(linked), formerPath: context.formerPath };
  const events = documents.filter(({ path }) => keys.byPath.has(path)).map((document) => eventOf(document, reader));
  const unresolved = [...linked.values()].flatMap((each) => unresolvedProblems(each, reader));
  return { events, problems: [...keys.problems, ...unresolved], ignored: [...ignored, ...keys.ignored] };
}

const UNSUPPORTED = 'Its $schema is not one of draft-04, draft-06, draft-07, 2019-09 and 2020-12.';

/** The dialect of a document that names none, and that no other one refers to. */
const DEFAULT_DIALECT: Dialect = '2020-12';

/** Iglu's self-describing schemas are draft-04: https://docs.snowplow.io/docs/fundamentals/schemas/ */
const IGLU = /^(?:iglu:com\.snowplowanalytics\.self-desc\/|https?:\/\/iglucentral\.com\/schemas\/com\.snowplowanalytics\.self-desc\/)/;

// A document that is read as JSON Schema because the team says so may name a meta-schema of its own, which the engine would not know.
function withKnownDialect(document: SourceDocument): SourceDocument {
  const { value } = document;
  if (!isJsonObject(value) || declaredDialect(value) !== 'foreign') return document;
  const $schema = IGLU.test(stringMember(value, '$schema') ?? '') ? 'http://json-schema.org/draft-04/schema#' : undefined;
  const entries: [string, Json][] = Object.entries(value).filter(([name]) => name !== '$schema');
  return { ...document, value: Object.fromEntries($schema === undefined ? entries : [['$schema', $schema], ...entries]) };
}

interface Reader {
  readonly linked: ReadonlyMap<string, LinkedDocument>;
  readonly keys: Keys;
  /** URIs of the documents that another one refers to. */
  readonly shared: ReadonlySet<string>;
  readonly formerPath: LoadContext['formerPath'];
}

function sharedDocuments(linked: ReadonlyMap<string, LinkedDocument>): ReadonlySet<string> {
  return new Set([...linked.values()].flatMap(({ targets }) => [...targets].map(({ uri }) => uri)));
}

function eventOf(document: SourceDocument, reader: Reader): PlanEvent {
  const { value, path } = document;
  const uri = repositoryUri(path);
  const reached = reachable(uri, reader.linked);
  const object = isJsonObject(value) ? value : {};
  const schema: Schema = {
    uri,
    pointer: '',
    documents: new Map(Array.from(reached, ([at, each]) => [at, each.value])),
    dialect: knownDialect(declaredDialect(value)),
  };
  const version = versionOf(document);
  return {
    key: keyOf(document, reader),
    ...lastingName(document),
    ...(version !== null && { version }),
    format: jsonSchema.id,
    plan: '',
    type: 'other',
    name: stringMember(object, 'title') ?? documentId(value) ?? path.slice(path.lastIndexOf('/') + 1),
    schema,
    section: 'message',
    sectionPointer: '',
    description: stringMember(object, 'description') ?? '',
    meta: metaOf(value),
    location: shownAt(document),
    originOf: (place) => originOf(place, uri, reached, reader),
  };
}

/** A schema without `$id` is known by its path; its title lasts longer. */
function lastingName({ value }: SourceDocument): Pick<PlanEvent, 'lasting'> {
  const title = isJsonObject(value) && documentId(value) === null ? stringMember(value, 'title') : null;
  return title === null ? {} : { lasting: `json-schema:titled ${title}` };
}

/** A whole version only, of three numbers: what counts one number is mostly edited in place. */
function versionOf({ path, value }: SourceDocument): EventVersion | null {
  const { version } = identityOf(path, value);
  if (version?.numbers.length !== 3) return null;
  const { text, numbers, family, inPath } = version;
  return { family, text, numbers, scheme: text.includes('-') ? 'schemaver' : 'semver', published: inPath };
}

function knownDialect(declared: Declared): Dialect {
  return declared === null || declared === 'foreign' || declared === 'unsupported' ? DEFAULT_DIALECT : declared;
}

function keyOf(document: SourceDocument, { keys, formerPath }: Reader): string {
  return keys.byPath.get(document.path) ?? `json-schema:${identityOf(formerPath(document.path), document.value).family}`;
}

function shownAt(document: SourceDocument): Location {
  const object = isJsonObject(document.value) ? document.value : {};
  const name = ['title', '$id', 'id', '$schema'].find((each) => stringMember(object, each) !== null);
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
function originOf(place: Place, eventUri: string, reached: ReadonlyMap<string, LinkedDocument>, reader: Reader): Origin {
  const known = reached.has(place.uri);
  const uri = known ? place.uri : eventUri;
  const pointer = known ? place.pointer : '';
  const document = reached.get(uri)?.index.document ?? unreachable(uri);
  const root = /^\/(?:\$defs|definitions)\/[^/]+/.exec(pointer)?.[0] ?? '';
  const key = keyOf(document, reader);
  return {
    owner: root === '' ? key : `${key}#${root}`,
    root: { uri, pointer: root },
    shared: uri !== eventUri || reader.shared.has(uri),
    location: document.locate(pointer, 'entry'),
  };
}

function unreachable(uri: string): never {
  throw new Error(`The document ${uri} was read and is gone.`);
}

function unresolvedProblems({ index, unresolved }: LinkedDocument, reader: Reader): readonly PlanProblem[] {
  const { document } = index;
  return unresolved.map(({ reference, reason, hint }) => ({
    code: 'unresolved-reference',
    message: `The reference "${shorten(reference.text)}" cannot be resolved: ${reason}.`,
    hint,
    location: document.locate(reference.pointer),
    owner: keyOf(document, reader),
  }));
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
