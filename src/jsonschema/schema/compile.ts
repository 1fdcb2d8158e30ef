import { since } from './dialect.ts';
import { isAnnotation } from './formats.ts';
import { ExactNumber, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { compareNumbers, isInteger, type JsonNumber } from '../values/number.ts';
import { compilePattern, LONGEST_BACKTRACKED } from './pattern.ts';
import { childPointer } from '../values/pointer.ts';
import { References, type Scope, type Target } from './references.ts';
import {
  ANY_KIND,
  KIND,
  NUMBER,
  SchemaNode,
  type Assertion,
  type LimitKeyword,
  type Outside,
  type PatternProperty,
} from './schema-node.ts';
import type { Dialect, Schema } from '../types.ts';

const KIND_OF_TYPE: ReadonlyMap<string, number> = new Map([
  ['null', KIND.null],
  ['boolean', KIND.boolean],
  ['integer', KIND.integer],
  ['number', NUMBER],
  ['string', KIND.string],
  ['array', KIND.array],
  ['object', KIND.object],
]);

/** The most dynamic scopes that the schemas of one side are told apart by. */
const MAX_DYNAMIC_SCOPES = 64;

/** Compiles schemas of one side to the internal form, each place once; once for each dynamic scope, where dynamic references need it. */
export class Compiler {
  readonly references: References;
  /** Whether `format` asserts. */
  readonly assertsFormats: boolean;
  /** By document, then by dynamic scope, then by pointer. */
  readonly #nodes = new Map<string, Map<string, Map<string, SchemaNode>>>();
  readonly #scopes = new Map<SchemaNode, Scope>();
  readonly #dynamicScopes = new Set<string>();

  constructor(schema: Schema) {
    this.references = References.of(schema);
    this.assertsFormats = schema.formats !== 'annotate';
  }

  /** The node of a schema that {@link References} found. */
  node(target: Target): SchemaNode {
    const { dynamic } = target.scope;
    const { uri, pointer } = target.place;
    const nodes = this.#nodes.get(uri)?.get(dynamic.key) ?? this.#enter(uri, dynamic.key);
    const known = nodes.get(pointer);
    if (known !== undefined) return known;
    const tooMany = this.#dynamicScopes.size > MAX_DYNAMIC_SCOPES;
    const node = new SchemaNode(target.place, target.value, (self) =>
      tooMany ? [tooManyWays(target)] : compileAssertions(self.raw, self, this),
    );
    nodes.set(pointer, node);
    this.#scopes.set(node, target.scope);
    return node;
  }

  #enter(uri: string, dynamicScope: string): Map<string, SchemaNode> {
    const nodes = new Map<string, SchemaNode>();
    const ofDocument = this.#nodes.get(uri) ?? new Map<string, Map<string, SchemaNode>>();
    this.#nodes.set(uri, ofDocument.set(dynamicScope, nodes));
    this.#dynamicScopes.add(dynamicScope);
    return nodes;
  }

  /** The node of a subschema, given its steps below `parent`. */
  child(parent: SchemaNode, value: Json, ...steps: readonly (string | number)[]): SchemaNode {
    const pointer = steps.reduce<string>(childPointer, parent.place.pointer);
    const scope = this.references.inside(value, pointer, this.scopeOf(parent));
    return this.node({ place: { uri: parent.place.uri, pointer }, value, scope });
  }

  /** The scope of a node that this compiler made. */
  scopeOf(node: SchemaNode): Scope {
    const scope = this.#scopes.get(node);
    if (scope === undefined) throw new Error(`the schema at ${node.place.uri}#${node.place.pointer} was compiled elsewhere`);
    return scope;
  }
}

function tooManyWays({ value, scope }: Target): Assertion {
  const message = 'dynamic references lead here in too many ways to tell them apart';
  return { kind: 'outside', keyword: '$dynamicRef', reason: { code: 'budget', message }, raw: [value, scope.dynamic.key] };
}

/** The compiled root of a schema; null where its place holds nothing. */
export function compile(schema: Schema): SchemaNode | null {
  const compiler = new Compiler(schema);
  const target = compiler.references.at({ uri: schema.uri, pointer: schema.pointer });
  return target === null ? null : compiler.node(target);
}

function isNumber(value: Json | undefined): value is JsonNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** Reads the keywords of one schema object. A keyword whose value has the wrong shape is outside the model, never ignored. */
class KeywordReader {
  readonly schema: JsonObject;
  readonly node: SchemaNode;
  readonly compiler: Compiler;
  readonly dialect: Dialect;
  readonly found: Assertion[] = [];

  constructor(schema: JsonObject, node: SchemaNode, compiler: Compiler) {
    this.schema = schema;
    this.node = node;
    this.compiler = compiler;
    this.dialect = compiler.scopeOf(node).dialect;
  }

  get(keyword: string): Json | undefined {
    return Object.hasOwn(this.schema, keyword) ? this.schema[keyword] : undefined;
  }

  outside(keyword: string, reason: Outside): void {
    this.found.push({ kind: 'outside', keyword, reason, raw: this.get(keyword) ?? null });
  }

  illDefined(keyword: string): void {
    this.outside(keyword, { code: 'ill-defined', message: `the value of "${keyword}" is not one that JSON Schema defines` });
  }

  isSchema(value: Json | undefined): value is boolean | JsonObject {
    return isJsonObject(value) || (typeof value === 'boolean' && since(this.dialect, 'draft-06'));
  }

  sub(keyword: string): SchemaNode | null {
    const value = this.get(keyword);
    if (value === undefined) return null;
    const boolean = typeof value === 'boolean' && (keyword === 'additionalProperties' || keyword === 'additionalItems');
    if (this.isSchema(value) || boolean) return this.compiler.child(this.node, value, keyword);
    this.illDefined(keyword);
    return null;
  }

  list(keyword: string): readonly SchemaNode[] | null {
    const value = this.get(keyword);
    if (value === undefined) return null;
    if (Array.isArray(value) && value.every((item: Json) => this.isSchema(item)))
      return value.map((item: Json, i) => this.compiler.child(this.node, item, keyword, i));
    this.illDefined(keyword);
    return null;
  }

  map(keyword: string): ReadonlyMap<string, SchemaNode> | null {
    const value = this.get(keyword);
    if (value === undefined) return null;
    if (isJsonObject(value) && Object.keys(value).every((name) => this.isSchema(value[name])))
      return new Map(Object.keys(value).map((name) => [name, this.compiler.child(this.node, value[name] ?? true, keyword, name)]));
    this.illDefined(keyword);
    return null;
  }

  names(value: Json | undefined): readonly string[] | null {
    if (!Array.isArray(value) || !value.every((name: Json) => typeof name === 'string')) return null;
    return [...new Set(value as readonly string[])];
  }
}

function compileAssertions(raw: Json, node: SchemaNode, compiler: Compiler): readonly Assertion[] {
  if (raw === true) return [];
  if (raw === false) return [{ kind: 'false' }];
  if (!isJsonObject(raw))
    return [
      { kind: 'outside', keyword: 'schema', reason: { code: 'ill-defined', message: 'a schema must be an object or a boolean' }, raw },
    ];
  const reader = new KeywordReader(raw, node, compiler);
  readReference(reader, '$ref');
  if (reader.get('$ref') !== undefined && !since(reader.dialect, '2019-09')) return reader.found;
  if (reader.dialect === '2020-12') readReference(reader, '$dynamicRef');
  if (reader.dialect === '2019-09') readReference(reader, '$recursiveRef');
  readType(reader);
  readValues(reader);
  readNumbers(reader);
  readLimits(reader);
  readStrings(reader);
  readObjects(reader);
  readArrays(reader);
  readApplicators(reader);
  readUnevaluated(reader);
  return reader.found;
}

function readReference(reader: KeywordReader, keyword: '$ref' | '$dynamicRef' | '$recursiveRef'): void {
  const reference = reader.get(keyword);
  if (reference === undefined) return;
  if (typeof reference !== 'string') return reader.illDefined(keyword);
  const { references } = reader.compiler;
  const scope = reader.compiler.scopeOf(reader.node);
  const target = keyword === '$ref' ? references.resolve(reference, scope) : references.resolveDynamic(keyword, reference, scope);
  if (target !== null) {
    reader.found.push({ kind: 'ref', node: reader.compiler.node(target) });
    return;
  }
  const message = `the reference "${reference}" names nothing in the files at hand`;
  const raw = references.absolute(reference, scope);
  reader.found.push({ kind: 'outside', keyword, reason: { code: 'unresolved-reference', message }, raw });
}

function readType(reader: KeywordReader): void {
  const value = reader.get('type');
  if (value === undefined) return;
  const types: readonly Json[] = Array.isArray(value) ? value : [value];
  let mask = 0;
  for (const type of types) {
    const kind = typeof type === 'string' ? KIND_OF_TYPE.get(type) : undefined;
    if (kind === undefined)
      return reader.outside('type', { code: 'ill-defined', message: `${JSON.stringify(type)} is not a type of JSON Schema` });
    mask |= kind;
  }
  if (mask !== ANY_KIND) reader.found.push({ kind: 'type', mask });
}

function readValues(reader: KeywordReader): void {
  const values = reader.get('enum');
  if (Array.isArray(values)) reader.found.push({ kind: 'enum', keyword: 'enum', values });
  else if (values !== undefined) reader.illDefined('enum');
  const constant = reader.get('const');
  if (constant !== undefined && since(reader.dialect, 'draft-06'))
    reader.found.push({ kind: 'enum', keyword: 'const', values: [constant] });
}

function readNumbers(reader: KeywordReader): void {
  for (const kind of ['minimum', 'maximum'] as const) {
    const exclusive = kind === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
    const limit = reader.get(kind);
    const flag = reader.get(exclusive);
    const boolean = reader.dialect === 'draft-04';
    if (limit !== undefined && !isNumber(limit)) reader.illDefined(kind);
    else if (limit !== undefined) reader.found.push({ kind, limit, exclusive: boolean && flag === true });
    if (flag === undefined) continue;
    if (boolean ? typeof flag !== 'boolean' : !isNumber(flag)) reader.illDefined(exclusive);
    else if (isNumber(flag)) reader.found.push({ kind, limit: flag, exclusive: true });
  }
  const divisor = reader.get('multipleOf');
  if (divisor === undefined) return;
  if (!isNumber(divisor) || compareNumbers(divisor, 0) <= 0) return reader.illDefined('multipleOf');
  reader.found.push({ kind: 'multipleOf', divisor });
}

const LIMITS: readonly LimitKeyword[] = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];

/** A count; one too large for a double behaves as the largest safe integer, which no instance reaches. */
function countOf(value: Json | undefined): number | null {
  if (!isNumber(value) || !isInteger(value) || compareNumbers(value, 0) < 0) return null;
  return compareNumbers(value, Number.MAX_SAFE_INTEGER) > 0 ? Number.MAX_SAFE_INTEGER : Number(String(value));
}

function readLimits(reader: KeywordReader): void {
  for (const keyword of LIMITS) {
    const value = reader.get(keyword);
    if (value === undefined) continue;
    const limit = countOf(value);
    if (limit === null) reader.illDefined(keyword);
    else if (limit > 0 || keyword.startsWith('max')) reader.found.push({ kind: 'limit', keyword, limit });
  }
}

function readStrings(reader: KeywordReader): void {
  const source = reader.get('pattern');
  if (typeof source === 'string') {
    const regex = compilePattern(source);
    if (regex === null)
      reader.outside('pattern', { code: 'ill-defined', message: `the pattern ${JSON.stringify(source)} is not a regular expression` });
    else reader.found.push({ kind: 'pattern', source, regex });
  } else if (source !== undefined) reader.illDefined('pattern');
  const format = reader.compiler.assertsFormats ? reader.get('format') : undefined;
  if (format !== undefined && typeof format !== 'string') reader.illDefined('format');
  else if (format !== undefined && !isAnnotation(format)) reader.found.push({ kind: 'format', name: format });
}

function readObjects(reader: KeywordReader): void {
  const named = reader.map('properties');
  const patternNodes = reader.map('patternProperties');
  const rest = reader.sub('additionalProperties');
  const patterns: PatternProperty[] = [];
  const tooLong = [...(named?.keys() ?? [])].find((name) => name.length > LONGEST_BACKTRACKED);
  if (tooLong !== undefined)
    return reader.outside('properties', { code: 'budget', message: `the property name "${tooLong.slice(0, 40)}…" is too long` });
  for (const [source, node] of patternNodes ?? []) {
    const regex = compilePattern(source);
    if (regex?.isBounded() === false)
      return reader.outside('patternProperties', {
        code: 'outside-theory',
        message: `the name pattern ${JSON.stringify(source)} could take too long to match`,
      });
    if (regex !== null) patterns.push({ source, regex, node });
    else
      return reader.outside('patternProperties', {
        code: 'ill-defined',
        message: `the name pattern ${JSON.stringify(source)} is not a regular expression`,
      });
  }
  if (named !== null || patternNodes !== null || rest !== null)
    reader.found.push({ kind: 'properties', named: named ?? new Map(), patterns, rest });
  if (since(reader.dialect, 'draft-06')) {
    const names = reader.sub('propertyNames');
    if (names !== null) reader.found.push({ kind: 'propertyNames', node: names });
  }
  const required = reader.get('required');
  const requiredNames = reader.names(required);
  if (required !== undefined && requiredNames === null) reader.illDefined('required');
  else if (requiredNames !== null && requiredNames.length > 0) reader.found.push({ kind: 'required', names: requiredNames });
  readDependencies(reader);
}

/**
 * `dependencies` is read in every dialect: 2019-09 replaced it, but asks not to give it another meaning, and validators go on asserting it (Ajv and the
 * official test suite's optional `dependencies-compatibility`).
 */
function readDependencies(reader: KeywordReader): void {
  const read = (keyword: string, lists: boolean, schemas: boolean): void => {
    const value = reader.get(keyword);
    if (value === undefined) return;
    if (!isJsonObject(value)) return reader.illDefined(keyword);
    const required = new Map<string, readonly string[]>();
    const nodes = new Map<string, SchemaNode>();
    for (const name of Object.keys(value)) {
      const dependency = value[name];
      const names = lists ? reader.names(dependency) : null;
      if (names !== null) required.set(name, names);
      else if (schemas && reader.isSchema(dependency)) nodes.set(name, reader.compiler.child(reader.node, dependency, keyword, name));
      else reader.illDefined(keyword);
    }
    if (required.size > 0) reader.found.push({ kind: 'dependentRequired', names: required });
    if (nodes.size > 0) reader.found.push({ kind: 'dependentSchemas', nodes });
  };
  if (since(reader.dialect, '2019-09')) {
    read('dependentRequired', true, false);
    read('dependentSchemas', false, true);
  }
  read('dependencies', true, true);
}

function readArrays(reader: KeywordReader): void {
  const tuple =
    reader.dialect === '2020-12' ? reader.list('prefixItems') : Array.isArray(reader.get('items')) ? reader.list('items') : null;
  const single = reader.dialect === '2020-12' || !Array.isArray(reader.get('items'));
  const rest = single ? reader.sub('items') : reader.sub('additionalItems');
  if (tuple !== null || rest !== null) reader.found.push({ kind: 'items', prefix: tuple ?? [], rest });
  const unique = reader.get('uniqueItems');
  if (unique === true) reader.found.push({ kind: 'uniqueItems' });
  else if (unique !== undefined && unique !== false) reader.illDefined('uniqueItems');
  const node = since(reader.dialect, 'draft-06') ? reader.sub('contains') : null;
  if (node === null) return;
  const counted = since(reader.dialect, '2019-09');
  const min = counted && reader.get('minContains') !== undefined ? countOf(reader.get('minContains')) : 1;
  const max = counted && reader.get('maxContains') !== undefined ? countOf(reader.get('maxContains')) : Number.MAX_SAFE_INTEGER;
  if (min === null) return reader.illDefined('minContains');
  if (max === null) return reader.illDefined('maxContains');
  reader.found.push({
    kind: 'contains',
    node,
    min,
    max,
    evaluates: reader.dialect === '2020-12' ? true : reader.dialect === '2019-09' ? null : false,
  });
}

function readApplicators(reader: KeywordReader): void {
  for (const kind of ['allOf', 'anyOf', 'oneOf'] as const) {
    const nodes = reader.list(kind);
    if (nodes !== null) reader.found.push({ kind, nodes });
  }
  const not = reader.sub('not');
  if (not !== null) reader.found.push({ kind: 'not', node: not });
  if (!since(reader.dialect, 'draft-07')) return;
  const condition = reader.sub('if');
  if (condition !== null) reader.found.push({ kind: 'if', condition, then: reader.sub('then'), else: reader.sub('else') });
}

function readUnevaluated(reader: KeywordReader): void {
  if (!since(reader.dialect, '2019-09')) return;
  for (const kind of ['unevaluatedProperties', 'unevaluatedItems'] as const) {
    const node = reader.sub(kind);
    if (node !== null) reader.found.push({ kind, node });
  }
}
