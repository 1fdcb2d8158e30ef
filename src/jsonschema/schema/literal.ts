/** Longer expressions are not read for it. */
const MAX_SOURCE = 1_000;

/** One piece of an expression that stands for itself: an escaped sign, or a character. */
const PIECE = /\\([^\p{L}\p{N}])|\\|([^\\^$*+?()[\]{}|])/uy;

/**
 * The text that an expression spells where it is read as its author wrote it, an unescaped `.` as a dot: `^https://shop.example/.*` spells
 * `https://shop.example/`. Null for one with groups, classes or counts, and for one without such a dot, which spells nothing that is not demanded.
 * Whether the expression matches it is not asked.
 */
export function spelledBy(source: string): string | null {
  if (source.length > MAX_SOURCE) return null;
  const body = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  let text = '';
  let hasDot = false;
  let at = 0;
  while (at < body.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(body);
    const sign = found?.[1] ?? found?.[2];
    if (found === null || sign === undefined) return null;
    at += found[0].length;
    const count = body[at] ?? '';
    const isCounted = '*?+'.includes(count) && count !== '';
    if (isCounted) at += 1;
    const isAny = found[2] === '.';
    if (isAny && !isCounted) hasDot = true;
    if (count === '+' && isAny) text += 'x';
    else if (!isCounted || count === '+') text += sign;
  }
  return hasDot ? text : null;
}
