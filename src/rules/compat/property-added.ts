import type { Rule } from '../context.ts';
import { causeOf } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import { lastName } from '../../plan/paths.ts';
import type { Presence } from '../../plan/properties.ts';
import { byChange, byEvent, changeDraft, proved } from '../drafting.ts';
import { propertyMark } from '../lifecycle/marks.ts';
import { quote } from '../wording.ts';

const id = 'compat/property-added';

const PRESENCE: Readonly<Record<Presence, string>> = {
  always: 'required',
  conditional: 'required in a case of the plan',
  never: 'optional',
};

function isAdded(event: ChangedEvent, wirePath: string): boolean {
  return event.properties.added.some((property) => property.wirePath === wirePath);
}

export const propertyAdded: Rule = {
  meta: {
    id,
    title: 'A property was added',
    defaultSeverity: 'notice',
    audiences: ['producers', 'consumers'],
    what: 'The plan names a property that it did not name. Under the content model `strict` an open object makes it a break for producers, who might have sent anything under that name; a closed one a break for consumers.',
    why: 'It is the most common change and breaks nobody who ignores what he does not know. It is listed so that readers can use it.',
    fix: 'Nothing, as long as it is optional.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:coupon"}]' },
    twin: { rule: 'compat/property-removed' },
  },
  claims: ({ change, event }) =>
    (change.keyword === 'properties' && change.before === undefined) || (change.keyword !== 'required' && isAdded(event, change.wirePath)),
  check: ({ changed, settings }, claimed) => {
    const claims = byEvent(claimed);
    const inCases = byChange(claimed.filter(({ change, event }) => !isAdded(event, change.wirePath))).map((claim) => {
      const name = quote(lastName(claim.change.path));
      return changeDraft(id, claim, {
        message: `${name} may now come in a case of the plan that did not have it.`,
        suggestion: `Make sure that the readers of that case cope with ${name}.`,
        audiences: [...claim.questions].map((question) =>
          proved(claim.change, question, question === 'producers' ? 'rejected' : 'new-variant'),
        ),
      });
    });
    const whole = changed.flatMap((event) =>
      event.properties.added
        .map((property) => ({ property, mine: (claims.get(event) ?? []).filter(({ change }) => change.wirePath === property.wirePath) }))
        .filter(({ property, mine }) => property.required !== 'always' || mine.length > 0)
        .map(({ property, mine }) => {
          const [place] = property.places;
          const marked = propertyMark(event.head, property, settings.deprecations) !== null;
          const harmless = marked ? 'Leave it out, or take the mark away: nobody should begin to read it.' : 'Nothing to do.';
          return {
            rule: id,
            events: [event.head],
            path: property.wirePath,
            message: `${quote(property.name)} is new and ${PRESENCE[property.required]}${marked ? ', and marked as deprecated already' : ''}.`,
            suggestion: mine.length === 0 ? harmless : 'Use the content model "planned" if senders send only what their plan names.',
            cause: causeOf(event.base, event.head, { head: place }, property.path),
            audiences: mine.map((claim) => proved(claim.change, claim.question, claim.question === 'producers' ? 'rejected' : 'loosened')),
          };
        }),
    );
    return [...whole, ...inCases];
  },
};
