/** Characters that are syntax in a pattern, and stand for themselves behind a backslash. */
const SYNTAX = new Set('\\^$.*+?()[]{}|');
const ESCAPABLE = new Set([...SYNTAX, '/', '-']);

/** No list that a person keeps is longer. */
const MAX_LENGTH = 20_000;

/**
 * The texts that a pattern of the form `^(a|b|c)$` lists; null for any other pattern. Segment writes the permitted values of a property so:
 * https://segment.com/docs/protocols/tracking-plan/create/
 */
export function listedTexts(pattern: string): readonly string[] | null {
  const inner = pattern.length > MAX_LENGTH ? undefined : /^\^\((?:\?:)?(.*)\)\$$/su.exec(pattern)?.[1];
  if (inner === undefined) return null;
  const texts: string[] = [];
  let text = '';
  for (let at = 0; at < inner.length; at += 1) {
    const char = inner.charAt(at);
    if (char === '|') {
      texts.push(text);
      text = '';
    } else if (char === '\\' && ESCAPABLE.has(inner.charAt(at + 1))) {
      at += 1;
      text += inner.charAt(at);
    } else if (SYNTAX.has(char)) return null;
    else text += char;
  }
  return [...new Set([...texts, text])];
}
