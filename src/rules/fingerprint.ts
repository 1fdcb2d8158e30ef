import { createHash } from 'node:crypto';
import { canonicalJson, isJsonArray, type Json } from '../jsonschema/index.ts';
import type { Draft } from './context.ts';

/** A value as fingerprints see it: lists of types and of values mean the same in any order. */
function text(value: Json | undefined): string {
  if (value === undefined) return '';
  return isJsonArray(value) ? JSON.stringify(value.map(canonicalJson).toSorted()) : canonicalJson(value);
}

/** What makes two drafts one cause: the rule, the definition and the place in it, and what changed there. */
export function causeId(draft: Draft, owner = draft.cause.owner): string {
  const aspect = draft.aspect === undefined ? [] : [draft.aspect];
  return JSON.stringify([draft.rule, owner, draft.cause.ownerPath, text(draft.before), text(draft.after), ...aspect]);
}

/** The owner of a cause as fingerprints know it. */
function lastingOwner({ cause, events }: Draft): string {
  for (const { key, lasting } of events)
    if (lasting !== undefined && isWithin(cause.owner, key)) return `${lasting}${cause.owner.slice(key.length)}`;
  return cause.owner;
}

/** Whether an owner is an event, or a definition inside it. */
export function isWithin(owner: string, key: string): boolean {
  return owner === key || owner.startsWith(`${key}#`);
}

const known = new WeakMap<Draft, string>();

/** 12 hex digits that stay the same as long as the meaning does: no file, no line, no list of reached events goes in. */
export function fingerprintOf(draft: Draft): string {
  // Each waiver and the baseline ask for it again.
  const fingerprint =
    known.get(draft) ??
    createHash('sha256')
      .update(causeId(draft, lastingOwner(draft)))
      .digest('hex')
      .slice(0, 12);
  known.set(draft, fingerprint);
  return fingerprint;
}
