import type { Json, JsonObject } from '../../jsonschema/index.ts';
import { NO_META, type Location, type PlanEvent } from '../../plan/model.ts';
import { uriPart, type Column, type DataGraph, type Model } from './catalog.ts';
import { originIn, type OriginNode } from './origins.ts';
import { locationOf } from '../problems.ts';

const DRAFT = 'https://json-schema.org/draft/2019-09/schema';

/** How the format's one mark of personal data is called in a schema, where the rules about personal data look for it. */
const PERSONAL = 'x-pii';

const planOf = ({ id }: DataGraph): string => `data-graph:${id}`;

/**
 * The models of a data graph as entities: open objects with the columns that the graph names. A column has no type, and none is required; what it
 * tells is which columns hold personal data to be masked. No message has this schema.
 */
export function modelEvents(graph: DataGraph): readonly PlanEvent[] {
  const first = new Map(graph.models.toReversed().map((model) => [model.id, model]));
  return [...first.values()].toReversed().map((model) => entityOf(graph, model));
}

/** Where each graph lists its models. */
export function modelHomes(graphs: readonly DataGraph[]): readonly (readonly [string, Location])[] {
  return graphs.map((graph) => [planOf(graph), locationOf(graph.modelsSpot)]);
}

function entityOf(graph: DataGraph, model: Model): PlanEvent {
  const uri = `rudderstack-data-graph:${uriPart(graph.id)}/${uriPart(model.id)}`;
  const schema: JsonObject = {
    $schema: DRAFT,
    type: 'object',
    properties: Object.fromEntries(model.columns.map((column) => [column.name, schemaOf(column)])),
  };
  const properties: OriginNode = {
    spot: model.columnsSpot,
    children: new Map(model.columns.map((column) => [column.name, originOf(column)])),
  };
  const tree: OriginNode = {
    spot: model.spot,
    children: new Map([
      ['properties', properties],
      ['title', { spot: model.nameSpot }],
      ['description', { spot: model.description?.spot ?? model.spot }],
    ]),
  };
  return {
    key: uri,
    format: 'rudderstack',
    plan: planOf(graph),
    type: 'entity',
    // Nothing on the wire carries the display name: under another one the model is the same to all who use it.
    name: model.id,
    schema: { uri, pointer: '', documents: new Map<string, Json>([[uri, schema]]), dialect: '2019-09' },
    section: 'message',
    sectionPointer: '',
    description: model.description?.text ?? '',
    meta: NO_META,
    location: locationOf(model.spot),
    originOf: (place) => originIn(uri, uri, tree, place),
  };
}

function schemaOf({ description, mask }: Column): JsonObject {
  return { ...(description !== null && { description: description.text }), ...(mask !== null && { [PERSONAL]: true }) };
}

function originOf({ spot, nameSpot, description, mask }: Column): OriginNode {
  return {
    spot,
    children: new Map([
      ['title', { spot: nameSpot }],
      ['description', { spot: description?.spot ?? spot }],
      ...(mask === null ? [] : [[PERSONAL, { spot: mask }] as const]),
    ]),
  };
}
