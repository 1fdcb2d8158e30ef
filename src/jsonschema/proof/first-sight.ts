import { isMember } from '../evaluate/evaluate.ts';
import type { Literal } from './goal.ts';
import { isJsonArray, isJsonObject, type Json } from '../values/json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** The values that are in both; all of the second where there is no first. */
export function common(one: readonly Json[] | null, other: readonly Json[]): readonly Json[] {
  return one === null ? other : one.filter((value) => isMember(value, other));
}

/** Whether a demand of the reader names values that it compares only after it dropped names. */
export function isBlind(literal: Literal, values: readonly Json[]): boolean {
  return literal.side === 'reader' && values.some((value) => typeof value === 'object' && value !== null);
}

/** The kinds that a schema admits where it says nothing else; none where it says more. */
export function onlyType(node: SchemaNode): number {
  const [only] = node.assertions;
  return only?.kind === 'type' && node.assertions.length === 1 ? only.mask : 0;
}

/** The values that a schema admits where it says nothing else. */
export function onlyValues(node: SchemaNode): readonly Json[] {
  const [only] = node.assertions;
  return only?.kind === 'enum' && node.assertions.length === 1 ? only.values : [];
}

/** Whether a value is none of those barred, as far as scalars go. */
export function isScalarOrFree(value: Json, barred: readonly (readonly Json[])[]): boolean {
  return isJsonObject(value) || isJsonArray(value) || !barred.some((values) => isMember(value, values));
}
