import { childPointer } from '../values/pointer.ts';
import { equalJson, isJsonArray, isJsonObject, type Json } from '../values/json.ts';
import type { Suspect } from './findings.ts';

type Side = Suspect['reader'];

/** Keywords with schemas inside that the walk blames as a whole. */
const SCHEMAS_INSIDE: ReadonlySet<string> = new Set([
  'contains',
  'dependentSchemas',
  'if',
  'not',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

const MAX_STEPS = 40;

/** The one member of two objects, or the one schema of two lists, in which they differ and which both have; null where there is no such one. */
function onlyDifference(one: Json | undefined, other: Json | undefined): string | null {
  const areLists = isJsonArray(one) && isJsonArray(other);
  if (!areLists && !(isJsonObject(one) && isJsonObject(other))) return null;
  const [mine, theirs] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  const names = new Set([...mine.keys(), ...theirs.keys()]);
  const differing = [...names].filter((name) => {
    const [a, b] = [mine.get(name), theirs.get(name)];
    return a === undefined || b === undefined || !equalJson(a, b);
  });
  const [only, another] = differing;
  if (only === undefined || another !== undefined || !mine.has(only) || !theirs.has(only)) return null;
  // A list of names or values is told as a whole.
  return areLists && !(isJsonObject(mine.get(only)) && isJsonObject(theirs.get(only))) ? null : only;
}

function below({ place, value }: Side, name: string): Side {
  const inner = isJsonArray(value) ? value[Number(name)] : isJsonObject(value) ? value[name] : undefined;
  return {
    ...(place && { place: { uri: place.uri, pointer: childPointer(place.pointer, name) } }),
    ...(inner !== undefined && { value: inner }),
  };
}

/**
 * The sides of what is blamed, the sender's first; where schemas inside a keyword differ in one keyword alone, that one. No proof goes into it: that
 * the outer keyword is to blame is proved, and nothing else in it differs.
 */
export function narrowed({
  keyword,
  sender,
  reader,
}: Pick<Suspect, 'keyword' | 'sender' | 'reader'>): readonly [sender: Side, reader: Side] {
  let [from, to]: [Side, Side] = [sender, reader];
  if (!SCHEMAS_INSIDE.has(keyword)) return [from, to];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const name = onlyDifference(from.value, to.value);
    if (name === null) break;
    [from, to] = [below(from, name), below(to, name)];
  }
  return [from, to];
}
