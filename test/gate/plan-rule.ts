import { causeOf } from '../../src/plan/cause.ts';
import type { Draft, PlanRule } from '../../src/rules/context.ts';

/** A rule that judges a plan by itself, for tests of what was there before: it minds every property called `total` or `note`. */
export const mindsNames: PlanRule = {
  meta: {
    id: 'test/names',
    title: 'A name that the test minds',
    defaultSeverity: 'error',
    audiences: [],
    what: 'It.',
    why: 'It.',
    fix: 'It.',
    example: { before: 'a', after: 'b' },
    twin: { none: 'a rule of the tests' },
  },
  inspect: ({ plan, vocabularyOf }) =>
    plan.events.flatMap((event) =>
      [...vocabularyOf(event).properties.values()]
        .filter(({ name }) => name === 'total' || name === 'note')
        .map((property): Draft => ({
          rule: 'test/names',
          events: [event],
          path: property.wirePath,
          message: `"${property.name}" is a bad name.`,
          suggestion: 'Find a better one.',
          cause: causeOf(event, event, { base: property.places[0], head: property.places[0] }, property.path),
          audiences: [],
        })),
    ),
};
