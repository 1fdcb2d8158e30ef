import { isNumber, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { child, type Fields, type SourceValue } from '../fields.ts';
import { dateFormat } from './dates.ts';

/** The JSON types of logical types. What is read as a date or a time is a text on the wire. */
export const TYPES: ReadonlyMap<string, JsonObject> = new Map([
  ['string', { type: 'string' }],
  ['number', { type: 'number' }],
  ['integer', { type: 'integer' }],
  ['boolean', { type: 'boolean' }],
  ['array', { type: 'array' }],
  ['object', { type: 'object' }],
  ['map', { type: 'object' }],
  ['date', { type: 'string', format: 'date' }],
  ['timestamp', { type: 'string', format: 'date-time' }],
  ['time', { type: 'string', format: 'time' }],
]);

/** What the value of an option must be. */
interface Kind {
  readonly expected: string;
  readonly fits: (value: Json) => boolean;
}

const COUNT: Kind = { expected: 'a whole number', fits: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 };
const NUMBER: Kind = { expected: 'a number', fits: (value) => isNumber(value) };
const TEXT: Kind = { expected: 'a text', fits: (value) => typeof value === 'string' };
const FLAG: Kind = { expected: 'true or false', fits: (value) => typeof value === 'boolean' };
/** A limit of its own, or, before version 3.1, whether the limit beside it is exclusive. */
const EXCLUSIVE: Kind = { expected: 'a number', fits: (value) => isNumber(value) || typeof value === 'boolean' };
const POSITIVE: Kind = {
  expected: 'a number greater than 0',
  fits: (value) => isNumber(value) && !(typeof value === 'number' && value <= 0),
};

const NUMERIC: ReadonlyMap<string, Kind> = new Map([
  ['minimum', NUMBER],
  ['maximum', NUMBER],
  ['exclusiveMinimum', EXCLUSIVE],
  ['exclusiveMaximum', EXCLUSIVE],
  ['multipleOf', POSITIVE],
]);

/** The options that JSON Schema has under the same name. */
const OPTIONS: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map([
  [
    'string',
    new Map([
      ['minLength', COUNT],
      ['maxLength', COUNT],
      ['pattern', TEXT],
      ['format', TEXT],
    ]),
  ],
  ['number', NUMERIC],
  ['integer', NUMERIC],
  [
    'array',
    new Map([
      ['minItems', COUNT],
      ['maxItems', COUNT],
      ['uniqueItems', FLAG],
    ]),
  ],
  [
    'object',
    new Map([
      ['minProperties', COUNT],
      ['maxProperties', COUNT],
    ]),
  ],
]);

const DATES: ReadonlySet<string> = new Set(['date', 'timestamp', 'time']);

/**
 * The schema of a logical type with its options. The limits of dates and times are texts, which JSON Schema cannot compare: they are left out.
 * @param fields those of the property, for messages
 */
export function typeWithOptions(type: string, options: SourceValue | null, fields: Fields): JsonObject {
  const plain = TYPES.get(type) ?? {};
  if (options === null) return plain;
  const part = fields.part(options, `"logicalTypeOptions" of ${fields.what}`);
  if (DATES.has(type)) {
    const format = part.text('format');
    return format === null ? plain : { type: 'string', ...dateFormat(type, format.text) };
  }
  const found = new Map<string, Json>();
  for (const [name, kind] of OPTIONS.get(type) ?? []) {
    const option = child(options, name);
    if (option === null) continue;
    if (kind.fits(option.value)) found.set(name, option.value);
    else part.wrong(option, name, kind.expected);
  }
  for (const limit of ['minimum', 'maximum']) exclude(found, limit);
  return { ...plain, ...Object.fromEntries(found) };
}

/** Turns `minimum: 1, exclusiveMinimum: true` into `exclusiveMinimum: 1`. */
function exclude(found: Map<string, Json>, limit: string): void {
  const exclusive = `exclusive${limit.charAt(0).toUpperCase()}${limit.slice(1)}`;
  const said = found.get(exclusive);
  if (typeof said !== 'boolean') return;
  found.delete(exclusive);
  const beside = found.get(limit);
  if (!said || beside === undefined) return;
  found.delete(limit);
  found.set(exclusive, beside);
}
