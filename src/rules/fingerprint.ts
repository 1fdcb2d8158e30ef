import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../jsonschema/index.ts';
import type { Draft } from './context.ts';

function text(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}

/** What makes two drafts one cause: the rule, the definition and the place in it, and what changed there. */
export function causeId(draft: Draft): string {
  const aspect = draft.aspect === undefined ? [] : [draft.aspect];
  return JSON.stringify([draft.rule, draft.cause.owner, draft.cause.ownerPath, text(draft.before), text(draft.after), ...aspect]);
}

const known = new WeakMap<Draft, string>();

/** 12 hex digits that stay the same as long as the meaning does: no file, no line, no list of reached events goes in. */
export function fingerprintOf(draft: Draft): string {
  // Each waiver and the baseline ask for it again.
  const fingerprint = known.get(draft) ?? createHash('sha256').update(causeId(draft)).digest('hex').slice(0, 12);
  known.set(draft, fingerprint);
  return fingerprint;
}
