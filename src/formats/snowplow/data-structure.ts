import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import { NO_META, type PlanProblem } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { schemaEvents } from '../json-schema/events.ts';
import type { EventNames } from '../written-event.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { familyOf, igluUri, plainSchema, selfOf, versionOf, versionProblems, type SelfDescription } from './self.ts';

/**
 * Data structures of snowplow-cli: one file a schema, whose version is raised in place
 * (https://docs.snowplow.io/docs/event-studio/data-structures/manage/cli/).
 */
export const dataStructure: Format = {
  id: 'snowplow-data-structure',
  title: 'Snowplow data structure',
  mayHold: (path) => /\.(?:json|ya?ml)$/i.test(path),
  markers: ['data-structure'],
  claims: ({ value }) => isDataStructure(value),
  links,
  load,
};

/** Whether a document is a data structure of snowplow-cli. */
export function isDataStructure(value: Json): boolean {
  return isJsonObject(value) && stringMember(value, 'resourceType') === 'data-structure' && stringMember(value, 'apiVersion') !== null;
}

function links(document: SourceDocument): Links {
  const self = selfOf(structureIn(document).value);
  return { defines: self === null ? [] : [familyOf(self), igluUri(self)], needs: [] };
}

/** The schema inside a file, as a document of its own that stands where it stands. */
export function structureIn({ path, blob, value, locate }: SourceDocument): SourceDocument {
  const data = isJsonObject(value) && Object.hasOwn(value, 'data') ? (value['data'] ?? null) : null;
  return { path, blob, value: data, locate: (pointer, part) => locate(`/data${pointer}`, part) };
}

function load(context: LoadContext): Loaded {
  const selves = new Map<string, SelfDescription>();
  const families = new Map<string, string>();
  const problems: PlanProblem[] = [];
  for (const document of context.documents) {
    const { path } = document;
    const self = selfOf(structureIn(document).value);
    if (self === null) {
      problems.push(unnamed(document));
      continue;
    }
    const rival = families.get(familyOf(self));
    if (rival !== undefined) problems.push(twice(document, self, rival));
    else {
      families.set(familyOf(self), path);
      selves.set(path, self);
    }
    problems.push(...versionProblems(self, `snowplow:${familyOf(self)}`, document.locate('/data/self/version', 'entry')));
  }
  const outer = new Map(context.documents.map((document) => [document.path, document]));
  const documents = context.documents.map(structureIn).map((document) => ({ ...document, value: plainSchema(document.value) }));
  const loaded = schemaEvents(
    { ...context, documents },
    {
      keyOf: ({ path }) => keyOf(selves.get(path), context.formerPath(path)),
      describe: (document) => describe(document, selves.get(document.path), outer.get(document.path)),
    },
  );
  return { ...loaded, problems: [...problems, ...loaded.problems], ignored: [] };
}

function keyOf(self: SelfDescription | undefined, path: string): string {
  return self === undefined ? `snowplow:file ${path}` : structureKey(self);
}

/** The stable key of a data structure, whatever its version. */
export function structureKey(self: SelfDescription): string {
  return `snowplow:${familyOf(self)}`;
}

function describe(document: SourceDocument, self: SelfDescription | undefined, file: SourceDocument | undefined): EventNames | null {
  if (self === undefined) return null;
  const version = versionOf(self, false);
  const meta = file !== undefined && isJsonObject(file.value) ? file.value['meta'] : undefined;
  const isEntity = meta !== undefined && isJsonObject(meta) && stringMember(meta, 'schemaType') === 'entity';
  return {
    format: dataStructure.id,
    plan: self.vendor,
    type: isEntity ? 'entity' : 'other',
    name: self.name,
    description: (isJsonObject(document.value) && stringMember(document.value, 'description')) || '',
    meta: NO_META,
    location: document.locate('/self/name', 'entry'),
    ...(version !== null && { version: { ...version, location: document.locate('/self/version', 'entry') } }),
  };
}

function unnamed(document: SourceDocument): PlanProblem {
  return {
    code: 'invalid-definition',
    message:
      'This data structure holds no self-describing schema: "data" needs "$schema" and "self" with vendor, name, format and version.',
    hint: 'Add them, as `snowplow-cli data-structures generate` writes them.',
    location: document.locate('/data', 'key'),
    owner: document.path,
  };
}

function twice(document: SourceDocument, self: SelfDescription, rival: string): PlanProblem {
  return {
    code: 'duplicate',
    message: `The data structure ${familyOf(self)} is in ${rival} already.`,
    hint: 'Keep one of the files: a data structure is one file, whatever its version.',
    location: document.locate('/data/self', 'entry'),
    owner: `snowplow:${familyOf(self)}`,
  };
}
