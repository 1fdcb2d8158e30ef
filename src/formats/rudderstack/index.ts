import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import type { Mention } from '../../plan/model.ts';
import { catalogOf, noDefinitions, type Definitions, type Destination } from './catalog.ts';
import { reportCycles } from './cycles.ts';
import { reportGraphs } from './data-graph.ts';
import { substitute } from './dynamic.ts';
import { reportDuplicates } from './duplicates.ts';
import { isProjectFile, isRouting } from './envelope.ts';
import { linksOf } from './links.ts';
import { expandPlans } from './messages.ts';
import { modelEvents, modelHomes } from './models.ts';
import { locationOf, Problems, quoted } from '../problems.ts';
import { readFile } from './read.ts';
import { reportReferences } from './references.ts';
import { routesOf } from './routes.ts';
import { testMentions } from './test-inputs.ts';
import { isTransformation, transformationsOf } from './transformations.ts';
import { looseDefinitions } from './unused.ts';

/**
 * RudderStack's data catalog and tracking plans as rudder-cli keeps them in Git: versions rudder/v1, rudder/v0.1 and rudder/0.1, mixed in one
 * project. https://www.rudderstack.com/docs/data-governance/tracking-plans/
 */
export const rudderstack: Format = {
  id: 'rudderstack',
  title: 'RudderStack tracking plan',
  mayHold: (path) => /\.ya?ml$/.test(path) && !/\.vars\.ya?ml$/.test(path),
  markers: ['rudder/'],
  prepare: substitute,
  claims: isProjectFile,
  links,
  users: ['event_rule'],
  readers: {
    markers: ['transformation', 'destination', 'event-stream-source'],
    claims: (document) => isTransformation(document) || isRouting(document),
    mayName: (path) => /\.(?:m?js|py)$/i.test(path),
  },
  load,
};

function links(document: SourceDocument): Links {
  const file = readFile(document, new Problems());
  return file.read ? linksOf(file.definitions) : { defines: [], needs: [] };
}

function load(context: LoadContext): Loaded {
  const { documents } = context;
  const problems = new Problems();
  const definitions = noDefinitions();
  const ignored: { readonly path: string; readonly reason: string }[] = [];
  for (const document of documents) {
    // Nobody asks what is wrong with a document that only stands by.
    const file = readFile(document, context.standsBy?.(document.path) === true ? new Problems() : problems);
    if (file.read) append(definitions, file.definitions);
    else ignored.push({ path: document.path, reason: file.reason });
  }
  const catalog = catalogOf(definitions);
  reportDuplicates(definitions, problems);
  reportReferences(definitions, catalog, problems, context.standsBy);
  reportCycles(catalog, problems);
  reportGraphs(definitions.graphs, problems);
  const graphs = [...catalog.graphs.values()];
  const events = [...expandPlans(catalog, problems), ...graphs.flatMap(modelEvents)];
  const homes = new Map([...Array.from(catalog.plans, ([id, plan]) => [id, locationOf(plan.rulesSpot)] as const), ...modelHomes(graphs)]);
  const transformations = transformationsOf(definitions.transformations, context, problems);
  const mentions = [
    ...[...catalog.destinations.values()].flatMap(mentionsOf),
    ...testMentions([...catalog.transformations.values()], context),
  ];
  const routes = routesOf(definitions.connections, catalog);
  return { events, problems: problems.all(), ignored, homes, transformations, mentions, routes, loose: looseDefinitions(definitions) };
}

function mentionsOf({ id, name, mentions }: Destination): readonly Mention[] {
  const [owner, who] = [`destination:${id}`, `destination ${quoted(name)}`];
  return mentions.map(({ names, use, spot }) => ({ owner, who, names, use, location: locationOf(spot) }));
}

function append(all: Definitions, more: Definitions): void {
  for (const property of more.properties) all.properties.push(property);
  for (const event of more.events) all.events.push(event);
  for (const category of more.categories) all.categories.push(category);
  for (const type of more.customTypes) all.customTypes.push(type);
  for (const plan of more.plans) all.plans.push(plan);
  for (const transformation of more.transformations) all.transformations.push(transformation);
  for (const source of more.sources) all.sources.push(source);
  for (const connection of more.connections) all.connections.push(connection);
  for (const destination of more.destinations) all.destinations.push(destination);
  for (const graph of more.graphs) all.graphs.push(graph);
}
