import type { FieldSource, Requirement } from '../../destinations/contract.ts';
import { isJsonArray, isJsonObject, type InstancePath, type Json } from '../../jsonschema/index.ts';
import type { MappedField } from '../../plan/model.ts';
import type { Delivery } from './receivers.ts';

const asked = new WeakMap<Requirement, WeakMap<ReadonlyMap<string, MappedField>, Requirement>>();

/**
 * A requirement as it is to be asked of a delivery: with the mapping that the plan says, in place of the contract's own. A field that the plan fills from what
 * cannot be seen in the event, or does not fill, is not asked about. Null where it is not known what the requirement would be asked of.
 */
export function asMapped(id: string, requirement: Requirement, { mapping, action }: Delivery): Requirement | null {
  if (mapping === 'default') return requirement;
  if (mapping === 'unknown' || action === null || plain(action) !== plain(id)) return null;
  const byMapping = asked.get(requirement) ?? new WeakMap<ReadonlyMap<string, MappedField>, Requirement>();
  asked.set(requirement, byMapping);
  const known = byMapping.get(mapping) ?? remapped(requirement, mapping);
  byMapping.set(mapping, known);
  return known;
}

/** Segment writes `addToCart` where a contract says `add-to-cart`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, '');

function remapped(requirement: Requirement, mapping: ReadonlyMap<string, MappedField>): Requirement {
  const sources = new Map<string, FieldSource>();
  for (const [field, mapped] of mapping) {
    const source = sourceOf(mapped, 0);
    if (source !== null) sources.set(field, source);
  }
  const { requires } = requirement;
  return { ...requirement, mapping: Object.fromEntries(sources), requires: isJsonObject(requires) ? only(requires, sources) : requires };
}

/** What is asked of the fields that are filled from the event. */
function only({ properties, required }: { readonly [keyword: string]: Json }, sources: ReadonlyMap<string, FieldSource>): Json {
  const fields = isJsonObject(properties) ? Object.entries(properties).filter(([field]) => sources.has(field)) : [];
  const names = isJsonArray(required) ? required.filter((field) => typeof field === 'string' && sources.has(field)) : [];
  return { type: 'object', properties: Object.fromEntries(fields), required: names };
}

function sourceOf(field: MappedField, above: number): FieldSource | null {
  if (field.kind === 'paths') {
    const paths = field.paths.map((path) => namesOf(path.slice(above)));
    return paths.length === 0 || paths.includes(null) ? null : paths.flatMap((path) => path ?? []);
  }
  if (field.kind !== 'list') return null;
  const list = namesOf(field.path.slice(above));
  if (list === null) return null;
  const each = [...field.each].flatMap(([name, inner]) => {
    const source = sourceOf(inner, field.path.length + 1);
    return source === null ? [] : [[name, source] as const];
  });
  return { list, each: Object.fromEntries(each) };
}

/** A path of names as contracts write it; null for one that they cannot. */
function namesOf(path: InstancePath): string | null {
  const names = path.flatMap((step) => (step.kind === 'property' && !/[.[\]]/.test(step.name) ? [step.name] : []));
  return names.length === path.length && names.length > 0 ? names.join('.') : null;
}
