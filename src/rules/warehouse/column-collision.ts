import { SOURCES } from '../../destinations/warehouse/facts.ts';
import { retyped } from '../../destinations/warehouse/retype.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { PlanRule } from '../context.ts';
import { definitionCause } from '../drafting.ts';
import { grouped } from '../grouped.ts';
import { quote, withMore } from '../wording.ts';
import {
  columnsText,
  hasColumn,
  loadedProperties,
  receiversOf,
  sourceText,
  storedColumn,
  warehousesOf,
  withReceivers,
  type LoadedDraft,
  type LoadedProperty,
  type Receiver,
} from './columns.ts';

const id = 'warehouse/column-collision';

/** Properties that share a column, and where. */
interface Collision {
  readonly sharers: readonly LoadedProperty[];
  readonly receivers: readonly Receiver[];
}

/** The properties of an event that share a column, once whatever the number of warehouses. */
function collisionsOf(event: PlanEvent, receivers: readonly Receiver[]): readonly Collision[] {
  const properties = loadedProperties(event).filter(hasColumn);
  const found = new Map<string, { readonly sharers: readonly LoadedProperty[]; readonly receivers: Receiver[] }>();
  for (const receiver of receivers)
    for (const [column, sharers] of grouped(properties, (each) => storedColumn(event, each, receiver.warehouse))) {
      if (column === null || sharers.length < 2) continue;
      const key = JSON.stringify(sharers.map(({ property }) => property.wirePath));
      const known = found.get(key);
      if (known) known.receivers.push(receiver);
      else found.set(key, { sharers, receivers: [receiver] });
    }
  return [...found.values()];
}

/** Properties of one column that are looked at and named. */
const MAX_SHARERS = 5;

/** Whether what one makes of the column does not take what the other sends. */
function isMisfit(all: readonly LoadedProperty[]): boolean {
  const sharers = all.slice(0, MAX_SHARERS);
  return sharers.some(({ kinds: one }) =>
    sharers.some(({ kinds: other }) => one !== null && other !== null && retyped(one, other).outcome === 'discarded'),
  );
}

function draftOf(event: PlanEvent, { sharers, receivers }: Collision): readonly LoadedDraft[] {
  const last = sharers.at(-1);
  if (last === undefined) return [];
  const names = sharers.map((each) => each.names.join('.'));
  const shown = names.length === 2 ? names.map(quote).join(' and ') : withMore(names.slice(0, MAX_SHARERS).map(quote), names.length);
  const more = isMisfit(sharers) ? ' They are of different types: what does not fit the first value goes to rudder_discards.' : '';
  return [
    {
      draft: {
        rule: id,
        events: [event],
        path: last.property.wirePath,
        cause: definitionCause(event, last.property.places[0], last.property.path),
        audiences: [],
        aspect: names.toSorted().join(' '),
      },
      receivers,
      say: (all) => ({
        message: `${shown} share one column (${columnsText(all, (warehouse) => storedColumn(event, last, warehouse))}): of an event that has both, one value overwrites the other.${more}`,
        suggestion: `Give one of them a name that stays another one in snake_case. ${sourceText(SOURCES.names)}`,
      }),
    },
  ];
}

export const columnCollision: PlanRule = {
  meta: {
    id,
    title: 'Properties that share a column',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'Two properties of an event have the same column in a warehouse that it goes to: `productId` and `product_id`, `user.email` and `user_email`, or long names that are the same where they are cut.',
    why: `The loader writes all names in snake_case and joins those of nested objects. Of an event that has both, one value overwrites the other, and nothing tells. ${sourceText(SOURCES.names)}, read on ${SOURCES.names.checked}.`,
    fix: 'Name one of them differently before it is released, or keep one only.',
    example: { before: 'properties: [{name: product_id}]', after: 'properties: [{name: product_id}, {name: productId}]' },
    twin: { none: 'properties with columns of their own are no finding' },
  },
  inspect: ({ plan, settings }) => {
    if (warehousesOf(settings).length === 0) return [];
    return withReceivers(
      plan.events.flatMap((event) => collisionsOf(event, receiversOf(event, settings)).flatMap((found) => draftOf(event, found))),
    );
  },
};
