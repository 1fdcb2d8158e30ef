import { NO_META, type PlanProblem } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { schemaEvents } from '../json-schema/events.ts';
import type { EventNames } from '../written-event.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { repositoryUri } from '../json-schema/repository-uri.ts';
import { outwardReferences } from '../json-schema/schema-index.ts';
import { isJsonObject } from '../../jsonschema/index.ts';
import { quoted } from '../problems.ts';
import { familyOf, igluUri, plainSchema, selfOf, SELF_DESCRIBING, versionOf, versionProblems, type SelfDescription } from './self.ts';

/**
 * Static Iglu registries: `schemas/<vendor>/<name>/<format>/<version>`, one file a version
 * (https://docs.snowplow.io/docs/api-reference/iglu/iglu-repositories/static-repo/). A self-describing schema that is kept in another place goes from version to version.
 */
export const iglu: Format = {
  id: 'iglu',
  title: 'Iglu schema registry',
  mayHold: (path) => /(?:^|\/)\d+-\d+-\d+$|\.json$/i.test(path),
  markers: [SELF_DESCRIBING],
  claims: ({ value }) => selfOf(value) !== null,
  links,
  pathName: repositoryUri,
  load,
};

function links(document: SourceDocument): Links {
  const self = selfOf(document.value);
  const names = self === null ? [] : [igluUri(self), familyOf(self)];
  return { defines: [repositoryUri(document.path), ...names], needs: outwardReferences(document) };
}

/** A schema with what it says of itself. */
interface Named {
  readonly document: SourceDocument;
  readonly self: SelfDescription;
}

function load(context: LoadContext): Loaded {
  const named = new Map<string, Named>();
  const problems: PlanProblem[] = [];
  for (const document of context.documents) {
    const self = selfOf(document.value);
    if (self === null) continue;
    problems.push(...problemsOf({ document, self }));
    const rival = named.get(igluUri(self));
    if (rival === undefined) named.set(igluUri(self), { document, self });
    else problems.push(twice({ document, self }, rival));
  }
  const selfByPath = new Map([...named.values()].map(({ document, self }) => [document.path, self]));
  const documents = context.documents.map((document) => ({ ...document, value: plainSchema(document.value) }));
  const loaded = schemaEvents(
    { ...context, documents },
    {
      keyOf: (document) => keyOf(document, selfByPath.get(document.path), context.formerPath),
      describe: (document) => describe(document, selfByPath.get(document.path)),
    },
  );
  return { ...loaded, problems: [...problems, ...loaded.problems], ignored: [] };
}

/** One that goes from version to version keeps its key. */
function keyOf({ path }: SourceDocument, self: SelfDescription | undefined, formerPath: LoadContext['formerPath']): string {
  if (self === undefined) return `iglu:file ${formerPath(path)}`;
  return igluKey(path, self);
}

/** The stable key of a self-describing schema. */
export function igluKey(path: string, self: SelfDescription): string {
  return isRegistryPath(path) ? igluUri(self) : `iglu:${familyOf(self)}`;
}

function describe(document: SourceDocument, self: SelfDescription | undefined): EventNames | null {
  if (self === undefined) return null;
  const version = versionOf(self, isRegistryPath(document.path));
  return {
    format: iglu.id,
    plan: self.vendor,
    type: 'other',
    name: self.name,
    description: (isJsonObject(document.value) && stringMember(document.value, 'description')) || '',
    meta: NO_META,
    location: document.locate('/self/name', 'entry'),
    ...(version !== null && { version: { ...version, location: document.locate('/self/version', 'entry') } }),
  };
}

const REGISTRY_PATH = /([^/]+)\/([^/]+)\/([^/]+)\/(\d+-\d+-\d+)(?:\.json)?$/;

function isRegistryPath(path: string): boolean {
  return REGISTRY_PATH.test(path);
}

function problemsOf({ document, self }: Named): PlanProblem[] {
  const at = (part: string): PlanProblem['location'] => document.locate(`/self/${part}`, 'entry');
  const invalid = { code: 'invalid-definition', owner: igluUri(self) } as const;
  const broken = versionProblems(self, igluUri(self), at('version'));
  if (broken.length > 0) return [...broken];
  const found = REGISTRY_PATH.exec(document.path);
  if (found === null) return [];
  const expected = found.slice(1);
  const parts = ['vendor', 'name', 'format', 'version'] as const;
  const wrong = parts.find((part, index) => self[part] !== expected[index]);
  if (wrong === undefined) return [];
  return [
    {
      ...invalid,
      message: `The schema calls its ${wrong} ${quoted(self[wrong])}, and its path ${quoted(expected[parts.indexOf(wrong)] ?? '')}: a registry does not find it.`,
      hint: 'Move the file to <vendor>/<name>/<format>/<version>, or correct "self".',
      location: at(wrong),
    },
  ];
}

function twice({ document, self }: Named, rival: Named): PlanProblem {
  return {
    code: 'duplicate',
    message: `This schema calls itself ${igluUri(self)}, as ${rival.document.path} does.`,
    hint: 'Keep one of them, or give this one a version of its own.',
    location: document.locate('/self', 'entry'),
    owner: igluUri(self),
  };
}
