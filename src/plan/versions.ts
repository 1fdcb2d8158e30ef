import type { EventVersion, PlanEvent } from './model.ts';

/** Orders versions by their numbers, part by part; one that ends early comes first. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = (a[at] ?? -1) - (b[at] ?? -1);
    if (order !== 0) return order;
  }
  return 0;
}

/** Which number differs first: 0 for MODEL or MAJOR, 1, 2; null where the versions are the same. */
export function bumpOf(from: EventVersion, to: EventVersion): number | null {
  const at = to.numbers.findIndex((number, index) => number !== from.numbers[index]);
  return at < 0 ? null : at;
}

/** The published versions of events that have their own files, by family, the lowest first; the first of those with the same numbers. */
export class PublishedVersions {
  readonly #families = new Map<string, (readonly [EventVersion, PlanEvent])[]>();

  constructor(events: readonly PlanEvent[]) {
    for (const event of events) {
      const { version } = event;
      if (version?.published !== true) continue;
      const id = JSON.stringify([event.format, version.family]);
      const family = this.#families.get(id) ?? [];
      this.#families.set(id, family);
      if (!family.some(([other]) => compareVersions(other.numbers, version.numbers) === 0)) family.push([version, event]);
    }
    for (const family of this.#families.values()) family.sort(([a], [b]) => compareVersions(a.numbers, b.numbers));
  }

  /** All versions of an event's family. */
  ofFamily({ format, version }: PlanEvent): readonly (readonly [EventVersion, PlanEvent])[] {
    return version === undefined ? [] : (this.#families.get(JSON.stringify([format, version.family])) ?? []);
  }

  /** The version before an event's own; null for the first one. */
  before(event: PlanEvent): { readonly version: EventVersion; readonly event: PlanEvent } | null {
    const own = event.version;
    if (own === undefined) return null;
    const found = this.ofFamily(event).findLast(([version]) => compareVersions(version.numbers, own.numbers) < 0);
    return found === undefined ? null : { version: found[0], event: found[1] };
  }
}
