import { isJsonObject } from '../../jsonschema/index.ts';
import type { Section } from '../../plan/model.ts';
import { eventKey, type Rule, type TrackingPlan } from './catalog.ts';
import { checkName, DISPLAY_NAME } from './definitions.ts';
import { isDynamic, projectFields } from './dynamic.ts';
import { child, entries, Fields, spotOf, type SourceText, type SourceValue } from '../fields.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';
import { parseInclude, parseReference, spelling } from './reference.ts';
import { MAX_NESTING, readUses, readVariant } from './uses.ts';

const SECTIONS: readonly Section[] = ['properties', 'traits', 'context.traits'];
const LEGACY_RULE = ['type', 'id', 'event', 'properties', 'includes', 'variants'];
const CURRENT_RULE = [...LEGACY_RULE, 'identity_section', 'additional_properties'];
const INSIDE_EVENT = ['allow_unplanned', 'identity_section'];

/** Reads the one plan of a file of kind tp or tracking-plan. A plan without id is reported and left out. */
export function readTrackingPlan(spec: SourceValue, legacy: boolean, problems: Problems): TrackingPlan[] {
  const given = child(spec, 'id')?.value;
  const named = typeof given === 'string' && given !== '';
  const what = named ? `tracking plan ${quoted(given)}` : 'a tracking plan without id';
  const fields = projectFields(spec, what, named ? `tracking-plan:${given}` : spec.document.path, problems);
  if (!fields.only(['id', 'display_name', 'description', 'rules'])) return [];
  const name = fields.text('display_name', true);
  checkName(fields, name, DISPLAY_NAME, 'must start with a letter and hold 3 to 65 letters, digits, blanks, and _ , . - only');
  const id = fields.text('id', true);
  if (id === null) return [];
  const rules = entries(fields.list('rules')).flatMap((node) => readRule(id.text, node, legacy, problems));
  const list = child(spec, 'rules');
  const rulesSpot = list === null ? spotOf(spec) : spotOf(list, 'key');
  return [{ id: id.text, name: name?.text ?? id.text, spot: spotOf(spec), nameSpot: name?.spot ?? id.spot, rules, rulesSpot }];
}

function readRule(plan: string, node: SourceValue, legacy: boolean, problems: Problems): Rule[] {
  const event = eventReference(node);
  const eventId = event === null ? null : parseReference('event', event);
  const owner = eventId === null ? `tracking-plan:${plan}` : eventKey(plan, eventId);
  const id = child(node, 'id')?.value;
  const fields = projectFields(node, typeof id === 'string' ? `rule ${quoted(id)}` : 'a rule without id', owner, problems);
  if (!fields.only(legacy ? [...LEGACY_RULE, ...INSIDE_EVENT] : CURRENT_RULE)) return [];
  if (legacy) reportOutside(fields);
  const type = fields.text('type', true);
  if (type !== null && type.text !== 'event_rule')
    fields.invalid(type.spot, `The type of ${fields.what} is ${quoted(type.text)}.`, 'Write "event_rule".');
  const head = legacy ? readLegacyEvent(fields) : null;
  const target = readTarget(fields, head, legacy);
  const inside = [head, fields].filter((part) => part !== null);
  const open = first(inside, (part) => part.flag('allow_unplanned') ?? part.flag('additional_properties'));
  const section = first(inside, (part) => readSection(part));
  const ruleId = fields.text('id', true);
  const properties = readUses(fields, 'properties', { legacy, depth: MAX_NESTING });
  const variant = readVariant(fields, legacy);
  return target === null ? [] : [{ id: ruleId?.text ?? '', spot: spotOf(node), target, section, open, properties, variant }];
}

function first<T>(parts: readonly Fields[], read: (part: Fields) => T | null): T | null {
  for (const part of parts) {
    const found = read(part);
    if (found !== null) return found;
  }
  return null;
}

function eventReference(rule: SourceValue): string | null {
  const event = child(rule, 'event');
  const text = event !== null && isJsonObject(event.value) ? child(event, '$ref')?.value : event?.value;
  return typeof text === 'string' ? text : null;
}

// The published docs show these beside `event`; rudder-cli reads them inside `event` and refuses them elsewhere.
function reportOutside(fields: Fields): void {
  for (const name of INSIDE_EVENT) {
    const field = child(fields.node, name);
    if (field === null) continue;
    fields.invalid(
      spotOf(field, 'entry'),
      `"${name}" of ${fields.what} stands beside "event"; rudder-cli refuses it there.`,
      'Move it into "event".',
    );
  }
}

function readLegacyEvent(fields: Fields): Fields | null {
  const event = child(fields.node, 'event');
  if (event === null || !isJsonObject(event.value)) return null;
  const head = fields.part(event, `the event of ${fields.what}`);
  head.only(['$ref', ...INSIDE_EVENT]);
  return head;
}

function readTarget(fields: Fields, head: Fields | null, legacy: boolean): Rule['target'] | null {
  const event = child(fields.node, 'event');
  const includes = child(fields.node, 'includes');
  if (event !== null && includes !== null)
    fields.invalid(spotOf(includes, 'entry'), `${fields.what} has both "event" and "includes".`, 'Keep one of them.');
  if (event === null) return includes === null ? nothing(fields) : readInclude(fields, includes);
  const given = head === null ? readPlainEvent(fields, event, legacy) : head.text('$ref', true);
  if (given === null || isDynamic(given.text)) return null;
  const id = parseReference('event', given.text);
  if (id !== null) return { kind: 'event', event: { kind: 'event', id, spot: given.spot } };
  fields.invalid(given.spot, `${quoted(given.text)} is no reference to an event.`, `Write ${spelling('event', legacy)}.`);
  return null;
}

function readPlainEvent(fields: Fields, event: SourceValue, legacy: boolean): SourceText | null {
  if (!legacy && isJsonObject(event.value)) {
    fields.wrong(event, 'event', 'a text (#event:<id>)');
    return fields.part(event, `the event of ${fields.what}`).text('$ref');
  }
  if (legacy) fields.wrong(event, 'event', 'a map with "$ref"');
  return typeof event.value === 'string' || !legacy ? fields.text('event') : null;
}

function nothing(fields: Fields): null {
  fields.missing('event');
  return null;
}

function readInclude(fields: Fields, includes: SourceValue): Rule['target'] | null {
  const part = fields.part(includes, `the include of ${fields.what}`);
  if (!part.only(['$ref'])) return null;
  const given = part.text('$ref', true);
  if (given === null) return null;
  const target = parseInclude(given.text);
  if (target !== null) return { kind: 'include', ...target, spot: given.spot };
  part.invalid(given.spot, `${quoted(given.text)} includes nothing.`, 'Write #/tp/<plan id>/event_rule/<rule id>, or * for all its rules.');
  return null;
}

function readSection(fields: Fields): Rule['section'] {
  const given = fields.text('identity_section');
  if (given === null || isDynamic(given.text)) return null;
  const name = SECTIONS.find((known) => known === given.text);
  if (name !== undefined) return { name, spot: given.spot };
  fields.invalid(given.spot, `"identity_section" is ${quoted(given.text)}.`, `Write ${alternatives(SECTIONS)}.`);
  return null;
}
