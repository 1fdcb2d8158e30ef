import type {
  AnyNode,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  ForInStatement,
  ForOfStatement,
  MemberExpression,
  NewExpression,
  ObjectExpression,
  Pattern,
  Program,
  Property,
  AssignmentProperty,
  SwitchStatement,
  VariableDeclaration,
} from 'acorn';
import { printPath } from '../plan/paths.ts';
import { callGlobal, callMethod, callStatic, type Caller } from './javascript-calls.ts';
import {
  either,
  entry,
  isNothing,
  MAX_ALTERNATIVES,
  NOTHING,
  Scope,
  type Closure,
  type FunctionNode,
  type Value,
} from './javascript-values.ts';
import { batch, entryOf, join, message, propertyOf, Seen, Unreadable, type Ref, type Text } from './values.ts';

/** The deepest nesting of code that is read: far beyond any transformation, well below what overflows a stack. */
const MAX_DEPTH = 800;
const MAX_CALL_DEPTH = 20;

const EQUALITY = new Set(['==', '===', '!=', '!==']);
const STATIC_HOLDERS = new Set(['JSON', 'Object', 'Array']);
const ENTRIES: ReadonlyMap<string, typeof message> = new Map([
  ['transformEvent', message],
  ['transformBatch', batch],
]);
const TELLING_NAMES: ReadonlyMap<string, typeof message> = new Map([
  ['event', message],
  ['events', batch],
]);

/** A walk over a program that follows what a message is passed on as. Nothing is run: a name may be all that was ever assigned to it. */
export class JavaScriptWalk implements Caller {
  readonly seen = new Seen();
  /** Functions that were met; those that no call reached are walked at the end. */
  readonly #met = new Map<FunctionNode, Closure>();
  readonly #called = new Map<FunctionNode, Map<string, Value>>();
  #returned: Value[] = [];
  #callDepth = 0;
  #depth = 0;

  /** @throws Unreadable where the code is nested too deeply or too large; what was seen until then stays. */
  run(program: Program): void {
    const scope = new Scope(null, true);
    this.#body(program.body, scope);
    for (const [name, whole] of ENTRIES)
      for (const closure of scope.find(name).functions) {
        const { start, end } = closure.node;
        this.invoke(closure, [{ ...NOTHING, refs: [whole({ start, end })] }]);
      }
    for (const [node, closure] of this.#met) if (!this.#called.has(node)) this.invoke(closure, []);
  }

  /** Walks a function as it is called here; once for each set of arguments. */
  invoke({ node, scope }: Closure, args: readonly Value[]): Value {
    const id = args.map(idOf).join(', ');
    const calls = this.#called.get(node) ?? new Map<string, Value>();
    this.#called.set(node, calls);
    const known = calls.get(id);
    if (known !== undefined || this.#callDepth >= MAX_CALL_DEPTH) return known ?? NOTHING;
    calls.set(id, NOTHING);
    const inner = new Scope(scope, true);
    node.params.forEach((parameter, index) => this.#parameter(parameter, args[index] ?? NOTHING, inner));
    const outer = this.#returned;
    this.#returned = [];
    this.#callDepth += 1;
    const last = this.#visit(node.body, inner);
    const value = either(...this.#returned, node.body.type === 'BlockStatement' ? NOTHING : last);
    this.#callDepth -= 1;
    this.#returned = outer;
    calls.set(id, value);
    return value;
  }

  #parameter(parameter: Pattern, value: Value, scope: Scope): void {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const whole = name.type === 'Identifier' && isNothing(value) ? TELLING_NAMES.get(name.name) : undefined;
    const { start, end } = name;
    this.#bind(parameter, whole === undefined ? value : { ...NOTHING, refs: [whole({ start, end })] }, scope, 'let');
  }

  /** What a node may be; the part of a message that it ends at is read. */
  #visit(node: AnyNode, scope: Scope): Value {
    const value = this.#evaluate(node, scope);
    const inner = node.type === 'ChainExpression' ? node.expression : node;
    if (inner.type === 'MemberExpression') this.seen.properties(value.refs);
    return value;
  }

  #evaluate(node: AnyNode, scope: Scope): Value {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unreadable('It is nested too deeply.', node.start);
    this.seen.look(1, node.start);
    const value = this.#valueOf(node, scope) ?? this.#run(node, scope);
    this.#depth -= 1;
    return value;
  }

  /** The value of an expression; null for a node that is none, or of which only the parts matter. */
  #valueOf(node: AnyNode, scope: Scope): Value | null {
    switch (node.type) {
      case 'Identifier':
        return scope.find(node.name);
      case 'Literal':
        return typeof node.value === 'string' ? { ...NOTHING, texts: [textOf(node.value, node)] } : NOTHING;
      case 'TemplateLiteral': {
        const [only] = node.quasis;
        const text = node.expressions.length === 0 ? only?.value.cooked : null;
        return typeof text === 'string' ? { ...NOTHING, texts: [textOf(text, node)] } : null;
      }
      case 'MemberExpression':
        return this.#member(node, this.#evaluate(node.object, scope), scope);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.#evaluate(node.expression, scope);
      case 'AwaitExpression':
      case 'SpreadElement':
        return this.#visit(node.argument, scope);
      case 'LogicalExpression': {
        const left = this.#visit(node.left, scope);
        const right = this.#visit(node.right, scope);
        return node.operator === '&&' ? right : either(left, right);
      }
      case 'ConditionalExpression':
        this.#visit(node.test, scope);
        return either(this.#visit(node.consequent, scope), this.#visit(node.alternate, scope));
      case 'SequenceExpression':
        return node.expressions.map((each) => this.#visit(each, scope)).at(-1) ?? NOTHING;
      case 'ArrayExpression': {
        const entries = node.elements.flatMap((each) => (each === null ? [] : [{ each, value: this.#visit(each, scope) }]));
        const [spread, single] = [entries.filter(({ each }) => each.type === 'SpreadElement'), entries].map((list) =>
          either(...list.map(({ value }) => value)),
        );
        return {
          ...NOTHING,
          refs: spread?.refs ?? [],
          items: [...(spread?.items ?? []), ...(single?.texts ?? [])].slice(0, MAX_ALTERNATIVES),
        };
      }
      case 'ObjectExpression':
        return this.#object(node, scope);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#meet(node, scope);
      case 'AssignmentExpression':
        return this.#assignment(node, scope);
      case 'BinaryExpression':
        return this.#comparison(node, scope);
      case 'CallExpression':
        return this.#call(node, scope);
      case 'NewExpression':
        return this.#construct(node, scope);
      default:
        return null;
    }
  }

  /** A statement, or any other node of which only the parts matter. */
  #run(node: AnyNode, scope: Scope): Value {
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
        this.#body(node.body, new Scope(scope, false));
        break;
      case 'FunctionDeclaration':
        // Declared by #body, before the statements around it.
        break;
      case 'VariableDeclaration':
        this.#variables(node, scope);
        break;
      case 'ReturnStatement':
        if (node.argument) this.#returned.push(this.#visit(node.argument, scope));
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.#loop(node, new Scope(scope, false));
        break;
      case 'SwitchStatement':
        this.#switch(node, new Scope(scope, false));
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.#target(node.argument, scope);
        else this.#visit(node.argument, scope);
        break;
      default:
        for (const part of partsOf(node)) this.#visit(part, scope);
    }
    return NOTHING;
  }

  #body(statements: readonly AnyNode[], scope: Scope): void {
    for (const statement of statements) {
      const exported = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
      const declared = exported ? statement.declaration : statement;
      if (declared?.type === 'FunctionDeclaration') this.#declare(declared, scope);
    }
    for (const statement of statements) this.#visit(statement, scope);
  }

  #declare(node: FunctionNode, scope: Scope): void {
    const value = this.#meet(node, scope);
    if ('id' in node && node.id) scope.declare(node.id.name, value, false);
  }

  #meet(node: FunctionNode, scope: Scope): Value {
    const closure = { node, scope };
    this.#met.set(node, closure);
    return { ...NOTHING, functions: [closure] };
  }

  #variables({ declarations, kind }: VariableDeclaration, scope: Scope): void {
    for (const { id, init } of declarations) this.#bind(id, init ? this.#visit(init, scope) : NOTHING, scope, kind);
  }

  #loop({ left, right, body, type }: ForOfStatement | ForInStatement, scope: Scope): void {
    const over = this.#visit(right, scope);
    const each = type === 'ForOfStatement' ? entry(over) : { ...NOTHING, texts: over.items };
    if (left.type === 'VariableDeclaration') for (const { id } of left.declarations) this.#bind(id, each, scope, left.kind);
    else this.#bind(left, each, scope, null);
    this.#visit(body, scope);
  }

  #switch({ discriminant, cases }: SwitchStatement, scope: Scope): void {
    const { refs } = this.#visit(discriminant, scope);
    for (const { test } of cases) if (test) this.seen.comparison(refs, this.#visit(test, scope).texts);
    this.#body(
      cases.flatMap(({ consequent }) => consequent),
      scope,
    );
  }

  /** Gives names to the parts of a value; `kind` is null for an assignment to names that are there. */
  #bind(pattern: Pattern, value: Value, scope: Scope, kind: VariableDeclaration['kind'] | null): void {
    switch (pattern.type) {
      case 'Identifier':
        if (kind === null) scope.assign(pattern.name, value);
        else scope.declare(pattern.name, value, kind === 'var');
        break;
      case 'AssignmentPattern':
        this.#bind(pattern.left, either(value, this.#visit(pattern.right, scope)), scope, kind);
        break;
      case 'RestElement':
        this.#bind(pattern.argument, value, scope, kind);
        break;
      case 'ArrayPattern':
        for (const each of pattern.elements)
          if (each !== null) this.#bind(each, each.type === 'RestElement' ? value : entry(value), scope, kind);
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            this.#bind(property, value, scope, kind);
            continue;
          }
          const refs = this.#named(value.refs, this.#namesOf(property, scope));
          this.seen.properties(refs);
          this.#bind(property.value, { ...NOTHING, refs }, scope, kind);
        }
        break;
      case 'MemberExpression':
        this.#target(pattern, scope);
        break;
    }
  }

  /** The names that a property may have; none where it is computed and not known. */
  #namesOf({ key, computed }: Property | AssignmentProperty, scope: Scope): readonly Text[] {
    if (!computed && key.type === 'Identifier') return [textOf(key.name, key)];
    return this.#visit(key, scope).texts;
  }

  #named(refs: readonly Ref[], names: readonly Text[]): readonly Ref[] {
    if (refs.length === 0) return [];
    return names.length === 0 ? entryOf(refs) : propertyOf(refs, ...names);
  }

  #member({ property, computed }: MemberExpression, object: Value, scope: Scope): Value {
    if (!computed)
      return property.type === 'Identifier' ? { ...NOTHING, refs: propertyOf(object.refs, textOf(property.name, property)) } : NOTHING;
    const key = this.#visit(property, scope);
    this.seen.comparison(key.refs, object.items);
    return { ...NOTHING, refs: this.#named(object.refs, key.texts), texts: key.texts.length === 0 ? object.items : [] };
  }

  /** A place that is written or deleted: only what leads to it is read. */
  #target(node: AnyNode, scope: Scope): void {
    const inner = node.type === 'ChainExpression' ? node.expression : node;
    if (inner.type !== 'MemberExpression') return void this.#visit(node, scope);
    this.#visit(inner.object, scope);
    if (inner.computed) this.#visit(inner.property, scope);
  }

  #assignment({ left, right, operator }: AssignmentExpression, scope: Scope): Value {
    const value = this.#visit(right, scope);
    if (operator === '=' || left.type === 'Identifier') this.#bind(left, value, scope, null);
    else this.#visit(left, scope);
    return value;
  }

  #object({ properties }: ObjectExpression, scope: Scope): Value {
    const refs: (readonly Ref[])[] = [];
    const items: Text[] = [];
    for (const property of properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.#visit(property, scope);
        refs.push(spread.refs);
        items.push(...spread.items);
      } else {
        items.push(...this.#namesOf(property, scope));
        this.#visit(property.value, scope);
      }
    }
    return { ...NOTHING, refs: join(...refs), items: items.slice(0, MAX_ALTERNATIVES) };
  }

  #comparison({ left, right, operator }: BinaryExpression, scope: Scope): Value {
    const one = left.type === 'PrivateIdentifier' ? NOTHING : this.#visit(left, scope);
    const other = this.#visit(right, scope);
    if (EQUALITY.has(operator)) {
      this.seen.comparison(one.refs, other.texts);
      this.seen.comparison(other.refs, one.texts);
    }
    if (operator === 'in') callMethod(this, 'has', other, [one]);
    return NOTHING;
  }

  #call({ callee, arguments: given }: CallExpression, scope: Scope): Value {
    if (callee.type !== 'MemberExpression') {
      const called = callee.type === 'Super' ? NOTHING : this.#visit(callee, scope);
      const args = given.map((each) => this.#visit(each, scope));
      if (called.functions.length > 0) return either(...called.functions.map((closure) => this.invoke(closure, args)));
      return callee.type === 'Identifier' ? callGlobal(callee.name, args) : NOTHING;
    }
    const receiver = this.#visit(callee.object, scope);
    const names = callee.computed ? this.#visit(callee.property, scope).texts.map(({ text }) => text) : [];
    const name = callee.property.type === 'Identifier' && !callee.computed ? callee.property.name : (names[0] ?? '');
    const args = given.map((each) => this.#visit(each, scope));
    const isStatic = callee.object.type === 'Identifier' && STATIC_HOLDERS.has(callee.object.name) && isNothing(receiver);
    return isStatic ? callStatic(this, name, args) : callMethod(this, name, receiver, args);
  }

  /** `new Set([...])` and `new Map([[name, value], ...])` hold texts. */
  #construct({ callee, arguments: given }: NewExpression, scope: Scope): Value {
    this.#visit(callee, scope);
    const [first = NOTHING] = given.map((each) => this.#visit(each, scope));
    const [list] = given;
    if (callee.type !== 'Identifier') return NOTHING;
    if (callee.name === 'Set') return { ...NOTHING, items: first.items };
    if (callee.name !== 'Map' || list?.type !== 'ArrayExpression') return NOTHING;
    const pairs = list.elements.flatMap((each) => (each?.type === 'ArrayExpression' ? (each.elements[0] ?? []) : []));
    return { ...NOTHING, items: pairs.flatMap((key) => this.#visit(key, scope).texts) };
  }
}

function textOf(text: string, { start, end }: { readonly start: number; readonly end: number }): Text {
  return { text, at: { start, end } };
}

function idOf({ refs, texts, items, functions }: Value): string {
  const parts = refs.map(({ path, lists }) => `${lists} ${printPath(path)}`);
  return JSON.stringify([parts, [...texts, ...items].map(({ at }) => at.start), functions.map(({ node }) => node.start)]);
}

function partsOf(node: AnyNode): readonly AnyNode[] {
  const values: readonly unknown[] = Object.values(node);
  return values.flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value])).filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
