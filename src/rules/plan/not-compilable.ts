import type { RuntimeProfile } from '../../jsonschema/index.ts';
import { causeOf } from '../../plan/cause.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { instancePathOf, printPath } from '../../plan/paths.ts';
import type { Draft, Rule, RuleContext } from '../context.ts';

const id = 'plan/not-compilable';

/** The runtimes whose compiler is imitated, by the format whose plans they run. */
const RUNTIMES: ReadonlyMap<string, RuntimeProfile> = new Map([['rudderstack', 'rudderstack']]);

function failure(event: PlanEvent, { oracle }: RuleContext): { message: string; pointer: string } | null {
  // An entity is no message: no runtime validates it.
  const runtime = event.type === 'entity' ? undefined : RUNTIMES.get(event.format);
  const answer = runtime === undefined ? { ok: true as const } : oracle.compiles(event.schema, runtime);
  return answer.ok ? null : { message: answer.message, pointer: answer.pointer ?? event.schema.pointer };
}

function check(base: PlanEvent | null, head: PlanEvent, context: RuleContext): Draft[] {
  const found = failure(head, context);
  if (found === null || (base !== null && failure(base, context) !== null)) return [];
  const place = { uri: head.schema.uri, pointer: found.pointer };
  const path = instancePathOf(found.pointer);
  return [
    {
      rule: id,
      events: [head],
      path: printPath(path),
      message: `The runtime cannot compile the schema of this event: ${found.message}. It then fails on every such event, not only on wrong ones.`,
      suggestion: 'Correct the keyword named; a pattern must be a valid regular expression, an enum must have a value.',
      cause: causeOf(base ?? head, head, { head: place }, path),
      audiences: [],
      after: found.message,
    },
  ];
}

export const notCompilable: Rule = {
  meta: {
    id,
    title: 'The runtime would refuse the schema',
    defaultSeverity: 'error',
    audiences: [],
    what: 'The schema that the plan makes for an event does not compile in the runtime that validates events (RudderStack: Ajv in strict mode).',
    why: 'It is no violation of one event but a failure of the validation itself: it is noticed in production only.',
    fix: 'Correct the keyword that the message names.',
    example: { before: 'config: {pattern: "^[A-Z]{3}$"}', after: 'config: {pattern: "^[A-Z{3}$"}' },
    twin: { none: 'a schema that compiles again is no problem' },
  },
  check: (context) =>
    [
      ...context.added.map((event) => check(null, event, context)),
      ...context.changed.map(({ base, head }) => check(base, head, context)),
    ].flat(),
};
