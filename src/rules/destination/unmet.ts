import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { pathsOf } from '../../destinations/required-message.ts';
import { madeOf } from '../../destinations/coercion.ts';
import type { Effect, FieldSource } from '../../destinations/contract.ts';
import { printPath } from '../../plan/paths.ts';
import type { PlannedProperty } from '../../plan/properties.ts';
import { sectionPath } from '../../plan/section.ts';
import type { Cause } from '../../plan/cause.ts';
import type { Draft, PlanContext } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { kindOf } from '../kinds.ts';
import { requiredPlace, typePlace } from '../required/demands.ts';
import type { SeverityRowId } from '../severity.ts';
import { quote, show, showType } from '../wording.ts';
import { memberOf } from './member.ts';
import { receiverTitle } from './receivers.ts';
import { ANY_OF_PATHS, sourcesOf, type Unmet } from './requirements.ts';

/** What weighs what, by what becomes of an event. */
export const EFFECT_ROWS: Readonly<Record<Effect, SeverityRowId>> = {
  rejected: 'destination-loses-event',
  dropped: 'destination-loses-property',
  coerced: 'destination-coerces',
  truncated: 'destination-truncates',
};

/** What becomes of it, in a sentence. */
export const EFFECT_TEXT: Readonly<Record<Effect, string>> = {
  rejected: 'the event is lost there',
  dropped: 'the property is dropped there',
  coerced: 'another value is stored there',
  truncated: 'it is cut there',
};

/** The value at the place of a break in its counterexample; undefined where there is none. */
function valueIn({ found: { path, counterexample } }: Unmet): Json | undefined {
  let values: readonly Json[] = [counterexample];
  for (const step of path)
    values = values.flatMap((value): readonly Json[] => {
      if (step.kind === 'items') return isJsonArray(value) ? value : [];
      if (!isJsonObject(value)) return [];
      return Object.entries(value).flatMap(([name, inner]) => (step.kind === 'names' || step.name === name ? [inner] : []));
    });
  return values[0];
}

function wanted(unmet: Unmet): string {
  const { keyword, after } = unmet.found;
  const own = ownSchema(unmet);
  const type = own === undefined ? undefined : own['type'];
  if (keyword === 'type' || (own !== undefined && own[keyword] === undefined && keyword !== 'enum' && type !== undefined))
    return showType(type ?? after);
  if (after === undefined) return 'something else';
  return keyword === 'enum' ? `one of ${show(after)}` : `${keyword} ${show(after)}`;
}

/** What the contract says of the field, or of the field of an entry, at the place of a break. */
function ownSchema({ found: { path }, requirement: { requires, mapping }, field }: Unmet): JsonObject | undefined {
  const of = field === null ? undefined : memberOf(memberOf(requires, 'properties'), field);
  const source = field === null ? undefined : mapping?.[field];
  const at = path.findIndex(({ kind }) => kind === 'items');
  if (at < 0 || typeof source !== 'object' || !('list' in source)) return isJsonObject(of) ? of : undefined;
  const entry = entryField(source.each, printPath(path.slice(at + 1)));
  const inner = entry === undefined ? undefined : memberOf(memberOf(memberOf(of, 'items'), 'properties'), entry);
  return isJsonObject(inner) ? inner : undefined;
}

/** The field of an entry that comes from a path in it. */
function entryField(each: Readonly<Record<string, FieldSource>>, path: string): string | undefined {
  return Object.entries(each).find(([, from]) => pathsOf(from).includes(path))?.[0];
}

/** The receiver's name for the place of a break: its field, and in a list the field of an entry. */
function fieldName({ field, found: { path }, requirement }: Unmet): string | null {
  if (field === null) return null;
  const source = requirement.mapping?.[field];
  if (typeof source !== 'object' || !('list' in source)) return field;
  const at = path.findIndex(({ kind }) => kind === 'items');
  const entry = at < 0 ? undefined : entryField(source.each, printPath(path.slice(at + 1)));
  return entry === undefined ? field : `${field}[].${entry}`;
}

/** What is wrong with what the event gives, and what was wanted. */
function problem(unmet: Unmet, property: PlannedProperty | undefined): string {
  const { found, delivery } = unmet;
  const field = fieldName(unmet);
  const who = receiverTitle(delivery);
  const as = field === null || found.path.at(-1)?.kind !== 'property' || nameOf(unmet) === field ? '' : ` as ${quote(field)}`;
  if (found.keyword === ANY_OF_PATHS)
    return `None of ${sourcesOf(unmet).map(quote).join(', ')} is always there, and ${who} needs one of them${as}`;
  const choice = found.keyword === 'anyOf' ? choiceOf(unmet) : [];
  if (choice.length > 0) {
    const where = found.path.length === 0 ? '' : ` in ${quote(printPath(found.path))}`;
    return `None of ${choice.map(quote).join(', ')} is always there${where}, and ${who} needs one of them`;
  }
  if (found.keyword === 'required') {
    const name = quote(nameOf(unmet));
    return property === undefined
      ? `${quote(delivery.event.name)} has no ${name}, which ${who} needs${as}`
      : `${name} may be missing, and ${who} needs it${as}`;
  }
  const value = valueIn(unmet);
  const subject = found.path.length === 0 ? quote(delivery.event.name) : quote(property?.name ?? printPath(found.path));
  const is = value === undefined ? 'is not as needed' : `may be ${found.keyword === 'type' ? kindOf(value) : show(value)}`;
  return `${subject} ${is}, and ${who} needs ${wanted(unmet)}${as}`;
}

/** The paths of the fields of which one must be there, where the requirement says so of a whole object or entry and of nothing else; else none. */
function choiceOf(unmet: Unmet): readonly string[] {
  const { field, requirement, delivery } = unmet;
  const source = field === null ? undefined : requirement.mapping?.[field];
  const list = typeof source === 'object' && 'list' in source ? source : null;
  const of = list === null ? requirement.requires : ownList(unmet)?.['items'];
  const choices = isJsonObject(of) && isJsonArray(of['anyOf']) ? of['anyOf'] : [];
  const fields = choices.map((each) => {
    const required = isJsonObject(each) && Object.keys(each).length === 1 ? each['required'] : undefined;
    const [only, ...more] = isJsonArray(required) ? required : [];
    return typeof only === 'string' && more.length === 0 ? only : null;
  });
  if (fields.includes(null)) return [];
  return fields.flatMap((each): readonly string[] => {
    if (each === null) return [];
    return list === null ? sourcesOf({ requirement, delivery, field: each }) : pathsOf(list.each[each] ?? each);
  });
}

/** What the contract says of the list that a field is made of. */
function ownList({ field, requirement: { requires } }: Unmet): JsonObject | undefined {
  const properties = isJsonObject(requires) ? requires['properties'] : undefined;
  const own = isJsonObject(properties) && field !== null && Object.hasOwn(properties, field) ? properties[field] : undefined;
  return isJsonObject(own) ? own : undefined;
}

function nameOf({ found: { path } }: Unmet): string {
  const last = path.at(-1);
  return last?.kind === 'property' ? last.name : printPath(path);
}

/** Where the plan says what the receiver cannot use: the keyword, the property, or, where there is none, what would hold it. */
function causeIn(unmet: Unmet, { vocabularyOf }: PlanContext): Cause {
  const { found, delivery } = unmet;
  const { event } = delivery;
  const vocabulary = vocabularyOf(event);
  if (found.keyword === ANY_OF_PATHS) {
    const optional = sourcesOf(unmet)
      .flatMap((path) => vocabulary.properties.get(path) ?? [])
      .at(-1);
    if (optional !== undefined) return plannedCause(event, requiredPlace(optional), optional.path);
  }
  const property = vocabulary.properties.get(printPath(found.path));
  if (found.keyword === 'required' && property !== undefined) return plannedCause(event, requiredPlace(property), found.path);
  if (found.base !== undefined && event.schema.documents.has(found.base.uri)) return plannedCause(event, found.base, found.path);
  if (property !== undefined)
    return plannedCause(event, found.keyword === 'type' ? typePlace({ vocabulary, property }) : property.places[0], found.path);
  for (let length = found.path.length - 1; length >= 0; length -= 1) {
    const around = vocabulary.objects.get(printPath(found.path.slice(0, length)));
    if (around !== undefined)
      return length <= sectionPath(event.section).length
        ? { owner: event.key, ownerPath: printPath(found.path), shared: false, locations: { head: event.location } }
        : plannedCause(event, around.place, found.path);
  }
  return { owner: event.key, ownerPath: printPath(found.path), shared: false, locations: { head: event.location } };
}

/** What a null or a text becomes where another kind is wanted, for what is made to fit. */
function arrives(unmet: Unmet): string {
  const value = valueIn(unmet);
  const made = value === undefined || unmet.found.keyword !== 'type' ? null : madeOf(value, unmet.found.after);
  return made === null || value === undefined ? EFFECT_TEXT.coerced : `${show(value)} arrives there as ${show(made.value)}`;
}

/** Keywords that say which texts are taken. */
const OF_TEXTS = new Set(['pattern', 'enum', 'format', 'minLength', 'maxLength', 'const']);

/** Whether the plan says nothing of a text but that it is one: nearly all texts may be anything, and most are what they should be. */
function isUnboundedText({ found, delivery }: Unmet, { vocabularyOf }: PlanContext): boolean {
  if (!OF_TEXTS.has(found.keyword)) return false;
  const schemas = vocabularyOf(delivery.event).schemas.get(printPath(found.path)) ?? [];
  return schemas.length > 0 && schemas.every(({ schema }) => Object.keys(schema).every((keyword) => !OF_TEXTS.has(keyword)));
}

/** The path that a draft is about: where none of several paths is there, one that the plan names, else the first. */
function pathOf(unmet: Unmet, { vocabularyOf }: PlanContext): string {
  const { found, delivery } = unmet;
  if (found.keyword !== ANY_OF_PATHS) return printPath(found.path);
  const { properties } = vocabularyOf(delivery.event);
  const paths = sourcesOf(unmet);
  return paths.findLast((path) => properties.has(path)) ?? paths[0] ?? '';
}

/** A draft about something that a receiver needs and does not get. */
export function unmetDraft(rule: string, unmet: Unmet, effect: Effect, context: PlanContext): Draft {
  const { delivery, found, id, requirement } = unmet;
  const { event, contract } = delivery;
  const row = isUnboundedText(unmet, context) ? 'destination-unbounded-text' : EFFECT_ROWS[effect];
  const property = context.vocabularyOf(event).properties.get(printPath(found.path));
  const after = effect === 'coerced' ? arrives(unmet) : EFFECT_TEXT[effect];
  return {
    rule,
    events: [event],
    path: pathOf(unmet, context),
    message: `${problem(unmet, property)}: ${after}.`,
    suggestion: `Keep what ${receiverTitle(delivery)} needs, or, if your pipeline maps it from elsewhere, say so in the contract (${id}).`,
    cause: causeIn(unmet, context),
    aspect: `${delivery.destination}/${id}/${found.keyword}`,
    audiences: [{ row, counterexample: found.counterexample, by: contract.receiver.title }],
    source: { source: requirement.source, checked: requirement.checked },
  };
}
