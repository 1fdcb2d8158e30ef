import { isJsonArray, type Json, type JsonObject } from '../values/json.ts';
import type { Alternative, Fact, Literal, Side, Term } from './goal.ts';
import { ANY_KIND, KIND, NUMBER, madeNode, valuesNode, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import { isNumberFormat } from '../schema/formats.ts';

/** The kinds of values that an assertion speaks of; it holds for all others. */
export function domainOf(assertion: Assertion): number {
  switch (assertion.kind) {
    case 'minimum':
    case 'maximum':
    case 'multipleOf':
      return NUMBER;
    case 'pattern':
      return KIND.string;
    case 'format':
      return isNumberFormat(assertion.name) ? NUMBER : KIND.string;
    case 'limit':
      return assertion.keyword.endsWith('Length') ? KIND.string : assertion.keyword.endsWith('Items') ? KIND.array : KIND.object;
    case 'items':
    case 'contains':
    case 'uniqueItems':
    case 'unevaluatedItems':
      return KIND.array;
    case 'properties':
    case 'propertyNames':
    case 'required':
    case 'dependentRequired':
    case 'dependentSchemas':
    case 'unevaluatedProperties':
      return KIND.object;
    default:
      return ANY_KIND;
  }
}

const kinds = (mask: number): Term => ({ kind: 'kinds', mask });

type Demand = (child: SchemaNode, holds: boolean) => Term;

/** The ways in which a choice among schemas can hold. */
export function waysToHold(
  assertion: Extract<Assertion, { nodes: readonly SchemaNode[] }> | Extract<Assertion, { kind: 'if' }>,
  demand: Demand,
): readonly Alternative[] {
  if (assertion.kind !== 'if') {
    const { kind, nodes } = assertion;
    const rivals = (node: SchemaNode): Term[] =>
      kind === 'oneOf' ? nodes.filter((other) => other !== node).map((other) => demand(other, false)) : [];
    return nodes.map((node) => [demand(node, true), ...rivals(node)]);
  }
  const { condition, then, else: otherwise } = assertion;
  if (then === null && otherwise === null) return [[]];
  return [
    [demand(condition, true), ...(then === null ? [] : [demand(then, true)])],
    [demand(condition, false), ...(otherwise === null ? [] : [demand(otherwise, true)])],
  ];
}

/** The ways in which an assertion on objects or arrays, or a combination of schemas, can fail; null for one that a theory takes as it is. */
export function waysToFail(fact: Fact): Iterable<Alternative> | null {
  const { assertion, side, node } = fact;
  const literal = (child: SchemaNode, holds: boolean): Literal => ({ node: child, holds, side });
  const demand = (child: SchemaNode, holds: boolean): Term => ({ kind: 'literal', literal: literal(child, holds) });
  switch (assertion.kind) {
    case 'allOf':
      return assertion.nodes.map((child) => [demand(child, false)]);
    case 'oneOf':
      return waysToFailOneOf(assertion.nodes, demand);
    case 'if':
      return [
        ...(assertion.then === null ? [] : [[demand(assertion.condition, true), demand(assertion.then, false)]]),
        ...(assertion.else === null ? [] : [[demand(assertion.condition, false), demand(assertion.else, false)]]),
      ];
    case 'required':
      return assertion.names.map((name) => [kinds(KIND.object), { kind: 'absent', name }]);
    case 'dependentRequired':
      return [...assertion.names].flatMap(([name, needed]) =>
        needed.map((other): Alternative => [kinds(KIND.object), { kind: 'present', name }, { kind: 'absent', name: other }]),
      );
    case 'dependentSchemas':
      return [...assertion.nodes].map(([name, child]) => [kinds(KIND.object), { kind: 'present', name }, demand(child, false)]);
    case 'properties':
      return waysToFailProperties(assertion, literal, side);
    case 'propertyNames':
      return [
        [kinds(KIND.object), someName({ selects: () => true, patterns: [], matches: null, literal: null, badName: assertion.node, side })],
      ];
    case 'items':
      return waysToFailItems(assertion, literal);
    case 'contains':
      return waysToFailContains(assertion, literal);
    case 'uniqueItems':
      return [[kinds(KIND.array), { kind: 'duplicate', side }]];
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      // The other keywords hold, else one of their own ways to fail applies; which annotations count follows from that.
      return [[...others(assertion, node, side), { kind: 'kinds', mask: domainOf(assertion) }, { kind: 'fact', fact }]];
    default:
      return null;
  }
}

/** The ways in which an instance can differ from an object or an array; each of them rules that value out. */
export function waysToDiffer(value: JsonObject | readonly Json[], side: Side): Iterable<Alternative> {
  const among = (part: Json, holds: boolean): Literal => ({
    node: valuesNode([part]),
    holds,
    side,
  });
  return isJsonArray(value) ? waysToBeAnotherArray(value, side, among) : waysToBeAnotherObject(value, side, among);
}

type Among = (part: Json, holds: boolean) => Literal;

function* waysToBeAnotherObject(value: JsonObject, side: Side, among: Among): Iterable<Alternative> {
  const names = Object.keys(value);
  for (const name of names) yield [kinds(KIND.object), { kind: 'absent', name }];
  for (const name of names) yield [kinds(KIND.object), { kind: 'property', name, literal: among(value[name] ?? null, false) }];
  const selects = (name: string): boolean => !Object.hasOwn(value, name);
  yield [kinds(KIND.object), someName({ selects, patterns: [], matches: null, literal: null, badName: null, side })];
}

/**
 * Shorter, longer, or of the same length with another entry somewhere. The ways exclude each other (the entries before the first other one are the
 * same), so that many excluded arrays do not multiply; of a long array, that would be too much to say.
 */
function* waysToBeAnotherArray(value: readonly Json[], side: Side, among: (part: Json, holds: boolean) => Literal): Iterable<Alternative> {
  const { length } = value;
  const limit = (keyword: 'minItems' | 'maxItems', size: number): Term => {
    const assertion: Assertion = { kind: 'limit', keyword, limit: size };
    return { kind: 'fact', fact: { assertion, node: madeNode(assertion), holds: true, side } };
  };
  const entry = (index: number, holds: boolean): Term => ({ kind: 'item', index, literal: among(value[index] ?? null, holds) });
  if (length > 0) yield [kinds(KIND.array), limit('maxItems', length - 1)];
  for (const index of value.keys()) {
    const before = length > MAX_FIXED ? [] : value.slice(0, index).map((_, i) => entry(i, true));
    yield [kinds(KIND.array), limit('minItems', length), limit('maxItems', length), ...before, entry(index, false)];
  }
  yield [kinds(KIND.array), limit('minItems', length + 1)];
}

/** The longest excluded array of which it is said where another one first differs. */
const MAX_FIXED = 64;

function others(assertion: Assertion, node: SchemaNode, side: Fact['side']): Term[] {
  return node.assertions
    .filter((other) => other !== assertion && other.kind !== 'unevaluatedItems' && other.kind !== 'unevaluatedProperties')
    .map((other) => ({ kind: 'fact', fact: { assertion: other, node, holds: true, side } }));
}

type MakeLiteral = (child: SchemaNode, holds: boolean) => Literal;

function* waysToFailOneOf(nodes: readonly SchemaNode[], demand: Demand): Iterable<Alternative> {
  yield nodes.map((child) => demand(child, false));
  for (const [i, first] of nodes.entries()) for (const second of nodes.slice(i + 1)) yield [demand(first, true), demand(second, true)];
}

function someName(some: Extract<Term, { kind: 'someProperty' }>['some']): Term {
  return { kind: 'someProperty', some };
}

function* waysToFailProperties(
  assertion: Extract<Assertion, { kind: 'properties' }>,
  literal: MakeLiteral,
  side: Fact['side'],
): Iterable<Alternative> {
  for (const [name, child] of assertion.named) yield [kinds(KIND.object), { kind: 'property', name, literal: literal(child, false) }];
  for (const { source, regex, node } of assertion.patterns)
    yield [
      kinds(KIND.object),
      someName({
        selects: (name) => regex.test(name) === true,
        patterns: [source],
        matches: source,
        literal: literal(node, false),
        badName: null,
        side,
      }),
    ];
  if (assertion.rest === null) return;
  const isRest = (name: string): boolean =>
    !assertion.named.has(name) && !assertion.patterns.some(({ regex }) => regex.test(name) === true);
  const patterns = assertion.patterns.map(({ source }) => source);
  yield [
    kinds(KIND.object),
    someName({ selects: isRest, patterns, matches: null, literal: literal(assertion.rest, false), badName: null, side }),
  ];
}

function* waysToFailItems(assertion: Extract<Assertion, { kind: 'items' }>, literal: MakeLiteral): Iterable<Alternative> {
  for (const [index, child] of assertion.prefix.entries())
    yield [kinds(KIND.array), { kind: 'item', index, literal: literal(child, false) }];
  if (assertion.rest === null) return;
  const some = { from: assertion.prefix.length, literals: [literal(assertion.rest, false)], count: 1 };
  yield [kinds(KIND.array), { kind: 'someItems', some }];
}

function* waysToFailContains(assertion: Extract<Assertion, { kind: 'contains' }>, literal: MakeLiteral): Iterable<Alternative> {
  const { node, min, max } = assertion;
  if (min > 0) yield [kinds(KIND.array), { kind: 'fact', fact: atMost(assertion, literal(node, true), min - 1) }];
  if (max < Number.MAX_SAFE_INTEGER)
    yield [kinds(KIND.array), { kind: 'someItems', some: { from: 0, literals: [literal(node, true)], count: max + 1 } }];
}

function atMost(assertion: Extract<Assertion, { kind: 'contains' }>, literal: Literal, max: number): Fact {
  return { assertion: { ...assertion, min: 0, max }, node: literal.node, holds: true, side: literal.side };
}
