import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import { NO_META, type EventMeta, type Location, type PlanEvent } from '../../plan/model.ts';
import { child, entries, Fields, spotOf, type SourceValue, rootNode } from '../fields.ts';
import type { Format, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { repositoryUri } from '../json-schema/repository-uri.ts';
import { outwardReferences } from '../json-schema/schema-index.ts';
import { ObjectReferences } from '../object-references.ts';
import { locationOf, Problems, quoted } from '../problems.ts';
import { unresolvedProblem } from '../unresolved.ts';
import { specificationEvent, type Specified } from './specified.ts';
import { specifiedIn, type SpecifiedNode } from './specified-nodes.ts';
import { Structures } from './structures.ts';

/**
 * Data products of snowplow-cli (which the product calls tracking plans by now) and the source applications that they name: each event specification is
 * an event, and so is what a source application adds to all its events (https://docs.snowplow.io/docs/event-studio/tracking-plans/cli/).
 */
export const dataProduct: Format = {
  id: 'snowplow-data-product',
  title: 'Snowplow data product',
  mayHold: (path) => /\.(?:json|ya?ml)$/i.test(path),
  markers: ['data-product', 'source-application'],
  claims: ({ value }) => kindOf(value) !== null,
  links: (document) => ({ defines: [repositoryUri(document.path)], needs: outwardReferences(document) }),
  pathName: repositoryUri,
  // They refer to data structures by name, so that any change of one may concern them.
  readers: { markers: ['data-product', 'source-application'], claims: ({ value }) => kindOf(value) !== null, mayName: () => false },
  load,
};

function kindOf(value: Json): 'data-product' | 'source-application' | null {
  if (!isJsonObject(value) || stringMember(value, 'apiVersion') === null) return null;
  const type = stringMember(value, 'resourceType');
  return type === 'data-product' || type === 'source-application' ? type : null;
}

interface Reader {
  readonly references: ObjectReferences;
  readonly problems: Problems;
  readonly formerPath: LoadContext['formerPath'];
  /** Where each key stands. */
  readonly keys: Map<string, SourceDocument>;
}

/** One event before its data structures are found. */
interface Draft {
  readonly key: string;
  readonly names: Omit<Specified['names'], 'meta'> & { readonly meta: EventMeta };
  readonly node: SpecifiedNode;
  readonly nameAt: Location;
  readonly descriptionAt?: Location;
}

function load(context: LoadContext): Loaded {
  const reader: Reader = {
    references: new ObjectReferences(context),
    problems: new Problems(),
    formerPath: context.formerPath,
    keys: new Map(),
  };
  const homes = new Map<string, Location>();
  const drafts = context.documents.flatMap((document) => {
    const root = rootNode(document);
    const data = child(root, 'data');
    const what = kindOf(document.value) === 'data-product' ? 'The data product' : 'The source application';
    const fields = new Fields(data ?? root, what, document.path, reader.problems);
    if (data === null || !isJsonObject(data.value)) {
      fields.invalid(spotOf(data ?? root, 'entry'), `${what} has no "data".`, 'Write its name and what it specifies below "data".');
      return [];
    }
    if (kindOf(document.value) === 'source-application') return applicationDraft(root, data, reader);
    const plan = stringMember(data.value, 'name') ?? document.path;
    homes.set(plan, document.locate('/data/eventSpecifications', 'key'));
    return productDrafts(data, plan, reader);
  });
  const structures = new Structures(
    context,
    drafts.flatMap(({ node }) => node.sources),
  );
  const events = drafts.map((draft) => eventOf(draft, structures, reader));
  return { events, problems: reader.problems.all(), ignored: [], homes };
}

function eventOf({ key, names, node, ...places }: Draft, structures: Structures, { problems }: Reader): PlanEvent {
  return specificationEvent({ key, names, node, ...places }, (source) => {
    const found = structures.find(source.parts);
    if (found === null || !('reason' in found)) return found;
    const { location, ...told } = unresolvedProblem(source.text, locationOf(source.spot), key, found);
    problems.addAt(location, told);
    return 'unresolved';
  });
}

/** The key of a resource: its id, else its place, which is told. A second one of an id is told and left out. */
function keyFor(node: SourceValue, kind: string, fallback: string, fields: Fields, { keys, problems }: Reader): string | null {
  const id = fields.text('resourceName', true);
  const key = `snowplow-${kind}:${id?.text ?? fallback}`;
  const rival = keys.get(key);
  if (rival === undefined) {
    keys.set(key, node.document);
    return key;
  }
  const message = `${fields.what} has the same resourceName as one in ${rival.path}.`;
  problems.add('duplicate', key, id?.spot ?? spotOf(node), message, 'Give each resource a resourceName of its own.');
  return null;
}

function productDrafts(data: SourceValue, plan: string, reader: Reader): readonly Draft[] {
  const applications = applicationNames(data, reader);
  const owner = isJsonObject(data.value) ? stringMember(data.value, 'owner') : null;
  return entries(child(data, 'eventSpecifications')).flatMap((node, index): Draft[] => {
    const name = isJsonObject(node.value) ? stringMember(node.value, 'name') : null;
    const what = `The event specification ${quoted(name ?? String(index + 1))}`;
    const fields = new Fields(node, what, node.document.path, reader.problems);
    if (!isJsonObject(node.value)) {
      fields.only(['resourceName', 'name', 'event', 'entities']);
      return [];
    }
    const { path } = node.document;
    const key = keyFor(node, 'event-specification', `${reader.formerPath(path)}/${name ?? index}`, fields, reader);
    if (key === null) return [];
    const own = new Fields(node, what, key, reader.problems);
    const written = own.text('name', true);
    const description = own.text('description');
    const excluded = new Set(namesIn(child(node, 'excludedSourceApplications'), reader));
    const tags = applications.filter((each) => !excluded.has(each));
    return [
      {
        key,
        names: {
          format: dataProduct.id,
          plan,
          name: written?.text ?? what,
          type: 'other',
          description: description?.text ?? '',
          meta: { tags, owner, deprecated: null },
          location: node.document.locate(written === null ? node.pointer : `${node.pointer}/name`, 'entry'),
        },
        node: specifiedIn(node, own, true),
        nameAt: written === null ? node.document.locate(node.pointer, 'entry') : locationOf(written.spot),
        ...(description !== null && { descriptionAt: locationOf(description.spot) }),
      },
    ];
  });
}

/** The names of the source applications of a product; a reference that leads nowhere is told. */
function applicationNames(data: SourceValue, reader: Reader): readonly string[] {
  for (const entry of entries(child(data, 'sourceApplications'))) {
    const found = reader.references.follow(entry);
    if (found.ok) continue;
    const { location, ...told } = unresolvedProblem(found.text, locationOf(spotOf(found.at)), entry.document.path, found.why);
    reader.problems.addAt(location, told);
  }
  return namesIn(child(data, 'sourceApplications'), reader);
}

function namesIn(list: SourceValue | null, { references }: Reader): readonly string[] {
  const names = entries(list).flatMap((entry) => {
    const found = references.follow(entry);
    const data = found.ok ? child(found.node, 'data') : null;
    const name = data !== null && isJsonObject(data.value) ? stringMember(data.value, 'name') : null;
    return name === null ? [] : [name];
  });
  return [...new Set(names)];
}

/** What a source application adds to each of its events; nothing where it adds nothing. */
function applicationDraft(root: SourceValue, data: SourceValue, reader: Reader): readonly Draft[] {
  const { document } = root;
  const name = isJsonObject(data.value) ? stringMember(data.value, 'name') : null;
  const what = `The source application ${quoted(name ?? document.path)}`;
  const key = keyFor(
    root,
    'source-application',
    reader.formerPath(document.path),
    new Fields(root, what, document.path, reader.problems),
    reader,
  );
  if (key === null) return [];
  const own = new Fields(data, what, key, reader.problems);
  const written = own.text('name', true);
  const description = own.text('description');
  const node = specifiedIn(data, own, false);
  if (node.entities.length === 0) return [];
  const owner = isJsonObject(data.value) ? stringMember(data.value, 'owner') : null;
  const location = document.locate(written === null ? '/data' : '/data/name', 'entry');
  return [
    {
      key,
      names: {
        format: dataProduct.id,
        plan: '',
        name: name ?? document.path,
        // It is no message: what goes with it is told of the entities.
        type: 'common',
        description: description?.text ?? '',
        meta: { ...NO_META, owner },
        location,
      },
      node,
      nameAt: location,
      ...(description !== null && { descriptionAt: locationOf(description.spot) }),
    },
  ];
}
