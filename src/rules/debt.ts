import type { ChangedEvent } from '../plan/changes.ts';
import { printJson } from '../jsonschema/index.ts';
import type { Draft } from './context.ts';
import { isAtOrBelow } from './drafting.ts';
import { causeId, isWithin } from './fingerprint.ts';

/** What a draft says of an event, wherever it is written: the rule, the place in the message, and what is there. */
function saidOf({ rule, path, after, aspect }: Draft, eventKey: string): string {
  return JSON.stringify([rule, eventKey, path, after === undefined ? null : printJson(after), aspect ?? null]);
}

/** A printed path in base as head calls it: below a property that was renamed it begins with the new name. */
function renamedPaths({ properties }: ChangedEvent): (path: string) => string {
  // A property renamed inside a renamed one says more than that.
  const deepestFirst = properties.renamed.toSorted((one, other) => other.from.path.length - one.from.path.length);
  return (path) => {
    const renamed = deepestFirst.find(({ from }) => isAtOrBelow(path, from.wirePath));
    return renamed === undefined ? path : `${renamed.to.wirePath}${path.slice(renamed.from.wirePath.length)}`;
  };
}

/**
 * Recognises what plan rules said of base already: by its cause, and by what it says of which event, since a definition may have moved, an event
 * may have got another key, and a property another name.
 */
export class Debt {
  readonly #causes = new Set<string>();
  readonly #said = new Set<string>();

  /** @param before what the plan rules say of base */
  constructor(before: readonly Draft[], changed: readonly ChangedEvent[]) {
    const renamed = changed.flatMap(({ base, head }) => (base.key === head.key ? [] : [[base.key, head.key] as const]));
    const next = new Map(renamed);
    const lastOf = (key: string): string => {
      const met = new Set([key]);
      let last = key;
      for (let to = next.get(last); to !== undefined && !met.has(to); to = next.get(last)) {
        met.add(to);
        last = to;
      }
      return last;
    };
    const pathsOf = new Map(changed.map((event) => [event.base.key, renamedPaths(event)]));
    for (const draft of before) {
      this.#causes.add(causeId(draft));
      const [from, to] = renamed.find(([key]) => isWithin(draft.cause.owner, key)) ?? [];
      if (from !== undefined && to !== undefined) this.#causes.add(causeId(draft, `${to}${draft.cause.owner.slice(from.length)}`));
      for (const { key } of draft.events) {
        const path = pathsOf.get(key)?.(draft.path) ?? draft.path;
        this.#said.add(saidOf(draft, lastOf(key)));
        this.#said.add(saidOf({ ...draft, path }, lastOf(key)));
      }
    }
  }

  holds(draft: Draft): boolean {
    const { events } = draft;
    return this.#causes.has(causeId(draft)) || (events.length > 0 && events.every(({ key }) => this.#said.has(saidOf(draft, key))));
  }
}
