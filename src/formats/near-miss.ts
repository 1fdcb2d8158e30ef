import { closest, distance } from 'fastest-levenshtein';

// The comparison is quadratic in the length and linear in the number: both are bounded, for names come from foreign files.
const MAX_LENGTH = 100;
const MAX_KNOWN = 5_000;

/** The one of `known` that `name` was probably meant to be (at most a third of it differs), or null. */
export function nearMiss(name: string, known: readonly string[]): string | null {
  if (name.length > MAX_LENGTH) return null;
  const near = closest(
    name,
    known.slice(0, MAX_KNOWN).filter((candidate) => candidate.length <= MAX_LENGTH && candidate !== name),
  );
  return near !== undefined && distance(name, near) * 3 <= Math.max(name.length, near.length) ? near : null;
}
