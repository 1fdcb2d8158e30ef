import { isJsonArray, isJsonObject, type Json } from '../values/json.ts';

/** How many smaller values are tried for one instance, and how many values inside them at all: a large one is shown as it was found. */
const MAX_TRIES = 400;
const MAX_VALUES = 400_000;

/** A value with one property or entry less, what is largest first: the outer ones before those inside them. */
function* reductions(value: Json): Generator<Json> {
  if (isJsonArray(value)) {
    for (let i = value.length - 1; i >= 0; i--) yield value.filter((_, at) => at !== i);
    for (const [i, item] of value.entries()) for (const less of reductions(item)) yield value.map((other, at) => (at === i ? less : other));
  } else if (isJsonObject(value)) {
    const entries = Object.entries(value);
    for (const [name] of entries.toReversed()) yield Object.fromEntries(entries.filter(([other]) => other !== name));
    for (const [name, item] of entries)
      for (const less of reductions(item)) yield Object.fromEntries(entries.map(([other, same]) => [other, other === name ? less : same]));
  }
}

/** The instance without every property and entry that it does not need to stay what it is: none of them can be left out alone. */
export function shrink(instance: Json, keeps: (candidate: Json) => boolean): Json {
  let smallest = instance;
  let tries = 0;
  const most = Math.min(MAX_TRIES, MAX_VALUES / valuesIn(instance));
  for (let shrunk = true; shrunk;) {
    shrunk = false;
    for (const less of reductions(smallest)) {
      if (tries++ >= most) return smallest;
      if (!keeps(less)) continue;
      smallest = less;
      shrunk = true;
      break;
    }
  }
  return smallest;
}

function valuesIn(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined && count < MAX_VALUES; next = open.pop()) {
    count += 1;
    if (isJsonArray(next)) for (const item of next) open.push(item);
    else if (isJsonObject(next)) for (const item of Object.values(next)) open.push(item);
  }
  return count;
}
