import { isInPlace, syntheticNode, type Assertion, type PatternProperty, type SchemaNode } from '../schema/schema-node.ts';

/** Puts a schema where another stood, with nothing else left around it. */
export type Wrap = (inner: SchemaNode) => SchemaNode;

/** A schema with one of its assertions alone. */
export function alone(node: SchemaNode, ...assertions: readonly Assertion[]): SchemaNode {
  return syntheticNode(node.place, assertions);
}

const anything = (node: SchemaNode): SchemaNode => alone(node);

/** `inner` for the property of a name. */
export function namedProperty(node: SchemaNode, name: string, inner: SchemaNode): SchemaNode {
  return alone(node, { kind: 'properties', named: new Map([[name, inner]]), patterns: [], rest: null });
}

/** `inner` for properties whose names match a pattern. */
export function patternProperty(node: SchemaNode, pattern: PatternProperty): SchemaNode {
  return alone(node, { kind: 'properties', named: new Map(), patterns: [pattern], rest: null });
}

/** `inner` for properties that have none of the names and match none of the patterns. */
export function mappedName(
  node: SchemaNode,
  names: readonly string[],
  patterns: readonly PatternProperty[],
  inner: SchemaNode,
): SchemaNode {
  const free = anything(node);
  const named = new Map(names.map((name) => [name, free]));
  return alone(node, { kind: 'properties', named, patterns: patterns.map((pattern) => ({ ...pattern, node: free })), rest: inner });
}

/** `inner` for the array entry at an index. */
export function itemAt(node: SchemaNode, index: number, inner: SchemaNode): SchemaNode {
  const free = anything(node);
  return alone(node, { kind: 'items', prefix: [...Array.from({ length: index }, () => free), inner], rest: null });
}

/** `inner` for the array entries from an index on. */
export function itemsFrom(node: SchemaNode, from: number, inner: SchemaNode): SchemaNode {
  const free = anything(node);
  return alone(node, { kind: 'items', prefix: Array.from({ length: from }, () => free), rest: inner });
}

export function thenOf(node: SchemaNode, condition: SchemaNode, inner: SchemaNode): SchemaNode {
  return alone(node, { kind: 'if', condition, then: inner, else: null });
}

export function elseOf(node: SchemaNode, condition: SchemaNode, inner: SchemaNode): SchemaNode {
  return alone(node, { kind: 'if', condition, then: null, else: inner });
}

/** `inner` as one branch of a union. What fails all branches of it fails `anyOf` and `oneOf` alike. */
export function branchOf(node: SchemaNode, others: readonly SchemaNode[], inner: SchemaNode): SchemaNode {
  return alone(node, { kind: 'anyOf', nodes: [...others, inner] });
}

/** Schemas with everything that holds whenever they do: through references and allOf. */
export function conjuncts(nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  const all = new Set(nodes);
  for (const node of all)
    for (const assertion of node.assertions) {
      if (assertion.kind === 'ref') all.add(assertion.node);
      if (assertion.kind === 'allOf') for (const child of assertion.nodes) all.add(child);
    }
  return [...all];
}

/**
 * A schema reduced to what decides which properties are evaluated: names stay, demands on values go; conditions and the branches of unions stay whole.
 * An instance that the schema accepts, the reduced one accepts.
 */
export function evaluationOnly(node: SchemaNode, seen: ReadonlySet<SchemaNode> = new Set()): SchemaNode {
  if (seen.has(node)) return anything(node);
  const within = new Set([...seen, node]);
  const reduce = (child: SchemaNode): SchemaNode => evaluationOnly(child, within);
  return alone(
    node,
    ...node.assertions.flatMap((assertion): Assertion[] => {
      if (assertion.kind === 'properties') return [namesOnly(node, assertion)];
      if (assertion.kind === 'unevaluatedProperties') return [assertion];
      if (!isInPlace(assertion)) return [];
      if (assertion.kind === 'ref') return [{ ...assertion, node: reduce(assertion.node) }];
      if (assertion.kind === 'allOf') return [{ ...assertion, nodes: assertion.nodes.map(reduce) }];
      if (assertion.kind === 'dependentSchemas')
        return [{ ...assertion, nodes: new Map([...assertion.nodes].map(([name, child]) => [name, reduce(child)])) }];
      if (assertion.kind !== 'if') return [assertion];
      const { then, else: otherwise } = assertion;
      return [{ ...assertion, then: then === null ? null : reduce(then), else: otherwise === null ? null : reduce(otherwise) }];
    }),
  );
}

function namesOnly(node: SchemaNode, assertion: Extract<Assertion, { kind: 'properties' }>): Assertion {
  const free = anything(node);
  const named = new Map([...assertion.named.keys()].map((name) => [name, free]));
  const rest = assertion.rest === null || assertion.rest.raw === false ? null : free;
  return { kind: 'properties', named, patterns: assertion.patterns.map((pattern) => ({ ...pattern, node: free })), rest };
}
