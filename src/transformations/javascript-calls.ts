import { either, entry, listOf, NOTHING, type Closure, type Value } from './javascript-values.ts';
import { propertyOf, type Seen } from './values.ts';

/** What calls need of the walk. */
export interface Caller {
  readonly seen: Seen;
  readonly invoke: (closure: Closure, args: readonly Value[]) => Value;
}

/** Methods of lists that call a function with each entry. */
const FOR_EACH = new Set(['map', 'flatMap', 'forEach', 'filter', 'find', 'findLast', 'findIndex', 'some', 'every']);
const FOLDS = new Set(['reduce', 'reduceRight']);
/** Methods that give the entries of their list, some of them or in another order. */
const SAME_LIST = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'flat']);
const ONE_ENTRY = new Set(['find', 'findLast', 'at', 'pop', 'shift']);
/** Methods of lists, sets, maps and objects that look for their argument. */
const LOOKS_FOR = new Set(['includes', 'indexOf', 'has', 'get', 'hasOwnProperty']);
const CAPITALS = new Set(['toLowerCase', 'toUpperCase', 'toLocaleLowerCase', 'toLocaleUpperCase']);
const SAME_TEXT = new Set(['trim', 'toString', 'valueOf', 'normalize']);
/** Functions that give their argument, or a copy of it. */
const COPIES = new Set(['structuredClone', 'String', 'Object', 'Array']);
/** Functions of the language that give their arguments, or a copy of them. */
const STATIC_COPIES = new Set(['parse', 'stringify', 'assign', 'freeze', 'from', 'of', 'keys']);

/** A call of a method. */
export function callMethod(caller: Caller, name: string, receiver: Value, args: readonly Value[]): Value {
  const [first = NOTHING] = args;
  if (FOR_EACH.has(name)) return forEach(caller, name, receiver, first);
  if (FOLDS.has(name)) return fold(caller, receiver, args);
  if (LOOKS_FOR.has(name)) return lookFor(caller, receiver, first);
  if (SAME_LIST.has(name)) return either(receiver, ...args);
  if (ONE_ENTRY.has(name)) return entry(receiver);
  if (CAPITALS.has(name)) return { ...NOTHING, texts: receiver.texts, refs: receiver.refs.map((ref) => ({ ...ref, anyCase: true })) };
  if (SAME_TEXT.has(name)) return receiver;
  return NOTHING;
}

function forEach(caller: Caller, name: string, receiver: Value, callback: Value): Value {
  const given = callback.functions.map((closure) => caller.invoke(closure, [entry(receiver)]));
  if (SAME_LIST.has(name)) return receiver;
  if (ONE_ENTRY.has(name)) return entry(receiver);
  if (name === 'flatMap') return either(...given);
  return name === 'map' ? listOf(either(...given)) : NOTHING;
}

function fold(caller: Caller, receiver: Value, [callback = NOTHING, start = NOTHING]: readonly Value[]): Value {
  return either(start, ...callback.functions.map((closure) => caller.invoke(closure, [start, entry(receiver)])));
}

function lookFor({ seen }: Caller, receiver: Value, sought: Value): Value {
  seen.comparison(sought.refs, receiver.items);
  seen.properties(propertyOf(receiver.refs, ...sought.texts));
  return NOTHING;
}

/** A call of a function of the language that is found under the name of an object: `JSON.parse`, `Object.hasOwn`. */
export function callStatic(caller: Caller, name: string, args: readonly Value[]): Value {
  const [object = NOTHING, sought = NOTHING] = args;
  if (name === 'hasOwn') return lookFor(caller, object, sought);
  if (!STATIC_COPIES.has(name)) return NOTHING;
  const { refs, texts, items } = either(...args);
  return { ...NOTHING, refs: name === 'keys' ? [] : refs, texts, items };
}

/** A call of a function by its name alone that the code does not define. */
export function callGlobal(name: string, [first = NOTHING]: readonly Value[]): Value {
  return COPIES.has(name) ? first : NOTHING;
}
