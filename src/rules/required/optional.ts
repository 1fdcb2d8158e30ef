import type { PlannedProperty } from '../../plan/properties.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { declaredOf, requiredPlace, weakestLink, type Declared } from './demands.ts';

const id = 'required/optional';

function draftFor({ event, demand, property }: Declared, link: PlannedProperty): Draft {
  const when = link.required === 'conditional' ? 'required only in some cases of the plan' : 'optional';
  const around = link === property ? '' : `, since ${quote(link.name)} around it is`;
  return {
    rule: id,
    events: [event],
    path: property.wirePath,
    message: `${quote(demand.path)} is ${link === property ? when : 'optional'}${around === '' ? '' : `${around} ${when}`}, and the policy requires it: events without it pass, and what is built on it gets nothing.`,
    suggestion: `Require ${quote(link.name)}. Where released apps leave it out, first make them send it.`,
    cause: plannedCause(event, requiredPlace(link), link.path),
    // Of one object that may be missing several properties may be asked.
    ...(link !== property && { aspect: demand.path }),
    audiences: [],
  };
}

export const optional: Rule = {
  meta: {
    id,
    title: 'A property that the policy requires is optional',
    defaultSeverity: 'error',
    audiences: [],
    what: 'An event declares a property that `required` of the policy asks for, and messages may leave it out: always, in some case of the plan, or together with the object around it.',
    why: 'An event without it is valid and is sent, and drops out of the joins, attribution and routing that rely on it.',
    fix: 'Require the property, and each object around it. Ship the apps that send it first.',
    example: {
      before: '- {property: "#property:order_id", required: true}',
      after: '- {property: "#property:order_id", required: false}',
    },
    twin: { none: 'a property that is required where the policy does not ask for it is no problem' },
  },
  inspect: (context) =>
    declaredOf(context).flatMap((declared) => {
      const link = weakestLink(declared);
      return link === null ? [] : [draftFor(declared, link)];
    }),
};
