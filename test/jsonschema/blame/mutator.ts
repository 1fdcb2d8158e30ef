import {
  canonicalJson,
  childPointer,
  isJsonArray,
  isJsonObject,
  pointerTokens,
  type ContentModel,
  type Dialect,
  type InstancePath,
  type Json,
  type JsonObject,
  type Question,
  type Step,
} from '../../../src/jsonschema/index.ts';
import type { EventSchema } from './event-schemas.ts';
import { mention, sitesOf, type Site, type Way, type Where } from './sites.ts';

export type EditKind =
  | 'narrow an enum'
  | 'widen an enum'
  | 'add a required'
  | 'drop a required'
  | 'remove a property'
  | 'add a property'
  | 'close an object'
  | 'tighten a bound'
  | 'retype';

/** What the engine must say: `either` where this file does not know. */
export type Expected = 'break' | 'included' | 'either';

/** A schema before and after one edit, and what must be said of it. */
export interface Mutant {
  readonly name: string;
  readonly edit: EditKind;
  readonly dialect: Dialect;
  readonly base: Json;
  readonly head: Json;
  readonly where: ReadonlySet<Where>;
  /** The node that was edited. */
  readonly blamed: { readonly keyword: string; readonly base?: string; readonly head?: string };
  /** Where in an instance it bites: one of these. */
  readonly bites: readonly { readonly path: InstancePath; readonly conditional: boolean }[];
  readonly expected: (model: ContentModel, question: Question) => Expected;
}

type Effect = Readonly<Record<Question, boolean>>;
const NARROWS: Effect = { producers: true, consumers: false };
const WIDENS: Effect = { producers: false, consumers: true };
const BOTH: Effect = { producers: true, consumers: true };
const NONE: Effect = { producers: false, consumers: false };

interface Edit {
  readonly kind: EditKind;
  readonly label: string;
  readonly node: JsonObject;
  readonly keyword: string;
  /** Below the edited node, in base and in head. */
  readonly base?: readonly (string | number)[];
  readonly head?: readonly (string | number)[];
  readonly last?: Step;
  readonly strict: Effect;
  readonly planned: Effect;
  readonly sure: (way: Way) => boolean;
}

/** `document` with another value at a pointer. */
function replaced(document: Json, tokens: readonly string[], value: Json): Json {
  const [first, ...rest] = tokens;
  if (first === undefined) return value;
  if (isJsonArray(document)) return document.map((item, i) => (String(i) === first ? replaced(item, rest, value) : item));
  if (!isJsonObject(document)) throw new Error(`nothing at ${first}`);
  return Object.fromEntries(Object.entries(document).map(([name, item]) => [name, name === first ? replaced(item, rest, value) : item]));
}

function without(node: JsonObject, keyword: string): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== keyword));
}

const typesOf = (node: JsonObject): readonly Json[] => {
  const { type = null } = node;
  return isJsonArray(type) ? type : [type];
};

const SIMPLE = new Set(['type', 'title', 'description', 'examples', 'default', '$comment', '$schema', 'self', 'enum']);
const onlyHas = (node: JsonObject, ...more: readonly string[]): boolean =>
  Object.keys(node).every((keyword) => SIMPLE.has(keyword) || more.includes(keyword));

function isOpenPlan(node: JsonObject): boolean {
  const { additionalProperties = true } = node;
  return additionalProperties === true || (isJsonObject(additionalProperties) && Object.keys(additionalProperties).length === 0);
}

const APPLICATORS = [
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'dependentSchemas',
  'dependencies',
  'dependentRequired',
  'patternProperties',
];
const speakers = (node: JsonObject): Json[] => [...APPLICATORS, 'then', 'else'].flatMap((keyword) => node[keyword] ?? []);

function enumEdits(node: JsonObject): Edit[] {
  const { enum: values } = node;
  if (values === undefined || !isJsonArray(values)) return [];
  const edits: Edit[] = [];
  const plain = onlyHas(node) && new Set(values.map(canonicalJson)).size === values.length;
  const common = { keyword: 'enum', base: ['enum'], head: ['enum'], sure: (way: Way) => plain && way.alone };
  const [first] = values;
  // The first, and the last where two remain.
  for (const gone of values.length > 2 ? [0, values.length - 1] : values.length > 1 ? [0] : [])
    edits.push({
      ...common,
      kind: 'narrow an enum',
      label: `without ${canonicalJson(values[gone] ?? null)}`,
      node: { ...node, enum: values.filter((_, i) => i !== gone) },
      strict: NARROWS,
      planned: NARROWS,
    });
  const more = typeof first === 'string' ? `${first}_new` : typeof first === 'number' && Number.isInteger(first) ? 4711 : undefined;
  if (more !== undefined && !values.includes(more))
    edits.push({
      ...common,
      kind: 'widen an enum',
      label: `with ${more}`,
      node: { ...node, enum: [...values, more] },
      strict: WIDENS,
      planned: WIDENS,
    });
  return edits;
}

function requiredEdits(node: JsonObject, document: Json): Edit[] {
  const { properties, required = [] } = node;
  if (node['type'] !== 'object' || !isJsonArray(required)) return [];
  const edits: Edit[] = [];
  const names = properties !== undefined && isJsonObject(properties) ? Object.keys(properties) : [];
  const sure = (name: string) => (): boolean => !mention(speakers(node), name, document) && !Object.hasOwn(node, 'minProperties');
  for (const name of names.filter((own) => !required.includes(own)))
    edits.push({
      kind: 'add a required',
      label: name,
      keyword: 'required',
      node: { ...node, required: [...required, name] },
      ...(Object.hasOwn(node, 'required') ? { base: ['required'] } : {}),
      head: ['required', required.length],
      last: { kind: 'property', name },
      strict: NARROWS,
      planned: NARROWS,
      sure: sure(name),
    });
  for (const [index, name] of required.entries()) {
    if (typeof name !== 'string') continue;
    const rest = required.filter((other) => other !== name);
    edits.push({
      kind: 'drop a required',
      label: name,
      keyword: 'required',
      node: rest.length === 0 ? without(node, 'required') : { ...node, required: rest },
      base: ['required', index],
      ...(rest.length === 0 ? {} : { head: ['required'] }),
      last: { kind: 'property', name },
      strict: WIDENS,
      planned: WIDENS,
      sure: (way) => sure(name)() && names.includes(name) && (way.alone || way.tag === null),
    });
  }
  return edits;
}

function propertyEdits(node: JsonObject, document: Json): Edit[] {
  const { properties, required = [], additionalProperties } = node;
  if (node['type'] !== 'object' || properties === undefined || !isJsonObject(properties) || !isJsonArray(required)) return [];
  const closed = additionalProperties === false;
  const known = closed || isOpenPlan(node);
  const speaksOf = (name: string): boolean => mention(speakers(node), name, document) || Object.hasOwn(node, 'unevaluatedProperties');
  const edits: Edit[] = [];
  for (const name of Object.keys(properties).filter((own) => !closed || !required.includes(own))) {
    const property = properties[name];
    const needed = required.includes(name);
    const trivial =
      property === undefined || !isJsonObject(property) || !['type', 'enum', 'const', '$ref'].some((k) => Object.hasOwn(property, k));
    edits.push({
      kind: 'remove a property',
      label: `${name}${needed ? ' (still required)' : ''}`,
      keyword: 'properties',
      node: { ...node, properties: without(properties, name) },
      base: ['properties', name],
      head: ['properties'],
      last: { kind: 'property', name },
      strict: closed ? NARROWS : WIDENS,
      planned: closed ? NARROWS : needed ? WIDENS : NONE,
      sure: (way) => way.alone && known && !trivial && !speaksOf(name) && name !== way.tag,
    });
  }
  const added = 'loyalty_note';
  edits.push({
    kind: 'add a property',
    label: added,
    keyword: 'properties',
    node: { ...node, properties: { ...properties, [added]: { type: 'string', maxLength: 30 } } },
    base: ['properties'],
    head: ['properties', added],
    last: { kind: 'property', name: added },
    strict: closed ? WIDENS : NARROWS,
    planned: NONE,
    sure: (way) => way.alone && known && !speaksOf(added) && !Object.hasOwn(node, 'minProperties'),
  });
  return edits;
}

function closeEdits(node: JsonObject): Edit[] {
  if (node['type'] !== 'object' || !isOpenPlan(node)) return [];
  const planned = Object.hasOwn(node, 'properties');
  return [
    {
      kind: 'close an object',
      label: planned ? 'planned' : 'free-form',
      keyword: 'additionalProperties',
      node: { ...node, additionalProperties: false },
      ...(Object.hasOwn(node, 'additionalProperties') ? { base: ['additionalProperties'] } : {}),
      head: ['additionalProperties'],
      last: { kind: 'names' },
      strict: NARROWS,
      planned: planned ? NONE : NARROWS,
      sure: (way) => way.alone && speakers(node).length === 0 && !Object.hasOwn(node, 'unevaluatedProperties'),
    },
  ];
}

/** Tighter values by keyword, for a bound that is there; null where it cannot be tightened. */
const TIGHTER: Readonly<Record<string, (value: number) => number | null>> = {
  minimum: (value) => value + 1,
  exclusiveMinimum: (value) => value + 1,
  maximum: (value) => value - 1,
  exclusiveMaximum: (value) => value - 1,
  minLength: (value) => value + 1,
  maxLength: (value) => (value === 0 ? null : Math.min(value >> 1, 255)),
  minItems: (value) => value + 1,
  maxItems: (value) => (value === 0 ? null : value - 1),
};

const NEW_BOUND: Readonly<Record<string, JsonObject>> = {
  string: { maxLength: 40 },
  integer: { minimum: 5 },
  number: { maximum: 1000 },
  array: { maxItems: 3 },
};

const OPPOSITE: Readonly<Record<string, readonly string[]>> = {
  minimum: ['maximum', 'exclusiveMaximum'],
  exclusiveMinimum: ['maximum', 'exclusiveMaximum'],
  minLength: ['maxLength'],
  minItems: ['maxItems'],
  maximum: ['minimum', 'exclusiveMinimum'],
  exclusiveMaximum: ['minimum', 'exclusiveMinimum'],
  maxLength: ['minLength'],
  maxItems: ['minItems'],
};

function leavesRoom(node: JsonObject, keyword: string, value: number): boolean {
  const others = (OPPOSITE[keyword] ?? []).flatMap((other) => (typeof node[other] === 'number' ? [node[other]] : []));
  return others.every((other) => (keyword.startsWith('min') || keyword === 'exclusiveMinimum' ? value < other : value > other));
}

function boundEdits(node: JsonObject): Edit[] {
  const bounds = Object.keys(TIGHTER);
  const sure = (way: Way): boolean =>
    way.alone && !Object.hasOwn(node, 'enum') && onlyHas(node, ...bounds, 'items', 'additionalItems') && typesOf(node).length <= 2;
  const common = { kind: 'tighten a bound', strict: NARROWS, planned: NARROWS, sure } as const;
  const edits = bounds.flatMap((keyword): Edit[] => {
    const old = node[keyword];
    const value = typeof old === 'number' ? (TIGHTER[keyword]?.(old) ?? null) : null;
    if (value === null || !leavesRoom(node, keyword, value)) return [];
    const blamed =
      node[keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true ? keyword.replace('m', 'exclusiveM') : keyword;
    return [
      { ...common, label: `${keyword} ${value}`, keyword: blamed, node: { ...node, [keyword]: value }, base: [keyword], head: [keyword] },
    ];
  });
  const [type] = typesOf(node);
  const more = typeof type === 'string' ? NEW_BOUND[type] : undefined;
  const [keyword] = Object.keys(more ?? {});
  if (edits.length > 0 || more === undefined || keyword === undefined || Object.hasOwn(node, 'enum') || !onlyHas(node, 'items'))
    return edits;
  return [{ ...common, label: `new ${keyword}`, keyword, node: { ...node, ...more }, head: [keyword] }];
}

const RETYPED: Readonly<Record<string, string>> = {
  string: 'integer',
  integer: 'string',
  number: 'string',
  boolean: 'string',
  array: 'object',
  object: 'string',
};

function typeEdits(node: JsonObject): Edit[] {
  const { type } = node;
  if (typeof type !== 'string' || ['enum', 'const'].some((keyword) => Object.hasOwn(node, keyword))) return [];
  const edit = (after: Json, effect: Effect): Edit => ({
    kind: 'retype',
    label: `${type} to ${canonicalJson(after)}`,
    keyword: 'type',
    node: { ...node, type: after },
    base: ['type'],
    head: ['type'],
    strict: effect,
    planned: effect,
    sure: (way) => way.alone && speakers(node).length === 0,
  });
  const other = RETYPED[type];
  return [
    ...(other === undefined ? [] : [edit(other, BOTH)]),
    ...(type === 'null' ? [] : [edit([type, 'null'], WIDENS)]),
    ...(type === 'integer' ? [edit('number', WIDENS)] : []),
  ];
}

function editsOf(node: JsonObject, document: Json): Edit[] {
  return [
    ...enumEdits(node),
    ...requiredEdits(node, document),
    ...propertyEdits(node, document),
    ...closeEdits(node),
    ...boundEdits(node),
    ...typeEdits(node),
  ];
}

function mutant(source: EventSchema, site: Site, edit: Edit): Mutant {
  const at = (steps: readonly (string | number)[]): string => steps.reduce<string>(childPointer, site.pointer);
  const certain = site.ways.every((way) => way.certain && edit.sure(way));
  return {
    name: `${source.name}: ${edit.kind} at ${site.pointer}: ${edit.label}`,
    edit: edit.kind,
    dialect: source.dialect,
    base: source.schema,
    head: replaced(source.schema, pointerTokens(site.pointer), edit.node),
    where: new Set(site.ways.flatMap((way) => [...way.where])),
    blamed: { keyword: edit.keyword, ...(edit.base && { base: at(edit.base) }), ...(edit.head && { head: at(edit.head) }) },
    bites: site.ways.map(({ path, conditional }) => ({ path: edit.last ? [...path, edit.last] : path, conditional })),
    expected: (model, question) => (!certain ? 'either' : edit[model][question] ? 'break' : 'included'),
  };
}

/** Every mutant of a schema, one edit each. */
export function mutantsOf(source: EventSchema): Mutant[] {
  return sitesOf(source.schema, source.dialect).flatMap((site) => {
    const isRootDocument = site.pointer === '' && source.dialect !== '2019-09' && source.dialect !== '2020-12' && '$ref' in site.node;
    return isRootDocument ? [] : editsOf(site.node, source.schema).map((edit) => mutant(source, site, edit));
  });
}
