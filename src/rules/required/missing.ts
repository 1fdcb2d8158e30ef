import type { Draft, Rule } from '../context.ts';
import { wirePathOf } from '../scope.ts';
import { eventTitle, quote } from '../wording.ts';
import { askedOf, type Asked } from './demands.ts';

const id = 'required/missing';

function draftFor({ event, demand }: Asked): Draft {
  const path = wirePathOf(demand.path, event);
  return {
    rule: id,
    events: [event],
    path,
    message: `${eventTitle(event)} has no ${quote(demand.path)}, which the policy requires of it: what is built on it gets nothing from this event.`,
    suggestion: `Add ${quote(demand.path)} to the event as a required property${demand.type === undefined ? '' : ` of type ${demand.type}`}.`,
    cause: { owner: event.key, ownerPath: path, shared: false, locations: { head: event.location } },
    audiences: [],
  };
}

export const missing: Rule = {
  meta: {
    id,
    title: 'An event lacks a property that the policy requires',
    defaultSeverity: 'error',
    audiences: [],
    what: 'An event in the scope of `required` of the policy does not declare a property that it must have. What was so before this change is listed and blocks nobody.',
    why: 'Joins, attribution and routing rely on that property in every event. The event without it drops out of them, and no one is told.',
    fix: 'Add the property to the event and require it; or narrow the scope of `required`, where the event is none of those.',
    example: { before: 'properties: [{property: "#property:order_id", required: true}]', after: 'properties: []' },
    twin: { none: 'a property more than required is no problem' },
  },
  inspect: (context) =>
    askedOf(context)
      .filter(({ property }) => property === null)
      .map(draftFor),
};
