import type { PlanRule } from '../context.ts';
import { isJsonObject } from '../../jsonschema/index.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { Draft } from '../context.ts';
import { eventCause, definitionCause } from '../drafting.ts';
import { eventTitle, quote } from '../wording.ts';
import { isProvedEmpty } from './emptiness.ts';

const id = 'hygiene/contradiction';

const SIMPLE = new Set([
  'type',
  'title',
  'description',
  'format',
  '$ref',
  'examples',
  'default',
  'properties',
  'additionalProperties',
  'required',
  '$comment',
]);

/** Whether a schema says two things that could contradict each other; most say one, and need no proof. */
function mayContradict(event: PlanEvent, { places }: PlannedProperty): boolean {
  return places.some((place) => {
    const node = valueAt(event.schema, place);
    return isJsonObject(node) && Object.keys(node).filter((keyword) => !SIMPLE.has(keyword) && !keyword.startsWith('x-')).length > 1;
  });
}

function ofEvent(event: PlanEvent): Draft {
  return {
    rule: id,
    events: [event],
    path: '',
    message: `${eventTitle(event)} can never be valid: no message at all satisfies its schema.`,
    suggestion: 'Look for limits that contradict each other, or a required property that the schema forbids.',
    cause: eventCause({ head: event }),
    audiences: [],
  };
}

function ofProperty(event: PlanEvent, property: PlannedProperty): Draft {
  return {
    rule: id,
    events: [event],
    path: property.wirePath,
    message: `${quote(property.name)} can never be valid: no value satisfies its schema, so an event that carries it is rejected.`,
    suggestion: 'Look for limits that contradict each other.',
    cause: definitionCause(event, property.places[0], property.path),
    audiences: [],
  };
}

export const contradiction: PlanRule = {
  meta: {
    id,
    title: 'A contradiction: nothing can be valid',
    defaultSeverity: 'notice',
    presets: { strict: 'error' },
    audiences: [],
    what: 'No message at all satisfies the schema of an event, or no value the schema of a property: proved by the inclusion engine.',
    why: 'Every app that sends the event, or the property, is rejected, whatever it sends.',
    fix: 'Look for limits that contradict each other: a minimum above the maximum, an enum of another type, a required property that is forbidden.',
    example: { before: 'config: {minimum: 1, maximum: 10}', after: 'config: {minimum: 10, maximum: 1}' },
    twin: { none: 'a schema that something satisfies is no finding' },
  },
  inspect: ({ plan, vocabularyOf }) =>
    plan.events.flatMap((event) => {
      const properties = [...vocabularyOf(event).properties.values()].filter(
        (property) => mayContradict(event, property) && property.places.some((place) => isProvedEmpty(event.schema, place)),
      );
      const whole = isProvedEmpty(event.schema, { uri: event.schema.uri, pointer: event.schema.pointer });
      // A required property that can never be valid is why the event cannot: one cause, told where it is.
      return [...(whole && properties.length === 0 ? [ofEvent(event)] : []), ...properties.map((property) => ofProperty(event, property))];
    }),
};
