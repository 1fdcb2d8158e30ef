import { dropUnplanned, isNamed, type Location } from '../../evaluate/location.ts';
import type { Goal, Literal } from '../goal.ts';
import type { Search } from '../prover.ts';
import { madeNode, valuesNode, type SchemaNode } from '../../schema/schema-node.ts';
import { isJsonObject, type Json } from '../../values/json.ts';

/** How many names that the reader ignores are tried. */
const MAX_NAMES = 4;
/** A name for what nobody mentions. */
const FREE_NAME = 'extra';

function must(node: SchemaNode, holds = true): Literal {
  return { node, holds, side: 'sender' };
}

/** The names that a sender may give and the reader ignores. */
function ignoredNames(sender: Location | null, reader: Location): readonly string[] {
  const given = sender === null ? [] : [...sender.names];
  return [...given, FREE_NAME].filter((name) => !isNamed(reader, name)).slice(0, MAX_NAMES);
}

/**
 * A value of `other` that differs from one of another goal in names alone that the reader ignores; null where none was found. It is an attempt: what it
 * does not find may still be there.
 */
export function seenTwin(value: Json, other: Goal, search: Search): Json | null {
  const { reader, sender } = other;
  if (reader === null || !reader.bounded || !isJsonObject(value)) return null;
  const seen = dropUnplanned(search.locations, reader, value);
  if (!isJsonObject(seen)) return null;
  const never = madeNode({ kind: 'false' });
  const named = new Map<string, SchemaNode>([...reader.names].map((name) => [name, never]));
  for (const name of Object.keys(seen)) named.set(name, valuesNode([value[name] ?? null]));
  const alike = [
    must(madeNode({ kind: 'properties', named, patterns: [], rest: null })),
    must(madeNode({ kind: 'required', names: Object.keys(seen) })),
  ];
  const differing = [
    ...ignoredNames(sender, reader)
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => must(madeNode({ kind: 'required', names: [name] }))),
    ...Object.keys(value)
      .filter((name) => !Object.hasOwn(seen, name))
      .map((name) =>
        must(
          madeNode({
            kind: 'properties',
            named: new Map([[name, madeNode({ kind: 'not', node: valuesNode([value[name] ?? null]) })]]),
            patterns: [],
            rest: null,
          }),
        ),
      ),
  ];
  for (const difference of differing) {
    const found = search.find({ ...other, literals: [...other.literals, ...alike, difference, must(valuesNode([value]), false)] });
    if (found.kind === 'found') return found.value;
  }
  return null;
}
