import { endlessSchemas } from './loops.ts';
import { canonicalJson } from '../values/json.ts';
import { childNodes, type Assertion, type SchemaNode } from './schema-node.ts';

/** Rounds of refinement after which what is still apart stays apart: only absurdly long cycles need more. */
const MAX_ROUNDS = 60;

/**
 * Numbers schemas so that two with the same number accept the same instances: equality of the graphs that they stand in (bisimilarity), annotations
 * left out, references followed. Two that are only equivalent by reasoning have different numbers.
 */
export class Equivalence {
  readonly #classes = new Map<SchemaNode, number>();
  readonly #signatures = new Map<string, number>();
  readonly #representatives = new Map<number, SchemaNode>();
  #unique = 0;
  #hasCycles = false;
  /** Whether it may matter that a schema evaluates something without demanding anything of it. */
  #annotates = false;
  /** Those of the schemas given, and of those that they reach, that refer to themselves without end. */
  readonly endless: ReadonlySet<SchemaNode>;

  /** @param roots the schemas to compare; what they reach is numbered together, so that cycles can be found equal */
  constructor(roots: readonly SchemaNode[]) {
    this.#classify(roots.map(dereference));
    this.endless = this.#hasCycles ? endlessSchemas(roots) : new Set();
  }

  /** The class of a schema: one of those given, one that they reach, or one built on these. */
  classOf(node: SchemaNode): number {
    const own = this.#classes.get(node);
    if (own !== undefined) return own;
    const named = dereference(node);
    if (!this.#classes.has(named)) this.#classify([named]);
    const id = this.#classes.get(named) ?? this.#intern(named, `#${this.#unique++}`);
    this.#classes.set(node, id);
    return id;
  }

  /** The first schema met of the node's class. */
  representative(node: SchemaNode): SchemaNode {
    return this.#representatives.get(this.classOf(node)) ?? node;
  }

  #intern(node: SchemaNode, signature: string): number {
    let id = this.#signatures.get(signature);
    if (id === undefined) {
      id = this.#signatures.size;
      this.#signatures.set(signature, id);
      this.#representatives.set(id, node);
    }
    this.#classes.set(node, id);
    return id;
  }

  /** Depth first without recursion, children before parents; what can reach a cycle is refined together. */
  #classify(roots: readonly SchemaNode[]): void {
    const children = new Map<SchemaNode, readonly SchemaNode[]>();
    const order = new Set<SchemaNode>();
    const stack: SchemaNode[] = [...roots];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (!this.#classes.has(node) && !children.has(node)) {
        const below = childrenOf(node);
        children.set(node, below);
        for (const child of below) if (!this.#classes.has(child) && !children.has(child)) stack.push(child);
        this.#annotates ||= node.assertions.some(({ kind }) => kind === 'unevaluatedProperties' || kind === 'unevaluatedItems');
        continue;
      }
      stack.pop();
      if (children.has(node)) order.add(node);
    }
    const classOf: ClassOf = (child) => this.#classes.get(child) ?? -1;
    const cyclic: SchemaNode[] = [];
    for (const node of order) {
      // A child that has no class yet was not finished before its parent, or reaches one that was not: there is a cycle.
      const isSettled = children.get(node)?.every((child) => this.#classes.has(child)) === true;
      if (isSettled) this.#intern(node, signatureOf(node, classOf, this.#annotates));
      else cyclic.push(node);
    }
    if (cyclic.length === 0) return;
    this.#hasCycles = true;
    this.#refine(cyclic);
  }

  #refine(nodes: readonly SchemaNode[]): void {
    let classes = new Map<SchemaNode, string>(nodes.map((node) => [node, '?']));
    let count = 1;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const ids = new Map<string, string>();
      const next = new Map<SchemaNode, string>();
      for (const node of nodes) {
        const signature = signatureOf(node, (child) => this.#classes.get(child) ?? classes.get(child) ?? '?', this.#annotates);
        if (!ids.has(signature)) ids.set(signature, `?${ids.size}`);
        next.set(node, ids.get(signature) ?? '?');
      }
      classes = next;
      if (ids.size === count && round > 0) return this.#adopt(nodes, classes);
      count = ids.size;
    }
    for (const node of nodes) this.#intern(node, `#${this.#unique++}`);
  }

  #adopt(nodes: readonly SchemaNode[], classes: ReadonlyMap<SchemaNode, string>): void {
    const prefix = `#${this.#unique++}`;
    for (const node of nodes) this.#intern(node, `${prefix}${classes.get(node) ?? ''}`);
  }
}

/** The schema that a chain of bare references ends at; a chain without end stays where it starts. */
export function dereference(node: SchemaNode): SchemaNode {
  if (node.assertions.length !== 1 || node.assertions[0]?.kind !== 'ref') return node;
  const seen = new Set<SchemaNode>();
  let current = node;
  for (let [only] = current.assertions; only?.kind === 'ref' && current.assertions.length === 1; [only] = current.assertions) {
    if (seen.has(current)) return node;
    seen.add(current);
    current = only.node;
  }
  return current;
}

function childrenOf(node: SchemaNode): readonly SchemaNode[] {
  return node.assertions.flatMap(childNodes).map(dereference);
}

type ClassOf = (node: SchemaNode) => number | string;

/** A text for what a schema demands, given the classes of its children. Order never matters where the specification gives it no meaning. */
function signatureOf(node: SchemaNode, classOf: ClassOf, annotates: boolean): string {
  const target: ClassOf = (child) => classOf(dereference(child));
  const parts = node.assertions.map((assertion) => assertionSignature(assertion, target, annotates));
  const distinct = parts.length > 1 ? [...new Set(parts)].sort() : parts;
  // With their lengths before them, texts next to each other stay apart.
  return distinct.map((part) => `${part.length}:${part}`).join('');
}

function entries(nodes: Iterable<readonly [string, SchemaNode]>, classOf: ClassOf): string[] {
  return Array.from(nodes, ([name, node]) => `${name.length}:${name}=${classOf(node)}`).sort();
}

/**
 * A text for what one assertion demands, given the classes of its children: two that read the same accept the same, standing beside the same.
 * Where `annotates` is not set, what only matters to a keyword that asks what was evaluated makes no difference.
 */
export function assertionSignature(assertion: Assertion, classOf: ClassOf, annotates: boolean): string {
  const list = (nodes: readonly (SchemaNode | null)[]): string => nodes.map((node) => (node === null ? '-' : classOf(node))).join();
  switch (assertion.kind) {
    case 'enum':
      return `enum ${[...new Set(assertion.values.map(canonicalJson))].toSorted().join()}`;
    case 'minimum':
    case 'maximum':
      return `${assertion.kind} ${canonicalJson(assertion.limit)} ${assertion.exclusive}`;
    case 'multipleOf':
      return `multipleOf ${canonicalJson(assertion.divisor)}`;
    case 'properties': {
      const patterns = assertion.patterns.map((pattern) => [pattern.source, pattern.node] as const);
      const { rest } = assertion;
      // Further properties that may be anything are as good as not spoken of, unless it counts that they are evaluated.
      const isFree = rest === null || (!annotates && rest.assertions.length === 0);
      return `properties ${entries(assertion.named, classOf).join()} ${entries(patterns, classOf).join()} ${isFree ? '-' : classOf(rest)}`;
    }
    case 'required':
      return `required ${JSON.stringify(assertion.names.toSorted())}`;
    case 'dependentRequired':
      return `dependentRequired ${JSON.stringify([...assertion.names].map(([name, needed]) => JSON.stringify([name, ...needed.toSorted()])).toSorted())}`;
    case 'dependentSchemas':
      return `dependentSchemas ${entries(assertion.nodes, classOf).join()}`;
    case 'items':
      return `items ${list(assertion.prefix)};${list([assertion.rest])}`;
    case 'contains':
      return `contains ${classOf(assertion.node)} ${assertion.min} ${assertion.max} ${assertion.evaluates}`;
    case 'allOf':
    case 'anyOf':
      return `${assertion.kind} ${[...new Set(assertion.nodes.map((child) => String(classOf(child))))].toSorted().join()}`;
    case 'oneOf':
      return `oneOf ${assertion.nodes
        .map((child) => String(classOf(child)))
        .toSorted()
        .join()}`;
    case 'if':
      return `if ${list([assertion.condition, assertion.then, assertion.else])}`;
    case 'outside':
      return `outside ${assertion.keyword} ${canonicalJson(assertion.raw)}`;
    case 'type':
      return `type ${assertion.mask}`;
    case 'limit':
      return `${assertion.keyword} ${assertion.limit}`;
    case 'pattern':
      return `pattern ${assertion.source}`;
    case 'format':
      return `format ${assertion.name}`;
    default:
      return `${assertion.kind} ${list(childNodes(assertion))}`;
  }
}
