import { fullFormats } from 'ajv-formats/dist/formats.js';
import { formatTexts, type Texts } from './format-languages.ts';
import { languageOf } from './regular.ts';
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

/** Up to this many UTF-16 units a format is asked of ajv-formats itself: what backtracking costs grows with the length. */
const LONGEST_ASKED = 1024;

/**
 * Whether a value has a format, as ajv-formats (mode `full`) asserts it; true for kinds that the format does not speak of. Null where the text is long
 * and the format's language cannot tell.
 */
export function hasFormat(name: string, value: Json): boolean | null {
  if (typeof value === 'string' && value.length > LONGEST_ASKED && !isAnnotation(name) && !isNumberFormat(name))
    return hasLongFormat(name, value);
  return isAccepted(name, value);
}

function hasLongFormat(name: string, value: string): boolean | null {
  const format = formatTexts(name);
  if (format === null) return null;
  const points = Array.from(value, (point) => point.codePointAt(0) ?? 0);
  const isIn = ({ expected, min, max }: Texts): boolean | null => {
    if (points.length < min || points.length > max) return false;
    const languages = expected.map(({ source, flags, holds }) => ({ language: languageOf(source, flags), holds }));
    if (languages.some(({ language, holds }) => language !== null && language.test(points) !== holds)) return false;
    return languages.every(({ language }) => language !== null) ? true : null;
  };
  const [held, failed] = [format.held.map(isIn), format.failed.map(isIn)];
  if (held.every((truth) => truth === false)) return false;
  return failed.every((truth) => truth === false) ? true : null;
}

function isAccepted(name: string, value: Json): boolean {
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

function hasNumberFormat(name: string, value: number | ExactNumber): boolean {
  if (!isInteger(value)) return false;
  return name === 'int64' || (Number(String(value)) >= -(2 ** 31) && Number(String(value)) < 2 ** 31);
}
