import type { UnusedDefinition } from '../plan/model.ts';
import { ESCAPES, searchKey, type Pool } from './dependents.ts';
import type { Format, Loose } from './format.ts';

/**
 * Of the definitions that the documents read do not use, those that no other file of the revision uses either. Where no file at all uses what is
 * defined, as in a repository that holds the definitions only, nothing is said.
 * @param marked all files of the revision that may be of the format
 * @param unread those of them that were not read
 */
export function unusedDefinitions(
  format: Format,
  loose: readonly Loose[],
  marked: readonly string[],
  unread: Pool,
): readonly UnusedDefinition[] {
  if (loose.length === 0 || format.users === undefined || unread.search(format.users, marked).size === 0) return [];
  const names = new Set(loose.map(({ link }) => searchKey(link)));
  const parsed = unread.parse([...unread.search([...names, ...ESCAPES], unread.paths)]);
  const documents = [...parsed.values()];
  // What a file uses that cannot be parsed is not known.
  if (documents.some((each) => each.length === 0)) return [];
  const needed = new Set(documents.flat().flatMap((document) => format.links(document).needs));
  return loose.filter(({ link }) => !needed.has(link)).map(({ definition }) => definition);
}
