import {
  EVENT_COLUMNS,
  SOURCES,
  TABLE_COLUMNS,
  WAREHOUSE_TITLES,
  type Source,
  type Warehouse,
} from '../../destinations/warehouse/facts.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { Draft, PlanRule } from '../context.ts';
import { eventTitle } from '../wording.ts';
import {
  hasColumn,
  loadedProperties,
  receiversOf,
  receiversText,
  sourceText,
  storedColumn,
  warehousesOf,
  withReceivers,
  type LoadedDraft,
  type Receiver,
} from './columns.ts';

const id = 'warehouse/too-many-columns';

/** A limit that an event passes. */
interface Limit {
  readonly limit: number;
  readonly holder: string;
  readonly source: Source;
}

/** The highest limit that so many columns pass; null where all is well. */
function passedLimit(columns: number, warehouse: Warehouse): Limit | null {
  const table = TABLE_COLUMNS[warehouse];
  const limits: readonly Limit[] = [
    { limit: EVENT_COLUMNS.older, holder: 'older versions of the loader refuse the event', source: SOURCES.eventLimits },
    { limit: EVENT_COLUMNS.present, holder: 'the loader refuses the event', source: SOURCES.eventLimits },
    ...(table === undefined || table <= EVENT_COLUMNS.present
      ? []
      : [{ limit: table, holder: `${WAREHOUSE_TITLES[warehouse]} has no table for it`, source: SOURCES.tableLimits }]),
  ];
  return limits.findLast(({ limit }) => columns > limit) ?? null;
}

function columnsIn(event: PlanEvent, warehouse: Warehouse): number {
  const columns = loadedProperties(event)
    .filter(hasColumn)
    .flatMap((each) => storedColumn(event, each, warehouse) ?? []);
  return new Set(columns).size;
}

function draftsOf(event: PlanEvent, receivers: readonly Receiver[]): readonly LoadedDraft[] {
  return receivers.flatMap((receiver) => {
    const columns = columnsIn(event, receiver.warehouse);
    const passed = passedLimit(columns, receiver.warehouse);
    if (passed === null) return [];
    const { limit, holder, source } = passed;
    const draft: Omit<Draft, 'message' | 'suggestion'> = {
      rule: id,
      events: [event],
      path: '',
      cause: { owner: event.key, ownerPath: '', shared: false, locations: { head: event.location } },
      audiences: [],
      aspect: String(limit),
    };
    return [
      {
        draft,
        receivers: [receiver],
        say: (all: readonly Receiver[]) => ({
          message: `${eventTitle(event)} makes ${columns} columns in ${receiversText(all)}: above ${limit}, ${holder}.`,
          suggestion: `Move what belongs together into a list, which is one column, or split the event. ${sourceText(source)}`,
        }),
      },
    ];
  });
}

export const tooManyColumns: PlanRule = {
  meta: {
    id,
    title: 'An event with more columns than a table may have',
    defaultSeverity: 'warning',
    audiences: [],
    what: `An event that goes to a warehouse has more properties, those in nested objects counted, than one event may have columns (${EVENT_COLUMNS.present}, and ${EVENT_COLUMNS.older} in older versions of the loader), or than a table there.`,
    why: `The loader refuses such an event as a whole, and it is in no table. ${sourceText(SOURCES.eventLimits)}, read on ${SOURCES.eventLimits.checked}.`,
    fix: 'Put what belongs together into a list, which is stored as JSON in one column, or split the event.',
    example: { before: '200 properties', after: '201 properties' },
    twin: { none: 'fewer columns are no problem' },
  },
  inspect: ({ plan, settings }) => {
    if (warehousesOf(settings).length === 0) return [];
    return withOne(withReceivers(plan.events.flatMap((event) => draftsOf(event, receiversOf(event, settings)))));
  },
};

/** One draft an event and limit: that of each receiver says the same. */
function withOne(drafts: readonly Draft[]): readonly Draft[] {
  return [...new Map(drafts.map((draft) => [JSON.stringify([draft.cause.owner, draft.aspect]), draft])).values()];
}
