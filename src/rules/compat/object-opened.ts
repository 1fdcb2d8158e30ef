import type { InstancePath, Place } from '../../jsonschema/index.ts';
import { causeOf, type Cause } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import { printPath } from '../../plan/paths.ts';
import type { ObjectLocation } from '../../plan/properties.ts';
import type { Claim, Draft, Rule } from '../context.ts';
import { byChange, byEvent, changeCause, proved } from '../drafting.ts';
import { isOpening, objectPath } from '../openness.ts';
import { quote } from '../wording.ts';

const id = 'compat/object-opened';

interface ClosedObject extends ObjectLocation {
  readonly closedBy: Place;
}

function openedLocations({ vocabulary }: ChangedEvent): readonly ClosedObject[] {
  return [...vocabulary.base.objects.values()].flatMap(({ closedBy, ...location }) => {
    const after = vocabulary.head.objects.get(location.wirePath);
    return after?.closedBy === null && !after.unread && closedBy !== null ? [{ ...location, closedBy }] : [];
  });
}

function isAt({ change }: Pick<Claim, 'change'>, { closedBy, wirePath }: ClosedObject): boolean {
  return (change.base?.uri === closedBy.uri && change.base.pointer === closedBy.pointer) || printPath(objectPath(change)) === wirePath;
}

function draft(event: ChangedEvent, path: InstancePath, cause: Cause, proof: Pick<Claim, 'change'> | undefined): Draft {
  const wirePath = printPath(path);
  const subject = quote(wirePath === '' ? event.head.name : wirePath);
  return {
    rule: id,
    events: [event.head],
    path: wirePath,
    message: `${subject} rejected unplanned properties and now tolerates them: anything may arrive there.`,
    suggestion: 'Name the properties that you need instead of opening it.',
    cause,
    audiences: proof ? [proved(proof.change, 'consumers', 'loosened')] : [],
    before: 'closed',
    after: 'open',
  };
}

export const objectOpened: Rule = {
  meta: {
    id,
    title: 'A closed object was opened',
    defaultSeverity: 'notice',
    audiences: ['consumers'],
    what: 'An object that rejected properties outside the plan now tolerates them. Under the content model `strict` it is a break for consumers.',
    why: 'Anything may arrive there from now on, also columns that nobody planned and personal data that nobody classified.',
    fix: 'Name the properties that you need instead of opening the object.',
    example: { before: 'additional_properties: false', after: 'additional_properties: true' },
    twin: { rule: 'compat/object-closed' },
  },
  claims: ({ change, question }) => question === 'consumers' && isOpening(change),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) => {
      const mine = claims.get(event) ?? [];
      const opened = openedLocations(event);
      const further = byChange(mine.filter((claim) => !opened.some((before) => isAt(claim, before))));
      return [
        ...opened.map((before) => {
          const proof = mine.find((claim) => isAt(claim, before));
          return draft(event, before.path, causeOf(event.base, event.head, { base: before.closedBy }, before.path), proof);
        }),
        ...further.map((claim) => draft(event, objectPath(claim.change), changeCause(event, claim.change), claim)),
      ];
    });
  },
};
