import { Parser, type Program } from 'acorn';
import { Unreadable } from './values.ts';

/** The deepest nesting of code that is parsed: far beyond any transformation, well below what overflows a stack. */
const MAX_NESTING = 1_000;

/** The methods of the parser that call themselves by a detour: each cycle goes through one of them. */
const RECURSIVE = ['parseStatement', 'parseMaybeAssign', 'parseMaybeUnary', 'parseExprOp', 'parseExprAtom', 'parseBindingAtom'];

/**
 * The parser with a bound on its recursion. To wait for the stack to overflow is not enough: near its end the runtime gives up on compiling a
 * pattern, and takes the whole process down.
 */
class BoundedParser extends Parser {
  nesting = 0;
}

for (const name of RECURSIVE) {
  const method: unknown = Reflect.get(Parser.prototype, name);
  if (typeof method !== 'function') throw new Error(`The parser has no ${name} any more: its recursion would not be bounded.`);
  const bounded = function (this: BoundedParser, ...args: readonly unknown[]): unknown {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) throw new Unreadable('It is nested too deeply.', 0);
    const result: unknown = Reflect.apply(method, this, args);
    this.nesting -= 1;
    return result;
  };
  Object.defineProperty(BoundedParser.prototype, name, { value: bounded });
}
// A pattern is checked by a recursion of its own, and whether it is valid does not matter here.
Object.defineProperty(BoundedParser.prototype, 'validateRegExpPattern', { value: () => undefined });

/**
 * Parses a module.
 * @throws Unreadable where it is no JavaScript or nested too deeply
 */
export function parseModule(code: string): Program {
  try {
    return BoundedParser.parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: true });
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    // The parser's own words may quote the text, which may be any file that the plan names.
    throw new Unreadable('It is not valid JavaScript.', 'pos' in thrown && typeof thrown.pos === 'number' ? thrown.pos : 0);
  }
}
