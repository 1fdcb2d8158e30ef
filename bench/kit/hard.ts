import type { Json, JsonObject } from '../../src/jsonschema/index.ts';

const KINDS: readonly Json[] = [
  { type: 'string', minLength: 1 },
  { type: 'integer', minimum: 0 },
  { enum: ['a', 'b', 'c'] },
  { type: 'boolean' },
];

/** An object of so many properties; `maximum` is a keyword of one of them in the middle. */
export function wide(properties: number, maximum: number): Json {
  const named = Array.from({ length: properties }, (_, i): readonly [string, Json] => [
    `property_${i}`,
    i === properties / 2 ? { type: 'integer', maximum } : (KINDS[i % KINDS.length] ?? true),
  ]);
  return { type: 'object', properties: Object.fromEntries(named), required: ['property_0'] };
}

/** So many definitions, each one of three tagged objects, and each of their properties may hold any of the definitions. */
export function entangled(definitions: number, maximum: number): Json {
  const ids = Array.from({ length: definitions }, (_, i) => i);
  const variant = (id: number, tag: string): JsonObject => ({
    type: 'object',
    properties: {
      tag: { const: `${tag}${id}` },
      size: { type: 'integer', maximum: id === definitions - 1 && tag === 'c' ? maximum : 100 },
      ...Object.fromEntries(ids.map((other) => [`child_${other}`, { $ref: `#/$defs/d${other}` }])),
    },
    required: ['tag'],
  });
  const $defs = Object.fromEntries(ids.map((id) => [`d${id}`, { oneOf: ['a', 'b', 'c'].map((tag) => variant(id, tag)) }]));
  return { oneOf: ids.map((id) => ({ $ref: `#/$defs/d${id}` })), $defs };
}
