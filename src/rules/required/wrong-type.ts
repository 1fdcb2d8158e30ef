import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import type { PropertyType } from '../settings.ts';
import { quote } from '../wording.ts';
import { isAlwaysOf } from './proof.ts';
import { declaredOf, kindsTaken, typePlace, wrongKinds, type Declared } from './demands.ts';

const id = 'required/wrong-type';

function draftFor(declared: Declared, type: PropertyType, kinds: readonly string[]): Draft {
  const { event, property } = declared;
  const [kind] = kinds;
  return {
    rule: id,
    events: [event],
    path: property.wirePath,
    message: `${quote(property.name)} may be ${kinds.join(' or ')}, and the policy requires ${type}: what is built on it fails on another kind, or drops it.`,
    suggestion: `Give it the type ${type}. Where it is sent otherwise today, add a new property with the right type.`,
    cause: plannedCause(event, typePlace(declared, kind), property.path),
    audiences: [],
    after: type,
  };
}

export const wrongType: Rule = {
  meta: {
    id,
    title: 'A property that the policy requires has another type',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property that `required` of the policy asks for has another type there than in the plan, or none in the plan. An integer is a number.',
    why: 'One column and one join serve all events of the scope. Values of another kind are turned into text or discarded.',
    fix: 'Use the type that the policy names, best by one shared definition.',
    example: { before: '{id: order_id, name: order_id, type: string}', after: '{id: order_id, name: order_id, type: integer}' },
    twin: { none: 'a property of the right type is no problem' },
  },
  inspect: (context) =>
    declaredOf(context).flatMap((declared) => {
      const { type } = declared.demand;
      const kinds = type === undefined ? [] : wrongKinds(kindsTaken(declared), type);
      if (type === undefined || kinds.length === 0 || isAlwaysOf(declared.event, declared.property.path, type)) return [];
      return [draftFor(declared, type, kinds)];
    }),
};
