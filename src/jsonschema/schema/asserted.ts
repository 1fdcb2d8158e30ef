import type { Dialect } from '../types.ts';

/** What a keyword's value holds. */
export type Shape = 'schema' | 'schemas' | 'schema-or-schemas' | 'schema-map' | 'dependencies' | 'value';

interface Keyword {
  readonly first: Dialect;
  readonly last?: Dialect;
  readonly shape: Shape;
}

/** Every keyword that a dialect asserts, with the dialects it belongs to and what its value holds. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ...keywords('draft-04', 'value', ['type', 'enum', 'multipleOf', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum']),
  ...keywords('draft-04', 'value', ['maxLength', 'minLength', 'pattern', 'format', 'maxItems', 'minItems', 'uniqueItems']),
  ...keywords('draft-04', 'value', ['maxProperties', 'minProperties', 'required']),
  ...keywords('draft-04', 'schema', ['additionalProperties', 'not']),
  ...keywords('draft-04', 'schemas', ['allOf', 'anyOf', 'oneOf']),
  ...keywords('draft-04', 'schema-map', ['properties', 'patternProperties']),
  // 2019-09 replaced `dependencies`, but validators go on asserting it, so that old schemas keep their meaning.
  ...keywords('draft-04', 'dependencies', ['dependencies']),
  ...keywords('draft-04', 'schema-or-schemas', ['items']),
  ['additionalItems', { first: 'draft-04', last: '2019-09', shape: 'schema' }],
  ...keywords('draft-06', 'value', ['const']),
  ...keywords('draft-06', 'schema', ['contains', 'propertyNames']),
  ...keywords('draft-07', 'schema', ['if', 'then', 'else']),
  ...keywords('2019-09', 'value', ['dependentRequired', 'minContains', 'maxContains']),
  ...keywords('2019-09', 'schema-map', ['dependentSchemas']),
  ...keywords('2019-09', 'schema', ['unevaluatedItems', 'unevaluatedProperties']),
  ...keywords('2020-12', 'schemas', ['prefixItems']),
]);

/** Whether some dialect asserts something by a keyword, a reference aside. */
export function isAsserted(keyword: string): boolean {
  return KEYWORDS.has(keyword);
}

function keywords(first: Dialect, shape: Shape, names: readonly string[]): [string, Keyword][] {
  return names.map((name) => [name, { first, shape }]);
}
