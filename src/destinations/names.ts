import { compilePattern, type Pattern } from '../jsonschema/index.ts';
import type { NameFact } from './contract.ts';

/** Why a name is not accepted: what of the fact it breaks, in words after "is"; null where nothing is wrong with it. */
export function refusalOf(written: string, fact: NameFact): string | null {
  const name = fact.normalised === undefined ? written : NORMALISED[fact.normalised](written);
  const { 'max-length': length, 'max-bytes': bytes, pattern, reserved = [], 'reserved-prefixes': prefixes = [] } = fact;
  if (length !== undefined && name.length > length) return `longer than ${length} characters`;
  if (bytes !== undefined && Buffer.byteLength(name) > bytes) return `longer than ${bytes} bytes`;
  if (reserved.includes(name)) return 'reserved';
  const prefix = prefixes.find((each) => name.startsWith(each));
  if (prefix !== undefined) return `reserved by its beginning ${JSON.stringify(prefix)}`;
  return pattern !== undefined && matcherOf(fact, pattern)?.test(name) === false ? `not like ${pattern}` : null;
}

const matchers = new WeakMap<NameFact, Pattern | null>();

/**
 * A team's expression and the names of a plan both come from files that anybody may edit, so that the one is never run on the other by backtracking, which
 * may take for ever.
 */
function matcherOf(fact: NameFact, pattern: string): Pattern | null {
  const known = matchers.get(fact);
  if (known !== undefined) return known;
  const made = compilePattern(pattern);
  matchers.set(fact, made);
  return made;
}

const NORMALISED: Readonly<Record<NonNullable<NameFact['normalised']>, (name: string) => string>> = {
  'spaces-to-underscores': (name) => name.trim().replaceAll(/\s/gu, '_'),
  'lower-case-underscores': (name) => lowered(name),
};

function lowered(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');
}

/** What a name is to a receiver that takes several for one. */
export function sameAs(name: string, { 'same-after': after }: NameFact): string {
  return after === 'lower-case' ? name.toLowerCase() : after === 'lower-case-underscores' ? lowered(name) : name;
}
