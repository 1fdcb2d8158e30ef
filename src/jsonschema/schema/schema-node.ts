import type { Json } from '../values/json.ts';
import type { JsonNumber } from '../values/number.ts';
import type { Pattern } from './pattern.ts';
import type { Place, UndecidedReason } from '../types.ts';

/** The JSON kinds as bits; an integer is a number without a fractional part, however it is written. */
export const KIND = { null: 1, boolean: 2, integer: 4, fraction: 8, string: 16, array: 32, object: 64 } as const;
export const NUMBER = KIND.integer | KIND.fraction;
export const ANY_KIND = 127;

export interface PatternProperty {
  readonly source: string;
  readonly regex: Pattern;
  readonly node: SchemaNode;
}

/** Why an assertion is outside what the engine models. */
export interface Outside {
  readonly code: UndecidedReason['code'];
  readonly message: string;
}

/** Keywords that bound a count; values are non-negative integers. */
export type LimitKeyword = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties';

/**
 * One thing that a schema demands, in one vocabulary for all dialects. Keywords that only mean something together are one assertion.
 * `enum` is also `const`; `minimum` and `maximum` also their exclusive forms.
 */
export type Assertion =
  | { readonly kind: 'false' }
  | { readonly kind: 'type'; readonly mask: number }
  | { readonly kind: 'enum'; readonly keyword: 'enum' | 'const'; readonly values: readonly Json[] }
  | { readonly kind: 'minimum' | 'maximum'; readonly limit: JsonNumber; readonly exclusive: boolean }
  | { readonly kind: 'multipleOf'; readonly divisor: JsonNumber }
  | { readonly kind: 'limit'; readonly keyword: LimitKeyword; readonly limit: number }
  | { readonly kind: 'pattern'; readonly source: string; readonly regex: Pattern }
  | { readonly kind: 'format'; readonly name: string }
  | {
      readonly kind: 'properties';
      readonly named: ReadonlyMap<string, SchemaNode>;
      readonly patterns: readonly PatternProperty[];
      /** `additionalProperties`. */
      readonly rest: SchemaNode | null;
    }
  | { readonly kind: 'propertyNames'; readonly node: SchemaNode }
  | { readonly kind: 'required'; readonly names: readonly string[] }
  | { readonly kind: 'dependentRequired'; readonly names: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'dependentSchemas'; readonly nodes: ReadonlyMap<string, SchemaNode> }
  | { readonly kind: 'unevaluatedProperties'; readonly node: SchemaNode }
  | { readonly kind: 'items'; readonly prefix: readonly SchemaNode[]; readonly rest: SchemaNode | null }
  | {
      readonly kind: 'contains';
      readonly node: SchemaNode;
      readonly min: number;
      readonly max: number;
      /** From 2020-12 on a matching item counts as evaluated; in 2019-09 validators disagree (null). */
      readonly evaluates: boolean | null;
    }
  | { readonly kind: 'uniqueItems' }
  | { readonly kind: 'unevaluatedItems'; readonly node: SchemaNode }
  | { readonly kind: 'allOf' | 'anyOf' | 'oneOf'; readonly nodes: readonly SchemaNode[] }
  | { readonly kind: 'not'; readonly node: SchemaNode }
  | { readonly kind: 'if'; readonly condition: SchemaNode; readonly then: SchemaNode | null; readonly else: SchemaNode | null }
  | { readonly kind: 'ref'; readonly node: SchemaNode }
  | { readonly kind: 'outside'; readonly keyword: string; readonly reason: Outside; readonly raw: Json };

/** A schema as a node of a graph whose edges are its subschemas and references. Compiled when first looked at, so that depth costs nothing. */
export class SchemaNode {
  readonly place: Place;
  /** The schema as written; what the model does not read (examples, default) is taken from here. */
  readonly raw: Json;
  readonly #compile: (node: SchemaNode) => readonly Assertion[];
  #assertions: readonly Assertion[] | null = null;
  #isLeaf: boolean | null = null;

  constructor(place: Place, raw: Json, compile: (node: SchemaNode) => readonly Assertion[]) {
    this.place = place;
    this.raw = raw;
    this.#compile = compile;
  }

  get assertions(): readonly Assertion[] {
    this.#assertions ??= this.#compile(this);
    return this.#assertions;
  }

  /** Whether it holds no other schema. */
  get isLeaf(): boolean {
    this.#isLeaf ??= this.assertions.every((assertion) => childNodes(assertion).length === 0);
    return this.#isLeaf;
  }
}

/** A node made by the engine itself, to ask about a part of a schema alone. */
export function syntheticNode(place: Place, assertions: readonly Assertion[], raw: Json = true): SchemaNode {
  return new SchemaNode(place, raw, () => assertions);
}

/** A node made by the engine itself that stands in no document. */
export function madeNode(...assertions: readonly Assertion[]): SchemaNode {
  return syntheticNode({ uri: '', pointer: '' }, assertions);
}

/** A made schema that admits these values only. */
export function valuesNode(values: readonly Json[]): SchemaNode {
  return madeNode({ kind: 'enum', keyword: 'enum', values });
}

/** The schemas that an assertion holds, each once, in the order written. */
export function childNodes(assertion: Assertion): readonly SchemaNode[] {
  switch (assertion.kind) {
    case 'properties':
      return [
        ...assertion.named.values(),
        ...assertion.patterns.map((pattern) => pattern.node),
        ...(assertion.rest === null ? [] : [assertion.rest]),
      ];
    case 'dependentSchemas':
      return [...assertion.nodes.values()];
    case 'items':
      return [...assertion.prefix, ...(assertion.rest === null ? [] : [assertion.rest])];
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return assertion.nodes;
    case 'if':
      return [assertion.condition, assertion.then, assertion.else].filter((node) => node !== null);
    case 'propertyNames':
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
    case 'contains':
    case 'not':
    case 'ref':
      return [assertion.node];
    default:
      return [];
  }
}

const IN_PLACE: ReadonlySet<Assertion['kind']> = new Set(['ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependentSchemas']);

/** Whether an assertion applies the schemas that it holds to the instance itself, not to a part of it (JSON Schema core 10.2). */
export function isInPlace(assertion: Assertion): boolean {
  return IN_PLACE.has(assertion.kind);
}

/** The schemas that an assertion applies to the instance itself. */
export function inPlaceNodes(assertion: Assertion): readonly SchemaNode[] {
  return isInPlace(assertion) ? childNodes(assertion) : [];
}

/** Those whose annotations may count for the schema that holds the assertion: what is below `not` never does (core 7.7.1.1). */
export function annotatingNodes(assertion: Assertion): readonly SchemaNode[] {
  return assertion.kind === 'not' ? [] : inPlaceNodes(assertion);
}

/** Schemas with all that they lead to, where a step goes from an assertion to the schemas that it holds. */
export function closureOf(
  roots: readonly SchemaNode[],
  step: (assertion: Assertion) => readonly SchemaNode[] = childNodes,
): ReadonlySet<SchemaNode> {
  const closure = new Set(roots);
  for (const node of closure) for (const assertion of node.assertions) for (const next of step(assertion)) closure.add(next);
  return closure;
}
