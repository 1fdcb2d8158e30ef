import type { ChangedEvent } from '../plan/changes.ts';
import { printJson } from '../jsonschema/index.ts';
import type { Draft } from './context.ts';
import { causeId, isWithin } from './fingerprint.ts';

/** What a draft says of an event, wherever it is written: the rule, the place in the message, and what is there. */
function saidOf({ rule, path, after, aspect }: Draft, eventKey: string): string {
  return JSON.stringify([rule, eventKey, path, after === undefined ? null : printJson(after), aspect ?? null]);
}

/**
 * Recognises what plan rules said of base already: by its cause, and by what it says of which event, since a definition may have moved, and an event
 * may have got another key.
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
    for (const draft of before) {
      this.#causes.add(causeId(draft));
      const [from, to] = renamed.find(([key]) => isWithin(draft.cause.owner, key)) ?? [];
      if (from !== undefined && to !== undefined) this.#causes.add(causeId(draft, `${to}${draft.cause.owner.slice(from.length)}`));
      for (const { key } of draft.events) this.#said.add(saidOf(draft, lastOf(key)));
    }
  }

  holds(draft: Draft): boolean {
    const { events } = draft;
    return this.#causes.has(causeId(draft)) || (events.length > 0 && events.every(({ key }) => this.#said.has(saidOf(draft, key))));
  }
}
