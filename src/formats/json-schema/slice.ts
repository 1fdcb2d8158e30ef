import { isJsonArray, isJsonObject, pointerTokens, type Json } from '../../jsonschema/index.ts';

/** What to keep of a value, by token; `whole` is all of it. */
type Kept = Map<string, Kept> | 'whole';

/** A value without what is not at or below one of these pointers. Entries of lists keep their place as names; where nothing stands, anything is allowed. */
export function slice(value: Json, pointers: Iterable<string>): Json {
  const kept = new Map<string, Kept>();
  for (const pointer of pointers) keep(kept, pointerTokens(pointer));
  return pick(value, kept);
}

function keep(kept: Map<string, Kept>, tokens: readonly string[]): void {
  let at = kept;
  for (const [index, token] of tokens.entries()) {
    const below = at.get(token);
    if (below === 'whole') return;
    if (index === tokens.length - 1) at.set(token, 'whole');
    else {
      const next = below ?? new Map<string, Kept>();
      at.set(token, next);
      at = next;
    }
  }
}

function pick(value: Json | undefined, kept: Kept): Json {
  if (kept === 'whole') return value ?? {};
  return Object.fromEntries(Array.from(kept, ([token, below]): [string, Json] => [token, pick(memberOf(value, token), below)]));
}

function memberOf(value: Json | undefined, token: string): Json | undefined {
  if (isJsonArray(value)) return value[Number(token)];
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}
