import { fullFormats } from 'ajv-formats/dist/formats.js';
import { ExactNumber, type Json } from '../values/json.ts';
import { isInteger } from '../values/number.ts';

const FORMATS = new Map(Object.entries(fullFormats));

/** Whether a format asserts nothing at all: ajv-formats does not know it, or knows it as an annotation. */
export function isAnnotation(name: string): boolean {
  const format = FORMATS.get(name);
  return format === undefined || format === true || name === 'float' || name === 'double';
}

/** Whether a format speaks of numbers; all others speak of strings. */
export function isNumberFormat(name: string): boolean {
  return name === 'int32' || name === 'int64';
}

/** Whether a value has a format, as ajv-formats (mode `full`) asserts it; true for kinds that the format does not speak of. */
export function hasFormat(name: string, value: Json): boolean {
  const format = FORMATS.get(name);
  if (format === undefined || typeof format === 'boolean') return true;
  if (isNumberFormat(name)) return typeof value === 'number' || value instanceof ExactNumber ? hasNumberFormat(name, value) : true;
  if (typeof value !== 'string') return true;
  if (typeof format === 'string') return new RegExp(format, 'u').test(value);
  if (typeof format === 'function') return format(value);
  if (format instanceof RegExp) return format.test(value);
  const { validate } = format;
  if (validate instanceof RegExp) return validate.test(value);
  return typeof validate !== 'function' || Reflect.apply(validate, null, [value]) === true;
}

/** Formats that are one plain regular expression with a small automaton. */
const REGULAR = new Set(['email', 'uuid', 'ipv4']);

/**
 * A pattern (with the `u` flag) that every text of a format matches; null where there is none to reason with. It may match more: where ajv-formats
 * ignores the case of letters, so does this, and without its Unicode subtleties.
 */
export function formatPattern(name: string): string | null {
  const format = REGULAR.has(name) ? FORMATS.get(name) : undefined;
  if (!(format instanceof RegExp)) return null;
  return format.ignoreCase
    ? format.source
        .replaceAll('a-z', 'a-zA-Z\\u017f\\u212a')
        .replaceAll('a-f', 'a-fA-F')
        .replace('urn:uuid:', '[uU][rR][nN]:[uU][uU][iI][dD]:')
    : format.source;
}

function hasNumberFormat(name: string, value: number | ExactNumber): boolean {
  if (!isInteger(value)) return false;
  return name === 'int64' || (Number(String(value)) >= -(2 ** 31) && Number(String(value)) < 2 ** 31);
}
