import { canonicalJson } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import type { PolicyEdit, Waiver, WaiverUse } from './audit.ts';
import type { Draft } from './context.ts';
import type { Severity } from './rule.ts';
import { limitsOf } from './scope.ts';
import { list, quote } from './wording.ts';

/** A draft about the policy or a file beside it: no event is concerned, and the owner is what the line says. */
export function aboutPolicy(
  rule: string,
  at: { readonly owner: string; readonly location: Location; readonly side?: 'base' | 'head' },
  parts: Pick<Draft, 'message' | 'suggestion' | 'before' | 'after' | 'aspect'> & { readonly severity?: Severity },
): Draft {
  const { owner, location, side = 'head' } = at;
  return {
    rule,
    events: [],
    path: '',
    cause: { owner, ownerPath: '', shared: false, locations: { [side]: location } },
    audiences: [],
    ...parts,
  };
}

/** What a policy shows where a setting has no value, or a list no such entry. */
export const NOTHING = '(nothing)';

/** What an edit of the policy does, as the rest of a sentence. */
export function editOf({ key, before, after }: PolicyEdit): string {
  if (before === NOTHING) return `${quote(key)} gets ${quote(after)}`;
  if (after === NOTHING) return `${quote(key)} loses ${quote(before)}`;
  return `${quote(key)} goes from ${quote(before)} to ${quote(after)}`;
}

/** A waiver in a sentence, by what it is for. */
export function waiverTitle({ fingerprint, rules, scope }: Waiver): string {
  if (fingerprint !== undefined) return `The waiver for finding ${fingerprint}`;
  const limits = [...rules, ...limitsOf(scope).flatMap(([, values]) => values)];
  return limits.length === 0 ? 'A waiver for everything' : `The waiver for ${list(limits, 3)}`;
}

/** Who answers for a waiver, in a sentence. */
export function ownerOf({ owner }: Waiver): string {
  return quote(owner);
}

/** A draft about a waiver, on its line of the waiver file in head. What it is for makes its fingerprint, not why or for whom. */
export function aboutWaiver(
  rule: string,
  { waiver }: WaiverUse,
  parts: Pick<Draft, 'message' | 'suggestion'> & { readonly severity: Severity },
): Draft {
  const { fingerprint = '', rules, scope, expires, location } = waiver;
  const owner = `waiver:${canonicalJson({ fingerprint, rules: [...rules], scope: { ...scope } })}`;
  return aboutPolicy(rule, { owner, location }, { ...parts, aspect: expires });
}
