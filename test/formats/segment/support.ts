import { parseDocument } from '../../../src/formats/document.ts';
import type { Loaded } from '../../../src/formats/format.ts';
import { segment } from '../../../src/formats/segment/index.ts';
import type { PlanEvent } from '../../../src/plan/model.ts';

export type Files = Readonly<Record<string, unknown>>;

/** A JSON text of one value a line, as a plan is committed; a text stays what it is. */
function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
}

/** What the format makes of files by path; those that it does not claim are left out. */
export function load(files: Files): Loaded {
  const documents = Object.entries(files)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, content]) => {
      const parsed = parseDocument(path, path, new TextEncoder().encode(textOf(content)));
      if (!parsed.ok) throw new Error(`${path}: ${parsed.problem.message}`);
      return parsed.document;
    });
  return segment.load({
    documents: documents.filter(segment.claims),
    lookup: () => null,
    kindAt: () => null,
    texts: () => new Map(),
    filesIn: () => [],
    formerPath: (path) => path,
  });
}

export const keys = ({ events }: Loaded): readonly string[] => events.map(({ key }) => key);

/** The only event, or the one with this key. */
export function event({ events }: Loaded, key?: string): PlanEvent {
  const found = key === undefined ? events[0] : events.find((each) => each.key === key);
  if (found === undefined || (key === undefined && events.length > 1))
    throw new Error(`no ${key ?? 'single event'} in ${String(events.length)}`);
  return found;
}

/** The effective schema of an event as a plain value. */
export function schemaOf(loaded: Loaded, key?: string): unknown {
  const { schema } = event(loaded, key);
  return schema.documents.get(schema.uri);
}

/** `file:line:column` of a place of an event, and its owner. */
export function origin(loaded: Loaded, pointer: string, key?: string): string {
  const { schema, originOf } = event(loaded, key);
  const { location, owner } = originOf({ uri: schema.uri, pointer });
  return `${location.file}:${location.line}:${location.column} ${owner}`;
}

export const problems = (loaded: Loaded): readonly string[] =>
  loaded.problems.map(({ code, message, location }) => `${location.file}:${location.line}:${location.column} ${code} ${message}`);

/** The schema of a message whose section has these properties. */
export const message = (properties: object, required?: readonly string[], section = 'properties'): object => ({
  type: 'object',
  properties: { [section]: { type: 'object', properties, ...(required && { required }) } },
});

/** A rule of the Public API. */
export const rule = (key: string | null, jsonSchema: unknown, more: object = {}): object => ({
  key,
  type: 'TRACK',
  version: 1,
  jsonSchema,
  ...more,
});

/** What the section of a single event allows. */
export function sectionOf(properties: object): unknown {
  const schema = schemaOf(load({ 'plan.json': { rules: [rule('E', message(properties))] } })) as {
    properties: { properties: { properties: unknown } };
  };
  return schema.properties.properties.properties;
}
