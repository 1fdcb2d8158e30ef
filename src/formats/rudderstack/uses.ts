import { isJsonArray, isJsonObject, ExactNumber } from '../../jsonschema/index.ts';
import type { PropertyUse, Reference, Uses, Variant, VariantCase } from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { child, entries, spotOf, type Fields, type SourceValue } from '../fields.ts';
import { quoted } from '../problems.ts';
import { parseReference, spelling } from './reference.ts';

/** How many levels of `properties` may stand below a property of a rule (rudder-cli, tracking-plan rules). */
export const MAX_NESTING = 3;

const LEGACY = {
  name: '$ref',
  other: 'property',
  own: ['$ref', 'required'],
  nesting: ['$ref', 'required', 'additionalProperties', 'properties'],
  hints: new Map([['property', 'Write "$ref": this version names properties so.']]),
};
const CURRENT = {
  name: 'property',
  other: '$ref',
  own: ['property', 'required'],
  nesting: ['property', 'required', 'additional_properties', 'properties'],
  hints: new Map([['$ref', 'Write "property": this version names properties so.']]),
};

interface Style {
  readonly legacy: boolean;
  /** How many levels may still be nested below; null where none may (custom types, variants). */
  readonly depth: number | null;
}

/** Reads a list of properties, or null where there is none. What is no reference is reported and left out. */
export function readUses(fields: Fields, name: string, style: Style): Uses | null {
  const list = fields.list(name);
  return list === null ? null : usesOf(fields, list, style);
}

function usesOf(fields: Fields, list: SourceValue, style: Style): Uses {
  return { spot: spotOf(list, 'entry'), uses: entries(list).flatMap((node) => readUse(fields, node, style)) };
}

function readUse(fields: Fields, node: SourceValue, style: Style): PropertyUse[] {
  const { legacy, depth } = style;
  const part = fields.part(node, `a property of ${fields.what}`);
  const { name, other, own, nesting, hints } = legacy ? LEGACY : CURRENT;
  if (!part.only(depth === null ? own : nesting, hints)) return [];
  const reference = readPropertyReference(part, name, other, legacy);
  if (reference === null) return [];
  const additional = part.flag('additionalProperties') ?? part.flag('additional_properties');
  return [{ reference, required: part.flag('required'), additional, nested: depth === null ? null : readNested(part, legacy, depth) }];
}

function readNested(part: Fields, legacy: boolean, depth: number): Uses | null {
  const nested = part.list('properties');
  if (nested === null) return null;
  if (depth > 0) return usesOf(part, nested, { legacy, depth: depth - 1 });
  const message = `Properties are nested more than ${MAX_NESTING} levels below the property of the rule.`;
  part.invalid(spotOf(nested, 'entry'), message, 'Flatten them, or use a custom type.');
  return null;
}

function readPropertyReference(fields: Fields, name: string, other: string, legacy: boolean): Reference | null {
  const given = fields.text(name) ?? fields.text(other);
  if (given === null) {
    if (child(fields.node, name) === null && child(fields.node, other) === null) fields.missing(name);
    return null;
  }
  if (isDynamic(given.text)) return null;
  const id = parseReference('property', given.text);
  if (id !== null) return { kind: 'property', id, spot: given.spot };
  fields.invalid(given.spot, `${quoted(given.text)} is no reference to a property.`, `Write ${spelling('property', legacy)}.`);
  return null;
}

/** Reads `variants` of a rule or of an object custom type: at most one, of the type discriminator. */
export function readVariant(fields: Fields, legacy: boolean): Variant | null {
  const list = fields.list('variants');
  const [first, second] = entries(list);
  if (second !== undefined) {
    fields.invalid(spotOf(second), `${fields.what} has more than one variant.`, 'Keep one: only one is allowed.');
  }
  if (first === undefined) return null;
  const part = fields.part(first, `the variant of ${fields.what}`);
  if (!part.only(['type', 'discriminator', 'cases', 'default'])) return null;
  const type = part.text('type', true);
  if (type !== null && type.text !== 'discriminator')
    part.invalid(type.spot, `The variant's type is ${quoted(type.text)}.`, 'Write "discriminator".');
  const discriminator = readDiscriminator(part, legacy);
  const cases = part.list('cases', true);
  const read = entries(cases).flatMap((node) => readCase(part, node, legacy));
  if (cases !== null && entries(cases).length === 0)
    part.invalid(spotOf(cases, 'entry'), 'The variant has no case.', 'Add one, or remove the variant.');
  const fallback = readFallback(part, legacy);
  // When the default holds is not known where a case could not be read.
  const complete = read.length === entries(cases).length;
  return discriminator === null ? null : { spot: spotOf(first), discriminator, cases: read, fallback: complete ? fallback : null };
}

function readDiscriminator(part: Fields, legacy: boolean): Reference | null {
  const given = part.text('discriminator', true);
  if (given === null || isDynamic(given.text)) return null;
  const id = parseReference('property', given.text);
  if (id !== null) return { kind: 'property', id, spot: given.spot };
  part.invalid(
    given.spot,
    `The discriminator ${quoted(given.text)} is no reference to a property.`,
    `Write ${spelling('property', legacy)}.`,
  );
  return null;
}

function readCase(fields: Fields, node: SourceValue, legacy: boolean): VariantCase[] {
  const part = fields.part(node, `a case of ${fields.what}`);
  if (!part.only(['display_name', 'match', 'description', 'properties'])) return [];
  part.text('display_name', true);
  const list = part.list('match', true);
  const then = readUses(part, 'properties', { legacy, depth: null });
  if (then === null && child(node, 'properties') === null) part.missing('properties');
  if (list === null || entries(list).some((entry) => isDynamic(entry.value))) return [];
  const values = entries(list).filter((entry) => isMatch(part, entry));
  if (entries(list).length === 0)
    part.invalid(spotOf(list, 'entry'), `"match" of ${part.what} is empty.`, 'List the values that select this case.');
  if (values.length === 0) return [];
  const match = { spot: spotOf(list, 'entry'), values: values.map((entry) => ({ value: entry.value, spot: spotOf(entry) })) };
  return [{ spot: spotOf(node), match, then: then ?? { spot: spotOf(node), uses: [] } }];
}

function isMatch(part: Fields, { value, ...entry }: SourceValue): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value instanceof ExactNumber || Number.isInteger(value)) return true;
  const message = `"match" of ${part.what} lists a value that is no text, whole number, true or false.`;
  part.invalid(spotOf({ ...entry, value }), message, 'Correct it or remove it.');
  return false;
}

function readFallback(part: Fields, legacy: boolean): Variant['fallback'] {
  const node = child(part.node, 'default');
  if (node === null) return null;
  if (isJsonObject(node.value)) {
    const fields = part.part(node, `the default of ${part.what}`);
    if (legacy)
      part.invalid(
        spotOf(node, 'entry'),
        `The default of ${part.what} must be a list in this version.`,
        'List the properties directly below "default".',
      );
    if (!fields.only(['properties'])) return null;
    const then = readUses(fields, 'properties', { legacy, depth: null });
    return then === null ? null : { spot: spotOf(node, 'entry'), then };
  }
  if (!isJsonArray(node.value)) {
    part.wrong(node, 'default', legacy ? 'a list' : 'a map');
    return null;
  }
  if (!legacy)
    part.invalid(
      spotOf(node, 'entry'),
      `The default of ${part.what} must be a map in this version.`,
      'List the properties below "default: properties:".',
    );
  return { spot: spotOf(node, 'entry'), then: usesOf(part, node, { legacy, depth: null }) };
}
