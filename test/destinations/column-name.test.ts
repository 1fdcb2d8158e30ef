import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { columnName, snakeName } from '../../src/destinations/warehouse/column-name.ts';
import { isOwnColumn, WAREHOUSES, type Warehouse } from '../../src/destinations/warehouse/facts.ts';

describe('the name of a column', () => {
  it.each([
    ['orderTotal', 'order_total'],
    ['Order Total (EUR)', 'order_total_eur'],
    ['cart.itemCount', 'cart_item_count'],
    ['SKUCode', 'sku_code'],
    ['HTTP2Push', 'http2_push'],
    ['v2beta', 'v2_beta'],
    ['3DSecure', '_3ds_ecure'],
    ['_cartId', '_cart_id'],
    ['__', '__'],
    ['größe', 'gr_e'],
    ['価格', ''],
  ])('of %s is %s', (name, snake) => {
    expect(snakeName(name)).toBe(snake);
  });

  const everywhere = (name: string): readonly (string | null)[] => WAREHOUSES.map((warehouse) => columnName(name, warehouse));

  it('has an underscore where the warehouse reserves the word', () => {
    // BigQuery, Snowflake, Redshift, Postgres, Databricks.
    expect(everywhere('order')).toEqual(['_order', '_ORDER', '_order', '_order', '_order']);
    expect(everywhere('Offset')).toEqual(['offset', 'OFFSET', '_offset', '_offset', 'offset']);
    expect(everywhere('time')).toEqual(['time', 'TIME', 'time', 'time', '_time']);
  });

  it('is none where nothing is left', () => {
    expect(everywhere('価格')).toEqual([null, null, null, null, null]);
  });

  it('is cut, at 63 characters in Postgres', () => {
    const lengths = everywhere('x'.repeat(200)).map((name) => name?.length);
    expect(lengths).toEqual([127, 127, 127, 63, 127]);
  });

  it('may be one that the loader fills itself', () => {
    expect(['id', 'USER_ID', 'event', 'group_id', 'order_id'].map((column) => isOwnColumn(column, 'track'))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(['event', 'group_id'].map((column) => isOwnColumn(column, 'group'))).toEqual([false, true]);
    expect(isOwnColumn('record_id', 'other')).toBe(true);
  });
});

/** Names that RudderStack's own loader gave, run as a black box; they stand beside the repository, not in it. */
const GOLDEN = path.resolve(import.meta.dirname, '../../../shared/data/warehouse-column-golden.json');
const LOADER_NAMES: Readonly<Record<Warehouse, string>> = {
  bigquery: 'bq',
  snowflake: 'snowflake',
  redshift: 'rs',
  postgres: 'postgres',
  databricks: 'deltalake',
};

test.skipIf(!existsSync(GOLDEN))('all names come out as the loader gave them (skipped where ../shared/data is not there)', () => {
  const { vectors } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as { vectors: readonly Readonly<Record<string, string>>[] };
  expect(vectors.length).toBeGreaterThan(60);
  const wrong = vectors.flatMap((vector) =>
    WAREHOUSES.flatMap((warehouse) => {
      const given = vector[LOADER_NAMES[warehouse]] ?? '';
      const made = columnName(vector['in'] ?? '', warehouse);
      return made === (given.startsWith('ERROR:') ? null : given) ? [] : [{ in: vector['in'], warehouse, given, made }];
    }),
  );
  expect(wrong).toEqual([]);
});
