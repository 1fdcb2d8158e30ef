import { expand } from 'brace-expansion';

/**
 * Whether a name matches a glob: `*` is anything, `?` one character, all else stands for itself. It takes at most the product of both lengths: whoever
 * asks for a waiver may write any glob, and whoever edits a plan any name.
 */
export function matchesGlob(glob: string, name: string): boolean {
  return matches(
    glob.length,
    name.length,
    (at) => glob[at] === '*',
    (at, to) => glob[at] === '?' || glob[at] === name[to],
  );
}

/**
 * Whether a row of parts matches a row of pattern parts, of which the stars stand for any number of parts. The last star takes one part more where the
 * rest does not fit; those before it need not be asked again.
 */
function matches(length: number, parts: number, isStar: (at: number) => boolean, fits: (at: number, to: number) => boolean): boolean {
  let at = 0;
  let star: { readonly at: number; from: number } | null = null;
  let from = 0;
  while (from < parts) {
    if (at < length && isStar(at)) {
      star = { at, from };
      at += 1;
    } else if (at < length && fits(at, from)) {
      at += 1;
      from += 1;
    } else if (star === null) return false;
    else {
      star.from += 1;
      from = star.from;
      at = star.at + 1;
    }
  }
  while (at < length && isStar(at)) at += 1;
  return at === length;
}

/** How many characters the alternatives of a glob may have in all, written out: each of them is held against each path. */
export const MAX_WRITTEN_OUT = 5_000;

/** The globs without braces that a glob stands for; null where they are too many. */
export function alternativesOf(glob: string): readonly string[] | null {
  const max = MAX_WRITTEN_OUT / 2;
  const all = expand(glob, { max });
  return all.length < max && all.reduce((sum, { length }) => sum + length, 0) <= MAX_WRITTEN_OUT ? all : null;
}

/**
 * Whether a path of the repository matches one of some globs: `*` is anything between two slashes, `**` between two slashes any number of folders,
 * `?` one character, `{a,b}` and `{1..3}` are alternatives, all else stands for itself. A glob with too many alternatives matches nothing: the policy
 * refuses it. Steps are bounded as in {@link matchesGlob}.
 */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => alternativesOf(glob) ?? []).map(partsOf);
  return (path) => {
    const parts = path.split('/');
    return patterns.some((pattern) => matchesParts(pattern, parts));
  };
}

/** What ends in two stars is for all that is inside, at any depth, as in https://git-scm.com/docs/gitignore. */
function partsOf(glob: string): readonly string[] {
  const parts = glob.replace(/^\.\//, '').split('/');
  return parts.at(-1) === '**' ? [...parts, '*'] : parts;
}

function matchesParts(pattern: readonly string[], parts: readonly string[]): boolean {
  return matches(
    pattern.length,
    parts.length,
    (at) => pattern[at] === '**',
    (at, to) => matchesGlob(pattern[at] ?? '', parts[to] ?? ''),
  );
}
