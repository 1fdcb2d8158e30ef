import type { ChangedEvent } from '../../plan/changes.ts';
import type { EventVersion, Plan } from '../../plan/model.ts';
import { bumpOf, compareVersions, PublishedVersions } from '../../plan/versions.ts';
import type { Draft, DraftAudience, RuleContext } from '../context.ts';
import { SEVERITY_TABLE } from '../severity.ts';

/** What the first number of a version is called, by scheme. */
const FIRST_NUMBER: Readonly<Record<EventVersion['scheme'], string>> = { schemaver: 'MODEL', semver: 'MAJOR' };

/** A new MODEL or MAJOR beside the published version before it, which stays: whoever sends or reads that one goes on. */
export interface NewModel {
  readonly event: ChangedEvent;
  readonly from: EventVersion;
  readonly to: EventVersion;
  /** `MODEL` or `MAJOR`. */
  readonly raises: string;
}

/**
 * The events that the change compares with a version of another MODEL or MAJOR that stays published at head. In SchemaVer and in semantic versioning
 * the first number is there to announce a break (https://docs.snowplow.io/docs/fundamentals/schemas/versioning/, https://semver.org, 8).
 */
export function newModels(changed: readonly ChangedEvent[], head: Plan): readonly NewModel[] {
  const versions = new PublishedVersions(head.events);
  return changed.flatMap((event) => {
    const [from, to] = [event.base.version, event.head.version];
    if (from === undefined || to === undefined || bumpOf(from, to) !== 0 || compareVersions(from.numbers, to.numbers) > 0) return [];
    const stays = versions.ofFamily(event.head).some(([{ numbers }]) => compareVersions(numbers, from.numbers) === 0);
    return stays ? [{ event, from, to, raises: FIRST_NUMBER[to.scheme] }] : [];
  });
}

function light(audience: DraftAudience): DraftAudience {
  return { ...audience, row: SEVERITY_TABLE[audience.row].audience === 'producers' ? 'announced-to-producers' : 'announced-to-consumers' };
}

/**
 * Makes notices of what a new MODEL or MAJOR breaks: it announces that, and the version before it stays. The proofs stay too, for whoever moves on to
 * the new version.
 */
export function withAnnounced(drafts: readonly Draft[], { changed, head }: RuleContext): readonly Draft[] {
  const models = new Map(newModels(changed, head).map((model) => [model.event.head, model]));
  if (models.size === 0) return drafts;
  return drafts.map((draft) => {
    // That the version is new is no break of it.
    if (draft.rule === 'compat/event-added') return draft;
    const [first, ...others] = draft.events.map((event) => models.get(event));
    if (first === undefined || others.includes(undefined)) return draft;
    const { from, to, raises } = first;
    return {
      ...draft,
      message: `${draft.message} Version ${to.text} announces it with a new ${raises}, and ${from.text} stays.`,
      suggestion: `Move whoever sends or reads it from ${from.text} to ${to.text}, one after the other.`,
      audiences: draft.audiences.map(light),
      severity: 'notice',
    };
  });
}
