import { isJsonObject, isNumber, type Json, type JsonObject } from '../values/json.ts';
import { areUnique, hasAll, isMember, kindOf, meetsLimit, meetsNumeric } from './plain.ts';
import { hasFormat } from '../schema/formats.ts';
import { LONGEST_BACKTRACKED } from '../schema/pattern.ts';
import type { Assertion, Outside, SchemaNode } from '../schema/schema-node.ts';

export { isMember, kindOf, lengthOf } from './plain.ts';

/** True, false, or not known (a construct outside the model decides it, or the work is too much): Kleene's logic. */
export type Truth = boolean | null;

const MAX_DEPTH = 400;
const TOO_LONG: Outside = { code: 'budget', message: 'matching a text could take too long' };

export function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** Evaluates schemas on instances exactly. One evaluator is one run: it counts its steps and remembers what it has seen. */
export class Evaluator {
  steps = 0;
  /** Why something was not known, the last one met, and the schema that it stands in, where it stands in one. */
  reason: { readonly why: Outside; readonly node: SchemaNode | null } | null = null;
  readonly #limit: number;
  readonly #memo = new Map<SchemaNode, Map<Json, Truth | 'open'>>();
  #depth = 0;

  /** @param limit steps after which everything further is not known */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the instance is valid under the schema. */
  holds(node: SchemaNode, value: Json): Truth {
    this.steps++;
    if (this.steps > this.#limit || this.#depth > MAX_DEPTH)
      return this.#unknown({ code: 'budget', message: 'evaluating an instance took too much work' });
    if (node.isLeaf) return this.#meetsAll(node, value);
    const seen = this.#seen(node);
    const known = seen.get(value);
    if (known === 'open') return this.#unknown({ code: 'ill-defined', message: 'a schema refers to itself without end' });
    if (known !== undefined) return known;
    seen.set(value, 'open');
    this.#depth++;
    const truth = this.#meetsAll(node, value);
    this.#depth--;
    seen.set(value, truth);
    return truth;
  }

  #meetsAll(node: SchemaNode, value: Json): Truth {
    let truth: Truth = true;
    for (const assertion of node.assertions) {
      truth = and(truth, this.meets(assertion, node, value));
      if (truth === false) return false;
    }
    return truth;
  }

  #seen(node: SchemaNode): Map<Json, Truth | 'open'> {
    let seen = this.#memo.get(node);
    if (seen === undefined) {
      seen = new Map();
      this.#memo.set(node, seen);
    }
    return seen;
  }

  #unknown(why: Outside, node: SchemaNode | null = null): null {
    this.reason = { why, node };
    return null;
  }

  #all(nodes: readonly SchemaNode[], value: Json): Truth {
    let truth: Truth = true;
    for (const node of nodes) {
      truth = and(truth, this.holds(node, value));
      if (truth === false) return false;
    }
    return truth;
  }

  /** Whether the instance meets one assertion of a schema. */
  meets(assertion: Assertion, node: SchemaNode, value: Json): Truth {
    switch (assertion.kind) {
      case 'false':
        return false;
      case 'outside':
        return this.#unknown(assertion.reason, node);
      case 'type':
        return (kindOf(value) & assertion.mask) !== 0;
      case 'enum':
        return isMember(value, assertion.values);
      case 'minimum':
      case 'maximum':
      case 'multipleOf':
        return !isNumber(value) || meetsNumeric(assertion, value);
      case 'pattern':
      case 'format':
        return this.#text(assertion, value);
      case 'limit':
        return meetsLimit(assertion, value);
      case 'allOf':
        return this.#all(assertion.nodes, value);
      case 'anyOf':
        return this.#any(assertion.nodes, value);
      case 'oneOf':
        return this.#one(assertion.nodes, value);
      case 'not':
        return negate(this.holds(assertion.node, value));
      case 'ref':
        return this.holds(assertion.node, value);
      case 'if':
        return this.#conditional(assertion, value);
      case 'items':
      case 'contains':
      case 'uniqueItems':
      case 'unevaluatedItems':
        return Array.isArray(value) ? this.#array(assertion, node, value) : true;
      default:
        return isJsonObject(value) ? this.#object(assertion, node, value) : true;
    }
  }

  #text(assertion: Extract<Assertion, { kind: 'pattern' | 'format' }>, value: Json): Truth {
    if (assertion.kind === 'pattern') return typeof value !== 'string' || (assertion.regex.test(value) ?? this.#unknown(TOO_LONG));
    return hasFormat(assertion.name, value) ?? this.#unknown(TOO_LONG);
  }

  #any(nodes: readonly SchemaNode[], value: Json): Truth {
    let truth: Truth = false;
    for (const node of nodes) {
      const holds = this.holds(node, value);
      if (holds === true) return true;
      if (holds === null) truth = null;
    }
    return truth;
  }

  #one(nodes: readonly SchemaNode[], value: Json): Truth {
    let holding = 0;
    let isKnown = true;
    for (const node of nodes) {
      const holds = this.holds(node, value);
      if (holds === null) isKnown = false;
      else if (holds) holding++;
      if (holding > 1) return false;
    }
    return isKnown ? holding === 1 : null;
  }

  #conditional(assertion: Extract<Assertion, { kind: 'if' }>, value: Json): Truth {
    if (assertion.then === null && assertion.else === null) return true;
    const condition = this.holds(assertion.condition, value);
    const then = condition === false || assertion.then === null ? true : this.holds(assertion.then, value);
    const otherwise = condition === true || assertion.else === null ? true : this.holds(assertion.else, value);
    if (condition === null) return then === true && otherwise === true ? true : then === false && otherwise === false ? false : null;
    return condition ? then : otherwise;
  }

  #object(assertion: Assertion, node: SchemaNode, value: JsonObject): Truth {
    switch (assertion.kind) {
      case 'required':
        return hasAll(value, assertion.names);
      case 'dependentRequired':
        for (const [name, needed] of assertion.names) if (Object.hasOwn(value, name) && !hasAll(value, needed)) return false;
        return true;
      case 'dependentSchemas':
        return this.#dependents(assertion.nodes, value);
      case 'propertyNames':
        return this.#names(assertion.node, value);
      case 'properties':
        return this.#properties(assertion, value);
      case 'unevaluatedProperties':
        return this.#unevaluatedProperties(assertion, node, value);
      default:
        return true;
    }
  }

  #dependents(nodes: ReadonlyMap<string, SchemaNode>, value: JsonObject): Truth {
    let truth: Truth = true;
    for (const [name, node] of nodes) {
      if (Object.hasOwn(value, name)) truth = and(truth, this.holds(node, value));
      if (truth === false) return false;
    }
    return truth;
  }

  #names(node: SchemaNode, value: JsonObject): Truth {
    let truth: Truth = true;
    for (const name of Object.keys(value)) {
      truth = and(truth, this.holds(node, name));
      if (truth === false) return false;
    }
    return truth;
  }

  #properties(assertion: Extract<Assertion, { kind: 'properties' }>, value: JsonObject): Truth {
    let truth: Truth = true;
    for (const name of Object.keys(value)) {
      truth = and(truth, this.#property(assertion, name, value[name] ?? null));
      if (truth === false) return false;
    }
    return truth;
  }

  #property({ named, patterns, rest }: Extract<Assertion, { kind: 'properties' }>, name: string, value: Json): Truth {
    const own = named.get(name);
    let truth: Truth = own === undefined ? true : this.holds(own, value);
    let isNamed = own !== undefined;
    for (const { regex, node } of patterns) {
      if (truth === false) return false;
      const matches = regex.test(name);
      if (matches === false) continue;
      isNamed = true;
      truth = and(truth, matches === null ? this.#unknown(TOO_LONG) : this.holds(node, value));
    }
    return isNamed || rest === null ? truth : this.holds(rest, value);
  }

  #unevaluatedProperties(assertion: Extract<Assertion, { kind: 'unevaluatedProperties' }>, node: SchemaNode, value: JsonObject): Truth {
    const held = this.heldSubschemas(node, value);
    if (held === null) return null;
    let truth: Truth = true;
    for (const name of Object.keys(value)) {
      if (name.length > LONGEST_BACKTRACKED) return this.#unknown(TOO_LONG);
      if (held.some((part) => evaluatesName(part, name, part === node ? assertion : null))) continue;
      truth = and(truth, this.holds(assertion.node, value[name] ?? null));
      if (truth === false) return false;
    }
    return truth;
  }

  #array(assertion: Assertion, node: SchemaNode, value: readonly Json[]): Truth {
    switch (assertion.kind) {
      case 'uniqueItems':
        return areUnique(value);
      case 'contains':
        return this.#contains(assertion, value);
      case 'items':
        return this.#items(assertion, value);
      case 'unevaluatedItems':
        return this.#unevaluatedItems(assertion, node, value);
      default:
        return true;
    }
  }

  #contains({ node, min, max }: Extract<Assertion, { kind: 'contains' }>, value: readonly Json[]): Truth {
    let least = 0;
    let most = 0;
    for (const item of value) {
      const holds = this.holds(node, item);
      if (holds === true) least++;
      if (holds !== false) most++;
    }
    if (least > max || most < min) return false;
    return least >= min && most <= max ? true : null;
  }

  #items({ prefix, rest }: Extract<Assertion, { kind: 'items' }>, value: readonly Json[]): Truth {
    let truth: Truth = true;
    for (const [i, item] of value.entries()) {
      const node = i < prefix.length ? prefix[i] : rest;
      if (node === undefined || node === null) break;
      truth = and(truth, this.holds(node, item));
      if (truth === false) return false;
    }
    return truth;
  }

  #unevaluatedItems(assertion: Extract<Assertion, { kind: 'unevaluatedItems' }>, node: SchemaNode, value: readonly Json[]): Truth {
    const held = this.heldSubschemas(node, value);
    if (held === null) return null;
    let truth: Truth = true;
    for (const [i, item] of value.entries()) {
      truth = and(truth, this.#isEvaluatedOrHolds(assertion, node, held, i, item));
      if (truth === false) return false;
    }
    return truth;
  }

  #isEvaluatedOrHolds(
    assertion: Extract<Assertion, { kind: 'unevaluatedItems' }>,
    node: SchemaNode,
    held: readonly SchemaNode[],
    index: number,
    item: Json,
  ): Truth {
    let evaluated: Truth = false;
    for (const part of held) {
      const own = this.#evaluatesItem(part, index, item, part === node ? assertion : null);
      if (own === true) return true;
      if (own === null) evaluated = null;
    }
    const rest = this.holds(assertion.node, item);
    return rest === true ? true : evaluated === null ? null : rest;
  }

  #evaluatesItem(node: SchemaNode, index: number, item: Json, except: Assertion | null): Truth {
    let truth: Truth = false;
    for (const assertion of node.assertions) {
      if (assertion === except) continue;
      if (assertion.kind === 'unevaluatedItems') return true;
      if (assertion.kind === 'items' && (assertion.rest !== null || index < assertion.prefix.length)) return true;
      if (assertion.kind !== 'contains' || assertion.evaluates === false) continue;
      const matches = this.holds(assertion.node, item);
      if (matches === true && assertion.evaluates === true) return true;
      if (matches === true)
        truth = this.#unknown({
          code: 'outside-theory',
          message: 'validators of 2019-09 disagree on "unevaluatedItems" beside "contains"',
        });
      if (matches === null) truth = null;
    }
    return truth;
  }

  /**
   * The schema itself and every in-place subschema of it (through references, allOf, anyOf, oneOf, if, dependentSchemas) that holds for the
   * instance: those whose annotations count (JSON Schema core 7.7.1). Null where it is not known, which is also where one of them holds something
   * outside the model: it might annotate anything. The schema itself is taken to hold.
   */
  heldSubschemas(node: SchemaNode, value: Json): readonly SchemaNode[] | null {
    const held = new Set<SchemaNode>([node]);
    for (const part of held) {
      for (const assertion of part.assertions) {
        if (assertion.kind === 'outside') return this.#unknown(assertion.reason, part);
        for (const child of this.#inPlace(assertion, value)) {
          if (child === null) return null;
          held.add(child);
        }
      }
    }
    return [...held];
  }

  #inPlace(assertion: Assertion, value: Json): readonly (SchemaNode | null)[] {
    switch (assertion.kind) {
      case 'allOf':
        return assertion.nodes;
      case 'ref':
        return [assertion.node];
      case 'anyOf':
      case 'oneOf':
        return assertion.nodes.flatMap((child) => this.#held(child, value));
      case 'if': {
        const condition = this.holds(assertion.condition, value);
        if (condition === null) return [null];
        const chosen = condition ? assertion.then : assertion.else;
        return [...(condition ? [assertion.condition] : []), ...(chosen === null ? [] : [chosen])];
      }
      case 'dependentSchemas':
        return isJsonObject(value) ? [...assertion.nodes].flatMap(([name, child]) => (Object.hasOwn(value, name) ? [child] : [])) : [];
      default:
        return [];
    }
  }

  #held(node: SchemaNode, value: Json): readonly (SchemaNode | null)[] {
    const truth = this.holds(node, value);
    if (truth === null) return [null];
    return truth ? [node] : [];
  }
}

/** The schemas that a `properties` assertion applies to a name. */
export function nodesForName(assertion: Extract<Assertion, { kind: 'properties' }>, name: string): readonly SchemaNode[] {
  const named = assertion.named.get(name);
  const nodes = assertion.patterns.filter((pattern) => pattern.regex.test(name) === true).map((pattern) => pattern.node);
  if (named !== undefined) nodes.unshift(named);
  return nodes.length === 0 && assertion.rest !== null ? [assertion.rest] : nodes;
}

/** Whether a schema's own keywords evaluate a property of this name. */
export function evaluatesName(node: SchemaNode, name: string, except: Assertion | null): boolean {
  return node.assertions.some(
    (assertion) =>
      assertion !== except &&
      (assertion.kind === 'unevaluatedProperties' || (assertion.kind === 'properties' && nodesForName(assertion, name).length > 0)),
  );
}
