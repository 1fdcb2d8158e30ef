import { printPath } from '../../plan/paths.ts';
import { sectionPath } from '../../plan/section.ts';
import type { Draft, PlanContext, Rule } from '../context.ts';
import { askedOf, type Asked } from './demands.ts';

const id = 'required/section-optional';

/** Whether messages of an event may come without the part that holds its data. */
function mayLackSection({ event, vocabulary }: Asked): boolean {
  const path = sectionPath(event.section);
  return path.some((_, index) => vocabulary.properties.get(printPath(path.slice(0, index + 1)))?.required !== 'always');
}

function inspect(context: PlanContext): readonly Draft[] {
  return askedOf(context)
    .filter(mayLackSection)
    .map(({ event }) => ({
      rule: id,
      events: [event],
      path: '',
      message:
        'Messages may come without their data (properties, traits): what the policy requires is then not checked, and such a message passes empty.',
      suggestion: 'Nothing, where the format of the plan always leaves it optional. Otherwise require the part that holds the data.',
      cause: {
        owner: `plan:${event.plan}`,
        ownerPath: '',
        shared: true,
        locations: { head: context.plan.homes.get(event.plan) ?? event.location },
      },
      audiences: [],
    }));
}

export const sectionOptional: Rule = {
  meta: {
    id,
    title: 'Messages may come without the part that the policy is about',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'The policy requires properties of events whose plan does not require the part of the message that holds them. Told once for a plan, and only where the policy has `required`.',
    why: 'Requirements hold for messages that carry their section: one without it is valid and brings none of what is required.',
    fix: 'Require the section in a JSON Schema. A RudderStack plan cannot: watch for empty messages in the warehouse.',
    example: { before: 'required: [properties]', after: 'required: []' },
    twin: { none: 'a section that is required is no problem' },
  },
  inspect,
};
