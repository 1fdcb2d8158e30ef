import { isJsonArray } from '../../jsonschema/index.ts';
import type { NamedType, TypeExpression } from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { child, entries, spotOf, type Fields, type SourceValue } from '../fields.ts';
import { nearMiss } from '../near-miss.ts';
import { alternatives, quoted } from '../problems.ts';
import { parseReference, spelling } from './reference.ts';

/** The JSON types that a property may have (rudder-cli, datacatalog rules). */
export const PRIMITIVES: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** A named type where it stands. */
interface Candidate {
  readonly text: string;
  readonly node: SourceValue;
}

/**
 * The type of a property or custom type: `type` (one, a comma list in the legacy versions, or a reference to a custom type) or `types`
 * (a list, version v1). Null is any type, also where a variable stands.
 */
export function readType(fields: Fields, legacy: boolean): TypeExpression | null {
  const { node } = fields;
  const one = child(node, 'type');
  const several = child(node, 'types');
  if (one !== null && several !== null) exclusive(fields, several, 'type', 'types');
  if (one !== null) return readOne(fields, one, 'type', legacy);
  return several === null ? null : readSeveral(fields, several, 'types');
}

/** The type of an array's items: `item_type` or `item_types` (v1), `itemTypes` inside the configuration (legacy). Null is any. */
export function readItems(fields: Fields, config: SourceValue | null, legacy: boolean): TypeExpression | null {
  const { node } = fields;
  const one = child(node, 'item_type');
  const several = child(node, 'item_types');
  if (one !== null && several !== null) exclusive(fields, several, 'item_type', 'item_types');
  if (one !== null) return readOne(fields, one, 'item_type', legacy);
  if (several !== null) return readSeveral(fields, several, 'item_types');
  const nested = config === null ? null : (child(config, 'itemTypes') ?? child(config, 'item_types'));
  return nested === null ? null : readSeveral(fields, nested, 'itemTypes');
}

function exclusive(fields: Fields, node: SourceValue, one: string, several: string): void {
  fields.invalid(spotOf(node, 'entry'), `${fields.what} has both "${one}" and "${several}".`, `Keep one of them.`);
}

function readOne(fields: Fields, node: SourceValue, name: string, legacy: boolean): TypeExpression | null {
  if (isDynamic(node.value)) return null;
  if (typeof node.value !== 'string') {
    fields.wrong(node, name, 'a text');
    return null;
  }
  const text = node.value.trim();
  if (text === '') return null;
  if (text.startsWith('#')) return customType(fields, node, text, legacy);
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > 1 && !legacy) {
    const hint = `Write "${name}s" with a list instead.`;
    fields.invalid(spotOf(node, 'entry'), `"${name}" of ${fields.what} names several types, which only the legacy versions read.`, hint);
  }
  const candidates = parts.map((part) => ({ text: part, node }));
  return primitives(fields, node, candidates, name);
}

function readSeveral(fields: Fields, node: SourceValue, name: string): TypeExpression | null {
  if (isDynamic(node.value)) return null;
  if (!isJsonArray(node.value)) {
    fields.wrong(node, name, 'a list');
    return null;
  }
  const list = entries(node);
  const [only] = list;
  if (only === undefined) {
    fields.invalid(spotOf(node, 'entry'), `"${name}" of ${fields.what} is empty.`, 'Name at least one type, or remove it.');
    return null;
  }
  // The legacy versions have no item_type: a custom type is then the only entry of itemTypes.
  if (list.length === 1 && name === 'itemTypes' && typeof only.value === 'string' && only.value.startsWith('#')) {
    return customType(fields, only, only.value, true);
  }
  const candidates: Candidate[] = [];
  for (const entry of list) {
    if (typeof entry.value !== 'string') fields.wrong(entry, name, 'a list of texts');
    else if (entry.value.startsWith('#')) {
      const hint = 'A custom type has to be the only one: write it alone, or list JSON types.';
      fields.invalid(spotOf(entry), `"${name}" of ${fields.what} lists a custom type.`, hint);
    } else candidates.push({ text: entry.value.trim(), node: entry });
  }
  return primitives(fields, node, candidates, name);
}

function customType(fields: Fields, node: SourceValue, text: string, legacy: boolean): TypeExpression | null {
  const id = parseReference('custom-type', text);
  const spot = spotOf(node);
  if (id !== null) return { kind: 'custom', spot, reference: { kind: 'custom-type', id, spot } };
  const hint = `Write ${spelling('custom-type', legacy)}.`;
  fields.invalid(spot, `${quoted(text)} is no reference to a custom type.`, hint);
  return null;
}

function primitives(fields: Fields, node: SourceValue, candidates: readonly Candidate[], name: string): TypeExpression | null {
  const names: NamedType[] = [];
  const seen = new Set<string>();
  for (const { text, node: at } of candidates) {
    if (!PRIMITIVES.includes(text)) unknownType(fields, at, text, name);
    else if (seen.has(text)) {
      fields.invalid(spotOf(at), `"${name}" of ${fields.what} names ${text} twice.`, 'Remove one of them.');
    } else names.push({ name: text, spot: spotOf(at) });
    seen.add(text);
  }
  return names.length === 0 ? null : { kind: 'primitives', spot: spotOf(node, isJsonArray(node.value) ? 'entry' : 'value'), names };
}

function unknownType(fields: Fields, node: SourceValue, text: string, name: string): void {
  const near = nearMiss(text, PRIMITIVES);
  const hint = near === null ? `Known types: ${alternatives(PRIMITIVES)}.` : `Did you mean "${near}"?`;
  fields.invalid(spotOf(node), `"${name}" of ${fields.what} names an unknown type ${quoted(text)}.`, hint);
}
