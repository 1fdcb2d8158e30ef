import { loadPlans } from '../formats/load.ts';
import type { Location } from '../plan/model.ts';
import { vocabularyOf } from '../plan/properties.ts';
import { emptyTree } from '../revision/git-tree.ts';
import type { Failure, Result, Revision } from '../revision/revision.ts';
import { plannedCause } from '../rules/drafting.ts';
import { classOf, type PersonalClass } from '../rules/pii/classes.ts';
import { policyAt, sideOf } from './choose-policy.ts';

/** A property that holds personal data, or is declared to hold none though its name says so. */
export interface ClassifiedProperty {
  readonly path: string;
  /** Names of the events that have it there, in order. */
  readonly events: readonly string[];
  readonly class: Exclude<PersonalClass, { readonly kind: 'unknown' }>;
  readonly location: Location | null;
}

/** What a revision's plans hold of personal data. */
export interface Classification {
  readonly properties: readonly ClassifiedProperty[];
  readonly events: number;
  /** Files that could not be read: what they hold is not known. */
  readonly unread: readonly string[];
}

/** Classifies every property of all plans of a revision, by the policy of the same revision. */
export function classifyPlans(revision: Revision, options: { readonly config?: string }): Result<Classification> {
  const policy = policyAt(sideOf(revision, { ...options, directory: '' }), {});
  if (!policy.ok) return policy;
  const { head, recognised } = loadPlans(emptyTree(), revision.tree, { directory: '', ...policy.value.schemas });
  if (recognised.head === 0) return { ok: false, failure: NO_SCHEMAS };
  const found = new Map<string, ClassifiedProperty>();
  for (const event of head.events)
    for (const property of vocabularyOf(event.schema).properties.values()) {
      const known = classOf(event, property, policy.value.settings.pii);
      if (known.kind === 'unknown' || (known.kind === 'not-personal' && known.detected === null)) continue;
      const cause = plannedCause(event, property.places[0], property.path);
      const id = JSON.stringify([cause.owner, cause.ownerPath, known.kind, property.wirePath]);
      const same = found.get(id);
      const events = [...new Set([...(same?.events ?? []), event.name])].toSorted();
      found.set(id, { path: property.wirePath, events, class: known, location: cause.locations.head ?? null });
    }
  return {
    ok: true,
    value: {
      properties: [...found.values()],
      events: head.events.length,
      unread: head.files.filter(({ status }) => status === 'unreadable').map(({ path }) => path),
    },
  };
}

const NO_SCHEMAS: Failure = {
  kind: 'configuration',
  message: 'No schema file was found.',
  hint: 'Name the files under schemas.include and schemas.format in schema-gate.yml.',
};
