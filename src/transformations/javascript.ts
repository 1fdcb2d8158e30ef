import { parseModule } from './javascript-parser.ts';
import { JavaScriptWalk } from './javascript-walk.ts';
import type { Reads } from './types.ts';
import { Unreadable } from './values.ts';

/**
 * What JavaScript reads of a message: the first parameter of `transformEvent` is one, that of `transformBatch` a list of them, and so is any
 * parameter called `event` or `events` of which nothing else is known. Followed are member chains, destructuring, variables, calls of functions
 * of the same file, the usual methods of lists, and names taken from lists of literals. Not followed: names that are put together, values
 * kept in objects or classes, calls into libraries. Assignments and `delete` read nothing of their target.
 */
export function readsOfJavaScript(code: string): Reads {
  const walk = new JavaScriptWalk();
  try {
    walk.run(parseModule(code));
    return { reads: walk.seen.all(), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    return { reads: walk.seen.all(), problem: { message: thrown.message, start: thrown.start } };
  }
}
