import type { ChangedEvent } from '../../plan/changes.ts';
import type { PlannedProperty } from '../../plan/properties.ts';
import type { Claim, Draft, DraftAudience, Rule } from '../context.ts';
import { byChange, byEvent, changeDraft, isAtOrBelow, proved, removedPropertyCause } from '../drafting.ts';
import { withProperty } from '../examples.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/property-removed';

function removedAt(event: ChangedEvent, wirePath: string): PlannedProperty | undefined {
  return event.properties.removed.find((property) => isAtOrBelow(wirePath, property.wirePath));
}

function draftRemoved(event: ChangedEvent, property: PlannedProperty, claims: readonly Claim[]): Draft {
  const name = quote(property.name);
  const proof = (question: Claim['question']): Claim | undefined => claims.find((claim) => claim.question === question);
  const rejected = proof('producers');
  const lost = proof('consumers');
  const row = property.required === 'never' ? 'optional-property-removed' : 'required-property-removed';
  const audiences: DraftAudience[] = [
    ...(rejected ? [proved(rejected.change, 'producers', 'rejected')] : []),
    lost ? proved(lost.change, 'consumers', row) : { row },
  ];
  const example = withProperty(event.base, property);
  return {
    rule: id,
    events: [event.head],
    path: property.wirePath,
    message: rejected
      ? `${name} was removed: released apps still send it and are rejected, and readers no longer get it.`
      : `${name} was removed: everything that reads it gets nothing.`,
    suggestion: `Keep ${name} in the plan, marked as deprecated, until nobody sends or reads it.`,
    cause: removedPropertyCause(event, property),
    audiences,
    ...(audiences.every((audience) => audience.counterexample === undefined) && example !== null && { example }),
  };
}

export const propertyRemoved: Rule = {
  meta: {
    id,
    title: 'A property was removed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'A property that the plan named is gone, from the event or from one of its variants.',
    why: 'Readers of it (columns, destinations, audiences, features) get nothing from now on. Where the plan is closed, released apps that still send it violate it.',
    fix: 'Deprecate it first. Remove it when no reader is left, and, in a closed plan, no sender either.',
    example: { before: 'properties: [{property: "#property:coupon"}]', after: 'properties: []' },
    twin: { rule: 'compat/property-added' },
  },
  claims: ({ change, event }) =>
    removedAt(event, change.wirePath) !== undefined ||
    (change.keyword === 'properties' && change.before !== undefined && change.after === undefined),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) => {
      const mine = claims.get(event) ?? [];
      const whole = event.properties.removed.map((property) =>
        draftRemoved(
          event,
          property,
          mine.filter((claim) => isAtOrBelow(claim.change.wirePath, property.wirePath)),
        ),
      );
      const fromVariants = byChange(mine.filter((claim) => removedAt(event, claim.change.wirePath) === undefined)).map((claim) => {
        const name = quote(lastName(claim.change.path));
        return changeDraft(id, claim, {
          message: `${name} was removed from a case of the plan: events of that case that carry it are no longer as planned.`,
          suggestion: `Keep ${name} in that case until nobody sends or reads it there.`,
          audiences: [
            ...(claim.questions.has('producers') ? [proved(claim.change, 'producers', 'rejected')] : []),
            ...(claim.questions.has('consumers') ? [proved(claim.change, 'consumers', 'optional-property-removed')] : []),
          ],
        });
      });
      return [...whole, ...fromVariants];
    });
  },
};
