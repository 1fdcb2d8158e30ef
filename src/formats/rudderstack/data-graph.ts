import type { Column, DataGraph, Model, Relationship } from './catalog.ts';
import { definitionFields, isDynamic } from './dynamic.ts';
import { child, entries, spotOf, type Fields, type SourceValue } from '../fields.ts';
import { quoted, type Problems, type Spot } from '../problems.ts';
import { checkOneOf, readReference } from './routing.ts';

const MODEL = 'id display_name type table description primary_id root timestamp columns relationships'.split(' ');
const RELATIONSHIP = ['id', 'display_name', 'cardinality', 'target', 'source_join_key', 'target_join_key'];
const CARDINALITIES = ['one-to-one', 'one-to-many', 'many-to-one'];
const TYPES = ['entity', 'event'] as const;

/** Reads the one data graph of a file of kind data-graph. A graph, model or column that has no name to go by is reported and left out. */
export function readDataGraph(spec: SourceValue, problems: Problems): DataGraph[] {
  const fields = definitionFields(spec, 'data-graph', problems);
  if (!fields.only(['id', 'account_id', 'models'])) return [];
  const id = fields.text('id', true);
  fields.text('account_id', true);
  const list = fields.list('models');
  const models = entries(list).flatMap((node) => readModel(node, problems));
  if (id === null) return [];
  const spot = spotOf(spec);
  return [{ id: id.text, name: id.text, spot, nameSpot: id.spot, models, modelsSpot: list === null ? spot : spotOf(list, 'key') }];
}

function readModel(node: SourceValue, problems: Problems): Model[] {
  const fields = definitionFields(node, 'data-graph-model', problems);
  if (!fields.only(MODEL)) return [];
  const id = fields.text('id', true);
  const name = fields.text('display_name', true);
  const given = fields.text('type', true);
  checkOneOf(fields, given, 'type', TYPES);
  const type = TYPES.find((known) => known === given?.text) ?? null;
  checkTable(fields);
  fields.text('primary_id', type === 'entity');
  fields.text('timestamp', type === 'event');
  fields.flag('root');
  const description = fields.text('description');
  const list = fields.list('columns');
  const columns = readColumns(fields, list);
  const relationships = entries(fields.list('relationships')).flatMap((each) => readRelationship(fields, each));
  if (id === null) return [];
  const spot = spotOf(node);
  return [
    {
      id: id.text,
      name: name?.text ?? id.text,
      spot,
      nameSpot: name?.spot ?? id.spot,
      type,
      description,
      columnsSpot: list === null ? spot : spotOf(list, 'key'),
      columns,
      relationships,
    },
  ];
}

function checkTable(fields: Fields): void {
  const table = fields.text('table', true);
  if (table === null || isDynamic(table.text) || /^[^.]+\.[^.]+\.[^.]+$/.test(table.text)) return;
  fields.invalid(table.spot, `"table" of ${fields.what} is ${quoted(table.text)}.`, 'Write catalog.schema.table.');
}

function readColumns(model: Fields, list: SourceValue | null): Column[] {
  const seen = new Set<string>();
  return entries(list).flatMap((node) => {
    const fields = model.part(node, `a column of ${model.what}`);
    if (!fields.only(['name', 'display_name', 'description', 'pii_mask'])) return [];
    const name = fields.text('name', true);
    fields.text('display_name');
    const description = fields.text('description');
    const mask = fields.flag('pii_mask');
    if (name === null) return [];
    if (seen.has(name.text)) {
      fields.invalid(name.spot, `The column ${quoted(name.text)} of ${model.what} stands there twice.`, 'Keep one of them.');
      return [];
    }
    seen.add(name.text);
    const spot = spotOf(node);
    return [{ name: name.text, nameSpot: name.spot, spot, description, mask: mask?.value === true ? mask.spot : null }];
  });
}

function readRelationship(model: Fields, node: SourceValue): Relationship[] {
  const given = child(node, 'id')?.value;
  const fields = model.part(node, typeof given === 'string' ? `relationship ${quoted(given)}` : `a relationship of ${model.what}`);
  if (!fields.only(RELATIONSHIP)) return [];
  const id = fields.text('id', true);
  const name = fields.text('display_name', true);
  const cardinality = fields.text('cardinality', true);
  checkOneOf(fields, cardinality, 'cardinality', CARDINALITIES);
  const target = readReference(fields, 'target', 'data-graph-model', false);
  for (const key of ['source_join_key', 'target_join_key']) fields.text(key, true);
  if (id === null) return [];
  return [{ id: id.text, name: name?.text ?? id.text, spot: spotOf(node), nameSpot: name?.spot ?? id.spot, cardinality, target }];
}

/** Reports relationships that lead nowhere or twice to the same model, names that stand twice in a graph, and cardinalities that models do not allow. */
export function reportGraphs(graphs: readonly DataGraph[], problems: Problems): void {
  for (const graph of graphs) {
    const models = new Map(graph.models.toReversed().map((model) => [model.id, model]));
    reportSameNames(graph.models, 'model', 'data-graph-model', problems);
    const relationships = graph.models.flatMap((model) => model.relationships);
    reportSameNames(relationships, 'relationship', 'data-graph-relationship', problems);
    for (const model of graph.models) reportRelationships(model, models, problems);
  }
}

function reportSameNames(
  definitions: readonly { readonly id: string; readonly name: string; readonly nameSpot: Spot }[],
  what: string,
  kind: string,
  problems: Problems,
): void {
  const first = new Map<string, string>();
  for (const { id, name, nameSpot } of definitions) {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, id);
    else if (!isDynamic(name)) {
      const message = `The ${what}s ${quoted(earlier)} and ${quoted(id)} of a data graph have the same display name ${quoted(name)}.`;
      problems.add('duplicate', `${kind}:${id}`, nameSpot, message, 'Give one of them another name.');
    }
  }
}

/** What the type of two models says about the way from one to the other (rudder-cli, datagraph rules); null where any will do. */
function onlyCardinality(from: Model, to: Model): string | null {
  if (from.type === 'event' && to.type === 'entity') return 'many-to-one';
  return from.type === 'entity' && to.type === 'event' ? 'one-to-many' : null;
}

function reportRelationships(model: Model, models: ReadonlyMap<string, Model>, problems: Problems): void {
  const known = new Set<string>();
  for (const { id, spot, target, cardinality } of model.relationships) {
    const to = target === null ? undefined : models.get(target.id);
    if (target === null || to === undefined) continue;
    const owner = `data-graph-relationship:${id}`;
    if (known.has(to.id)) {
      const message = `Two relationships lead from ${quoted(model.id)} to ${quoted(to.id)}.`;
      problems.add('duplicate', owner, spot, message, 'Keep one of them.');
    }
    known.add(to.id);
    const only = onlyCardinality(model, to);
    if (model.type === 'event' && to.type === 'event') {
      problems.invalid(
        owner,
        cardinality?.spot ?? target.spot,
        `Relationship ${quoted(id)} leads from one event model to another.`,
        'Lead it to an entity model.',
      );
    } else if (only !== null && cardinality !== null && CARDINALITIES.includes(cardinality.text) && cardinality.text !== only) {
      const message = `Relationship ${quoted(id)} leads from an ${model.type ?? ''} model to an ${to.type ?? ''} model, and is ${cardinality.text}.`;
      problems.invalid(owner, cardinality.spot, message, `Write "cardinality: ${only}".`);
    }
  }
}
