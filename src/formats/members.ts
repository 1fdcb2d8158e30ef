import { childPointer, isJsonObject } from '../jsonschema/index.ts';
import type { SourceValue } from './fields.ts';

/** The entries of an object, in the order of their names: their order in the file means nothing. None where it is no object. */
export function members(node: SourceValue | null): readonly (readonly [string, SourceValue])[] {
  if (node === null || !isJsonObject(node.value)) return [];
  const { document, pointer, value } = node;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, { document, pointer: childPointer(pointer, name), value: member }] as const);
}
