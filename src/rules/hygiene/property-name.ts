import type { PlanRule } from '../context.ts';
import { definitionCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { inSection } from '../../plan/section.ts';
import { isNamed, namingTitle } from './naming.ts';

const id = 'hygiene/property-name';

export const propertyName: PlanRule = {
  meta: {
    id,
    title: 'A property whose name breaks the convention',
    defaultSeverity: 'warning',
    presets: { relaxed: 'notice' },
    audiences: [],
    what: 'The name of a property is not written as `naming.properties` of the policy says. Without that setting nothing is reported.',
    why: 'Names become columns: `orderId` and `order_id` are two of them, and every query has to know both.',
    fix: 'Rename the property before it is released.',
    example: { before: 'properties: []', after: 'properties: [{id: order_id, name: orderId, type: string}]' },
    twin: { none: 'a name that keeps the convention is no finding' },
  },
  inspect: ({ plan, settings, vocabularyOf }) => {
    const naming = settings.hygiene.propertyNames;
    if (naming === null) return [];
    const known = new Map<string, boolean | null>();
    const keeps = (name: string): boolean => {
      const answer = known.has(name) ? known.get(name) : isNamed(name, naming);
      known.set(name, answer ?? null);
      return answer !== false;
    };
    return plan.events.flatMap((event) =>
      [...vocabularyOf(event).properties.values()]
        .filter(({ name, path }) => inSection(path, event.section) !== null && !keeps(name))
        .map((property) => ({
          rule: id,
          events: [event],
          path: property.wirePath,
          message: `The property ${quote(property.name)} is not named in ${namingTitle(naming)}, as the policy asks.`,
          suggestion: 'Rename it before it is released.',
          cause: definitionCause(event, property.places[0], property.path),
          audiences: [],
          after: property.name,
        })),
    );
  },
};
