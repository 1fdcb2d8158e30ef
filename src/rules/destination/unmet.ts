import { isJsonArray, isJsonObject, type Json } from '../../jsonschema/index.ts';
import { madeOf } from '../../destinations/coercion.ts';
import type { Effect } from '../../destinations/contract.ts';
import { printPath } from '../../plan/paths.ts';
import type { PlannedProperty } from '../../plan/properties.ts';
import { sectionPath } from '../../plan/section.ts';
import type { Cause } from '../../plan/cause.ts';
import type { Draft, PlanContext } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { kindOf } from '../kinds.ts';
import { requiredPlace } from '../required/demands.ts';
import type { SeverityRowId } from '../severity.ts';
import { quote, show, showType } from '../wording.ts';
import { receiverTitle } from './receivers.ts';
import { sourcesOf, type Unmet } from './requirements.ts';

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

function wanted({ found: { keyword, after }, requirement, field }: Unmet): string {
  if (keyword === 'type') return showType(after);
  const { requires } = requirement;
  const own = isJsonObject(requires) && isJsonObject(requires['properties']) && field !== null ? requires['properties'][field] : undefined;
  if (isJsonObject(own) && keyword !== 'enum' && typeof own['type'] === 'string' && own[keyword] === undefined)
    return showType(own['type']);
  if (after === undefined) return 'something else';
  return keyword === 'enum' ? `one of ${show(after)}` : `${keyword} ${show(after)}`;
}

/** What is wrong with what the event gives, and what was wanted. */
function problem(unmet: Unmet, property: PlannedProperty | undefined): string {
  const { found, field, delivery } = unmet;
  const who = receiverTitle(delivery);
  const as = field === null || found.path.at(-1)?.kind !== 'property' || property?.name === field ? '' : ` as ${quote(field)}`;
  if (found.keyword === 'anyOf' && field !== null)
    return `None of ${sourcesOf(unmet).map(quote).join(', ')} is always there, and ${who} needs one of them${as}`;
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

function nameOf({ found: { path } }: Unmet): string {
  const last = path.at(-1);
  return last?.kind === 'property' ? last.name : printPath(path);
}

/** Where the plan says what the receiver cannot use: the keyword, the property, or, where there is none, what would hold it. */
function causeIn(unmet: Unmet, { vocabularyOf }: PlanContext): Cause {
  const { found, delivery } = unmet;
  const { event } = delivery;
  const vocabulary = vocabularyOf(event);
  const property = vocabulary.properties.get(printPath(found.path));
  if (found.keyword === 'required' && property !== undefined) return plannedCause(event, requiredPlace(property), found.path);
  if (found.base !== undefined && event.schema.documents.has(found.base.uri)) return plannedCause(event, found.base, found.path);
  if (property !== undefined) return plannedCause(event, property.places[0], found.path);
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

/** A draft about something that a receiver needs and does not get. */
export function unmetDraft(rule: string, unmet: Unmet, effect: Effect, context: PlanContext): Draft {
  const { delivery, found, id, requirement } = unmet;
  const { event, contract } = delivery;
  const property = context.vocabularyOf(event).properties.get(printPath(found.path));
  const after = effect === 'coerced' ? arrives(unmet) : EFFECT_TEXT[effect];
  return {
    rule,
    events: [event],
    path: printPath(found.path),
    message: `${problem(unmet, property)}: ${after}.`,
    suggestion: `Keep what ${receiverTitle(delivery)} needs (${id}), or map it from elsewhere and say so in its contract.`,
    cause: causeIn(unmet, context),
    aspect: `${delivery.destination}/${id}/${found.keyword}`,
    audiences: [{ row: EFFECT_ROWS[effect], counterexample: found.counterexample, by: contract.receiver.title }],
    source: { source: requirement.source, checked: requirement.checked },
  };
}
