import currencies from 'currency-codes/data.js';
import { iso31661 } from 'iso-3166/1.js';
import type { ListEntry } from './file.ts';

/** A list that the tool knows by name. */
type KnownList = Extract<ListEntry, string>;

const COUNTRIES = iso31661.filter(({ state }) => state === 'assigned');

const LISTS: Readonly<Record<KnownList, { readonly title: string; readonly values: readonly string[] }>> = {
  'iso-4217': { title: 'ISO 4217', values: currencies.map(({ code }) => code) },
  'iso-3166-alpha-2': { title: 'ISO 3166-1 alpha-2', values: COUNTRIES.map(({ alpha2 }) => alpha2) },
  'iso-3166-alpha-3': { title: 'ISO 3166-1 alpha-3', values: COUNTRIES.map(({ alpha3 }) => alpha3) },
};

/** The values of a list of the standards: ISO 4217 currencies, ISO 3166-1 countries that are officially assigned. */
export function knownList(name: KnownList): { readonly title: string; readonly values: readonly string[] } {
  return LISTS[name];
}

/** Longest value of a list. */
const MAX_VALUE = 1_000;
/** Values of one list. */
const MAX_VALUES = 100_000;

/** The values of a list file: one a line; empty lines and lines that begin with # are left out. A sentence where it is no such list. */
export function readList(text: string): readonly string[] | { readonly problem: string } {
  const values = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (values.length === 0) return { problem: 'holds no value' };
  if (values.length > MAX_VALUES) return { problem: `holds more than ${MAX_VALUES} values` };
  if (values.some((value) => value.length > MAX_VALUE)) return { problem: `holds a value of more than ${MAX_VALUE} characters` };
  return [...new Set(values)];
}
