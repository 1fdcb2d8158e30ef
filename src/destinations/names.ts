import { compilePattern, type Pattern } from '../jsonschema/index.ts';
import type { NameFact } from './contract.ts';

/** Why a receiver does not accept a name: what of the fact it breaks, in words that follow the name; null where nothing is wrong with it. */
export function refusalOf(written: string, fact: NameFact, receiver: string): string | null {
  const name = fact.normalised === undefined ? written : NORMALISED[fact.normalised](written);
  const { 'max-length': length, 'max-bytes': bytes, pattern, reserved = [], 'reserved-prefixes': prefixes = [] } = fact;
  if (length !== undefined && name.length > length) return `is longer than the ${length} characters that ${receiver} takes`;
  if (bytes !== undefined && Buffer.byteLength(name) > bytes) return `is longer than the ${bytes} bytes that ${receiver} takes`;
  if (reserved.includes(name)) return `is reserved in ${receiver}`;
  const prefix = prefixes.find((each) => name.startsWith(each));
  if (prefix !== undefined) return `begins with ${JSON.stringify(prefix)}, which ${receiver} keeps for itself`;
  return pattern !== undefined && matcherOf(fact, pattern)?.test(name) === false
    ? `does not fit ${pattern}, as names in ${receiver} must`
    : null;
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
