import type { Warehouse } from './facts.ts';
import { isReservedWord } from './reserved-words.ts';

/** Postgres cuts names at 63 characters of its own accord. */
const MAX_POSTGRES = 63;
/** The loader cuts all others, and what an underscore made longer. */
const MAX_NAME = 127;

/** The words of a name that holds ASCII letters and digits only. Digits end a word, and lead one only where no letter stands before them. */
const WORD = /[A-Z]?[a-z]+\d*|[A-Z]+\d+|\d+[A-Z]?[a-z]+|\d+[A-Z]+|[A-Z]+(?![a-z])|\d+/g;

/**
 * The name of a column before the warehouse has its say: snake_case of what is ASCII in it, with the underscores that lead it. '' where nothing is
 * left: such a property is not stored. Where this was read: SOURCES.names.
 */
export function snakeName(name: string): string {
  const leading = /^_*/.exec(name)?.[0] ?? '';
  const runs = name.match(/[A-Za-z0-9]+/g) ?? [];
  const words = runs.flatMap((run) => run.match(WORD) ?? []);
  const snake = leading + words.join('_').toLowerCase();
  return /^\d/.test(snake) ? `_${snake}` : snake;
}

/** Joins the names on the way to a property: an object's parts become columns of their own, `a.b` the column `a_b`. */
export function flatName(names: readonly string[]): string {
  return names.join('_');
}

/** The column that the loader gives to a property in a warehouse; null where it stores it nowhere. Of a part of an object the name is its {@link flatName}. */
export function columnName(name: string, warehouse: Warehouse): string | null {
  const snake = snakeName(name);
  if (snake === '') return null;
  const cased = warehouse === 'snowflake' ? snake.toUpperCase() : warehouse === 'postgres' ? snake.slice(0, MAX_POSTGRES) : snake;
  return `${isReservedWord(cased, warehouse) ? '_' : ''}${cased}`.slice(0, MAX_NAME);
}
