import { childPointer, type Json, type JsonObject, type Place } from '../../jsonschema/index.ts';
import { optionalEntry, type Location, type Origin, type PlanEvent } from '../../plan/model.ts';
import { pointerOf } from '../../plan/paths.ts';
import { writtenAt, type EventNames } from '../written-event.ts';
import type { Narrowed, Source, SpecifiedNode, TrackedEntity } from './specified-nodes.ts';
import type { Structure } from './structures.ts';

/** What an event specification, or a source application, says of its event. */
export interface Specified {
  readonly key: string;
  readonly names: EventNames;
  readonly node: SpecifiedNode;
  readonly nameAt: Location;
  readonly descriptionAt?: Location;
}

const EVENT_URI = 'plan:event';
const SECTION = '/properties/event';

/** Places of the written schema that stand elsewhere in the file. */
type Moves = Map<string, string>;

/**
 * The event: its data under `event`, and the entities that go with it under `entities`, by vendor and name, each a list of at least one: no entity at all is a list
 * that is not there.
 * @param find the data structure of a source; null where anything may be meant, `unresolved` where there should be one.
 */
export function specificationEvent(specified: Specified, find: (source: Source) => Structure | 'unresolved' | null): PlanEvent {
  const { key, names, node } = specified;
  const structures = new Map<string, Structure>();
  const moves: Moves = new Map([['', node.at.pointer]]);
  const narrow = (part: Narrowed, pointer: string): JsonObject => {
    const found = part.source === null ? null : find(part.source);
    if (found !== null && found !== 'unresolved') structures.set(found.uri, found);
    moves.set(pointer, part.at.pointer);
    moves.set(`${pointer}/allOf/0`, `${part.at.pointer}/source`);
    moves.set(`${pointer}/allOf/1`, `${part.at.pointer}/schema`);
    const structure = found === null ? {} : { $ref: found === 'unresolved' ? (part.source?.text ?? '') : found.uri };
    return { allOf: [structure, part.schema ?? {}] };
  };
  const event = node.event === null ? {} : { event: narrow(node.event, SECTION) };
  const properties = { ...event, entities: entitiesOf(node, moves, narrow) };
  const schema: JsonObject = { type: 'object', required: Object.keys(properties), properties };
  const documents = new Map<string, Json>([
    [EVENT_URI, schema],
    ...Array.from(structures.values(), (each): [string, Json] => [each.uri, each.schema]),
  ]);
  const isEvent = node.event !== null;
  return {
    ...names,
    key,
    schema: { uri: EVENT_URI, pointer: '', documents, dialect: 'draft-04' },
    section: isEvent ? 'event' : 'message',
    sectionPointer: isEvent ? SECTION : '',
    originOf: (place) => originOf(place, specified, moves, structures),
  };
}

function entitiesOf({ at, entities }: SpecifiedNode, moves: Moves, narrow: (part: Narrowed, pointer: string) => JsonObject): JsonObject {
  const root = '/properties/entities';
  moves.set(root, `${at.pointer}/entities/tracked`);
  const listed = entities.map((entity): [string, JsonObject] => {
    const pointer = `${root}${pointerOf(['properties', entity.name])}`;
    const items = narrow(entity, `${pointer}/items`);
    moves.set(pointer, entity.at.pointer);
    moves.set(`${pointer}/minItems`, `${entity.at.pointer}/minCardinality`);
    moves.set(`${pointer}/maxItems`, `${entity.at.pointer}/maxCardinality`);
    return [entity.name, listOf(entity, items)];
  });
  const required = entities.filter(({ min }) => min > 0);
  for (const entity of entities) {
    const index = required.indexOf(entity);
    const token = index < 0 ? optionalEntry(entity.name) : index;
    moves.set(childPointer(`${root}/required`, token), `${entity.at.pointer}/minCardinality`);
  }
  return {
    type: 'object',
    properties: Object.fromEntries(listed),
    ...(required.length > 0 && { required: required.map(({ name }) => name) }),
  };
}

function listOf({ min, max }: TrackedEntity, items: JsonObject): JsonObject {
  return { type: 'array', items, minItems: Math.max(1, min), ...(max !== null && { maxItems: max }) };
}

/** What a data structure says is its own; everything else is the specification's. */
function originOf({ uri, pointer }: Place, specified: Specified, moves: Moves, structures: ReadonlyMap<string, Structure>): Origin {
  const structure = structures.get(uri);
  if (structure !== undefined) {
    const root = /^\/(?:\$defs|definitions)\/[^/]+/.exec(pointer)?.[0] ?? '';
    return {
      owner: root === '' ? structure.key : `${structure.key}#${root}`,
      root: { uri, pointer: root },
      shared: true,
      location: structure.document.locate(pointer, 'entry'),
    };
  }
  const at = uri === EVENT_URI ? pointer : '';
  return { owner: specified.key, root: { uri: EVENT_URI, pointer: '' }, shared: false, location: placeOf(at, specified, moves) };
}

function placeOf(pointer: string, { node, nameAt, descriptionAt }: Specified, moves: Moves): Location {
  if (pointer === '/title') return nameAt;
  if (pointer === '/description' && descriptionAt !== undefined) return descriptionAt;
  return node.at.document.locate(writtenAt(pointer, moves), 'entry');
}
