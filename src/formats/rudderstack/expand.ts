import type { Json, JsonObject } from '../../jsonschema/index.ts';
import { optionalEntry } from '../../plan/model.ts';
import { pointerOf } from '../../plan/paths.ts';
import {
  uriPart,
  type Catalog,
  type CustomType,
  type Property,
  type PropertyUse,
  type TypeExpression,
  type Uses,
  type ValueShape,
  type Variant,
} from './catalog.ts';
import type { Spot } from '../problems.ts';
import type { OriginNode, SharedOwner } from './origins.ts';

/** A part of a schema, where its members come from, and the ids of the custom types that it names. */
interface Part {
  readonly members: ReadonlyMap<string, Json>;
  readonly origins: ReadonlyMap<string, OriginNode>;
  readonly needs: readonly string[];
}

const NOTHING: Part = { members: new Map(), origins: new Map(), needs: [] };

/** A finished schema object. */
export interface Expanded {
  readonly schema: JsonObject;
  readonly origins: ReadonlyMap<string, OriginNode>;
  readonly needs: readonly string[];
}

/**
 * Turns definitions into JSON Schema as RudderStack's server does (2019-09; checked against an answer of the server): types always a sorted
 * list, objects open unless their use closes them, `required` always there, custom types under `$defs` by name, a variant as allOf of if/then.
 * What several events share is expanded once.
 */
export class Expander {
  readonly #catalog: Catalog;
  readonly #typeNames: ReadonlyMap<string, string>;
  readonly #properties = new Map<string, Expanded>();
  readonly #customTypes = new Map<string, Expanded>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#typeNames = uniqueNames([...catalog.customTypes.values()]);
  }

  /** The name of a custom type under `$defs`: its own; of several with one name, only the first has it. */
  typeName(id: string): string | null {
    return this.#typeNames.get(id) ?? null;
  }

  /** An object with these properties: `properties`, `required`, and the variant's `allOf`. */
  body(uses: Uses | null, variant: Variant | null, fallback: Spot): Part {
    const list = this.#list(uses, fallback);
    const condition = variant === null ? null : this.#variant(variant);
    if (variant === null || condition === null) return list;
    const allOf: OriginNode = { spot: variant.spot, children: new Map([['0', { spot: variant.spot, children: condition.origins }]]) };
    return {
      members: new Map([...list.members, ['allOf', [condition.schema]]]),
      origins: new Map([...list.origins, ['allOf', allOf]]),
      needs: [...list.needs, ...condition.needs],
    };
  }

  /** The definition of a custom type under `$defs`. */
  customType(type: CustomType): Expanded {
    const known = this.#customTypes.get(type.id);
    if (known !== undefined) return known;
    const shape = this.#shape(type);
    const body = type.properties === null && type.variant === null ? null : this.body(type.properties, type.variant, type.spot);
    const expanded = finish(body === null ? shape : merge(shape, body));
    this.#customTypes.set(type.id, expanded);
    return expanded;
  }

  #list(uses: Uses | null, fallback: Spot): Part {
    const members: [string, Json][] = [];
    const places = new Map<string, OriginNode>();
    const required: string[] = [];
    const requiredPlaces: [string, OriginNode][] = [];
    const needs: string[] = [];
    for (const use of uses?.uses ?? []) {
      const property = this.#catalog.properties.get(use.reference.id);
      // A sibling of the same name is reported where references are checked; the first counts.
      if (property === undefined || places.has(property.name)) continue;
      const expanded = this.#use(property, use);
      members.push([property.name, expanded.schema]);
      places.set(property.name, { spot: use.reference.spot, inside: ownerOf('property', property), children: expanded.origins });
      for (const id of expanded.needs) needs.push(id);
      if (use.required?.value !== true) {
        requiredPlaces.push([optionalEntry(property.name), { spot: use.required?.spot ?? use.reference.spot }]);
        continue;
      }
      requiredPlaces.push([String(required.length), { spot: use.required.spot }]);
      required.push(property.name);
    }
    const spot = uses?.spot ?? fallback;
    return {
      members: new Map<string, Json>([
        ['properties', Object.fromEntries(members)],
        ['required', required],
      ]),
      origins: new Map<string, OriginNode>([
        ['properties', { spot, children: places }],
        ['required', { spot, children: new Map(requiredPlaces) }],
      ]),
      needs,
    };
  }

  #use(property: Property, use: PropertyUse): Expanded {
    const leaf = this.#property(property);
    const target = nestingTarget(property);
    if (target === null || (use.nested === null && use.additional === null)) return leaf;
    const inner =
      target === 'items' ? this.#items(property) : { members: new Map(Object.entries(leaf.schema)), origins: leaf.origins, needs: [] };
    const nested = use.nested === null ? NOTHING : this.#list(use.nested, use.nested.spot);
    const openness: Part = {
      members: new Map<string, Json>([
        ['additionalProperties', use.additional?.value ?? inner.members.get('additionalProperties') ?? true],
      ]),
      origins: new Map([['additionalProperties', { spot: use.additional?.spot ?? use.reference.spot }]]),
      needs: [],
    };
    const ruled = merge(openness, nested);
    const origins = new Map([
      ...inner.origins,
      ...Array.from(ruled.origins, ([name, node]) => [name, { ...node, owner: 'event' }] as const),
    ]);
    const whole = { members: new Map([...inner.members, ...ruled.members]), origins, needs: [...leaf.needs, ...nested.needs] };
    if (target === 'self') return finish(whole);
    const items = leaf.origins.get('items')?.spot ?? use.reference.spot;
    return {
      schema: { ...leaf.schema, items: Object.fromEntries(whole.members) },
      origins: new Map([...leaf.origins, ['items', { spot: items, children: origins }]]),
      needs: whole.needs,
    };
  }

  #items(property: Property): Part {
    return property.items === null ? NOTHING : this.#type(property.items);
  }

  #property(property: Property): Expanded {
    const known = this.#properties.get(property.id);
    if (known !== undefined) return known;
    const shape = this.#shape(property);
    const mayBeObject = property.type?.kind === 'primitives' && property.type.names.some(({ name }) => name === 'object');
    const open = mayBeObject && !shape.members.has('additionalProperties');
    const { schema, origins, needs } = finish(
      open ? merge(shape, { ...NOTHING, members: new Map([['additionalProperties', true]]) }) : shape,
    );
    const expanded = { schema, origins: new Map([...origins, ['title', { spot: property.nameSpot }]]), needs };
    this.#properties.set(property.id, expanded);
    return expanded;
  }

  #shape(shape: ValueShape): Part {
    if (shape.type?.kind === 'custom') return this.#type(shape.type);
    const type = shape.type === null ? NOTHING : this.#type(shape.type);
    const members = new Map(type.members);
    const origins = new Map(type.origins);
    for (const [keyword, { value, spot, entries }] of shape.constraints) {
      members.set(keyword, value);
      origins.set(keyword, { spot, children: new Map(entries.map((entry, index) => [String(index), { spot: entry }])) });
    }
    const hasArray = shape.type === null || shape.type.names.some(({ name }) => name === 'array');
    if (shape.items === null || !hasArray) return { members, origins, needs: [] };
    const items = this.#type(shape.items);
    members.set('items', Object.fromEntries(items.members));
    origins.set('items', { spot: shape.items.spot, children: items.origins });
    return { members, origins, needs: items.needs };
  }

  #type(type: TypeExpression): Part {
    if (type.kind === 'custom') {
      const name = this.typeName(type.reference.id);
      // An unresolved custom type is reported where references are checked; what it would allow is not known.
      if (name === null) return NOTHING;
      return {
        members: new Map([['$ref', `#/$defs/${uriPart(pointerOf([name]).slice(1))}`]]),
        origins: new Map([['$ref', { spot: type.spot }]]),
        needs: [type.reference.id],
      };
    }
    const names = type.names.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const children = new Map(names.map(({ spot }, index) => [String(index), { spot }]));
    return {
      members: new Map([['type', names.map(({ name }) => name)]]),
      origins: new Map([['type', { spot: type.spot, children }]]),
      needs: [],
    };
  }

  #variant(variant: Variant): Expanded | null {
    const discriminator = this.#catalog.properties.get(variant.discriminator.id);
    if (discriminator === undefined) return null;
    const { name } = discriminator;
    const at = variant.discriminator.spot;
    const branches: Json[] = [];
    const origins: [string, OriginNode][] = [];
    const needs: string[] = [];
    const add = (spot: Spot, test: { readonly schema: Json; readonly origin: OriginNode }, then: Uses): void => {
      const body = this.#list(then, then.spot);
      const when: JsonObject = { properties: Object.fromEntries([[name, test.schema]]), required: [name] };
      const whenOrigins = new Map<string, OriginNode>([
        ['properties', { spot: test.origin.spot, children: new Map([[name, test.origin]]) }],
        ['required', { spot: at, children: new Map([['0', { spot: at }]]) }],
      ]);
      const children = new Map<string, OriginNode>([
        ['if', { spot: test.origin.spot, children: whenOrigins }],
        ['then', { spot: then.spot, children: body.origins }],
      ]);
      origins.push([String(branches.length), { spot, children }]);
      branches.push({ if: when, then: Object.fromEntries(body.members) });
      for (const id of body.needs) needs.push(id);
    };
    for (const { spot, match, then } of variant.cases) add(spot, enumeration(match.spot, match.values), then);
    if (variant.fallback !== null) {
      const all = enumeration(
        variant.fallback.spot,
        variant.cases.flatMap(({ match }) => match.values),
      );
      const not = { schema: { not: all.schema }, origin: { spot: variant.fallback.spot, children: new Map([['not', all.origin]]) } };
      add(variant.fallback.spot, not, variant.fallback.then);
    }
    if (branches.length === 0) return null;
    return {
      schema: { type: 'object', allOf: branches },
      origins: new Map([['allOf', { spot: variant.spot, children: new Map(origins) }]]),
      needs,
    };
  }
}

function enumeration(
  spot: Spot,
  values: readonly { readonly value: Json; readonly spot: Spot }[],
): { schema: JsonObject; origin: OriginNode } {
  const children = new Map(values.map((value, index) => [String(index), { spot: value.spot }]));
  return { schema: { enum: values.map(({ value }) => value) }, origin: { spot, children: new Map([['enum', { spot, children }]]) } };
}

/** The owner that a definition is for the places inside it. */
export function ownerOf(kind: 'property' | 'custom-type' | 'event', definition: { readonly id: string; readonly spot: Spot }): SharedOwner {
  return { key: `${kind}:${definition.id}`, spot: definition.spot };
}

/**
 * Where properties nested below a use of this property go: into the object itself, or into the items of the array. Null where the type allows
 * none: nothing that may be an object, or both an object and an array (rudder-cli, tracking-plan rules).
 */
export function nestingTarget(property: Property): 'self' | 'items' | null {
  if (property.type?.kind !== 'primitives') return null;
  const names = new Set(property.type.names.map(({ name }) => name));
  if (names.has('object')) return names.has('array') ? null : 'self';
  if (!names.has('array')) return null;
  if (property.items === null) return 'items';
  return property.items.kind === 'primitives' && property.items.names.some(({ name }) => name === 'object') ? 'items' : null;
}

function merge(one: Part, other: Part): Part {
  return {
    members: new Map([...one.members, ...other.members]),
    origins: new Map([...one.origins, ...other.origins]),
    needs: [...one.needs, ...other.needs],
  };
}

function finish(part: Part): Expanded {
  return { schema: Object.fromEntries(part.members), origins: part.origins, needs: part.needs };
}

function uniqueNames(types: readonly CustomType[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name } of types) {
    // A duplicate name is reported elsewhere; the id keeps the definitions apart, and no name of the format holds a colon.
    let unique = name;
    while (taken.has(unique)) unique += `:${id}`;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}
