/** At most `max` UTF-16 units of a text, never half a character; a cut is shown by `…`. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max - 1));
  const whole = /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
  return `${whole}…`;
}

/** Where two texts start to differ, from the start of a character. */
function differenceStart(one: string, other: string): number {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  return /[\uD800-\uDBFF]/.test(one[start - 1] ?? '') ? start - 1 : start;
}

/** At most `max` units of a text from an index on; what is left out is shown by `…`. */
function from(text: string, index: number, max: number): string {
  if (index <= 0) return shorten(text, max);
  return `…${shorten(text.slice(/[\uDC00-\uDFFF]/.test(text[index] ?? '') ? index + 1 : index), max - 1)}`;
}

/** Two texts of at most `max` UTF-16 units each; of longer ones the part in which they start to differ, so that two texts never look the same. */
export function shortenBoth(one: string, other: string, max: number): [one: string, other: string] {
  const longest = Math.max(one.length, other.length);
  if (longest <= max) return [one, other];
  const start = differenceStart(one, other);
  const index = start <= max / 2 ? 0 : Math.min(start - Math.floor(max / 4), longest - max + 1);
  return [from(one, index, max), from(other, index, max)];
}
