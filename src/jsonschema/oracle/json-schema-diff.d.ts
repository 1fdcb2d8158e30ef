/** The part of json-schema-diff 1.0.0 that diff.ts calls; the package declares its public face only. */
declare module 'json-schema-diff/dist/json-schema-diff/diff-schemas/parse-as-json-set.js' {
  type Json = import('../values/json.ts').Json;

  /** A set of JSON values. */
  interface JsonSet {
    readonly type: 'all' | 'empty' | 'some';
    intersect(other: JsonSet): JsonSet;
    complement(): JsonSet;
    toJsonSchema(): Json;
  }

  interface ParseContext {
    readonly heuristics: { readonly applyLawOfAbsorptionInTypeSetCartesianProduct: boolean };
  }

  export function parseAsJsonSet(schema: Json, context: ParseContext): JsonSet;
}
