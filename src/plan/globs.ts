import picomatch from 'picomatch';

/**
 * Whether a name matches a glob: `*` is anything, `?` one character, all else stands for itself. It takes at most the product of both lengths: whoever
 * asks for a waiver may write any glob, and whoever edits a plan any name.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let at = 0;
  let star: { readonly glob: number; name: number } | null = null;
  let from = 0;
  while (from < name.length) {
    if (glob[at] === '*') {
      star = { glob: at, name: from };
      at += 1;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === name[from])) {
      at += 1;
      from += 1;
    } else if (star === null) return false;
    else {
      // The last star takes one character more; those before it need not be asked again.
      star.name += 1;
      from = star.name;
      at = star.glob + 1;
    }
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

/**
 * Whether a path of the repository matches one of some globs. Groups that repeat (`+(a)`) mean nothing: they, and more stars between two slashes than the
 * policy's schema allows, could take for ever to match.
 */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true, noextglob: true });
}
