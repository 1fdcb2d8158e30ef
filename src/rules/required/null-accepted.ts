import { inScope } from '../scope.ts';
import type { Draft, PlanContext, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { declaredOf, takesNull, typePlace } from './demands.ts';

const id = 'required/null-accepted';

function inspect(context: PlanContext): readonly Draft[] {
  const { plan, settings, vocabularyOf } = context;
  // Where the policy says whether null may come, required/nullable holds to it.
  const settled = new Set(declaredOf(context).map(({ property }) => property));
  return plan.events.flatMap((event) => {
    const vocabulary = vocabularyOf(event);
    const isAsked = settings.required.some(({ scope }) => inScope(scope, event));
    return [...vocabulary.properties.values()]
      .filter((property) => property.required === 'always' && property.kinds.has('null') && property.kinds.size > 1)
      .filter((property) => !(isAsked && settled.has(property)) && takesNull({ event, vocabulary, property }))
      .map((property): Draft => ({
        rule: id,
        events: [event],
        path: property.wirePath,
        message: `${quote(property.name)} is required and may be null: every event has it, and some say nothing with it.`,
        suggestion: 'Take null out of the type, or make the property optional and leave it out where there is no value.',
        cause: plannedCause(event, typePlace({ vocabulary, property }, 'null'), property.path),
        audiences: [],
      }));
  });
}

export const nullAccepted: Rule = {
  meta: {
    id,
    title: 'A required property may be null',
    defaultSeverity: 'off',
    presets: { strict: 'notice' },
    audiences: [],
    what: 'A property is required in every message, and its type allows null. Off by default: some teams send null on purpose, and compat/type-changed reports null that is newly allowed.',
    why: 'Required reads as if a value were there. Code that does not look for null fails on it.',
    fix: 'Take null out of the type, or make the property optional.',
    example: {
      before: '"total": {"type": "number"} in "required"',
      after: '"total": {"type": ["number", "null"]} in "required"',
    },
    twin: { none: 'a required property with a value is as it should be' },
  },
  inspect,
};
