import type { SourceDocument } from '../format.ts';
import { noDefinitions, type Definitions } from './catalog.ts';
import { readDataGraph } from './data-graph.ts';
import { readCategories, readCustomTypes, readEvents, readProperties } from './definitions.ts';
import { readDestination } from './destinations.ts';
import { readEnvelope } from './envelope.ts';
import type { Problems } from '../problems.ts';
import { readConnections, readSource } from './routing.ts';
import { readTrackingPlan } from './tracking-plans.ts';
import { readTransformation } from './transformations.ts';

/** What one file defines, or why it is left out. */
export type ReadFile = { readonly read: true; readonly definitions: Definitions } | { readonly read: false; readonly reason: string };

/** Reads one file of a project. Never throws for what it holds; what is wrong goes to `problems`. */
export function readFile(document: SourceDocument, problems: Problems): ReadFile {
  const envelope = readEnvelope(document, problems);
  if (!envelope.read) return envelope;
  const { kind, legacy, spec } = envelope;
  const none = noDefinitions();
  switch (kind) {
    case 'properties':
      return { read: true, definitions: { ...none, properties: readProperties(spec, legacy, problems) } };
    case 'events':
      return { read: true, definitions: { ...none, events: readEvents(spec, legacy, problems) } };
    case 'categories':
      return { read: true, definitions: { ...none, categories: readCategories(spec, problems) } };
    case 'custom-types':
      return { read: true, definitions: { ...none, customTypes: readCustomTypes(spec, legacy, problems) } };
    case 'tracking-plan':
      return { read: true, definitions: { ...none, plans: readTrackingPlan(spec, legacy, problems) } };
    case 'transformation':
      return { read: true, definitions: { ...none, transformations: readTransformation(spec) } };
    case 'source':
      return { read: true, definitions: { ...none, sources: readSource(spec, legacy, problems) } };
    case 'connections':
      return { read: true, definitions: { ...none, connections: readConnections(spec, problems) } };
    case 'destination':
      return { read: true, definitions: { ...none, destinations: readDestination(spec, problems) } };
    case 'data-graph':
      return { read: true, definitions: { ...none, graphs: readDataGraph(spec, problems) } };
  }
}
