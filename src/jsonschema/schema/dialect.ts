import type { Dialect } from '../types.ts';

const DIALECT_URIS: ReadonlyMap<string, Dialect> = new Map([
  ['json-schema.org/draft-04/schema', 'draft-04'],
  ['json-schema.org/draft-06/schema', 'draft-06'],
  ['json-schema.org/draft-07/schema', 'draft-07'],
  ['json-schema.org/draft/2019-09/schema', '2019-09'],
  ['json-schema.org/draft/2020-12/schema', '2020-12'],
]);

/**
 * The dialect that a `$schema` value names; null where it names none that is known here. `http` and `https`,
 * with and without a trailing `#`, are the same: real schemas use all four.
 */
export function dialectOf(schemaUri: string): Dialect | null {
  const plain = schemaUri.replace(/^https?:\/\//, '').replace(/#$/, '');
  return DIALECT_URIS.get(plain) ?? null;
}

const ORDER: Readonly<Record<Dialect, number>> = { 'draft-04': 4, 'draft-06': 6, 'draft-07': 7, '2019-09': 8, '2020-12': 9 };

/** Whether `dialect` is `first` or newer. */
export function since(dialect: Dialect, first: Dialect): boolean {
  return ORDER[dialect] >= ORDER[first];
}
