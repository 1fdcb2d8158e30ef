import type { EventType } from '../../plan/model.ts';
import type { Category, CustomType, Definition, EventDefinition, Property, ValueShape } from './catalog.ts';
import { readConstraints } from './constraints.ts';
import { definitionFields, isDynamic, projectFields } from './dynamic.ts';
import { child, entries, Fields, spotOf, type SourceText, type SourceValue } from '../fields.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';
import { parseReference, spelling } from './reference.ts';
import { PRIMITIVES, readItems, readType } from './types.ts';
import { readUses, readVariant } from './uses.ts';

const PROPERTY_FIELDS = ['id', 'name', 'description', 'type'];
const CUSTOM_TYPE_FIELDS = ['id', 'name', 'description', 'type', 'config', 'properties', 'variants'];
const LIST_TYPES = ['types', 'item_type', 'item_types'];
const EVENT_TYPES: readonly EventType[] = ['track', 'screen', 'identify', 'group', 'page'];

/** Display names of categories and plans. */
export const DISPLAY_NAME = /^[A-Z_a-z][ \w,.-]{1,63}[\w,.-]$/;
const CUSTOM_TYPE_NAME = /^[A-Z][A-Za-z0-9_-]{1,64}$/;

/** Reads `spec.properties` of kind properties. A definition without id or name is reported and left out. */
export function readProperties(spec: SourceValue, legacy: boolean, problems: Problems): Property[] {
  return readList(spec, 'properties', 'properties', problems).flatMap((node) => {
    const fields = definitionFields(node, 'property', problems);
    const known = legacy ? [...PROPERTY_FIELDS, 'propConfig'] : [...PROPERTY_FIELDS, ...LIST_TYPES, 'config'];
    if (!fields.only(known)) return [];
    const shape = readShape(fields, child(node, 'propConfig') ?? child(node, 'config'), { legacy, customType: false });
    const name = fields.text('name', true);
    if (name !== null && name.text.length > 65)
      fields.invalid(name.spot, `The name of ${fields.what} is longer than 65 characters.`, 'Shorten it.');
    if (name !== null && !legacy && name.text.trim() !== name.text) {
      fields.invalid(
        name.spot,
        `The name of ${fields.what} starts or ends with a blank.`,
        'Remove the blank: it is part of the name on the wire.',
      );
    }
    const definition = define(fields, name);
    return definition === null ? [] : [{ ...definition, ...shape }];
  });
}

/** Reads `spec.types` of kind custom-types. */
export function readCustomTypes(spec: SourceValue, legacy: boolean, problems: Problems): CustomType[] {
  return readList(spec, 'types', 'custom-types', problems).flatMap((node) => {
    const fields = definitionFields(node, 'custom-type', problems);
    if (!fields.only(legacy ? CUSTOM_TYPE_FIELDS : [...CUSTOM_TYPE_FIELDS, 'item_type', 'item_types'])) return [];
    const shape = readShape(fields, child(node, 'config'), { legacy, customType: true });
    const name = fields.text('name', true);
    checkName(fields, name, CUSTOM_TYPE_NAME, 'must start with a capital and hold letters, digits, _ and - only, 2 to 65 of them');
    const written = child(node, 'type');
    if (written === null) fields.missing('type');
    else if (shape.type?.kind === 'custom' || (shape.type?.names.length ?? 0) > 1) {
      fields.invalid(spotOf(written, 'entry'), `"type" of ${fields.what} must be one JSON type.`, `Write ${alternatives(PRIMITIVES)}.`);
    }
    const isObject = shape.type?.kind === 'primitives' && shape.type.names.some((entry) => entry.name === 'object');
    for (const part of ['properties', 'variants']) {
      const field = child(node, part);
      if (field !== null && !isObject)
        fields.invalid(spotOf(field, 'entry'), `Only an object may have "${part}".`, 'Make the type object, or remove them.');
    }
    const properties = isObject ? readUses(fields, 'properties', { legacy, depth: null }) : null;
    const variant = isObject ? readVariant(fields, legacy) : null;
    const definition = define(fields, name);
    // A custom type that were another one could be its own.
    const type = shape.type?.kind === 'primitives' ? shape.type : null;
    return definition === null ? [] : [{ ...definition, ...shape, type, properties, variant }];
  });
}

/** Reads `spec.events` of kind events. */
export function readEvents(spec: SourceValue, legacy: boolean, problems: Problems): EventDefinition[] {
  return readList(spec, 'events', 'events', problems).flatMap((node) => {
    const fields = definitionFields(node, 'event', problems);
    if (!fields.only(['id', 'name', 'event_type', 'description', 'category'])) return [];
    const given = fields.text('event_type', true);
    const type = EVENT_TYPES.find((known) => known === given?.text);
    if (given !== null && type === undefined && !isDynamic(given.text)) {
      fields.invalid(given.spot, `"event_type" of ${fields.what} is ${quoted(given.text)}.`, `Write ${alternatives(EVENT_TYPES)}.`);
    }
    const name = fields.text('name', type === 'track');
    if (name !== null && type === 'track' && name.text.length > 64) {
      fields.invalid(name.spot, `The name of ${fields.what} is longer than 64 characters.`, 'Shorten it.');
    }
    if (name !== null && type !== undefined && type !== 'track') {
      fields.invalid(name.spot, `${fields.what} is of type ${type}, which has no name.`, 'Remove the name: only track events carry one.');
    }
    const description = fields.text('description');
    const category = readCategory(fields, legacy);
    const fallback: SourceText = { text: type ?? 'other', spot: spotOf(node) };
    const definition = define(fields, name ?? fallback);
    return definition === null
      ? []
      : [
          {
            ...definition,
            type: type ?? 'other',
            description: description?.text ?? '',
            descriptionSpot: description?.spot ?? null,
            category,
          },
        ];
  });
}

function readCategory(fields: Fields, legacy: boolean): EventDefinition['category'] {
  const given = fields.text('category');
  if (given === null || isDynamic(given.text)) return null;
  const id = parseReference('category', given.text);
  if (id !== null) return { kind: 'category', id, spot: given.spot };
  fields.invalid(given.spot, `${quoted(given.text)} is no reference to a category.`, `Write ${spelling('category', legacy)}.`);
  return null;
}

/** Reads `spec.categories` of kind categories. */
export function readCategories(spec: SourceValue, problems: Problems): Category[] {
  return readList(spec, 'categories', 'categories', problems).flatMap((node) => {
    const fields = definitionFields(node, 'category', problems);
    if (!fields.only(['id', 'name'])) return [];
    const name = fields.text('name', true);
    checkName(fields, name, DISPLAY_NAME, 'must start with a letter and hold 3 to 65 letters, digits, blanks, and _ , . - only');
    const definition = define(fields, name);
    return definition === null ? [] : [definition];
  });
}

function readList(spec: SourceValue, name: string, kind: string, problems: Problems): readonly SourceValue[] {
  const fields = projectFields(spec, `The spec of kind ${kind}`, spec.document.path, problems);
  return fields.only([name]) ? entries(fields.list(name)) : [];
}

function readShape(
  fields: Fields,
  config: SourceValue | null,
  style: { readonly legacy: boolean; readonly customType: boolean },
): ValueShape {
  const type = readType(fields, style.legacy);
  const items = readItems(fields, config, style.legacy);
  const hasArray = type === null || (type.kind === 'primitives' && type.names.some(({ name }) => name === 'array'));
  if (items !== null && !hasArray) {
    fields.invalid(items.spot, `${fields.what} has item types, but is no array.`, 'Remove them, or make the type array.');
  }
  return { type, items, constraints: readConstraints(fields, config, type, style) };
}

/** Reports a name that rudder-cli would refuse. */
export function checkName(fields: Fields, name: SourceText | null, pattern: RegExp, rule: string): void {
  if (name === null || isDynamic(name.text) || pattern.test(name.text)) return;
  fields.invalid(name.spot, `The name ${quoted(name.text)} of ${fields.what} is not allowed.`, `It ${rule}.`);
}

function define(fields: Fields, name: SourceText | null): Definition | null {
  const id = fields.text('id', true);
  return id === null || name === null ? null : { id: id.text, name: name.text, spot: spotOf(fields.node), nameSpot: name.spot };
}
