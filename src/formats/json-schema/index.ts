import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import type { EventVersion, PlanEvent } from '../../plan/model.ts';
import type { Format, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { documentId, documentKey, identityOf, idKeyword } from './identity.ts';
import { assignKeys, type Keys } from './keys.ts';
import { schemaEvents, shownAt, type SchemaNames } from './events.ts';
import type { EventNames } from '../written-event.ts';
import { declaredDialect, isLibrary, stringMember } from './keywords.ts';
import { metaOf } from './meta.ts';
import { schemaLinks } from './links.ts';
import { repositoryUri } from './repository-uri.ts';

/**
 * Plain JSON Schema in JSON or YAML, drafts 04 to 2020-12: every document whose `$schema` names a meta-schema of json-schema.org
 * is one event, and describes the whole message; one that only holds definitions is none.
 */
export const jsonSchema: Format = {
  id: 'json-schema',
  title: 'JSON Schema',
  mayHold: (path) => EXTENSIONS.test(path),
  markers: ['json-schema.org'],
  claims: ({ value }) => !['foreign', null].includes(declaredDialect(value)) && !isRudderStack(value),
  links: schemaLinks,
  pathName: repositoryUri,
  load,
};

// Iglu and Wikimedia name files by version alone, without an extension.
const EXTENSIONS = /(?:\.(?:jsonc?|ya?ml|jsonschema|schema)|(?:^|\/)[^/.]+|(?:^|\/)v?\d+(?:[.-]\d+)*)$/i;

// Such a file may name a schema for editors beside its own version.
function isRudderStack(value: Json): boolean {
  return isJsonObject(value) && stringMember(value, 'version')?.startsWith('rudder/') === true;
}

function load(context: LoadContext): Loaded {
  const ignored = context.documents.flatMap(({ path, value }) =>
    declaredDialect(value) === 'unsupported' ? [{ path, reason: UNSUPPORTED }] : [],
  );
  const left = new Set(ignored.map(({ path }) => path));
  const documents = context.documents.filter(({ path }) => !left.has(path)).map(withKnownDialect);
  const keys = assignKeys(documents, context.formerPath);
  const { events, problems } = schemaEvents({ ...context, documents }, namesBy(keys, context.formerPath));
  return { events, problems: [...keys.problems, ...problems], ignored: [...ignored, ...keys.ignored] };
}

function namesBy(keys: Keys, formerPath: LoadContext['formerPath']): SchemaNames {
  return {
    keyOf: ({ path, value }) => keys.byPath.get(path) ?? documentKey(formerPath(path), value),
    describe: (document) => (keys.byPath.has(document.path) && !isLibrary(document.value) ? describe(document) : null),
  };
}

function describe(document: SourceDocument): EventNames {
  const { value, path } = document;
  const object = isJsonObject(value) ? value : {};
  const version = versionOf(document);
  return {
    ...lastingName(document),
    ...(version !== null && { version }),
    format: jsonSchema.id,
    plan: '',
    type: 'other',
    name: stringMember(object, 'title') ?? documentId(value) ?? path.slice(path.lastIndexOf('/') + 1),
    description: stringMember(object, 'description') ?? '',
    meta: metaOf(value),
    location: shownAt(document, ['title', '$id', 'id', '$schema']),
  };
}

const UNSUPPORTED = 'Its $schema is not one of draft-04, draft-06, draft-07, 2019-09 and 2020-12.';

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

/** A schema without `$id` is known by its path; its title lasts longer. */
function lastingName({ value }: SourceDocument): Pick<PlanEvent, 'lasting'> {
  const title = isJsonObject(value) && documentId(value) === null ? stringMember(value, 'title') : null;
  return title === null ? {} : { lasting: `json-schema:titled ${title}` };
}

/** A whole version only, of three numbers: what counts one number is mostly edited in place. */
function versionOf({ path, value, locate }: SourceDocument): EventVersion | null {
  const { version } = identityOf(path, value);
  if (version?.numbers.length !== 3) return null;
  const { text, numbers, family, inPath } = version;
  const scheme = text.includes('-') ? 'schemaver' : 'semver';
  return { family, text, numbers, scheme, published: inPath, location: locate(`/${idKeyword(value)}`, 'entry') };
}
