import type { BundleDocument } from './bundle.ts';
import { ExactNumber, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** What a bundle holds that Ajv is known to judge otherwise than the specification, for some instance at least. */
export interface SchemaDoubts {
  /** What makes Ajv doubtful whatever the instance is; null for nothing. */
  readonly always: string | null;
  /** Whether some `multipleOf` is there, and whether one is not a safe integer. */
  readonly multipleOf: 'none' | 'integer' | 'other';
  /** Whether a number is there that no JavaScript number carries. */
  readonly exact: boolean;
}

/** What an instance holds that matters for the same. */
interface InstanceDoubts {
  readonly inheritedName: string | null;
  readonly exact: boolean;
  /** Whether some number is not a safe integer. */
  readonly fractions: boolean;
}

/**
 * Where Ajv 8.20 is known to deviate from the specification (found with the official test suite): a tuple with `contains`; unevaluated properties or items
 * beside `contains`, an `if` without `then`, or `anyOf` with `items`; names that every JavaScript object inherits.
 * It looks at every object of the bundle, so that it may doubt too much, which only costs a second opinion.
 */
export function schemaDoubts(document: BundleDocument): SchemaDoubts {
  const seen = { contains: false, bareIf: false, anyOf: false, items: false, unevaluatedItems: false, unevaluatedProperties: false };
  const reasons = new Set<string>();
  let multipleOf: SchemaDoubts['multipleOf'] = 'none';
  let exact = false;
  for (const value of walk(document)) {
    exact ||= value instanceof ExactNumber;
    if (!isJsonObject(value)) continue;
    const has = (name: string): boolean => Object.hasOwn(value, name);
    if (has('contains') && (has('prefixItems') || isJsonArray(value['items']))) reasons.add('a tuple with contains');
    seen.contains ||= has('contains');
    seen.bareIf ||= has('if') && !has('then');
    seen.anyOf ||= has('anyOf');
    seen.items ||= has('items') || has('prefixItems');
    seen.unevaluatedItems ||= has('unevaluatedItems');
    seen.unevaluatedProperties ||= has('unevaluatedProperties');
    if (has('multipleOf') && multipleOf !== 'other') multipleOf = Number.isSafeInteger(value['multipleOf']) ? 'integer' : 'other';
    const inherited = inheritedName(value);
    if (inherited !== null) reasons.add(inheritedReason(inherited));
  }
  if (seen.unevaluatedItems || seen.unevaluatedProperties) {
    const which = seen.unevaluatedItems ? 'unevaluatedItems' : 'unevaluatedProperties';
    if (seen.contains) reasons.add(`${which} with contains`);
    if (seen.bareIf) reasons.add(`${which} with an if that has no then`);
    if (seen.anyOf && seen.items) reasons.add(`${which} with anyOf and items`);
  }
  return { always: [...reasons].join('; ') || null, multipleOf, exact };
}

/** Why Ajv's opinion on this instance may not be the specification's; null where no reason is known. */
export function doubtOf(schema: SchemaDoubts, instance: Json): string | null {
  const found = instanceDoubts(instance);
  const reasons = [
    schema.always,
    found.inheritedName === null ? null : inheritedReason(found.inheritedName),
    schema.exact || found.exact ? 'a number that JavaScript numbers cannot carry (every validator sees the nearest one)' : null,
    schema.multipleOf === 'other' || (schema.multipleOf === 'integer' && found.fractions) ? 'multipleOf in binary floating point' : null,
  ];
  return reasons.filter((reason) => reason !== null).join('; ') || null;
}

function instanceDoubts(instance: Json): InstanceDoubts {
  let inherited: string | null = null;
  let exact = false;
  let fractions = false;
  for (const value of walk(instance)) {
    exact ||= value instanceof ExactNumber;
    fractions ||= typeof value === 'number' && !Number.isSafeInteger(value);
    if (isJsonObject(value)) inherited ??= inheritedName(value);
  }
  return { inheritedName: inherited, exact, fractions };
}

function inheritedName(object: JsonObject): string | null {
  return Object.keys(object).find((name) => name in Object.prototype) ?? null;
}

function inheritedReason(name: string): string {
  return `the name ${name}, which every JavaScript object inherits`;
}

function* walk(root: Json): Generator<Json> {
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    yield value;
    if (isJsonArray(value)) for (const item of value) open.push(item);
    else if (isJsonObject(value)) for (const kid of Object.values(value)) open.push(kid);
  }
}
