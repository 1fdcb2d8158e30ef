import { canonicalJson, decide, isJsonObject } from '../jsonschema/index.ts';
import type { Plan, PlanEvent } from './model.ts';
import { valueAt, vocabularyOf } from './properties.ts';
import { compareVersions, PublishedVersions } from './versions.ts';

/** How the events of two revisions belong together. */
export interface Pairing {
  readonly pairs: readonly { readonly base: PlanEvent; readonly head: PlanEvent }[];
  readonly added: readonly PlanEvent[];
  readonly removed: readonly PlanEvent[];
}

/** By what a schema is known to other files: `self` is Iglu's name for it. Its title and what is said of it tell it from other events. */
const CALLED = new Set(['$schema', '$id', 'id', 'self']);

/** The event's own part of the schema in one spelling: equal strings mean the same shape, whatever the event is called. */
function shapeOf(event: PlanEvent): string {
  const value = valueAt(event.schema, { uri: event.schema.uri, pointer: event.sectionPointer });
  if (!isJsonObject(value)) return '';
  return canonicalJson(Object.fromEntries(Object.entries(value).filter(([keyword]) => !CALLED.has(keyword))));
}

/** A shape that names at least this many characters is telling enough to recognise an event that got a new key. */
const TELLING_SHAPE = 80;

/** The pairs of groups with exactly one removed and one added event. */
function uniquePairs(
  removed: readonly PlanEvent[],
  added: readonly PlanEvent[],
  groupOf: (event: PlanEvent) => string | null,
): Pairing['pairs'] {
  if (removed.length === 0 || added.length === 0) return [];
  const groups = new Map<string, { readonly base: PlanEvent[]; readonly head: PlanEvent[] }>();
  const sort = (events: readonly PlanEvent[], side: 'base' | 'head'): void => {
    for (const event of events) {
      const id = groupOf(event);
      if (id === null) continue;
      const group = groups.get(id) ?? { base: [], head: [] };
      group[side].push(event);
      groups.set(id, group);
    }
  };
  sort(removed, 'base');
  sort(added, 'head');
  return [...groups.values()].flatMap(({ base, head }) => {
    const [from, to] = [base[0], head[0]];
    return base.length === 1 && head.length === 1 && from !== undefined && to !== undefined ? [{ base: from, head: to }] : [];
  });
}

/** Events that got another key and kept their shape, where that is telling. */
function sameShape(removed: readonly PlanEvent[], added: readonly PlanEvent[]): Pairing['pairs'] {
  return uniquePairs(removed, added, (event) => {
    const shape = shapeOf(event);
    return shape.length < TELLING_SHAPE ? null : JSON.stringify([event.format, event.plan, event.type, event.section, shape]);
  });
}

/** The share of their properties that two events must have in common to be one that was edited when it got its new key. */
const SIMILAR = 0.5;

/** Events that got another key, kept their name, and have at least half of their properties in common. */
function sameName(removed: readonly PlanEvent[], added: readonly PlanEvent[]): Pairing['pairs'] {
  return uniquePairs(removed, added, ({ format, plan, type, section, name }) => JSON.stringify([format, plan, type, section, name])).filter(
    ({ base, head }) => similarity(base, head) >= SIMILAR,
  );
}

/** Of all properties that one of two events names, the share that both name. */
function similarity(base: PlanEvent, head: PlanEvent): number {
  const [before, after] = [base, head].map(({ schema }) => new Set(vocabularyOf(schema).properties.keys()));
  const all = new Set([...(before ?? []), ...(after ?? [])]);
  const both = [...all].filter((wirePath) => before?.has(wirePath) === true && after?.has(wirePath) === true);
  return all.size === 0 ? 0 : both.length / all.size;
}

/**
 * Pairs each published version that is new with the one before it. A version whose event also stands in a file of its own that goes from version to version is left to that one, where both say the same.
 */
function pairSuccessors(
  added: readonly PlanEvent[],
  base: Plan,
  head: Plan,
): { readonly pairs: Pairing['pairs']; readonly told: ReadonlySet<PlanEvent> } {
  const versioned = added.filter(({ version }) => version?.published === true);
  if (versioned.length === 0) return { pairs: [], told: new Set() };
  const versions = new PublishedVersions([...head.events, ...base.events]);
  const pairs: { base: PlanEvent; head: PlanEvent }[] = [];
  const told = new Set<PlanEvent>();
  for (const event of versioned) {
    const before = versions.before(event);
    if (before === null) continue;
    told.add(event);
    if (!head.events.some((other) => isSource(other, event))) pairs.push({ base: before.event, head: event });
  }
  return { pairs, told };
}

/** Whether an event is what a published version was made from: the same family and version, and the same instances. */
function isSource(event: PlanEvent, { version, schema, format }: PlanEvent): boolean {
  const own = event.version;
  if (own === undefined || version === undefined || own.published || event.format !== format || own.family !== version.family) return false;
  if (compareVersions(own.numbers, version.numbers) !== 0) return false;
  const { producers, consumers } = decide(event.schema, schema, { contentModel: 'strict' });
  return producers.verdict === 'included' && consumers.verdict === 'included';
}

/**
 * Pairs events by key, and published versions with the ones before them. What is left is paired where exactly one removed and one added event of the same plan and type
 * have the same, telling shape, or the same name and at least half of their properties in common: the event was given a new key. Order never decides.
 */
export function pairEvents(base: Plan, head: Plan): Pairing {
  const inBase = new Map(base.events.map((event) => [event.key, event]));
  const inHead = new Map(head.events.map((event) => [event.key, event]));
  const pairs: { base: PlanEvent; head: PlanEvent }[] = [];
  const removed: PlanEvent[] = [];
  // What other events are made of on one side, and is an event by itself on the other, neither came nor went.
  const fresh = head.events.filter((event) => !inBase.has(event.key) && base.parts?.has(event.key) !== true);
  const successors = pairSuccessors(fresh, base, head);
  pairs.push(...successors.pairs);
  const added = fresh.filter((event) => !successors.told.has(event));
  for (const event of base.events) {
    const partner = inHead.get(event.key);
    if (partner) pairs.push({ base: event, head: partner });
    else if (head.parts?.has(event.key) !== true) removed.push(event);
  }

  const moved = new Set<PlanEvent>();
  for (const recognised of [sameShape, sameName]) {
    for (const pair of recognised(
      removed.filter((event) => !moved.has(event)),
      added.filter((event) => !moved.has(event)),
    )) {
      pairs.push(pair);
      moved.add(pair.base).add(pair.head);
    }
  }
  pairs.sort((one, other) => (one.head.key < other.head.key ? -1 : 1));
  return { pairs, added: added.filter((event) => !moved.has(event)), removed: removed.filter((event) => !moved.has(event)) };
}
