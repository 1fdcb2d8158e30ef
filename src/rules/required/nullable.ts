import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { declaredOf, kindsTaken, takesNull, typePlace, type Declared } from './demands.ts';

const id = 'required/nullable';

/** What has no type takes null with everything else; where the policy asks for a type, that is what is told. */
function isNullable(declared: Declared): boolean {
  const { demand } = declared;
  if (demand.nullable || (demand.type !== undefined && kindsTaken(declared) === null)) return false;
  return takesNull(declared);
}

function draftFor(declared: Declared): Draft {
  const { event, property } = declared;
  return {
    rule: id,
    events: [event],
    path: property.wirePath,
    message: `${quote(property.name)} may be null, and the policy requires a value: an event with null passes, and what is built on it gets nothing.`,
    suggestion: 'Take null out of the type; or say `nullable: true` in the policy, where null is an answer.',
    cause: plannedCause(event, typePlace(declared, 'null'), property.path),
    audiences: [],
  };
}

export const nullable: Rule = {
  meta: {
    id,
    title: 'A property that the policy requires may be null',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property that `required` of the policy asks for accepts null, and the policy does not say that it may.',
    why: 'Null is there and says nothing: joins find no partner, and destinations refuse the event.',
    fix: 'Take null out of the type of the property, or allow it in the policy with `nullable: true`.',
    example: { before: '{id: total, name: total, type: number}', after: '{id: total, name: total, types: [number, "null"]}' },
    twin: { none: 'a property that is never null is no problem' },
  },
  inspect: (context) => declaredOf(context).filter(isNullable).map(draftFor),
};
