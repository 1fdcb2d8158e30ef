import { isJsonObject, type Json } from '../values/json.ts';
import { childPointer } from '../values/pointer.ts';
import type { Assertion, SchemaNode } from './schema-node.ts';
import type { Place } from '../types.ts';

/** A keyword as it stands in a schema. */
export interface Written {
  /** Its 2020-12 spelling. */
  readonly keyword: string;
  readonly place: Place;
  readonly value: Json | undefined;
}

/** The value of a schema's own keyword; undefined where it has none. */
export function ownValue(node: SchemaNode, name: string): Json | undefined {
  return isJsonObject(node.raw) && Object.hasOwn(node.raw, name) ? node.raw[name] : undefined;
}

/** The place of something below a schema. */
export function placeIn(node: SchemaNode, ...steps: readonly (string | number)[]): Place {
  return { uri: node.place.uri, pointer: steps.reduce<string>(childPointer, node.place.pointer) };
}

/** The first of some spellings that a schema has. */
function spelled(node: SchemaNode, ...spellings: readonly string[]): string {
  return spellings.find((name) => ownValue(node, name) !== undefined) ?? spellings[0] ?? '';
}

/** How an assertion is spelled in its schema: the keyword's 2020-12 name, and the name that stands there. */
function namesOf(node: SchemaNode, assertion: Assertion): readonly [keyword: string, written: string] {
  switch (assertion.kind) {
    case 'enum':
      return [assertion.keyword, assertion.keyword];
    case 'minimum':
    case 'maximum': {
      const exclusive = assertion.kind === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
      if (!assertion.exclusive) return [assertion.kind, assertion.kind];
      return [exclusive, ownValue(node, exclusive) === true ? assertion.kind : exclusive];
    }
    case 'limit':
      return [assertion.keyword, assertion.keyword];
    case 'properties':
      return ['properties', spelled(node, 'properties', 'patternProperties', 'additionalProperties')];
    case 'items':
      return ['items', spelled(node, 'items', 'prefixItems', 'additionalItems')];
    case 'dependentRequired':
    case 'dependentSchemas':
      return [assertion.kind, spelled(node, assertion.kind, 'dependencies')];
    case 'ref':
      return ['$ref', spelled(node, '$ref', '$dynamicRef', '$recursiveRef')];
    case 'outside':
      return [assertion.keyword, assertion.keyword];
    default:
      return [assertion.kind, assertion.kind];
  }
}

/** An assertion as its schema writes it. */
export function writtenOf(node: SchemaNode, assertion: Assertion): Written {
  const [keyword, name] = namesOf(node, assertion);
  if (node.raw === false) return { keyword: 'false', place: node.place, value: false };
  return { keyword, place: placeIn(node, name), value: ownValue(node, name) };
}

/** The place of a schema's `properties`, or of the schema where it has none. */
export function propertiesPlace(node: SchemaNode): Written['place'] {
  return ownValue(node, 'properties') === undefined ? node.place : placeIn(node, 'properties');
}
