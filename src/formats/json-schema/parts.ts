import type { Place } from '../../jsonschema/index.ts';
import { referencesBelow, type LinkedDocument } from './library.ts';
import { repositoryUri } from './repository-uri.ts';
import type { RootedEvent } from './rooted.ts';

/**
 * The keys of those events that are no events, since others are made of them (see {@link RootedEvent.unlessUsed}). Of definitions that only refer to
 * each other in a circle the first by key stays.
 */
export function partsOf(events: readonly RootedEvent[], linked: ReadonlyMap<string, LinkedDocument>): ReadonlySet<string> {
  const optional = new Map(events.filter(({ unlessUsed }) => unlessUsed === true).map((event) => [idOf(placeOf(event)), event]));
  if (optional.size === 0) return new Set();
  const reached = new Reached(linked);
  const used = usedOf(events, linked);
  for (const event of events) if (event.unlessUsed !== true || !used.has(idOf(placeOf(event)))) reached.from(placeOf(event));
  for (const event of [...optional.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    if (reached.has(placeOf(event))) continue;
    used.delete(idOf(placeOf(event)));
    reached.from(placeOf(event));
  }
  return new Set([...used].flatMap((id) => optional.get(id)?.key ?? []));
}

function placeOf({ document, pointer }: RootedEvent): Place {
  return { uri: repositoryUri(document.path), pointer };
}

function idOf({ uri, pointer }: Place): string {
  return `${uri}#${pointer}`;
}

/** The places that something outside of them refers to. */
function usedOf(events: readonly RootedEvent[], linked: ReadonlyMap<string, LinkedDocument>): Set<string> {
  const places = new Set(events.map((event) => idOf(placeOf(event))));
  const used = new Set<string>();
  for (const [uri, { resolved }] of linked) {
    for (const { from, to } of resolved) {
      const target = { uri: to.index.uri, pointer: to.pointer };
      const isInside = target.uri === uri && from.startsWith(`${to.pointer}/`);
      if (!isInside && places.has(idOf(target))) used.add(idOf(target));
    }
  }
  return used;
}

/** Places from which schemas were followed; those of a document that is a schema count as all of it. */
class Reached {
  readonly #linked: ReadonlyMap<string, LinkedDocument>;
  readonly #seen = new Set<string>();

  constructor(linked: ReadonlyMap<string, LinkedDocument>) {
    this.#linked = linked;
  }

  has(place: Place): boolean {
    return this.#seen.has(idOf(place));
  }

  from(start: Place): void {
    const queue = [start];
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
      const linked = this.#linked.get(place.uri);
      if (linked === undefined || this.has(place)) continue;
      this.#seen.add(idOf(place));
      const below = referencesBelow(linked, linked.index.roots === null ? '' : place.pointer);
      queue.push(...below.map(({ to }) => ({ uri: to.index.uri, pointer: to.pointer })));
    }
  }
}
