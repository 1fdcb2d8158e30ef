import { equalJson, isJsonArray, isJsonObject, type InstancePath, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { MappedField, PlannedRoute } from '../../plan/model.ts';
import { computed } from '../hcl-text.ts';

const NAME = /^[\p{L}\p{N}_$ -]+$/u;

/**
 * A path as mappings write it, `$.properties.email` or `properties.email`, `$.` for all that there is; null for another expression. Inside the shape of an `@arrayPath` both are of an entry
 * of the list, `above` (https://github.com/segmentio/action-destinations, packages/core/src/mapping-kit).
 */
export function pathOf(text: string, above: InstancePath): InstancePath | null {
  if (text === '$.') return above;
  const names = text.replace(/^\$\./, '').split('.');
  if (!names.every((name) => NAME.test(name))) return null;
  return [...above, ...names.map((name) => ({ kind: 'property', name }) as const)];
}

/** The path of an entry of the list at a path. */
export function entryOf(list: InstancePath): InstancePath {
  return [...list, { kind: 'items' }];
}

const UNKNOWN: MappedField = { kind: 'unknown' };

/** Deeper than any form for mappings lets a person build one. */
const MAX_DEPTH = 20;

/** Where the fields come from that the settings of a subscription fill; null where it has none. */
export function mappingOf(settings: Json | undefined): PlannedRoute['mapping'] {
  if (settings === undefined || settings === null) return null;
  const field = fieldOf(settings, [], 0);
  return field.kind === 'object' ? field.fields : 'unknown';
}

function fieldOf(value: Json, above: InstancePath, depth: number): MappedField {
  if (computed(value) !== null || depth > MAX_DEPTH) return UNKNOWN;
  if (isJsonArray(value)) return hasDirective(value, depth) ? UNKNOWN : { kind: 'literal', value };
  if (!isJsonObject(value)) return { kind: 'literal', value };
  const directive = Object.keys(value).find(isDirective);
  if (directive === undefined) return { kind: 'object', fields: fieldsOf(value, above, depth) };
  const given = value[directive] ?? null;
  switch (directive) {
    case '@path':
      return pathField(given, above);
    case '@literal':
      return hasDirective(given, depth) ? UNKNOWN : { kind: 'literal', value: given };
    case '@if':
      return isJsonObject(given) ? choiceOf(given, above, depth) : UNKNOWN;
    case '@arrayPath':
      return isJsonArray(given) ? listOf(given, above, depth) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

const isDirective = (name: string): boolean => name.startsWith('@');

function fieldsOf(value: JsonObject, above: InstancePath, depth: number): ReadonlyMap<string, MappedField> {
  return new Map(Object.entries(value).map(([name, inner]) => [name, fieldOf(inner, above, depth + 1)]));
}

/** Whether something in a value is computed: by Segment from each message, or by Terraform. */
function hasDirective(value: Json, depth: number): boolean {
  if (depth > MAX_DEPTH || computed(value) !== null) return true;
  if (isJsonArray(value)) return value.some((entry) => hasDirective(entry, depth + 1));
  return isJsonObject(value) && Object.entries(value).some(([name, inner]) => isDirective(name) || hasDirective(inner, depth + 1));
}

function pathField(given: Json, above: InstancePath): MappedField {
  const path = typeof given === 'string' ? pathOf(given, above) : null;
  return path === null ? UNKNOWN : { kind: 'paths', paths: [path] };
}

/** What is there is taken, else something else: paths in their order. Any other choice depends on more than what is there. */
function choiceOf(choice: JsonObject, above: InstancePath, depth: number): MappedField {
  const asked = choice['exists'] ?? choice['blank'];
  const { then: first, else: second } = choice;
  if (asked === undefined || first === undefined || !equalJson(asked, first)) return UNKNOWN;
  const [one, other] = [fieldOf(first, above, depth + 1), second === undefined ? null : fieldOf(second, above, depth + 1)];
  if (one.kind !== 'paths' || (other !== null && other.kind !== 'paths')) return UNKNOWN;
  return { kind: 'paths', paths: [...one.paths, ...(other?.paths ?? [])] };
}

function listOf([list, shape]: readonly Json[], above: InstancePath, depth: number): MappedField {
  const path = typeof list === 'string' ? pathOf(list, above) : null;
  if (path === null) return UNKNOWN;
  if (!isJsonObject(shape) || Object.keys(shape).length === 0) return { kind: 'paths', paths: [path] };
  const entry = fieldOf(shape, entryOf(path), depth + 1);
  return entry.kind === 'object' ? { kind: 'list', path, each: entry.fields } : UNKNOWN;
}
