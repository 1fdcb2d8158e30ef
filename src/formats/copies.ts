import type { LoadContext } from './format.ts';

/**
 * Keys for what files name without saying which plan they are of. Apps of one repository keep copies, each of its own day: the first file in path
 * order has the key, one that says the same does not count, and one that says something else has a key of its own.
 */
export class Copies {
  readonly #first = new Map<string, { readonly path: string; readonly text: string }>();
  readonly #formerPath: LoadContext['formerPath'];

  constructor(formerPath: LoadContext['formerPath']) {
    this.#formerPath = formerPath;
  }

  /**
   * The key of what a file says; null where another file says the same.
   * @param text all that it says of it, in one spelling.
   */
  keyOf(key: string, path: string, text: string): string | null {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, { path, text });
    if (first === undefined || first.path === path) return key;
    return first.text === text ? null : `${key} in ${this.#formerPath(path)}`;
  }
}
