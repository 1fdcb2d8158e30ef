import { canonicalJson, equalJson, ExactNumber, isJsonObject, isNumber, type Json, type JsonObject } from '../values/json.ts';
import { compareNumbers, isInteger, isMultipleOf } from '../values/number.ts';
import { hasFormat } from '../schema/formats.ts';
import { KIND, type Assertion, type Outside, type SchemaNode } from '../schema/schema-node.ts';

/** True, false, or not known (a construct outside the model decides it, or the work is too much): Kleene's logic. */
export type Truth = boolean | null;

const MAX_DEPTH = 400;

/** The kind bit of a value. */
export function kindOf(value: Json): number {
  if (value === null) return KIND.null;
  if (typeof value === 'boolean') return KIND.boolean;
  if (typeof value === 'string') return KIND.string;
  if (typeof value === 'number' || value instanceof ExactNumber) return isInteger(value) ? KIND.integer : KIND.fraction;
  return Array.isArray(value) ? KIND.array : KIND.object;
}

/** The number of Unicode code points of a string, which is what `minLength` and `maxLength` count. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

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
  /** Why something was not known, the last one met. */
  reason: Outside | null = null;
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
    const seen = this.#seen(node);
    const known = seen.get(value);
    if (known === 'open') return this.#unknown({ code: 'ill-defined', message: 'a schema refers to itself without end' });
    if (known !== undefined) return known;
    seen.set(value, 'open');
    this.#depth++;
    let truth: Truth = true;
    for (const assertion of node.assertions) {
      truth = and(truth, this.meets(assertion, node, value));
      if (truth === false) break;
    }
    this.#depth--;
    seen.set(value, truth);
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

  #unknown(reason: Outside): null {
    this.reason = reason;
    return null;
  }

  #all<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
    let truth: Truth = true;
    for (const item of items) {
      truth = and(truth, test(item));
      if (truth === false) return false;
    }
    return truth;
  }

  /** How many tests hold: at least, and at most. */
  #count<T>(items: Iterable<T>, test: (item: T) => Truth): { readonly least: number; readonly most: number } {
    let least = 0;
    let most = 0;
    for (const item of items) {
      const truth = test(item);
      if (truth === true) least++;
      if (truth !== false) most++;
    }
    return { least, most };
  }

  #within(count: { readonly least: number; readonly most: number }, min: number, max: number): Truth {
    if (count.least >= min && count.most <= max) return true;
    return count.most < min || count.least > max ? false : null;
  }

  /** Whether the instance meets one assertion of a schema. */
  meets(assertion: Assertion, node: SchemaNode, value: Json): Truth {
    switch (assertion.kind) {
      case 'false':
        return false;
      case 'outside':
        return this.#unknown(assertion.reason);
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
        return this.#all(assertion.nodes, (child) => this.holds(child, value));
      case 'anyOf':
        return this.#any(assertion.nodes, value);
      case 'oneOf':
        return this.#within(
          this.#count(assertion.nodes, (child) => this.holds(child, value)),
          1,
          1,
        );
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
    const tooLong: Outside = { code: 'budget', message: 'matching a text could take too long' };
    if (assertion.kind === 'pattern') return typeof value !== 'string' || (assertion.regex.test(value) ?? this.#unknown(tooLong));
    return hasFormat(assertion.name, value) ?? this.#unknown(tooLong);
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

  #conditional(assertion: Extract<Assertion, { kind: 'if' }>, value: Json): Truth {
    if (assertion.then === null && assertion.else === null) return true;
    const condition = this.holds(assertion.condition, value);
    const then = condition === false || assertion.then === null ? true : this.holds(assertion.then, value);
    const otherwise = condition === true || assertion.else === null ? true : this.holds(assertion.else, value);
    if (condition === null) return then === true && otherwise === true ? true : then === false && otherwise === false ? false : null;
    return condition ? then : otherwise;
  }

  #object(assertion: Assertion, node: SchemaNode, value: JsonObject): Truth {
    const has = (name: string): boolean => Object.hasOwn(value, name);
    const names = Object.keys(value);
    switch (assertion.kind) {
      case 'required':
        return assertion.names.every(has);
      case 'dependentRequired':
        return [...assertion.names].every(([name, needed]) => !has(name) || needed.every(has));
      case 'dependentSchemas':
        return this.#all(assertion.nodes, ([name, child]) => (has(name) ? this.holds(child, value) : true));
      case 'propertyNames':
        return this.#all(names, (name) => this.holds(assertion.node, name));
      case 'properties':
        return this.#all(names, (name) => this.#all(nodesForName(assertion, name), (child) => this.holds(child, value[name] ?? null)));
      case 'unevaluatedProperties':
        return this.#unevaluatedProperties(assertion, node, value);
      default:
        return true;
    }
  }

  #unevaluatedProperties(assertion: Extract<Assertion, { kind: 'unevaluatedProperties' }>, node: SchemaNode, value: JsonObject): Truth {
    const held = this.heldSubschemas(node, value);
    if (held === null) return null;
    return this.#all(Object.keys(value), (name) =>
      held.some((part) => evaluatesName(part, name, part === node ? assertion : null))
        ? true
        : this.holds(assertion.node, value[name] ?? null),
    );
  }

  #array(assertion: Assertion, node: SchemaNode, value: readonly Json[]): Truth {
    switch (assertion.kind) {
      case 'uniqueItems':
        return new Set(value.map(canonicalJson)).size === value.length;
      case 'contains':
        return this.#within(
          this.#count(value, (item) => this.holds(assertion.node, item)),
          assertion.min,
          assertion.max,
        );
      case 'items':
        return this.#all(value.entries(), ([i, item]) => {
          const child = assertion.prefix[i] ?? (i < assertion.prefix.length ? null : assertion.rest);
          return child === null ? true : this.holds(child, item);
        });
      case 'unevaluatedItems': {
        const held = this.heldSubschemas(node, value);
        if (held === null) return null;
        return this.#all(value.entries(), ([i, item]) =>
          this.#all([assertion.node], (child) => {
            const evaluated = held.map((part) => this.#evaluatesItem(part, i, item, part === node ? assertion : null));
            if (evaluated.includes(true)) return true;
            const rest = this.holds(child, item);
            return rest === true ? true : evaluated.includes(null) ? null : rest;
          }),
        );
      }
      default:
        return true;
    }
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
   * instance: those whose annotations count (JSON Schema core 7.7.1). Null where it is not known. The schema itself is taken to hold.
   */
  heldSubschemas(node: SchemaNode, value: Json): readonly SchemaNode[] | null {
    const held = new Set<SchemaNode>([node]);
    for (const part of held) {
      for (const assertion of part.assertions) {
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

/** Whether a value is among others, by JSON Schema's equality. */
export function isMember(value: Json, values: readonly Json[]): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return values.includes(value);
  return values.some((other) => equalJson(value, other));
}

function meetsNumeric(assertion: Extract<Assertion, { kind: 'minimum' | 'maximum' | 'multipleOf' }>, value: number | ExactNumber): boolean {
  if (assertion.kind === 'multipleOf') return isMultipleOf(value, assertion.divisor);
  const order = compareNumbers(value, assertion.limit);
  if (order === 0) return !assertion.exclusive;
  return assertion.kind === 'minimum' ? order > 0 : order < 0;
}

function meetsLimit(assertion: Extract<Assertion, { kind: 'limit' }>, value: Json): boolean {
  const { keyword, limit } = assertion;
  const size = sizeFor(keyword.slice(3), value);
  if (size === null) return true;
  return keyword.startsWith('min') ? size >= limit : size <= limit;
}

function sizeFor(what: string, value: Json): number | null {
  if (what === 'Length') return typeof value === 'string' ? lengthOf(value) : null;
  if (what === 'Items') return Array.isArray(value) ? value.length : null;
  return isJsonObject(value) ? Object.keys(value).length : null;
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
