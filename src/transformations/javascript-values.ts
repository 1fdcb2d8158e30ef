import type { ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, AnonymousFunctionDeclaration } from 'acorn';
import { entryOf, join, type Ref, type Text } from './values.ts';

export type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression;

/** A function with the names that it can see. */
export interface Closure {
  readonly node: FunctionNode;
  readonly scope: Scope;
}

/** What an expression may be, as far as reading a message goes; a value of which nothing is known has all lists empty. */
export interface Value {
  readonly refs: readonly Ref[];
  /** The texts that it may be. */
  readonly texts: readonly Text[];
  /** The texts that it holds: entries of a list or set, names of an object. */
  readonly items: readonly Text[];
  readonly functions: readonly Closure[];
}

export const NOTHING: Value = { refs: [], texts: [], items: [], functions: [] };

/** How many texts or functions one value may be, or hold. */
export const MAX_ALTERNATIVES = 1_000;

/** A value that is one of several. */
export function either(...values: readonly Value[]): Value {
  const known = values.filter((value) => !isNothing(value));
  if (known.length < 2) return known[0] ?? NOTHING;
  return {
    refs: join(...known.map(({ refs }) => refs)),
    texts: distinct(known.map(({ texts }) => texts)),
    items: distinct(known.map(({ items }) => items)),
    functions: distinct(known.map(({ functions }) => functions)),
  };
}

function distinct<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [only, another] = lists.filter((list) => list.length > 0);
  if (another === undefined) return only ?? [];
  return [...new Set(lists.flat())].slice(0, MAX_ALTERNATIVES);
}

export function isNothing({ refs, texts, items, functions }: Value): boolean {
  return refs.length + texts.length + items.length + functions.length === 0;
}

/** An entry of a list. */
export function entry({ refs, items }: Value): Value {
  return { ...NOTHING, refs: entryOf(refs), texts: items };
}

/** A list of such values. */
export function listOf({ refs, texts }: Value): Value {
  return { ...NOTHING, refs: refs.map((ref) => ({ ...ref, lists: ref.lists + 1 })), items: texts };
}

/** The names that code can see at a place. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #above: Scope | null;
  readonly #isFunction: boolean;

  constructor(above: Scope | null, isFunction: boolean) {
    this.#above = above;
    this.#isFunction = isFunction || above === null;
  }

  find(name: string): Value {
    const scope = this.#holder(name);
    return scope === null ? NOTHING : (scope.#names.get(name) ?? NOTHING);
  }

  /** Declares a name here, or, for `var`, in the function around; what it may already be stays possible. */
  declare(name: string, value: Value, hoisted: boolean): void {
    const scope = hoisted ? this.#function() : this;
    scope.#names.set(name, either(scope.#names.get(name) ?? NOTHING, value));
  }

  /** Assigns to a name; what it was before stays possible, because the assignment may stand under a condition. */
  assign(name: string, value: Value): void {
    const scope = this.#holder(name);
    if (scope !== null) scope.#names.set(name, either(scope.find(name), value));
  }

  #holder(name: string): Scope | null {
    if (this.#names.has(name)) return this;
    return this.#above === null ? null : this.#above.#holder(name);
  }

  #function(): Scope {
    return this.#isFunction || this.#above === null ? this : this.#above.#function();
  }
}
