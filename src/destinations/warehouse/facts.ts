/** The warehouses whose columns are known: how RudderStack's loader names and fills them. */
export const WAREHOUSES = ['bigquery', 'snowflake', 'redshift', 'postgres', 'databricks'] as const;

export type Warehouse = (typeof WAREHOUSES)[number];

/** What a person calls a warehouse. */
export const WAREHOUSE_TITLES: Readonly<Record<Warehouse, string>> = {
  bigquery: 'BigQuery',
  snowflake: 'Snowflake',
  redshift: 'Redshift',
  postgres: 'Postgres',
  databricks: 'Databricks',
};

/** Where something that is not ours to decide was read, and when. */
export interface Source {
  readonly url: string;
  /** YYYY-MM-DD. */
  readonly checked: string;
}

/** Where each kind of fact was read. The sources are RudderStack's own, at one commit: facts were taken, no code. */
export const SOURCES = {
  /** What becomes of a value whose type is not that of its column. */
  retyped: { url: 'https://github.com/rudderlabs/rudder-server/blob/f2655fb/warehouse/slave/worker.go', checked: '2026-11-27' },
  /** The type that a value gets. */
  types: {
    url: 'https://github.com/rudderlabs/rudder-server/blob/f2655fb/processor/internal/transformer/destination_transformer/embedded/warehouse/datatype.go',
    checked: '2026-11-27',
  },
  /** The name of a column, and its length. */
  names: { url: 'https://github.com/rudderlabs/rudder-transformer/blob/c98d160/src/warehouse/v1/util.js', checked: '2026-11-27' },
  /** The words that get an underscore. */
  words: {
    url: 'https://github.com/rudderlabs/rudder-transformer/blob/c98d160/src/warehouse/config/ReservedKeywords.json',
    checked: '2026-11-27',
  },
  /** The columns that the loader fills itself. */
  columns: {
    url: 'https://github.com/rudderlabs/rudder-server/blob/f2655fb/processor/internal/transformer/destination_transformer/embedded/warehouse/internal/rules/rules.go',
    checked: '2026-11-27',
  },
  /** How many columns a table may have. */
  tableLimits: {
    url: 'https://github.com/rudderlabs/rudder-server/blob/f2655fb/warehouse/integrations/config/config.go',
    checked: '2026-11-27',
  },
  /** How many columns one event may have: 200 in rudder-transformer, 1,600 since rudder-server does its work. */
  eventLimits: {
    url: 'https://github.com/rudderlabs/rudder-server/blob/f2655fb/processor/internal/transformer/destination_transformer/embedded/warehouse/transformer.go',
    checked: '2026-11-27',
  },
} as const satisfies Record<string, Source>;

/** The columns that a table may have, where the loader knows a limit. */
export const TABLE_COLUMNS: Readonly<Partial<Record<Warehouse, number>>> = { bigquery: 10_000, redshift: 1600, postgres: 1600 };

/** The columns of one event, above which it is not loaded: by the older loader, and by the present one. */
export const EVENT_COLUMNS = { older: 200, present: 1600 } as const;

/** Columns of every table that the loader fills itself: a property of that name is not stored, and nothing tells. */
const OWN_COLUMNS: readonly string[] = [
  'id',
  'anonymous_id',
  'user_id',
  'sent_at',
  'timestamp',
  'received_at',
  'original_timestamp',
  'channel',
  'context_ip',
  'context_request_ip',
  'context_passed_ip',
];

/**
 * Those of the tables of one type of event. `name` of pages and screens is filled from the property where the message has none, so it is not here;
 * `event` holds the name of the track, whatever its property of that name says.
 */
const OWN_COLUMNS_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['identify', []],
  ['page', []],
  ['screen', []],
  ['common', []],
  ['alias', ['previous_id']],
  ['group', ['group_id']],
]);
const OWN_COLUMNS_OF_TRACKS: readonly string[] = ['event', 'event_text', 'record_id'];

/** Whether a column is filled by the loader itself, whatever the event says. A type that is none of RudderStack's is read as a track. */
export function isOwnColumn(column: string, eventType: string): boolean {
  const name = column.toLowerCase();
  return OWN_COLUMNS.includes(name) || (OWN_COLUMNS_OF.get(eventType) ?? OWN_COLUMNS_OF_TRACKS).includes(name);
}

/** Columns that hold what most apps send in a property of that name as well: the message's own ids. */
const IDS_OF_THE_MESSAGE: ReadonlySet<string> = new Set(['user_id', 'anonymous_id', 'group_id', 'previous_id']);

/** Whether a column of the loader holds an id of the message, so that a property of that name says nothing new as a rule. */
export function isMessageId(column: string): boolean {
  return IDS_OF_THE_MESSAGE.has(column.toLowerCase());
}
