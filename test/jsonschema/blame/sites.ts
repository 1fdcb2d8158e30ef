import { canonicalJson, childPointer, isJsonArray, isJsonObject, pointerTokens } from '../../../src/jsonschema/index.ts';
import { valueAt, type Dialect, type InstancePath, type Json, type JsonObject } from '../../../src/jsonschema/index.ts';

/** What kind of place a schema stands in. */
export type Where = 'top' | 'deep' | 'ref' | 'oneOf' | 'array';

/** One way from the root to a schema. */
export interface Way {
  readonly path: InstancePath;
  /** Inside a branch that applies only to some instances. */
  readonly conditional: boolean;
  readonly where: ReadonlySet<Where>;
  /** What the schema demands is demanded of what stands at the path, and nothing beside it speaks of the same. */
  readonly certain: boolean;
  /** Whether the schema is all that describes its location, or one variant of it that is told apart from the others. */
  readonly alone: boolean;
  /** The property that tells the variants of this location apart. */
  readonly tag: string | null;
}

/** A schema object inside a document, with every way that leads to it. */
export interface Site {
  readonly pointer: string;
  readonly node: JsonObject;
  readonly ways: readonly Way[];
}

const BESIDE = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependencies', 'patternProperties'];
const MAX_STEPS = 14;

interface Visit {
  readonly pointer: string;
  readonly way: Way;
  /** The schemas that describe the same location, with what stands beside the way taken. */
  readonly around: readonly Json[];
  readonly through: ReadonlySet<string>;
}

/** What speaks of a location beside a schema's plain keywords. */
function beside(node: JsonObject): Json[] {
  return BESIDE.filter((keyword) => Object.hasOwn(node, keyword)).map((keyword) => node[keyword] ?? null);
}

/** The schemas with those that they refer to; null where a reference leads out of the document. */
function withReferred(schemas: readonly Json[], document: Json): readonly Json[] | null {
  const all = new Set(schemas);
  for (const schema of all)
    for (const [, pointer = ''] of canonicalJson(schema).matchAll(/"\$ref":"([^"]*)"/g)) {
      const target = pointer.startsWith('#') ? valueAt(document, pointer.slice(1)) : undefined;
      if (target === undefined) return null;
      all.add(target);
    }
  return [...all];
}

/** Whether one of some schemas may speak of a property. */
export function mention(schemas: readonly Json[], name: string, document: Json): boolean {
  const all = withReferred(schemas, document);
  if (all === null) return true;
  return all.some((schema) => {
    const text = canonicalJson(schema);
    return text.includes(JSON.stringify(name)) || /"(?:additionalProperties|unevaluatedProperties|patternProperties)":/.test(text);
  });
}

/** The values that a branch demands of its required properties. */
function tags(branch: Json, document: Json): ReadonlyMap<string, ReadonlySet<string>> {
  const target = isJsonObject(branch) && typeof branch['$ref'] === 'string' ? valueAt(document, branch['$ref'].slice(1)) : branch;
  const found = new Map<string, ReadonlySet<string>>();
  if (target === undefined || !isJsonObject(target) || !isJsonArray(target['required'] ?? null)) return found;
  const properties = target['properties'];
  if (properties === undefined || !isJsonObject(properties) || target['type'] !== 'object') return found;
  for (const name of Object.keys(properties)) {
    const property = properties[name];
    if (property === undefined || !isJsonObject(property) || !canonicalJson(target['required'] ?? null).includes(JSON.stringify(name)))
      continue;
    const values = Object.hasOwn(property, 'const') ? [property['const'] ?? null] : (property['enum'] ?? null);
    if (isJsonArray(values)) found.set(name, new Set(values.map(canonicalJson)));
  }
  return found;
}

/** The name of the required property that tells all branches apart; null where there is none. */
function discriminator(branches: readonly Json[], document: Json): string | null {
  const all = branches.map((branch) => tags(branch, document));
  for (const name of all[0]?.keys() ?? []) {
    const values = all.map((one) => one.get(name));
    const listed = values.flatMap((set) => [...(set ?? [])]);
    if (values.every((set) => set !== undefined) && new Set(listed).size === listed.length) return name;
  }
  return null;
}

function isObjectSchema(node: JsonObject): boolean {
  return node['type'] === 'object' || canonicalJson(node['type'] ?? null) === '["object","null"]';
}

function placed(way: Way): Way {
  const steps = way.path.filter(({ kind }) => kind === 'property').length;
  const where = new Set(way.where);
  if (steps <= 1 && where.size === 0) where.add('top');
  if (steps >= 3) where.add('deep');
  return { ...way, where };
}

/** Every schema object of a document that an edit can reach, in the order met. */
export function sitesOf(document: Json, dialect: Dialect): Site[] {
  const sites = new Map<string, { node: JsonObject; ways: Way[] }>();
  const start: Way = { path: [], conditional: false, where: new Set(), certain: true, alone: true, tag: null };
  const open: Visit[] = [{ pointer: '', way: start, around: [], through: new Set() }];
  for (let visit = open.shift(); visit !== undefined; visit = open.shift()) {
    const node = valueAt(document, visit.pointer);
    if (node === undefined || !isJsonObject(node) || visit.way.path.length > MAX_STEPS || open.length > 4_000) continue;
    const site = sites.get(visit.pointer) ?? { node, ways: [] };
    site.ways.push(placed(visit.way));
    sites.set(visit.pointer, site);
    open.push(...below(document, dialect, node, visit));
  }
  return [...sites].map(([pointer, site]) => ({ pointer, ...site }));
}

function below(document: Json, dialect: Dialect, node: JsonObject, visit: Visit): Visit[] {
  const reference = node['$ref'];
  const target = referred(document, node, visit);
  if (reference !== undefined && !['2019-09', '2020-12'].includes(dialect)) return target;
  return [
    ...target,
    ...propertiesBelow(document, node, visit),
    ...entriesBelow(node, visit, dialect),
    ...branchesBelow(document, node, visit),
  ];
}

function referred(document: Json, node: JsonObject, visit: Visit): Visit[] {
  const { $ref: reference, ...rest } = node;
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference) || visit.through.has(reference)) return [];
  const target = reference.slice(1);
  if (valueAt(document, target) === undefined || pointerTokens(target).some((token) => token.includes('%'))) return [];
  const plain = Object.keys(rest).every((keyword) => ['title', 'description', '$schema', 'definitions', '$defs'].includes(keyword));
  const way = { ...visit.way, where: new Set([...visit.way.where, 'ref' as const]), alone: visit.way.alone && plain };
  const around = plain ? visit.around : [...visit.around, rest];
  return [{ pointer: target, way, around, through: new Set([...visit.through, reference]) }];
}

function propertiesBelow(document: Json, node: JsonObject, visit: Visit): Visit[] {
  const named = node['properties'];
  if (named === undefined || !isJsonObject(named)) return [];
  const around = [...visit.around, ...beside(node)];
  return Object.keys(named).map((name) => ({
    pointer: childPointer(childPointer(visit.pointer, 'properties'), name),
    way: {
      ...visit.way,
      path: [...visit.way.path, { kind: 'property', name }],
      certain: visit.way.certain && isObjectSchema(node) && !mention(around, name, document),
      alone: true,
      tag: null,
    },
    around: [],
    through: visit.through,
  }));
}

function entriesBelow(node: JsonObject, visit: Visit, dialect: Dialect): Visit[] {
  const { items, prefixItems } = node;
  const where = new Set([...visit.way.where, 'array' as const]);
  const certain = visit.way.certain && visit.way.alone && node['type'] === 'array' && beside(node).length === 0 && node['maxItems'] !== 0;
  const entry = (pointer: string, index: number | null): Visit => ({
    pointer,
    way: {
      ...visit.way,
      where,
      certain,
      alone: true,
      tag: null,
      path: [...visit.way.path, { kind: 'items', ...(index === null ? {} : { index }) }],
    },
    around: [],
    through: visit.through,
  });
  const list = dialect === '2020-12' ? prefixItems : items;
  const keyword = childPointer(visit.pointer, dialect === '2020-12' ? 'prefixItems' : 'items');
  if (list !== undefined && isJsonArray(list)) return list.map((_, index) => entry(childPointer(keyword, index), index));
  return items !== undefined && isJsonObject(items) ? [entry(childPointer(visit.pointer, 'items'), null)] : [];
}

function branchesBelow(document: Json, node: JsonObject, visit: Visit): Visit[] {
  return (['oneOf', 'anyOf', 'allOf'] as const).flatMap((keyword) => {
    const list = node[keyword];
    if (list === undefined || !isJsonArray(list)) return [];
    const tag = keyword === 'oneOf' ? discriminator(list, document) : null;
    const others = beside(Object.fromEntries(Object.entries(node).filter(([name]) => name !== keyword)));
    const { [keyword]: _, title: _title, $schema: _schema, definitions: _old, $defs: _new, ...rest } = node;
    const plain = Object.keys(rest).length === 0;
    return list.map((_branch, index) => ({
      pointer: childPointer(childPointer(visit.pointer, keyword), index),
      way: {
        ...visit.way,
        conditional: visit.way.conditional || keyword !== 'allOf',
        where: new Set([...visit.way.where, ...(keyword === 'allOf' ? [] : ['oneOf' as const])]),
        certain: visit.way.certain && (keyword === 'allOf' || tag !== null),
        alone: visit.way.alone && plain && tag !== null,
        tag,
      },
      around: [
        ...visit.around,
        ...others,
        ...(plain ? [] : [rest]),
        ...(keyword === 'allOf' ? list.filter((_other, i) => i !== index) : []),
      ],
      through: visit.through,
    }));
  });
}
