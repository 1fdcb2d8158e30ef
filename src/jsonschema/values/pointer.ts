import { isJsonObject, type Json } from './json.ts';

/** `pointer` with one more reference token (RFC 6901). */
export function childPointer(pointer: string, token: string | number): string {
  const text = String(token);
  return `${pointer}/${text.includes('/') || text.includes('~') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`;
}

/** The reference tokens of a JSON pointer, unescaped. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The part of a value that a token names; undefined where there is none. */
export function childOf(value: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9][0-9]*)$/.test(token) ? (value as readonly Json[])[Number(token)] : undefined;
  if (isJsonObject(value) && Object.hasOwn(value, token)) return value[token];
  return undefined;
}

/** The value at a JSON pointer; undefined where there is none. */
export function valueAt(document: Json | undefined, pointer: string): Json | undefined {
  let value = document;
  for (const token of pointerTokens(pointer)) value = childOf(value, token);
  return value;
}
