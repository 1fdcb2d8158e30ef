import type { ChangedEvent } from '../../plan/changes.ts';
import type { ObjectLocation } from '../../plan/properties.ts';
import { byChange, changeDraft, isAtOrBelow, proved } from '../drafting.ts';
import type { Rule } from '../context.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/object-shaped';

function isFreeForm({ planned, map, closedBy, unread }: ObjectLocation): boolean {
  return !planned && !map && closedBy === null && !unread;
}

/** Whether the path lies in an object that took anything in base and is described in head. */
function gotFirstShape(event: ChangedEvent, wirePath: string): boolean {
  return [...event.vocabulary.head.objects.values()].some((location) => {
    const before = event.vocabulary.base.objects.get(location.wirePath);
    return before !== undefined && isFreeForm(before) && location.planned && isAtOrBelow(wirePath, location.wirePath);
  });
}

export const objectShaped: Rule = {
  meta: {
    id,
    title: 'A free-form object got its first shape',
    defaultSeverity: 'warning',
    audiences: ['producers'],
    what: 'An object that took any content now says what some of its properties must look like.',
    why: 'Released apps may send the same names with other types; that was fine, and is now rejected.',
    fix: 'Look at what really arrives there, and describe that.',
    example: {
      before: '{property: "#property:ship_to"}',
      after: '{property: "#property:ship_to", properties: [{property: "#property:city"}]}',
    },
    twin: { none: 'taking the shape away removes its properties, which compat/property-removed reports' },
  },
  claims: ({ change, question, event }) =>
    question === 'producers' && change.keyword !== 'required' && gotFirstShape(event, change.wirePath),
  check: (_, claimed) =>
    byChange(claimed).map((claim) =>
      changeDraft(id, claim, {
        message: `${quote(lastName(claim.change.path) || claim.event.head.name)} took anything and now has a shape: what released apps send there may be rejected.`,
        suggestion: 'Compare the new shape with what really arrives there before you merge.',
        audiences: [proved(claim.change, 'producers', 'first-shape')],
      }),
    ),
};
