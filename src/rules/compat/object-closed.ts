import type { InstancePath, Place } from '../../jsonschema/index.ts';
import { causeOf, type Cause } from '../../plan/cause.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import { printPath } from '../../plan/paths.ts';
import type { ObjectLocation } from '../../plan/properties.ts';
import type { Claim, Draft, Rule } from '../context.ts';
import { byChange, byEvent, changeCause, proved } from '../drafting.ts';
import { isClosing, objectPath } from '../openness.ts';
import { quote } from '../wording.ts';

const id = 'compat/object-closed';

interface ClosedObject extends ObjectLocation {
  readonly closedBy: Place;
}

function closedLocations({ vocabulary }: ChangedEvent): readonly { before: ObjectLocation; after: ClosedObject }[] {
  return [...vocabulary.head.objects.values()].flatMap(({ closedBy, ...location }) => {
    const before = vocabulary.base.objects.get(location.wirePath);
    return before?.closedBy === null && !before.unread && closedBy !== null ? [{ before, after: { ...location, closedBy } }] : [];
  });
}

function isAt({ change }: Pick<Claim, 'change'>, { closedBy, wirePath }: ClosedObject): boolean {
  return (change.head?.uri === closedBy.uri && change.head.pointer === closedBy.pointer) || printPath(objectPath(change)) === wirePath;
}

function draft(event: ChangedEvent, path: InstancePath, cause: Cause, proof: Pick<Claim, 'change'> | undefined): Draft {
  const wirePath = printPath(path);
  const subject = quote(wirePath === '' ? event.head.name : wirePath);
  return {
    rule: id,
    events: [event.head],
    path: wirePath,
    message: `${subject} tolerated unplanned properties and now rejects them: what released apps send beyond the plan is dropped.`,
    suggestion: 'Look at what arrives unplanned and plan what is wanted before you close it.',
    cause,
    audiences: [proof ? proved(proof.change, 'producers', 'rejected') : { row: 'closed' }],
    before: 'open',
    after: 'closed',
  };
}

export const objectClosed: Rule = {
  meta: {
    id,
    title: 'An open object was closed',
    defaultSeverity: 'warning',
    audiences: ['producers'],
    what: 'An object that tolerated properties outside the plan now rejects them.',
    why: 'Released apps may send more than the plan names. It was tolerated; from now on it violates the plan and is flagged or dropped.',
    fix: 'Look at what arrives unplanned, plan what is wanted, then close.',
    example: { before: 'additional_properties: true', after: 'additional_properties: false' },
    twin: { rule: 'compat/object-opened' },
  },
  claims: ({ change, question }) => question === 'producers' && isClosing(change),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) => {
      const mine = claims.get(event) ?? [];
      const closed = closedLocations(event);
      const further = byChange(mine.filter((claim) => !closed.some(({ after }) => isAt(claim, after))));
      return [
        ...closed.map(({ before, after }) => {
          const proof = mine.find((claim) => isAt(claim, after));
          return draft(event, after.path, causeOf(event.base, event.head, { base: before.place, head: after.closedBy }, after.path), proof);
        }),
        ...further.map((claim) => draft(event, objectPath(claim.change), changeCause(event, claim.change), claim)),
      ];
    });
  },
};
