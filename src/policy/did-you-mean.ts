import { closest, distance } from 'fastest-levenshtein';

/** Longest name that is compared: foreign names have no bound of their own, and the comparison is quadratic. */
const MAX_LENGTH = 100;

/**
 * The one of `known` that `name` most likely means, or null where none is near: it ends with `/name` (an id without its family),
 * begins with `name` (three letters or more), or at most a third of the longer one's characters differ. Letter case does not count.
 */
export function nearest(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_LENGTH || known.length === 0) return null;
  const wanted = name.toLowerCase();
  const byLowerCase = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const candidates = [...byLowerCase.keys()];
  const meant = candidates.find((candidate) => candidate.endsWith(`/${wanted}`)) ?? extension(wanted, candidates);
  const near = meant ?? closest(wanted, candidates);
  const alike = meant !== undefined || distance(wanted, near) <= Math.max(wanted.length, near.length) / 3;
  return alike ? (byLowerCase.get(near) ?? null) : null;
}

function extension(name: string, candidates: readonly string[]): string | undefined {
  return name.length < 3 ? undefined : candidates.find((candidate) => candidate.startsWith(name));
}

/** What helps after an unknown name: the likely meaning, else all known names (the first twenty), introduced as `what`. */
export function didYouMean(name: string, known: readonly string[], what: string): string {
  const near = nearest(name, known);
  if (near !== null) return `Did you mean "${near}"?`;
  return known.length === 0 ? `There are no ${what}.` : `Known ${what}: ${listed(known)}.`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown}, and ${names.length - 20} more` : shown;
}
