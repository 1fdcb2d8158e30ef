import { canonicalJson, equalJson, isJsonArray, isJsonObject, isNumber, type ExactNumber, type Json } from '../../jsonschema/index.ts';
import type { Constraint, TypeExpression } from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { entries, spotOf, type Fields, type SourceValue, child } from '../fields.ts';
import { nearMiss } from '../near-miss.ts';
import { alternatives, quoted } from '../problems.ts';

type Expected = 'list' | 'number' | 'count' | 'text' | 'flag';

interface Keyword {
  readonly keyword: string;
  readonly expected: Expected;
  /** The types that may have it. */
  readonly types: readonly string[];
}

const NUMERIC = ['number', 'integer'];

// rudder-cli, datacatalog/rules/config: which keyword is allowed for which type. The legacy versions write the JSON Schema keyword, v1 snake case.
const KEYWORDS: readonly Keyword[] = [
  { keyword: 'enum', expected: 'list', types: ['string', 'number', 'integer', 'boolean'] },
  { keyword: 'minimum', expected: 'number', types: NUMERIC },
  { keyword: 'maximum', expected: 'number', types: NUMERIC },
  { keyword: 'exclusiveMinimum', expected: 'number', types: NUMERIC },
  { keyword: 'exclusiveMaximum', expected: 'number', types: NUMERIC },
  { keyword: 'multipleOf', expected: 'number', types: NUMERIC },
  { keyword: 'minLength', expected: 'count', types: ['string'] },
  { keyword: 'maxLength', expected: 'count', types: ['string'] },
  { keyword: 'pattern', expected: 'text', types: ['string'] },
  { keyword: 'format', expected: 'text', types: ['string'] },
  { keyword: 'minItems', expected: 'count', types: ['array'] },
  { keyword: 'maxItems', expected: 'count', types: ['array'] },
  { keyword: 'uniqueItems', expected: 'flag', types: ['array'] },
  { keyword: 'additionalProperties', expected: 'flag', types: [] },
];

const ITEM_TYPES = 'itemTypes';
const FORMATS = ['date-time', 'date', 'time', 'email', 'uuid', 'hostname', 'ipv4', 'ipv6'];

const ORDERED: readonly (readonly [low: string, high: string, equal: boolean])[] = [
  ['minimum', 'maximum', true],
  ['minLength', 'maxLength', true],
  ['minItems', 'maxItems', true],
  ['exclusiveMinimum', 'maximum', false],
  ['minimum', 'exclusiveMaximum', false],
  ['exclusiveMinimum', 'exclusiveMaximum', false],
];

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const BY_NAME: ReadonlyMap<string, Keyword> = new Map(
  KEYWORDS.flatMap((keyword) => [[keyword.keyword, keyword] as const, [snake(keyword.keyword), keyword] as const]),
);

/**
 * The constraints of a property or custom type by JSON Schema keyword. What cannot stand in a schema (a value of the wrong kind), and
 * what holds a variable, is left out; everything else is kept as written, also where it is reported.
 * @param customType whether it is a custom type: of an object only that may say additional_properties.
 */
export function readConstraints(
  fields: Fields,
  config: SourceValue | null,
  type: TypeExpression | null,
  style: { readonly legacy: boolean; readonly customType: boolean },
): ReadonlyMap<string, Constraint> {
  const read = new Map<string, Constraint>();
  if (config === null) return read;
  if (!isJsonObject(config.value)) {
    fields.invalid(
      spotOf(config, 'entry'),
      `The configuration of ${fields.what} must be a map, not ${kindName(config)}.`,
      'Write keywords and values.',
    );
    return read;
  }
  for (const name of Object.keys(config.value)) {
    const keyword = BY_NAME.get(name);
    const node = child(config, name);
    if (name === ITEM_TYPES && style.legacy) continue;
    if (keyword === undefined || (name !== keyword.keyword) !== (snakeOnly(keyword) && !style.legacy))
      unknownKeyword(fields, config, name, style.legacy);
    if (keyword === undefined || node === null || isDynamic(node.value)) continue;
    if (!allowed(keyword, type, style.customType)) notAllowed(fields, node, name, type);
    const constraint = readValue(fields, node, name, keyword);
    if (constraint !== null) read.set(keyword.keyword, constraint);
  }
  checkOrder(fields, read);
  checkEnum(fields, read.get('enum'), type);
  return read;
}

const snakeOnly = (keyword: Keyword): boolean => snake(keyword.keyword) !== keyword.keyword;

function kindName(node: SourceValue): string {
  return isJsonArray(node.value) ? 'a list' : 'a single value';
}

function allowed(keyword: Keyword, type: TypeExpression | null, customType: boolean): boolean {
  // Of a value of any type nothing is known that a keyword could contradict.
  if (type === null) return true;
  if (type.kind === 'custom') return false;
  const types = keyword.keyword === 'additionalProperties' && customType ? ['object'] : keyword.types;
  return type.names.some(({ name }) => types.includes(name));
}

function notAllowed(fields: Fields, node: SourceValue, name: string, type: TypeExpression | null): void {
  const what = type?.kind === 'primitives' ? `the type ${type.names.map((entry) => entry.name).join(', ')}` : 'a custom type';
  fields.invalid(spotOf(node, 'entry'), `"${name}" of ${fields.what} does not go with ${what}.`, 'Remove it, or correct the type.');
}

function unknownKeyword(fields: Fields, config: SourceValue, name: string, legacy: boolean): void {
  const known = KEYWORDS.map(({ keyword }) => (legacy ? keyword : snake(keyword)));
  if (legacy) known.push(ITEM_TYPES);
  const renamed = BY_NAME.get(name);
  const near = renamed === undefined ? nearMiss(name, known) : legacy ? renamed.keyword : snake(renamed.keyword);
  const moved = !legacy && name === ITEM_TYPES ? 'Write "item_types" beside "type".' : null;
  const hint = moved ?? (near === null ? `It may hold ${alternatives(known)}.` : `Did you mean "${near}"?`);
  const node = child(config, name);
  fields.invalid(
    spotOf(node ?? config, node === null ? 'value' : 'key'),
    `The configuration of ${fields.what} has an unknown keyword ${quoted(name)}.`,
    hint,
  );
}

function readValue(fields: Fields, node: SourceValue, name: string, keyword: Keyword): Constraint | null {
  const { value } = node;
  const expected = expectation(keyword);
  if (!fits(keyword, value)) {
    fields.wrong(node, name, expected);
    return null;
  }
  checkText(fields, node, name, keyword.keyword);
  return { value, spot: spotOf(node, 'entry'), entries: entries(node).map((entry) => spotOf(entry)) };
}

function expectation(keyword: Keyword): string {
  if (keyword.keyword === 'multipleOf') return 'a number above 0';
  switch (keyword.expected) {
    case 'list':
      return 'a list';
    case 'number':
      return 'a number';
    case 'count':
      return 'a whole number, 0 or more';
    case 'text':
      return 'a text';
    case 'flag':
      return 'true or false';
  }
}

const numeric = (value: number | ExactNumber): number => (typeof value === 'number' ? value : Number(value.text));

function fits(keyword: Keyword, value: Json): boolean {
  switch (keyword.expected) {
    case 'list':
      return isJsonArray(value);
    case 'number':
      return isNumber(value) && (keyword.keyword !== 'multipleOf' || numeric(value) > 0);
    case 'count':
      return isInteger(value) && isNumber(value) && numeric(value) >= 0;
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
  }
}

function checkText(fields: Fields, node: SourceValue, name: string, keyword: string): void {
  const { value } = node;
  const spot = spotOf(node, 'entry');
  if (keyword === 'pattern' && typeof value === 'string') {
    const reason = whyNotPattern(value);
    const hint = 'Correct the pattern: the validator would refuse the whole event.';
    if (reason !== null) fields.invalid(spot, `"pattern" of ${fields.what} is no regular expression: ${reason}.`, hint);
  }
  if (keyword === 'format' && typeof value === 'string' && !FORMATS.includes(value)) {
    const near = nearMiss(value, FORMATS);
    const hint = near === null ? `Known formats: ${alternatives(FORMATS)}.` : `Did you mean "${near}"?`;
    fields.invalid(spot, `"${name}" of ${fields.what} names an unknown format ${quoted(value)}.`, hint);
  }
}

// With the flag that the runtime's Ajv uses.
function whyNotPattern(pattern: string): string | null {
  try {
    void new RegExp(pattern, 'u');
    return null;
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : '';
    return message.slice(message.lastIndexOf(': ') + 2) || 'it does not compile';
  }
}

function checkOrder(fields: Fields, read: ReadonlyMap<string, Constraint>): void {
  for (const [low, high, equal] of ORDERED) {
    const from = read.get(low);
    const to = read.get(high);
    if (from === undefined || to === undefined || !isNumber(from.value) || !isNumber(to.value)) continue;
    // Doubles round a number beyond 2^53, but never past another one.
    const apart = numeric(to.value) - numeric(from.value);
    if (!(apart < 0) && (equal || !equalJson(from.value, to.value))) continue;
    const message = `"${low}" of ${fields.what} (${canonicalJson(from.value)}) leaves nothing below "${high}" (${canonicalJson(to.value)}).`;
    fields.invalid(to.spot, message, 'Correct one of them: no value fits.');
  }
}

function checkEnum(fields: Fields, constraint: Constraint | undefined, type: TypeExpression | null): void {
  if (constraint === undefined || !isJsonArray(constraint.value)) return;
  const values = constraint.value;
  if (values.length === 0) {
    fields.invalid(constraint.spot, `"enum" of ${fields.what} is empty.`, 'List the values, or remove it: no value fits an empty list.');
  }
  const types = type?.kind === 'primitives' ? type.names.map(({ name }) => name) : null;
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const spot = constraint.entries[index] ?? constraint.spot;
    const print = canonicalJson(value);
    if (seen.has(print)) fields.invalid(spot, `"enum" of ${fields.what} lists a value twice.`, 'Remove one of them.');
    seen.add(print);
    if (types !== null && !isDynamic(value) && !types.some((name) => hasType(value, name))) {
      const hint = 'Correct the value or the type: no message can hold this value.';
      fields.invalid(spot, `"enum" of ${fields.what} lists a value that is no ${alternatives(types)}.`, hint);
    }
  }
}

// An exact number's canonical text has an exponent only where there is one, and never a point.
function isInteger(value: Json): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : isNumber(value) && /^-?\d+(?:e\d+)?$/.test(canonicalJson(value));
}

function hasType(value: Json, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'number':
      return isNumber(value);
    case 'integer':
      return isInteger(value);
    case 'array':
      return isJsonArray(value);
    case 'object':
      return isJsonObject(value);
    default:
      return typeof value === type;
  }
}
