import { canonicalJson, decide } from '../jsonschema/index.ts';
import type { Plan, PlanEvent } from './model.ts';
import { valueAt } from './properties.ts';
import { compareVersions, PublishedVersions } from './versions.ts';

/** How the events of two revisions belong together. */
export interface Pairing {
  readonly pairs: readonly { readonly base: PlanEvent; readonly head: PlanEvent }[];
  readonly added: readonly PlanEvent[];
  readonly removed: readonly PlanEvent[];
}

/** The event's own part of the schema in one spelling: equal strings mean the same shape, whatever the event is called. */
function shapeOf(event: PlanEvent): string {
  const value = valueAt(event.schema, { uri: event.schema.uri, pointer: event.sectionPointer });
  return value === undefined ? '' : canonicalJson(value);
}

/** A shape that names at least this many characters is telling enough to recognise an event that got a new key. */
const TELLING_SHAPE = 80;

/**
 * Pairs each published version that is new with the one before it, as long as no other MODEL or MAJOR begins with it: what that breaks, it
 * announces. A version whose event also stands in a file of its own that goes from version to version is left to that one, where both say the same.
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
    if (before === null || before.version.numbers[0] !== event.version?.numbers[0]) continue;
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
 * have the same, telling shape: the event was given a new key. Order never decides.
 */
export function pairEvents(base: Plan, head: Plan): Pairing {
  const inBase = new Map(base.events.map((event) => [event.key, event]));
  const inHead = new Map(head.events.map((event) => [event.key, event]));
  const pairs: { base: PlanEvent; head: PlanEvent }[] = [];
  const removed: PlanEvent[] = [];
  const fresh = head.events.filter((event) => !inBase.has(event.key));
  const successors = pairSuccessors(fresh, base, head);
  pairs.push(...successors.pairs);
  const added = fresh.filter((event) => !successors.told.has(event));
  for (const event of base.events) {
    const partner = inHead.get(event.key);
    if (partner) pairs.push({ base: event, head: partner });
    else removed.push(event);
  }

  const groups = new Map<string, { removed: PlanEvent[]; added: PlanEvent[] }>();
  const groupOf = (event: PlanEvent): { removed: PlanEvent[]; added: PlanEvent[] } | null => {
    const shape = shapeOf(event);
    if (shape.length < TELLING_SHAPE) return null;
    const id = JSON.stringify([event.format, event.plan, event.type, event.section, shape]);
    const group = groups.get(id) ?? { removed: [], added: [] };
    groups.set(id, group);
    return group;
  };
  if (removed.length > 0) {
    for (const event of removed) groupOf(event)?.removed.push(event);
    for (const event of added) groupOf(event)?.added.push(event);
  }
  const moved = new Set<PlanEvent>();
  for (const { removed: gone, added: come } of groups.values()) {
    const [from] = gone;
    const [to] = come;
    if (gone.length !== 1 || come.length !== 1 || !from || !to) continue;
    pairs.push({ base: from, head: to });
    moved.add(from).add(to);
  }
  pairs.sort((one, other) => (one.head.key < other.head.key ? -1 : 1));
  return { pairs, added: added.filter((event) => !moved.has(event)), removed: removed.filter((event) => !moved.has(event)) };
}
