import type { PlanRule } from '../context.ts';
import { childPointer } from '../../jsonschema/index.ts';
import { instancePathOf, printPath } from '../../plan/paths.ts';
import { plannedCause } from '../drafting.ts';
import { show } from '../wording.ts';
import { isProvedUnmatchable } from './emptiness.ts';
import { schemasOf } from './keywords.ts';

const id = 'hygiene/impossible-pattern';

export const impossiblePattern: PlanRule = {
  meta: {
    id,
    title: 'A pattern that nothing matches',
    defaultSeverity: 'notice',
    presets: { strict: 'error' },
    audiences: [],
    what: 'No text at all matches a `pattern`: proved from its language, as with `^a$b` or a sign behind the end.',
    why: 'Every event that carries a text there is rejected.',
    fix: 'Correct the pattern; often a `$` or `^` stands in the middle.',
    example: { before: 'config: {pattern: "^[A-Z]{3}$"}', after: 'config: {pattern: "^[A-Z]{3}$-"}' },
    twin: { none: 'a pattern that matches something is no finding' },
  },
  inspect: ({ plan }) => {
    const known = new Map<string, boolean>();
    const matchesNothing = (pattern: string): boolean => {
      const answer = known.get(pattern) ?? isProvedUnmatchable(pattern);
      known.set(pattern, answer);
      return answer;
    };
    return plan.events.flatMap((event) =>
      [...schemasOf(event.schema)].flatMap(({ node, place }) => {
        const pattern = Object.hasOwn(node, 'pattern') ? node['pattern'] : undefined;
        if (typeof pattern !== 'string' || !matchesNothing(pattern)) return [];
        const path = instancePathOf(`${place.pointer}/-`);
        return [
          {
            rule: id,
            events: [event],
            path: printPath(path),
            message: `Nothing matches the pattern ${show(pattern)}: every event that carries a text here is rejected.`,
            suggestion: 'Correct the pattern.',
            cause: plannedCause(event, { uri: place.uri, pointer: childPointer(place.pointer, 'pattern') }, path),
            audiences: [],
            after: pattern,
          },
        ];
      }),
    );
  },
};
