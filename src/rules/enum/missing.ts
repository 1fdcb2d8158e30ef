import { isJsonArray } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { PlannedProperty, Vocabulary } from '../../plan/properties.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { propertiesIn } from './sites.ts';

const id = 'enum/missing';

/** Whether the property takes only listed values: by a list of its own, or in each of its branches. */
function isListed({ wirePath, conditional }: PlannedProperty, { schemas }: Vocabulary): boolean {
  // What an array holds is what is listed.
  const applied = [...(schemas.get(wirePath) ?? []), ...(schemas.get(`${wirePath}[]`) ?? [])];
  return applied.some(({ schema, ...each }) => {
    if (each.conditional && !conditional) return false;
    return isJsonArray(schema['enum']) || Object.hasOwn(schema, 'const') || schema['type'] === 'boolean';
  });
}

function draftFor(event: PlanEvent, property: PlannedProperty): Draft {
  const [place] = property.places;
  return {
    rule: id,
    events: [event],
    path: property.wirePath,
    message: `${quote(property.name)} takes any value, and the policy asks for a list of values: every app will spell them its own way.`,
    suggestion: 'List the values that really arrive as an enum.',
    // The keyword is not there: its place is its definition's.
    cause: plannedCause(event, { uri: place.uri, pointer: `${place.pointer}/enum` }, property.path),
    audiences: [],
  };
}

export const missing: Rule = {
  meta: {
    id,
    title: 'A property lacks the list of values that the policy asks for',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A property that `enums.required` of the policy names has no enum.',
    why: 'Reports, routing and audiences branch on its values. Without a list every app invents its own, and the branches miss them.',
    fix: 'Add an enum with the values that really arrive. What was there before this change is listed and blocks nobody.',
    example: { before: 'config: {enum: [card, wallet]}', after: 'config: {}' },
    twin: { none: 'a list where none is asked for is no problem' },
  },
  inspect: (context) =>
    context.settings.enums.demanded
      .flatMap((scope) => propertiesIn(context, scope))
      .filter(({ property, vocabulary }) => !isListed(property, vocabulary))
      .map(({ event, property }) => draftFor(event, property)),
};
