import type { Plan, PlanEvent } from '../plan/model.ts';
import { compareVersions, PublishedVersions } from '../plan/versions.ts';

/** What tells the families of two formats apart. */
function familyOf({ format, version }: PlanEvent): string {
  return JSON.stringify([format, version?.family]);
}

/**
 * The part of a plan that somebody can still mend. A published version stays as it is: what is wrong with it is mended in the file that it is made
 * from, or in a version after the newest. So those that `base` has already are left out, but the newest where there is no such file.
 */
export function mendable(plan: Plan, base: Plan): Plan {
  if (!plan.events.some(({ version }) => version?.published === true)) return plan;
  const versions = new PublishedVersions(plan.events);
  const sources = new Set(plan.events.filter(({ version }) => version?.published === false).map(familyOf));
  const known = new Set(base.events.map(({ key }) => key));
  const isLeft = (event: PlanEvent): boolean => {
    const { version } = event;
    if (version?.published !== true || !known.has(event.key)) return true;
    const newest = versions.ofFamily(event).at(-1)?.[0];
    return !sources.has(familyOf(event)) && newest !== undefined && compareVersions(newest.numbers, version.numbers) === 0;
  };
  return { ...plan, events: plan.events.filter(isLeft) };
}
